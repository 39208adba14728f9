"""Fixtures that several test files share."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import urllib3.util.connection  # noqa: F401  (it binds a socket when it is imported, whoever comes first)

from tests import venvs
from tests.article_page import HTML
from tests.commands import arsip
from tests.crawling import Place, Serve
from tests.site.server import Running

_OUTSIDE = frozenset(
    {
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "socket.bind",
        "socket.connect",
        "subprocess.Popen",
    }
)


class _Watch:
    """What a test starts outside its own process: names of audit events, oldest first."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        sys.addaudithook(self._audit)

    def _audit(self, event: str, arguments: tuple[object, ...]) -> None:
        if event in _OUTSIDE:
            self.seen.append(event)


_WATCH = _Watch()
# a shell has what it runs in the background ignore Ctrl-C, and so would every crawl of a test
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: a crawl waits for its server now and then."""
    return (os.cpu_count() or 1) + 1


def pytest_make_parametrize_id(val: object) -> str | None:
    """The name of a value in the name of a test: of bytes that are no text, how many they are, as
    packed ones hold the time; two processes that run tests beside each other need the same names."""
    if isinstance(val, bytes) and not val.isascii():
        return f"{len(val)} bytes"
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A test that starts a process or opens a socket fails when it is not marked as slow."""
    _WATCH.seen.clear()
    yield
    if _WATCH.seen and item.get_closest_marker("slow") is None:
        pytest.fail(f"{_WATCH.seen[0]}: mark this test with @pytest.mark.slow")


@pytest.fixture(scope="session")
def replay_tools(request: pytest.FixtureRequest) -> Path:
    """The bin folder of an environment with pywb and cdxj-indexer."""
    return venvs.programs(request.config.cache, "pywb==2.10.0", "cdxj-indexer==1.5.0")


@pytest.fixture
def serve() -> Iterator[Serve]:
    with ExitStack() as stack:

        def served(server: Any) -> Any:
            return stack.enter_context(Running(server))

        yield served


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def archive(here: Path) -> Path:
    """The same with a page, and with the database into which it was imported."""
    (here / "page.html").write_text(HTML)
    arsip("import", "page.html")
    return here

"""Fixtures that several test files share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3.util.connection  # noqa: F401  (it binds a socket when it is imported, whoever comes first)

from tests import venvs

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

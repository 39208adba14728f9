"""What a command loads: whoever searches does not wait for the crawler's libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from archive.store import Store

pytestmark = pytest.mark.slow

CRAWLERS = ("scrapy", "twisted")

PROGRAM = """if True:
    import sys
    from crawler.cli import main
    try:
        main(sys.argv[1:])
    except SystemExit:
        pass
    print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


def loaded(*arguments: str) -> set[str]:
    """The libraries that a command has loaded when it ends."""
    command = [sys.executable, "-c", PROGRAM, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("search", "gempa", "--db", "nowhere.db"),
        ("show", "1", "--db", "nowhere.db"),
        ("status", "--db", "nowhere.db"),
        ("crawl", "--help"),
        ("crawl", "latest", "--site", "nowhere"),
    ],
    ids=" ".join,
)
def test_only_a_crawl_loads_scrapy(arguments: tuple[str, ...]) -> None:
    names = loaded(*arguments)
    assert "click" in names
    assert not names.intersection(CRAWLERS)


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (("--help",), {"sqlite_utils", "lxml", "dateparser", "multiprocessing"}),
        (("sites",), {"sqlite_utils", "lxml", "dateparser", "multiprocessing"}),
        (("search", "x", "--db", "a.db"), {"lxml", "ftfy", "trafilatura", "dateparser", "multiprocessing"}),
        (("show", "1", "--db", "a.db"), {"lxml", "ftfy", "trafilatura", "dateparser", "multiprocessing"}),
        (("status", "--db", "a.db"), {"lxml", "ftfy", "trafilatura", "dateparser", "multiprocessing"}),
    ],
    ids=lambda value: " ".join(sorted(value)),
)  # fmt: skip
def test_a_command_loads_what_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], absent: set[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Store("a.db").close()
    assert not loaded(*arguments) & absent


def test_the_libraries_are_seen_when_they_are_loaded() -> None:
    assert loaded("crawl", "latest", "--db", "no/where.db").issuperset(CRAWLERS)

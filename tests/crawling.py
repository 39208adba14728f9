"""Runs `arsip crawl` as a user does, in a process of its own, and looks at what it left."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from archive import warc
from archive.store import Store
from tests.site.server import Replica

BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parent.parent

#: No delay, short waits: what a test on loopback wants.
FAST = (
    "--delay",
    "0",
    "--concurrency",
    "8",
    "-s",
    "ARSIP_RETRY_BACKOFF_S=0.05",
    "-s",
    "DOWNLOAD_TIMEOUT=3",
)


Served = TypeVar("Served")


class Serve(Protocol):
    """Puts a server on loopback until the test ends, and gives it back."""

    def __call__(self, server: Served, /) -> Served: ...


@dataclass(frozen=True)
class Place:
    """A folder with a database and captures."""

    folder: Path

    @property
    def db(self) -> Path:
        return self.folder / "arsip.db"

    @property
    def captures(self) -> Path:
        return self.folder / "captures"

    def command(self, spider: str, replica: Replica | str, *arguments: str) -> list[str]:
        base = replica if isinstance(replica, str) else replica.url
        where = ["--base-url", base, "--db", str(self.db), "--captures", str(self.captures)]
        return [str(BIN / "arsip"), "crawl", spider, *where, *FAST, *arguments]

    def crawl(
        self, spider: str, replica: Replica | str, *arguments: str, **kwargs: Any
    ) -> subprocess.CompletedProcess[str]:
        command = self.command(spider, replica, *arguments)
        kwargs.setdefault("timeout", 120)
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment(), **kwargs
        )

    def crawl_with(
        self, fault: str, spider: str, replica: Replica | str, *arguments: str
    ) -> subprocess.CompletedProcess[str]:
        """A crawl by the code as some lines of Python have changed it."""
        program = f"{fault}from crawler.cli import main\nmain()\n"
        command = [sys.executable, "-c", program, *self.command(spider, replica, *arguments)[1:]]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, env=environment(), timeout=60
        )

    def begin(self, spider: str, replica: Replica | str, *arguments: str) -> subprocess.Popen[str]:
        """A crawl that goes on while the test does something."""
        command = self.command(spider, replica, *arguments)
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
            start_new_session=True,
        )

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        connection = sqlite3.connect(self.db, timeout=30)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def change(self, sql: str, *values: object) -> None:
        connection = sqlite3.connect(self.db, timeout=30)
        connection.execute("PRAGMA foreign_keys = ON")
        with connection:
            connection.execute(sql, values)
        connection.close()

    def states(self) -> dict[int, str]:
        return dict(self.query("SELECT id, state FROM addresses WHERE role = 'item'"))

    def ids(self) -> set[int]:
        return {number for (number,) in self.query("SELECT id FROM articles")}


def until(what: Callable[[], object], timeout_s: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + timeout_s
    while not what():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def environment() -> dict[str, str]:
    """That of the test, but for what would change a crawl."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ARSIP_", "SCRAPY_"))
    }


def articles(paths: list[str]) -> list[str]:
    return [path for path in paths if path.startswith("/a/")]


def assert_sound(place: Place) -> None:
    """Every capture row has its bytes, every file is whole, for us and for warcio."""
    with Store.reading(place.db) as store:
        for capture in store.captures.each():
            warc.read(place.captures, capture)
        assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    files = sorted(place.captures.iterdir())
    assert all(path.name.endswith(".warc.gz") for path in files)
    assert [damage for path in files for damage in warc.check(path)] == []
    command = [sys.executable, "-m", "warcio.cli", "check", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")

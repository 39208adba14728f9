"""One crawl a database at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from archive.store.connection import check_place
from archive.store.results import StoreError


class Locked(Exception):
    """Another crawl holds the database; the text says which."""


class Lock:
    """A lock that the system releases when its process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        self._database, self._path = database, _path(database)
        self._file: IO[str] | None = None

    def take(self, holder: str) -> None:
        """Take it, and write into the file who holds it; raises `Locked`, `StoreError` where it
        cannot be written."""
        check_place(self._database)
        try:
            file = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            step = "make room or give write permission, or name another --db"
            raise StoreError(f"{self._path}: {error.strerror}; {step}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            held = file.read().strip() or "another process"
            file.close()
            raise Locked(
                f"{self._path}: held by {held}; wait until it ends, or name another --db"
            ) from None
        file.truncate(0)
        file.write(f"process {os.getpid()} ({holder})\n")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Give it back."""
        if self._file:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def held(database: Path) -> bool:
    """Whether a crawl is running on the database; nothing is written."""
    try:
        with _path(database).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:  # taken, or not ours to look at
        return True
    return False


def _path(database: Path) -> Path:
    return database.with_name(database.name + ".lock")

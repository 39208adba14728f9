"""One crawl a database at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from archive.store import StoreError


class Locked(Exception):
    """Another crawl holds the database; the text says which."""


class Lock:
    """A lock that the system releases when its process ends, however it ends."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".lock")
        self._file: IO[str] | None = None

    def take(self, holder: str) -> None:
        """Take it, and write into the file who holds it; raises `Locked`, `StoreError` where it cannot be written."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
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
            raise Locked(f"{self._path}: held by {held}; wait until it ends, or name another --db") from None
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

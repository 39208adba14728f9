"""One crawl per database at a time, whose database stays the one that it opened."""

from __future__ import annotations

import fcntl
import os
import stat
import time
from pathlib import Path

from archive.store.connection import check_place
from archive.store.results import StoreError

_NEXT_STEP = "make room or give write permission, or name another --db"
_TRIES = 5  # to take it
_LOOK_S = 0.02  # between two of them: longer than it takes to look whether it is held
_LONGEST = 65536  # bytes of what a lock file says
#: What a lock file begins with while its lock is held; it is empty otherwise.
_HOLDER = b"process "


class Locked(Exception):
    """Another crawl holds the database; the text says which."""

    def __init__(self, text: str, holder: str) -> None:
        super().__init__(text)
        self.holder = holder  #: in its own words, those for programs included
        self.words = holder.partition("\n")[0]  #: those for people


class Lock:
    """A lock that the system releases when its process ends, however it ends.

    Its file lies beside the database itself, whatever symbolic links lead there.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = _path(database)
        self._holder = ""
        self._fd: int | None = None

    def take(self, holder: str) -> None:
        """Take it, and write into the file who holds it: in the first line for people, in others
        for programs; raises `Locked`, `StoreError` where it cannot be written."""
        check_place(self._database)
        check_place(_resolved(self._database))
        self._holder = holder
        self._fd = self._taken()

    def say(self, holder: str) -> None:
        """Write other words into the file; raises `StoreError` where they cannot be written."""
        self._holder = holder
        if self._fd is None:
            return
        try:
            self._write(self._fd)
        except OSError as error:
            raise self._not_written(error) from error

    def renew(self) -> None:
        """Take it again where somebody has removed its file; raises `Locked` where another process
        was quicker."""
        if self._fd is None or _identity(os.fstat(self._fd)) == _file(self._path):
            return
        removed = self._fd
        self._fd = self._taken()
        os.close(removed)

    def release(self) -> None:
        """Give it back."""
        if self._fd is None:
            return
        os.ftruncate(self._fd, 0)
        os.close(self._fd)
        self._fd = None

    def _taken(self) -> int:
        """The lock file, open, locked, and with the words of its holder."""
        fd = self._open()
        try:
            self._lock(fd)
            self._write(fd)
        except OSError as error:
            os.close(fd)
            raise self._not_written(error) from error
        except (Locked, StoreError):
            os.close(fd)
            raise
        return fd

    def _write(self, fd: int) -> None:
        first, _, others = self._holder.partition("\n")
        os.ftruncate(fd, 0)
        os.pwrite(fd, f"process {os.getpid()} ({first})\n{others}".encode(), 0)

    def _not_written(self, error: OSError) -> StoreError:
        return StoreError(f"{self._path}: {error.strerror}; {_NEXT_STEP}")

    def _open(self) -> int:
        # a link is not followed, and a pipe is not waited for
        flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            return os.open(self._path, flags, 0o644)
        except OSError as error:
            if self._path.is_symlink():
                raise self._no_lock("a symbolic link") from error
            raise self._not_written(error) from error

    def _lock(self, fd: int) -> None:
        """Lock the file, which must be a lock: empty, or with the words of an earlier holder."""
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise self._no_lock("no regular file")
        said = os.pread(fd, _LONGEST, 0)
        if said and not said.startswith(_HOLDER):
            raise self._no_lock("not written by arsip")
        if not _locked(fd):
            said = os.pread(fd, _LONGEST, 0)
            holder = said.decode("utf-8", "replace").strip() or "another process"
            words = holder.partition("\n")[0]
            raise Locked(
                f"{self._path}: held by {words}; wait until it ends, or name another --db", holder
            )

    def _no_lock(self, what: str) -> StoreError:
        return StoreError(
            f"{self._path}: {what}, where the lock of the database belongs; "
            "move it away, or name another --db"
        )


class HeldFile:
    """A database that is open, and the file that it was opened from."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._file = _file(database)

    def check(self) -> None:
        """Raise `StoreError` where the file is not at its path any more: what is written goes
        nowhere then."""
        found = _file(self._database)
        if found == self._file:
            return
        became = "was deleted" if found is None else "was replaced by another file"
        raise StoreError(
            f"{self._database}: {became} during the crawl; bring it back, or make it again with "
            f"'arsip rebuild'"
        )


def held(database: Path) -> bool:
    """True while a crawl is running on the database; nothing is written."""
    try:
        fd = os.open(_path(database), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    except OSError:  # not ours to look at
        return True
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:  # taken
        return True
    finally:
        os.close(fd)
    return False


def _locked(fd: int) -> bool:
    """True where a file is locked by this process now; one who only looks (`held`) is waited
    for."""
    for _ in range(_TRIES):
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOOK_S)
        else:
            return True
    return False


def _file(path: Path) -> tuple[int, int] | None:
    """The identity of a file; None = there is none at this path."""
    try:
        return _identity(path.stat())
    except OSError:
        return None


def _identity(found: os.stat_result) -> tuple[int, int]:
    return found.st_dev, found.st_ino


def _resolved(database: Path) -> Path:
    return Path(os.path.realpath(database))


def _path(database: Path) -> Path:
    resolved = _resolved(database)
    if resolved == database.absolute():
        resolved = database  # as it was given: what is said of it names it so
    return resolved.with_name(resolved.name + ".lock")

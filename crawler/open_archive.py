"""The archive while it is crawled into: one lock, one writer of database and captures, whether one
site is crawled or many."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from archive import warc
from archive.checks.verification import adopt, belongs_elsewhere, catch_up
from archive.ingest import understand_rows
from archive.store import Store, StoreError
from archive.store.lock import HeldFile, Lock, Locked
from archive.store.sightings import ItemRows
from archive.warc import Writer
from archive.warc.warcinfo import COLLECTION
from crawler.endings import Ending
from crawler.journal import Journal, StorageError
from crawler.page_writes import PageWriter
from crawler.readers import Readers

logger = logging.getLogger("arsip")

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """Where a crawl keeps things, and how."""

    database: Path
    captures: Path
    roll_bytes: int = 1_000_000_000
    commit_interval_s: float = 0.5
    commit_size: int = 64
    readers: int = 1
    reader_timeout_s: float = 60.0


@dataclass(slots=True, kw_only=True)
class OpenArchive:
    """From `open` until it is closed the only writer of its database."""

    clock: Clock
    store: Store
    writer: Writer
    journal: Journal
    pages: PageWriter
    readers: Readers[ItemRows]
    exchanges: int = 0  #: that were kept, of all sites
    _lock: Lock
    _words: str  # what the lock says of the crawl, for people
    _remarks: list[str]  # and for other crawls

    @classmethod
    def open(
        cls,
        options: ArchiveOptions,
        *,
        words: str,
        remarks: Sequence[str],
        info: Mapping[str, str],
        clock: Clock,
    ) -> Self:
        """The archive with its lock taken, and what a crash left mended.

        `words` are what the lock says for people and `remarks` for other crawls, `info` is what
        each WARC file says of itself. Raises `Locked`, or a `StorageError`; nothing stays open
        then.
        """
        started = clock()
        lock = Lock(options.database)
        with ExitStack() as opened:
            lock.take("\n".join([words, *remarks]))
            opened.callback(lock.release)
            store = Store(options.database, clock=clock)
            opened.callback(store.close)
            held = HeldFile(options.database)
            _recover(store, options.captures)
            store.runs.note_crashed()
            host = socket.gethostname().partition(".")[0]
            writer = Writer(
                options.captures,
                f"arsip-{started:%Y%m%d%H%M%S%f}-{host}",
                {**info, COLLECTION: store.collection.id()},
                roll_bytes=options.roll_bytes,
            )
            archive = cls(
                clock=clock,
                store=store,
                writer=writer,
                journal=Journal(
                    store,
                    writer,
                    interval_s=options.commit_interval_s,
                    size=options.commit_size,
                    check=partial(_check, lock, held),
                ),
                pages=PageWriter(store),
                readers=Readers(
                    understand_rows, count=options.readers, timeout_s=options.reader_timeout_s
                ),
                _lock=lock,
                _words=words,
                _remarks=list(remarks),
            )
            opened.pop_all()
        return archive

    def remark(self, remarks: Sequence[str]) -> None:
        """Say something more in the lock, for other crawls."""
        self._remarks += remarks
        self._say()

    def unsay(self, remarks: Sequence[str]) -> None:
        """Say it no more."""
        for remark in remarks:
            self._remarks.remove(remark)
        self._say()

    def _say(self) -> None:
        """Write the words of the lock anew; where the disk does not take them the old ones stay,
        and the next commit tells."""
        with suppress(StoreError):
            self._lock.say("\n".join([self._words, *self._remarks]))

    def settle(self, ending: Ending) -> Ending:
        """Commit what waits; gives the ending that is true afterwards: the one given, or "storage"
        where a write has failed."""
        try:
            self.journal.close()
        except StorageError as error:
            return _storage(ending, error)
        except Exception as error:  # a fault of arsip that nobody waited for
            return Ending("error", f"{type(error).__name__}: {error}")
        return ending

    def put_away(self, ending: Ending) -> Ending:
        """Commit what waits, end the readers, and give the captures their final name; the ending
        that is true afterwards."""
        self.readers.close()
        ending = self.settle(ending)
        try:
            self.writer.close()
        except StorageError as error:
            return _storage(ending, error)
        return ending

    def release(self) -> None:
        """Close the database, and release the lock."""
        with ExitStack() as closing:
            closing.callback(self._lock.release)
            closing.callback(self.store.close)


class SharedArchive:
    """The archive of the crawls of one process: the first of them opens it.

    Where several sites are crawled it stays open until `close`; else the crawl that leaves closes
    it.
    """

    def __init__(self, sites: Sequence[str]) -> None:
        self.sites = tuple(sites)  #: that are to be crawled, by name
        self._held = len(sites) > 1
        self._archive: OpenArchive | None = None

    @property
    def is_open(self) -> bool:
        """True once a crawl has opened it."""
        return self._archive is not None

    @property
    def exchanges(self) -> int:
        """The number of exchanges that were kept, of all sites."""
        return 0 if self._archive is None else self._archive.exchanges

    def enter(
        self, opening: Callable[[Sequence[str]], OpenArchive], remarks: Sequence[str]
    ) -> OpenArchive:
        """The archive, with these remarks in its lock; opened by `opening` where it is not open,
        whose errors pass through."""
        if self._archive is None:
            self._archive = opening(remarks)
        else:
            self._archive.remark(remarks)
        return self._archive

    def settle(self, ending: Ending) -> Ending:
        """Commit what waits for a crawl that ends; where it is the only one, finish the captures,
        too. The ending that is true afterwards."""
        if self._archive is None:
            return ending
        if self._held:
            return self._archive.settle(ending)
        return self._archive.put_away(ending)

    def leave(self, remarks: Sequence[str]) -> None:
        """Take these remarks out of the lock, and close the archive where this was the only
        crawl."""
        if self._archive is None:
            return
        if self._held:
            self._archive.unsay(remarks)
        else:
            self._archive.release()
            self._archive = None

    def close(self, ending: Ending) -> Ending:
        """Close what is open still; the ending that is true afterwards."""
        if self._archive is None:
            return ending
        try:
            return self._archive.put_away(ending)
        finally:
            self._archive.release()
            self._archive = None


def _storage(ending: Ending, error: Exception) -> Ending:
    """The ending after a write that has failed: the one known, where that says so already."""
    return ending if ending.verdict == "storage" else Ending("storage", str(error))


def _check(lock: Lock, held: HeldFile) -> None:
    """Raise `StoreError` where the database is not this crawl's alone any more, or not there."""
    try:
        lock.renew()
    except Locked as error:
        raise StoreError(str(error)) from error
    held.check()


def _recover(store: Store, captures: Path) -> None:
    """Mend the captures of a crawl that a crash or a full disk has ended, and enter those that its
    database had not noted yet; files of another database are left alone."""

    def is_foreign(path: Path) -> bool:
        return belongs_elsewhere(store, captures, path.name.removesuffix(warc.OPEN))

    for recovered in warc.recover(captures, skip=is_foreign):
        if recovered.trimmed:
            where = f"{recovered.file}@{recovered.trimmed}"
            logger.warning("%s: cut by a crash; trimmed", where)
        adopt(store, captures, recovered.file)
    for file, count in catch_up(store, captures):
        logger.warning("%s: %s records entered that an earlier crawl had not noted", file, count)

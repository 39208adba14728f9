"""One crawl under way: its lock, database, captures and readers, what it visits and counts."""

from __future__ import annotations

import logging
import socket
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from archive import warc
from archive.checks import fill_rates
from archive.checks.verification import adopt, belongs_elsewhere, catch_up
from archive.ingest import ItemRecord, understand
from archive.store import Store, StoreError
from archive.store.addresses import Address
from archive.store.lock import HeldFile, Lock, Locked
from archive.store.runs import RunCount
from archive.warc import Exchange, Kept, Writer
from archive.warc.warcinfo import COLLECTION
from crawler.endings import Ending
from crawler.frontier import Frontier
from crawler.journal import Journal, StorageError
from crawler.origin import SiteOrigin
from crawler.readers import Readers

logger = logging.getLogger("arsip")

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """Where a crawl keeps things, and how."""

    database: Path
    captures: Path
    roll_bytes: int = 1_000_000_000
    commit_interval_s: float = 0.5
    commit_size: int = 64
    readers: int = 1
    reader_timeout_s: float = 60.0


@dataclass(slots=True, kw_only=True)
class CrawlSession:
    """A crawl from `open` to `close`; between the two, the only writer of its database."""

    spider: str
    origin: SiteOrigin
    clock: Clock
    started: datetime
    store: Store
    writer: Writer
    journal: Journal
    readers: Readers[ItemRecord]
    frontier: Frontier
    counts: Counter[str] = field(default_factory=Counter)
    stopped: Ending | None = None  #: what stops the crawl early; None = nothing has
    _lock: Lock
    _run: int  # its number in the table of runs

    @classmethod
    def open(
        cls,
        spider: str,
        origin: SiteOrigin,
        options: SessionOptions,
        *,
        info: Mapping[str, str],
        frontier: Callable[[Store], Frontier],
        clock: Clock,
        remark: str | None = None,
    ) -> Self:
        """A session with its lock taken, what a crash left mended, and its run begun.

        `info` is what each WARC file says of itself, `frontier` makes what is to be visited from
        the open database, `remark` is what the lock says beside the name of the crawl. Raises
        `Locked`, or a `StorageError`; nothing stays open then.
        """
        started = clock()
        lock = Lock(options.database)
        with ExitStack() as opened:
            words = f"arsip crawl {spider}, since {started:%Y-%m-%d %H:%M} UTC"
            lock.take(f"{words}, {remark}" if remark else words)
            opened.callback(lock.release)
            store = Store(options.database, clock=clock)
            opened.callback(store.close)
            held = HeldFile(options.database)
            _recover(store, options.captures)
            host = socket.gethostname().partition(".")[0]
            writer = Writer(
                options.captures,
                f"arsip-{started:%Y%m%d%H%M%S%f}-{host}",
                {**info, COLLECTION: store.collection.id()},
                roll_bytes=options.roll_bytes,
            )
            session = cls(
                spider=spider,
                origin=origin,
                clock=clock,
                started=started,
                store=store,
                writer=writer,
                journal=Journal(
                    store,
                    writer,
                    interval_s=options.commit_interval_s,
                    size=options.commit_size,
                    check=partial(_check, lock, held),
                ),
                readers=Readers(
                    understand, count=options.readers, timeout_s=options.reader_timeout_s
                ),
                frontier=frontier(store),
                _lock=lock,
                _run=store.runs.begin(spider, origin.site.name, now=started),
            )
            opened.pop_all()
        return session

    def keep(self, exchange: Exchange) -> Kept:
        """Append an exchange to the captures; its row is committed before anything that speaks of
        it."""
        same = None
        if exchange.status in (200, 304):
            digest = warc.digest(exchange.payload) if exchange.status == 200 else None
            same = self.store.captures.find_duplicate(exchange.url, digest)
        kept = self.writer.write(exchange, same=same)
        self.counts[RunCount.REQUESTS] += 1
        add = self.store.captures.add
        home = self.origin.site
        self.journal.add(
            lambda: add(kept.capture, record=kept.record, refers=kept.refers, home=home)
        )
        return kept

    def done(self, address: Address) -> None:
        """A visit has been committed, or has come to nothing."""
        self.frontier.done(address)

    def close(self, ending: Ending) -> Ending:
        """Commit what waits, give the captures their final name, note the end, release the lock.

        Gives the ending that was noted: the one given, or "storage" where the last writes failed.
        """
        with ExitStack() as closing:
            closing.callback(self._lock.release)
            closing.callback(self.store.close)
            self.readers.close()
            ending = self._judged(self._written(ending))
            self.counts[RunCount.BYTES] = self.writer.written_bytes
            try:
                self.store.runs.end(
                    self._run, ending.verdict, ending.reason, self.counts, now=self.clock()
                )
            except StorageError as error:
                return Ending("storage", str(error))
        return ending

    def _written(self, ending: Ending) -> Ending:
        """Write what waits to disk; gives the ending that is true afterwards."""
        try:
            self.journal.close()
        except StorageError as error:
            ending = Ending("storage", str(error))
        except Exception as error:  # a fault of arsip that nobody waited for
            ending = Ending("error", f"{type(error).__name__}: {error}")
        try:
            self.writer.close()
        except StorageError as error:
            ending = Ending("storage", str(error))
        return ending

    def _judged(self, ending: Ending) -> Ending:
        """The ending, or what the pages that were brought tell of the site's markup where that has
        changed."""
        if ending.failed:
            return ending
        try:
            site = self.origin.site.name
            fallen = fill_rates.after_crawl(self.store, site, started=self.started)
        except Exception as error:  # what was fetched is kept, whatever the counts of it say
            logger.warning("the fields of the new records were not counted: %s", error)
            return ending
        if not fallen:
            return ending
        words = ", ".join(map(str, fallen[:_MOST_FIELDS]))
        also = f"; also {ending}" if ending.reason else ""
        return Ending(
            "markup", f"the markup seems to have changed: {words}; see docs/audit.md{also}"
        )


_MOST_FIELDS = 4  # that one line names


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

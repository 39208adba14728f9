"""One run of the crawl: its lock, database, captures and readers, its counts, and why it ends."""

from __future__ import annotations

import logging
import socket
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive import warc
from archive.checks.verification import adopt
from archive.ingest import ItemRecord, understand
from archive.store import Store
from archive.store.addresses import Address
from archive.store.lock import Lock
from archive.warc import Exchange, Kept, Writer
from crawler.frontier import Frontier, Table
from crawler.journal import Journal
from crawler.origin import SiteOrigin
from crawler.readers import Readers

logger = logging.getLogger("arsip")


@dataclass(frozen=True, slots=True)
class SessionOptions:
    """Where a run keeps things, and how."""

    database: Path
    captures: Path
    roll_bytes: int = 1_000_000_000
    commit_interval_s: float = 0.5
    commit_size: int = 64
    readers: int = 1
    reader_timeout_s: float = 60.0


class CrawlSession:
    """Opened when the spider is, closed after it; between the two, the only writer of the
    database."""

    def __init__(
        self,
        spider: str,
        origin: SiteOrigin,
        places: SessionOptions,
        info: Mapping[str, str],
        clock: Callable[[], datetime],
    ) -> None:
        self.spider, self.origin, self.places, self.clock = spider, origin, places, clock
        self._info = info
        self._lock = Lock(places.database)
        self._id: int | None = None
        self.started = clock()
        self.counts: Counter[str] = Counter()
        self.frontier: Frontier | None = None  #: set by the spider
        self.verdict: str | None = None  #: set by what stops the run early; None = nothing did
        self.reason: str | None = None

    def open(self) -> None:
        """Take the lock, mend what a crash left, begin; raises `Locked`, or a `StorageError`."""
        started = self.started
        self._lock.take(f"arsip crawl {self.spider}, since {started:%Y-%m-%d %H:%M} UTC")
        self.store = Store(self.places.database)
        self.table: Table = self.store.addresses  #: what is to be visited; a spider may set another
        self._recover()
        self._id = self.store.runs.begin(self.spider, self.origin.site.name, now=started)
        name = f"arsip-{started:%Y%m%d%H%M%S%f}-{socket.gethostname().partition('.')[0]}"
        self.writer = Writer(
            self.places.captures, name, self._info, roll_bytes=self.places.roll_bytes
        )
        places = self.places
        self.journal = Journal(
            self.store, self.writer, interval_s=places.commit_interval_s, size=places.commit_size
        )
        self.readers: Readers[ItemRecord] = Readers(
            understand, count=places.readers, timeout_s=places.reader_timeout_s
        )

    def keep(self, exchange: Exchange) -> Kept:
        """Append an exchange to the captures; its row is committed before anything that speaks of
        it."""
        same = None
        if exchange.status in (200, 304):
            digest = warc.digest(exchange.payload) if exchange.status == 200 else None
            same = self.store.captures.find_duplicate(exchange.url, digest)
        kept = self.writer.write(exchange, same=same)
        self.counts["requests"] += 1
        add = self.store.captures.add
        self.journal.add(lambda: add(kept.capture, record=kept.record, refers=kept.refers))
        return kept

    def done(self, address: Address) -> None:
        """A visit has been committed, or has come to nothing."""
        if self.frontier:
            self.frontier.done(address)

    def close(self, verdict: str, reason: str | None) -> None:
        """Commit what waits, give the captures their final name, note the end, release the lock."""
        try:
            if self._id is not None:
                self._end(self._id, verdict, reason)
        finally:
            self._lock.release()

    def _end(self, number: int, verdict: str, reason: str | None) -> None:
        self.readers.close()
        try:
            self.journal.flush()
            self.writer.close()
            self.counts["bytes"] = self.writer.written_bytes
            self.store.runs.end(number, verdict, reason, self.counts, now=self.clock())
        finally:
            self.store.close()

    def _recover(self) -> None:
        """Mend the captures of a crashed run, and enter those that its database had not noted
        yet."""
        for recovered in warc.recover(self.places.captures):
            if recovered.trimmed:
                logger.warning("%s: cut by a crash; trimmed", recovered.trimmed)
            adopt(self.store, self.places.captures, recovered.file)

"""One site's crawl under way: its run, what it visits, what it counts."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from archive import warc
from archive.checks import fill_rates
from archive.store import Store
from archive.store.addresses import Address
from archive.store.runs import RunCount
from archive.warc import Exchange, Kept
from crawler.endings import Ending
from crawler.frontier import Frontier
from crawler.journal import Journal, StorageError
from crawler.open_archive import Clock, OpenArchive, SharedArchive
from crawler.origin import SiteOrigin

logger = logging.getLogger("arsip")

_MOST_FIELDS = 4  # that one line names


@dataclass(slots=True, kw_only=True)
class CrawlSession:
    """The crawl of one site, from `begin` to `close`; other sites may share its archive."""

    spider: str
    origin: SiteOrigin
    archive: OpenArchive
    started: datetime
    frontier: Frontier
    counts: Counter[str] = field(default_factory=Counter)
    stopped: Ending | None = None  #: what stops the crawl early; None = nothing has
    _shared: SharedArchive
    _remarks: tuple[str, ...]  # what the lock says of it
    _run: int  # its number in the table of runs

    @classmethod
    def begin(
        cls,
        spider: str,
        origin: SiteOrigin,
        shared: SharedArchive,
        *,
        opening: Callable[[Sequence[str]], OpenArchive],
        frontier: Callable[[Store], Frontier],
        remarks: tuple[str, ...] = (),
    ) -> Self:
        """A session whose run has begun.

        `opening` opens the archive for the first, `frontier` makes what is to be visited from the
        open database, `remarks` are what the lock says of this site. Raises `Locked`, or a
        `StorageError`; nothing stays open then that was not open before.
        """
        with ExitStack() as begun:
            archive = shared.enter(opening, remarks)
            begun.callback(shared.leave, remarks)
            started = archive.clock()
            session = cls(
                spider=spider,
                origin=origin,
                archive=archive,
                started=started,
                frontier=frontier(archive.store),
                _shared=shared,
                _remarks=remarks,
                _run=archive.store.runs.begin(spider, origin.site.name, now=started),
            )
            begun.pop_all()
        return session

    @property
    def clock(self) -> Clock:
        """Tells the time: aware, UTC."""
        return self.archive.clock

    @property
    def store(self) -> Store:
        """The open database."""
        return self.archive.store

    @property
    def journal(self) -> Journal:
        """Takes what is to be written."""
        return self.archive.journal

    def keep(self, exchange: Exchange) -> Kept:
        """Append an exchange to the captures; its row is committed before anything that speaks of
        it."""
        same = None
        if exchange.status in (200, 304):
            digest = warc.digest(exchange.payload) if exchange.status == 200 else None
            same = self.store.captures.find_duplicate(exchange.url, digest)
        before = self.archive.writer.written_bytes
        kept = self.archive.writer.write(exchange, same=same)
        self.counts[RunCount.BYTES] += self.archive.writer.written_bytes - before
        self.counts[RunCount.REQUESTS] += 1
        self.archive.exchanges += 1
        add = self.store.captures.add
        home = self.origin.site
        self.journal.add(
            lambda: add(kept.capture, record=kept.record, refers=kept.refers, home=home)
        )
        return kept

    def note(self, url: str, fields: Mapping[str, str]) -> None:
        """Note in the captures what else is to be said of an address."""
        before = self.archive.writer.written_bytes
        self.archive.writer.note(url, self.clock(), fields)
        self.counts[RunCount.BYTES] += self.archive.writer.written_bytes - before

    def done(self, address: Address) -> None:
        """A visit has been committed, or has come to nothing."""
        self.frontier.done(address)

    def close(self, ending: Ending) -> Ending:
        """Commit what waits, and note the end; the last to use the archive closes it.

        Gives the ending that was noted: the one given, or "storage" where the last writes failed.
        """
        with ExitStack() as closing:
            closing.callback(self._shared.leave, self._remarks)
            ending = self._judged(self._shared.settle(ending))
            try:
                self.store.runs.end(
                    self._run, ending.verdict, ending.reason, self.counts, now=self.clock()
                )
            except StorageError as error:
                return Ending("storage", str(error))
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

"""The archive as a part of a Scrapy crawl: opened when the spider starts, closed after it, and what
stops it in between."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.utils.defer import _schedule_coro
from twisted.python.failure import Failure

from archive.store import Store
from archive.store.addresses import State
from archive.store.lock import Locked
from archive.store.runs import RunCount
from crawler.configuration import info_of, options_of, origin_of
from crawler.counts import SourceCount
from crawler.endings import BROKEN_OFF, INTERRUPTED, OUT_OF_TIME, CrawlResult, Ending
from crawler.frontier import Frontier
from crawler.journal import StorageError
from crawler.news import reads_news_of
from crawler.open_archive import ArchiveOptions, OpenArchive, SharedArchive
from crawler.origin import SiteOrigin
from crawler.session import CrawlSession
from crawler.verdicts import UNBLOCK

logger = logging.getLogger("arsip")

#: Scrapy's reasons for closing, and what they mean. "finished" is judged by what is left.
_PARTIAL = {
    "shutdown": INTERRUPTED,
    "closespider_timeout": OUT_OF_TIME,
}


class ArchiveExtension:
    """Holds the `CrawlSession` of a crawl; other components find it with `ArchiveExtension.of`.

    A session begins when a spider of ours starts. `scrapy fetch`, `parse` and `shell` start none:
    nothing is kept then, and what needs a session steps aside.
    """

    def __init__(
        self,
        crawler: Crawler,
        origin: SiteOrigin,
        options: ArchiveOptions,
        *,
        shared: SharedArchive,
        info: Mapping[str, str],
        blocked_limit: int,
        log_verdict: bool,
    ) -> None:
        self.origin = origin
        self.started = datetime.now(UTC)
        self.trusting = False  #: True after a good page; else there is no hurry
        self.result: CrawlResult | None = None  #: None = the crawl is not over
        self._crawler = crawler
        self._options = options
        self._shared = shared
        self._info = info
        self._halted: Ending | None = None  # what ended it from outside; None = nothing did
        self._blocked_limit = blocked_limit
        self._log_verdict = log_verdict
        self._blocked = 0  # in a row
        self._unreachable = 0  # in a row
        self._session: CrawlSession | None = None
        self._refused: Ending | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """From the ARSIP_ settings and the spider's arguments."""
        settings = crawler.settings
        if not settings.get("ARSIP_DB"):
            raise NotConfigured("ARSIP_DB names no database")
        origin = origin_of(crawler.spider, settings)
        shared: SharedArchive = getattr(crawler.spider, "shared", None) or SharedArchive(
            [origin.site.name]
        )
        archive = cls(
            crawler,
            origin,
            options_of(settings),
            shared=shared,
            info=info_of(crawler, shared.sites),
            blocked_limit=settings.getint("ARSIP_BLOCKED_LIMIT"),
            log_verdict=settings.getbool("ARSIP_LOG_VERDICT"),
        )
        crawler.signals.connect(archive.closed, signals.spider_closed)
        crawler.signals.connect(archive.failed, signals.spider_error)
        return archive

    @staticmethod
    def of(crawler: Crawler) -> ArchiveExtension:
        """The extension of this crawler."""
        found = crawler.get_extension(ArchiveExtension)
        if found is None:
            raise NotConfigured("the extension crawler.extensions.ArchiveExtension is switched off")
        return found

    @property
    def recording(self) -> bool:
        """True while a session is open."""
        return self._session is not None and self.result is None

    @property
    def begun(self) -> bool:
        """True once a session has begun."""
        return self._session is not None

    @property
    def session(self) -> CrawlSession:
        """The session, which must have begun."""
        if self._session is None:
            raise RuntimeError("no session has begun")
        return self._session

    def begin(
        self,
        frontier: Callable[[Store], Frontier],
        *,
        reads_news: bool = False,
        only_news: bool = False,
    ) -> CrawlSession | None:
        """The session of the spider that starts now; None = it may not crawl: another one does, the
        disk does not take it, or it was told to stop.

        `reads_news` = it does what one with `only_news` would do, which leaves its work to it.
        """
        if self._halted is not None:
            self._refused = self._halted
            return None
        try:
            self._session = CrawlSession.begin(
                self._crawler.spidercls.name,
                self.origin,
                self._shared,
                opening=self._open,
                frontier=frontier,
                remarks=(reads_news_of(self.origin),) if reads_news else (),
            )
        except Locked as error:
            if only_news and reads_news_of(self.origin) in error.holder:
                words = f"left to {error.words}, which {reads_news_of(self.origin)}"
                self._refused = Ending("complete", words)
            else:
                self._refused = Ending("locked", str(error))
        except StorageError as error:
            self._refused = Ending("storage", str(error))
        except Exception as error:  # Scrapy would only log it, and crawl
            logger.exception("the crawl could not begin")
            self._refused = Ending("error", str(error))
        return self._session

    def _open(self, remarks: Sequence[str]) -> OpenArchive:
        started = datetime.now(UTC)
        of_many = f" of {len(self._shared.sites)} sites" if len(self._shared.sites) > 1 else ""
        name = f"arsip crawl {self._crawler.spidercls.name}{of_many}"
        return OpenArchive.open(
            self._options,
            words=f"{name}, since {started:%Y-%m-%d %H:%M} UTC",
            remarks=remarks,
            info=self._info,
            clock=lambda: datetime.now(UTC),
        )

    def failed(self, failure: Failure) -> None:
        """End the crawl after a fault of the spider: the page that it had in hand never comes to an
        end, and others would not either."""
        self.stop("error", f"{type(failure.value).__name__}: {failure.value}")

    def closed(self, reason: str) -> None:
        """Judge and close what began."""
        if self._session is None and self._refused is None:  # scrapy fetch, parse or shell
            return
        ending = self._end(self.ending_of(reason)).ending
        if self._log_verdict:
            level = logging.ERROR if ending.failed else logging.INFO
            logger.log(level, "%s", ending)

    def finish(self) -> CrawlResult:
        """The result of the crawl; what was broken off is closed first, and what was in hand is
        dropped."""
        if self.result is not None:
            return self.result
        return self._end(self._early() or self._halted or BROKEN_OFF)

    def ending_of(self, closed: str) -> Ending:
        """How a crawl ended that Scrapy closed for this reason."""
        if early := self._early():
            return early
        if closed != "finished":
            return _PARTIAL.get(closed, Ending("partial", closed))
        if self.session.frontier.limit_reached:
            return Ending("partial", "limit reached")
        if missed := _missed(self.session.counts):
            return Ending("partial", missed)
        return Ending("complete")

    def stop(self, verdict: str, reason: str) -> None:
        """End the crawl early: pages in hand are finished, the first verdict counts."""
        if self._session is None or self._session.stopped:
            return
        self._session.stopped = Ending(verdict, reason)
        _schedule_coro(engine(self._crawler).close_spider_async(reason=verdict))

    def halt(self, ending: Ending) -> int:
        """End the crawl for a reason that lies outside of it; gives the number of pages in hand."""
        self._halted = self._halted or ending
        if self._session is None:
            return 0
        self._session.stopped = self._session.stopped or ending
        _schedule_coro(self._crawler.stop_async())
        return self._session.frontier.asked

    def judged(self, state: State, reason: str | None = None, *, network: bool = False) -> None:
        """Take note of a visit; too many refusals in a row, or a network that is down, end the
        crawl."""
        self._blocked = self._blocked + 1 if state is State.BLOCKED else 0
        self._unreachable = self._unreachable + 1 if network else 0
        self.trusting = state is State.FETCHED
        if self._blocked >= self._blocked_limit:
            self.stop(
                "blocked",
                f"{self._blocked} answers in a row were refusals, the last: {reason}; {UNBLOCK}",
            )
        if self._unreachable >= self._blocked_limit:
            self.stop(
                "network",
                f"{self._unreachable} addresses in a row could not be reached, the last: {reason}",
            )

    def ending(self) -> bool:
        """True once the crawl is ending, for whatever reason."""
        running = engine(self._crawler).running
        slot = engine(self._crawler)._slot
        return self._early() is not None or not running or slot is None or slot.closing is not None

    def _early(self) -> Ending | None:
        """The ending of a crawl that stopped before its work was done; None = nothing has stopped
        it."""
        if self._session is None:
            return self._refused
        return self._session.stopped

    def _end(self, ending: Ending) -> CrawlResult:
        counts: Counter[str] = Counter()
        started = self.started
        if self._session is not None:
            ending = self._session.close(ending)
            counts = self._session.counts
            started = self._session.started
        self.result = CrawlResult(
            spider=self._crawler.spidercls.name,
            site=self.origin.site.name,
            ending=ending,
            started=started,
            ended=datetime.now(UTC),
            counts=counts,
        )
        return self.result


def engine(crawler: Crawler) -> ExecutionEngine:
    """The engine of a crawl that has begun."""
    if crawler.engine is None:
        raise RuntimeError("the crawl has not begun")
    return crawler.engine


def _missed(counts: Counter[str]) -> str:
    """What could not be fetched, in words; "" = nothing."""
    items = (RunCount.BLOCKED, RunCount.FAILED)
    missed = [f"{counts[name]:,} {name}" for name in items if counts[name]]
    sources = {what.name.lower(): counts[what] for what in SourceCount}
    missed += [
        f"{count:,} {'source' if count == 1 else 'sources'} {what}"
        for what, count in sources.items()
        if count
    ]
    return ", ".join(missed)

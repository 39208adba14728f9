"""The archive as a part of a Scrapy crawl: opened and closed with the spider, and what stops it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import scrapy
from scrapy import Spider, signals
from scrapy.core.engine import ExecutionEngine
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.settings import BaseSettings
from scrapy.utils.defer import _schedule_coro

from archive import __version__, sites
from archive.sites import SITES
from archive.store.addresses import State
from archive.store.lock import Locked
from crawler.journal import StorageError
from crawler.origin import SiteOrigin
from crawler.session import CrawlSession, SessionOptions
from crawler.verdicts import UNBLOCK

logger = logging.getLogger("arsip")

#: Scrapy's reasons for closing, and what they mean for the run. "finished" is judged by what is
#: left.
_PARTIAL = {
    "shutdown": "stopped by a signal",
    "closespider_timeout": "time limit reached",
}


_LEVELS = {"complete": logging.INFO, "partial": logging.INFO}


class ArchiveExtension:
    """Holds the `CrawlSession` of a crawl; other components find it with `ArchiveExtension.of`."""

    def __init__(self, session: CrawlSession, crawler: Crawler, *, blocked_limit: int) -> None:
        self.session = session
        self._crawler = crawler
        self._blocked_limit = blocked_limit
        self._blocked = 0  # in a row
        self._unreachable = 0  # in a row
        self.trusting = False  #: whether the last page was a good one; else there is no hurry

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """From the ARSIP_ settings and the spider's arguments."""
        if not crawler.settings.get("ARSIP_DB"):
            raise NotConfigured("ARSIP_DB names no database")
        spider = crawler.spider
        if spider is None:
            raise NotConfigured("no spider, no run")
        archive = cls(
            _session(spider, crawler.settings),
            crawler,
            blocked_limit=crawler.settings.getint("ARSIP_BLOCKED_LIMIT"),
        )
        crawler.signals.connect(archive.opened, signals.spider_opened)
        crawler.signals.connect(archive.closed, signals.spider_closed)
        return archive

    @staticmethod
    def of(crawler: Crawler) -> ArchiveExtension:
        """The one of this crawler."""
        found = crawler.get_extension(ArchiveExtension)
        if found is None:
            raise NotConfigured("the extension crawler.extensions.ArchiveExtension is switched off")
        return found

    def opened(self) -> None:
        """Open the run; a crawl that cannot have its lock or its disk closes before its first
        request."""
        try:
            self.session.open()
        except Locked as error:
            self._refuse("locked", error)
        except StorageError as error:
            self._refuse("storage", error)
        except Exception as error:  # Scrapy would only log it, and crawl
            logger.exception("the run could not be opened")
            self._refuse("error", error)

    def closed(self, reason: str) -> None:
        """Judge and close the run."""
        verdict, words = self.verdict(reason)
        try:
            self.session.close(verdict, words)
        except StorageError as error:
            verdict, words = "storage", str(error)
        self.session.verdict, self.session.reason = verdict, words
        if self._crawler.settings.getbool("ARSIP_LOG_VERDICT"):
            logger.log(
                _LEVELS.get(verdict, logging.ERROR), "%s%s", verdict, f": {words}" if words else ""
            )

    def verdict(self, closed: str) -> tuple[str, str | None]:
        """Verdict and reason of a run that Scrapy closed for this reason."""
        if self.session.verdict:
            return self.session.verdict, self.session.reason
        if closed == "start_error":
            return "error", "a fault of arsip: see the traceback above"
        if closed != "finished":
            return "partial", _PARTIAL.get(closed, closed)
        if self.session.frontier and self.session.frontier.limit_reached:
            return "partial", "limit reached"
        missed = [
            f"{self.session.counts[name]:,} {name}"
            for name in ("blocked", "failed")
            if self.session.counts[name]
        ]
        if self.session.counts["sources failed"]:
            missed.append(f"{self.session.counts['sources failed']:,} sources failed")
        return ("partial", ", ".join(missed)) if missed else ("complete", None)

    def stop(self, verdict: str, reason: str) -> None:
        """End the crawl early: pages in hand are finished, the first verdict counts."""
        if self.session.verdict is None:
            self.session.verdict, self.session.reason = verdict, reason
            _schedule_coro(engine(self._crawler).close_spider_async(reason=verdict))

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
        """Whether the crawl is ending, for whatever reason."""
        running, slot = engine(self._crawler).running, engine(self._crawler)._slot
        return (
            self.session.verdict is not None
            or not running
            or slot is None
            or slot.closing is not None
        )

    def _refuse(self, verdict: str, error: Exception) -> None:
        self.session.verdict, self.session.reason = verdict, str(error)
        raise CloseSpider(verdict) from error


def engine(crawler: Crawler) -> ExecutionEngine:
    """The engine of a crawl that has begun."""
    if crawler.engine is None:
        raise RuntimeError("the crawl has not begun")
    return crawler.engine


def _session(spider: Spider, settings: BaseSettings) -> CrawlSession:
    name = getattr(spider, "site", None) or settings["ARSIP_SITE"]
    site = SITES.get(name) or sites.of(f"https://{name}/")
    origin = SiteOrigin(site, getattr(spider, "base_url", None) or settings["ARSIP_BASE_URL"])
    places = SessionOptions(
        Path(settings["ARSIP_DB"]),
        Path(settings["ARSIP_CAPTURES"]),
        settings.getint("ARSIP_WARC_ROLL_BYTES"),
        settings.getfloat("ARSIP_COMMIT_INTERVAL_S"),
        settings.getint("ARSIP_COMMIT_SIZE"),
        settings.getint("ARSIP_READERS"),
        settings.getfloat("ARSIP_READER_TIMEOUT_S"),
    )
    info = {
        "software": f"arsip/{__version__} Scrapy/{scrapy.__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "http-header-user-agent": settings["USER_AGENT"],
        "isPartOf": site.name,
        "description": f"arsip crawl {spider.name}" + (f" of {origin.base}" if origin.base else ""),
    }
    if contact := settings.get("ARSIP_CONTACT"):
        info["operator"] = contact
    return CrawlSession(spider.name, origin, places, info, lambda: datetime.now(UTC))

"""What is missing here and held by the Wayback Machine."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from math import inf
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from archive.article import Page
from archive.store import Store
from archive.store.addresses import Address, State, Visit
from archive.store.mementos import Listing
from archive.store.runs import RunCount
from crawler.counts import SourceCount
from crawler.extensions import engine
from crawler.frontier import Table
from crawler.journal import StorageError
from crawler.middlewares import KEPT, Patience, Recorder, Robots, SameSite
from crawler.middlewares.robots import slow_down
from crawler.news import NewsWatch
from crawler.origin import SiteOrigin
from crawler.pipelines import Fetched, Missed, SavePipeline
from crawler.site_spider import SiteSpider
from crawler.sources.discovery import header
from crawler.verdicts import RobotsUnreachable, Stopped, next_try, of_failure
from crawler.waiting import pause
from crawler.wayback import cdx, components
from crawler.wayback.cdx import ListError

#: One thing at a time, and long pauses when the archive asks for them. `-s NAME=VALUE` overrides
#: each.
_SETTINGS: dict[str, Any] = {
    "DOWNLOAD_DELAY": cdx.PACE_S,
    "CONCURRENT_REQUESTS": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "AUTOTHROTTLE_ENABLED": False,
    "DOWNLOAD_TIMEOUT": 180,
    "ARSIP_RETRY_BACKOFF_S": 60.0,
    "ARSIP_RETRY_AFTER_MAX_S": 3600,
    "ARSIP_BLOCKED_LIMIT": 3,
}
_COMPONENTS = (
    ("DOWNLOADER_MIDDLEWARES", Recorder, components.MementoRecorder),
    ("DOWNLOADER_MIDDLEWARES", Patience, components.Restraint),
    ("DOWNLOADER_MIDDLEWARES", SameSite, components.SameArchive),
    ("ITEM_PIPELINES", SavePipeline, components.SaveMementosPipeline),
)
_LIST_TIMES = 3  # a list that cannot be read is asked for so often in one run
_KEY_REFUSED = (400, 404, 410)  # answers to a resume key of old that is known no more
_NOT_GIVEN = (403, 404, 410, 451)  # a capture that is not there, or that nobody may see
_MOST_PARTS = 10_000  # of a list in one run
_LISTS_HOLD = timedelta(days=7)  # how long a list that was read to its end counts as read


class Wayback(SiteSpider):
    """Lists the captures of a site's items by the CDX API, and fetches one of each item that is
    missing.

    Beside the arguments of the others: first, last: only captures of these days or between them,
    such as 2023-02-08; lists_only: read the lists and fetch nothing.
    """

    name = "wayback"
    arguments = ("site", "base_url", "limit", "first", "last", "lists_only")

    def __init__(
        self,
        first: str | None = None,
        last: str | None = None,
        lists_only: bool | str = False,
        **kwargs: Any,
    ) -> None:
        first, last = (day and f"{date.fromisoformat(day):%Y%m%d}" for day in (first, last))
        super().__init__(since=first, **kwargs)
        self.last = last
        self.lists_only = str(lists_only).lower() in ("1", "true", "yes")
        self.origin = SiteOrigin(cdx.ARCHIVE, self.base_url)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Slow, one at a time, with the components that know what a memento is."""
        super().update_settings(settings)
        settings.setdict(_SETTINGS, priority="spider")
        for name, old, new in _COMPONENTS:
            settings.replace_in_component_priority_dict(name, old, new)
            settings.set(
                name, settings.getdict(name), priority="spider"
            )  # above those of the process, which come again

    def table(self, store: Store) -> Table:
        """The mementos of the days that are wanted."""
        return store.mementos.before(after(self.last))

    async def _discover(self) -> NewsWatch:
        size = self.settings.getint("ARSIP_WAYBACK_LIST_SIZE")
        queries = [
            cdx.query(self.session.origin.site, prefix, self.since, self.last, size)
            for prefix in cdx.PREFIXES
        ]
        if not await self._allowed(queries[0]):
            self.archive.stop(
                "blocked", "robots.txt of the Wayback Machine forbids it; see docs/wayback.md"
            )
            raise Stopped("the crawl is ending")
        if self.base_url is None:  # never faster than this, whatever the settings or robots.txt say
            slow_down(self.crawler, cdx.ARCHIVE.host, cdx.PACE_S)
        for query in queries:
            await self._list(query)
        if self.lists_only:
            raise Stopped("only the lists were asked for")
        return NewsWatch(_no_news, interval_s=inf)

    async def _allowed(self, url: str) -> bool:
        robots = self.crawler.get_downloader_middleware(Robots)
        if robots is None:
            return True
        replayed = f"https://{cdx.ARCHIVE.host}/web/2id_/"
        return await robots.allows(self.origin.fetched(url)) and await robots.allows(
            self.origin.fetched(replayed)
        )

    async def _list(self, query: str) -> None:
        """Read a list to its end, from where an earlier run has come to."""
        listing = self.session.store.mementos.listing(query)
        if self._holds(listing):
            return
        for resume in dict.fromkeys((listing.resume, None)):
            try:
                await self._read_list(query, resume)
            except ListError as error:
                if self.archive.ending():
                    raise Stopped("the crawl is ending") from error
                if resume is not None and error.status in _KEY_REFUSED:
                    self.logger.warning("%s: %s; reading it from its beginning", query, error)
                    continue
                self.session.counts[SourceCount.FAILED] += 1
                self.logger.warning("%s: %s", query, error)
            return

    def _holds(self, listing: Listing) -> bool:
        """True for a list that was read to its end not long ago."""
        if listing.resume is not None or listing.ended is None:
            return False
        return datetime.fromisoformat(listing.ended) > self.session.clock() - _LISTS_HOLD

    async def _read_list(self, query: str, resume: str | None) -> None:
        """Read a list on from a key; raises `ListError` where it cannot be read on."""
        table = self.session.store.mementos
        site = self.session.origin.site
        keys = {resume}
        before: cdx.ListPage | None = None
        while True:
            part = await self._list_page(query, resume)
            if self.archive.ending():
                raise Stopped("the crawl is ending")
            moves_on = part.resume not in keys and part.follows(before)
            if moves_on or part.resume is None:
                resume = part.resume
            self.session.counts[RunCount.NAMED] += table.add(
                site.name, query, part.mementos, resume, now=self.session.clock()
            )
            self._name_odd(query, part)
            if part.resume is None:
                return
            if not moves_on:
                raise ListError("it gives the same part again and again; the rest is not known")
            if len(keys) == _MOST_PARTS:
                raise ListError(f"more than {_MOST_PARTS:,} parts; the next run reads on")
            keys.add(resume)
            before = part

    def _name_odd(self, query: str, part: cdx.ListPage) -> None:
        if part.odd:
            self.session.counts[SourceCount.DAMAGED] += 1
            self.logger.warning(
                "%s: %d rows cannot be read (%s); the rest was read",
                query, len(part.odd), part.odd[0],
            )  # fmt: skip

    async def _list_page(self, query: str, resume: str | None) -> cdx.ListPage:
        url = query if resume is None else f"{query}&resumeKey={resume}"
        backoff_s = self.settings.getfloat("ARSIP_RETRY_BACKOFF_S")
        for time in range(_LIST_TIMES):
            response = await self._answer(url)
            try:
                return cdx.list_page(response.body, self.session.origin.site)
            except ListError as error:
                failed = error
            await pause(backoff_s * 2**time, self.archive.ending)
        raise failed

    async def _answer(self, url: str) -> Response:
        """The answer to a question for a list; `ListError` says why there is none."""
        request = Request(self.origin.fetched(url), dont_filter=True)
        try:
            response = await engine(self.crawler).download_async(request)
        except (*StorageError, RobotsUnreachable, Stopped):
            raise
        except Exception as error:  # the network's; the middlewares have tried again
            raise ListError(of_failure(error, 1, self.session.clock()).reason or "") from error
        if response.status != 200:
            words = cdx.said(response.body)
            raise ListError(f"HTTP {response.status}: {words}", status=response.status)
        return response

    def _visit(self, address: Address) -> Request:
        url = self.origin.fetched(address.url)
        arguments = {"address": address}
        return Request(
            url, callback=self.parse, errback=self.missed, cb_kwargs=arguments, dont_filter=True
        )

    def parse(self, response: Response, address: Address | None = None) -> Iterator[Any]:
        """A capture, or an answer of the archive's own."""
        if address is None:
            yield from super().parse(response)
            return
        capture = response.meta[KEPT].capture
        if capture.url == response.url:  # kept as what it is, not as a capture of the site
            again = next_try(address.attempts + 1, self.session.clock())
            yield Missed(address, Visit(State.FAILED, "the answer is no capture", again))
            return
        content_type = header(response, "Content-Type")
        page = Page(response.body, capture.url, content_type, capture.time, capture)
        yield Fetched(address, page, Visit(State.FETCHED), capture)

    def missed(self, failure: Failure) -> Iterator[Missed]:
        """What the archive does not give says nothing about the site; what is busy now may be had
        another time."""
        error = failure.value
        for missed in super().missed(failure):
            status = error.response.status if isinstance(error, HttpError) else None
            if status in _NOT_GIVEN:
                missed = Missed(
                    missed.address, Visit(State.EXCLUDED, f"HTTP {status} from the Wayback Machine")
                )
            yield missed


async def _no_news() -> None:
    """Nothing: an archive has no news."""


def after(day: str | None) -> str:
    """The timestamp before which the captures of a day lie."""
    return f"{date.fromisoformat(day) + timedelta(days=1):%Y%m%d}" if day else "9"

"""What is missing here and held by the Wayback Machine."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from archive.article import Page
from archive.store import Store
from archive.store.addresses import Address, State, Visit
from crawler.extensions import engine
from crawler.frontier import Table
from crawler.middlewares import KEPT, Patience, Recorder, Robots, SameSite
from crawler.middlewares.robots import slow_down
from crawler.origin import SiteOrigin
from crawler.pipelines import Fetched, Missed, SavePipeline
from crawler.site_spider import SiteSpider
from crawler.verdicts import Stopped, next_try
from crawler.wayback import cdx
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
    ("DOWNLOADER_MIDDLEWARES", Recorder, cdx.MementoRecorder),
    ("DOWNLOADER_MIDDLEWARES", Patience, cdx.Restraint),
    ("DOWNLOADER_MIDDLEWARES", SameSite, cdx.SameArchive),
    ("ITEM_PIPELINES", SavePipeline, cdx.SaveMementosPipeline),
)
_LIST_TIMES = 3  # a list that cannot be read is asked for so often in one run
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

    async def _discover(self) -> None:
        size = self.settings.getint("ARSIP_WAYBACK_LIST_SIZE")
        queries = [
            cdx.query(self.session.origin.site, prefix, self.since, self.last, size)
            for prefix in cdx.PREFIXES
        ]
        if not await self._allowed(queries[0]):
            self.archive.stop(
                "blocked", "robots.txt of the Wayback Machine forbids it; see docs/wayback.md"
            )
            return
        if self.base_url is None:  # never faster than this, whatever the settings or robots.txt say
            slow_down(self.crawler, cdx.ARCHIVE.host, cdx.PACE_S)
        for query in queries:
            await self._list(query)
        if self.lists_only:
            raise Stopped("only the lists were asked for")

    async def _allowed(self, url: str) -> bool:
        robots = self.crawler.get_downloader_middleware(Robots)
        if robots is None:
            return True
        agent, asked = self.settings["BOT_NAME"], self.origin.fetched(url)
        rules = await robots.rules(asked)
        replayed = self.origin.fetched(f"https://{cdx.ARCHIVE.host}/web/2id_/")
        return rules.can_fetch(asked, agent) and rules.can_fetch(replayed, agent)

    async def _list(self, query: str) -> None:
        """Read a list to its end, from where an earlier run has come to."""
        table, site = self.session.store.mementos, self.session.origin.site
        listing, now = table.listing(query), self.session.clock()
        if (
            listing.resume is None
            and listing.ended
            and datetime.fromisoformat(listing.ended) > now - _LISTS_HOLD
        ):
            return
        resume = listing.resume
        while not self.archive.ending():
            try:
                part = await self._list_page(
                    query if resume is None else f"{query}&resumeKey={resume}"
                )
            except ListError as error:
                self.session.counts["sources failed"] += 1
                self.logger.warning("%s: %s", query, error)
                return
            if self.archive.ending():
                return
            resume = part.resume
            self.session.counts["named"] += table.add(
                site.name, query, part.mementos, resume, now=self.session.clock()
            )
            if resume is None:
                return

    async def _list_page(self, url: str) -> cdx.ListPage:
        for time in range(_LIST_TIMES):
            response = await engine(self.crawler).download_async(
                Request(self.origin.fetched(url), dont_filter=True)
            )
            if response.status != 200:
                raise ListError(f"HTTP {response.status}: {' '.join(response.text[:200].split())}")
            try:
                return cdx.list_page(response.body, self.session.origin.site)
            except ListError as error:
                failed = error
            await asyncio.sleep(self.settings.getfloat("ARSIP_RETRY_BACKOFF_S") * 2**time)
        raise failed

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
        if cdx.captured(response) is None:
            again = next_try(address.attempts + 1, self.session.clock())
            yield Missed(address, Visit(State.FAILED, "the answer is no capture", again))
            return
        capture = response.meta[KEPT].capture
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        page = Page(response.body, capture.url, content_type, capture.time, capture)
        yield Fetched(address, page, Visit(State.FETCHED), capture)

    def missed(self, failure: Failure) -> Iterator[Missed]:
        """What the archive does not give says nothing about the site; what is busy now may be had
        another time."""
        error = failure.value
        for missed in super().missed(failure):
            status = error.response.status if isinstance(error, HttpError) else None
            if status in (403, 404):
                missed = Missed(
                    missed.address, Visit(State.EXCLUDED, f"HTTP {status} from the Wayback Machine")
                )
            yield missed


def after(day: str | None) -> str:
    """The timestamp that the captures of a day are before."""
    return f"{date.fromisoformat(day) + timedelta(days=1):%Y%m%d}" if day else "9"

"""Reading what the site says it has: robots.txt, its sitemaps, its feeds; all they name goes into
the table."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from itertools import islice

from scrapy import Request
from scrapy.http import Response

from archive.store.addresses import Address, Named, Naming, Role, State, Visit
from archive.urls import canonical, item_id
from crawler import verdicts
from crawler.journal import StorageError
from crawler.session import CrawlSession
from crawler.sitemaps import Entry, SourceError, entries, whole_past
from crawler.verdicts import RobotsUnreachable, Stopped

logger = logging.getLogger("arsip")

#: Sources of news: what they name for the first time is fetched by `latest`, not left to a
#: backfill.
_FEED = "/rss/"
_NEWS = ("_latest.xml", "_news.xml", _FEED)
_CHUNK = 1000
_MAX_SITEMAPS = 5000
_SOURCE_TIMES = 3  # a source that breaks off is asked for so often in one run

Fetch = Callable[[Request], Awaitable[Response]]


class Discovery:
    """Reads the sources of one site. `past` = read the files that list the whole past, too."""

    def __init__(
        self,
        session: CrawlSession,
        fetch: Fetch,
        *,
        past: bool,
        since: str | None,
        pause_s: float,
        stop: Callable[[str, str], None],
    ) -> None:
        self._session, self._fetch, self._past, self._since, self._pause_s = (
            session,
            fetch,
            past,
            since,
            pause_s,
        )
        self._stop = stop
        self._site = session.origin.site.name

    async def read(self, sitemaps: Iterable[str]) -> None:
        """Read these sitemaps, all that they lead to as far as it is wanted, and the feeds of the
        site."""
        read: set[str] = set()
        self._name(
            "robots.txt",
            [Named(self._session.origin.kept(url), Role.SITEMAP) for url in sitemaps],
            backlog=False,
        )
        while wanted := [one for one in self._sitemaps() if one.url not in read]:
            for address in wanted[: _MAX_SITEMAPS - len(read)]:
                read.add(address.url)
                await self._read(address)
            if len(read) >= _MAX_SITEMAPS:
                logger.warning("more than %s sitemaps; the others are left", _MAX_SITEMAPS)
                break
        if not self._past:
            await self._feeds()

    def _sitemaps(self) -> Iterator[Address]:
        return (
            one for one in self._session.store.addresses.sitemaps(self._site) if self._wanted(one)
        )

    def _wanted(self, sitemap: Address) -> bool:
        """Small ones always; one of the whole past at first in a backfill, later when it changed or
        cannot say."""
        if not whole_past(sitemap.url):
            return True
        if sitemap.fetched is None:
            return self._past and (
                sitemap.lastmod is None or sitemap.lastmod >= (self._since or "")
            )
        return sitemap.state is not State.FETCHED or sitemap.lastmod is None

    async def _feeds(self) -> None:
        for zone in self._session.origin.site.zones:
            url = f"https://{self._session.origin.site.host}{_FEED}?count=200&zoneid={zone}"
            self._name("arsip", [Named(url, Role.FEED)], backlog=False)
            if address := self._session.store.addresses.get(url):
                await self._read(address)

    async def _read(self, address: Address) -> None:
        if self._session.stopped:
            return
        try:
            visit = await self._visit(address)
        except (*StorageError, RobotsUnreachable, Stopped):
            raise
        except Exception as error:
            visit = verdicts.of_failure(error, address.attempts + 1, self._session.clock())
        with self._session.store.transaction():
            self._session.store.addresses.settle(address.url, visit, now=self._session.clock())
        if visit.state is State.BLOCKED and _FEED not in address.url:
            self._stop("blocked", f"{address.url}: {visit.reason}; {verdicts.UNBLOCK}")
        if visit.state not in (State.FETCHED, State.EXCLUDED, State.GONE):
            self._session.counts["sources failed"] += 1
            if not self._session.stopped:  # else it is what the run ends with
                logger.warning("%s: %s", address.url, visit.reason)

    async def _visit(self, address: Address) -> Visit:
        for time in range(_SOURCE_TIMES):
            request = self._request(address)
            response = await self._fetch(request)
            if response.status != 200:
                return verdicts.of_status(
                    response.status,
                    address.attempts + 1,
                    self._session.clock(),
                    conditional=verdicts.conditional(request),
                )
            try:
                await self._enter(address, response.body)
            except SourceError as error:
                damage = error
                await asyncio.sleep(self._pause_s * 2**time)
            else:
                return Visit(State.FETCHED, validators=validators(response))
        again = verdicts.next_try(address.attempts + 1, self._session.clock())
        return Visit(State.FAILED, str(damage), again)

    def _request(self, address: Address) -> Request:
        headers = conditions(address) if address.state is State.FETCHED else {}
        return Request(self._session.origin.fetched(address.url), headers=headers, dont_filter=True)

    async def _enter(self, address: Address, body: bytes) -> None:
        """Keep what a source names, as far as it can be read."""
        backlog = address.fetched is None and not any(name in address.url for name in _NEWS)
        errors: list[SourceError] = []
        named = _until_error(map(self._named, entries(body)), errors)
        while chunk := list(islice(named, _CHUNK)):
            self._name(address.url, chunk, backlog=backlog)
            await asyncio.sleep(0)  # what is under way goes on between two chunks
        if errors:
            raise errors[0]

    def _named(self, entry: Entry) -> Named:
        url = self._session.origin.kept(entry.url)
        if not self._session.origin.owns(url):
            return Named(url, Role.OTHER, entry.lastmod, "off the site")
        if entry.nested:
            return Named(url, Role.SITEMAP, entry.lastmod)
        if item_id(url) is None:
            return Named(canonical(url), Role.OTHER, entry.lastmod, "no item")
        return Named(canonical(url), Role.ITEM, entry.lastmod)

    def _name(self, source: str, named: list[Named], *, backlog: bool) -> None:
        naming: Naming = self._session.store.addresses.name(
            self._site, source, named, now=self._session.clock(), backlog=backlog
        )
        self._session.counts["named"] += naming.new
        self._session.counts["moved"] += naming.moved


def _until_error(named: Iterable[Named], errors: list[SourceError]) -> Iterator[Named]:
    """What comes before the error, which is put aside: it holds all the same."""
    try:
        yield from named
    except SourceError as error:
        errors.append(error)


def conditions(address: Address) -> dict[str, str]:
    """The headers that ask for an answer only if something changed."""
    pairs = {"If-None-Match": address.etag, "If-Modified-Since": address.last_modified}
    return {name: value for name, value in pairs.items() if value}


def validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of a response."""
    etag, modified = (response.headers.get(name) for name in ("ETag", "Last-Modified"))
    return (
        etag.decode("latin-1") if etag else None,
        modified.decode("latin-1") if modified else None,
    )

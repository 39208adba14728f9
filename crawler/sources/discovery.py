"""Reading what the site says it has: robots.txt, its sitemaps, its feeds; all they name goes into
the table."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from scrapy import Request
from scrapy.http import Response

from archive.store.addresses import Address, Named, Naming, Role, State, Visit
from archive.store.runs import RunCount
from archive.urls import canonical, item_number
from crawler import verdicts
from crawler.counts import SourceCount
from crawler.journal import StorageError
from crawler.session import CrawlSession
from crawler.sources.sitemaps import Entry, Unread, entries, in_robots, whole_past
from crawler.sources.source_text import SourceError
from crawler.verdicts import RobotsUnreachable, Stopped

logger = logging.getLogger("arsip")

#: Sources of news: what they name for the first time is fetched by `latest`, not left to a
#: backfill.
_FEED = "/rss/"
_NEWS = ("_latest.xml", "_news.xml", _FEED)
#: What has been read within this time is left where nothing speaks for anything new in it.
_REST = timedelta(days=1)
_CHUNK = 1000
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
        most_sitemaps: int,
        wait: Callable[[float], Awaitable[None]],
        stop: Callable[[str, str], None],
    ) -> None:
        self._session = session
        self._fetch = fetch
        self._past = past
        self._since = since
        self._pause_s = pause_s
        self._most_sitemaps = most_sitemaps
        self._wait = wait
        self._stop = stop
        self._origin = session.origin
        self._site = session.origin.site
        self._no_news = False  # the sitemaps of news have been read, and name nothing new

    async def read(self, sitemaps: Iterable[str]) -> None:
        """Read the sitemaps that robots.txt names, as it writes them, all that they lead to as far
        as it is wanted, and the feeds of the site."""
        self._name_sitemaps(sitemaps)
        await self._read_sitemaps(self._wanted)
        if not self._past:
            await self._read_feeds()

    async def read_news(self) -> None:
        """Read once more the sources that name what is new, and nothing of the past."""
        await self._read_sitemaps(lambda sitemap: not whole_past(sitemap.url))
        await self._read_feeds()

    def _name_sitemaps(self, lines: Iterable[str]) -> None:
        robots = f"https://{self._site.host}/robots.txt"
        report = _Report()
        named = [self._named(entry) for entry in report.of(in_robots(lines, robots))]
        if not any(one.role is Role.SITEMAP for one in named):
            named.append(Named(f"https://{self._site.host}/sitemap.xml", Role.SITEMAP))
        self._name("robots.txt", named, backlog=False)
        self._say(robots, report)

    async def _read_sitemaps(self, wanted: Callable[[Address], bool]) -> None:
        before = self._news()
        read: set[str] = set()
        while unread := [one for one in self._sitemaps(wanted) if one.url not in read]:
            left = self._most_sitemaps - len(read)
            if left <= 0:
                self._leave(unread)
                break
            for address in unread[:left]:
                read.add(address.url)
                await self._read(address)
        asked = [one for one in self._sitemaps(lambda _: True) if _is_news(one.url)]
        read_well = all(one.url in read and one.state is State.FETCHED for one in asked)
        self._no_news = bool(asked) and read_well and self._news() == before

    def _news(self) -> int:
        """How many addresses have been named that are new or moved."""
        return self._session.counts[RunCount.NAMED] + self._session.counts[RunCount.MOVED]

    def _leave(self, unread: list[Address]) -> None:
        """Say that the bound of a run is reached, and what would have come next."""
        logger.warning(
            "%s: more than %s sitemaps; the others are left, %s first",
            self._site.host,
            f"{self._most_sitemaps:,}",
            unread[0].url,
        )
        self._session.counts[SourceCount.DAMAGED] += 1

    def _sitemaps(self, wanted: Callable[[Address], bool]) -> Iterator[Address]:
        return filter(wanted, self._session.store.addresses.sitemaps(self._site.name))

    def _wanted(self, sitemap: Address) -> bool:
        """True for those of news, always; for other small ones daily, for one of the whole past at
        first in a backfill; for both also when they changed or cannot say."""
        if _is_news(sitemap.url):
            return True
        if whole_past(sitemap.url) and sitemap.fetched is None:
            return self._past and not self._is_older(sitemap.lastmod)
        if sitemap.state is not State.FETCHED or sitemap.lastmod is None:
            return True
        return not whole_past(sitemap.url) and not self._is_fresh(sitemap)

    def _is_fresh(self, address: Address) -> bool:
        """True where it was read well a short time ago."""
        if address.state is not State.FETCHED or address.fetched is None:
            return False
        return self._session.clock() - datetime.fromisoformat(address.fetched) < _REST

    def _is_older(self, lastmod: str | None) -> bool:
        """True for what changed last before the day from which on things are wanted."""
        if self._since is None or lastmod is None:
            return False
        return lastmod < self._since[: len(lastmod)]  # a month is not older than a day in it

    async def _read_feeds(self) -> None:
        for zone in self._site.zones:
            url = f"https://{self._site.host}{_FEED}?count=200&zoneid={zone}"
            self._name("arsip", [Named(url, Role.FEED)], backlog=False)
            address = self._session.store.addresses.get(url)
            # they repeat what the sitemaps of news name: those have nothing new
            if address and not (self._no_news and self._is_fresh(address)):
                await self._read(address)

    async def _read(self, address: Address) -> None:
        await self._wait(0)  # no longer than the crawl goes on
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
            self._session.counts[SourceCount.FAILED] += 1
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
            report = _Report()
            try:
                await self._enter(address, response.body, report)
            except SourceError as error:
                damage = error
                await self._wait(self._pause_s * 2**time)
            else:
                self._say(address.url, report)
                return Visit(State.FETCHED, report.words(), validators=validators(response))
        again = verdicts.next_try(address.attempts + 1, self._session.clock())
        reason = str(damage)
        if words := report.words():
            reason += f"; {words}"
        return Visit(State.FAILED, reason, again)

    def _request(self, address: Address) -> Request:
        headers = conditions(address) if address.state is State.FETCHED else {}
        return Request(self._origin.fetched(address.url), headers=headers, dont_filter=True)

    async def _enter(self, address: Address, body: bytes, report: _Report) -> None:
        """Keep what a source names; raises `SourceError` behind what could be read of it."""
        backlog = address.fetched is None and not _is_news(address.url)
        found = report.of(entries(body, address.url, self._session.clock()))
        named = map(self._named, found)
        while chunk := list(islice(named, _CHUNK)):
            self._name(address.url, chunk, backlog=backlog)
            await asyncio.sleep(0)  # what is under way goes on between two chunks
            await self._wait(0)  # also the end of the crawl
        if report.error:
            raise report.error

    def _named(self, entry: Entry) -> Named:
        url = self._origin.kept(entry.url)
        if not self._origin.owns(url):
            return Named(url, Role.OTHER, entry.lastmod, "off the site")
        if entry.nested:
            return Named(url, Role.SITEMAP, entry.lastmod)
        if item_number(url) is None:
            return Named(canonical(url), Role.OTHER, entry.lastmod, "no item")
        return Named(canonical(url), Role.ITEM, entry.lastmod)

    def _name(self, source: str, named: list[Named], *, backlog: bool) -> None:
        naming: Naming = self._session.store.addresses.name(
            self._site.name, source, named, now=self._session.clock(), backlog=backlog
        )
        self._session.counts[RunCount.NAMED] += naming.new
        self._session.counts[RunCount.MOVED] += naming.moved

    def _say(self, source: str, report: _Report) -> None:
        """Name in one line what could not be read of a source."""
        if words := report.words():
            self._session.counts[SourceCount.DAMAGED] += 1
            logger.warning("%s: %s; the rest was read", source, words)


def _is_news(url: str) -> bool:
    return any(name in url for name in _NEWS)


class _Report:
    """What could not be understood in one source."""

    def __init__(self) -> None:
        self.error: SourceError | None = None  #: why it was not read to its end; None = it was
        self._counts: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def of(self, found: Iterable[Entry | Unread]) -> Iterator[Entry]:
        """The entries among what was found; what is none is noted, and so is an error, behind which
        nothing comes."""
        try:
            for one in found:
                if isinstance(one, Entry):
                    yield one
                else:
                    self._counts[one.reason] += 1
                    self._first.setdefault(one.reason, one.text)
        except SourceError as error:
            self.error = error

    def words(self) -> str | None:
        """What was noted, each kind with its number and its first case; None = nothing was."""
        kinds = [
            f"{count:,} × {reason} ({self._first[reason]})"
            for reason, count in self._counts.most_common()
        ]
        return "; ".join(kinds) or None


def conditions(address: Address) -> dict[str, str]:
    """The headers that ask for an answer only if something changed."""
    pairs = {"If-None-Match": address.etag, "If-Modified-Since": address.last_modified}
    return {name: value for name, value in pairs.items() if value}


def validators(response: Response) -> tuple[str | None, str | None]:
    """ETag and Last-Modified of a response."""
    return header(response, "ETag"), header(response, "Last-Modified")


def header(response: Response, name: str) -> str | None:
    """A header of a response; None = it has none, or an empty one."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None

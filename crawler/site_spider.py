"""What the two spiders share: read the sources, then visit what is due."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from archive.article import Page
from archive.ingest import understand
from archive.store import Store
from archive.store.addresses import Address, State, Visit
from archive.store.runs import RunCount
from crawler import verdicts
from crawler.agent import check_agent, user_agent
from crawler.extensions import ArchiveExtension, engine
from crawler.frontier import Frontier, Table
from crawler.journal import StorageError
from crawler.middlewares import KEPT, Robots
from crawler.news import NewsWatch
from crawler.open_archive import SharedArchive
from crawler.origin import check_base
from crawler.pace import Pace
from crawler.pipelines import Fetched, Missed
from crawler.session import CrawlSession
from crawler.sources.discovery import Discovery, conditions, header, validators
from crawler.verdicts import RobotsUnreachable, Stopped
from crawler.waiting import pause

logger = logging.getLogger("arsip")


class SiteSpider(Spider):
    """Visits one site; its arguments are those of `arsip crawl`, as `-a name=value`.

    site: its name, voaindonesia where it is not given. base_url: fetch from this address instead of
    the site's own. limit: visit so many items. since: only items whose lastmod is not older, such
    as 2026-03-01. Programs that crawl several sites give each spider what they share: the archive
    (shared), and the pace at which the platform is asked.
    """

    arguments: tuple[str, ...] = ("site", "base_url", "limit", "since")  #: names that `-a` knows
    #: True for one that reads the sitemaps of the whole past and visits the backlog that they left
    past = False
    #: True where a backfill of the same site that is under way does this crawl's work, too
    only_news = False

    def __init__(
        self,
        site: str | None = None,
        base_url: str | None = None,
        limit: str | int | None = None,
        since: str | None = None,
        *,
        shared: SharedArchive | None = None,
        pace: Pace | None = None,
        **others: Any,
    ) -> None:
        super().__init__()
        base_url = others.pop("base-url", base_url)
        if others:
            known = ", ".join(self.arguments)
            raise ValueError(
                f"{', '.join(sorted(others))}: no such argument of {self.name}; it knows {known}"
            )
        if base_url is not None:
            check_base(base_url)
        if since is not None and date.fromisoformat(since) > datetime.now(UTC).date():
            raise ValueError(f"since={since} is in the future; nothing is there yet")
        self.site = site
        self.base_url = base_url
        self.since = since
        self.limit = int(limit) if limit is not None else None
        self.shared = shared  #: None = nothing is shared
        self.pace = pace  #: None = that of the site alone

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Say in the user agent whom the site's people can write to; one given on the command line
        stays as it is."""
        super().update_settings(settings)
        agent = user_agent(settings.get("ARSIP_CONTACT"))
        settings.set("USER_AGENT", agent, priority="spider")
        check_agent(settings["USER_AGENT"])

    @property
    def archive(self) -> ArchiveExtension:
        """The archive extension of this crawl."""
        return ArchiveExtension.of(self.crawler)

    @property
    def session(self) -> CrawlSession:
        """The session of this crawl, which must have begun."""
        return self.archive.session

    def table(self, store: Store) -> Table:
        """The table of what is to be visited."""
        return store.addresses

    async def start(self) -> AsyncIterator[Any]:
        """The items to visit, as fast as there is room for them."""
        reads_news = self.past and self.limit is None
        session = self.archive.begin(
            self._frontier, reads_news=reads_news, only_news=self.only_news
        )
        if session is None:
            return
        try:
            news = await self._discover()
            async for request in self._visits(session, news):
                yield request
        except RobotsUnreachable as error:
            self.archive.stop("network", f"{error}; the next run tries again")
        except StorageError as error:
            self.archive.stop("storage", str(error))
        except Stopped:
            return
        except Exception as error:  # Scrapy would take it for an ordinary stop
            logger.exception("the crawl of %s broke off", self.archive.origin.site.name)
            self.archive.stop("error", f"{type(error).__name__}: {error}")

    def _frontier(self, store: Store) -> Frontier:
        return Frontier(
            self.table(store),
            self.archive.origin.site.name,
            lambda: datetime.now(UTC),
            lanes=(False, True) if self.past else (False,),
            since=self.since,
            limit=self.limit,
        )

    async def _visits(self, session: CrawlSession, news: NewsWatch) -> AsyncIterator[Request]:
        frontier = session.frontier
        while not session.stopped and (batch := frontier.take()):
            for number, address in enumerate(batch):
                while self._crowded(frontier):
                    await self.crawler.signals.wait_for(signals.scheduler_empty)
                if await news.look():
                    frontier.put_back(batch[number:])  # news goes first
                    break
                frontier.ask()
                request = self._request(session, address)
                if request:
                    yield request

    def _request(self, session: CrawlSession, address: Address) -> Request | None:
        """The request for an address; None = it cannot be asked for, which is noted."""
        try:
            return self._visit(address)
        except ValueError as error:
            with session.store.transaction():
                visit = Visit(State.EXCLUDED, f"no address to ask for: {error}")
                session.frontier.settle(address, visit, now=session.clock())
            session.counts[RunCount.EXCLUDED] += 1
            session.done(address)
            return None

    def _crowded(self, frontier: Frontier) -> bool:
        """True while there is no room for one more page; little is asked for ahead until a page has
        come that is good."""
        ahead: int = self.settings.getint("CONCURRENT_REQUESTS")
        if self.archive.trusting:
            ahead += self.settings.getint("ARSIP_COMMIT_SIZE")
        return frontier.asked >= ahead or engine(self.crawler).needs_backout()

    async def _discover(self) -> NewsWatch:
        """Find out what there is to visit; gives the watch that later finds what is new."""
        origin = self.session.origin
        robots = self.crawler.get_downloader_middleware(Robots)
        named: list[str] = []
        if robots:
            rules = await robots.rules(origin.fetched(f"https://{origin.site.host}/"))
            named = list(rules.sitemaps)
        discovery = Discovery(
            self.session,
            engine(self.crawler).download_async,
            past=self.past,
            since=self.since,
            pause_s=self.settings.getfloat("ARSIP_RETRY_BACKOFF_S"),
            most_sitemaps=self.settings.getint("ARSIP_SITEMAPS_MAX"),
            wait=partial(pause, ending=self.archive.ending),
            stop=self.archive.stop,
        )
        await discovery.read(named)
        interval_s = self.settings.getfloat("ARSIP_NEWS_INTERVAL_S")
        return NewsWatch(discovery.read_news, interval_s=interval_s)

    def _visit(self, address: Address) -> Request:
        return Request(
            self.session.origin.fetched(address.url),
            callback=self.parse,
            errback=self.missed,
            headers=conditions(address) if self._held(address) else {},
            cb_kwargs={"address": address},
            dont_filter=True,
        )

    def _held(self, address: Address) -> bool:
        """True where the text of an item is held and live: then, and only then, "not modified" is
        an answer."""
        if address.id is None:
            return False
        row = self.session.store.articles.row(address.id)
        return row is not None and row["status"] == "live"

    def parse(self, response: Response, address: Address | None = None) -> Iterator[Any]:
        """A page that came; its article where no session has begun (`scrapy parse`)."""
        content_type = header(response, "Content-Type")
        url = self.archive.origin.kept(response.url)
        if address is None:
            now = datetime.now(UTC)
            yield understand(Page(response.body, url, content_type, now)).article
            return
        if response.status != 200:  # such as 206, a part of a page
            yield self._missed(address, HttpError(response))
            return
        capture = response.meta[KEPT].capture
        page = Page(response.body, url, content_type, capture.time, capture)
        yield Fetched(address, page, Visit(State.FETCHED, validators=validators(response)), capture)

    def missed(self, failure: Failure) -> Iterator[Missed]:
        """A visit that brought no page; one that the disk did not take stays pending."""
        request: Request = failure.request  # type: ignore[attr-defined]
        address: Address = request.cb_kwargs["address"]
        error = failure.value or RuntimeError("no reason given")
        if isinstance(error, (*StorageError, Stopped)):
            self.session.done(address)
            return
        yield self._missed(address, error)

    def _missed(self, address: Address, error: BaseException) -> Missed:
        visit = verdicts.of_failure(error, address.attempts + 1, self.session.clock())
        return Missed(address, visit, network=isinstance(error, verdicts.NETWORK))

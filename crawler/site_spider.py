"""What the two spiders share: read the sources, then visit what is due."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.http import Response
from scrapy.settings import BaseSettings
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from archive import __version__
from archive.article import Page
from archive.store.addresses import Address, State, Visit
from crawler import verdicts
from crawler.discovery import Discovery, conditions, validators
from crawler.extensions import ArchiveExtension, engine
from crawler.frontier import Frontier
from crawler.journal import StorageError
from crawler.middlewares import KEPT, Robots
from crawler.origin import check_base
from crawler.pipelines import Fetched, Missed
from crawler.verdicts import RobotsUnreachable, Stopped


class SiteSpider(Spider):
    """Visits one site; its arguments are those of `arsip crawl`, as `-a name=value`.

    site: its name, voaindonesia where it is not given. base_url: fetch from this address instead of
    the site's own. limit: visit so many items. since: only items whose lastmod is not older, such
    as 2026-03-01.
    """

    arguments: tuple[str, ...] = ("site", "base_url", "limit", "since")  #: names that `-a` knows
    #: whether to read the sitemaps of the whole past, and to visit the backlog that they left
    past = False

    def __init__(
        self,
        site: str | None = None,
        base_url: str | None = None,
        limit: str | int | None = None,
        since: str | None = None,
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
        self.site, self.base_url, self.since = site, base_url, since
        self.limit = int(limit) if limit is not None else None

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Say in the user agent whom the site's people can write to; one given on the command line
        stays as it is."""
        super().update_settings(settings)
        if contact := settings.get("ARSIP_CONTACT"):
            agent = f"{settings['BOT_NAME']}/{__version__} (archive crawler; +{contact})"
            settings.set("USER_AGENT", agent, priority="spider")

    async def start(self) -> AsyncIterator[Any]:
        """The items to visit, as fast as there is room for them."""
        self.archive = archive = ArchiveExtension.of(self.crawler)
        self.session = session = archive.session
        if session.verdict:  # locked, or no disk
            return
        lanes = (False, True) if self.past else (False,)
        session.frontier = frontier = Frontier(
            session.table,
            session.origin.site.name,
            session.clock,
            lanes=lanes,
            since=self.since,
            limit=self.limit,
        )
        try:
            await self._discover()
        except RobotsUnreachable as error:
            archive.stop("network", f"{error}; the next run tries again")
        except StorageError as error:
            archive.stop("storage", str(error))
        except Stopped:
            return
        while not session.verdict and (batch := frontier.take()):
            for address in batch:
                while self._crowded(frontier):
                    await self.crawler.signals.wait_for(signals.scheduler_empty)
                frontier.ask()
                yield self._visit(address)

    def _crowded(self, frontier: Frontier) -> bool:
        """Whether there is no room for one more page; little is asked for ahead until a page has
        come that is good."""
        concurrency: int = self.settings.getint("CONCURRENT_REQUESTS")
        ahead = (
            concurrency + self.settings.getint("ARSIP_COMMIT_SIZE")
            if self.archive.trusting
            else concurrency
        )
        return frontier.asked >= ahead or engine(self.crawler).needs_backout()

    async def _discover(self) -> None:
        origin = self.session.origin
        robots = self.crawler.get_downloader_middleware(Robots)
        home = origin.fetched(f"https://{origin.site.host}/")
        named = (
            [url for url in (await robots.rules(home)).sitemaps if origin.owns(url)]
            if robots
            else []
        )
        discovery = Discovery(
            self.session,
            engine(self.crawler).download_async,
            past=self.past,
            since=self.since,
            pause_s=self.settings.getfloat("ARSIP_RETRY_BACKOFF_S"),
            stop=self.archive.stop,
        )
        await discovery.read(named or [f"https://{origin.site.host}/sitemap.xml"])

    def _visit(self, address: Address) -> Request:
        return Request(
            self.session.origin.fetched(address.url),
            callback=self.parse,
            errback=self.missed,
            headers=conditions(address),
            cb_kwargs={"address": address},
            dont_filter=True,
        )

    def parse(self, response: Response, address: Address) -> Iterator[Fetched]:
        """A page that came."""
        capture = response.meta[KEPT].capture
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        page = Page(
            response.body,
            self.session.origin.kept(response.url),
            content_type,
            capture.time,
            capture,
        )
        yield Fetched(address, page, Visit(State.FETCHED, validators=validators(response)), capture)

    def missed(self, failure: Failure) -> Iterator[Missed]:
        """A visit that brought no page; one that the disk did not take stays pending."""
        address: Address = failure.request.cb_kwargs["address"]  # type: ignore[attr-defined]
        error = failure.value or RuntimeError("no reason given")
        if isinstance(error, (*StorageError, Stopped)):
            self.session.done(address)
            return
        visit = verdicts.of_failure(error, address.attempts + 1, self.session.clock())
        yield Missed(
            address,
            visit,
            network=isinstance(error, verdicts.NETWORK) and not isinstance(error, HttpError),
        )

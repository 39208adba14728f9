"""Obedience to robots.txt."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

from crawler.extensions import ArchiveExtension, engine
from crawler.journal import StorageError
from crawler.sources.source_text import SourceError, text_parts
from crawler.verdicts import Forbidden, RedirectLoop, RobotsUnreachable, Stopped, words

logger = logging.getLogger("arsip")

#: In `request.meta`: the request is for robots.txt itself.
ROBOTS = "arsip_robots"

#: Characters of a robots.txt that are read; RFC 9309 asks for 500 KiB at least.
LONGEST = 1024 * 1024
_WORTH_SAYING_S = 30  # a Crawl-delay from which on one wonders why a crawl is slow


class Robots:
    """Asks robots.txt of each host once, before anything else, and obeys it, its Crawl-delay
    included; one that is longer than `longest_delay_s` ends the crawl."""

    def __init__(
        self,
        agent: str,
        fetch: Callable[[str], Awaitable[Response]],
        slow_down: Callable[[str, float], None],
        stop: Callable[[str, str], None],
        *,
        longest_delay_s: float,
    ) -> None:
        self._agent = agent
        self._fetch = fetch
        self._slow_down = slow_down
        self._stop = stop
        self._longest_delay_s = longest_delay_s
        self._rules: dict[str, asyncio.Task[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Obey unless ROBOTSTXT_OBEY is off."""
        settings = crawler.settings
        if not settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured

        def fetch(url: str) -> Awaitable[Response]:
            return engine(crawler).download_async(
                Request(url, meta={ROBOTS: True}, priority=1000, dont_filter=True)
            )

        return cls(
            settings.get("ROBOTSTXT_USER_AGENT") or settings["BOT_NAME"],
            fetch,
            partial(slow_down, crawler),
            ArchiveExtension.of(crawler).stop,
            longest_delay_s=settings.getfloat("ARSIP_CRAWL_DELAY_MAX_S"),
        )

    async def process_request(self, request: Request) -> None:
        """Raise `Forbidden`, or `RobotsUnreachable` where nobody can say what is allowed."""
        if ROBOTS in request.meta:
            return
        if not await self.allows(request.url):
            raise Forbidden("robots.txt forbids it")

    async def allows(self, url: str) -> bool:
        """True where the host of an address lets it be fetched."""
        rules = await self.rules(url)
        return rules.can_fetch(url, self._agent)

    async def rules(self, url: str) -> Protego:
        """The rules of the host of an address."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = asyncio.ensure_future(self._ask(root))
            self._rules[root].add_done_callback(_hear)
        return await asyncio.shield(self._rules[root])

    async def _ask(self, root: str) -> Protego:
        url = f"{root}/robots.txt"
        rules = Protego.parse(await self._text(url))
        if delay_s := rules.crawl_delay(self._agent):
            self._obey_delay(url, delay_s)
        return rules

    async def _text(self, url: str) -> str:
        """What is forbidden, in its own words; "" = nothing is."""
        try:
            response = await self._fetch(url)
        except (*StorageError, Stopped):
            raise
        except RedirectLoop as error:  # as if there were none: RFC 9309, 2.3.1.2
            logger.warning("%s: %s; taken for none", url, error)
            return ""
        except Exception as error:
            raise RobotsUnreachable(f"{url}: {words(error)}") from error
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachable(f"{url}: HTTP {response.status}")
        if response.status != 200:
            return ""
        try:
            return text_of(response.body)
        except SourceError as error:
            raise RobotsUnreachable(f"{url}: {error}") from error

    def _obey_delay(self, url: str, delay_s: float) -> None:
        if delay_s > self._longest_delay_s:
            self._stop(
                "blocked",
                f"{url} asks for {delay_s:,.0f} s between two pages (Crawl-delay); "
                f"ARSIP_CRAWL_DELAY_MAX_S allows {self._longest_delay_s:,.0f}",
            )
            raise Stopped("the crawl is ending")
        if delay_s >= _WORTH_SAYING_S:
            logger.warning("%s: a page every %.0f s, as it asks (Crawl-delay)", url, delay_s)
        self._slow_down(urlsplit(url).hostname or "", delay_s)


def _hear(asked: asyncio.Task[Protego]) -> None:
    """Take note of how it ended: nobody may be left who waits for it, and asyncio would say so."""
    if not asked.cancelled():
        asked.exception()


def text_of(body: bytes) -> str:
    """The text of a robots.txt, whole lines up to the longest that is read; raises `SourceError`
    where it is packed and broken."""
    text = ""
    for part in text_parts(body):
        text += part
        if len(text) > LONGEST:
            return text[: text.rfind("\n", 0, LONGEST) + 1]
    return text


def slow_down(crawler: Crawler, host: str, delay_s: float) -> None:
    """Have a host asked for at most one page in this many seconds, even where less was configured;
    never faster than before."""
    downloader = engine(crawler).downloader
    before_s = downloader.per_slot_settings.get(host, {}).get("delay", 0.0)
    delay_s = max(delay_s, before_s, crawler.settings.getfloat("DOWNLOAD_DELAY"))
    downloader.per_slot_settings[host] = {"delay": delay_s, "concurrency": 1, "jitter": 0.0}
    if slot := downloader.slots.get(host):
        slot.delay = delay_s
        slot.jitter = 0.0
        slot.concurrency = 1
    if throttle := crawler.get_extension(AutoThrottle):
        throttle.mindelay = max(throttle.mindelay, delay_s)  # it has one for all hosts
        throttle.maxdelay = max(throttle.maxdelay, delay_s)  # else it would go faster again

"""Obeying robots.txt."""

from __future__ import annotations

import asyncio
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

from crawler.extensions import engine
from crawler.journal import StorageError
from crawler.verdicts import Forbidden, RobotsUnreachable

#: In `request.meta`: the request is for robots.txt itself.
ROBOTS = "arsip_robots"


class Robots:
    """Asks robots.txt of each host once, before anything else, and obeys it, its Crawl-delay
    included."""

    def __init__(
        self,
        agent: str,
        fetch: Callable[[str], Awaitable[Response]],
        slow_down: Callable[[str, float], None],
    ) -> None:
        self._agent, self._fetch, self._slow_down = agent, fetch, slow_down
        self._rules: dict[str, asyncio.Task[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Obey unless ROBOTSTXT_OBEY is off."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured

        def fetch(url: str) -> Awaitable[Response]:
            return engine(crawler).download_async(
                Request(url, meta={ROBOTS: True}, priority=1000, dont_filter=True)
            )

        agent = crawler.settings.get("ROBOTSTXT_USER_AGENT") or crawler.settings["BOT_NAME"]
        return cls(agent, fetch, partial(slow_down, crawler))

    async def process_request(self, request: Request) -> None:
        """Raise `Forbidden`, or `RobotsUnreachable` where nobody can say what is allowed."""
        if ROBOTS in request.meta:
            return
        rules = await self.rules(request.url)
        if not rules.can_fetch(request.url, self._agent):
            raise Forbidden("robots.txt forbids it")

    async def rules(self, url: str) -> Protego:
        """The rules of the host of an address."""
        parts = urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        if root not in self._rules:
            self._rules[root] = asyncio.ensure_future(self._ask(root))
        return await asyncio.shield(self._rules[root])

    async def _ask(self, root: str) -> Protego:
        try:
            response = await self._fetch(f"{root}/robots.txt")
        except StorageError:
            raise
        except Exception as error:
            raise RobotsUnreachable(
                f"{root}/robots.txt: {str(error) or type(error).__name__}"
            ) from error
        if response.status >= 500 or response.status == 429:
            raise RobotsUnreachable(f"{root}/robots.txt: HTTP {response.status}")
        text = response.body.decode("utf-8", "replace") if response.status == 200 else ""
        rules = Protego.parse(text)
        if delay_s := rules.crawl_delay(self._agent):
            self._slow_down(urlsplit(root).hostname or "", float(delay_s))
        return rules


def slow_down(crawler: Crawler, host: str, delay_s: float) -> None:
    """Ask a host for at most one page in so many seconds, whatever was configured below that."""
    downloader = engine(crawler).downloader
    delay_s = max(delay_s, crawler.settings.getfloat("DOWNLOAD_DELAY"))
    downloader.per_slot_settings[host] = {"delay": delay_s, "concurrency": 1, "jitter": 0.0}
    if slot := downloader.slots.get(host):
        slot.delay, slot.jitter, slot.concurrency = delay_s, 0.0, 1
    if throttle := crawler.get_extension(AutoThrottle):
        throttle.mindelay = delay_s

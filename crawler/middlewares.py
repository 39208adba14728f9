"""Between Scrapy's engine and the network: robots.txt, patience, redirects within the site, and the Recorder."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Self
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.settings import Settings

from archive.warc import Message, MessageError
from crawler.extensions import Archive, engine
from crawler.journal import StorageError
from crawler.mirror import Mirror
from crawler.run import Run
from crawler.verdicts import PASSING, Forbidden, OffSite, RedirectLoop, RobotsUnreachable, ShortBody
from crawler.wire import TAPE

#: In `request.meta`: the `archive.warc.Kept` of the exchange.
KEPT = "arsip_kept"
#: In `request.meta`: the request is for robots.txt itself.
ROBOTS = "arsip_robots"
BROKEN = "broken"  # a flag of responses whose body cannot be whole


class Recorder:
    """Keeps every exchange before anything reads it; the first to see a response.

    A write that fails is an exception here, in a middleware: the page counts as not fetched, and the crawl stops.
    """

    def __init__(self, run: Run, stop: Callable[[str, str], None]) -> None:
        self._run, self._stop = run, stop

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Record into the run of this crawler."""
        archive = Archive.of(crawler)
        return cls(archive.run, archive.stop)

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the exchange; pass the response on with its body as it was before encoding."""
        tape = request.meta.pop(TAPE)
        exchange = tape.exchange(request.url, str(response.ip_address) if response.ip_address else None)
        try:
            request.meta[KEPT] = self._run.keep(exchange)
        except StorageError as error:
            self._stop("storage", str(error))
            raise
        try:
            return response.replace(body=Message.parse(exchange.response).content())
        except MessageError:
            return response.replace(body=b"", flags=[*response.flags, BROKEN])

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Note in the captures why an address gave no response."""
        tape = request.meta.pop(TAPE, None)
        if not isinstance(exception, PASSING):
            return
        received = str(len(tape.received)) if tape else "0"
        fields = {"outcome": f"{type(exception).__name__}: {exception}", "received-bytes": received}
        try:
            self._run.writer.note(request.url, self._run.clock(), fields)
        except StorageError as error:
            self._stop("storage", str(error))


class Robots:
    """Asks robots.txt of each host once, before anything else, and obeys it, its Crawl-delay included."""

    def __init__(
        self, agent: str, fetch: Callable[[str], Awaitable[Response]], slow_down: Callable[[str, float], None]
    ) -> None:
        self._agent, self._fetch, self._slow_down = agent, fetch, slow_down
        self._rules: dict[str, asyncio.Task[Protego]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Obey unless ROBOTSTXT_OBEY is off."""
        if not crawler.settings.getbool("ROBOTSTXT_OBEY"):
            raise NotConfigured

        def fetch(url: str) -> Awaitable[Response]:
            return engine(crawler).download_async(Request(url, meta={ROBOTS: True}, priority=1000, dont_filter=True))

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
            raise RobotsUnreachable(f"{root}/robots.txt: {str(error) or type(error).__name__}") from error
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


class Patience:
    """Tries again what may pass, later each time, and leaves a host alone for as long as it asks (Retry-After)."""

    def __init__(
        self,
        *,
        times: int,
        statuses: frozenset[int],
        backoff_s: float,
        longest_s: float,
        stop: Callable[[str, str], None],
    ) -> None:
        self._times, self._statuses, self._backoff_s, self._longest_s = times, statuses, backoff_s, longest_s
        self._stop = stop
        self._resume: dict[str, float] = {}  # by host, on the loop's clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """From Scrapy's own RETRY_ settings, and two of ours."""
        settings: Settings = crawler.settings
        if not settings.getbool("RETRY_ENABLED"):
            raise NotConfigured
        return cls(
            times=settings.getint("RETRY_TIMES"),
            statuses=frozenset(map(int, settings.getlist("RETRY_HTTP_CODES"))),
            backoff_s=settings.getfloat("ARSIP_RETRY_BACKOFF_S"),
            longest_s=settings.getfloat("ARSIP_RETRY_AFTER_MAX_S"),
            stop=Archive.of(crawler).stop,
        )

    async def process_request(self, request: Request) -> None:
        """Wait while the host wants to be left alone."""
        host, clock = urlsplit(request.url).netloc, asyncio.get_running_loop().time
        while (pause_s := self._resume.get(host, 0.0) - clock()) > 0:
            await asyncio.sleep(pause_s)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Try again after a status that passes, and after a body that broke off."""
        if response.status in (429, 503):
            self._pause(request, response)
        broken = BROKEN in response.flags or _unfinished(response)
        if not broken and response.status not in self._statuses:
            return response
        again = await self._again(request)
        if again is None and broken:
            raise ShortBody("body broke off")
        return again or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Try again after a failure of the network."""
        return await self._again(request) if isinstance(exception, PASSING) else None

    async def _again(self, request: Request) -> Request | None:
        done = request.meta.get("retry_times", 0)
        if done >= self._times:
            return None
        await asyncio.sleep(self._backoff_s * 2**done)
        again = request.replace(dont_filter=True, priority=request.priority + 10)
        again.meta["retry_times"] = done + 1
        return again

    def _pause(self, request: Request, response: Response) -> None:
        asked_s = retry_after((response.headers.get("Retry-After") or b"").decode("latin-1"), datetime.now(UTC))
        if asked_s > self._longest_s:
            self._stop("blocked", f"the server asks to come back in {asked_s:,.0f} s (Retry-After); run again then")
        host = urlsplit(request.url).netloc
        until = asyncio.get_running_loop().time() + min(asked_s, self._longest_s)
        self._resume[host] = max(until, self._resume.get(host, 0.0))


def retry_after(value: str, now: datetime) -> float:
    """Seconds that a Retry-After header asks for, in either of its forms; 0 where it has none."""
    if value.strip().isdigit():
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (TypeError, ValueError):
        return 0.0


def _unfinished(response: Response) -> bool:
    """A body of unstated length ("partial") that does not end as a page does."""
    return "partial" in response.flags and b"</html" not in response.body[-500:].lower()


class SameSite(RedirectMiddleware):
    """Follows redirects within the site only, and never in circles."""

    mirror: Mirror

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The site is that of the run."""
        made = super().from_crawler(crawler)
        made.mirror = Archive.of(crawler).run.mirror
        return made

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The request to follow; raises `OffSite` or `RedirectLoop`."""
        result = super().process_response(request, response)
        if not isinstance(result, Request):
            return result
        if not self.mirror.owns(result.url):
            raise OffSite(f"redirects off the site, to {result.url}")
        target = self.mirror.fetched(self.mirror.kept(result.url))
        if target in result.meta["redirect_urls"]:
            raise RedirectLoop(f"redirects in a circle, to {target}")
        return result.replace(url=target)

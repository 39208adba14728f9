"""Retries, and pauses for hosts that ask to be left alone."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.settings import BaseSettings

from crawler.extensions import ArchiveExtension
from crawler.middlewares.recorder import BROKEN
from crawler.middlewares.robots import ROBOTS
from crawler.verdicts import PASSING, UNREACHED, ShortBody
from crawler.waiting import pause

logger = logging.getLogger("arsip")

_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]*)?")
_FOREVER_S = 1e12
_WORTH_SAYING_S = 60  # from which on one wonders why nothing happens
#: The first pause where not even robots.txt can be asked for: whether there is a network shows
#: within five seconds, and a name server that stumbles has had three more tries by then.
_FIRST_BACKOFF_S = 0.5


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and when a passing failure is tried again."""

    times: int
    statuses: frozenset[int]  #: that may pass
    backoff_s: float  #: before the first time; doubled each time
    longest_s: float  #: that a server may ask for; more ends the crawl

    @classmethod
    def of(cls, settings: BaseSettings) -> Self:
        """From Scrapy's own RETRY_ settings, and two of ours."""
        return cls(
            times=settings.getint("RETRY_TIMES"),
            statuses=frozenset(map(int, settings.getlist("RETRY_HTTP_CODES"))),
            backoff_s=settings.getfloat("ARSIP_RETRY_BACKOFF_S"),
            longest_s=settings.getfloat("ARSIP_RETRY_AFTER_MAX_S"),
        )


class Patience:
    """Tries again what may pass, later each time, and leaves a host alone for as long as it asks
    (Retry-After)."""

    def __init__(
        self, stop: Callable[[str, str], None], ending: Callable[[], bool], policy: RetryPolicy
    ) -> None:
        self._stop = stop
        self._ending = ending
        self._policy = policy
        self._resume: dict[str, float] = {}  # by host, on the loop's clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The middleware, with the archive of the crawl, unless RETRY_ENABLED is off."""
        if not crawler.settings.getbool("RETRY_ENABLED"):
            raise NotConfigured
        archive = ArchiveExtension.of(crawler)
        return cls(archive.stop, archive.ending, RetryPolicy.of(crawler.settings))

    async def process_request(self, request: Request) -> None:
        """Wait while the host wants to be left alone."""
        host = urlsplit(request.url).netloc
        clock = asyncio.get_running_loop().time
        while (pause_s := self._resume.get(host, 0.0) - clock()) > 0:
            await pause(pause_s, self._ending)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Try again after a status that passes, and after a body that broke off."""
        if response.status in (429, 503):
            self._pause(request, response)
        broken = BROKEN in response.flags or _unfinished(response)
        if not broken and response.status not in self._policy.statuses:
            return response
        again = await self._again(request, self._policy.backoff_s)
        if again is None and broken:
            raise ShortBody("body broke off")
        return again or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Try again after a failure of the network."""
        if not isinstance(exception, PASSING):
            return None
        backoff_s = self._policy.backoff_s
        if ROBOTS in request.meta and isinstance(exception, UNREACHED):
            backoff_s = min(backoff_s, _FIRST_BACKOFF_S)
        return await self._again(request, backoff_s)

    async def _again(self, request: Request, backoff_s: float) -> Request | None:
        done = request.meta.get("retry_times", 0)
        if done >= self._policy.times:
            return None
        await pause(backoff_s * 2**done, self._ending)
        again = request.replace(dont_filter=True, priority=request.priority + 10)
        again.meta["retry_times"] = done + 1
        return again

    def _pause(self, request: Request, response: Response) -> None:
        stated = (response.headers.get("Retry-After") or b"").decode("latin-1")
        asked_s = retry_after(stated, datetime.now(UTC))
        host = urlsplit(request.url).netloc
        if asked_s > self._policy.longest_s:
            self._stop(
                "blocked",
                f"{host} asks to come back in {asked_s:,.0f} s (Retry-After); run again then",
            )
        elif asked_s >= _WORTH_SAYING_S:
            logger.warning("%s: waiting %.0f s, as it asks (Retry-After)", host, asked_s)
        until = asyncio.get_running_loop().time() + min(asked_s, self._policy.longest_s)
        self._resume[host] = max(until, self._resume.get(host, 0.0))


def retry_after(value: str, now: datetime) -> float:
    """Seconds that a Retry-After header asks for, in either of its forms; 0 where it has none."""
    value = value.strip()
    if _SECONDS.fullmatch(value):
        return min(float(value), _FOREVER_S)
    try:
        until = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError, IndexError):
        return 0.0
    if until.tzinfo is None:  # HTTP's dates are in UTC, also where they do not say so
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def _unfinished(response: Response) -> bool:
    """True for a body of unstated length ("partial") that does not end as a page does."""
    return "partial" in response.flags and b"</html" not in response.body[-500:].lower()

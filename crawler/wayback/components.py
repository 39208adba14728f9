"""The parts of a Scrapy crawl that know the Wayback Machine: what its answers are, and how it wants to
be asked."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError, NotConfigured
from scrapy.http import Response

from archive.article import ReadError
from archive.store.addresses import Address, State, Visit
from archive.store.results import Refused
from archive.warc import Exchange
from crawler.extensions import ArchiveExtension
from crawler.middlewares import Patience, Recorder, SameSite
from crawler.middlewares.patience import RetryPolicy
from crawler.origin import SiteOrigin
from crawler.pipelines import Missed, SavePipeline
from crawler.verdicts import Stopped, one_line
from crawler.waiting import pause

logger = logging.getLogger("arsip")

_BUSY_LIMIT = 3  # answers in a row that were none end the run
_REPLAY = re.compile(r"https://web\.archive\.org/web/(\d{14})id_/(.+)")


def captured(response: Response) -> datetime | None:
    """When the capture that is the answer was made; None = the answer is the archive's own, not a
    capture."""
    stated = (response.headers.get("Memento-Datetime") or b"").decode("latin-1")
    try:
        return parsedate_to_datetime(stated).astimezone(UTC)
    except (TypeError, ValueError, OverflowError, IndexError):
        return None


class MementoRecorder(Recorder):
    """Keeps an answer that is a capture under the address and time that were captured, with where
    it came from."""

    def __init__(self, archive: ArchiveExtension, origin: SiteOrigin) -> None:
        super().__init__(archive)
        self._origin = origin

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Record into the session of this crawler."""
        return cls(ArchiveExtension.of(crawler), _archive_origin(crawler))

    def exchange(self, request: Request, response: Response) -> Exchange:
        """What went over the wire."""
        exchange = super().exchange(request, response)
        source = self._origin.kept(request.url)
        time = captured(response)
        asked = _REPLAY.fullmatch(source)
        if time is None or asked is None or response.status != 200:
            return exchange
        return replace(exchange, url=asked[2], time=time, source=(source, exchange.time))


class Restraint(Patience):
    """Waits long where connections are refused, and ends the run where patience does not help.

    The archive refuses the connections of those who asked too fast, for an hour and more, and
    longer each time.
    """

    def __init__(
        self,
        stop: Callable[[str, str], None],
        ending: Callable[[], bool],
        policy: RetryPolicy,
        *,
        refused_s: float,
    ) -> None:
        super().__init__(stop, ending, policy)
        self._refused_s = refused_s
        self._busy = 0  # answers in a row that were none, second tries left out

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """From one more setting."""
        if not crawler.settings.getbool("RETRY_ENABLED"):
            raise NotConfigured
        archive = ArchiveExtension.of(crawler)
        return cls(
            archive.stop,
            archive.ending,
            RetryPolicy.of(crawler.settings),
            refused_s=crawler.settings.getfloat("ARSIP_WAYBACK_REFUSED_S"),
        )

    async def process_request(self, request: Request) -> None:
        """Wait while the archive wants to be left alone; nothing is asked of it once the run is
        ending."""
        await super().process_request(request)
        if self._ending():
            raise Stopped("the run is ending")

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Try again after a status that passes; end the run where the archive goes on saying that
        it was too fast."""
        result = await super().process_response(request, response)
        if isinstance(result, Response):
            self._count_busy(result.status)
        return result

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Try again after a failure of the network."""
        refused = isinstance(exception, DownloadConnectionRefusedError)
        if refused and request.meta.get("retry_times", 0) >= self._policy.times:
            self._stop(
                "network", "the Wayback Machine refuses connections; run again in some hours"
            )
        elif refused:
            logger.warning(
                "the Wayback Machine refuses connections; waiting %.0f s", self._refused_s
            )
            await pause(self._refused_s, self._ending)
        return await super().process_exception(request, exception)

    def _count_busy(self, status: int) -> None:
        if status >= 500:
            self._busy += 1
        else:
            self._busy = 0
        if status == 429 or self._busy >= _BUSY_LIMIT:
            self._stop("blocked", f"HTTP {status}: the Wayback Machine is busy; run again later")


class SameArchive(SameSite):
    """Follows redirects within the archive only: to the capture nearest in time."""

    @staticmethod
    def origin(crawler: Crawler) -> SiteOrigin:
        """The archive, or its mirror, as the spider was told."""
        return _archive_origin(crawler)


class SaveMementosPipeline(SavePipeline):
    """A capture that is no item says nothing about the site, and is not asked for again: another
    one may be good."""

    async def _not_read(self, address: Address, error: ReadError | Refused) -> None:
        await self._noted(Missed(address, Visit(State.EXCLUDED, one_line(str(error)))))


def _archive_origin(crawler: Crawler) -> SiteOrigin:
    origin: SiteOrigin = crawler.spider.origin  # type: ignore[union-attr]
    return origin

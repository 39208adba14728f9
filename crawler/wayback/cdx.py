"""The Wayback Machine: what its CDX API lists, what its answers are, and how it is asked."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlencode

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadConnectionRefusedError
from scrapy.http import Response

from archive import sites
from archive.article import ReadError
from archive.sites import Site
from archive.store.addresses import Address, State, Visit
from archive.store.mementos import Memento
from archive.store.results import Refused
from archive.urls import item_id
from archive.warc import Exchange
from crawler.middlewares import Patience, Recorder, SameSite
from crawler.origin import SiteOrigin
from crawler.pipelines import Missed, SavePipeline
from crawler.verdicts import Stopped

logger = logging.getLogger("arsip")

#: The archive, in the place of a site. https://archive.org/help/wayback_api.php
ARCHIVE = Site("web.archive.org", "web.archive.org", None, "UTC", None)
#: Seconds between requests, robots.txt and second tries included: 20 a minute.
PACE_S = 3.0
#: Paths that addresses of items begin with; the last two are those before 2014.
PREFIXES = ("/a/", "/content/", "/media/")

_BUSY_LIMIT = 3  # answers in a row that were none end the run
_REPLAY = re.compile(r"https://web\.archive\.org/web/(\d{14})id_/(.+)")


class ListError(Exception):
    """A list that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A part of a list."""

    mementos: tuple[Memento, ...]
    resume: str | None  #: the key of the next part; None = this was the last


def query(site: Site, prefix: str, first: str | None, last: str | None, limit: int) -> str:
    """The address that lists the good captures of pages below a path; `first` and `last` are days
    such as 20230208."""
    asked = [
        ("url", site.host.removeprefix("www.") + prefix),
        ("matchType", "prefix"),
        ("output", "json"),
        ("fl", "timestamp,original"),
        ("from", first),
        ("to", last),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
        ("collapse", "digest"),
        ("limit", str(limit)),
        ("showResumeKey", "true"),
    ]
    pairs = [(name, value) for name, value in asked if value]
    return f"https://{ARCHIVE.host}/cdx/search/cdx?{urlencode(pairs, safe=':,/')}"


def list_page(body: bytes, site: Site) -> ListPage:
    """What a part of a list names of a site's items: rows, then behind an empty one the key to go
    on with."""
    try:
        rows = json.loads(body)
        end = rows.index([]) if [] in rows else len(rows)
        resume = rows[end + 1][0] if rows[end:] else None
        mementos = tuple(_mementos(rows[1:end], site))
    except (ValueError, TypeError, IndexError, AttributeError) as error:
        raise ListError(
            f"no list: {' '.join(body[:200].decode('utf-8', 'replace').split())}"
        ) from error
    return ListPage(mementos, resume)


def _mementos(rows: list[list[str]], site: Site) -> Iterator[Memento]:
    for timestamp, original in rows:
        number = item_id(original)
        if (
            number is not None
            and sites.of(original).name == site.name
            and re.fullmatch(r"\d{14}", timestamp)
        ):
            yield Memento(
                f"https://{ARCHIVE.host}/web/{timestamp}id_/{original}", number, timestamp
            )


def captured(response: Response) -> datetime | None:
    """When the capture that is the answer was made; None = the answer is the archive's own, not a
    capture."""
    stated = (response.headers.get("Memento-Datetime") or b"").decode("latin-1")
    try:
        return parsedate_to_datetime(stated).astimezone(UTC)
    except (TypeError, ValueError):
        return None


class MementoRecorder(Recorder):
    """Keeps an answer that is a capture under the address and time that were captured; where it
    came from with it."""

    origin: SiteOrigin

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The mirror is that of the spider."""
        made = super().from_crawler(crawler)
        made.origin = crawler.spider.origin  # type: ignore[union-attr]
        return made

    def exchange(self, request: Request, response: Response) -> Exchange:
        """What went over the wire."""
        exchange = super().exchange(request, response)
        source = self.origin.kept(request.url)
        time, asked = captured(response), _REPLAY.fullmatch(source)
        if time is None or asked is None or response.status != 200:
            return exchange
        return replace(exchange, url=asked[2], time=time, source=(source, exchange.time))


class Restraint(Patience):
    """Waits long where connections are refused, and ends the run where patience does not help.

    The archive refuses the connections of who asked too fast, for an hour and more, and longer each
    time.
    """

    refused_s: float
    busy = 0  #: answers in a row that were none, second tries left out

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """From one more setting."""
        made = super().from_crawler(crawler)
        made.refused_s = crawler.settings.getfloat("ARSIP_WAYBACK_REFUSED_S")
        return made

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
            self.busy = self.busy + 1 if result.status >= 500 else 0
            if result.status == 429 or self.busy >= _BUSY_LIMIT:
                self._stop(
                    "blocked", f"HTTP {result.status}: the Wayback Machine is busy; run again later"
                )
        return result

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Try again after a failure of the network."""
        refused = isinstance(exception, DownloadConnectionRefusedError)
        if refused and request.meta.get("retry_times", 0) >= self._times:
            self._stop(
                "network", "the Wayback Machine refuses connections; run again in some hours"
            )
        elif refused:
            logger.warning(
                "the Wayback Machine refuses connections; waiting %.0f s", self.refused_s
            )
            await self._sleep(self.refused_s)
        return await super().process_exception(request, exception)


class SameArchive(SameSite):
    """Follows redirects within the archive only: to the capture nearest in time."""

    @staticmethod
    def origin(crawler: Crawler) -> SiteOrigin:
        """The archive, or its mirror, as the spider was told."""
        origin: SiteOrigin = crawler.spider.origin  # type: ignore[union-attr]
        return origin


class SaveMementosPipeline(SavePipeline):
    """A capture that is no item says nothing about the site, and is not asked for again: another
    one may be good."""

    async def _not_read(self, address: Address, error: ReadError | Refused) -> None:
        await self._noted(
            Missed(address, Visit(State.EXCLUDED, " ".join(str(error).split())[:300]))
        )

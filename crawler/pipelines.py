"""From a fetched page to rows; an address is settled in the same transaction as its record."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive import keys
from archive.article import Capture, NotAnItem, Page, ReadError
from archive.store.addresses import Address, State, Visit
from archive.store.results import Refused
from archive.store.runs import RunCount
from crawler import verdicts
from crawler.extensions import ArchiveExtension
from crawler.journal import StorageError
from crawler.page_writes import PageWrite
from crawler.session import CrawlSession

logger = logging.getLogger("arsip")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page that came, to be understood."""

    address: Address
    page: Page
    visit: Visit
    capture: Capture


@dataclass(frozen=True, slots=True)
class Missed:
    """A visit that brought no page."""

    address: Address
    visit: Visit
    network: bool = False  #: the way to the server failed, not the address


class SavePipeline:
    """Has pages understood by the readers, and writes what they say."""

    def __init__(self, archive: ArchiveExtension) -> None:
        self._archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Keep in the archive of this crawler."""
        return cls(ArchiveExtension.of(crawler))

    @property
    def _session(self) -> CrawlSession:
        return self._archive.session

    async def process_item(self, item: Any) -> Any:
        """Settle the address of the item, whatever came; without a session items pass."""
        if not self._archive.recording:
            return item
        try:
            if isinstance(item, Fetched):
                await self._kept(item)
            else:
                await self._noted(item)
        except StorageError as error:
            self._archive.stop("storage", str(error))
            raise DropItem("not kept", log_level="DEBUG") from error
        except Exception as error:
            # a fault of arsip: it would only be met again with the next page
            self._archive.stop("error", f"{item.address.url}: {type(error).__name__}: {error}")
            raise
        finally:
            self._session.done(item.address)
        return item

    async def _kept(self, item: Fetched) -> None:
        address = item.address
        now = self._session.clock()
        try:
            read = await self._session.archive.readers.read(item.page)
        except ReadError as error:
            return await self._not_read(address, error)
        self._archive.judged(State.FETCHED)
        visit = _of_item(item, read.id)
        seen = item.capture.time
        if self._session.store.is_ahead(seen):
            logger.warning("%s: dated %s, after the clock: it orders nothing", address.url, seen)
        write_all = self._session.archive.pages.write_all
        page = PageWrite(read, item.capture, address, visit, self._session.frontier, now)
        try:
            outcome = await self._session.journal.add_to(write_all, page)
        except Refused as error:
            return await self._not_read(address, error)
        self._session.counts[outcome] += 1
        return None

    async def _not_read(self, address: Address, error: ReadError | Refused) -> None:
        """A page that is no item, or that the reader or the database cannot take; its bytes are
        kept all the same."""
        visit = verdicts.of_page(error, address.attempts + 1, self._session.clock())
        if not isinstance(error, NotAnItem):
            logger.warning("%s: %s", address.url, visit.reason)
        await self._noted(Missed(address, visit))

    async def _noted(self, item: Missed) -> None:
        address = item.address
        visit = item.visit
        now = self._session.clock()
        self._archive.judged(visit.state, visit.reason, network=item.network)

        def write() -> None:
            self._session.frontier.settle(address, visit, now=now)
            if visit.state is State.GONE and address.id is not None:
                self._session.store.articles.gone(address.id, seen=now)

        await self._session.journal.add(write)
        if visit.state is State.FETCHED:
            self._session.counts[RunCount.SAME] += 1
        else:
            self._session.counts[visit.state] += 1


def _of_item(item: Fetched, found: int) -> Visit:
    """Settle an address that leads to another item: it is no item of its own. A copy on a host that
    is not known has the number of its original; an id below 0 names none."""
    if found < 0 or item.address.id is None:
        return item.visit
    if keys.same_number(found, item.address.id):
        return item.visit
    return Visit(State.EXCLUDED, f"leads to item {keys.written(found)}")

"""A WARC file cut into parts: what each record is, as far as its headers and its status line
tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from archive import sites
from archive.urls import item_number
from archive.warc import Damage, Location, WarcRecord, bounds, reader
from archive.warc.message import status_of
from archive.warc.reader import OWN, TOLERANT
from archive.warc.record import START

_TYPES = ("response", "revisit", "resource", "conversion")
_PAGES = (200, 203)
#: What a part may hold: tasks for the readers, their bytes, records in all.
_MOST_TASKS = 32
_MOST_BYTES = 2_000_000
_MOST_RECORDS = 2_000


@dataclass(frozen=True, slots=True)
class Origin:
    """What a record says of itself, and where it lies."""

    url: str
    time: datetime  #: aware, UTC
    status: int  #: of HTTP; 200 for a record that holds a page without HTTP headers
    digest: str | None  #: of the payload; None = none recorded
    place: Location
    length: int  #: as in `WarcRecord`
    record: str  #: WARC-Record-ID; "" = none


@dataclass(frozen=True, slots=True)
class PageCapture:
    """A capture of an address of an item whose payload is to be read."""

    origin: Origin
    type: str  #: of the record
    block: bytes
    content_type: str | None  #: of a record that is no HTTP response; None = none


@dataclass(frozen=True, slots=True)
class StatusCapture:
    """A capture that says nothing but its status: a redirect, an error, a "not modified", half a
    page."""

    origin: Origin
    refers: str | None = None  #: of a "not modified": id of the record that it refers to
    cut: bool = False  #: the page is known not to be whole


@dataclass(frozen=True, slots=True)
class Revisit:
    """A capture whose payload lies in another record."""

    origin: Origin
    refers: str  #: that record's id; "" = not told
    url: str | None  #: its address; None = not told
    time: datetime | None  #: its date; None = not told


@dataclass(slots=True)
class Batch:
    """A stretch of a file; written in one transaction."""

    begin: Location
    end: Location  #: where the next part begins
    records: list[PageCapture | StatusCapture | Revisit | Damage] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    tasks: list[PageCapture] = field(default_factory=list)  #: those of the records to be read
    task_bytes: int = 0  #: of the pages to be read

    def add(self, record: PageCapture | StatusCapture | Revisit | Damage) -> None:
        """Take a record, behind those that are in it."""
        self.records.append(record)
        if isinstance(record, PageCapture):
            self.tasks.append(record)
            self.task_bytes += len(record.block)

    def is_full(self) -> bool:
        """True when it is time to begin another batch."""
        return (
            len(self.tasks) >= _MOST_TASKS
            or self.task_bytes >= _MOST_BYTES
            or len(self.records) >= _MOST_RECORDS
            or self.counts["read"] >= _MOST_RECORDS
        )


@dataclass(frozen=True, slots=True)
class ImportFilter:
    """Which captures count."""

    sites: frozenset[str]  #: names; what lies on other hosts is counted only
    everything: bool = False  #: our own captures: every host, and also what is no item

    @property
    def all_sites(self) -> bool:
        """True where no known site is left out."""
        return self.everything or self.sites >= sites.SITES.keys()

    def takes(self, url: str) -> bool:
        """True for an address on one of the sites."""
        return self.everything or sites.of(url).name in self.sites

    def wants(self, headers: dict[str, str]) -> bool:
        """True where the block of a record is to be read."""
        if headers.get("warc-type", "").lower() not in _TYPES:
            return False
        url = headers.get("warc-target-uri", "").strip("<>")
        return self.everything or (item_number(url) is not None and self.takes(url))


def parts(raw: BinaryIO, selection: ImportFilter, start: Location = START) -> Iterator[Batch]:
    """The parts of a file from `start` on; the last one ends where the file does."""
    part = Batch(start, start)
    way = OWN if selection.everything else TOLERANT
    for found in reader.records(raw, selection.wants, start, way):
        if isinstance(found, Damage):
            part.add(found)
            part.counts["damaged"] += 1
            continue
        part.end = found.following
        _sort(found, selection, part)
        if part.is_full():
            yield part
            part = Batch(part.end, part.end)
    part.end = Location(raw.seek(0, 2))
    yield part


def _sort(found: WarcRecord, selection: ImportFilter, part: Batch) -> None:
    if found.type not in _TYPES:
        return
    if found.type == "resource" and not found.url.lower().startswith("http"):
        return
    part.counts["read"] += 1
    if not selection.takes(found.url):
        part.counts["other hosts"] += 1
    elif found.passed_over:
        part.counts["not items"] += 1
    else:
        try:
            part.add(_record(found, found.block))
        except ValueError as error:
            part.counts["damaged"] += 1
            place = found.place
            part.add(Damage(place.offset, found.length, str(error), place.within))


def _record(found: WarcRecord, block: bytes) -> PageCapture | StatusCapture | Revisit:
    headers = found.headers
    status = 200 if found.type in ("resource", "conversion") else _status(block)
    time = bounds.moment(headers.get("warc-date", ""))
    origin = Origin(
        found.url, time, status, headers.get("warc-payload-digest"), found.place,
        found.length, headers.get("warc-record-id", ""),
    )  # fmt: skip
    refers = headers.get("warc-refers-to")
    if found.type == "revisit" and status in _PAGES:
        uri = headers.get("warc-refers-to-target-uri")
        date = _date_or_none(headers.get("warc-refers-to-date", ""))
        return Revisit(origin, refers or "", uri and uri.strip("<>"), date)
    if "warc-truncated" in headers:
        return StatusCapture(origin, refers, cut=status in _PAGES)
    if found.type == "revisit" or status not in _PAGES or item_number(found.url) is None:
        return StatusCapture(origin, refers)
    return PageCapture(origin, found.type, block, headers.get("content-type"))


def _status(block: bytes) -> int:
    """The status of a response; a revisit without HTTP headers counts as one of a page."""
    if not block.strip():
        return 200
    status = status_of(block)
    if not status:
        raise ValueError("no HTTP response in the record")
    return status


def _date_or_none(text: str) -> datetime | None:
    """A date that only helps to find a record; None = there is none, or it is impossible."""
    try:
        return bounds.moment(text)
    except ValueError:
        return None

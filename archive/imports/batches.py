"""A WARC file cut into parts: what each record is, as far as its headers and its status line
tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

from archive import sites
from archive.urls import item_id
from archive.warc import tolerant
from archive.warc.tolerant import START, Location, TolerantDamage, TolerantRecord

_TYPES = ("response", "revisit", "resource", "conversion")
_PAGES = (200, 203)
#: What a part may hold: tasks for the readers, their bytes, records in all.
_MOST_TASKS, _MOST_BYTES, _MOST_RECORDS = 32, 2_000_000, 2_000


@dataclass(frozen=True, slots=True)
class Origin:
    """What a record says of itself, and where it lies."""

    url: str
    time: datetime  #: aware, UTC
    status: int  #: of HTTP; 200 for a record that holds a page without HTTP headers
    digest: str | None  #: of the payload; None = none recorded
    place: Location
    length: int  #: as in `TolerantRecord`
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
    records: list[PageCapture | StatusCapture | Revisit | TolerantDamage] = field(
        default_factory=list
    )
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def tasks(self) -> list[PageCapture]:
        """What the readers are to read, in order."""
        return [record for record in self.records if isinstance(record, PageCapture)]

    def is_full(self) -> bool:
        """Whether it is time for another."""
        tasks = self.tasks
        size = sum(len(task.block) for task in tasks)
        return (
            len(tasks) >= _MOST_TASKS or size >= _MOST_BYTES or self.counts["read"] >= _MOST_RECORDS
        )


@dataclass(frozen=True, slots=True)
class ImportFilter:
    """Which captures count."""

    sites: frozenset[str]  #: names; what lies on other hosts is counted only
    everything: bool = False  #: our own captures: every host, and also what is no item

    @property
    def all_sites(self) -> bool:
        """Whether no known site is left out."""
        return self.everything or self.sites >= sites.SITES.keys()

    def takes(self, url: str) -> bool:
        """Whether an address lies on one of the sites."""
        return self.everything or sites.of(url).name in self.sites

    def wants(self, headers: dict[str, str]) -> bool:
        """Whether the block of a record is to be read."""
        if headers.get("warc-type", "").lower() not in _TYPES:
            return False
        url = headers.get("warc-target-uri", "").strip("<>")
        return self.everything or (item_id(url) is not None and self.takes(url))


def parts(raw: BinaryIO, selection: ImportFilter, start: Location = START) -> Iterator[Batch]:
    """The parts of a file from `start` on; the last one ends where the file does."""
    part = Batch(start, start)
    for found in tolerant.records(raw, selection.wants, start):
        if isinstance(found, TolerantDamage):
            part.records.append(found)
            part.counts["damaged"] += 1
            continue
        part.end = found.following
        _sort(found, selection, part)
        if part.is_full():
            yield part
            part = Batch(part.end, part.end)
    part.end = Location(raw.seek(0, 2))
    yield part


def _sort(found: TolerantRecord, selection: ImportFilter, part: Batch) -> None:
    if found.type not in _TYPES or (found.type == "resource" and not found.url.startswith("http")):
        return
    part.counts["read"] += 1
    if not selection.takes(found.url):
        part.counts["other hosts"] += 1
    elif found.block is None:
        part.counts["not items"] += 1
    else:
        try:
            part.records.append(_record(found, found.block))
        except ValueError as error:
            part.counts["damaged"] += 1
            part.records.append(
                TolerantDamage(
                    found.place.offset, found.length, str(error), found.place.within or 0
                )
            )


def _record(found: TolerantRecord, block: bytes) -> PageCapture | StatusCapture | Revisit:
    headers = found.headers
    status = 200 if found.type in ("resource", "conversion") else _status(block)
    origin = Origin(
        found.url, _time(headers.get("warc-date", "")), status, headers.get("warc-payload-digest"), found.place,
        found.length, headers.get("warc-record-id", ""),
    )  # fmt: skip
    refers = headers.get("warc-refers-to")
    if found.type == "revisit" and status in _PAGES:
        date = headers.get("warc-refers-to-date")
        uri = headers.get("warc-refers-to-target-uri")
        return Revisit(origin, refers or "", uri and uri.strip("<>"), _time(date) if date else None)
    if "warc-truncated" in headers:
        return StatusCapture(origin, refers, cut=status in _PAGES)
    if found.type == "revisit" or status not in _PAGES or item_id(found.url) is None:
        return StatusCapture(origin, refers)
    return PageCapture(origin, found.type, block, headers.get("content-type"))


def _status(block: bytes) -> int:
    """The status of a response; a revisit may have no HTTP headers: then it is one of a page."""
    words = block[:64].split(None, 2)
    if not words:
        return 200
    if len(words) > 1 and words[0].startswith(b"HTTP/") and words[1].isdigit():
        return int(words[1])
    raise ValueError("no HTTP response in the record")


def _time(text: str) -> datetime:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"WARC-Date {text!r} is no time") from None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)

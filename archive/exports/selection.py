"""The captures that go to other tools: chosen from the archive, and read from the files that hold
them, our own and those of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from archive import sites, warc
from archive.article import Capture, ReadError
from archive.imports import sources
from archive.imports.sources import Source
from archive.store.captures import Captures, StoredCapture
from archive.warc import Damage, Location, WarcError, WarcRecord, reader

#: Why captures are left out. A 304 has nothing to show: a tool that finds it nearest shows an empty
#: page.
NOT_MODIFIED = "said that nothing had changed (304)"
NO_ORIGINAL = "repeat a record that the archive does not hold"
DAMAGED = "cannot be read"
MOVED = "lie in a file that is not where it was imported from"
NO_PLACE = "lie where an index cannot point ('arsip export warc' copies them)"

_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class CaptureFilter:
    """Which captures are wanted; what is not given does not narrow it."""

    site: str | None = None  #: name of the site
    since: date | None = None  #: captured on this day or later, UTC
    until: date | None = None  #: captured on this day or earlier, UTC
    ids: frozenset[int] = frozenset()  #: of items, whatever their slugs

    def holds(self, stored: StoredCapture) -> bool:
        """True for a capture that is wanted."""
        capture = stored.capture
        day = capture.time.date()
        return (
            (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and (not self.ids or stored.item in self.ids)
            and (self.site is None or sites.of(capture.url).name == self.site)
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """Captures that are wanted and left out."""

    why: str  #: one of the reasons above
    what: str  #: the capture, record or file, in words
    count: int = 1  #: of captures


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """A capture with its record."""

    capture: Capture
    record: WarcRecord
    source: Source | None = None  #: the file of others that holds it; None = one of our own
    data: bytes = b""  #: of others: the record as it lies there; b"" = it shares a packed member

    @property
    def has_place(self) -> bool:
        """True where an index can point to the record where it lies."""
        if self.source is None:
            return True
        return self.source.entry is None and self.data[:4] not in (b"", _ZSTD)


def choose(captures: Captures, wanted: CaptureFilter) -> Iterator[StoredCapture | Skipped]:
    """The captures that are wanted and the originals of their revisits, file by file, in order of
    offset."""
    originals = {
        stored.refers
        for stored in captures.stored()
        if wanted.holds(stored) and stored.refers and not _is_not_modified(stored)
    }
    for stored in captures.stored():
        if stored.record in originals:
            originals.remove(stored.record)
            yield stored
        elif wanted.holds(stored) and _is_not_modified(stored):
            yield Skipped(NOT_MODIFIED, stored.capture.url)
        elif wanted.holds(stored):
            yield stored
    for original in originals:
        yield Skipped(NO_ORIGINAL, str(original))


def read(
    chosen: Iterable[StoredCapture | Skipped], folder: Path
) -> Iterator[CaptureRecord | Skipped]:
    """Each capture with its record; what cannot be read is left out. `folder` holds the captures of
    our own."""
    for source, group in groupby(chosen, key=_source):
        if source is not None:
            yield from _of_others(source, [each for each in group if not isinstance(each, Skipped)])
            continue
        for each in group:
            yield each if isinstance(each, Skipped) else _of_ours(each, folder)


def with_place(found: Iterable[CaptureRecord | Skipped]) -> Iterator[CaptureRecord | Skipped]:
    """Those to which an index can point where they lie; the others are left out."""
    for each in found:
        if isinstance(each, CaptureRecord) and not each.has_place:
            yield Skipped(NO_PLACE, f"{each.source}@{each.capture.offset}")
        else:
            yield each


def _is_not_modified(stored: StoredCapture) -> bool:
    return stored.capture.status == 304


def _of_ours(stored: StoredCapture, folder: Path) -> CaptureRecord | Skipped:
    try:
        return CaptureRecord(stored.capture, warc.read(folder, stored.capture))
    except WarcError as error:
        return Skipped(DAMAGED, str(error))


def _source(each: StoredCapture | Skipped) -> Source | None:
    """The file of others that holds a capture; None = it is one of our own, or left out."""
    if isinstance(each, Skipped) or each.path is None:
        return None
    return sources.noted(each.path, each.capture.file)


def _of_others(source: Source, chosen: list[StoredCapture]) -> Iterator[CaptureRecord | Skipped]:
    try:
        raw = sources.open_raw(source)
    except ReadError as error:
        yield Skipped(MOVED, str(error), len(chosen))
        return
    with closing(raw):
        for _, group in groupby(chosen, key=lambda stored: stored.capture.offset):
            yield from _in_member(source, raw, list(group))


def _in_member(
    source: Source, raw: BinaryIO, chosen: list[StoredCapture]
) -> Iterator[CaptureRecord | Skipped]:
    """The captures of one packed member, or of one place in a file that is not packed."""
    left = {(stored.within, stored.record): stored for stored in chosen}
    ids = {stored.record for stored in chosen}
    offset = chosen[0].capture.offset
    start = Location(offset, chosen[0].within)
    why = MOVED

    def is_wanted(headers: dict[str, str]) -> bool:
        return headers.get("warc-record-id", "") in ids

    for found in reader.records(raw, is_wanted, start):
        if isinstance(found, Damage):
            why = DAMAGED
            continue
        if found.offset != offset:
            break
        stored = left.pop((found.place.within, found.header("WARC-Record-ID") or ""), None)
        if stored is None:
            continue
        yield _found(source, raw, stored, found)
        if not left or found.place.within is None:
            break
    for stored in left.values():
        yield Skipped(why, f"{source}@{offset}: no record {stored.record}")


def _found(
    source: Source, raw: BinaryIO, stored: StoredCapture, found: WarcRecord
) -> CaptureRecord | Skipped:
    if found.type == "revisit" and not stored.refers:
        return Skipped(NO_ORIGINAL, f"{stored.capture.url} of {stored.capture.time:%Y-%m-%d}")
    data = b""
    if found.place.within is None:
        raw.seek(found.offset)
        data = raw.read(found.length)
    return CaptureRecord(stored.capture, found, source, data)

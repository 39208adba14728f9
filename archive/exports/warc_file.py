"""Captures for tools that replay: chosen from the archive, read strictly, copied into a WARC that
stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from archive import sites, warc
from archive.article import Capture
from archive.imports.works import on_disk
from archive.store import Store
from archive.urls import item_id
from archive.warc import Kept, WarcError, WarcRecord
from archive.warc.record import member, new_id

#: Why captures are left out. A 304 has nothing to show: a tool that finds it nearest shows an empty
#: page.
NOT_MODIFIED = "said that nothing had changed (304)"
NO_ORIGINAL = "repeat a record that the archive does not hold"
DAMAGED = "cannot be read"
MOVED = "are no more where they were imported from"
NOT_ALONE = "lie in imported files that are not packed with gzip, record by record"
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class CaptureFilter:
    """Which captures are wanted; what is not given does not narrow it."""

    site: str | None = None  #: name of the site
    since: date | None = None  #: captured on this day or later, UTC
    until: date | None = None  #: captured on this day or earlier, UTC
    ids: frozenset[int] = frozenset()  #: numbers of items, whatever their slugs

    def holds(self, capture: Capture) -> bool:
        """Whether a capture is one of them."""
        day = capture.time.date()
        return (
            (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
            and (not self.ids or item_id(capture.url) in self.ids)
            and (self.site is None or sites.of(capture.url).name == self.site)
        )


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something wanted that is left out."""

    why: str  #: `NOT_MODIFIED`, `NO_ORIGINAL`, `DAMAGED`, `MOVED` or `NOT_ALONE`
    what: str  #: the capture or record, in words


@dataclass(frozen=True, slots=True)
class HeldCapture:
    """A capture that the database lists, and where its file is."""

    kept: Kept
    folder: Path | None  #: None = its record cannot be copied as it lies
    imported: bool = False  #: it lies in a file of others


@dataclass(frozen=True, slots=True)
class CaptureRecord:
    """A capture with its record."""

    capture: Capture
    record: WarcRecord
    path: Path  #: the file that holds it


def choose(store: Store, folder: Path, selection: CaptureFilter) -> Iterator[HeldCapture | Skipped]:
    """The captures of a selection and the originals of its revisits, our own (in `folder`) and
    imported ones, file by file, in order of offset."""
    wanted = (held.kept for held in _held(store, folder) if selection.holds(held.kept.capture))
    originals = {kept.refers for kept in wanted if kept.refers and not _not_modified(kept)}
    for held in _held(store, folder):
        capture, record = held.kept.capture, held.kept.record
        if record not in originals and not selection.holds(capture):
            continue
        if record not in originals and _not_modified(held.kept):
            yield Skipped(NOT_MODIFIED, capture.url)
        elif held.folder is None:
            yield Skipped(NOT_ALONE, f"{capture.file}@{capture.offset}")
        else:
            yield held
        originals.discard(record)
    yield from (Skipped(NO_ORIGINAL, record) for record in sorted(originals))


def _held(store: Store, folder: Path) -> Iterator[HeldCapture]:
    for kept in store.captures.kept():
        yield HeldCapture(kept, folder)
    for kept, path, alone in store.imports.kept():
        yield HeldCapture(kept, on_disk(path).parent if alone else None, imported=True)


def read(chosen: Iterable[HeldCapture | Skipped]) -> Iterator[CaptureRecord | Skipped]:
    """Each capture with its record; what is damaged or has moved is left out."""
    for each in chosen:
        if isinstance(each, Skipped):
            yield each
            continue
        if each.folder is None:
            continue
        capture = each.kept.capture
        path = warc.locate(each.folder, capture.file)
        if each.imported and not path.exists():
            yield Skipped(MOVED, str(each.folder / capture.file))
            continue
        if each.imported and not _is_gzip(path, capture.offset):  # plain, or zstd
            yield Skipped(NOT_ALONE, f"{path}@{capture.offset}")
            continue
        try:
            yield CaptureRecord(capture, warc.read(each.folder, capture), path)
        except WarcError as error:
            yield Skipped(DAMAGED, str(error))


def copy(found: Iterable[CaptureRecord], out: BinaryIO, name: str) -> Iterator[CaptureRecord]:
    """Copy records with their requests and the warcinfo of their files into a WARC file called
    `name`, byte for byte.

    Gives each with its new place; `out` is positioned where the first of them is to go.
    """
    source: Path | None = None
    for each in found:
        path = each.path
        if path != source:
            source = path
            _append(out, path, _at(path, 0, "warcinfo"))
        offset = out.tell()
        _append(out, path, each.record)
        request = _at(path, each.capture.offset + each.capture.length, "request")
        if request and request.header("WARC-Concurrent-To") == each.record.header("WARC-Record-ID"):
            _append(out, path, request)
        yield replace(each, capture=replace(each.capture, file=name, offset=offset))


def warcinfo(name: str, info: Mapping[str, str], now: datetime) -> bytes:
    """The record that opens an exported file, as one gzip member."""
    headers: list[tuple[str, str | None]] = [
        ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
    ]
    block = "".join(f"{name}: {value}\r\n" for name, value in info.items())
    return member("warcinfo", new_id(), now, headers, block.encode())


def _not_modified(kept: Kept) -> bool:
    return kept.capture.status == 304


def _is_gzip(path: Path, offset: int) -> bool:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(len(_GZIP)) == _GZIP


def _at(path: Path, offset: int, kind: str) -> WarcRecord | None:
    """The record at an offset; None = there is none, or it is another kind."""
    found = next(warc.records(path, offset), None)
    return (
        found
        if isinstance(found, WarcRecord) and found.offset == offset and found.type == kind
        else None
    )


def _append(out: BinaryIO, path: Path, record: WarcRecord | None) -> None:
    if record:
        with path.open("rb") as file:
            file.seek(record.offset)
            out.write(file.read(record.length))

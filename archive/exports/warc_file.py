"""A WARC file that stands alone, copied from the captures of the archive."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from archive import warc
from archive.article import ReadError
from archive.exports.selection import CaptureRecord
from archive.imports import sources
from archive.imports.sources import Source
from archive.warc import WarcRecord, reader
from archive.warc.packing import UnpackError
from archive.warc.reader import MalformedRecord
from archive.warc.record import START, member, new_id

_GZIP = b"\x1f\x8b"
#: What `member` writes itself.
_OWN_HEADERS = (
    "warc-type", "warc-record-id", "warc-date", "warc-block-digest", "content-length",
)  # fmt: skip
_CAPITALS = {"warc": "WARC", "id": "ID", "uri": "URI", "ip": "IP"}


def copy(
    found: Iterable[CaptureRecord], folder: Path, out: BinaryIO, name: str
) -> Iterator[CaptureRecord]:
    """Copy records with the warcinfo of their files, our own also with their requests, into a WARC
    file called `name`: byte for byte, but for what does not lie alone in a gzip member.

    Gives each with its new place; `out` is positioned where the first of them is to go.
    """
    last: tuple[Source | None, str] | None = None
    for each in found:
        file = (each.source, each.capture.file)
        if file != last:
            out.write(_opening(each, folder))
            last = file
        offset = out.tell()
        out.write(_member(each, folder))
        length = out.tell() - offset
        if each.source is None:
            out.write(_request(each, folder))
        place = replace(each.capture, file=name, offset=offset, length=length)
        yield replace(each, capture=place)


def warcinfo(name: str, info: Mapping[str, str], now: datetime) -> bytes:
    """The record that opens an exported file, as one gzip member."""
    headers: list[tuple[str, str | None]] = [
        ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
    ]
    block = "".join(f"{name}: {value}\r\n" for name, value in info.items())
    return member("warcinfo", new_id(), now, headers, block.encode())


def _opening(each: CaptureRecord, folder: Path) -> bytes:
    """The warcinfo record of the file that holds a capture, as one gzip member; b"" where it has
    none."""
    if each.source is None:
        path = warc.locate(folder, each.capture.file)
        info = _at(path, 0, "warcinfo")
        return b"" if info is None else _bytes(path, info.offset, info.length)
    try:
        with closing(sources.open_raw(each.source)) as raw:
            info = reader.at(raw, START)
    except (ReadError, OSError, UnpackError, MalformedRecord):
        return b""
    return _packed(info, each.capture.time) if info.type == "warcinfo" else b""


def _member(each: CaptureRecord, folder: Path) -> bytes:
    """A record as one gzip member: its own, where it is one that any tool reads."""
    if each.source is None:
        path = warc.locate(folder, each.capture.file)
        return _bytes(path, each.capture.offset, each.capture.length)
    if each.data.startswith(_GZIP) and _is_strict(each.data):
        return each.data
    return _packed(each.record, each.capture.time)


def _is_strict(data: bytes) -> bool:
    """True where these bytes are exactly one record in one gzip member."""
    found = list(reader.records(io.BytesIO(data), way=reader.Way(strict=True)))
    return len(found) == 1 and isinstance(found[0], WarcRecord)


def _packed(record: WarcRecord, time: datetime) -> bytes:
    """A record as a gzip member of its own."""
    headers: list[tuple[str, str | None]] = [
        (_title(name), value) for name, value in record.headers.items() if name not in _OWN_HEADERS
    ]
    name = record.header("WARC-Record-ID") or new_id()
    return member(record.type, name, time, headers, record.block)


def _title(name: str) -> str:
    """The name of a header as it is usually written: WARC-Target-URI."""
    return "-".join(_CAPITALS.get(part, part.capitalize()) for part in name.split("-"))


def _request(each: CaptureRecord, folder: Path) -> bytes:
    """The request that lies behind a record; b"" where none does."""
    path = warc.locate(folder, each.capture.file)
    request = _at(path, each.capture.offset + each.capture.length, "request")
    if request is None:
        return b""
    if request.header("WARC-Concurrent-To") != each.record.header("WARC-Record-ID"):
        return b""
    return _bytes(path, request.offset, request.length)


def _at(path: Path, offset: int, kind: str) -> WarcRecord | None:
    """The record at an offset; None = there is none, or it is another kind."""
    found = next(warc.records(path, offset), None)
    if isinstance(found, WarcRecord) and found.offset == offset and found.type == kind:
        return found
    return None


def _bytes(path: Path, offset: int, length: int) -> bytes:
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(length)

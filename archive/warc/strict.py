"""Reading our captures strictly: a record is whole and its digests match, or it is named as
damaged."""

from __future__ import annotations

import mmap
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.article import Capture, Page
from archive.warc.message import Message
from archive.warc.record import WarcError, WarcRecord, parse
from archive.warc.write import OPEN

_MAGIC = b"\x1f\x8b\x08"
_STEP = 1 << 16
_Bytes = bytes | mmap.mmap


@dataclass(frozen=True, slots=True)
class Damage:
    """A range of bytes in a file that is no good record."""

    file: str
    offset: int
    length: int  #: bytes up to the next good record, or to the end
    what: str
    tail: bool  #: no good record follows: what a crash leaves behind, and `recover` takes away

    def __str__(self) -> str:
        return f"{self.file}@{self.offset}: {self.length:,} bytes: {self.what}"


def read(folder: Path, capture: Capture) -> WarcRecord:
    """The record of a capture; `WarcError` where file, length or digests are not as the capture
    says."""
    where = f"{folder / capture.file}@{capture.offset}"
    try:
        with locate(folder, capture.file).open("rb") as file:
            file.seek(capture.offset)
            data = file.read(capture.length)
        if len(data) < capture.length:
            raise ValueError(f"{len(data):,} of {capture.length:,} bytes")
        return _record(data, 0, capture.offset, capture.length)
    except (OSError, ValueError) as error:
        words = error.strerror if isinstance(error, OSError) else str(error)
        raise WarcError(f"{where}: {words}; run 'arsip verify' to see what is damaged") from error


def capture(record: WarcRecord, file: str) -> Capture:
    """Where a response or revisit record lies, told by itself."""
    status = Message.parse(record.block).status
    time = datetime.fromisoformat(record.header("WARC-Date") or "")
    payload = record.header("WARC-Payload-Digest")
    return Capture(
        record.header("WARC-Target-URI") or "",
        time,
        status,
        payload,
        file,
        record.offset,
        record.length,
    )


def page(record: WarcRecord, capture: Capture | None) -> Page:
    """The page in a response record, its encodings undone; `MessageError` where it has none."""
    message = Message.parse(record.block)
    seen = capture.time if capture else None
    url = record.header("WARC-Target-URI") or ""
    return Page(message.content(), url, message.header("Content-Type"), seen, capture)


def records(path: Path, start: int = 0) -> Iterator[WarcRecord | Damage]:
    """Every good record of a file in order from an offset on, and every damaged range between them;
    streamed."""
    with _mapped(path) as data:
        position = start
        while position < len(data):
            try:
                record = _record(data, position, position, None)
            except ValueError as error:
                following = _next_good(data, position)
                end = len(data) if following is None else following
                yield Damage(
                    path.name, position, end - position, str(error), tail=following is None
                )
                position = end
            else:
                yield record
                position += record.length


def check(path: Path) -> list[Damage]:
    """Every damaged range of a file; an empty list for a sound one."""
    return [found for found in records(path) if isinstance(found, Damage)]


def locate(folder: Path, name: str) -> Path:
    """Where a capture file lies, complete or still being written."""
    final = folder / name
    return final if final.exists() else folder / (name + OPEN)


def _record(data: _Bytes, start: int, offset: int, length: int | None) -> WarcRecord:
    """The record in the gzip member at `start`; `length` None = as long as it is."""
    inflater, parts, position = zlib.decompressobj(31), [], start
    try:
        while not inflater.eof and position < len(data):
            parts.append(inflater.decompress(data[position : position + _STEP]))
            position += _STEP
    except zlib.error as error:
        raise ValueError(str(error)) from None
    if not inflater.eof:
        raise ValueError(f"breaks off after {len(data) - start:,} bytes")
    found = min(position, len(data)) - len(inflater.unused_data) - start
    if length not in (None, found):
        raise ValueError(f"{found:,} of {length:,} bytes")
    return parse(b"".join(parts), offset, found)


def _next_good(data: _Bytes, position: int) -> int | None:
    while (position := data.find(_MAGIC, position + 1)) >= 0:
        try:
            _record(data, position, position, None)
        except ValueError:
            continue
        return position
    return None


@contextmanager
def _mapped(path: Path) -> Iterator[_Bytes]:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            yield b""
            return
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield data

"""Our own captures: read strictly, so that a record is whole and its digests match, or it is named
as damaged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from archive.article import Capture, Page
from archive.warc import reader
from archive.warc.bounds import moment
from archive.warc.message import Message, status_of
from archive.warc.packing import UnpackError
from archive.warc.reader import STRICT, MalformedRecord
from archive.warc.record import START, Damage, Location, WarcError, WarcRecord
from archive.warc.write import OPEN


def read(folder: Path, capture: Capture) -> WarcRecord:
    """The record of a capture; `WarcError` where file, length or digests are not as the capture
    says."""
    where = f"{folder / capture.file}@{capture.offset}"
    try:
        with locate(folder, capture.file).open("rb") as file:
            file.seek(capture.offset)
            data = file.read(capture.length)
        if len(data) < capture.length:
            raise MalformedRecord(f"{len(data):,} of {capture.length:,} bytes")
        found = reader.at(io.BytesIO(data), START, STRICT)
        if found.length < capture.length:
            raise MalformedRecord(f"{found.length:,} of {capture.length:,} bytes")
    except (OSError, MalformedRecord, UnpackError) as error:
        words = error.strerror if isinstance(error, OSError) else str(error)
        raise WarcError(f"{where}: {words}; run 'arsip verify' to see what is damaged") from error
    place = Location(capture.offset)
    return WarcRecord(found.headers, found.block, place, found.length, found.following)


def capture(record: WarcRecord, file: str) -> Capture:
    """The capture that a response or revisit record is, with the place where it lies; status 0 for
    a response without a status line."""
    return Capture(
        record.url,
        moment(record.header("WARC-Date") or ""),
        status_of(record.block),
        record.header("WARC-Payload-Digest"),
        file,
        record.offset,
        record.length,
    )


def page(record: WarcRecord, capture: Capture | None) -> Page:
    """The page in a response record, its encodings undone; `MessageError` where it has none."""
    message = Message.parse(record.block)
    seen = capture.time if capture else None
    return Page(message.content(), record.url, message.header("Content-Type"), seen, capture)


def records(path: Path, start: int = 0) -> Iterator[WarcRecord | Damage]:
    """Every good record of a file in order from an offset on, and every damaged range between them;
    streamed."""
    with path.open("rb") as file:
        yield from reader.records(file, start=Location(start), way=STRICT)


def check(path: Path) -> list[Damage]:
    """Every damaged range of a file; an empty list for a sound one."""
    return [found for found in records(path) if isinstance(found, Damage)]


def locate(folder: Path, name: str) -> Path:
    """Where a capture file lies, complete or still being written."""
    final = folder / name
    return final if final.exists() else folder / (name + OPEN)

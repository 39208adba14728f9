"""CDXJ: the index by which replay tools find a capture: a line a record, sorted, as cdxj-indexer
writes it."""

from __future__ import annotations

import heapq
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from tempfile import TemporaryFile

from archive.article import Capture
from archive.urls import surt
from archive.warc import Message, MessageError, WarcRecord, digest

_CHUNK = 200_000  # lines that are sorted in memory, some 60 MB
_END_OF_TYPE = re.compile(r"[;\s]")


def line(record: WarcRecord, capture: Capture) -> str:
    """What the index says of a response or revisit record, without the end of the line."""
    fields = {
        "url": capture.url,
        "mime": "warc/revisit" if record.type == "revisit" else _media_type(record),
        "status": str(capture.status),
        "digest": capture.digest or digest(record.payload),
        "length": str(capture.length),
        "offset": str(capture.offset),
        "filename": capture.file,
    }
    held = {name: value for name, value in fields.items() if value}
    return f"{surt(capture.url)} {capture.time:%Y%m%d%H%M%S} {json.dumps(held)}"


def in_order(lines: Iterable[str], *, chunk: int = _CHUNK) -> Iterator[str]:
    """The lines sorted, each once; what is more than a chunk waits in unnamed files."""
    source = iter(lines)
    last = None
    with ExitStack() as stack:
        parts: list[Iterable[str]] = []
        while part := sorted(f"{each}\n" for each in islice(source, chunk)):
            if len(part) == chunk:
                file = stack.enter_context(TemporaryFile("w+", encoding="utf-8"))
                file.writelines(part)
                file.seek(0)
                parts.append(file)
            else:
                parts.append(part)
        for each in heapq.merge(*parts):
            if each != last:
                yield each.removesuffix("\n")
            last = each


def _media_type(record: WarcRecord) -> str:
    """As the server declared it, or a record that holds a page without HTTP headers; "" = neither
    did."""
    if record.type == "resource":
        declared = record.header("Content-Type")
    else:
        try:
            declared = Message.parse(record.block).header("Content-Type")
        except MessageError:  # headers without an end
            declared = None
    return _END_OF_TYPE.split((declared or "").strip(), maxsplit=1)[0]

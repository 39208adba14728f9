"""The text of a sitemap or feed as it was served: unpacked and decoded in parts, never whole in
memory."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

from w3lib.encoding import read_bom, resolve_encoding

# it registers the way in which bytes that are no UTF-8 are read
import archive.reader.encoding  # noqa: F401

#: The sitemap protocol allows 50 MB when unpacked.
MAX_BYTES = 64 * 1024 * 1024

_PART = 65_536
_GZIP = b"\x1f\x8b"
_MOST_MEMBERS = 10_000  # a file has one, or one for each 64 KB
_LAYERS = 3  # packed by the site, again by its server, and once more on the way
_LABEL = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
# encodings of text that contain ASCII; Python knows others by name that are none, such as "hex"
_OF_TEXT = re.compile(r"(?:ascii|cp|iso8859|koi8|gb|big5|shift|euc|mac|tis|latin)")
_WITHOUT_BOM = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}


class SourceError(Exception):
    """A sitemap or feed that cannot be read to its end; the text says why. What came before it
    holds."""


def text_parts(body: bytes) -> Iterator[str]:
    """The text of a body in parts; raises `SourceError` where it breaks off or grows too large."""
    parts: Iterator[bytes] = (body[at : at + _PART] for at in range(0, len(body), _PART))
    for _ in range(_LAYERS):
        parts = _capped(_unpacked(parts))
    return _decoded(parts)


def _unpacked(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes unpacked where their first two are those of gzip; others unchanged."""
    start = _start(parts, len(_GZIP))
    whole = chain([start], parts)
    if start.startswith(_GZIP):
        return _inflated(whole)
    return whole


def _inflated(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The content of the members of a gzip file; what stands behind the last is no part of it."""
    inflater = zlib.decompressobj(31)
    members = 1
    for part in parts:
        rest = part
        while rest:
            if inflater.eof and not rest.startswith(_GZIP[:1]):
                return
            if inflater.eof:
                inflater = zlib.decompressobj(31)
                members += 1
            if members > _MOST_MEMBERS:
                raise SourceError(f"gzip of more than {_MOST_MEMBERS:,} members")
            before = inflater.copy()
            try:
                yield inflater.decompress(rest, _PART)
            except zlib.error as error:
                yield from _before_damage(before, rest)
                raise SourceError(f"gzip is damaged: {error}") from error
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    while not inflater.eof:
        data = inflater.decompress(b"", _PART)
        if not data:
            raise SourceError("gzip is damaged: it breaks off")
        yield data


def _before_damage(inflater: zlib._Decompress, data: bytes) -> Iterator[bytes]:
    """What can be unpacked of data that are damaged somewhere."""
    for at in range(len(data)):
        try:
            yield inflater.decompress(data[at : at + 1])
        except zlib.error:
            return


def _capped(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same, with an error where they grow too large."""
    left = MAX_BYTES
    for part in parts:
        left -= len(part)
        if left < 0:
            raise SourceError(f"more than {MAX_BYTES:,} bytes when unpacked")
        yield part


def _decoded(parts: Iterator[bytes]) -> Iterator[str]:
    """The text of bytes, in the encoding that their beginning tells of."""
    start = _start(parts, 1024)
    encoding, bom_bytes = _encoding(start)
    errors = "arsip_windows_1252" if encoding == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    yield decoder.decode(start[bom_bytes:])
    for part in parts:
        yield decoder.decode(part)
    yield decoder.decode(b"", final=True)


def _encoding(start: bytes) -> tuple[str, int]:
    """The encoding of a document, and the length of its byte order mark.

    UTF-8 where nothing is said, where the label is unknown, and where it could not have been read
    if it were right.
    """
    marked, bom = read_bom(start)
    if marked and bom:
        return marked, len(bom)
    if start[:2] in _WITHOUT_BOM:
        return _WITHOUT_BOM[start[:2]], 0
    label = _LABEL.match(start)
    named = resolve_encoding(label[1].decode("ascii")) if label else None
    if named is None or not _OF_TEXT.match(named):
        return "utf-8", 0
    return named, 0


def _start(parts: Iterator[bytes], size: int) -> bytes:
    """The first bytes, this many or a few more; fewer where there are no more."""
    start = b""
    while len(start) < size:
        part = next(parts, None)
        if part is None:
            break
        start += part
    return start

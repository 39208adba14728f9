"""Undoes the encodings of a body (chunks, gzip, zstd, deflate, brotli), whatever its labels say;
never gives half of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive.warc import bounds, packing
from archive.warc.packing import BreaksOff, UnpackError

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_TEXT = re.compile(rb"\s*<|\xef\xbb\xbf")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_LAYERS = 3  # packed twice is seen; more is no page
#: Declared types of what is read unpacked also where no label says that it is packed. Others may
#: be files that are gzip themselves, such as sitemaps.
_READ = ("", "text/html", "application/xhtml+xml", "text/plain")

_Headers = Iterable[tuple[str, str]]


class MessageError(ValueError):
    """The bytes are no HTTP response, or its body cannot be decoded; the text says which and
    why."""


class CutShort(MessageError):
    """A body that is known to be incomplete; the text says in what way."""


def content(body: bytes, headers: _Headers) -> bytes:
    """A body with chunks and compression undone; `CutShort` where it breaks off, `MessageError`
    where it is broken.

    A label that the body does not bear out is not believed: archives keep the headers of a server
    beside bodies that they have unpacked, and servers label wrongly.
    """
    held = list(headers)
    body, chunked = without_chunks(body, held)
    labels = _labels(held)
    kind = _kind(body, labels[-1:], held)
    mislabelled = not kind and labels[-1:] not in ([], ["identity"])
    if not chunked:
        _check_length(held, body, mislabelled=mislabelled)
    for _ in range(_LAYERS):
        if not kind:
            return body
        unpacked = _unpacked(body, kind)
        if unpacked is None:
            return body
        body = unpacked
        labels = labels[:-1]
        kind = _kind(body, labels[-1:], held)
    if kind:
        raise MessageError(f"packed more than {_LAYERS} times")
    return body


def without_chunks(body: bytes, headers: _Headers) -> tuple[bytes, bool]:
    """A body out of its chunks, and whether it was in any; `CutShort` where they break off."""
    coded = ",".join(_values(headers, "transfer-encoding")).lower()
    if "chunked" not in coded or not _CHUNK.match(body):
        return body, False
    parts: list[bytes] = []
    position = 0
    while chunk := _CHUNK.match(body, position):
        size = int(chunk[1], 16)
        if size == 0:
            return b"".join(parts), True
        end = chunk.end() + size
        parts.append(body[chunk.end() : end])
        line_end = _LINE_END.match(body, end)
        if line_end is None:
            break
        position = line_end.end()
    raise CutShort(f"chunked body breaks off at byte {position:,}")


def start(body: bytes, headers: _Headers) -> bytes:
    """The first 512 bytes of the content, as far as its encodings can be undone."""
    held = list(headers)
    begins = body[:4096]
    chunk = _CHUNK.match(begins)
    if chunk and "chunked" in ",".join(_values(held, "transfer-encoding")).lower():
        begins = begins[chunk.end() : chunk.end() + int(chunk[1], 16)]
    if _kind(begins, _labels(held)[-1:], held) in ("gzip", "zstd"):
        begins = packing.beginning(begins, 512)
    return begins[:512]


def _values(headers: _Headers, name: str) -> Iterator[str]:
    return (value for key, value in headers if key.lower() == name)


def _labels(headers: _Headers) -> list[str]:
    """The content encodings in the order in which they were applied, without their parameters."""
    named = ",".join(_values(headers, "content-encoding")).lower().split(",")
    labels = (label.partition(";")[0].strip() for label in named)
    return [label for label in labels if label]


def _check_length(headers: _Headers, body: bytes, *, mislabelled: bool) -> None:
    stated = bounds.length(next(_values(headers, "content-length"), ""))
    if stated is None or len(body) >= stated:
        return
    if not (mislabelled and body):  # that length is of the packed body, which is not here
        raise CutShort(f"{len(body):,} of {stated:,} bytes")


def _kind(body: bytes, label: list[str], headers: _Headers) -> str:
    """The packing of a body: as its first bytes say, else, where they leave it open, as labelled;
    "" = it is not packed."""
    kind = packing.kind_of(body)
    if kind:
        declared = next(_values(headers, "content-type"), "").partition(";")[0].strip().lower()
        return kind if label or declared in _READ else ""
    if label in (["br"], ["deflate"]) and body and not _TEXT.match(body):
        return label[0]
    return ""


def _unpacked(body: bytes, kind: str) -> bytes | None:
    """The unpacked body; None = it is plain text under a wrong label."""
    try:
        return packing.unpack(body, kind, bounds.LONGEST_PAGE)
    except UnpackError as error:
        if kind in ("br", "deflate") and _is_text(body):
            return None
        fault = CutShort if isinstance(error, BreaksOff) else MessageError
        raise fault(f"body: {error}") from None


def _is_text(body: bytes) -> bool:
    return _CONTROL.search(body[:512]) is None

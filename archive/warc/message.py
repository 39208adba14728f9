"""An HTTP response as its bytes: status, headers in their order, the body and what its encodings
hide."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

#: A body that grows beyond this when its encodings are undone is a bomb, bytes.
MAX_BODY_BYTES = 256 * 1024 * 1024

_NOT_HTML = (
    (b"\x1f\x8b", "application/gzip"),
    (b"<?xml", "application/xml"),
    (b"%PDF-", "application/pdf"),
)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")


class MessageError(ValueError):
    """The bytes are no HTTP response, or its body cannot be decoded; the text says which and
    why."""


@dataclass(frozen=True, slots=True)
class Message:
    """One HTTP response."""

    status: int
    headers: tuple[tuple[str, str], ...]  #: as received: order, case and repetitions kept
    body: bytes  #: as received: transfer and content encodings intact

    @classmethod
    def parse(cls, block: bytes) -> Message:
        """The response in the block of a WARC record; a head without its blank line raises
        `MessageError`."""
        head, found, body = block.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        words = lines[0].split(None, 2)
        if (
            not found
            or len(words) < 2
            or not words[0].startswith("HTTP/")
            or not words[1].isdigit()
        ):
            raise MessageError("no HTTP response")
        pairs = (line.partition(":") for line in lines[1:] if ":" in line)
        return cls(int(words[1]), tuple((name, value.strip()) for name, _, value in pairs), body)

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None = not there."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def content(self) -> bytes:
        """The body with transfer and content encodings undone; `MessageError` where that is
        impossible."""
        body = self.body
        if "chunked" in (self.header("transfer-encoding") or "").lower():
            body = unchunked(body)
        for coding in reversed(
            (self.header("content-encoding") or "").lower().replace(" ", "").split(",")
        ):
            body = _decoded(body, coding)
        return body

    def media_type(self) -> str:
        """What the body is: by its first bytes, else as declared, else
        "application/octet-stream"."""
        declared = (self.header("content-type") or "").partition(";")[0].strip().lower()
        start = self._start().lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if start.startswith(_HTML):
            return "text/html"
        found = next((name for magic, name in _NOT_HTML if start.startswith(magic)), None)
        if found == "application/xml" and b"<html" in start:
            return "text/html"
        return found or declared or "application/octet-stream"

    def _start(self) -> bytes:
        """The first bytes of the content, as far as its encodings let one see."""
        start = self.body[:4096]
        if "chunked" in (self.header("transfer-encoding") or "").lower():
            start = start.partition(b"\r\n")[2]
        if "gzip" in (self.header("content-encoding") or "").lower():
            try:
                start = zlib.decompressobj(47).decompress(start, 512)
            except zlib.error:
                return b""
        return start[:512]


def unchunked(body: bytes) -> bytes:
    """A body out of its chunks; a chunk that is cut short raises `MessageError`."""
    parts: list[bytes] = []
    position = 0
    while True:
        end = body.find(b"\r\n", position)
        try:
            size = int(body[position:end].partition(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0 or end + 2 + size > len(body):
            raise MessageError(f"chunked body breaks off at byte {position:,}")
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        position = end + 2 + size + 2


def _decoded(body: bytes, coding: str) -> bytes:
    if coding in ("", "identity") or not body:
        return body
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise MessageError(f"content encoding {coding!r} is not one that the crawl asks for")
    wbits = 47 if coding.endswith("gzip") or body[:1] == b"\x78" else -15
    inflater = zlib.decompressobj(wbits)
    try:
        content = inflater.decompress(body, MAX_BODY_BYTES)
    except zlib.error as error:
        raise MessageError(f"{coding} body: {error}") from None
    if inflater.unconsumed_tail:
        raise MessageError(f"{coding} body: more than {MAX_BODY_BYTES:,} bytes")
    if not inflater.eof:
        raise MessageError(f"{coding} body breaks off after {len(content):,} bytes")
    return content

"""What an archived HTTP response holds: its encodings undone whatever its labels say, and never
half of it."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

from archive.warc.message import Message, MessageError, unchunked

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

#: Bytes; what unpacks to more is no page.
MOST_BYTES = 64 * 1024 * 1024

_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_TEXT = re.compile(rb"\s*<|\xef\xbb\xbf")
_GZIP, _ZSTD = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_STEP = 1 << 16


class CutShort(MessageError):
    """A body that is known not to be whole; the text says how."""


def message(block: bytes) -> Message:
    """The HTTP response in a block, also with bare line feeds; `MessageError` where there is
    none."""
    head, found, body = block.partition(b"\r\n\r\n")
    bare, also, rest = block.partition(b"\n\n")
    if also and (not found or len(bare) < len(head)):
        head, body = bare.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), rest
    elif not found:
        raise MessageError("no HTTP response")
    return Message.parse(head + b"\r\n\r\n" + body)


def content(response: Message) -> bytes:
    """The body with chunks and compression undone; `CutShort` where it breaks off, `MessageError`
    where it is broken.

    A label that the body does not bear out is not believed: archives keep the headers of a server
    beside bodies that they have unpacked, and servers label wrongly.
    """
    body, chunked = _without_chunks(response)
    codings = (response.header("content-encoding") or "").lower().replace(" ", "").split(",")
    kind = _coding(body, codings[-1])
    if not chunked and not (kind == "" and codings[-1] not in ("", "identity")):
        _check_length(response, body)
    for _ in range(3):  # packed twice is seen; more is no page
        if not kind:
            return body
        body = _unpacked(body, kind)
        kind = _coding(body, "")
    raise MessageError("packed more than three times")


def digested(block: bytes) -> Iterator[bytes]:
    """What a payload digest may have been made of: the body as it was sent, out of its chunks,
    unpacked."""
    try:
        response = message(block)
        yield response.body
        yield _without_chunks(response)[0]
        yield content(response)
    except MessageError:
        return


def _without_chunks(response: Message) -> tuple[bytes, bool]:
    if "chunked" not in (response.header("transfer-encoding") or "").lower() or not _CHUNK.match(
        response.body
    ):
        return response.body, False
    try:
        return unchunked(response.body), True
    except MessageError as error:
        raise CutShort(str(error)) from None


def _check_length(response: Message, body: bytes) -> None:
    stated = (response.header("content-length") or "").strip()
    if stated.isascii() and stated.isdigit() and len(body) < int(stated):
        raise CutShort(f"{len(body):,} of {int(stated):,} bytes")


def _coding(body: bytes, label: str) -> str:
    """How a body is packed: as its first bytes say, else as labelled where they leave it open; "" =
    not."""
    if body.startswith(_GZIP):
        return "gzip"
    if body.startswith(_ZSTD):
        return "zstd"
    if label in ("br", "deflate") and body and not _TEXT.match(body):
        return label
    return ""


class _Unpacker(Protocol):
    def feed(self, data: bytes) -> bytes: ...
    def whole(self) -> bool: ...


class _Brotli:
    def __init__(self) -> None:
        self._of = brotli.Decompressor()

    def feed(self, data: bytes) -> bytes:
        fed: bytes = self._of.process(data, output_buffer_limit=MOST_BYTES)
        if not self._of.can_accept_more_data():
            raise MessageError(f"unpacks to more than {MOST_BYTES:,} bytes")
        return fed

    def whole(self) -> bool:
        return bool(self._of.is_finished())


class _Zlib:
    def __init__(self, wbits: int) -> None:
        self._of = zlib.decompressobj(wbits)

    def feed(self, data: bytes) -> bytes:
        fed = self._of.decompress(data, MOST_BYTES)
        if self._of.unconsumed_tail:
            raise MessageError(f"unpacks to more than {MOST_BYTES:,} bytes")
        return fed

    def whole(self) -> bool:
        return self._of.eof


class _Zstd:
    def __init__(self) -> None:
        self._of = zstd.ZstdDecompressor()

    def feed(self, data: bytes) -> bytes:
        fed = self._of.decompress(data, MOST_BYTES)
        if not (self._of.eof or self._of.needs_input):
            raise MessageError(f"unpacks to more than {MOST_BYTES:,} bytes")
        return fed

    def whole(self) -> bool:
        return self._of.eof


def _unpacker(kind: str, body: bytes) -> _Unpacker:
    if kind == "br":
        return _Brotli()
    if kind == "zstd":
        return _Zstd()
    if kind == "gzip":
        return _Zlib(31)
    is_zlib = len(body) > 1 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
    return _Zlib(15 if is_zlib else -15)


def _unpacked(body: bytes, kind: str) -> bytes:
    unpacker, parts, size = _unpacker(kind, body), [], 0
    try:
        for start in range(0, len(body), _STEP):
            parts.append(unpacker.feed(body[start : start + _STEP]))
            size += len(parts[-1])
            if size > MOST_BYTES:
                raise MessageError(f"{kind} body: unpacks to more than {MOST_BYTES:,} bytes")
            if unpacker.whole():
                break
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise MessageError(f"{kind} body: {error}") from None
    if not unpacker.whole():
        raise CutShort(f"{kind} body breaks off after {size:,} bytes")
    return b"".join(parts)

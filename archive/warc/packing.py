"""The packings of bytes (gzip, zstd, deflate, brotli), undone step by step so that nothing grows
without a bound."""

from __future__ import annotations

import sys
import zlib
from typing import Any, BinaryIO, Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
#: How a zstd dictionary begins that is not just any text.
_ZSTD_DICTIONARY = b"\x37\xa4\x30\xec"
#: The frame at the beginning of a file of zstd frames that holds their dictionary.
DICTIONARY_FRAME = b"\x5d\x2a\x4d\x18"
_LONGEST_DICTIONARY = 1 << 26
_MAGIC = 4  # bytes that tell a packing
#: Bytes of a member that are unpacked at a time: few at first, for there may be many small ones.
_FIRST_STEP = 1 << 12
_STEP = 1 << 16

Dictionary = zstd.ZstdDict


class UnpackError(Exception):
    """Packed bytes cannot be unpacked from here on; the text says why."""


class BreaksOff(UnpackError):
    """Packed bytes end before what they hold does."""


class Unpacker(Protocol):
    """Undoes one packing."""

    name: str

    def feed(self, data: bytes, most: int) -> bytes:
        """Some of the unpacked bytes, at most this many; `UnpackError` where the data are
        broken."""

    @property
    def waits(self) -> bool:
        """True while more can come out without more being fed in: feed it b""."""

    @property
    def ended(self) -> bool:
        """True once the packed bytes have ended."""

    @property
    def rest(self) -> bytes:
        """What was fed in and lies behind that end."""


class _WithEnd:
    """What the decoders of zlib and of zstd tell alike."""

    def __init__(self, name: str, of: Any) -> None:
        self.name = name
        self._of = of

    @property
    def ended(self) -> bool:
        return bool(self._of.eof)

    @property
    def rest(self) -> bytes:
        return bytes(self._of.unused_data)


class _Zlib(_WithEnd):
    def __init__(self, name: str, wbits: int) -> None:
        super().__init__(name, zlib.decompressobj(wbits))
        self.waits = False

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            fresh: bytes = self._of.decompress(self._of.unconsumed_tail + data, most)
        except zlib.error as error:
            raise UnpackError(f"{self.name}: {error}") from None
        self.waits = not self._of.eof and (len(fresh) == most or bool(self._of.unconsumed_tail))
        return fresh


class _Zstd(_WithEnd):
    def __init__(self, dictionary: Dictionary | None) -> None:
        super().__init__("zstd", zstd.ZstdDecompressor(zstd_dict=dictionary))

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            fresh: bytes = self._of.decompress(data, most)
        except zstd.ZstdError as error:
            raise UnpackError(f"zstd: {error}") from None
        return fresh

    @property
    def waits(self) -> bool:
        return not (self._of.eof or self._of.needs_input)


class _Brotli:
    name = "br"
    rest = b""

    def __init__(self) -> None:
        self._of = brotli.Decompressor()

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            fresh: bytes = self._of.process(data, output_buffer_limit=most)
        except brotli.error as error:
            raise UnpackError(f"br: {error}") from None
        return fresh

    @property
    def waits(self) -> bool:
        return not self._of.can_accept_more_data()

    @property
    def ended(self) -> bool:
        return bool(self._of.is_finished())


def unpacker(kind: str, start: bytes = b"", dictionary: Dictionary | None = None) -> Unpacker:
    """An unpacker for "gzip", "zstd", "br" or "deflate"; the first bytes of deflate tell its
    form."""
    if kind == "gzip":
        return _Zlib("gzip", 31)
    if kind == "zstd":
        return _Zstd(dictionary)
    if kind == "br":
        return _Brotli()
    is_zlib = len(start) > 1 and start[0] & 15 == 8 and int.from_bytes(start[:2]) % 31 == 0
    return _Zlib("deflate", 15 if is_zlib else -15)


def kind_of(start: bytes) -> str:
    """The packing of bytes that begin like this, by their magic number; "" = they have none."""
    if start.startswith(GZIP):
        return "gzip"
    if start.startswith(ZSTD):
        return "zstd"
    return ""


def unpack(data: bytes, kind: str, most: int) -> bytes:
    """All members of packed bytes, unpacked; whatever follows the last one is left out.

    `BreaksOff` where they are not whole, `UnpackError` where they are broken or unpack to more than
    `most` bytes.
    """
    parts: list[bytes] = []
    left = most
    begin = 0
    while True:
        fresh, begin = _member(data, begin, kind, left)
        left -= sum(map(len, fresh))
        parts += fresh
        if left < 0:
            raise UnpackError(f"{kind}: unpacks to more than {most:,} bytes")
        if kind_of(data[begin : begin + _MAGIC]) != kind:
            return b"".join(parts)


def _member(data: bytes, begin: int, kind: str, most: int) -> tuple[list[bytes], int]:
    """The parts of the member that begins there, and where it ends; it is left where they come to
    more than `most` bytes."""
    member = unpacker(kind, data[begin : begin + _MAGIC])
    parts: list[bytes] = []
    left = most
    position = begin
    step = _FIRST_STEP
    while not member.ended and left >= 0:
        packed = b""
        if not member.waits:
            packed = data[position : position + step]
            position += len(packed)
            step = min(_STEP, 4 * step)
            if not packed:
                raise BreaksOff(f"{kind} breaks off after {most - left:,} bytes")
        parts.append(member.feed(packed, left + 1))
        left -= len(parts[-1])
    return parts, position - len(member.rest)


def dictionary(data: bytes) -> Dictionary:
    """A zstd dictionary: one that was trained, or any bytes; `UnpackError` for a broken one."""
    try:
        made = zstd.ZstdDict(data, is_raw=not data.startswith(_ZSTD_DICTIONARY))
        zstd.ZstdDecompressor(zstd_dict=made)  # only this looks into one that was trained
    except (ValueError, zstd.ZstdError) as error:
        raise UnpackError(f"zstd dictionary: {error}") from None
    return made


def dictionary_of(file: BinaryIO) -> Dictionary | None:
    """The dictionary that a file of zstd frames begins with; None = it has none."""
    file.seek(0)
    head = file.read(8)
    size = int.from_bytes(head[4:], "little")
    if not head.startswith(DICTIONARY_FRAME) or size > _LONGEST_DICTIONARY:
        return None
    data = file.read(size)
    try:
        if kind_of(data) == "zstd":
            data = unpacker("zstd").feed(data, _LONGEST_DICTIONARY)
        return dictionary(data)
    except UnpackError:
        return None  # every frame that needs it is named as damaged


def beginning(data: bytes, size: int, dictionary: Dictionary | None = None) -> bytes:
    """The first unpacked bytes, as far as they can be unpacked."""
    kind = kind_of(data)
    if not kind:
        return data[:size]
    try:
        return unpacker(kind, data, dictionary).feed(data, size)
    except UnpackError:
        return b""

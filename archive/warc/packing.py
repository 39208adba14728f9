"""The packings of bytes (gzip, zstd, deflate, brotli), undone step by step so that nothing grows
without a bound."""

from __future__ import annotations

import sys
import zlib
from typing import BinaryIO, Protocol

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

Dictionary = zstd.ZstdDict


class UnpackError(Exception):
    """Packed bytes cannot be unpacked from here on; the text says why."""


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


class _Zlib:
    def __init__(self, name: str, wbits: int) -> None:
        self.name = name
        self._of = zlib.decompressobj(wbits)
        self.waits = False

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            fresh = self._of.decompress(self._of.unconsumed_tail + data, most)
        except zlib.error as error:
            raise UnpackError(f"{self.name}: {error}") from None
        self.waits = not self._of.eof and (len(fresh) == most or bool(self._of.unconsumed_tail))
        return fresh

    @property
    def ended(self) -> bool:
        return self._of.eof

    @property
    def rest(self) -> bytes:
        return self._of.unused_data


class _Zstd:
    name = "zstd"

    def __init__(self, dictionary: Dictionary | None) -> None:
        self._of = zstd.ZstdDecompressor(zstd_dict=dictionary)

    def feed(self, data: bytes, most: int) -> bytes:
        try:
            return self._of.decompress(data, most)
        except zstd.ZstdError as error:
            raise UnpackError(f"zstd: {error}") from None

    @property
    def waits(self) -> bool:
        return not (self._of.eof or self._of.needs_input)

    @property
    def ended(self) -> bool:
        return self._of.eof

    @property
    def rest(self) -> bytes:
        return self._of.unused_data


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

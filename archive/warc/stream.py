"""The bytes of a file in order, gzip undone member by member; it knows where every byte came
from."""

from __future__ import annotations

import re
import zlib
from typing import BinaryIO

_STEP = 1 << 16
_WINDOW = 1 << 20  # bytes searched at a time
_MOST = 1 << 18  # bytes that one step may unpack to

GZIP = b"\x1f\x8b\x08"
#: How a record begins: the version line and the name of a header.
RECORD = re.compile(rb"WARC/\d\.\d+\r?\n[A-Za-z-]+:")
_BEGINNING = re.compile(rb"\x1f\x8b\x08|WARC/\d\.\d+\r?\n[A-Za-z-]+:")
_LONGEST = 64  # bytes, more than such a beginning has


class UnpackError(Exception):
    """The file does not unpack here; the text says why."""


class MemberStream:
    """A file as a stream of bytes, each member of it a stretch of its own: of gzip, or plain up to
    the end of the file.

    `member` is the offset of the present one in the file, `within` how many of its unpacked bytes
    have been taken.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.member, self.within = 0, 0
        self.packed = False  #: whether the present member is gzip
        self.open(0)

    def open(self, offset: int) -> None:
        """Begin the member at this offset."""
        self._raw.seek(offset)
        self._begin(offset, self._raw.read(_STEP))

    def _begin(self, offset: int, waiting: bytes) -> None:
        self._waiting = waiting  # bytes of the file that are still packed
        self._read = offset + len(waiting)  # where in the file the next ones are
        self._ready, self._at = b"", 0  # unpacked bytes, and how many of them are taken
        self.member, self.within = offset, 0
        self.packed = self._waiting.startswith(GZIP)
        self._inflater = zlib.decompressobj(31) if self.packed else None

    def seek(self, member: int, within: int) -> None:
        """Go to an unpacked byte of a member; `UnpackError` where it cannot be reached."""
        self.open(member)
        if not self.packed:
            self.open(member + within)
            self.packed, self._inflater, self.member, self.within = False, None, member, within
        elif self.skip(within) < within:
            raise UnpackError(f"gzip member of fewer than {within:,} bytes")

    @property
    def offset(self) -> int:
        """Where in the file the present byte is, or the gzip member that holds it."""
        return self.member if self.packed else self.member + self.within

    @property
    def reached(self) -> int:
        """How many bytes of this member have been unpacked, taken or not."""
        return self.within + len(self._ready) - self._at

    def peek(self, size: int) -> bytes:
        """The next bytes of this member, `size` of them unless it ends before; `UnpackError`."""
        while len(self._ready) - self._at < size and self._fill():
            pass
        return self._ready[self._at : self._at + size]

    def take(self, size: int) -> bytes:
        """The next bytes of this member, `size` of them unless it ends before; `UnpackError`."""
        parts, left = [], size
        while left and (part := self._some(left)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over so many bytes of this member; how many there were. `UnpackError`."""
        left = size
        if self._inflater is None:
            return self._skip_plain(size)
        while left and (part := self._some(left)):
            left -= len(part)
        return size - left

    def at_end(self) -> bool:
        """Whether nothing is left of this member; of gzip its checksum has been found right then.
        `UnpackError`."""
        return not self.peek(1)

    def at_gzip(self) -> bool:
        """Whether a gzip member begins here, in a stretch that is not packed itself."""
        return not self.packed and self.peek(len(GZIP)) == GZIP

    @property
    def behind(self) -> int:
        """Where in the file the member ends, once all of it is taken."""
        return self._read - len(self._waiting)

    def following(self) -> bool:
        """Begin the member behind this one, which has been taken to its end; False = the file ends
        here."""
        if len(self._waiting) < len(GZIP):
            self.open(self.behind)
        else:
            self._begin(self.behind, self._waiting)
        return bool(self._waiting)

    def size(self) -> int:
        """Bytes of the file."""
        return self._raw.seek(0, 2)

    def search(self, offset: int) -> int | None:
        """Where at or behind an offset of the file a record begins, packed or plain; None =
        nowhere."""
        self._raw.seek(offset)
        kept = b""
        while window := self._raw.read(_WINDOW):
            data, base = kept + window, offset - len(kept)
            for found in _BEGINNING.finditer(data):
                if found[0] != GZIP or self._holds_record(base + found.start()):
                    return base + found.start()
            offset += len(window)
            kept = data[-_LONGEST:]
            self._raw.seek(offset)
        return None

    def _holds_record(self, offset: int) -> bool:
        self._raw.seek(offset)
        try:
            start = zlib.decompressobj(31).decompress(self._raw.read(1 << 12), 512)
        except zlib.error:
            return False
        return RECORD.match(start) is not None

    def _some(self, size: int) -> bytes:
        """Some of the next bytes, at most `size`; none = the member has ended."""
        if self._at == len(self._ready) and not self._fill():
            return b""
        part = self._ready[self._at : self._at + size]
        self._at += len(part)
        self.within += len(part)
        return part

    def _fill(self) -> bool:
        """Unpack some more; False = the member has ended."""
        fresh = b""
        while not fresh:
            if self._inflater is not None and self._inflater.eof:
                return False
            if not self._waiting:
                self._waiting = self._raw.read(_STEP)
                self._read += len(self._waiting)
                if not self._waiting:
                    return self._ended()
            fresh = self._unpack()
        self._ready, self._at = self._ready[self._at :] + fresh, 0
        return True

    def _ended(self) -> bool:
        if self._inflater is not None:
            raise UnpackError("gzip member breaks off")
        return False

    def _unpack(self) -> bytes:
        if self._inflater is None:
            fresh, self._waiting = self._waiting, b""
            return fresh
        try:
            fresh = self._inflater.decompress(self._waiting, _MOST)
        except zlib.error as error:
            raise UnpackError(f"gzip: {error}") from None
        self._waiting = (
            self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
        )
        return fresh

    def _skip_plain(self, size: int) -> int:
        here = min(size, len(self._ready) - self._at + len(self._waiting))
        far = size - here
        if far > _STEP:
            target = min(self._read + far, self.size())
            member, within = self.member, self.within + here + target - self._read
            skipped = here + target - self._read
            self._raw.seek(target)
            self._waiting, self._ready, self._at, self._read = b"", b"", 0, target
            self.member, self.within = member, within
            return skipped
        left = size
        while left and (part := self._some(left)):
            left -= len(part)
        return size - left

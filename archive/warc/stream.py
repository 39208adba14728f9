"""The bytes of a file in order, packings undone member by member; it knows where every byte came
from, and what it has cost to get there."""

from __future__ import annotations

import re
from typing import BinaryIO

from archive.warc import marks, packing
from archive.warc.packing import UnpackError

_FIRST = 1 << 14  # bytes read where a member begins
_STEP = 1 << 16  # bytes read at a time after that
_MOST = 1 << 18  # bytes that one step may unpack to
_WINDOW = 1 << 20  # bytes searched at a time
_KEPT = 1 << 20  # bytes behind the mark that are kept, so that `rewind` costs nothing
#: A member that unpacks to more bytes than this, and to more times its size, is a bomb.
_BOMB_BYTES = 1 << 26
_BOMB_RATIO = 500

_MAGIC = 4  # bytes that tell a packing
_SKIPPABLE = re.compile(rb"[\x50-\x5f]\x2a\x4d\x18")  # a zstd frame of something else


class MemberStream:
    """A file as a stream of bytes, each member of it a stretch of its own: of gzip, a zstd frame,
    or plain up to the end of the file.

    `member` is the offset of the present one in the file, `within` how many of its unpacked bytes
    have been taken.
    """

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self.work = 0  #: bytes read, unpacked and handed out so far
        self.arc: bool | None = None  #: the file is an ARC file; None = not known yet
        self.member = 0
        self.within = 0
        self.packed = False  #: the present member is packed
        self._unpacker: packing.Unpacker | None = None
        self._waiting = b""  # bytes of the file that have not been fed to the unpacker
        self._read = 0  # where in the file the next ones are
        self._ready = b""  # unpacked bytes
        self._at = 0  # how many of them are taken
        self._mark = (0, 0)
        self._kept: list[bytes] | None = None  # what was taken since the mark; None = not kept
        self._kept_bytes = 0
        self._size = raw.seek(0, 2)
        self._dictionary = packing.dictionary_of(raw)
        self.open(0)

    def open(self, offset: int) -> None:
        """Begin the member at this offset."""
        self._begin(offset, self._input(offset))

    def _begin(self, offset: int, waiting: bytes) -> None:
        offset, waiting = self._behind_skippable(offset, waiting)
        self._waiting = waiting
        self._read = offset + len(waiting)
        self._ready = b""
        self._at = 0
        self._kept = None
        self.member = offset
        self.within = 0
        kind = packing.kind_of(waiting)
        self.packed = bool(kind)
        self._unpacker = packing.unpacker(kind, waiting, self._dictionary) if kind else None

    def _behind_skippable(self, offset: int, waiting: bytes) -> tuple[int, bytes]:
        """The offset and the first bytes of the member behind skippable zstd frames."""
        at = 0
        while _SKIPPABLE.match(waiting, at) and len(waiting) >= at + 8:
            behind = at + 8 + int.from_bytes(waiting[at + 4 : at + 8], "little")
            if behind + 8 > len(waiting):
                if offset + behind > self.size():
                    break  # no whole frame: it is named as what it is
                offset += behind
                behind = 0
                waiting = self._input(offset)
            at = behind
        return offset + at, waiting[at:]

    def _input(self, offset: int, size: int = _FIRST) -> bytes:
        self._raw.seek(offset)
        data = self._raw.read(size)
        self.work += len(data)
        return data

    def seek(self, member: int, within: int) -> None:
        """Go to an unpacked byte of a member; `UnpackError` where it cannot be reached."""
        self.open(member)
        if not self.packed:
            self.open(member + within)
            self.packed = False
            self._unpacker = None
            self.member = member
            self.within = within
        elif self.skip(within) < within:
            raise UnpackError(f"a member of fewer than {within:,} bytes")

    def mark(self) -> None:
        """Remember the present byte, for `rewind`."""
        self._mark = (self.member, self.within)
        self._kept = [] if self.packed else None
        self._kept_bytes = 0

    def rewind(self) -> None:
        """Go back to the marked byte; `UnpackError` where it cannot be reached again."""
        if self._kept is None:
            self.seek(*self._mark)
            return
        self._ready = b"".join(self._kept) + self._ready[self._at :]
        self._at = 0
        self.within = self._mark[1]
        self._kept = []
        self._kept_bytes = 0

    @property
    def offset(self) -> int:
        """Where in the file the present byte is, or the packed member that holds it."""
        return self.member if self.packed else self.member + self.within

    @property
    def reached(self) -> int:
        """How many bytes of this member have been unpacked, taken or not."""
        return self.within + len(self._ready) - self._at

    @property
    def behind(self) -> int:
        """How far the file has been read for this member: its end, once all of it is taken."""
        rest = self._unpacker.rest if self._unpacker else b""
        return self._read - len(self._waiting) - len(rest)

    def peek(self, size: int) -> bytes:
        """The next bytes of this member, `size` of them unless it ends before; `UnpackError`."""
        while len(self._ready) - self._at < size and self._fill():
            pass
        seen = self._ready[self._at : self._at + size]
        self.work += len(seen)
        return seen

    def take(self, size: int) -> bytes:
        """The next bytes of this member, `size` of them unless it ends before; `UnpackError`."""
        parts = []
        left = size
        while left and (part := self._some(left)):
            parts.append(part)
            left -= len(part)
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes of this member; the number that there were. `UnpackError`."""
        left = size - self._sought(size)
        while left and (part := self._some(left)):
            left -= len(part)
        return size - left

    def find(self) -> bool:
        """Go to the next record in this member; False = there is none, and its end is reached."""
        self._kept = None
        while True:
            found = marks.RECORDS[self.arc].search(self._ready, self._at)
            if found:
                self.within += found.start() - self._at
                self._at = found.start()
                return True
            passed = max(0, len(self._ready) - self._at - marks.LONGEST)
            self._at += passed
            self.within += passed
            if not self._fill():
                self.within += len(self._ready) - self._at
                self._at = len(self._ready)
                return False

    def at_end(self) -> bool:
        """True where nothing is left of this member, whose checksum was then right.
        `UnpackError`."""
        return not self.peek(1)

    def at_packed(self) -> bool:
        """True where a packed member begins here, in a stretch that is not packed itself."""
        return not self.packed and bool(packing.kind_of(self.peek(_MAGIC)))

    def at_record(self) -> bool:
        """True where a record begins here."""
        if self.arc is not True and marks.RECORD.match(self.peek(128)):
            return True
        return self.arc is not False and marks.ARC.match(self.peek(marks.LONGEST)) is not None

    def following(self) -> bool:
        """Begin the member behind this one, which has been taken to its end; False = the file ends
        here."""
        behind = self.behind
        rest = self._unpacker.rest if self._unpacker else b""
        waiting = rest + self._waiting
        if len(waiting) < _MAGIC:
            self.open(behind)
        else:
            self._begin(behind, waiting)
        return bool(self._waiting)

    def size(self) -> int:
        """The size of the file in bytes, as it was when it was opened."""
        return self._size

    def search(self, offset: int) -> int | None:
        """The offset of the first record at or behind an offset of the file, packed or plain;
        None = there is none."""
        pattern = marks.BEGINNINGS[self.arc]
        size = 1 << 12  # the next one is mostly near
        kept = b""
        self._raw.seek(offset)
        while window := self._raw.read(size):
            size = min(_WINDOW, 4 * size)
            self.work += len(window)
            data = kept + window
            base = offset - len(kept)
            for found in pattern.finditer(data):
                if not packing.kind_of(found[0]) or self._holds_record(base + found.start()):
                    return base + found.start()
            offset += len(window)
            kept = data[-marks.LONGEST :]
            self._raw.seek(offset)
        return None

    def _holds_record(self, offset: int) -> bool:
        self._raw.seek(offset)
        packed = self._raw.read(1 << 12)
        self.work += 64  # most candidates end at their first bytes
        begins = packing.beginning(packed, marks.LONGEST, self._dictionary)
        return marks.RECORDS[self.arc].match(begins) is not None

    def _some(self, size: int) -> bytes:
        """Some of the next bytes, at most `size`; none = the member has ended."""
        if self._at == len(self._ready) and not self._fill():
            return b""
        part = self._ready[self._at : self._at + size]
        self._at += len(part)
        self.within += len(part)
        self.work += len(part)
        if self._kept is not None:
            self._keep(self._kept, part)
        return part

    def _keep(self, kept: list[bytes], part: bytes) -> None:
        kept.append(part)
        self._kept_bytes += len(part)
        if self._kept_bytes > _KEPT:
            self._kept = None

    def _fill(self) -> bool:
        """Unpack some more; False = the member has ended."""
        fresh = b""
        while not fresh:
            unpacker = self._unpacker
            if unpacker and unpacker.ended:
                return False
            if not self._waiting and not (unpacker and unpacker.waits):
                self._waiting = self._input(self._read, _STEP)
                self._read += len(self._waiting)
                if not self._waiting:
                    return self._ended()
            fresh = self._unpack()
        self._ready = self._ready[self._at :] + fresh
        self._at = 0
        return True

    def _ended(self) -> bool:
        if self._unpacker is not None:
            size = self._read - self.member
            raise UnpackError(f"{self._unpacker.name} member breaks off after {size:,} bytes")
        return False

    def _unpack(self) -> bytes:
        if self._unpacker is None:
            fresh = self._waiting
            self._waiting = b""
            return fresh
        data = b""
        if not self._unpacker.waits:
            data = self._waiting
            self._waiting = b""
        fresh = self._unpacker.feed(data, _MOST)
        self.work += len(fresh)
        reached = self.reached + len(fresh)
        if reached > _BOMB_BYTES and reached > _BOMB_RATIO * (self._read - self.member):
            raise UnpackError(
                f"{self._unpacker.name}: unpacks to over {_BOMB_RATIO} times its size"
            )
        return fresh

    def _sought(self, size: int) -> int:
        """How many bytes of a plain stretch were passed without reading them."""
        here = len(self._ready) - self._at + len(self._waiting)
        if self._unpacker is not None or size - here <= _STEP:
            return 0
        target = min(self._read + size - here, self.size())
        passed = here + target - self._read
        self._waiting = b""
        self._ready = b""
        self._at = 0
        self._read = target
        self.within += passed
        return passed

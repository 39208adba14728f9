"""One record at the present byte of a file: its headers, its block, what ends it, and whether it is
what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archive.warc import arc, bounds, heads, soundness
from archive.warc.marks import ARC, RECORD
from archive.warc.record import Location, WarcRecord
from archive.warc.stream import MemberStream


class MalformedRecord(Exception):
    """There is no whole record here; the text says why."""


class WrongContent(MalformedRecord):
    """A record stands here in its full length, and is not what it says; nothing inside it is
    looked for."""


@dataclass(frozen=True, slots=True)
class Way:
    """How strictly records are read."""

    #: Each alone in its packed member, framed exactly, with the headers and digests that ours have.
    strict: bool = False
    #: The file is one of ours: behind damage only what names the file's own warcinfo record counts,
    #: since a page can hold the bytes of a forged record.
    own: bool = False


TOLERANT = Way()
OWN = Way(own=True)
STRICT = Way(strict=True, own=True)

Wanted = Callable[[dict[str, str]], bool]


def everything(_: dict[str, str]) -> bool:
    """Every block is wanted."""
    return True


class RecordParser:
    """Reads one record at a time from a file; where the next one begins is its reader's matter."""

    def __init__(self, data: MemberStream, wanted: Wanted, way: Way) -> None:
        self._data = data
        self._wanted = wanted
        self._way = way
        self._own: set[str] = set()  # ids of the warcinfo records that this file's records name
        self._behind_damage = False
        #: The last member that a record has come to the end of, and its unpacked length.
        self._ended = (-1, 0)

    def note_damage(self) -> None:
        """Have only the records of the file itself count from here on, where it is one of ours."""
        self._behind_damage = True

    def length_of(self, member: int) -> int | None:
        """The unpacked length of a member that a record has come to the end of; None = not known."""
        return self._ended[1] if self._ended[0] == member else None

    def record(self) -> WarcRecord:
        """The record at the present byte; `MalformedRecord` or `UnpackError` where there is
        none."""
        data = self._data
        member = data.member
        within = data.within
        packed = data.packed
        offset = data.offset
        data.mark()
        if self._way.strict and not packed:
            raise MalformedRecord("no gzip member")
        headers, head_bytes = self._head()
        length = bounds.length(headers.get("content-length", ""))
        if length is None:
            raise MalformedRecord("the record states no Content-Length that a record can have")
        self._not_in_vain(length)
        read = self._way.strict or (length <= bounds.LONGEST_PAGE and self._wanted(headers))
        block = self._block(length) if read else b""
        if not read:
            self._pass_over(length)
        framed = self._closing()
        ended = data.at_end()
        if ended:
            following = Location(data.behind)
        elif packed:
            following = Location(data.member, data.within)
        else:
            following = Location(data.offset)
        if not packed:
            place = Location(offset)
            size = following.offset - offset
        elif ended and within == 0 and data.member == member:
            place = Location(member)
            size = data.behind - member
        else:
            place = Location(member, within)
            size = head_bytes + length + 4
        found = WarcRecord(headers, block, place, size, following, passed_over=not read)
        self._check(found, framed=framed)
        return found

    def _check(self, found: WarcRecord, *, framed: bool) -> None:
        """Raise `MalformedRecord` for a record that is not what it says."""
        checked = False
        try:
            if self._way.strict:
                soundness.check_form(found)
            if not found.passed_over:
                checked = soundness.check_digests(found, strict=self._way.strict)
        except ValueError as error:
            raise (WrongContent if framed else MalformedRecord)(str(error)) from None
        if not framed and (self._way.strict or not checked):
            raise MalformedRecord(
                "what follows the block is no record: its Content-Length is wrong, or its end is "
                "lost"
            )
        self._check_own(found)

    def _check_own(self, found: WarcRecord) -> None:
        if not self._way.own:
            return
        info = found.header("WARC-Warcinfo-ID")
        if found.type == "warcinfo":
            info = found.header("WARC-Record-ID")
        elif found.type in ("response", "revisit") and info is None:
            info = ""
        if info is None:
            return
        if self._behind_damage and self._own and info not in self._own:
            raise WrongContent("a record that is not of this file, in the bytes of another one")
        self._own.add(info)

    def _head(self) -> tuple[dict[str, str], int]:
        """The headers of the record here, and their length in bytes."""
        data = self._data
        if data.arc is not True and RECORD.match(data.peek(128)):
            data.arc = False
            return self._warc_head()
        line = ARC.match(data.peek(5000)) if data.arc is not False else None
        if line is None or self._way.strict:
            raise MalformedRecord("no ARC record" if data.arc else "no WARC record")
        data.arc = True
        data.skip(line.end())
        return self._arc_head(line[0]), line.end()

    def _arc_head(self, line: bytes) -> dict[str, str]:
        try:
            headers = arc.headers(line, self._data.peek(64))
        except arc.ArcError as error:
            raise MalformedRecord(str(error)) from None
        first = ARC.search(self._data.peek(5000)) if headers["warc-type"] == "warcinfo" else None
        if first:  # many writers state a wrong length of the block that opens a file
            headers["content-length"] = str(first.start())
        return headers

    def _warc_head(self) -> tuple[dict[str, str], int]:
        data = self._data
        head = b""
        size = 1 << 11
        while True:
            window = head + data.peek(size)
            end = heads.END.search(window, max(0, len(head) - 3))  # it may begin in `head`
            if end:
                break
            if len(window) >= bounds.LONGEST_HEAD:
                raise MalformedRecord("the headers of the record have no end")
            if len(window) < len(head) + size:  # the member ends
                head += data.take(size)
                if not self._goes_on():
                    raise MalformedRecord("the headers of the record have no end")
            else:
                size *= 4
        head += data.take(end.end() - len(head))
        headers: dict[str, str] = {}
        for name, value in heads.fields(heads.lines(head)[1:], "utf-8"):
            headers.setdefault(name.lower(), value)
        return headers, len(head)

    def _block(self, length: int) -> bytes:
        parts = [self._data.take(length)]
        there = len(parts[0])
        while there < length and self._goes_on():
            parts.append(self._data.take(length - there))
            there += len(parts[-1])
        if there < length:
            raise _short(there, length)
        return b"".join(parts)

    def _pass_over(self, length: int) -> None:
        passed = self._data.skip(length)
        while passed < length and self._goes_on():
            passed += self._data.skip(length - passed)
        if passed < length:
            raise _short(passed, length)

    def _not_in_vain(self, length: int) -> None:
        """Raise `MalformedRecord` for a record that is known to be longer than what is there."""
        data = self._data
        if not data.packed:
            there = data.size() - data.offset
        elif (known := self.length_of(data.member)) is not None:
            there = known - data.within
        else:
            return
        if there < length:
            raise _short(there, length)

    def _goes_on(self) -> bool:
        """True where a record that does not end in its packed member goes on in the next one."""
        data = self._data
        if not data.packed or self._way.strict:
            return False
        ended = (data.member, data.within)
        if data.following() and data.packed and not data.at_record():
            return True
        self._ended = ended
        return False

    def _closing(self) -> bool:
        """Takes the end of a record; True where what follows is what follows a record."""
        data = self._data
        if self._way.strict:
            return data.take(4) == b"\r\n\r\n" and data.at_end()
        ended = empty_lines(data)
        if data.at_end() or data.at_packed() or data.at_record():
            return True
        return ended and data.peek(1) == b"\0"  # some writers pad a file with zeros


def _short(there: int, length: int) -> MalformedRecord:
    return MalformedRecord(f"{there:,} of the {length:,} bytes of the record")


def empty_lines(data: MemberStream) -> bool:
    """Takes empty lines; False = there is none."""
    taken = False
    while size := len(lines := data.peek(4)) - len(lines.lstrip(b"\r\n")):
        taken = data.skip(size) > 0
    return taken

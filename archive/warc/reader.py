"""The one reader of archives, in two ways: our own captures strictly, other people's files as far as
they can be read. Every whole record comes out, and every range of bytes that holds none is named.

What warcio and FastWARC hand out as a short body without a word (a truncated last record, a cut
gzip member) is damage here. A record counts as whole when all its bytes are there, what follows is
a record or an end, and the digests that it carries match.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import BinaryIO, NamedTuple

from archive.warc import arc, bounds, heads, soundness
from archive.warc.packing import UnpackError
from archive.warc.record import START, Damage, Location, WarcRecord
from archive.warc.stream import ARC, RECORD, MemberStream

#: What reading in vain may cost, in bytes read and unpacked, before records are no longer searched
#: in what has been read: so much, and so many times what has come out. A file made of lies then
#: costs a multiple of its size, and not its square.
_FREE_WORK, _TIMES = 1 << 24, 4


class MalformedRecord(Exception):
    """Here is no whole record; the text says why."""


class _WrongContent(MalformedRecord):
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


def records(
    raw: BinaryIO, wanted: Wanted = everything, start: Location = START, way: Way = TOLERANT
) -> Iterator[WarcRecord | Damage]:
    """Every whole record of a file in order, and what lies between; streamed. Blocks only of
    records that are wanted.

    `raw` can be sought in; `start` is where reading begins, such as the `following` of an earlier
    record.
    """
    scan = RecordScan(MemberStream(raw), wanted, way)
    if way.own and start != START:
        scan.learn_own()
    yield from joined(scan.records(start))


def at(raw: BinaryIO, place: Location, way: Way = TOLERANT) -> WarcRecord:
    """The record at a place, block included; `MalformedRecord` or `UnpackError` where there is
    none."""
    data = MemberStream(raw)
    data.seek(place.offset, place.within or 0)
    return RecordScan(data, everything, way).record()


def joined(found: Iterator[WarcRecord | Damage]) -> Iterator[WarcRecord | Damage]:
    """The same, with neighbouring damaged ranges as one, and the last one marked as the tail where
    no record follows."""
    held: Damage | None = None
    for each in found:
        if isinstance(each, WarcRecord):
            if held:
                yield held
            held = None
            yield each
            continue
        both = _both(held, each)
        if held and not both:
            yield held
        held = both or each
    if held:
        yield replace(held, tail=True)


def _both(one: Damage | None, other: Damage) -> Damage | None:
    """One range for two neighbouring ones; None = they are none."""
    if one is None:
        return None
    if one.within is None and other.within is None:
        follows = one.offset + one.length == other.offset
    elif one.within is not None and other.within is not None:
        follows = (one.offset, one.within + one.length) == (other.offset, other.within)
    else:
        follows = False
    return replace(one, length=one.length + other.length) if follows else None


class _Here(NamedTuple):
    """A place in a file, and what it had cost to get there."""

    member: int
    within: int
    packed: bool
    offset: int
    work: int


class RecordScan:
    """One pass over a file."""

    def __init__(self, data: MemberStream, wanted: Wanted, way: Way) -> None:
        self._data, self._wanted, self._way = data, wanted, way
        self._allowed = _FREE_WORK  # bytes that may still be read in vain
        self._own: set[str] = set()  # ids of the warcinfo records that this file's records name
        self._damaged = self._finished = False
        #: The last member that a record has come to the end of, and its unpacked length.
        self._ended = (-1, 0)

    def records(self, start: Location) -> Iterator[WarcRecord | Damage]:
        """Every whole record from a place on, and what lies between them."""
        data = self._data
        data.seek(start.offset, start.within or 0)
        while not self._finished:
            here = _Here(data.member, data.within, data.packed, data.offset, data.work)
            try:
                if self._passed(here):
                    continue
                found = self.record()
            except UnpackError as error:
                reached = data.reached if data.member == here.member else here.within
                self._search(here.offset + 1, again=self._is_affordable(here))
                yield self._damage(here, reached, str(error))
            except _WrongContent as error:
                reached = data.within if data.member == here.member else here.within
                if data.packed and data.at_end():
                    data.following()
                yield self._damage(here, reached, str(error))
            except MalformedRecord as error:
                reached = self._go_on(here)
                yield self._damage(here, reached, str(error))
            else:
                self._allowed += _TIMES * (data.work - here.work)
                yield found

    def learn_own(self) -> None:
        """Read the record that opens the file, so that its own are known from any place on."""
        try:
            self._data.open(0)
            self.record()
        except (MalformedRecord, UnpackError):
            pass  # then nothing is known of them, and all count

    def _passed(self, here: _Here) -> bool:
        """Whether what is here belongs to no record, and has been passed."""
        data = self._data
        if data.at_end():
            self._finished = not data.following()
            return True
        if data.at_packed():
            data.open(data.offset)
            return True
        # empty lines of a record that the member before has ended
        return here.within == 0 and not self._way.strict and _empty_lines(data)

    def record(self) -> WarcRecord:
        """The record at the present byte; `MalformedRecord` or `UnpackError` where there is
        none."""
        data = self._data
        member, within, packed, offset = data.member, data.within, data.packed, data.offset
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
        following = Location(data.member, data.within)
        if data.at_end():
            following = Location(data.behind)
        place, size = Location(member, within), head_bytes + length + 4
        if not packed and not data.at_end():
            following = Location(data.offset)
        if not packed:
            place, size = Location(offset), following.offset - offset
        elif within == 0 and data.member == member and data.at_end():
            place, size = Location(member), data.behind - member
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
            raise (_WrongContent if framed else MalformedRecord)(str(error)) from None
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
        if self._damaged and self._own and info not in self._own:
            raise _WrongContent("a record that is not of this file, in the bytes of another one")
        self._own.add(info)

    # the parts of a record

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
        head, size = b"", 1 << 11
        while not (end := heads.END.search(window := head + data.peek(size))):
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
        block = self._data.take(length)
        while len(block) < length and self._goes_on():
            block += self._data.take(length - len(block))
        if len(block) < length:
            raise _short(len(block), length)
        return block

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
        elif self._ended[0] == data.member:
            there = self._ended[1] - data.within
        else:
            return
        if there < length:
            raise _short(there, length)

    def _goes_on(self) -> bool:
        """Whether a record that a packed member does not end in goes on in the next one."""
        data = self._data
        if not data.packed or self._way.strict:
            return False
        ended = (data.member, data.within)
        if data.following() and data.packed and not data.at_record():
            return True
        self._ended = ended
        return False

    def _closing(self) -> bool:
        """Takes what ends a record; whether it is followed as a record is."""
        data = self._data
        if self._way.strict:
            return data.take(4) == b"\r\n\r\n" and data.at_end()
        ended = _empty_lines(data)
        if data.at_end() or data.at_packed() or data.at_record():
            return True
        return ended and data.peek(1) == b"\0"  # some writers pad a file with zeros

    # behind damage

    def _damage(self, here: _Here, reached: int, what: str) -> Damage:
        """What lies between there and the present place; `reached` as in `_go_on`."""
        data = self._data
        self._damaged = True
        if here.packed and (here.within or data.member == here.member):
            damage = Damage(here.member, max(1, reached - here.within), what, here.within)
        else:
            begin = here.member + here.within
            damage = Damage(begin, data.offset - begin, what)
        self._allowed += _TIMES * damage.length - (data.work - here.work)
        return damage

    def _is_affordable(self, here: _Here) -> bool:
        """Whether what was read in vain since then may be read again."""
        return self._data.work - here.work < self._allowed

    def _search(self, offset: int, *, again: bool) -> None:
        """To the next record in the file at or behind an offset; unless `again`, behind what has
        been read."""
        data = self._data
        found = data.search(offset if again else max(offset, data.behind))
        data.open(data.size() if found is None else found)

    def _go_on(self, here: _Here) -> int:
        """To the next record behind a malformed one: in the same packed member, else behind it.

        How far in that member it came, in unpacked bytes; 0 in a file that is not packed.
        """
        data = self._data
        again = self._is_affordable(here)
        try:
            if again:
                data.rewind()
            if not data.packed:
                self._search(max(here.member + here.within + 1, data.offset), again=again)
                return 0
            data.skip(1 if again else max(1, data.reached - data.within))
            found = data.find()
            reached = data.within if data.member == here.member else self._end_of(here)
            if not found:
                data.following()
        except UnpackError:
            reached = data.reached if data.member == here.member else self._end_of(here)
            self._search(here.member + 1, again=again)
        return reached

    def _end_of(self, here: _Here) -> int:
        """Where a member ends that has been left, in unpacked bytes; where the reader stood in it
        when that is not known."""
        return self._ended[1] if self._ended[0] == here.member else here.within


def _short(there: int, length: int) -> MalformedRecord:
    return MalformedRecord(f"{there:,} of the {length:,} bytes of the record")


def _empty_lines(data: MemberStream) -> bool:
    """Takes empty lines; False = there is none."""
    taken = False
    while size := len(lines := data.peek(4)) - len(lines.lstrip(b"\r\n")):
        taken = data.skip(size) > 0
    return taken

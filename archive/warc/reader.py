"""The one reader of archives, in two ways: our own captures strictly, other people's files as far as
they can be read. Every whole record comes out, and every range of bytes that holds none is named.

What warcio and FastWARC hand out as a short body without a word (a truncated last record, a cut
gzip member) is damage here. A record counts as whole when all its bytes are there, what follows is
a record or an end, and the digests that it carries match.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from archive.warc.packing import UnpackError
from archive.warc.record import START, Damage, Location, WarcRecord
from archive.warc.record_parser import (
    OWN,
    STRICT,
    TOLERANT,
    MalformedRecord,
    RecordParser,
    Wanted,
    Way,
    WrongContent,
    empty_lines,
    everything,
)
from archive.warc.stream import MemberStream

__all__ = [
    "OWN",
    "STRICT",
    "TOLERANT",
    "MalformedRecord",
    "RecordScan",
    "Way",
    "at",
    "everything",
    "joined",
    "records",
]

#: What reading in vain may cost, in bytes read and unpacked, before records are no longer searched
#: in what has been read: so much, and so many times what has come out. A file made of lies then
#: costs a multiple of its size, and not its square.
_FREE_WORK = 1 << 24
_TIMES = 4


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
    return RecordParser(data, everything, way).record()


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
        self._data = data
        self._way = way
        self._parser = RecordParser(data, wanted, way)
        self._allowed = _FREE_WORK  # bytes that may still be read in vain
        self._finished = False

    def records(self, start: Location) -> Iterator[WarcRecord | Damage]:
        """Every whole record from a place on, and what lies between them."""
        data = self._data
        data.seek(start.offset, start.within or 0)
        while not self._finished:
            here = _Here(data.member, data.within, data.packed, data.offset, data.work)
            try:
                if self._passed(here):
                    continue
                found = self._parser.record()
            except UnpackError as error:
                reached = data.reached if data.member == here.member else here.within
                self._search(here.offset + 1, again=self._is_affordable(here))
                yield self._damage(here, reached, str(error))
            except WrongContent as error:
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
        with suppress(MalformedRecord, UnpackError):  # then nothing is known of them, and all count
            self._data.open(0)
            self._parser.record()

    def _passed(self, here: _Here) -> bool:
        """True where what stood here belongs to no record and has been passed over."""
        data = self._data
        if data.at_end():
            self._finished = not data.following()
            return True
        if data.at_packed():
            data.open(data.offset)
            return True
        # empty lines of a record that the member before has ended
        return here.within == 0 and not self._way.strict and empty_lines(data)

    # behind damage

    def _damage(self, here: _Here, reached: int, what: str) -> Damage:
        """The damage between that place and the present one; `reached` as in `_go_on`."""
        data = self._data
        self._parser.note_damage()
        if here.packed and (here.within or data.member == here.member):
            damage = Damage(here.member, max(1, reached - here.within), what, here.within)
        else:
            begin = here.member + here.within
            damage = Damage(begin, data.offset - begin, what)
        self._allowed += _TIMES * damage.length - (data.work - here.work)
        return damage

    def _is_affordable(self, here: _Here) -> bool:
        """True where what has been read in vain since then may be read again."""
        return self._data.work - here.work < self._allowed

    def _search(self, offset: int, *, again: bool) -> None:
        """Go to the next record in the file at or behind an offset; unless `again`, behind what has
        been read."""
        data = self._data
        found = data.search(offset if again else max(offset, data.behind))
        data.open(data.size() if found is None else found)

    def _go_on(self, here: _Here) -> int:
        """Go to the next record behind a malformed one: in the same packed member, else behind it.

        Gives how far it came in that member, in unpacked bytes; 0 in a file that is not packed.
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
        known = self._parser.length_of(here.member)
        return here.within if known is None else known

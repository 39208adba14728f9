"""The bytes of a file member by member: whatever is taken, passed over or gone back to, every byte
comes from where it lies; and damaged ranges that touch are one."""

from __future__ import annotations

import gzip
import io
import random
import zlib
from collections.abc import Callable
from itertools import pairwise

import pytest

from archive.warc import Damage, WarcRecord, reader
from archive.warc.packing import UnpackError
from archive.warc.stream import MemberStream
from tests.archives import member, packed, record, response

_NOISE = random.Random(3).randbytes(300_000)
#: Amounts on both sides of the steps in which a file is read.
_SIZES = (0, 1, 7, 4096, 16_384, 65_535, 65_536, 65_537, 81_921, 150_000, 400_000)


class Counted(io.BytesIO):
    """A file that counts the bytes that are read from it."""

    read_bytes = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.read_bytes += len(data)
        return data


@pytest.mark.parametrize("before", [b"", b"WARC-like noise"])
@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("seed", range(40))
def test_it_hands_out_what_a_string_of_bytes_would(
    pack: Callable[[bytes], bytes], before: bytes, seed: int
) -> None:
    dice = random.Random(seed)
    data = MemberStream(io.BytesIO(before + pack(_NOISE)))
    start = len(before)
    data.open(start)
    at = marked = 0
    data.mark()
    for _ in range(12):
        size = dice.choice(_SIZES)
        expected = _NOISE[at : at + size]
        match dice.choice(["peek", "take", "skip", "mark", "rewind", "seek"]):
            case "peek":
                assert data.peek(size) == expected
            case "take":
                assert data.take(size) == expected
                at += len(expected)
            case "skip":
                assert data.skip(size) == len(expected)
                at += len(expected)
            case "mark":
                data.mark()
                marked = at
            case "rewind":
                data.rewind()
                at = marked
            case "seek":
                at = marked = min(size, len(_NOISE))
                data.seek(start, at)
                data.mark()
        assert (data.member, data.within) == (start, at)
        assert data.offset == (start if data.packed else start + at)
        assert at <= data.reached <= len(_NOISE)
        assert data.at_end() is (at == len(_NOISE))
    data.skip(len(_NOISE))
    assert data.at_end()
    assert data.behind == len(before) + len(pack(_NOISE))
    assert not data.following()


def test_a_byte_that_a_member_does_not_have_is_not_gone_to() -> None:
    data = MemberStream(io.BytesIO(gzip.compress(b"0123456789")))
    data.seek(0, 10)
    assert data.at_end()
    with pytest.raises(UnpackError, match="fewer than 11 bytes"):
        data.seek(0, 11)


def test_what_is_passed_over_in_a_plain_file_is_not_read() -> None:
    film = record("response", bytes(9_000_000), "https://other.example/film.mp4", digests=False)
    file = Counted(film + response("https://www.voaindonesia.com/a/1.html", b"<p>x</p>"))
    found = list(reader.records(file, lambda headers: "film" not in headers["warc-target-uri"]))
    assert [one.length for one in found] == [len(film), len(file.getvalue()) - len(film)]
    assert [one.passed_over for one in found if isinstance(one, WarcRecord)] == [True, False]
    assert file.read_bytes < 500_000


def test_records_that_share_a_member_have_their_place_and_length_in_it() -> None:
    records = [response(f"https://www.voaindonesia.com/a/{n}.html", b"x" * n) for n in (1, 9, 99)]
    found = list(reader.records(io.BytesIO(member(b"".join(records)))))
    assert [one.length for one in found] == [len(one) for one in records]
    places = [one.place for one in found if isinstance(one, WarcRecord)]
    assert [place.within or 0 for place in places] == [
        0,
        len(records[0]),
        len(records[0] + records[1]),
    ]


def test_records_in_members_of_their_own_have_theirs_in_the_file() -> None:
    records = [response(f"https://www.voaindonesia.com/a/{n}.html", b"x" * n) for n in (1, 9, 99)]
    data = packed(records)
    found = list(reader.records(io.BytesIO(data)))
    assert [one.length for one in found] == [len(member(one)) for one in records]
    for one, following in pairwise(found):
        assert one.offset + one.length == following.offset


def joined(*found: WarcRecord | Damage) -> list[WarcRecord | Damage]:
    return list(reader.joined(iter(found)))


GOOD = WarcRecord({}, b"", reader.START, 1, reader.START)


def test_damaged_ranges_that_touch_are_one_and_the_last_is_the_tail() -> None:
    one, next_to_it, apart = Damage(5, 3, "odd"), Damage(8, 2, "short"), Damage(11, 4, "odd")
    assert joined(GOOD, one, next_to_it, GOOD) == [GOOD, Damage(5, 5, "odd"), GOOD]
    assert joined(one, next_to_it) == [Damage(5, 5, "odd", tail=True)]
    assert joined(one, apart) == [one, Damage(11, 4, "odd", tail=True)]
    assert joined(one, GOOD, next_to_it) == [one, GOOD, Damage(8, 2, "short", tail=True)]


def test_damaged_ranges_of_a_member_are_one_only_in_the_same_one() -> None:
    one, next_to_it = Damage(70, 3, "odd", within=5), Damage(70, 2, "odd", within=8)
    assert joined(one, next_to_it, GOOD) == [Damage(70, 5, "odd", within=5), GOOD]
    for other in (
        Damage(71, 2, "odd", within=8),
        Damage(70, 2, "odd", within=9),
        Damage(73, 2, "odd"),
        Damage(8, 2, "odd"),
    ):
        assert joined(one, other, GOOD) == [one, other, GOOD]
        assert joined(other, one, GOOD) == [other, one, GOOD]


def test_a_range_of_a_member_that_breaks_off_reaches_as_far_as_it_unpacks() -> None:
    first = response("https://www.voaindonesia.com/a/1.html", b"x")
    second = response("https://www.voaindonesia.com/a/2.html", _NOISE[:50_000])
    cut = member(first + second)[:30_000]
    unpacked = zlib.decompressobj(31).decompress(cut)
    assert len(first) < len(unpacked) < len(first + second)
    whole, damage = reader.records(io.BytesIO(cut))
    assert isinstance(whole, WarcRecord)
    assert isinstance(damage, Damage)
    assert (whole.length, damage.within) == (len(first), len(first))
    assert (damage.offset, damage.length) == (0, len(unpacked) - len(first))
    assert damage.tail


@pytest.mark.parametrize("length", [b"x", b"900000", b"3"])
def test_a_malformed_record_is_passed_once(length: bytes) -> None:
    """The search for the next one begins behind its first byte: no range is empty."""
    good = response("https://www.voaindonesia.com/a/1.html", b"x" * 9)
    odd = (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: " + length + b"\r\n\r\nabcdef\r\n\r\n"
    )
    for data in (good + odd + good, odd + good, good + odd):
        scan = reader.RecordScan(MemberStream(io.BytesIO(data)), reader.everything, reader.TOLERANT)
        found = list(scan.records(reader.START))
        damages = [one for one in found if isinstance(one, Damage)]
        assert [(one.offset, one.length) for one in damages] == [(data.index(odd), len(odd))]
        assert len(found) - len(damages) == data.count(good)

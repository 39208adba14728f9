"""Other people's WARC files, read as far as they can be: every whole record, and every range of
bytes that holds none.

What warcio and FastWARC hand out as a short body without a word (a truncated last record, a cut
gzip member) is damage here. A record counts as whole when all its bytes are there, what follows is
a record or an end, and the digests that it carries match.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.warc.content import digested
from archive.warc.stream import RECORD, MemberStream, UnpackError

#: Bytes; the block of a longer record is passed over: no page is that long.
MOST_BYTES = 64 * 1024 * 1024
_HEAD = 1 << 18  # bytes, more than the headers of a record have
_WINDOW = 1 << 20
_ALGORITHMS = ("md5", "sha1", "sha256", "sha512")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record begins."""

    #: of the record in the file, or of the gzip member that holds it with others, in bytes
    offset: int
    #: of the record in that member, in unpacked bytes; None = the record stands alone
    within: int | None = None


#: The beginning of a file.
START = Location(0)


@dataclass(frozen=True, slots=True)
class TolerantRecord:
    """A whole record."""

    headers: dict[str, str]  #: by their names in lower case; the first of each
    block: bytes | None  #: None = passed over
    place: Location
    length: int  #: of the record: in the file, or unpacked where it does not stand alone; in bytes
    following: Location  #: where the next one may begin

    @property
    def type(self) -> str:
        """`response`, `revisit`, `conversion` …; "" = it does not say."""
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """WARC-Target-URI, without the brackets that some writers put; "" = none."""
        return self.headers.get("warc-target-uri", "").strip("<>")


@dataclass(frozen=True, slots=True)
class TolerantDamage:
    """A range of bytes that holds no whole record."""

    #: of the range in the file, or of the gzip member that holds it with good records, in bytes
    offset: int
    length: int  #: bytes; where `within` is not 0 unpacked ones
    what: str
    #: of the range in that member, in unpacked bytes; 0 = the range is one of the file
    within: int = 0

    def __str__(self) -> str:
        if self.within:
            return (
                f"{self.offset}+{self.within}: {self.length:,} unpacked bytes skipped: {self.what}"
            )
        return f"{self.offset}: {self.length:,} bytes skipped: {self.what}"


class MalformedRecord(Exception):
    """Here is no whole record; the text says why."""


def records(
    raw: BinaryIO, wanted: Callable[[dict[str, str]], bool], start: Location = START
) -> Iterator[TolerantRecord | TolerantDamage]:
    """Every whole record of a file in order, and what lies between; streamed. Blocks only of
    records that are wanted.

    `raw` can be sought in; `start` is where reading begins, such as the `following` of an earlier
    record.
    """
    held: TolerantDamage | None = None
    for found in _records(MemberStream(raw), wanted, start):
        if isinstance(found, TolerantRecord):
            if held:
                yield held
            held = None
            yield found
        else:
            joined = _joined(held, found)
            if held and not joined:
                yield held
            held = joined or found
    if held:
        yield held


def at(raw: BinaryIO, place: Location) -> TolerantRecord:
    """The record at a place, block included; `MalformedRecord` or `UnpackError` where there is
    none."""
    data = MemberStream(raw)
    data.seek(place.offset, place.within or 0)
    return _record(data, bool)


def _records(
    data: MemberStream, wanted: Callable[[dict[str, str]], bool], start: Location
) -> Iterator[TolerantRecord | TolerantDamage]:
    data.seek(start.offset, start.within or 0)
    while True:
        member, within, offset = data.member, data.within, data.offset
        try:
            if data.at_end():
                if not data.following():
                    return
                continue
            if data.at_gzip():
                data.open(data.offset)
                continue
            if within == 0 and _empty_lines(data):  # of a record that the member before has ended
                continue
            found = _record(data, wanted)
        except UnpackError as error:
            reached = data.reached if data.member == member else within
            _go(data, data.search(offset + 1))
            yield _damage(data, member, within, reached, str(error))
        except MalformedRecord as error:
            reached = _go_on(data, member, within)
            yield _damage(data, member, within, reached, str(error))
        else:
            yield found


def _damage(
    data: MemberStream, member: int, within: int, reached: int, what: str
) -> TolerantDamage:
    if within and reached:
        return TolerantDamage(member, max(1, reached - within), what, within)
    return TolerantDamage(member + within, data.offset - member - within, what)


def _joined(one: TolerantDamage | None, other: TolerantDamage) -> TolerantDamage | None:
    """One range for two neighbouring ones of the file; None = they are none."""
    if one is None or one.within or other.within or one.offset + one.length != other.offset:
        return None
    return TolerantDamage(one.offset, one.length + other.length, one.what)


def _go(data: MemberStream, offset: int | None) -> None:
    data.open(data.size() if offset is None else offset)


def _go_on(data: MemberStream, member: int, within: int) -> int:
    """To the next record behind a malformed one: in the same gzip member, else behind it.

    How far in that member it came, in unpacked bytes; 0 in a file that is not packed.
    """
    try:
        data.seek(member, within)
        if not data.packed:
            _go(data, data.search(member + within + 1))
            return 0
        data.skip(1)
        while window := data.peek(_WINDOW):
            if found := RECORD.search(window):
                data.skip(found.start())
                return data.within
            data.skip(len(window) - 64 if len(window) == _WINDOW else len(window))
        reached = data.within
        data.following()
    except UnpackError:
        reached = data.reached
        _go(data, data.search(member + 1))
    return reached


def _record(data: MemberStream, wanted: Callable[[dict[str, str]], bool]) -> TolerantRecord:
    member, within, packed, offset = data.member, data.within, data.packed, data.offset
    headers, head_bytes = _headers(data)
    length = _length(headers)
    block: bytes | None = None
    if length <= MOST_BYTES and wanted(headers):
        block = _block(data, length)
    else:
        _pass(data, length)
    ends = _closing(data)
    checked = _checked(headers, block) if block is not None else False
    if not ends and not checked:
        raise MalformedRecord(
            "what follows the block is no record: its Content-Length is wrong, or its end is lost"
        )
    following = Location(data.behind) if data.at_end() else Location(data.member, data.within)
    if not packed:
        following = Location(data.behind if data.at_end() else data.offset)
        return TolerantRecord(
            headers, block, Location(offset), following.offset - offset, following
        )
    if within == 0 and data.member == member and data.at_end():
        return TolerantRecord(headers, block, Location(member), data.behind - member, following)
    return TolerantRecord(
        headers, block, Location(member, within), head_bytes + length + 4, following
    )


def _headers(data: MemberStream) -> tuple[dict[str, str], int]:
    start = data.peek(64)
    if not RECORD.match(start):
        raise MalformedRecord("no WARC record")
    head, size = b"", 1 << 11
    while not (ends := _ends(window := head + data.peek(size))):
        if len(window) >= _HEAD:
            raise MalformedRecord("the headers of the record have no end")
        if len(window) < len(head) + size:  # the member ends
            head += data.take(size)
            if not _goes_on(data):
                raise MalformedRecord("the headers of the record have no end")
        else:
            size *= 4
    head += data.take(min(ends) - len(head))
    headers: dict[str, str] = {}
    for line in head.decode("utf-8", "replace").splitlines()[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return headers, len(head)


def _ends(window: bytes) -> list[int]:
    """Where an empty line in it ends; none = there is none."""
    return [found + len(end) for end in (b"\r\n\r\n", b"\n\n") if (found := window.find(end)) >= 0]


def _length(headers: dict[str, str]) -> int:
    stated = headers.get("content-length", "")
    if not (stated.isascii() and stated.isdigit()):
        raise MalformedRecord("the record states no Content-Length")
    return int(stated)


def _block(data: MemberStream, length: int) -> bytes:
    block = data.take(length)
    while len(block) < length and _goes_on(data):
        block += data.take(length - len(block))
    if len(block) < length:
        raise MalformedRecord(f"{len(block):,} of the {length:,} bytes of the record")
    return block


def _pass(data: MemberStream, length: int) -> None:
    passed = data.skip(length)
    while passed < length and _goes_on(data):
        passed += data.skip(length - passed)
    if passed < length:
        raise MalformedRecord(f"{passed:,} of the {length:,} bytes of the record")


def _goes_on(data: MemberStream) -> bool:
    """Whether a record that a gzip member does not end in goes on in the next one."""
    return data.packed and data.following() and data.packed and not RECORD.match(data.peek(64))


def _closing(data: MemberStream) -> bool:
    """Takes the empty lines behind a block; whether a record or an end follows."""
    _empty_lines(data)
    return data.at_end() or data.at_gzip() or RECORD.match(data.peek(64)) is not None


def _empty_lines(data: MemberStream) -> bool:
    """Takes empty lines; False = there is none."""
    taken = False
    while size := len(lines := data.peek(4)) - len(lines.lstrip(b"\r\n")):
        taken = data.skip(size) > 0
    return taken


def _checked(headers: dict[str, str], block: bytes) -> bool:
    """Whether a digest shows that a block is whole; False = there is none; `MalformedRecord` where
    it differs."""
    if (stated := _digest(headers.get("warc-block-digest", ""))) is not None:
        if stated.of(block):
            return True
        raise MalformedRecord("block digest does not match")
    stated = _digest(headers.get("warc-payload-digest", ""))
    if stated is None or headers.get("warc-type", "").lower() != "response":
        return False
    if any(map(stated.of, digested(block))):
        return True
    raise MalformedRecord("payload digest does not match")


@dataclass(frozen=True, slots=True)
class _Digest:
    algorithm: str
    value: str

    def of(self, data: bytes) -> bool:
        """Whether it is the digest of these bytes, in hexadecimal or base 32."""
        found = hashlib.new(self.algorithm, data, usedforsecurity=False).digest()
        return self.value in (
            found.hex(),
            base64.b32encode(found).decode("ascii").rstrip("=").lower(),
        )


def _digest(label: str) -> _Digest | None:
    """The digest in a header; None = none, or of a kind that is not known."""
    algorithm, _, value = label.partition(":")
    algorithm = algorithm.strip().lower().replace("-", "")
    return (
        _Digest(algorithm, value.strip().rstrip("=").lower()) if algorithm in _ALGORITHMS else None
    )

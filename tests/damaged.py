"""Damaged WARC files, each named by its defect, with what is still whole in it.

python -m tests.damaged FOLDER      writes them, to be tried by hand
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests import archives
from tests.archives import member, record, response
from tests.site import pages

NUMBERS = pages.item_ids(5, seed=5)
URLS = [pages.address(number) for number in NUMBERS]
BODIES = [pages.page(number) for number in NUMBERS]


@dataclass(frozen=True, slots=True)
class Damaged:
    """A file, and the numbers of the items that can still be read from it."""

    name: str
    data: bytes
    whole: frozenset[int]
    harmless: bool = False  #: odd, but nothing is lost: no damage is to be reported


def _records(**options: Any) -> list[bytes]:
    pairs = zip(URLS, BODIES, strict=True)
    return [archives.info(), *(response(url, body, **options) for url, body in pairs)]


def _plain(records: list[bytes]) -> bytes:
    return b"".join(records)


def _packed(records: list[bytes]) -> bytes:
    return archives.packed(records)


def _one_member(records: list[bytes]) -> bytes:
    return member(b"".join(records))


PACKINGS: dict[str, tuple[str, Callable[[list[bytes]], bytes]]] = {
    "plain": (".warc", _plain),
    "members": (".warc.gz", _packed),
    "one-member": (".warc.gz", _one_member),
}


def _but(*lost: int) -> frozenset[int]:
    return frozenset(number for index, number in enumerate(NUMBERS) if index not in lost)


def files() -> Iterator[Damaged]:
    """All of them."""
    for packing, (suffix, pack) in PACKINGS.items():
        for name, data, whole, *harmless in _of(packing, pack):
            yield Damaged(f"{packing}-{name}{suffix}", data, whole, bool(harmless))
    yield from _no_warcs()


def _of(packing: str, pack: Callable[[list[bytes]], bytes]) -> Iterator[tuple[Any, ...]]:
    records = _records()
    bare = _records(digests=False)
    whole = pack(records)
    yield "no-digests", pack(bare), _but(), True
    cuts = {"by-a-byte": 1, "in-the-body": 3000, "in-the-headers": len(pack(records[-1:])) - 100}
    for name, size in cuts.items():
        if packing == "plain" and size == 1:
            size = 5  # the last of the body, not of the line ends behind it
        if packing == "one-member" and size > 1:
            size = {"in-the-body": 3000, "in-the-headers": 6000}[name]
        yield f"cut-{name}", whole[:-size], _but(4)
    yield "garbage-at-the-end", whole + b"\0garbage" * 500, _but()
    yield "zeros-at-the-end", whole + bytes(4096), _but()
    yield "garbage-at-the-start", b"\x89PNG garbage" * 100 + whole, _but()
    for name, length in (("too-long", 10_000), ("far-too-long", 10**12), ("too-short", -10_000)):
        for at in (3, 5):
            stated = max(10, len(records[at]) + length)
            wrong = response(
                URLS[at - 1], BODIES[at - 1], length=stated, digests=name == "too-short"
            )
            yield (
                f"length-{name}-{at}",
                pack([*records[:at], wrong, *records[at + 1 :]]),
                _but(at - 1),
            )
    no_length = records[2].replace(b"Content-Length: ", b"Content-Size: ", 1)
    yield "no-length", pack([*records[:2], no_length, *records[3:]]), _but(1)
    flipped = bytearray(records[2])
    flipped[-2000] ^= 1
    yield "wrong-digest", pack([*records[:2], bytes(flipped), *records[3:]]), _but(1)
    if packing == "one-member":
        return
    parts = [pack([one]) for one in records]
    yield "garbage-between", _plain([*parts[:3], b"\0garbage" * 500, *parts[3:]]), _but()
    yield "cut-between", _plain([*parts[:3], parts[3][:-900], *parts[4:]]), _but(2)
    if packing == "members":
        yield from _members(parts)


def _members(parts: list[bytes]) -> Iterator[tuple[Any, ...]]:
    yield "cut-between-at-its-start", b"".join([*parts[:3], parts[3][:40], *parts[4:]]), _but(2)
    yield "cut-by-its-checksum", b"".join([*parts[:3], parts[3][:-8], *parts[4:]]), _but(2)
    for position in (3, 12, 4000, -5):
        flipped = bytearray(parts[3])
        flipped[position] ^= 0x55
        harmless = 4 <= position < 10
        yield (
            f"flipped-{position}",
            b"".join([*parts[:3], bytes(flipped), *parts[4:]]),
            _but(2),
            *[1] * harmless,
        )
    yield "twice-the-magic", b"".join([*parts[:3], parts[3][:10], *parts[3:]]), _but()
    yield (
        "no-record-in-a-member",
        b"".join([*parts[:3], member(b"not a record" * 99), *parts[3:]]),
        _but(),
    )
    yield (
        "empty-members",
        b"".join([*parts[:3], member(b""), *parts[3:], member(b"")]),
        _but(),
        True,
    )


def _no_warcs() -> Iterator[Damaged]:
    none: frozenset[int] = frozenset()
    yield Damaged("empty.warc.gz", b"", none)
    yield Damaged("empty.warc", b"", none)
    yield Damaged("a-text.warc", b"This is no WARC file.\n" * 1000, none)
    yield Damaged("a-packed-text.warc.gz", gzip.compress(b"This is no WARC file.\n" * 1000), none)
    yield Damaged("a-page.warc", BODIES[0], none)
    yield Damaged("only-a-magic.warc.gz", b"\x1f\x8b\x08", none)
    yield Damaged("only-a-version.warc", b"WARC/1.0\r\n", none)
    yield Damaged("half-a-header.warc", record("response", b"")[:60], none)
    yield Damaged("zeros.warc.gz", bytes(100_000), none)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for one in files():
        (folder / one.name).write_bytes(one.data)

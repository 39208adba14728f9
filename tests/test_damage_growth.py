"""What damage costs: files made of lies are read in a multiple of their size, counted in bytes read,
unpacked and handed out, never in their square."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable

import pytest

from archive.warc import Damage, WarcRecord, reader
from archive.warc.packing import zstd
from archive.warc.record_parser import RecordParser
from archive.warc.stream import MemberStream

pytestmark = pytest.mark.slow

LYING = b"WARC/1.0\r\nContent-Length: 99999999\r\n\r\n"
HEADLESS = b"WARC/1.0\r\nA: b\r\n"
ARC = b"http://x.example/ 192.0.2.7 20230209000000 text/html 99999\n"
DIGEST = b"WARC-Block-Digest: sha1:" + b"A" * 32 + b"\r\n\r\n"


def halfway(head: bytes, count: int, size: int) -> bytes:
    """Records that each claim what is left of the file."""
    return b"".join(head % ((count - n) * size) for n in range(count))


FORMS: dict[str, Callable[[int], bytes]] = {
    "lying, plain": lambda n: LYING * n,
    "lying, in one member": lambda n: gzip.compress(LYING * n),
    "lying, in members": lambda n: gzip.compress(LYING) * n,
    "lying, in frames": lambda n: zstd.compress(LYING) * n,
    "half of the rest, plain": lambda n: halfway(b"WARC/1.0\r\nContent-Length: %d\r\n\r\n", n, 18),
    "half of the rest, in one member": lambda n: gzip.compress(
        halfway(b"WARC/1.0\r\nContent-Length: %d\r\n\r\n", n, 18)
    ),
    "heads without an end, plain": lambda n: HEADLESS * n,
    "heads without an end, in one member": lambda n: gzip.compress(HEADLESS * n),
    "no length, in one member": lambda n: gzip.compress(b"WARC/1.0\r\nA:\r\n\r\n" * n),
    "wrong digests": lambda n: (b"WARC/1.0\r\nContent-Length: 4000\r\n" + DIGEST) * n,
    "lying, ARC": lambda n: ARC * n,
    "only magic numbers, gzip": lambda n: b"\x1f\x8b\x08" * n,
    "only magic numbers, zstd": lambda n: b"\x28\xb5\x2f\xfd" * n,
    "broken frames": lambda n: zstd.compress(LYING * 3)[:-5] * n,
    "empty skippable frames": lambda n: b"\x50\x2a\x4d\x18\0\0\0\0" * n,
    "dictionaries without an end": lambda n: b"\x5d\x2a\x4d\x18\xff\0\0\0x" * n,
}


def work(data: bytes) -> int:
    stream = MemberStream(io.BytesIO(data))
    reading = reader.RecordScan(stream, reader.everything, reader.TOLERANT)
    for found in reader.joined(reading.records(reader.START)):
        assert found.length > 0
    return stream.work


@pytest.mark.parametrize("form", FORMS)
def test_what_damage_costs_grows_with_the_file(form: str) -> None:
    free = reader._FREE_WORK  # so much may be spent on any file
    small, large = work(FORMS[form](3_000)), work(FORMS[form](12_000))
    assert large <= max(5 * small, 2 * free)


@pytest.mark.parametrize("pack", [gzip.compress, zstd.compress])
def test_a_member_that_unpacks_to_more_than_any_record_is_named_and_left(
    pack: Callable[[bytes], bytes],
) -> None:
    good = pack(b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 1\r\n\r\nx\r\n\r\n")
    stream = MemberStream(io.BytesIO(good + pack(bytes(120_000_000)) + good))
    reading = reader.RecordScan(stream, reader.everything, reader.TOLERANT)
    found = list(reader.joined(reading.records(reader.START)))
    assert [type(one) for one in found] == [WarcRecord, Damage, WarcRecord]
    assert stream.work < 100_000_000


def test_headers_without_an_end_are_not_read_to_the_end_of_the_file() -> None:
    data = b"WARC/1.0\r\nWARC-Type: response\r\n" + b"X-A: b\r\n" * 1_000_000
    stream = MemberStream(io.BytesIO(data))
    with pytest.raises(reader.MalformedRecord, match="have no end"):
        RecordParser(stream, reader.everything, reader.TOLERANT).record()
    assert stream.work < 3_000_000

"""Inputs of others, broken in thousands of ways: nothing but named errors is raised, nothing takes
long, and memory stays bounded.

ARSIP_FUZZ=7 breaks them in other ways (a number, 0 without it), ARSIP_FUZZ_COUNT=100000 in more. What
fails is kept as a file, whose name the failure says.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import pytest

from archive import dump, sites
from archive.article import NotAnItem, ReadError
from archive.extract import extract
from archive.imports import batches
from archive.warc.packing import zstd
from crawler.sources.sitemaps import entries
from crawler.sources.source_text import SourceError
from crawler.wayback import cdx
from tests import whole_pages
from tests.archives import info, packed, response, revisit
from tests.site import documents

pytestmark = pytest.mark.slow

SEED = os.environ.get("ARSIP_FUZZ", "0")
COUNT = int(os.environ.get("ARSIP_FUZZ_COUNT", "2000"))
CPU_S = 2  # of the processor; time on the clock says nothing on a busy machine
MEMORY_BYTES = 400 << 20  # more than at the beginning; a page in the reader takes some 50 MB

SITE = sites.SITES["voaindonesia"]
URL = "https://www.voaindonesia.com/a/contoh/7000001.html"
WHEN = datetime(2023, 2, 9, 12, 0, tzinfo=UTC)

#: What hostile and careless writers put where a word, a number or a date is expected.
PIECES = [
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"\xed\xa0\x80", b"<", b">", b"&#x110000;", b"]]>", b"<![CDATA[",
    b"<!--", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b'"', b"'", b"\\u0000", b"\\ud800", b"{", b"[", b"]}", b"null", b"-1",
    b"0", b"1e999", b"99999999999999999999", b"9" * 5000, b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59+14:00",
    b"\r\n\r\n", b"\n", b"\t" * 50, b"WARC/1.0\r\n", b"Content-Length: -5\r\n", b"Content-Length: 1e3\r\n",
    b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"http://[", b"https://www.voaindonesia.com/a/1.html", b"//", b"javascript:",
    b"<div>" * 300, b"</div>" * 300, b"(" * 500, b" " * 3000, b"<p ", b"style='", "١٢".encode(), b"Selasa (7/2)",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """Whole inputs of one kind, what reads them, and the errors that it may raise."""

    seeds: Callable[[], list[bytes]]
    read: Callable[[bytes], object]
    errors: tuple[type[Exception], ...] = ()


class TooLong(BaseException):
    """More of the processor's time was taken than anything may take."""


def pages() -> list[bytes]:
    return [whole_pages.page(folder) for folder in sorted(whole_pages.PAGES.iterdir())]


def dumps() -> list[bytes]:
    return [path.read_bytes() for path in sorted(whole_pages.DUMPS.glob("*/dump.txt"))]


def sitemaps() -> list[bytes]:
    listed = [
        documents.Entry(f"/a/berita/{number}.html", "2023-02-08T01:00:00Z", "Banjir & longsor")
        for number in range(7_000_001, 7_000_020)
    ]
    base = "https://www.voaindonesia.com"
    plain = documents.urlset(base, listed), documents.news(base, listed)
    unpacked = [gzip.decompress(one) if one[:2] == b"\x1f\x8b" else one for one in plain]
    texts = b"\n".join(f"{base}{one.path}".encode() for one in listed)
    return [*unpacked, *map(gzip.compress, unpacked), texts, texts.decode().encode("utf-16")]


def lists() -> list[bytes]:
    rows = [
        [
            "com,voaindonesia)/a/7000001.html",
            f"2023020{day}120000",
            URL,
            "text/html",
            "200",
            "A" * 32,
        ]
        for day in range(1, 9)
    ]
    names = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
    short = [["timestamp", "original"], *([row[1], row[2]] for row in rows)]
    tables = [[names, *rows], short, [*short, [], ["com%2Cvoa)+2023"]], []]
    plain = [json.dumps(table).encode() for table in tables]
    return [*plain, gzip.compress(plain[1])]


def records() -> list[bytes]:
    body = whole_pages.page(whole_pages.PAGES / "br2012-bare")[:3000]
    other = "https://www.voaindonesia.com/a/lain/7000002.html"
    return [
        info(),
        response(URL, body, WHEN),
        response(other, gzip.compress(body), http_headers=(("Content-Encoding", "gzip"),)),
        revisit(URL, WHEN, (URL, WHEN, body)),
        response(f"{URL}?x", b"gone", status="404 Not Found"),
        response(other, body, digests=False),
    ]


def warcs() -> list[bytes]:
    return [b"".join(records()), packed(records()), gzip.compress(b"".join(records()))]


def zstd_warcs() -> list[bytes]:
    frames = b"".join(map(zstd.compress, records()))
    dictionary = zstd.train_dict(
        [bytes(one) + bytes([n]) for n in range(40) for one in records()], 2048
    )
    with_dictionary = b"".join(zstd.compress(one, zstd_dict=dictionary) for one in records())
    content = dictionary.dict_content
    head = b"\x5d\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content
    return [frames, head + with_dictionary]


def read_warc(data: bytes) -> int:
    selection = batches.ImportFilter(frozenset(sites.SITES))
    return sum(len(batch.records) for batch in batches.parts(io.BytesIO(data), selection))


KINDS = {
    "pages": Kind(pages, lambda data: extract(data, URL), (NotAnItem, ReadError)),
    "dumps": Kind(dumps, lambda data: dump.read(data.decode("utf-8", "replace"), URL), (NotAnItem, ReadError)),
    "warc": Kind(warcs, read_warc),
    "warc-zst": Kind(zstd_warcs, read_warc),
    "sitemaps": Kind(sitemaps, lambda data: list(entries(data, URL, WHEN)), (SourceError,)),
    "lists": Kind(lists, lambda data: cdx.list_page(data, SITE), (cdx.ListError,)),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_broken_input_costs_no_more_than_a_named_error(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    seeds = kind.seeds()
    for seed in seeds:
        attempt(kind, seed)
    before = peak_bytes()
    for number in range(COUNT):
        data = broken(random.Random(f"{SEED} {name} {number}"), seeds)
        try:
            attempt(kind, data)
        except (Exception, TooLong) as error:
            kept = tmp_path / f"{name}-{number}"
            kept.write_bytes(data)
            error.add_note(f"input {number} of ARSIP_FUZZ={SEED}, kept as {kept}")
            raise
    assert peak_bytes() - before < MEMORY_BYTES


def attempt(kind: Kind, data: bytes) -> None:
    words = ""
    with time_limit(CPU_S):
        try:
            kind.read(data)
        except kind.errors as error:
            words = str(error)
    assert "\n" not in words, "an error is one line"


def broken(rng: random.Random, seeds: list[bytes]) -> bytes:
    """A seed with some of its parts broken: mostly one, seldom many."""
    data = bytearray(rng.choice(seeds))
    for _ in range(min(40, int(rng.paretovariate(0.8)))):
        rng.choice(WAYS)(rng, data, seeds)
    return bytes(data[: 2 << 20])


def flip(rng: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    if data:
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def cut(rng: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    start, end = span(rng, data)
    del data[start:end]


def end(rng: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    del data[rng.randrange(len(data) + 1) :]


def again(rng: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    start, stop = span(rng, data)
    data[start:start] = data[start:stop] * rng.choice((1, 1, 1, 2, 50))


def insert(rng: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    at = rng.randrange(len(data) + 1)
    data[at:at] = rng.choice(PIECES)


def replace(rng: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    start, stop = span(rng, data)
    data[start : min(stop, start + 30)] = rng.choice(PIECES)


def splice(rng: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    other = rng.choice(seeds)
    start, stop = span(rng, other)
    at = rng.randrange(len(data) + 1)
    data[at:at] = other[start:stop]


def number(rng: random.Random, data: bytearray, seeds: list[bytes]) -> None:
    """Another number where one stands."""
    at = rng.randrange(len(data) + 1)
    digits = [n for n in range(at, min(len(data), at + 500)) if 48 <= data[n] <= 57]
    if digits:
        data[digits[0] : digits[0] + 1] = rng.choice((b"", b"0", b"-", b"9" * 20, b"\xd9\xa1"))


WAYS = (flip, cut, end, again, insert, insert, replace, replace, splice, number)


def span(rng: random.Random, data: bytes | bytearray) -> tuple[int, int]:
    """Where a part begins and ends: as often short as long."""
    start = rng.randrange(len(data) + 1)
    longest = rng.choice((4, 64, 1024, 1 << 20))
    return start, start + rng.randrange(min(longest, len(data) - start) + 1)


def peak_bytes() -> int:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@contextmanager
def time_limit(cpu_s: float) -> Iterator[None]:
    """Raises `TooLong` inside when that takes more of the processor's time."""

    def expire(number: int, frame: FrameType | None) -> None:
        raise TooLong(f"more than {cpu_s} s of the processor")

    before = signal.signal(signal.SIGPROF, expire)
    signal.setitimer(signal.ITIMER_PROF, cpu_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def test_what_takes_long_is_seen() -> None:
    def read(data: bytes) -> None:
        while True:
            pass

    with pytest.raises(TooLong):
        attempt(Kind(list, read), b"")

"""Other people's WARC files: every whole record comes out, the rest is named, nothing short is
taken for whole."""

from __future__ import annotations

import gzip
import hashlib
import io
import random
import tracemalloc
import zlib
from itertools import pairwise

import brotli
import pytest
from backports import zstd

from archive.urls import item_number
from archive.warc import (
    CutShort,
    Damage,
    Location,
    Message,
    MessageError,
    WarcRecord,
    bounds,
    reader,
)
from tests import damaged
from tests.archives import HTML_HEAD, http, info, member, packed, record, response
from tests.damaged import BODIES, URLS, Damaged

FILES = list(damaged.files())
START = Location(0)


def every(headers: dict[str, str]) -> bool:
    return True


def read(data: bytes, start: Location = START) -> list[WarcRecord | Damage]:
    return list(reader.records(io.BytesIO(data), every, start))


def whole(found: list[WarcRecord | Damage]) -> list[int | None]:
    return [
        item_number(one.url)
        for one in found
        if isinstance(one, WarcRecord) and one.type == "response"
    ]


def test_there_are_enough_of_them():
    assert len(FILES) >= 50
    assert len({one.name for one in FILES}) == len(FILES)


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_what_is_whole_is_read_and_the_rest_is_named(one: Damaged):
    found = read(one.data)
    assert set(whole(found)) == one.whole
    assert len(whole(found)) == len(one.whole)
    damages = [each for each in found if isinstance(each, Damage)]
    assert bool(damages) is not (one.harmless or not one.data)
    bodies = dict(zip(damaged.NUMBERS, BODIES, strict=True))
    for each in found:
        if isinstance(each, WarcRecord) and each.type == "response":
            assert Message.parse(each.block).content() == bodies[item_number(each.url) or 0]


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_every_byte_of_a_file_is_of_a_record_or_named(one: Damaged):
    ranges = []
    for each in read(one.data):
        place = each.place if isinstance(each, WarcRecord) else Location(each.offset, each.within)
        if place.within is None:
            ranges.append((place.offset, place.offset + each.length))
    for (_, end), (start, _) in pairwise(ranges):
        assert end <= start
    if "one-member" not in one.name and ranges and not one.harmless:
        assert ranges[0][0] == 0
        assert ranges[-1][1] == len(one.data)
        assert all(end == start for (_, end), (start, _) in pairwise(ranges))


@pytest.mark.parametrize(
    "name", ["plain-no-digests.warc", "members-no-digests.warc.gz", "one-member-no-digests.warc.gz"]
)
def test_reading_goes_on_from_any_record_and_any_record_can_be_read_again(name: str):
    data = next(one.data for one in FILES if one.name == name)
    found = [one for one in read(data) if isinstance(one, WarcRecord)]
    for index, one in enumerate(found):
        assert read(data, one.following) == found[index + 1 :]
        assert reader.at(io.BytesIO(data), one.place) == one


def test_a_record_over_several_members():
    block = response(URLS[0], BODIES[0])
    data = (
        member(info())
        + b"".join(member(block[n : n + 5000]) for n in range(0, len(block), 5000))
        + member(info())
    )
    assert [type(one) for one in read(data)] == [WarcRecord] * 3
    assert len(whole(read(data))) == 1


def test_blocks_that_are_not_wanted_are_passed_over_without_being_held():
    big = record("response", b"x" * 30_000_000, "https://other.example/film.mp4", digests=False)
    for data in (info() + big + info(), packed([info(), big, info()])):
        tracemalloc.start()
        found = list(reader.records(io.BytesIO(data), lambda headers: False))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert [one.passed_over for one in found if isinstance(one, WarcRecord)] == [True] * 3
        assert peak < 3_000_000


@pytest.mark.parametrize(
    "digest", ["sha1:{sha1}", "SHA-1:{sha1}", "sha256:{sha256}", "crc32:ab", "md5:{md5}", ""]
)
def test_digests_in_every_writing(digest: str):
    block = http(BODIES[0])
    values = {name: hashlib.new(name, block).hexdigest() for name in ("sha1", "sha256", "md5")}
    headers = [("WARC-Block-Digest", digest.format(**values))]
    (found,) = read(record("response", block, URLS[0], headers=headers, digests=False))
    assert isinstance(found, WarcRecord)


# payloads


def payload_of(body: bytes, *headers: tuple[str, str]) -> bytes:
    return Message.parse(http(body, headers=[*HTML_HEAD, *headers])).content()


HTML = BODIES[0]
CHUNKED = b"%x\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n" % (100, HTML[:100], len(HTML) - 100, HTML[100:])
RAW = zlib.compressobj(6, zlib.DEFLATED, -15)
RAW_DEFLATE = RAW.compress(HTML) + RAW.flush()


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (HTML, {}),
        (HTML, {"Content-Length": str(len(HTML))}),
        (HTML, {"Content-Length": "10"}),
        (gzip.compress(HTML), {"Content-Encoding": "gzip"}),
        (
            gzip.compress(HTML),
            {"Content-Encoding": "GZIP", "Content-Length": str(len(gzip.compress(HTML)))},
        ),
        (brotli.compress(HTML), {"Content-Encoding": "br"}),
        (zstd.compress(HTML), {"Content-Encoding": "zstd"}),
        (zlib.compress(HTML), {"Content-Encoding": "deflate"}),
        (RAW_DEFLATE, {"Content-Encoding": "deflate"}),
        (CHUNKED, {"Transfer-Encoding": "chunked"}),
        (gzip.compress(gzip.compress(HTML)), {"Content-Encoding": "gzip, gzip"}),
        # wrong labels
        (HTML, {"Content-Encoding": "gzip", "Content-Length": "999999"}),
        (HTML, {"Content-Encoding": "br"}),
        (HTML, {"Content-Encoding": "zstd"}),
        (HTML, {"Content-Encoding": "deflate"}),
        (HTML, {"Transfer-Encoding": "chunked"}),
        (HTML, {"Content-Encoding": "aws-chunked"}),
        (gzip.compress(HTML), {}),
        (gzip.compress(HTML), {"Content-Encoding": "br"}),
        (zstd.compress(HTML), {"Content-Encoding": "gzip"}),
    ],
)
def test_encodings_are_undone_whatever_the_labels_say(body: bytes, headers: dict[str, str]):
    assert payload_of(body, *headers.items()) == HTML


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (HTML[:-1], {"Content-Length": str(len(HTML))}),
        (gzip.compress(HTML)[:-9], {"Content-Encoding": "gzip"}),
        (brotli.compress(HTML)[:-9], {"Content-Encoding": "br"}),
        (zstd.compress(HTML)[:-9], {"Content-Encoding": "zstd"}),
        (zlib.compress(HTML)[:-9], {"Content-Encoding": "deflate"}),
        (CHUNKED[:-20], {"Transfer-Encoding": "chunked"}),
    ],
)
def test_half_a_body_is_never_handed_out(body: bytes, headers: dict[str, str]):
    with pytest.raises(CutShort):
        payload_of(body, *headers.items())


def test_what_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bounds, "LONGEST_PAGE", 1_000_000)
    bomb = b"<html>" + bytes(3_000_000)
    for name, pack in (("gzip", gzip.compress), ("br", brotli.compress), ("zstd", zstd.compress)):
        with pytest.raises(MessageError, match="more than"):
            payload_of(pack(bomb), ("Content-Encoding", name))


@pytest.mark.parametrize(
    "block", [b"", b"HTTP/1.1 200 OK", b"garbage\r\n\r\n" * 3, b"HTTP/1.1 abc\r\n\r\nx"]
)
def test_what_is_no_response_is_said_to_be_none(block: bytes):
    with pytest.raises(MessageError):
        Message.parse(block)


def test_headers_with_bare_line_feeds():
    found = Message.parse(b"HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>a\r\n\r\nb")
    assert (found.status, found.header("content-type"), found.body) == (
        200,
        "text/html",
        b"<p>a\r\n\r\nb",
    )


def test_plain_and_packed_records_in_one_file():
    records = [response(url, body) for url, body in zip(URLS, BODIES, strict=True)]
    data = packed(records[:2]) + b"".join(records[2:4]) + packed(records[4:])
    found = [one for one in read(data) if isinstance(one, WarcRecord)]
    assert len(found) == len(read(data)) == 5
    for index, one in enumerate(found):
        assert read(data, one.following) == found[index + 1 :]


def test_whatever_is_changed_in_a_file_reading_ends_and_goes_on_from_everywhere():
    dice = random.Random(7)
    records = [info(), *(response(url, body[:900]) for url, body in zip(URLS, BODIES, strict=True))]
    for _ in range(400):
        data = bytearray(packed(records) if dice.random() < 0.5 else b"".join(records))
        at = dice.randrange(len(data))
        data[at : at + dice.choice([0, 1, 40, 700])] = dice.randbytes(dice.choice([0, 1, 40, 700]))
        found = read(bytes(data))
        bodies = [
            one.block.partition(b"\r\n\r\n")[2]
            for one in found
            if isinstance(one, WarcRecord) and one.block
        ]
        assert all(len(body) == 900 for body in bodies[1:])
        for index, one in enumerate(found):
            if isinstance(one, WarcRecord):
                assert read(bytes(data), one.following) == found[index + 1 :]


@pytest.mark.parametrize("size", [997, 3001, 65_280])
def test_records_in_members_of_one_size(size: int):
    data = b"".join(response(url, body) for url, body in zip(URLS, BODIES, strict=True))
    members = b"".join(member(data[n : n + size]) for n in range(0, len(data), size))
    assert whole(read(members)) == damaged.NUMBERS
    for one in read(members):
        assert isinstance(one, WarcRecord)
        assert reader.at(io.BytesIO(members), one.place) == one

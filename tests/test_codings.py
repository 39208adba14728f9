"""The encodings of a body: undone up to their bounds, and refused beyond them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from time import process_time

import brotli
import pytest
from backports import zstd

from archive.warc import CutShort, Message, MessageError, bounds
from archive.warc.codings import content, start, without_chunks

HTML = b"<!doctype html><html><p>Warga mengungsi ke bukit.</p></html>"
GZIP = [("Content-Encoding", "gzip")]
CHUNKED = [("Transfer-Encoding", "chunked")]
PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def packed(times: int) -> bytes:
    body = HTML
    for _ in range(times):
        body = gzip.compress(body)
    return body


@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_body_packed_up_to_three_times_is_unpacked(times: int) -> None:
    label = [("Content-Encoding", ", ".join(["gzip"] * times))]
    assert content(packed(times), label) == HTML


def test_a_body_packed_four_times_is_no_page() -> None:
    with pytest.raises(MessageError, match="packed more than 3 times"):
        content(packed(4), [("Content-Encoding", "gzip, gzip, gzip, gzip")])


@pytest.mark.parametrize("kind", PACK)
def test_a_page_may_be_as_long_as_the_longest(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    label = [("Content-Encoding", kind)]
    monkeypatch.setattr(bounds, "LONGEST_PAGE", 200_000)
    longest = HTML + b"x" * (200_000 - len(HTML))
    assert content(PACK[kind](longest), label) == longest
    with pytest.raises(MessageError, match="unpacks to more than 200,000 bytes"):
        content(PACK[kind](longest + b"x"), label)


def test_members_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "LONGEST_PAGE", 1000)
    half = gzip.compress(b"x" * 500)
    assert content(half + half, GZIP) == b"x" * 1000
    with pytest.raises(MessageError, match="more than"):
        content(half + half + gzip.compress(b"x"), GZIP)


def test_what_follows_the_members_and_is_none_is_left_out() -> None:
    assert content(gzip.compress(HTML) + b"\0\0 rest", GZIP) == HTML
    assert content(gzip.compress(HTML[:9]) + gzip.compress(HTML[9:]), GZIP) == HTML


def cost(members: int) -> float:
    body = gzip.compress(HTML) + gzip.compress(b"") * members
    begun = process_time()
    assert content(body, GZIP) == HTML
    return process_time() - begun


def test_members_cost_no_more_each_where_there_are_many() -> None:
    assert cost(200_000) < 30 * cost(20_000)  # in the square of their number: 100 times


@pytest.mark.parametrize("declared", ["", "text/html; charset=utf-8", "Text/Plain"])
def test_an_unlabelled_page_is_unpacked(declared: str) -> None:
    assert content(gzip.compress(HTML), [("Content-Type", declared)]) == HTML


def test_a_file_that_is_packed_itself_stays_so() -> None:
    body = gzip.compress(b"<urlset/>")
    assert content(body, [("Content-Type", "application/x-gzip")]) == body
    assert content(body, [("Content-Type", "application/x-gzip"), *GZIP]) == b"<urlset/>"


@pytest.mark.parametrize(("stated", "whole"), [(-1, True), (0, True), (1, False)])
def test_a_body_shorter_than_it_says_breaks_off(stated: int, whole: bool) -> None:
    headers = [("Content-Length", str(len(HTML) + stated))]
    if whole:
        assert content(HTML, headers) == HTML
        return
    with pytest.raises(CutShort, match=f"{len(HTML)} of {len(HTML) + 1} bytes"):
        content(HTML, headers)


def test_the_length_of_a_packed_body_says_nothing_of_an_unpacked_one() -> None:
    stated = ("Content-Length", "900")
    assert content(HTML, [*GZIP, stated]) == HTML
    for headers in ([*GZIP, stated], [("Content-Encoding", "identity"), stated]):
        with pytest.raises(CutShort, match="0 of 900 bytes"):
            content(b"", headers)


def test_chunks_are_joined_and_their_extensions_passed_over() -> None:
    body = b"5;name=value\r\nWarga\r\nA\n mengungsi\n0\r\nTrailer: x\r\n\r\n"
    assert without_chunks(body, CHUNKED) == (b"Warga mengungsi", True)
    assert without_chunks(body, []) == (body, False)
    assert without_chunks(HTML, CHUNKED) == (HTML, False)


def test_chunks_that_break_off_say_where() -> None:
    for body in (b"5\r\nWarga\r\n", b"5\r\nWarga\r\n5\r\nxy"):
        with pytest.raises(CutShort, match="chunked body breaks off at byte 10"):
            without_chunks(body, CHUNKED)


def test_the_start_of_the_content_is_seen_through_its_encodings() -> None:
    page = HTML + bytes(range(32, 127)) * 20
    chunk = b"%x\r\n%b\r\n0\r\n\r\n"
    zipped = gzip.compress(page)
    for body, headers in (
        (page, []),
        (chunk % (len(page), page), CHUNKED),
        (zipped, GZIP),
        (zstd.compress(page), [("Content-Encoding", "zstd")]),
        (chunk % (len(zipped), zipped), [*CHUNKED, *GZIP]),
    ):
        assert start(body, headers) == page[:512]


@pytest.mark.parametrize("status", [100, 199, 204, 304])
def test_a_status_without_a_body_has_none_that_could_break_off(status: int) -> None:
    block = b"HTTP/1.1 %d x\r\nContent-Length: 900\r\nContent-Encoding: gzip\r\n\r\n" % status
    assert Message.parse(block).content() == b""


@pytest.mark.parametrize("status", [200, 205, 303, 404])
def test_a_status_with_a_body_says_how_long_it_is(status: int) -> None:
    block = b"HTTP/1.1 %d x\r\nContent-Length: 900\r\n\r\nx" % status
    with pytest.raises(CutShort, match="1 of 900 bytes"):
        Message.parse(block).content()


@pytest.mark.parametrize(
    ("body", "declared", "found"),
    [
        (HTML, "application/javascript", "text/html"),
        (b"\xef\xbb\xbf \r\n<HEAD>", "", "text/html"),
        (b"\x1f\x8b\x08rest", "application/x-thing", "application/gzip"),
        (b"%PDF-1.7", "text/html", "application/pdf"),
        (b"<?xml version='1.0'?><urlset>", "text/html", "application/xml"),
        (b"<?xml version='1.0'?><!DOCTYPE x><html>", "application/xml", "text/html"),
        (b"{}", "Application/JSON; charset=utf-8", "application/json"),
        (b"{}", "", "application/octet-stream"),
    ],
)
def test_the_type_of_a_body_is_told_by_how_it_begins(
    body: bytes, declared: str, found: str
) -> None:
    message = Message(200, (("content-TYPE", declared),), body)
    assert message.media_type() == found

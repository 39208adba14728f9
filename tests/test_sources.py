"""Sitemaps and feeds: all that they name, whatever they are packed in, and nothing that they
try."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest

from archive.sites import SITES
from crawler import sitemaps
from crawler.origin import SiteOrigin
from crawler.sitemaps import Entry, SourceError, entries, utc, whole_past
from tests.site import documents

URLSET = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">%b</urlset>'
)
ROWS = b"".join(
    b"<url><loc>https://www.voaindonesia.com/a/x/%d.html</loc><lastmod>2026-03-01T06:00:00Z</lastmod></url>"
    % n
    for n in range(500)
)


def read(body: bytes) -> tuple[list[Entry], str | None]:
    """What could be read, and what stopped it."""
    found: list[Entry] = []
    try:
        found.extend(entries(body))
    except SourceError as error:
        return found, str(error)
    return found, None


@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, lambda body: gzip.compress(gzip.compress(body))[:0] + body]
)
def test_gzip_is_told_by_its_bytes(pack):
    found, problem = read(pack(URLSET % ROWS))
    assert (len(found), problem) == (500, None)
    assert found[7] == Entry(
        "https://www.voaindonesia.com/a/x/7.html", "2026-03-01T06:00:00Z", nested=False
    )


def test_an_index_names_sitemaps():
    found, _ = read(
        documents.index("https://x", [documents.Entry("/sitemap_1.xml.gz", "2026-03-01T00:00:00Z")])
    )
    assert found == [Entry("https://x/sitemap_1.xml.gz", "2026-03-01T00:00:00Z", nested=True)]


def test_feeds_and_news_sitemaps_name_items_without_a_lastmod():
    rows = [documents.Entry("/a/x/1.html", "2026-03-01T00:00:00Z", "Satu & dua")]
    for body in (documents.rss("https://x", rows), documents.news("https://x", rows)):
        assert read(body) == ([Entry("https://x/a/x/1.html", None, nested=False)], None)


def test_the_address_of_a_picture_is_not_that_of_its_page():
    space = b"http://www.google.com/schemas/sitemap-image/1.1"
    image = b'<i:image xmlns:i="%b"><i:loc>https://x/1.jpg</i:loc>' % space
    row = b"<url>" + image + b"</i:image><loc>https://x/a/x/1.html</loc></url>"
    assert read(URLSET % row) == ([Entry("https://x/a/x/1.html", None, nested=False)], None)


@pytest.mark.parametrize("size", [20, 400, -30, -9, -1])
def test_a_gzip_that_breaks_off_is_never_silently_short(size):
    packed = gzip.compress(URLSET % ROWS)
    found, problem = read(packed[:size])
    assert problem is not None
    assert problem.startswith("gzip is damaged")
    assert len(found) <= 500


def test_a_flipped_byte_in_a_gzip_is_an_error():
    packed = bytearray(gzip.compress(URLSET % ROWS))
    packed[len(packed) // 2] ^= 0xFF
    assert read(bytes(packed))[1] is not None


@pytest.mark.parametrize("body", [documents.LAUGHS, documents.EXTERNAL], ids=["laughs", "external"])
def test_entities_are_never_resolved(body):
    tracemalloc.start()
    found, problem = read(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == []
    assert problem is not None
    assert "never resolved" in problem
    assert peak < 5_000_000


def test_what_comes_before_broken_xml_holds():
    found, problem = read(
        URLSET % ROWS.replace(b"<loc>https://www.voaindonesia.com/a/x/300", b"<loc><&")
    )
    assert len(found) == 300
    assert problem is not None
    assert problem.startswith("broken XML")


@pytest.mark.parametrize(
    "body", [b"", b"<!DOCTYPE html><html><body>Access Denied</body></html>", b"\x00\x01\x02", b"{}"]
)
def test_what_is_no_xml(body):
    assert read(body)[1] is not None


def test_a_bomb_is_capped(monkeypatch):
    monkeypatch.setattr(sitemaps, "MAX_BYTES", 1_000_000)
    bomb = gzip.compress(URLSET % (b"<url><loc>https://x/" + b"a" * 5_000_000 + b"</loc></url>"))
    assert read(bomb) == ([], "more than 1,000,000 bytes when unpacked")


def test_addresses_beyond_reason_are_left_out():
    assert read(URLSET % (b"<url><loc>https://x/" + b"a" * 3000 + b"</loc></url><url></url>")) == (
        [],
        None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-01T06:00:00Z", "2026-03-01T06:00:00Z"),
        ("2026-03-01T13:00:00.123+07:00", "2026-03-01T06:00:00Z"),
        ("2026-03-01T06:00:00", "2026-03-01T06:00:00Z"),
        ("2026-03-01", "2026-03-01"),
        ("kemarin", None),
        ("", None),
    ],
)
def test_lastmod_in_utc_with_its_own_grain(text, expected):
    assert utc(text) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://x/sitemap_634_1.xml.gz", True),
        ("https://x/sitemap_voaindonesia_12.xml", True),
        ("https://x/sitemap_voaindonesia_latest.xml.gz", False),
        ("https://x/sitemap.xml", False),
    ],
)
def test_the_files_of_the_whole_past(url, expected):
    assert whole_past(url) is expected


def test_a_mirror_translates_both_ways():
    mirror = SiteOrigin(SITES["voaindonesia"], "http://127.0.0.1:8800")
    assert (
        mirror.fetched("https://www.voaindonesia.com/rss/?count=200")
        == "http://127.0.0.1:8800/rss/?count=200"
    )
    assert (
        mirror.kept("http://127.0.0.1:8800/a/x/1.html") == "https://www.voaindonesia.com/a/x/1.html"
    )
    assert mirror.kept("https://elsewhere.example/a") == "https://elsewhere.example/a"
    assert mirror.owns("http://127.0.0.1:8800/x")
    assert mirror.owns("https://m.voaindonesia.com/x")
    assert not mirror.owns("http://127.0.0.1:9/x")
    itself = SiteOrigin(SITES["voaindonesia"])
    assert itself.fetched("https://www.voaindonesia.com/x") == "https://www.voaindonesia.com/x"
    assert not itself.owns("http://127.0.0.1:8800/x")

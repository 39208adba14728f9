"""The address that somebody meant, or why there is none; and what a mirror makes of it."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.sites import SITES
from crawler.origin import SiteOrigin
from crawler.sources.sitemaps import Entry, Unread, entries, in_robots
from crawler.sources.web_address import AddressError, meant

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SITE = "https://www.voaindonesia.com"
BASE = f"{SITE}/sitemap_1.xml"
ONE, TWO = f"{SITE}/a/satu/1.html", f"{SITE}/a/dua/2.html"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("//www.voaindonesia.com/a/satu/1.html", ONE),
        ("www.voaindonesia.com/a/satu/1.html", ONE),
        ("voaindonesia.com/a/satu/1.html", f"https://{'voaindonesia.com'}/a/satu/1.html"),
        ("/a/satu/1.html", ONE),
        ("a/satu/1.html", ONE),
        ("HTTPS://www.voaindonesia.com/a/satu/1.html", ONE),
        ("https:/www.voaindonesia.com/a/satu/1.html", ONE),
        ("\ufeff https://www.voaindonesia.com/a/\n   satu/1.html\t", ONE),
        ("/a/satu dua/1.html", f"{SITE}/a/satu%20dua/1.html"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_the_address_that_is_meant(text, expected):
    assert meant(text, BASE) == expected


BROKEN = [
    "", " ", "https://", "https://[rusak/a/1.html", "https://[::1", "http://x:99999/a", "http://x:0/", "http://x:a/",
    "mailto:a@b", "javascript:x", "ftp://x/a", "tag:x,2026:1", "data:,x", "/a\x00b", "/a\x1b[2Jb", "//", "/\ud800",
    "https://?", "/<b>", "&lol9;", "/a/&x;", "https://" + "a" * 3000,
]  # fmt: skip


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_address_is_named_and_costs_nothing_else(text):
    with pytest.raises(AddressError):
        meant(text, BASE)
    rows = "".join(f"<url><loc>{escape(one)}</loc></url>" for one in (ONE, text, TWO))
    body = f"<urlset>{rows}</urlset>".encode("utf-8", "surrogatepass")
    found = [one.url for one in entries(body, BASE, NOW) if isinstance(one, Entry)]
    assert [url for url in found if url in (ONE, TWO)] == [ONE, TWO]
    found_in_robots = list(in_robots([ONE, text, TWO], BASE))
    assert [isinstance(one, Unread) for one in found_in_robots] == [False, True, False]


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(), st.from_regex(r"(https?:)?//[\[\]@:%\w./?#&;-]{0,20}")))
def test_whatever_the_text_an_address_can_be_used_or_is_refused(text):
    origin = SiteOrigin(SITES["voaindonesia"], "http://127.0.0.1:8800")
    try:
        url = meant(text, BASE)
    except AddressError:
        return
    assert urlsplit(url).scheme in ("http", "https")
    url.encode()
    origin.owns(url)
    assert origin.fetched(origin.kept(url)).startswith("http")


def test_a_mirror_translates_both_ways():
    mirror = SiteOrigin(SITES["voaindonesia"], "http://127.0.0.1:8800")
    assert mirror.fetched(f"{SITE}/rss/?count=200") == "http://127.0.0.1:8800/rss/?count=200"
    assert mirror.kept("http://127.0.0.1:8800/a/satu/1.html") == ONE
    assert mirror.kept("https://elsewhere.example/a") == "https://elsewhere.example/a"
    assert mirror.owns("http://127.0.0.1:8800/x")
    assert mirror.owns("https://m.voaindonesia.com/x")
    assert not mirror.owns("http://127.0.0.1:9/x")
    itself = SiteOrigin(SITES["voaindonesia"])
    assert itself.fetched(f"{SITE}/x") == f"{SITE}/x"
    assert not itself.owns("http://127.0.0.1:8800/x")

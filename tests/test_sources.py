"""Sitemaps and feeds: all that they name, whatever they are packed in, and nothing that they
try."""

from __future__ import annotations

import gzip
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.sources import source_text
from crawler.sources.sitemaps import Entry, Unread, entries, utc, whole_past
from crawler.sources.source_text import SourceError
from tests.site import documents

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SITE = "https://www.voaindonesia.com"
BASE = f"{SITE}/sitemap_1.xml"
ONE, TWO = f"{SITE}/a/satu/1.html", f"{SITE}/a/dua/2.html"
SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urlset(rows: str, *, encoding: str = "UTF-8") -> str:
    return f'<?xml version="1.0" encoding="{encoding}"?><urlset xmlns="{SPACE}">{rows}</urlset>'


def row(address: str, lastmod: str = "2026-02-01T06:00:00Z") -> str:
    return f"<url><loc>{address}</loc><lastmod>{lastmod}</lastmod></url>"


MANY = urlset("".join(row(f"{SITE}/a/x/{n}.html") for n in range(500))).encode()


def read(body: str | bytes) -> tuple[list[str], list[str], str | None]:
    """The addresses that were read, why others were not, and what ended the document early."""
    found: list[str] = []
    unread: list[str] = []
    data = body.encode() if isinstance(body, str) else body
    try:
        for one in entries(data, BASE, NOW):
            if isinstance(one, Entry):
                found.append(one.url)
            else:
                unread.append(one.reason)
    except SourceError as error:
        return found, unread, str(error)
    return found, unread, None


@pytest.mark.parametrize(
    "pack",
    [
        bytes,
        gzip.compress,
        lambda body: gzip.compress(gzip.compress(body)),
        lambda body: gzip.compress(body[:777]) + gzip.compress(body[777:]),
        lambda body: gzip.compress(body) + bytes(512),
        lambda body: gzip.compress(body) + b"\r\n",
    ],
    ids=["plain", "gzip", "packed twice", "two members", "padded", "a line behind it"],
)
def test_gzip_is_told_by_its_bytes(pack):
    found, unread, problem = read(pack(MANY))
    assert (len(found), unread, problem) == (500, [], None)
    assert found[7] == f"{SITE}/a/x/7.html"


def test_an_entry_has_its_date_and_says_if_it_is_a_sitemap():
    body = documents.index(SITE, [documents.Entry("/sitemap_1.xml.gz", "2026-02-01T00:00:00Z")])
    assert list(entries(body, BASE, NOW)) == [
        Entry(f"{SITE}/sitemap_1.xml.gz", "2026-02-01T00:00:00Z", nested=True)
    ]
    assert list(entries(MANY, BASE, NOW))[3] == Entry(
        f"{SITE}/a/x/3.html", "2026-02-01T06:00:00Z", nested=False
    )


def test_feeds_and_news_sitemaps_name_items_without_a_lastmod():
    rows = [documents.Entry("/a/satu/1.html", "2026-02-01T00:00:00Z", "Satu & dua")]
    for body in (documents.rss(SITE, rows), documents.news(SITE, rows)):
        assert list(entries(body, BASE, NOW)) == [Entry(ONE, None, nested=False)]


#: One document a row: what sites write, and what is meant by it.
WRITTEN = {
    "blank lines first": "\r\n \n" + urlset(row(ONE) + row(TWO)),
    "byte order mark": "\ufeff" + urlset(row(ONE) + row(TWO)),
    "bare ampersand": urlset(row(ONE) + row(f"{SITE}/a/dua/2.html?a=1&b=2").replace("?a=1&b=2", "")),
    "CDATA": urlset(row(f"<![CDATA[{ONE}]]>") + row(f"\n  <![CDATA[ {TWO} ]]>\n")),
    "comment with marks": urlset(f"<!-- <url><loc>{SITE}/x</loc> -->" + row(ONE) + row(TWO)),
    "capitals": urlset(row(ONE) + row(TWO)).replace("url>", "URL>").replace("loc>", "Loc>"),
    "no namespace": f"<urlset>{row(ONE)}{row(TWO)}</urlset>",
    "odd namespace": urlset(row(ONE) + row(TWO)).replace(SPACE, "http://www.google.com/schemas/84"),
    "prefixes": "<s:urlset>"
    + (row(ONE) + row(TWO)).replace("</", "</s:").replace("<u", "<s:u").replace("<l", "<s:l")
    + "</s:urlset>",
    "doctype": f'<!DOCTYPE urlset PUBLIC "x" "y"><urlset>{row(ONE)}{row(TWO)}</urlset>',
    "two documents": urlset(row(ONE)) + "\n" + urlset(row(TWO)),
    "no end tags": urlset(row(ONE) + row(TWO)).replace("</loc>", "").replace("</lastmod>", ""),
    "broken tag before": urlset(row(ONE) + "<url <loc" + "</url>" + row(TWO)),
    "plain text": f"{ONE}\r\n\r\n# old\n{TWO}",
    "plain text, old Macintosh": f"{ONE}\r{TWO}\r",
    "RSS, HTML in CDATA": "<rss><channel><link>/</link><item><description><![CDATA[<html><body><p>x"
    f"</body></html>]]></description><link>{ONE}</link></item><item><guid>{TWO}</guid></item>"
    "</channel></rss>",
    "RSS, HTML as it is": "<rss><channel><item><description><html><p><link>/x</link><br></html>"
    f"</description><link>/a/satu/1.html</link></item><item><link>{TWO}</link></item></channel></rss>",
    "RSS, links of other kinds": "<rss><channel><item><atom:link href='/x'/><guid isPermaLink='false'>"
    f"{SITE}/x</guid><link>{ONE}</link></item><item><link>{TWO}</link></item></channel></rss>",
    "RSS 1.0": "<rdf:RDF><channel><link>/</link><items><rdf:Seq><rdf:li/></rdf:Seq></items></channel>"
    f"<item rdf:about='x'><link>{ONE}</link></item><item><link>{TWO}</link></item></rdf:RDF>",
    "Atom": "<feed><link href='/'/><entry><link rel='self' href='/x'/><link rel='alternate' "
    f"href='{ONE}'/><id>tag:x</id></entry><entry><link href='/a/dua/2.html'></link></entry></feed>",
    "picture first": urlset(
        "<url><i:image><i:loc>/1.jpg</i:loc></i:image><loc>/a/satu/1.html</loc></url>" + row(TWO)
    ),
}  # fmt: skip


@pytest.mark.parametrize("body", WRITTEN.values(), ids=WRITTEN)
def test_what_is_meant_is_read(body):
    found, _, problem = read(body)
    assert (found, problem) == ([ONE, TWO], None)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("utf8", "utf-8"), ("UTF8", "utf-8"), ("utf-8lias", "utf-8"), ("unicode", "utf-8"), ("hex", "utf-8"),
        ("UTF-16", "utf-16"), ("UTF-16", "utf-16-le"), ("UTF-16", "utf-16-be"), ("UTF-16", "utf-8"),
        ("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("UTF-8", "latin-1"), ("koi8-r", "ascii"),
        ("rot13", "utf-8"), ("idna", "utf-8"), ("unicode_escape", "utf-8"), ("", "utf-8"),
    ],
)  # fmt: skip
def test_an_encoding_is_what_the_bytes_bear_out(label, codec):
    slug = "satu" if codec == "ascii" else "café"
    body = urlset(row(f"{SITE}/a/{slug}/1.html"), encoding=label).encode(codec)
    assert read(body) == ([f"{SITE}/a/{slug}/1.html"], [], None)


def test_one_lastmod_that_cannot_be_costs_nothing_but_itself():
    for text in (
        "0001-01-01T00:00:00+07:00",
        "9999-12-31T23:59:59-12:00",
        "1" * 20,
        "kemarin",
        "2026-02-30",
    ):
        found = list(entries(urlset(row(ONE, text) + row(TWO)).encode(), BASE, NOW))
        assert [one.reason for one in found if isinstance(one, Unread)] == [
            "lastmod that cannot be"
        ]
        assert [(one.url, one.lastmod) for one in found if isinstance(one, Entry)] == [
            (ONE, None), (TWO, "2026-02-01T06:00:00Z"),
        ]  # fmt: skip


@pytest.mark.parametrize("keep", [20, 400, -30, -9, -1])
def test_a_gzip_that_breaks_off_is_never_silently_short(keep):
    found, _, problem = read(gzip.compress(MANY)[:keep])
    assert problem is not None
    assert problem.startswith("gzip is damaged")
    assert len(found) <= 500


def test_what_stands_before_a_flipped_byte_is_read():
    packed = bytearray(gzip.compress(MANY, 0))
    packed[len(packed) // 2] ^= 0xFF
    found, _, problem = read(bytes(packed))
    assert problem is not None
    assert len(found) >= 240


def test_a_document_that_breaks_off_is_an_error_behind_what_it_names():
    whole = urlset(row(ONE) + row(TWO))
    for cut in (
        whole[:-4],
        whole[: whole.index("</url></urlset>")],
        whole.replace("</urlset>", ""),
    ):
        found, _, problem = read(cut)
        assert (found, problem) == ([ONE, TWO], "breaks off: its <urlset> has no end")


def test_what_stands_behind_broken_xml_is_read():
    found, unread, problem = read(
        MANY.replace(b"<loc>https://www.voaindonesia.com/a/x/300", b"<loc><&")
    )
    assert (len(found), len(unread), problem) == (499, 1, None)


@pytest.mark.parametrize("body", [documents.LAUGHS, documents.EXTERNAL], ids=["laughs", "external"])
def test_entities_are_never_resolved(body):
    tracemalloc.start()
    found, unread, problem = read(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found, problem) == ([], None)
    assert unread == [
        "declares entities, which are never resolved",
        "an address with an unknown entity",
    ]
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "empty"), (b" \r\n\x00", "empty"), (gzip.compress(b""), "empty"),
        (b"<!DOCTYPE html><html><body>Access Denied</body></html>", "an HTML page instead of a sitemap or feed"),
        (b"\x01\x02", "neither sitemap nor feed"), (b"{}", "neither sitemap nor feed"),
        (b"Access Denied", "neither sitemap nor feed"), (b"%PDF-1.4", "neither sitemap nor feed"),
        (b"<x>" * 30, "neither sitemap nor feed, but <x>"), (b"<svg/>", "neither sitemap nor feed"),
    ],
)  # fmt: skip
def test_what_is_something_else(body, problem):
    assert read(body) == ([], [], problem)


def peak(body: bytes) -> int:
    """The most memory, in bytes, that reading a document takes."""
    tracemalloc.start()
    try:
        for _ in entries(body, BASE, NOW):
            pass
    except SourceError:
        pass
    finally:
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return top


@pytest.mark.parametrize(
    "bomb",
    [
        gzip.compress(gzip.compress(bytes(100_000_000))),
        gzip.compress(b"<urlset><url><loc>" + b"a" * 10_000_000),
    ],
    ids=["zeros", "one address"],
)
def test_a_bomb_is_capped_and_takes_no_memory(monkeypatch, bomb):
    monkeypatch.setattr(source_text, "MAX_BYTES", 5_000_000)
    assert len(bomb) < 60_000
    assert read(bomb) == ([], [], "more than 5,000,000 bytes when unpacked")
    assert peak(bomb) < 2_000_000


def test_a_file_of_many_empty_members_is_read_no_further():
    nothing = gzip.compress(gzip.compress(b"") * 50_000)
    assert read(nothing) == ([], [], "gzip of more than 10,000 members")


#: How a document begins, what goes on and on in it, and up to how many bytes.
ENDLESS = [
    ("<urlset><url><loc>", "a", 1_000_000), ("<urlset><url><loc>", "&", 1_000_000), ("<urlset><url ", "a=", 1_000_000),
    ("<urlset><url><loc>", "<![CDATA[", 1_000_000), ("<urlset>", "<!--", 1_000_000), ("https://x/a\n", "a", 1_000_000),
    ("<!DOCTYPE x [", "<!ENTITY>", 1_000_000), ("<feed><entry><link ", 'x="', 1_000_000),
    ("https://x\n", "\n", 1_000_000),
    ("<urlset><url><loc>", "<", 200_000), ("<urlset>", "<url>", 300_000), ("<urlset><url>", "<x>", 300_000),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("start", "more", "size"), ENDLESS)
def test_memory_does_not_grow_with_a_document(start, more, size):
    short, long = ((start + more * (part // len(more))).encode() for part in (140_000, size))
    assert peak(long) < peak(short) + 300_000


@settings(max_examples=300, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 12), st.sampled_from([*WRITTEN.values()]))
def test_no_damage_raises_anything_but_the_named_error(random, count, body):
    data = bytearray(
        gzip.compress(body.encode(), mtime=0) if random.random() < 0.3 else body.encode()
    )
    for _ in range(count):
        data[random.randrange(len(data))] = random.randrange(256)
    read(bytes(data[: random.randrange(len(data)) + 1]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-01T06:00:00Z", "2026-02-01T06:00:00Z"),
        ("2026-02-01T13:00:00.123+07:00", "2026-02-01T06:00:00Z"),
        ("2026-02-01T06:00:00", "2026-02-01T06:00:00Z"),
        ("Sun, 01 Feb 2026 13:00:00 +0700", "2026-02-01T06:00:00Z"),
        (" 2026-02-01 ", "2026-02-01"), ("2026-02", "2026-02"), ("2026", "2026"),
        ("2026-03-02", "2026-03-02"),  # a day further east
        ("2026-03-04", None), ("2031", None), ("1970-01-01", None), ("1989-12-31T23:59:59Z", None),
        ("2026-13", None), ("2026-W09-1", "2026-02-23T00:00:00Z"), ("kemarin", None), ("", None),
        ("Fri, 31 Dec 9999 23:59:59 GMT", None), ("Mon, 01 Jan 99999999999 00:00:00 GMT", None),
    ],
)  # fmt: skip
def test_lastmod_in_utc_with_its_own_grain(text, expected):
    assert utc(text, NOW) == expected


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=40),
        st.datetimes().map(datetime.isoformat),
        st.from_regex(r"[\dTZ:.+-]{1,30}"),
    )
)
def test_whatever_the_date_it_is_one_that_can_be_or_none(text):
    found = utc(text, NOW)
    assert found is None or "1990" <= found < "2026-03-03"


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


@pytest.mark.parametrize("filling", ["<a>", "<a/>", "<a></a>"])
def test_tags_without_end_that_name_nothing_are_left(filling: str) -> None:
    """Each takes microseconds, and twelve kilobytes hold a million of them."""
    entry = "<url><loc>https://www.voaindonesia.com/a/1.html</loc></url>"
    pictures = "<image:image><image:loc>x</image:loc></image:image>" * 1000
    start = f"<urlset>{entry}<url><loc>https://www.voaindonesia.com/a/2.html</loc>{pictures}</url>"
    found, _, error = read(start + filling * 120_000)
    assert [url.rsplit("/", 1)[1] for url in found] == ["1.html", "2.html"]
    assert error == "100,000 tags that name no address"

"""From a page to rows: told from a dump, dates placed in their paragraphs, once and again."""

import pickle
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive import temporal
from archive.article import Mention, NotAnItem, Page
from archive.ingest import ingest, is_html, understand
from archive.reader.text_dump import shows_frame
from archive.store import Outcome, Proof, Store
from tests import whole_pages
from tests.article_page import DUMP, HTML, URL

SEEN = datetime(2023, 2, 9, tzinfo=UTC)


@pytest.fixture
def store():
    with Store.in_memory() as opened:
        yield opened


def test_a_page_becomes_rows(store):
    assert ingest(store, Page(HTML.encode(), "", seen=SEEN)) == Outcome.NEW
    row = store.articles.row(6951234)
    assert (row["title"], row["url"], row["published"]) == (
        "Gempa Cianjur",
        URL,
        "2023-02-07T18:30:00Z",
    )
    assert store.article(6951234) == understand(Page(HTML, URL)).article


def test_a_mention_lies_where_its_paragraph_says(store):
    record = understand(Page(HTML, URL))
    assert {("hari Selasa (7/2)", 1, "2023-02-07"), ("Rabu (8/2)", 1, "2023-02-08")} <= {
        (placed.mention.text, placed.block, placed.mention.value) for placed in record.mentions
    }
    for placed in record.mentions:
        block = record.article.body[placed.block].text
        assert block[placed.mention.start : placed.mention.end] == placed.mention.text
        assert placed.first_day <= placed.last_day


def test_days_are_those_of_the_site(store):
    """18:30 UTC is the next day in Jakarta, so yesterday is the day that it still is in UTC."""
    (yesterday,) = (
        placed
        for placed in understand(Page(HTML, URL)).mentions
        if placed.mention.text == "Kemarin"
    )
    assert (yesterday.first_day, yesterday.last_day) == (date(2023, 2, 7), date(2023, 2, 7))


def test_a_date_across_two_paragraphs_is_none(monkeypatch):
    text = understand(Page(HTML, URL)).article.text
    edge = text.index("\n\n")
    across = Mention(edge - 3, edge + 4, text[edge - 3 : edge + 4], "2023-02-07")
    monkeypatch.setattr(temporal, "mentions", lambda *read: [across])
    assert understand(Page(HTML, URL)).mentions == ()


def test_without_a_date_of_publication_there_are_no_mentions():
    assert understand(Page(DUMP, "")).mentions == ()


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (datetime(2023, 2, 8), "2023-02-07T17:00:00+00:00"),  # noqa: DTZ001 (local time of the site)
        (datetime(2023, 2, 8, 12, tzinfo=UTC), "2023-02-08T12:00:00+00:00"),
    ],
)
def test_a_dump_is_dated_by_who_knows(told, kept):
    record = understand(Page(DUMP, URL), published=told)
    assert record.article.published.isoformat() == kept
    assert record.article.published_source == "given"
    assert [placed.mention.value for placed in record.mentions] == ["2023-02-07"]


def test_a_page_with_a_date_keeps_it():
    record = understand(Page(HTML, URL), published=datetime(2001, 1, 1, tzinfo=UTC))
    assert record.article.published_source == "json-ld"


def test_bytes_and_text_give_the_same_record():
    for folder in sorted(whole_pages.PAGES.iterdir()):
        data = whole_pages.page(folder)
        if data.isascii():
            assert _understood(data) == _understood(data.decode()), folder.name


def _understood(html):
    try:
        return understand(Page(html, "https://www.voaindonesia.com/a/1.html"))
    except NotAnItem as error:
        return str(error)


def test_the_same_page_changes_nothing(store):
    ingest(store, Page(HTML, URL, seen=SEEN))
    before = list(store.db.iterdump())
    assert ingest(store, Page(HTML.encode(), "", seen=SEEN)) == Outcome.SAME
    assert list(store.db.iterdump()) == before


def test_a_page_that_is_no_item_leaves_no_trace(store):
    before = list(store.db.iterdump())
    with pytest.raises(NotAnItem):
        ingest(store, Page("<html><title>404 Not Found</title></html>", URL, seen=SEEN))
    assert list(store.db.iterdump()) == before


def test_when_a_page_was_seen_must_be_told(store):
    with pytest.raises(ValueError, match=r"page\.seen"):
        ingest(store, Page(HTML, URL))


def test_a_record_can_come_from_another_process():
    record = understand(Page(HTML, URL))
    assert pickle.loads(pickle.dumps(record)) == record


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<!DOCTYPE html>", True),
        ("teks <p class='x'>cut off at both ends", True),
        ("", True),  # an empty page is unreadable; there is no empty dump
        (DUMP, False),
        ("suhu < 30 derajat, <ralat>", False),
        ("kurang <brutal> sekali", False),
    ],
)
def test_pages_are_told_from_dumps_by_what_they_hold(text, html):
    assert is_html(text) is html


def test_a_page_in_utf_16_is_a_page():
    assert (
        understand(Page(HTML.encode("utf-16"), URL)).article == understand(Page(HTML, URL)).article
    )


# What counts as a page, and what as a text dump

PLAIN = "upstream connect error or disconnect/reset before headers. reset reason: overflow.\n" * 9
NO_PAGES = {
    "text/plain": PLAIN,
    "text/css": ".wsw p { margin: 0 }\n/* <div class='wsw'> */ .pg-title { color: red }\n" * 20,
    "application/json": '{"title": "Gempa", "body": "<p>Gempa mengguncang Cianjur, kata warga.</p>"}',
    "application/javascript": 'var t = "<div class=wsw><p>Gempa mengguncang Cianjur.</p></div>";\n'
    * 9,
    "application/pdf": "%PDF-1.4 <a> stream of bytes, as a file of its own has them.\n" * 9,
}


@pytest.mark.parametrize("content_type", NO_PAGES)
@pytest.mark.parametrize("label", [True, False])
def test_what_is_no_html_is_no_page(store, content_type, label):
    """An error that a server sends with status 200 never takes the place of a text."""
    ingest(store, Page(HTML, URL, seen=SEEN))
    before = list(store.db.iterdump())
    given = content_type if label else None
    with pytest.raises(NotAnItem):
        ingest(
            store, Page(NO_PAGES[content_type].encode(), URL, given, seen=SEEN.replace(year=2024))
        )
    assert list(store.db.iterdump()) == before


def test_html_is_a_page_whatever_its_label():
    for content_type in ("text/plain", "application/json", "text/html", None):
        assert understand(Page(HTML.encode(), URL, content_type)).article.title == "Gempa Cianjur"


def test_a_text_is_a_dump_where_its_frame_or_the_user_says_so():
    bare = DUMP.replace("Tautan-tautan Akses", "").replace("XS", "")
    with pytest.raises(NotAnItem, match="nothing of the frame of a page"):
        understand(Page(bare, URL))
    assert understand(Page(bare, URL), dump=True) == understand(Page(DUMP, URL))
    assert understand(Page(DUMP, URL)).proof is Proof.TEXT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tautan-tautan Akses\nGempa", True),
        ("Gempa\nXS\nSM\nMD\nLG\n", True),
        ("Gempa\nXS\nSM\n", False),
        ("Bagikan\nCetak\nForum\nRecommended\nBerita Terkini\n", True),
        ("Search\nDownload\nShare\nPrint\n", False),
        ("Baris “Tautan-tautan Akses” dibuang.", False),
        ("x" * 200_000 + "\nXS\nSM\nMD\nLG\n", True),
        (
            "MIT License\n\nCopyright (c) 2026\n\nPermission is hereby granted, free of charge",
            False,
        ),
    ],
)
def test_a_text_shows_the_frame_of_a_page(text, shown):
    assert shows_frame(text) is shown


def test_every_dump_among_the_fixtures_shows_its_frame():
    for path in sorted(Path(__file__).parent.glob("dumps/*/dump.txt")):
        assert shows_frame(path.read_text()), path.parent.name


# Whose word counts

OTHER = "https://www.voanews.com/a/gempa/6951234.html"
MIRROR = "https://cermin.example/a/gempa/6951234.html"


@pytest.mark.parametrize("claimed", [OTHER, MIRROR, "https://www.voanews.com/a/gempa/7.html"])
def test_an_address_that_was_fetched_counts_more_than_what_the_page_says(claimed):
    record = understand(Page(HTML.replace(URL, claimed), URL))
    assert (record.article.id, record.article.site, record.article.url) == (
        6951234,
        "voaindonesia",
        URL,
    )
    assert record.article.rights == understand(Page(HTML, URL)).article.rights
    assert any(line.startswith("address-conflict: ") for line in record.article.diagnostics)
    assert record.proof is Proof.ADDRESS


def test_links_to_the_host_that_a_mirror_writes_lead_to_items():
    page = HTML.replace(URL, MIRROR).replace(
        "di Cianjur.", 'di Cianjur, kata <a href="https://cermin.example/a/6900000.html">warga</a>.'
    )
    (link,) = understand(Page(page, URL)).article.links
    assert link.target == 6900000


def test_a_page_that_was_fetched_from_a_replica_belongs_to_the_site_that_it_names():
    record = understand(Page(HTML, "http://127.0.0.1:8800/a/gempa/6951234.html"))
    assert (record.article.url, record.proof) == (URL, Proof.CLAIM)


def test_the_number_that_another_site_names_is_not_taken():
    with pytest.raises(NotAnItem, match="not that of an item"):
        understand(Page(HTML.replace(URL, OTHER), "https://www.voaindonesia.com/tentang"))


@pytest.mark.parametrize(
    "saved",
    [
        URL,
        URL.replace("www.", "m."),
        f"https://web.archive.org/web/20230209000000/{URL}",
        f"https://web.archive.org/web/20230209000000im_/{URL}",
        f"/web/20230209000000/{URL}",
        f"https://archive.ph/o/abcde/{URL}",
    ],
)
def test_a_saved_page_without_its_address_is_known_by_what_it_says(saved):
    record = understand(Page(HTML.replace(URL, saved), ""))
    assert (record.article.id, record.article.site, record.article.url) == (
        6951234,
        "voaindonesia",
        URL,
    )
    assert record.proof is Proof.CLAIM


UTAG = '<script>var utag_data = {"article_uid":"6951234"};</script></head>'


def test_a_saved_page_that_names_only_its_site_gets_the_short_address():
    page = HTML.replace(URL, "https://www.voaindonesia.com/").replace("</head>", UTAG)
    assert understand(Page(page, "")).article.url == "https://www.voaindonesia.com/a/6951234.html"


@pytest.mark.parametrize("relative", ["6951234.html", "/a/gempa/6951234.html", "../6951234.html"])
def test_a_saved_copy_that_names_no_address_yields_its_number(store, relative):
    stray = HTML.replace(URL, relative).replace("</head>", UTAG).replace("tenda", "masjid")
    assert ingest(store, Page(stray, "", seen=SEEN.replace(year=2024))) == Outcome.NEW
    assert store.articles.row(6951234)["site"] == ""
    assert ingest(store, Page(HTML, URL, seen=SEEN)) == Outcome.NEW
    row = store.articles.row(6951234)
    assert (row["site"], "tenda" in row["body"]) == ("voaindonesia", True)

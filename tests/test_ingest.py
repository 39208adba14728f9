"""From a page to rows: told from a dump, dates placed in their paragraphs, once and again."""

import pickle
from datetime import UTC, date, datetime

import pytest

from archive import temporal
from archive.article import Mention, NotAnItem, Page
from archive.ingest import ingest, is_html, understand
from archive.store import Outcome, Store
from tests import whole_pages

SEEN = datetime(2023, 2, 9, tzinfo=UTC)
URL = "https://www.voaindonesia.com/a/gempa/6951234.html"

HTML = f"""<!doctype html><html lang="id"><head><title>Gempa Cianjur</title>
<link rel="canonical" href="{URL}">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2023-02-07 18:30:00Z",
 "name": "Gempa Cianjur"}}</script></head>
<body class="pg-article"><h1 class="pg-title">Gempa Cianjur</h1>
<div id="article-content"><div class="wsw">
<p>Kemarin warga mengungsi ke tenda di lapangan desa.</p>
<p>Gempa terjadi hari Selasa (7/2) di Cianjur. 😀 Rabu (8/2) sepi.</p>
</div></div></body></html>"""

DUMP = """Tautan-tautan Akses

Gempa Mengguncang Cianjur dan Sekitarnya

Gempa terjadi hari Selasa (7/2) di Cianjur, Jawa Barat, dan membuat ratusan warga mengungsi ke tenda. [rd/jm]

XS
"""


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

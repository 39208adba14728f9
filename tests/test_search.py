"""Search: words in any form, filters, snippets, and an index that follows every change."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.article import Article, Block, BlockKind, Image, Kind, Mention, Rights
from archive.store import Placed, Store
from archive.store.fulltext import fts_query

SEEN = datetime(2023, 2, 8, 1, 0, tzinfo=UTC)
ARTICLE = Article(
    id=6951234,
    kind=Kind.ARTICLE,
    site="voaindonesia",
    url="https://www.voaindonesia.com/a/6951234.html",
    title='Gempa "Cianjur": warga mengungsi',
    description="Ribuan warga mengungsi.",
    body=(
        Block(BlockKind.PARAGRAPH, "Gempa mengguncang pada hari Selasa (7/2)."),
        Block(BlockKind.QUOTE, "“Kami tidur di tenda,” kata Siti di café 😀."),
    ),
    images=(Image("0a1b", "https://x/0a1b.jpg", "Antre bantuan.", "AP", 0, Rights.AGENCY, "(AP)"),),
)


@pytest.fixture
def store():
    with Store.in_memory() as opened:
        yield opened


def found(store, words, **filters):
    return [hit.id for hit in store.search(words, **filters)]


@pytest.fixture
def many(store):
    for number in range(1, 6):
        article = replace(
            ARTICLE,
            id=number,
            title=f"Berita {number}",
            section="Sains" if number % 2 else "Ekonomi",
            kind=Kind.AUDIO if number == 5 else Kind.ARTICLE,
            published=datetime(2023, 2, number, tzinfo=UTC),
            body=(
                Block(
                    BlockKind.PARAGRAPH, f"Kedutaan besar membahas perkara {number} di Yogyakarta."
                ),
            ),
            images=(),
            links=(),
        )
        day = date(2023, 2, number)
        store.save(
            article, [Placed(0, Mention(0, 8, "Kedutaan", day.isoformat()), day, day)], seen=SEEN
        )
    return store


def test_search_reads_title_description_body_and_captions(store):
    store.save(ARTICLE, seen=SEEN)
    for words in (
        "cianjur",
        "ribuan",
        "tenda",
        "antre",
        '"tidur di tenda"',
        "meng*",
        "cafe",
        "CAFÉ",
        "gempa 😀",
    ):
        assert found(store, words) == [ARTICLE.id], words
    for words in ("gempa OR banjir", '"tenda tidur"', "NOT banjir", "gemp"):
        assert found(store, words) == [], words


def test_search_follows_every_change(store):
    store.save(ARTICLE, seen=SEEN)
    later = replace(
        ARTICLE,
        title="Longsor",
        description=None,
        body=(Block(BlockKind.PARAGRAPH, "Tebing runtuh."),),
    )
    store.save(later, seen=SEEN.replace(day=9))
    assert found(store, "cianjur") == []
    assert found(store, "longsor") == [ARTICLE.id]
    assert found(store, "antre") == [ARTICLE.id]
    store.db["articles"].update(ARTICLE.id, {"body": "Jalan tertutup."})  # whoever changes it
    assert (found(store, "runtuh"), found(store, "tertutup")) == ([], [ARTICLE.id])
    store.db["articles"].delete(ARTICLE.id)
    assert found(store, "longsor") == []
    store.db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")


def test_search_filters(many):
    assert found(many, "perkara", since=date(2023, 2, 2), until=date(2023, 2, 3)) == [3, 2]
    assert found(many, "perkara", section="sains") == [5, 3, 1]
    assert found(many, "perkara", kind=Kind.AUDIO) == [5]
    assert found(many, "perkara", about=(date(2023, 2, 4), date(2023, 2, 4))) == [4]
    assert found(many, "perkara", about=(date(2023, 2, 1), date(2023, 2, 28)), limit=2) == [5, 4]
    assert found(many, "", until=date(2023, 2, 2)) == [2, 1]
    assert found(many, "perk*", limit=None) == [5, 4, 3, 2, 1]


def test_a_month_is_not_about_one_of_its_days(store):
    month = Placed(0, Mention(0, 8, "Februari", "2023-02"), date(2023, 2, 1), date(2023, 2, 28))
    store.save(ARTICLE, [month], seen=SEEN)
    assert found(store, "", about=(date(2023, 2, 1), date(2023, 2, 1))) == []
    assert found(store, "", about=(date(2023, 2, 1), date(2023, 2, 28))) == [ARTICLE.id]


def test_a_hit_shows_the_words(many):
    (hit,) = many.search("besar yogyakarta", section="Ekonomi", limit=1)
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["besar", "Yogyakarta"]
    assert (hit.title, hit.section, hit.published.day) == ("Berita 4", "Ekonomi", 4)


@pytest.mark.parametrize(
    "words", ["", " ", "perkara", "perkara\ud83d", "perkara " * 5000, "perkara ^", "(perkara)"]
)
def test_words_that_all_articles_hold_find_all(many, words):
    assert found(many, words) == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    "words",
    ["😀", '"', '""', "'", "a'b", "AND", "NOT x", "x NEAR/2 y", "title:", "(", "*", "-x", "^", "\0", "a\0b",
     "\\", "{a b}: c", 'x" OR "y', "x" * 100_000, 'x" OR "perkara', "x OR perkara", "title:perkara", "x*perkara"],
)  # fmt: skip
def test_signs_are_no_language_of_queries(many, words):
    assert found(many, words) == []


SIGNS = st.lists(
    st.sampled_from(["gempa", "OR", "NOT", "NEAR/2", '"', "*", "(", ")", "-", "^", "title:"])
)


def test_whatever_is_added_to_a_word_that_is_not_held_finds_nothing(store):
    @settings(max_examples=200, deadline=None)
    @given(words=st.text() | SIGNS.map(" ".join))
    def check(words):
        assert found(store, words) in ([], [ARTICLE.id])
        assert found(store, f"takada {words}") == []

    store.save(ARTICLE, seen=SEEN)
    check()


def test_signs_alone_find_nothing(many):
    assert found(many, "😀 ?!") == []


def test_days_reported(many):
    assert {"day": "2023-02-04", "articles": 1, "mentions": 1} in many.db["dates_reported"].rows


def test_a_lookup_by_day_uses_the_index(many):
    sql = "EXPLAIN QUERY PLAN SELECT article_id FROM mentions WHERE first_day BETWEEN ? AND ? AND last_day <= ?"
    assert "idx_mentions_days" in str(list(many.db.query(sql, ["a", "b", "b"])))
    assert "idx_mentions_days (first_day=?" in str(
        list(
            many.db.query(
                "EXPLAIN QUERY PLAN SELECT * FROM dates_reported WHERE day = ?", ["2023-02-07"]
            )
        )
    )


@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("gempa " * 1000, 1),
        ("gempa GEMPA Gempa", 1),
        (" ".join(f"kata{number}" for number in range(1000)), 100),
        ('"' + "gempa bumi " * 1000 + '"', 1),
        ("gempa-" * 1000, 1),
        ("- " * 1000 + "gempa", 2),
        (" ".join(f"{'-' * number}" for number in range(1, 1000)), 100),
    ],
)
def test_a_long_query_is_bounded(words: str, most: int) -> None:
    """Each word of a query costs, also those of a phrase."""
    query = fts_query(words)
    assert query is not None
    assert query.count('"') // 2 <= most
    assert len(re.findall(r"\w+", query)) <= 100

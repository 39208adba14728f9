"""The database: what is saved comes back, once, whatever the order, and nothing is lost."""

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import migrations
from archive.article import (
    Article,
    Block,
    BlockKind,
    Capture,
    Claim,
    Image,
    Initials,
    Kind,
    Link,
    Media,
    Mention,
    Passage,
    Post,
    Rendition,
    Rights,
)
from archive.store import (
    EarlierValue,
    Outcome,
    Placed,
    Proof,
    Refused,
    Store,
    StoreError,
    rows,
    transaction,
)

SEEN = datetime(2023, 2, 8, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)

ARTICLE = Article(
    id=6951234,
    kind=Kind.ARTICLE,
    site="voaindonesia",
    url="https://www.voaindonesia.com/a/gempa-cianjur/6951234.html",
    title='Gempa "Cianjur": warga mengungsi',
    description="Ribuan warga mengungsi.",
    section="Berita",
    keywords=("gempa", "Cianjur", "gempa"),
    byline=("Rio Tuasikal", "Smith, Jr."),
    initials=(Initials("rd", "writer"), Initials("ka", None), Initials("jm", "editor")),
    dateline="CIANJUR",
    published=datetime(2023, 2, 7, 0, 5, tzinfo=UTC),
    published_source="json-ld",
    modified=None,
    language="id",
    body=(
        Block(BlockKind.PARAGRAPH, "Gempa mengguncang Cianjur pada hari Selasa (7/2)."),
        Block(BlockKind.SUBHEAD, "Korban"),
        Block(BlockKind.QUOTE, "“Kami tidur di tenda,” kata Siti — café 😀."),
    ),
    images=(
        Image(
            "0a1b",
            "https://gdb.voanews.com/0a1b_w1023.jpg",
            "Tenda di Cianjur.",
            "AP",
            0,
            Rights.AGENCY,
            "(AP)",
        ),
        Image(
            "2c3d",
            "https://gdb.voanews.com/2c3d_w408.jpg",
            None,
            None,
            2,
            Rights.UNKNOWN,
            "no credit",
        ),
    ),
    media=(
        Media(
            "audio",
            "https://a/64.mp3",
            "Laporan",
            125,
            (Rendition("https://a/64.mp3", "audio/mp3", "64 kbps"),),
        ),
    ),
    links=(Link("https://www.voaindonesia.com/a/6900000.html", "gempa lain", 0, 6900000),),
    rights=Rights.VOA,
    rights_reason="byline of VOA",
    diagnostics=("titles: og:title differs",),
)
MENTION = Placed(
    0, Mention(31, 48, "hari Selasa (7/2)", "2023-02-07"), date(2023, 2, 7), date(2023, 2, 7)
)  # fmt: skip


@pytest.fixture
def store():
    with Store.in_memory() as opened:
        yield opened


def dump(store: Store) -> list[str]:
    return list(store.db.iterdump())


def edited(text: str, **changes: object) -> Article:
    return replace(
        ARTICLE, body=(Block(BlockKind.PARAGRAPH, text),), links=(), images=(), **changes
    )


# Saving and giving back


def test_an_article_comes_back_as_it_was(store):
    assert store.save(ARTICLE, [MENTION], seen=SEEN) == Outcome.NEW
    assert store.article(ARTICLE.id) == ARTICLE
    assert store.article(ARTICLE.id).diagnostics == ARTICLE.diagnostics
    assert store.mentions.of(ARTICLE.id) == [MENTION]


def test_a_row_can_be_read_without_this_program(store):
    store.save(ARTICLE, seen=SEEN)
    row = store.db["articles"].get(ARTICLE.id)
    assert row["published"] == "2023-02-07T00:05:00Z"
    assert row["byline"] == "Rio Tuasikal, Smith, Jr."
    assert row["initials"] == "rd/ka/jm"
    assert row["body"].split("\n\n")[1] == "Korban"
    assert row["words"] == 17
    assert row["captions"] == "Tenda di Cianjur."
    assert (row["status"], row["modified"], row["capture"]) == ("live", None, None)
    assert row["first_seen"] == row["text_seen"] == row["last_seen"] == "2023-02-08T01:00:00Z"


def test_an_article_that_is_not_held_is_none(store):
    assert store.article(1) is None
    assert store.articles.row(1) is None


texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=20)
maybe = st.none() | texts
moments = st.datetimes(datetime(2001, 1, 1), datetime(2030, 12, 31)).map(  # noqa: DTZ001
    lambda naive: naive.replace(microsecond=0, tzinfo=UTC)
)
articles = st.builds(
    Article,
    id=st.integers(0, 2**53),
    kind=st.sampled_from(Kind),
    site=texts,
    url=texts,
    title=texts,
    description=maybe,
    section=maybe,
    keywords=st.lists(texts, max_size=3).map(tuple),
    byline=st.lists(texts, max_size=3).map(tuple),
    initials=st.lists(
        st.builds(Initials, texts, st.sampled_from([None, "writer", "editor"])), max_size=3
    ).map(tuple),
    published=st.none() | moments,
    modified=st.none() | moments,
    body=st.lists(st.builds(Block, st.sampled_from(BlockKind), texts), max_size=3).map(tuple),
    images=st.lists(
        st.builds(
            Image, texts, texts, maybe, maybe, st.integers(0, 9), st.sampled_from(Rights), texts
        ),
        max_size=2,
    ).map(tuple),
    media=st.lists(
        st.builds(
            Media,
            texts,
            texts,
            maybe,
            st.none() | st.integers(0, 9999),
            st.lists(st.builds(Rendition, texts, maybe, maybe), max_size=2).map(tuple),
            st.integers(0, 9),
        ),
        max_size=2,
    ).map(tuple),
    links=st.lists(
        st.builds(Link, texts, texts, st.integers(0, 9), st.none() | st.integers(0, 2**53)),
        max_size=2,
    ).map(tuple),
    claims=st.lists(st.builds(Claim, texts, maybe, maybe, maybe, maybe), max_size=2).map(tuple),
    posts=st.lists(
        st.builds(Post, st.integers(0, 9), maybe, st.none() | moments, st.just(("Rio T", "Ani"))),
        max_size=2,
    ).map(tuple),
    rights=st.sampled_from(Rights),
    rights_reason=texts,
    diagnostics=st.lists(texts, max_size=2).map(tuple),
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(article=articles)
def test_any_article_comes_back_as_it_was(article):
    with Store.in_memory() as store:
        store.save(article, seen=SEEN)
        assert store.article(article.id) == article


# Once and again


def test_the_same_page_changes_nothing(store):
    store.save(ARTICLE, [MENTION], seen=SEEN)
    before = dump(store)
    assert store.save(ARTICLE, [MENTION], seen=SEEN) == Outcome.SAME
    assert store.save(ARTICLE, [MENTION], seen=SEEN + DAY) == Outcome.SAME
    assert store.save(replace(ARTICLE, diagnostics=()), [], seen=SEEN) == Outcome.SAME
    assert dump(store) == before


def test_a_changed_page_keeps_the_old_text(store):
    store.save(ARTICLE, [MENTION], seen=SEEN)
    later = edited("Gempa susulan.", title="Gempa susulan")
    assert store.save(later, [], seen=SEEN + DAY) == Outcome.CHANGED
    assert store.article(ARTICLE.id) == later
    assert store.mentions.of(ARTICLE.id) == []
    (old,) = store.articles.versions(ARTICLE.id)
    assert (old.title, old.body, old.first_seen, old.last_seen) == (
        ARTICLE.title,
        ARTICLE.text,
        SEEN,
        SEEN,
    )
    row = store.articles.row(ARTICLE.id)
    assert (row["first_seen"], row["text_seen"], row["last_seen"]) == (
        "2023-02-08T01:00:00Z",
        "2023-02-09T01:00:00Z",
        "2023-02-09T01:00:00Z",
    )


def test_an_older_page_becomes_a_version(store):
    later = edited("Gempa susulan.")
    store.save(later, seen=SEEN + DAY)
    assert store.save(ARTICLE, [MENTION], seen=SEEN) == Outcome.OLDER
    assert store.article(ARTICLE.id) == later
    assert [version.body for version in store.articles.versions(ARTICLE.id)] == [ARTICLE.text]
    assert store.articles.row(ARTICLE.id)["first_seen"] == "2023-02-08T01:00:00Z"
    before = dump(store)
    assert store.save(ARTICLE, [MENTION], seen=SEEN) == Outcome.SAME
    assert dump(store) == before


def test_files_of_the_same_second_replace_once_and_then_rest(store):
    first, second = edited("Satu."), edited("Dua.")
    assert [store.save(article, seen=SEEN) for article in (first, second)] == [
        Outcome.NEW,
        Outcome.CHANGED,
    ]
    before = dump(store)
    assert [store.save(article, seen=SEEN) for article in (first, second)] == [
        Outcome.SAME,
        Outcome.SAME,
    ]
    assert dump(store) == before


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(
    captures=st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 2)), min_size=1, max_size=7
    ),
    gone=st.lists(st.integers(0, 5), max_size=2),
    seed=st.integers(0, 99),
)
def test_captures_give_the_same_rows_in_any_order(captures, gone, seed):
    """`captures` are (text, day, what else the page said); ids of captures say which they are, as
    a real one does."""
    events = [
        (_said(text, beside), day, 100 * text + 10 * beside + day + 1)
        for text, day, beside in captures
    ]

    shuffled = events.copy()
    random.Random(seed).shuffle(shuffled)
    with Store.in_memory() as store:

        def state(events):
            store.db["articles"].delete_where()
            for article, day, capture in events:
                store.save(article, seen=SEEN + day * DAY, capture=capture)
                for found in gone:
                    store.articles.gone(ARTICLE.id, seen=SEEN + found * DAY)
            tables = (
                "articles", "versions", "earlier_values", "article_images", "tags", "credits", "links", "mentions",
            )  # fmt: skip
            return {
                table: sorted(store.db.execute(f"SELECT * FROM {table}"), key=str)
                for table in tables
            }

        assert state(shuffled) == state(events) == state(events + shuffled)


def _said(text: int, beside: int) -> Article:
    """A page with one of some texts, and one of some other things that it can say."""
    modified = SEEN + beside * DAY if beside else None
    section = f"Bagian {beside}"
    return edited(f"Teks {text}.", title=f"Judul {text}", modified=modified, section=section)


def test_the_record_is_what_was_seen_last(store):
    for text, day in (("A", 1), ("A", 3), ("B", 2)):
        store.save(edited(text), seen=SEEN + day * DAY, capture=day)
    assert store.article(ARTICLE.id).text == "A"
    row = store.articles.row(ARTICLE.id)
    assert (row["capture"], row["text_seen"][:10], row["last_seen"][:10]) == (
        3,
        "2023-02-09",
        "2023-02-11",
    )
    (version,) = store.articles.versions(ARTICLE.id)
    assert (version.body, version.first_seen) == ("B", SEEN + 2 * DAY)


def test_a_text_that_comes_back_is_no_longer_a_version(store):
    for number, text in enumerate("ABA"):
        store.save(edited(text), seen=SEEN + number * DAY)
    assert store.article(ARTICLE.id).text == "A"
    assert [version.body for version in store.articles.versions(ARTICLE.id)] == ["B"]


def test_an_item_found_gone_twice_is_gone_since_the_last_time_in_whatever_order(store):
    store.save(ARTICLE, seen=SEEN, capture=1)
    for day in (3, 1):
        assert store.articles.gone(ARTICLE.id, seen=SEEN + day * DAY)
    store.save(ARTICLE, seen=SEEN + 2 * DAY, capture=2)
    row = store.articles.row(ARTICLE.id)
    assert (row["status"], row["gone_at"]) == ("gone", "2023-02-11T01:00:00Z")


def test_what_is_seen_and_found_gone_in_one_second_is_live(store):
    store.save(ARTICLE, seen=SEEN, capture=1)
    store.articles.gone(ARTICLE.id, seen=SEEN)
    row = store.articles.row(ARTICLE.id)
    assert (row["status"], row["gone_at"]) == ("live", "2023-02-08T01:00:00Z")


def test_a_file_with_the_same_text_says_nothing_more_than_a_capture(store):
    """What a saved page lost, such as its links, is not lost from the record."""
    store.save(ARTICLE, [MENTION], seen=SEEN, capture=1)
    saved = replace(ARTICLE, links=())
    before = dump(store)
    assert store.save(saved, seen=SEEN + DAY, proof=Proof.CLAIM) == Outcome.SAME
    assert dump(store) == before


def test_files_with_the_same_text_give_what_the_last_of_them_says(store):
    first, second = ARTICLE, replace(ARTICLE, section="Dunia")
    for article, day in ((first, 0), (second, 1), (first, 1), (first, 0)):
        store.save(article, seen=SEEN + day * DAY, proof=Proof.CLAIM)
    assert store.article(ARTICLE.id) == second


def test_a_capture_says_more_than_a_file_with_the_same_text(store):
    store.save(replace(ARTICLE, links=()), seen=SEEN + DAY, proof=Proof.CLAIM)
    assert store.save(ARTICLE, seen=SEEN, capture=1) == Outcome.SAME
    assert store.article(ARTICLE.id) == ARTICLE
    assert store.articles.row(ARTICLE.id)["capture"] == 1


def test_a_gone_article_keeps_its_text_and_can_come_back(store):
    assert not store.articles.gone(ARTICLE.id, seen=SEEN)
    store.save(ARTICLE, seen=SEEN, capture=1)
    assert store.articles.gone(ARTICLE.id, seen=SEEN + DAY)
    row = store.articles.row(ARTICLE.id)
    assert (row["status"], row["gone_at"]) == ("gone", "2023-02-09T01:00:00Z")
    assert store.article(ARTICLE.id) == ARTICLE
    store.save(ARTICLE, seen=SEEN + 2 * DAY, capture=2)
    assert store.articles.row(ARTICLE.id)["status"] == "live"


# What is another text, and what is not

NOT_THE_TEXT = {
    field.name for field in fields(Article)
} - {"id", "site", "title", "description", "byline", "body", "diagnostics"}  # fmt: skip
OTHER = replace(
    ARTICLE,
    kind=Kind.AUDIO,
    url="https://www.voaindonesia.com/a/6951234.html",
    section="Dunia",
    keywords=("banjir",),
    initials=(),
    dateline=None,
    published=SEEN,
    published_source="time",
    modified=SEEN,
    language="en",
    images=(replace(ARTICLE.images[0], url="https://gdb.voanews.com/0a1b_w1600.jpg"),),
    media=(),
    links=(),
    claims=(Claim("Gempa itu buatan.", "Sebuah video", "Salah", "YouTube, 2 Februari"),),
    passages=(Passage(0, 0, 20, "en"),),
    posts=(Post(0, "Gempa susulan", SEEN, ("Rio Tuasikal, Jr.", "Ani")),),
    rights=Rights.UNKNOWN,
    rights_reason="",
)


@pytest.mark.parametrize("field", sorted(NOT_THE_TEXT))
def test_what_is_not_the_text_is_brought_up_to_date_and_is_no_version(store, field):
    other = replace(ARTICLE, **{field: getattr(OTHER, field)})
    assert other != ARTICLE
    store.save(ARTICLE, [MENTION], seen=SEEN, capture=1)
    assert store.save(other, [MENTION], seen=SEEN + DAY, capture=2) == Outcome.SAME
    assert store.article(ARTICLE.id) == other
    assert store.articles.versions(ARTICLE.id) == []
    assert store.save(ARTICLE, [MENTION], seen=SEEN - DAY, capture=3) == Outcome.SAME
    assert store.article(ARTICLE.id) == other


def test_what_a_newer_reader_finds_is_taken_without_a_version(store):
    store.save(ARTICLE, [], seen=SEEN, capture=1)
    newer = replace(ARTICLE, diagnostics=("new: noticed",))
    assert store.save(newer, [MENTION], seen=SEEN + DAY, capture=2) == Outcome.SAME
    assert store.article(ARTICLE.id).diagnostics == ("new: noticed",)
    assert store.mentions.of(ARTICLE.id) == [MENTION]
    assert store.articles.versions(ARTICLE.id) == []


@pytest.mark.parametrize("field", ["title", "description", "byline", "body"])
def test_another_text_is_a_version(store, field):
    changes = {
        "title": "Lain",
        "description": None,
        "byline": ("Lain",),
        "body": (*ARTICLE.body[:2], replace(ARTICLE.body[2], text="Lain.")),
    }
    store.save(ARTICLE, seen=SEEN, capture=1)
    other = replace(ARTICLE, **{field: changes[field]})
    assert store.save(other, seen=SEEN + DAY, capture=2) == Outcome.CHANGED
    assert len(store.articles.versions(ARTICLE.id)) == 1


def test_a_field_more_in_the_record_is_no_other_text(tmp_path, monkeypatch):
    """A newer arsip keeps one column more; the pages that it has read before stay the same."""
    with Store(tmp_path / "a.db") as store:
        store.save(ARTICLE, [MENTION], seen=SEEN, capture=1)
        digest = store.articles.row(ARTICLE.id)["digest"]
        migrations.add_column(store.db, "articles", "mood", "TEXT", "of the page, in a word")
        to_row = rows.to_row
        monkeypatch.setattr(rows, "to_row", lambda article: {**to_row(article), "mood": "glum"})
        assert store.save(ARTICLE, [MENTION], seen=SEEN + DAY, capture=2) == Outcome.SAME
        row = store.articles.row(ARTICLE.id)
        assert (row["mood"], row["digest"]) == ("glum", digest)
        assert store.db["versions"].count == 0


def _captured(store: Store, number: int, digest: str | None, seen: datetime = SEEN) -> int:
    """The number of a capture whose payload has this digest."""
    place = Capture(ARTICLE.url, seen, 200, digest, f"{number}.warc.gz", 0, 9)
    return store.captures.add(place, record=f"<urn:x:{number}>")


@pytest.mark.parametrize("day", [1, 0, -1])
def test_the_same_bytes_read_by_another_reader_are_no_other_text(store, day):
    first = _captured(store, 1, "sha1:A")
    again = _captured(store, 2, "sha1:A", SEEN + day * DAY)
    store.save(ARTICLE, [MENTION], seen=SEEN, capture=first)
    better = replace(ARTICLE, body=ARTICLE.body[:2])
    assert store.save(better, seen=SEEN + day * DAY, capture=again) == Outcome.SAME
    assert store.article(ARTICLE.id) == better
    assert store.articles.versions(ARTICLE.id) == []
    row = store.articles.row(ARTICLE.id)
    seen = sorted([f"{SEEN:%Y-%m-%d}", f"{SEEN + day * DAY:%Y-%m-%d}"])
    assert [row["first_seen"][:10], row["last_seen"][:10]] == seen
    assert row["text_seen"] == row["first_seen"]


def test_the_same_capture_read_again_by_another_reader_is_no_other_text(store):
    captures = [_captured(store, number, None, SEEN + number * DAY) for number in range(2)]
    store.save(edited("Satu. XS"), seen=SEEN, capture=captures[0])
    store.save(edited("Dua. XS"), seen=SEEN + DAY, capture=captures[1])
    for number, text in enumerate(("Satu.", "Dua.")):
        again = store.save(edited(text), seen=SEEN + number * DAY, capture=captures[number])
        assert again == Outcome.SAME
    assert store.article(ARTICLE.id).text == "Dua."
    assert [version.body for version in store.articles.versions(ARTICLE.id)] == ["Satu."]


@pytest.mark.parametrize("digests", [("sha1:A", "sha1:B"), (None, None), ("sha1:A", None)])
def test_other_bytes_with_another_text_are_a_version(store, digests):
    first, second = (_captured(store, number, digest) for number, digest in enumerate(digests))
    store.save(ARTICLE, seen=SEEN, capture=first)
    assert store.save(edited("Lain."), seen=SEEN + DAY, capture=second) == Outcome.CHANGED
    assert len(store.articles.versions(ARTICLE.id)) == 1


def test_what_the_page_said_before_beside_the_same_text_is_noted(store):
    times = [SEEN + day * DAY for day in range(4)]
    for number in (0, 3, 1, 2):
        changed = replace(ARTICLE, modified=times[number // 2], section="Dunia")
        store.save(changed, seen=times[number], capture=number + 1)
    (noted,) = store.articles.earlier_values(ARTICLE.id)
    assert noted == EarlierValue("modified", "2023-02-08T01:00:00Z", times[1])
    store.save(replace(ARTICLE, modified=SEEN), seen=SEEN + 9 * DAY, capture=9)
    assert {(each.field, each.value) for each in store.articles.earlier_values(ARTICLE.id)} == {
        ("modified", "2023-02-09T01:00:00Z"),
        ("section", "Dunia"),
    }


# A clock that was wrong, and forged dates

NOW = datetime(2024, 1, 1, tzinfo=UTC)
FAR = datetime(2099, 1, 1, tzinfo=UTC)


@pytest.fixture
def today():
    with Store.in_memory(clock=lambda: NOW) as opened:
        yield opened


@pytest.mark.parametrize("first", [True, False])
def test_a_capture_of_the_future_orders_nothing(today, first):
    far = edited("Palsu.", title="Palsu")
    events = [(far, FAR, 9), (ARTICLE, SEEN, 1)]
    for article, seen, capture in events if first else reversed(events):
        today.save(article, seen=seen, capture=capture)
    row = today.articles.row(ARTICLE.id)
    assert today.article(ARTICLE.id) == ARTICLE
    assert today.articles.versions(ARTICLE.id) == []
    assert row["first_seen"] == row["text_seen"] == row["last_seen"] == "2023-02-08T01:00:00Z"
    assert today.save(edited("Baru."), seen=SEEN + DAY, capture=2) == Outcome.CHANGED
    assert today.articles.gone(ARTICLE.id, seen=SEEN + 2 * DAY)
    assert today.articles.row(ARTICLE.id)["status"] == "gone"


def test_the_only_capture_of_an_item_is_read_whatever_its_date(today):
    assert today.save(ARTICLE, seen=FAR, capture=1) == Outcome.NEW
    assert today.article(ARTICLE.id) == ARTICLE
    assert today.save(edited("Lain."), seen=FAR - DAY, capture=2) == Outcome.SAME
    assert today.save(edited("Lain."), seen=FAR + DAY, capture=3) == Outcome.CHANGED
    assert today.articles.gone(ARTICLE.id, seen=SEEN)
    assert today.articles.row(ARTICLE.id)["status"] == "gone"
    assert today.articles.versions(ARTICLE.id) == []


def test_an_item_is_not_found_gone_in_the_future(today):
    today.save(ARTICLE, seen=SEEN, capture=1)
    assert not today.articles.gone(ARTICLE.id, seen=FAR)
    assert today.articles.row(ARTICLE.id)["gone_at"] is None


def test_a_day_ahead_is_no_future(today):
    assert not today.is_ahead(NOW + DAY)
    assert today.is_ahead(NOW + DAY + timedelta(seconds=1))
    today.save(ARTICLE, seen=SEEN, capture=1)
    assert today.save(edited("Baru."), seen=NOW + DAY, capture=2) == Outcome.CHANGED


def test_a_clock_that_was_wrong_loses_no_earlier_text():
    times = [FAR]
    with Store.in_memory(clock=lambda: times[0]) as store:
        store.save(edited("Satu."), seen=SEEN, capture=1)
        store.save(edited("Dua."), seen=FAR, capture=2)
        times[0] = NOW
        assert store.save(edited("Tiga."), seen=SEEN + DAY, capture=3) == Outcome.CHANGED
        assert [version.body for version in store.articles.versions(ARTICLE.id)] == ["Satu."]
        assert store.articles.row(ARTICLE.id)["first_seen"] == "2023-02-08T01:00:00Z"


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    captures=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 5)), min_size=1, max_size=5),
    seed=st.integers(0, 99),
)
def test_the_future_orders_nothing_in_any_order(captures, seed):
    """Days from 4 on lie in the future; as soon as one is dated, nothing of them shows."""
    events = [
        (_said(text, text), SEEN + day * 100 * DAY, 10 * text + day + 1) for text, day in captures
    ]
    shuffled = events.copy()
    random.Random(seed).shuffle(shuffled)
    clock = SEEN + 350 * DAY
    with Store.in_memory(clock=lambda: clock) as store:

        def state(events):
            store.db["articles"].delete_where()
            for article, seen, capture in events:
                store.save(article, seen=seen, capture=capture)
            tables = ("articles", "versions", "earlier_values")
            return [sorted(store.db.execute(f"SELECT * FROM {name}"), key=str) for name in tables]

        dated = [event for event in events if event[1] <= clock]
        assert state(shuffled) == state(events)
        assert not dated or state(events) == state(dated)


# Proof


def test_a_text_dump_never_takes_the_place_of_a_page(store):
    dumped = edited("Galat peladen.", title="Galat")
    store.save(ARTICLE, [MENTION], seen=SEEN, capture=1)
    before = dump(store)
    assert store.save(dumped, seen=SEEN + DAY, capture=2, proof=Proof.TEXT) == Outcome.SAME
    assert dump(store) == before


def test_a_page_takes_the_place_of_a_text_dump_without_a_version(store):
    dumped = edited("Gempa susulan", title="Gempa")
    assert store.save(dumped, seen=SEEN + DAY, proof=Proof.TEXT) == Outcome.NEW
    store.articles.gone(ARTICLE.id, seen=SEEN + 9 * DAY)
    assert store.save(ARTICLE, [MENTION], seen=SEEN, proof=Proof.CLAIM) == Outcome.NEW
    assert store.article(ARTICLE.id) == ARTICLE
    assert store.articles.versions(ARTICLE.id) == []
    assert store.articles.row(ARTICLE.id)["status"] == "gone"


NOWHERE = replace(ARTICLE, site="", url="", title="Salinan")
ELSEWHERE = replace(ARTICLE, site="salinan.example", url="https://salinan.example/a/6951234.html")


@pytest.mark.parametrize("stray", [NOWHERE, ELSEWHERE])
@pytest.mark.parametrize("proof", [Proof.ADDRESS, Proof.CLAIM])
def test_an_id_goes_to_the_site_that_proves_it(store, stray, proof):
    assert store.save(stray, seen=SEEN + DAY, proof=proof) == Outcome.NEW
    assert store.save(ARTICLE, [MENTION], seen=SEEN, capture=1) == Outcome.NEW
    assert store.article(ARTICLE.id) == ARTICLE
    before = dump(store)
    with pytest.raises(Refused, match="its id 6951234 is held by"):
        store.save(replace(stray, title="Lain"), seen=SEEN + 2 * DAY, proof=proof)
    copy = replace(ARTICLE, site=stray.site, url=stray.url)
    assert store.save(copy, seen=SEEN + 2 * DAY, proof=proof) == Outcome.SAME
    assert dump(store) == before


def test_an_address_proves_more_than_a_claim(store):
    other = replace(ARTICLE, site="voanews", url="https://www.voanews.com/a/6951234.html")
    store.save(other, seen=SEEN, proof=Proof.CLAIM)
    assert store.save(ARTICLE, seen=SEEN, capture=1) == Outcome.NEW
    with pytest.raises(Refused, match=r"voaindonesia\.com.* of another site"):
        store.save(replace(other, title="Lain"), seen=SEEN + DAY, proof=Proof.CLAIM)
    assert store.article(ARTICLE.id) == ARTICLE


@pytest.mark.parametrize("order", [1, -1])
def test_the_best_proof_of_an_item_is_kept(store, order):
    for proof in (Proof.ADDRESS, Proof.CLAIM)[::order]:
        store.save(ARTICLE, seen=SEEN, capture=1, proof=proof)
    assert store.articles.row(ARTICLE.id)["proof"] == Proof.ADDRESS


# Ids


def test_a_text_without_a_number_gets_a_stable_negative_id(store):
    nameless = replace(ARTICLE, id=None, url="")
    assert store.save(nameless, seen=SEEN) == Outcome.NEW
    assert store.save(nameless, seen=SEEN) == Outcome.SAME
    (row,) = store.db["articles"].rows
    assert -(2**52) <= row["id"] < 0
    assert store.article(row["id"]) == nameless


def test_an_address_without_a_number_is_known_by_its_address(store):
    nameless = replace(ARTICLE, id=None, url="https://example.org/x")
    store.save(nameless, seen=SEEN)
    assert store.save(replace(nameless, title="Lain"), seen=SEEN + DAY) == Outcome.CHANGED


def test_an_id_of_another_site_is_refused_and_nothing_is_lost(store):
    store.save(ARTICLE, seen=SEEN)
    before = dump(store)
    other = replace(ARTICLE, site="voanews", url="https://www.voanews.com/a/6951234.html")
    with pytest.raises(
        Refused, match=r"voanews\.com/a/6951234\.html: its id 6951234 is held by .*another site"
    ):
        store.save(other, seen=SEEN + DAY)
    assert dump(store) == before


def test_half_a_character_is_refused(store):
    with pytest.raises(Refused, match="half a character"):
        store.save(replace(ARTICLE, title="\ud83d"), seen=SEEN)
    assert store.db["articles"].count == 0


def test_hostile_text_is_only_text(store):
    hostile = replace(
        ARTICLE,
        title="'); DROP TABLE articles; --\0<script>",
        section='"',
        byline=("O'Neil\u202e",),
    )
    store.save(hostile, seen=SEEN)
    assert store.article(ARTICLE.id) == hostile


# Transactions, several processes, trouble


def test_a_failure_undoes_the_whole_page(store, monkeypatch):
    store.save(ARTICLE, [MENTION], seen=SEEN)
    before = dump(store)
    with pytest.raises(Refused, match="the record does not fit"):
        store.save(edited("Lain."), [MENTION, MENTION], seen=SEEN + DAY)  # the same place twice
    assert dump(store) == before


def _save_and_fail(store, article, seen):
    with transaction(store.db):
        store.save(article, seen=seen)
        raise KeyError


def test_transactions_nest(store):
    with pytest.raises(KeyError):
        _save_and_fail(store, ARTICLE, SEEN)
    assert store.article(ARTICLE.id) is None
    with store.transaction():
        store.save(ARTICLE, seen=SEEN)
        with pytest.raises(KeyError):
            _save_and_fail(store, edited("Lain."), SEEN + DAY)
    assert store.article(ARTICLE.id) == ARTICLE


def test_deleting_an_article_deletes_its_parts(store):
    store.save(ARTICLE, [MENTION], seen=SEEN)
    store.save(edited("Lain."), [MENTION], seen=SEEN + DAY)
    store.db["articles"].delete(ARTICLE.id)
    for table in (
        "credits",
        "tags",
        "article_images",
        "media",
        "links",
        "claims",
        "posts",
        "mentions",
        "versions",
    ):
        assert store.db[table].count == 0, table


def test_pictures_are_listed_once(store):
    wide = replace(ARTICLE.images[0], url="https://gdb.voanews.com/0a1b_w1023_longer.jpg")
    store.save(ARTICLE, seen=SEEN)
    store.save(replace(ARTICLE, id=2, images=(wide,)), seen=SEEN)
    assert store.db["images"].count == 2
    assert {"id": "0a1b", "url": wide.url, "articles": 2} in store.db["images"].rows


def test_a_full_disk_is_named_and_nothing_is_lost(tmp_path):
    with Store(tmp_path / "a.db") as store:
        store.save(ARTICLE, [MENTION], seen=SEEN)
        before = dump(store)
        pages = store.db.execute("PRAGMA page_count").fetchone()[0]
        store.db.execute(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(
            StoreError, match=r"a\.db: the disk is full; make room and run this again"
        ):
            store.save(edited("panjang " * 10_000), seen=SEEN + DAY)
        assert dump(store) == before
        assert store.db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_sql_can_ask_for_the_value_of_a_date(store):
    sql = "SELECT tanggal('Selasa (7/2)', '2023-02-08T12:00:00+07:00')"
    assert store.db.execute(sql).fetchone()[0] == "2023-02-07"


def test_others_read_while_one_writes(tmp_path):
    with Store(tmp_path / "a.db") as writer, Store.reading(tmp_path / "a.db") as reader:
        assert writer.db.journal_mode == "wal"
        writer.save(ARTICLE, seen=SEEN)
        rows = reader.db.query("SELECT id FROM articles")
        with writer.transaction():
            writer.save(edited("Lain."), seen=SEEN + DAY)
            assert next(rows)["id"] == ARTICLE.id
            assert reader.article(ARTICLE.id) == ARTICLE
            with Store.reading(tmp_path / "a.db", busy_s=0) as another:
                assert another.article(ARTICLE.id) == ARTICLE


def test_a_locked_database_is_named(tmp_path):
    with Store(tmp_path / "a.db") as one, Store(tmp_path / "a.db", busy_s=0.05) as two:
        one.db.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match=r"a\.db: locked by another process; run this again"):
            two.save(ARTICLE, seen=SEEN)


def test_a_second_writer_waits_for_its_turn(tmp_path):
    def write(first: int) -> None:
        with Store(tmp_path / "a.db") as store:
            for number in range(first, first + 40):
                store.save(replace(ARTICLE, id=number), seen=SEEN)

    threads = [threading.Thread(target=write, args=[first]) for first in (0, 1000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Store.reading(tmp_path / "a.db") as store:
        assert store.db["articles"].count == 80


def test_a_new_database_is_opened_by_several_at_once(tmp_path):
    opened = []

    def open_it(path: Path) -> None:
        with Store(path):
            opened.append(path)

    for number in range(12):
        path = tmp_path / f"{number}.db"
        threads = [threading.Thread(target=open_it, args=[path]) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(opened) == 48


def test_a_file_that_is_no_database_is_named(tmp_path):
    (tmp_path / "a.db").write_text("<html>" * 1000)
    for opened in (Store, Store.reading):
        with pytest.raises(StoreError, match=r"a\.db: not an SQLite database; name another file$"):
            opened(tmp_path / "a.db")
    assert (tmp_path / "a.db").read_text() == "<html>" * 1000


def test_a_folder_or_a_missing_folder_is_named(tmp_path):
    for path, said in (
        (tmp_path, "is a folder; name a file"),
        (tmp_path / "no" / "a.db", "there is no folder"),
    ):
        with pytest.raises(StoreError, match=said):
            Store(path)
    assert list(tmp_path.iterdir()) == []


def test_reading_makes_no_database(tmp_path):
    with pytest.raises(StoreError, match=r"a\.db: no such database; make it with 'arsip import"):
        Store.reading(tmp_path / "a.db")
    assert list(tmp_path.iterdir()) == []
    sqlite3.connect(tmp_path / "other.db").execute("CREATE TABLE theirs (x)").connection.close()
    with pytest.raises(StoreError, match=r"other\.db: holds no archive"):
        Store.reading(tmp_path / "other.db")


def test_damage_that_a_query_comes_upon_is_named(tmp_path):
    path = tmp_path / "a.db"
    with Store(path) as store:
        for number in range(200):
            store.save(replace(ARTICLE, id=number), seen=SEEN)
        root = store.db.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'articles'"
        ).fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with pytest.raises(StoreError, match=r"a\.db: damaged \("), Store.reading(path) as store:
        store.db.execute("SELECT count(title) FROM articles").fetchone()


_AS_NOBODY = """
import os, sys
from datetime import UTC, datetime
from archive.store import Store, StoreError
from archive.article import Article, Kind
Store.in_memory().close()  # imports what it needs while it can
os.setuid(65534)
try:
    with getattr(Store, sys.argv[2], Store)(sys.argv[1]) as store:
        if sys.argv[2] == "reading":
            print(store.db["articles"].count)
        else:
            store.save(Article(1, Kind.OTHER, "s", "u", "t"), seen=datetime.now(UTC))
except StoreError as error:
    print(error)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0, reason="needs root to become another user")
def test_a_read_only_database_can_be_read_and_is_named_when_written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("read-only")
    with Store(folder / "a.db") as store:
        store.save(ARTICLE, seen=SEEN)
    for parent in (folder, *folder.parents[:3]):  # with xdist there is one more
        if parent.stat().st_uid == os.getuid() and str(parent) != tempfile.gettempdir():
            parent.chmod(0o755)

    def run(how: str) -> str:
        command = [sys.executable, "-c", _AS_NOBODY, folder / "a.db", how]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()

    assert run("writing").endswith(
        "a.db: cannot be written; check the permissions of the file and of its folder"
    )
    assert run("reading") == "1"


def test_a_database_that_is_closed_is_one_file_that_opens_in_a_folder_of_another(
    tmp_path,
):
    """SQLite makes files beside one with a WAL, also to read it."""
    path = tmp_path / "arsip.db"
    with Store(path), Store(path):
        assert (tmp_path / "arsip.db-wal").exists()
    with Store.reading(path):
        pass
    assert [each.name for each in tmp_path.iterdir()] == ["arsip.db"]
    assert path.read_bytes()[18:20] == b"\1\1"  # of the file format: 2 = with a WAL
    uri = f"{path.as_uri()}?mode=ro"
    plain = sqlite3.connect(uri, uri=True)
    assert plain.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    assert [each.name for each in tmp_path.iterdir()] == ["arsip.db"]
    with Store(path) as store:  # beside a reader that idles
        run = store.runs.begin("latest", "voaindonesia", now=datetime(2026, 3, 1, tzinfo=UTC))
        assert plain.execute("SELECT max(id) FROM runs").fetchone() == (run,)
    plain.close()


def test_a_database_that_others_use_stays_as_it_is(tmp_path):
    path = tmp_path / "arsip.db"
    with Store(path) as one:
        Store(path).close()
        Store.reading(path).close()
        one.runs.begin("latest", "voaindonesia", now=datetime(2026, 3, 1, tzinfo=UTC))
        with Store.reading(path) as other:
            assert len(other.runs.last()) == 1


# Versions that are seen again


def test_an_older_text_that_is_seen_again_spans_its_days(store):
    for text, day in (("B", 9), ("A", 3), ("A", 5), ("A", 1)):
        store.save(edited(text), seen=SEEN + day * DAY, capture=day)
    (version,) = store.articles.versions(ARTICLE.id)
    assert (version.first_seen, version.last_seen) == (SEEN + DAY, SEEN + 5 * DAY)
    assert store.articles.row(ARTICLE.id)["first_seen"] == "2023-02-09T01:00:00Z"
    before = dump(store)
    assert store.save(edited("A"), seen=SEEN + 3 * DAY, capture=3) == Outcome.SAME
    assert dump(store) == before


def test_captures_of_one_second_are_ordered_by_their_text_whatever_comes_first(store):
    rows_of = []
    for order in (1, -1):
        store.db["articles"].delete_where()
        for text, capture in (("Satu.", 1), ("Dua.", 2))[::order]:
            store.save(edited(text), seen=SEEN, capture=capture)
        rows_of.append(store.articles.row(ARTICLE.id))
        assert len(store.articles.versions(ARTICLE.id)) == 1
    assert rows_of[0] == rows_of[1]


def test_what_an_older_capture_said_beside_an_older_text_is_noted(store):
    store.save(edited("B", section="Dunia"), seen=SEEN + DAY, capture=2)
    store.save(edited("A", section="Berita"), seen=SEEN, capture=1)
    assert store.articles.earlier_values(ARTICLE.id) == [EarlierValue("section", "Berita", SEEN)]

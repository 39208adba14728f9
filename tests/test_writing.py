"""Pages are written together: the same as one by one, and what is wrong with one costs it alone."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.article import Article, Block, BlockKind, Kind, Link, Mention
from archive.imports import importer
from archive.imports.writing import WorkWriter
from archive.store import Outcome, Placed, Refused, Store
from archive.store.articles import Articles
from archive.store.imports import Imports
from archive.store.sightings import ItemRows, Sighting
from tests.archives import DAY, WHEN, info, packed, response
from tests.databases import check, records
from tests.importing import load, rows, story, write

SEEN = datetime(2023, 2, 8, 1, 0, tzinfo=UTC)
MENTION = Placed(
    0, Mention(0, 4, "kini", "2023-02-07"), date(2023, 2, 7), date(2023, 2, 7)
)  # fmt: skip
TABLES = ("articles", "links", "tags", "mentions", "versions", "earlier_values")


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory() as opened:
        yield opened


def article(number: int, text: str = "kini", **changes: Any) -> Article:
    made = Article(
        number, Kind.ARTICLE, "voaindonesia", f"https://www.voaindonesia.com/a/{number}.html", "Judul"
    )  # fmt: skip
    return replace(made, body=(Block(BlockKind.PARAGRAPH, text),), **changes)


def sighting(made: Article, *, day: int = 0, capture: int | None = 1) -> Sighting:
    read = ItemRows.of(made, [MENTION])
    return Sighting.of(read, seen=SEEN + day * timedelta(days=1), capture=capture)


def held(store: Store) -> dict[str, list[Any]]:
    return {name: sorted(store.db.execute(f"SELECT * FROM {name}"), key=str) for name in TABLES}


def saved(seen: Sequence[Sighting], store: Store) -> list[Outcome | str]:
    """What becomes of these one by one."""
    found: list[Outcome | str] = []
    for each in seen:
        try:
            found.append(store.articles.save(each))
        except Refused as refused:
            found.append(str(refused))
    return found


@settings(max_examples=60, deadline=None)
@given(
    pages=st.lists(
        st.tuples(
            st.sampled_from([1, 2, 3, -4]),  # number
            st.sampled_from(["satu", "dua", "tiga", "\ud800"]),  # text; the last cannot be kept
            st.sampled_from(["voaindonesia", "voakorea"]),
            st.integers(0, 2),  # day
            st.sampled_from([None, 1, 2, 3]),  # capture
            st.integers(0, 2),  # links
        ),
        max_size=9,
    ),
    before=st.integers(0, 3),
)
def test_many_at_once_are_as_one_by_one(
    pages: list[tuple[int, str, str, int, int | None, int]], before: int
) -> None:
    seen = []
    for number, text, site, day, capture, links in pages:
        linked = tuple(Link(f"https://x.org/{n}", "di sini", 0, None) for n in range(links))
        made = replace(article(number, text), site=site, links=linked)
        seen.append(sighting(made, day=day, capture=capture))
    with Store.in_memory() as one_by_one, Store.in_memory() as together:
        alone = saved(seen, one_by_one)
        first = saved(seen[:before], together)
        came = [*first, *together.articles.save_all(seen[before:])]
        assert [str(each) for each in came] == [str(each) for each in alone]
        assert held(together) == held(one_by_one)
        for store in (one_by_one, together):
            sql = "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)"
            store.db.execute(sql)


def test_an_item_that_is_seen_twice_at_once_has_its_texts_in_order_of_time(store: Store) -> None:
    seen = [
        sighting(article(1, "dua"), day=2, capture=2),
        sighting(article(2)),
        sighting(article(1, "satu"), day=1, capture=1),
        sighting(article(1, "tiga"), day=3, capture=3),
    ]
    assert store.articles.save_all(seen) == [
        Outcome.NEW, Outcome.NEW, Outcome.OLDER, Outcome.CHANGED,
    ]  # fmt: skip
    found = store.article(1)
    assert found
    assert found.text == "tiga"
    assert [version.body for version in store.articles.versions(1)] == ["satu", "dua"]


def test_what_is_refused_costs_itself_alone(store: Store) -> None:
    seen = [sighting(article(n)) for n in range(1, 80)]
    seen[40] = sighting(article(41, "setengah \ud800"))
    seen[60] = replace(seen[60], row={**seen[60].row, "title": None})
    came = store.articles.save_all(seen)
    refused = {index: str(each) for index, each in enumerate(came) if isinstance(each, Refused)}
    assert list(refused) == [40, 60]
    assert "half a character" in refused[40]
    assert "does not fit" in refused[60]
    assert store.db["articles"].count == 77


def test_a_word_that_a_user_changes_is_found_at_once(store: Store) -> None:
    store.articles.save_all([sighting(article(n)) for n in (3, 1, 2)])
    assert store.db["articles"].detect_fts() == "articles_fts"
    store.db.execute("UPDATE articles SET body = 'gunung meletus' WHERE id = 2")
    store.db["articles"].update(3, {"body": "banjir"})
    store.db["articles"].delete(1)
    assert [hit.id for hit in store.search("meletus")] == [2]
    assert [hit.id for hit in store.search("banjir")] == [3]
    assert [hit.id for hit in store.search("kini")] == []


# imports


def archive(path: Path, count: int, first: int = 7000000) -> Path:
    captures = [response(*story(f"Orang {n}", first + n)) for n in range(count)]
    return write(path, packed([info(), *captures]))


@pytest.mark.slow
def test_pages_that_can_be_written_together_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One by one gives the same, in five times the time: nothing else would tell."""
    at_once: list[int] = []
    write_all = Articles.save_all

    def counted(self: Articles, seen: Sequence[Sighting]) -> list[Outcome | Refused]:
        at_once.append(len(seen))
        return write_all(self, seen)

    def alone(*_: object) -> None:
        raise AssertionError("one by one")

    monkeypatch.setattr(Articles, "save_all", counted)
    monkeypatch.setattr(Articles, "save", alone)
    monkeypatch.setattr(Imports, "add", alone)
    files = [archive(tmp_path / "a.warc.gz", 300), archive(tmp_path / "b.warc.gz", 9, 7100000)]
    assert load(tmp_path, *files) == {"read": 309, "new": 309}
    assert sum(at_once) == 309
    assert len(at_once) == 2  # more than one transaction takes, and its rest with the other file
    check(tmp_path / "arsip.db")


@pytest.mark.slow
def test_more_pages_than_a_transaction_takes_are_the_same_as_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for pieces, most_bytes in ((8, 16_000_000), (1, 16_000_000), (100, 1)):
        monkeypatch.setattr(importer, "PIECES", pieces)
        monkeypatch.setattr(importer, "_MOST_BYTES", most_bytes)
        folder = tmp_path / f"{pieces}"
        file = archive(folder / "a.warc.gz", 330)
        assert load(folder, file, workers=2) == {"read": 330, "new": 330}
        check(folder / "arsip.db")
        found.append(records(folder / "arsip.db", seen=True))
    assert found[0] == found[1] == found[2]


@pytest.mark.slow
def test_long_texts_do_not_wait_in_memory_for_many_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "_MOST_BYTES", 1000)
    at_once: list[int] = []
    write_all = WorkWriter.write

    def counted(self: WorkWriter, done: Sequence[Any]) -> None:
        at_once.append(len(done))
        write_all(self, done)

    monkeypatch.setattr(WorkWriter, "write", counted)
    for number in range(70):  # in memory there is nothing of a saved page but its text
        write(tmp_path / "pages" / f"{number}.html", story("Orang " * 200, 7000000 + number)[1])
    assert load(tmp_path, tmp_path / "pages") == {"read": 70, "new": 70}
    assert at_once == [1, 1, 1]


@pytest.mark.slow
def test_one_of_many_that_cannot_be_written_is_named_and_the_others_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [f"Orang {n}" for n in range(100)]
    captures = [response(*story(text, 7000000 + n)) for n, text in enumerate(texts)]
    captures.insert(70, response(*story("Orang lain", 7000005), WHEN + DAY))
    file = write(tmp_path / "x.warc", b"".join(captures))
    save_all = Articles.save_all

    def refuse(self: Articles, seen: Sequence[Sighting]) -> list[Outcome | Refused]:
        came = save_all(self, seen)
        if any(each.id == 7000033 for each in seen):
            raise OverflowError("too large")
        return came

    monkeypatch.setattr(Articles, "save_all", refuse)
    said: list[str] = []
    counts = load(tmp_path, file, say=said.append)
    assert counts == {"read": 101, "new": 99, "changed": 1, "failed": 1}
    assert said == [f"{file}@{sum(map(len, captures[:33]))}: failed: OverflowError: too large"]
    sql = "SELECT count(*) FROM captures WHERE url LIKE '%7000033%'"
    assert rows(tmp_path, sql) == [(0,)]  # nothing of it is left
    check(tmp_path / "arsip.db")


@pytest.mark.slow
def test_captures_that_are_held_keep_their_numbers(tmp_path: Path) -> None:
    file = archive(tmp_path / "a.warc.gz", 40)
    load(tmp_path, file)
    before = rows(tmp_path, "SELECT id, record, offset FROM captures ORDER BY id")
    assert load(tmp_path, file, again=True) == {"read": 40, "same": 40}
    assert rows(tmp_path, "SELECT id, record, offset FROM captures ORDER BY id") == before
    rows_before = rows(tmp_path, "SELECT * FROM articles ORDER BY id")
    both = write(tmp_path / "b" / "a.warc.gz", file.read_bytes() + packed([response(*story("x"))]))
    assert load(tmp_path, both) == {"read": 41, "same": 40, "changed": 1}
    assert len(rows(tmp_path, "SELECT id FROM captures")) == 41
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(len(rows_before),)]


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 2, 5])
def test_what_is_broken_off_in_a_transaction_is_done_by_the_next_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    files = [archive(tmp_path / f"{n}.warc.gz", 200, 7000000 + 1000 * n) for n in range(3)]
    whole = tmp_path / "whole"
    whole.mkdir()
    load(whole, *files)
    monkeypatch.setattr(importer, "PIECES", 3)
    advance = WorkWriter._advance
    calls = iter(range(10_000))

    def broken(self: WorkWriter, piece: Any) -> None:
        if next(calls) == at:
            raise sqlite3.OperationalError("broken off")  # not one that SQLite itself reports
        advance(self, piece)

    monkeypatch.setattr(WorkWriter, "_advance", broken)
    with pytest.raises(sqlite3.OperationalError):
        load(tmp_path, *files)
    monkeypatch.undo()
    check(tmp_path / "arsip.db")
    held_before = rows(tmp_path, "SELECT count(*) FROM articles")[0][0]
    assert held_before == 96 * (at // 3)
    left = load(tmp_path, *random.Random(at).sample(files, 3))
    assert left == {"read": 600 - held_before, "new": 600 - held_before}
    assert records(tmp_path / "arsip.db", seen=True) == records(whole / "arsip.db", seen=True)

"""The dates of held texts are made anew from the database alone."""

from __future__ import annotations

import sqlite3
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.article import Article, Block, BlockKind, Kind
from archive.imports import redating
from archive.ingest import record
from archive.store import Store
from tests.crawling import BIN

SEEN = datetime(2023, 2, 9, tzinfo=UTC)
PUBLISHED = datetime(2023, 2, 8, 5, tzinfo=UTC)


def article(number: int, text: str, published: datetime | None = PUBLISHED) -> Article:
    return Article(
        id=number,
        kind=Kind.ARTICLE,
        site="voaindonesia",
        url=f"https://www.voaindonesia.com/a/{number}.html",
        title="Kapal Rumah Sakit",
        published=published,
        language="id",
        body=(Block(BlockKind.PARAGRAPH, "Warga menunggu."), Block(BlockKind.PARAGRAPH, text)),
    )


def fill(path: Path, count: int) -> None:
    with Store(path) as store:
        for n in range(1, count + 1):
            found = record(article(n, f"Kapal tiba Selasa (7/2), kata petugas ke-{n}."))
            store.save(found.article, found.mentions, seen=SEEN + timedelta(seconds=n))
        undated = record(article(count + 1, "Kapal tiba Selasa (7/2).", None))
        store.save(undated.article, undated.mentions, seen=SEEN)


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [line for line in connection.iterdump() if "sqlite_" not in line]
    finally:
        connection.close()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "arsip.db"
    fill(path, 3)
    return path


def test_what_an_older_grammar_found_is_made_anew_and_nothing_else_changes(archive: Path) -> None:
    before = dump(archive)
    with Store(archive) as store:
        store.db.execute("UPDATE mentions SET value = '1999-01-01' WHERE article_id = 2")
        store.db.execute("UPDATE articles SET record_digest = 'older' WHERE id = 2")
        store.db.execute("DELETE FROM mentions WHERE article_id = 3")
    assert dump(archive) != before
    told: list[tuple[int, int]] = []
    with Store(archive) as store:
        assert redating.redate(store, lambda *counts: told.append(counts)) == 2
    assert dump(archive) == before
    assert told == [(3, 2)]  # the one without a date is not read


def test_many_articles_are_read_batch_by_batch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redating, "_BATCH", 2)
    path = tmp_path / "many.db"
    fill(path, 5)
    with Store(path) as store:
        store.db.execute("DELETE FROM mentions")
        told: list[tuple[int, int]] = []
        assert redating.redate(store, lambda *counts: told.append(counts)) == 5
    assert told == [(2, 2), (4, 4), (5, 5)]


def test_what_was_done_is_kept_where_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redating, "_BATCH", 2)
    path = tmp_path / "many.db"
    fill(path, 5)
    before = dump(path)

    def stop(read: int, _changed: int) -> None:
        if read == 4:
            raise KeyboardInterrupt

    with Store(path) as store:
        store.db.execute("DELETE FROM mentions")
    with Store(path) as store, pytest.raises(KeyboardInterrupt):
        redating.redate(store, stop)
    with Store(path) as store:
        assert redating.redate(store) == 1  # the fifth
    assert dump(path) == before


@pytest.mark.slow
def test_the_command_says_how_many_changed(archive: Path, tmp_path: Path) -> None:
    command = [str(BIN / "arsip"), "rebuild", "--mentions", "--db"]
    done = subprocess.run([*command, archive], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "0 articles with other dates than before\n")
    missing = tmp_path / "none.db"
    done = subprocess.run([*command, missing], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "no such database" in done.stderr
    assert not missing.exists()

"""The schema: what it is, how it grows, and what happens to databases that it does not fit."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from archive import migrations
from archive.article import Article, Block, BlockKind, Kind
from archive.store import Outcome, Store, StoreError, rows

SEEN = datetime(2023, 2, 8, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def test_migrations_are_numbered_in_order():
    names = [each.name for each in migrations.migration.pending(Database(memory=True))]
    assert [name[:4] for name in names] == [f"m{number:03}" for number in range(1, len(names) + 1)]


def test_every_column_says_what_it_holds():
    with Store.in_memory() as store:
        for table in store.db.tables:
            if table.name.startswith(("_", "articles_fts")):
                continue
            said = migrations.descriptions(store.db, table.name)
            assert list(said) == [column.name for column in table.columns]
            silent = {name for name, words in said.items() if not words}
            if table.name == "versions":  # what stands there is said of articles
                silent -= set(migrations.descriptions(store.db, "articles"))
            assert silent <= {"article_id"}, table.name


def test_a_column_is_added_with_what_it_holds(tmp_path):
    with Store(tmp_path / "a.db") as store:
        before = migrations.descriptions(store.db, "articles")
        store.save(_article("Satu."), seen=SEEN)
        migrations.add_column(
            store.db, "articles", "mood", "TEXT", "of the page, in a word; - = no"
        )
        migrations.add_column(store.db, "articles", "length", "INTEGER NOT NULL DEFAULT 0", "in cm")
        after = migrations.descriptions(store.db, "articles")
        assert after == {**before, "mood": "of the page, in a word; - = no", "length": "in cm"}
        assert store.articles.row(1)["length"] == 0
        assert store.save(_article("Dua."), seen=SEEN + DAY) == Outcome.CHANGED


def _article(text: str) -> Article:
    body = (Block(BlockKind.PARAGRAPH, text),)
    return Article(
        1, Kind.ARTICLE, "voaindonesia", "https://www.voaindonesia.com/a/1.html", "Judul", body=body
    )


def test_sqlite_utils_finds_the_full_text_index():
    with Store.in_memory() as store:
        assert store.db.table("articles").detect_fts() == "articles_fts"


@pytest.mark.slow
def test_sqlite_utils_migrate_builds_the_same_schema(tmp_path):
    path = tmp_path / "made.db"
    command = [sys.executable, "-m", "sqlite_utils", "migrate", path, migrations.__file__]
    subprocess.run(command, check=True, cwd=tmp_path)
    with Store.in_memory() as store:
        made = Database(path)
        assert made.schema == store.db.schema
        made.close()


def test_opening_again_applies_nothing(tmp_path):
    with Store(tmp_path / "a.db") as store:
        before = list(store.db.iterdump())
    with Store(tmp_path / "a.db") as store:
        assert list(store.db.iterdump()) == before


def test_a_newer_schema_is_refused_by_name(tmp_path):
    Store(tmp_path / "a.db").close()
    newer = Migrations("arsip")
    newer(name="m999_from_the_future")(lambda db: None)
    db = Database(tmp_path / "a.db")
    newer.apply(db)
    db.close()
    for opened in (Store, Store.reading):
        with pytest.raises(
            StoreError,
            match=r"a\.db: made by a newer arsip \(it has m999_from_the_future\); upgrade",
        ):
            opened(tmp_path / "a.db")


def test_migrations_of_other_tools_are_none_of_our_business(tmp_path):
    Store(tmp_path / "a.db").close()
    other = Migrations("other")
    other(name="theirs")(lambda db: None)
    db = Database(tmp_path / "a.db")
    other.apply(db)
    db.close()
    with Store(tmp_path / "a.db") as store:
        store.save(_article("Satu."), seen=SEEN)
        assert store.article(1) == _article("Satu.")
        applied = [each.name for each in other.applied(store.db)]
    assert applied == ["theirs"]


def test_an_older_schema_is_brought_up_to_date(tmp_path):
    db = Database(tmp_path / "a.db")
    migrations.migration.apply(db, stop_before="m002_mentions")
    db.close()
    with Store(tmp_path / "a.db") as store:
        assert store.db["mentions"].exists()


def test_a_table_of_somebody_else_is_not_touched(tmp_path):
    connection = sqlite3.connect(tmp_path / "a.db")
    connection.execute("CREATE TABLE articles (mine TEXT)")
    connection.close()
    with pytest.raises(StoreError, match=r"a\.db: table articles already exists"):
        Store(tmp_path / "a.db")
    db = Database(tmp_path / "a.db")
    assert db.table_names() == ["articles"]
    db.close()


# A digest of texts in place of one of records

_BEFORE = "m009_text_digest"


def _record(db: Database, text: str, **changes: object) -> dict[str, object]:
    """A row as an arsip wrote it that took a digest of the whole record for one of the text."""
    row = {
        **rows.to_row(_article(text)),
        "first_seen": "2023-01-01T00:00:00Z",
        "text_seen": "2023-01-04T00:00:00Z",
        "last_seen": "2023-01-05T00:00:00Z",
        "status": "live",
        **changes,
    }
    row["digest"] = "d5"  # of the whole record
    columns = {column.name for column in db["articles"].columns}
    return {name: value for name, value in row.items() if name in columns}


def _earlier(digest: str, day: int, text: str, modified: str | None = None) -> dict[str, object]:
    when = f"2023-01-{day:02}T00:00:00Z"
    return {
        "article_id": 1, "digest": digest, "first_seen": when, "last_seen": when, "title": "Judul", "body": text,
        "blocks": '["paragraph"]', "published": None, "modified": modified, "capture": day,
    }  # fmt: skip


# As it was when 0 and not -1 stood for a range of the file.
_DAMAGE = """
CREATE TABLE import_damage (
    import INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE, -- imports.id
    offset INTEGER NOT NULL, -- of the range in the file, or of the gzip member that holds it, in bytes
    within INTEGER NOT NULL, -- of the range in that member, in unpacked bytes; 0 = the range is one of the file
    length INTEGER NOT NULL, -- bytes; where within is not 0 unpacked ones
    what TEXT NOT NULL, -- what is wrong, in words
    PRIMARY KEY (import, offset, within)
) STRICT, WITHOUT ROWID;
INSERT INTO import_damage VALUES (1, 10, 0, 99, 'of the file'), (1, 200, 44, 55, 'of a member');
"""


@pytest.fixture
def upgraded(tmp_path: Path) -> Path:
    """A database in which three of four versions are no other texts, and with damage noted as it
    was before."""
    path = tmp_path / "a.db"
    db = Database(path)
    migrations.migration.apply(db, stop_before=_BEFORE)
    db["articles"].insert(_record(db, "Teks baru.", modified="2023-01-05T00:00:00Z", capture=5))
    db["versions"].insert_all(
        [
            _earlier("d1", 1, "Teks lama.", "2023-01-01T00:00:00Z"),
            _earlier("d2", 2, "Teks lama.", "2023-01-02T00:00:00Z"),
            _earlier("d3", 3, "Teks baru.", "2023-01-03T00:00:00Z"),
            _earlier("d4", 4, "Teks baru.", "2023-01-05T00:00:00Z"),
        ]
    )
    db["import_damage"].drop()
    db.executescript(_DAMAGE)
    db.close()
    return path


def test_false_versions_are_merged(upgraded):
    with Store(upgraded) as store:
        (version,) = store.articles.versions(1)
        assert (version.body, version.first_seen.day, version.last_seen.day) == ("Teks lama.", 1, 2)
        row = store.db["versions"].get((1, version.digest))
        assert (row["modified"], row["capture"]) == ("2023-01-02T00:00:00Z", 2)
        row = store.articles.row(1)
        assert (row["first_seen"][:10], row["text_seen"][:10], row["last_seen"][:10]) == (
            "2023-01-01", "2023-01-03", "2023-01-05",
        )  # fmt: skip
        assert [(each.field, each.value[:10]) for each in store.articles.earlier_values(1)] == [
            ("modified", "2023-01-01"), ("modified", "2023-01-02"), ("modified", "2023-01-03"),
        ]  # fmt: skip


def test_a_page_that_has_not_changed_is_the_same_after_the_upgrade(upgraded):
    with Store(upgraded) as store:
        assert store.save(_article("Teks baru."), seen=SEEN, capture=9) == Outcome.SAME
        assert store.save(_article("Teks lama."), seen=SEEN - 9 * DAY, capture=8) == Outcome.SAME
        assert len(store.articles.versions(1)) == 1
        assert store.save(_article("Teks lain."), seen=SEEN + DAY, capture=10) == Outcome.CHANGED


def test_what_proved_an_item_is_known_from_its_capture(tmp_path):
    db = Database(tmp_path / "a.db")
    migrations.migration.apply(db, stop_before=_BEFORE)
    for number, is_text in ((1, 0), (2, 1)):
        db.execute(
            "INSERT INTO captures (id, url, time, status, file, offset, length, record, text)"
            " VALUES (?, 'u', 't', 200, 'f', ?, 1, 'r', ?)",
            [number, number, is_text],
        )
    for number, capture in enumerate((1, 2, None), 1):
        db["articles"].insert({**_record(db, "Teks.", capture=capture), "id": number})
    db.close()
    with Store(tmp_path / "a.db") as store:
        proofs = store.db.execute("SELECT id, proof FROM articles ORDER BY id").fetchall()
    assert proofs == [(1, "address"), (2, "text"), (3, "claim")]


def test_damage_of_a_file_is_told_from_damage_in_a_member(upgraded):
    with Store(upgraded) as store:
        assert store.db.execute("SELECT * FROM import_damage").fetchall() == [
            (1, 10, -1, 99, "of the file"), (1, 200, 44, 55, "of a member"),
        ]  # fmt: skip


def test_damage_at_the_start_of_a_member_stays_so(tmp_path):
    db = Database(tmp_path / "a.db")
    migrations.migration.apply(db, stop_before="m012_damage_of_files")
    db.execute("INSERT INTO import_damage VALUES (1, 10, 0, 99, 'of a member')")
    db.close()
    with Store(tmp_path / "a.db") as store:
        assert [row["within"] for row in store.db["import_damage"].rows] == [0]


def test_the_schema_of_an_upgraded_database_is_that_of_a_new_one(upgraded):
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    with Store(upgraded) as store, Store.in_memory() as new:
        assert store.db.execute(schema).fetchall() == new.db.execute(schema).fetchall()
        store.db.execute(
            "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)"
        )


# A process that ends in the middle of an upgrade: with the third text of six that are read
_KILLED = """
import os, sys
from archive import migrations
from archive.store import Store

read = []
def _text_digest(title, description, byline, body):
    read.append(body)
    if len(read) == 3:
        os.kill(os.getpid(), 9)
    return "d"

migrations._text_digest = _text_digest
Store(sys.argv[1])
"""


@pytest.mark.slow
def test_an_upgrade_that_is_killed_has_changed_nothing(upgraded):
    def content() -> list[str]:
        db = Database(upgraded)
        try:
            return list(db.iterdump())
        finally:
            db.close()

    before = content()
    killed = subprocess.run([sys.executable, "-c", _KILLED, upgraded], check=False)
    assert killed.returncode == -9
    assert content() == before
    with Store(upgraded) as store:
        assert [version.body for version in store.articles.versions(1)] == ["Teks lama."]

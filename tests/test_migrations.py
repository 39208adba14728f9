"""The schema: what it is, how it grows, and what happens to databases that it does not fit."""

import re
import sqlite3
import subprocess
import sys

import pytest
from sqlite_utils import Database, Migrations

from archive import migrations
from archive.store import Store, StoreError


def test_migrations_are_numbered_in_order():
    names = [each.name for each in migrations.migration.pending(Database(memory=True))]
    assert [name[:4] for name in names] == [f"m{number:03}" for number in range(1, len(names) + 1)]


def test_every_column_says_what_it_holds():
    with Store.in_memory() as store:
        for table in store.db.tables:
            if table.name.startswith(("_", "articles_fts")):
                continue
            for line in table.schema.splitlines()[1:-1]:
                if not re.match(r"\s*(PRIMARY KEY|article_id)", line):
                    assert "--" in line or table.name == "versions", f"{table.name}: {line}"


def test_sqlite_utils_finds_the_full_text_index():
    with Store.in_memory() as store:
        assert store.db.table("articles").detect_fts() == "articles_fts"


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
    Store(tmp_path / "a.db").close()


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

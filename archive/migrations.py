"""The schema of the database, as ordered migrations that only grow; every column says in a comment
what it holds.

What a migration executes stands in archive/schema, in files that begin with its number. The
comments stay in the database: `sqlite-utils schema arsip.db` shows them, and docs/schema.md is made
from them.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from importlib.resources import files

from sqlite_utils import Database, Migrations

from archive.urls import item_id

migration = Migrations("arsip")
_SCHEMA = files("archive") / "schema"


@migration()
def m001_articles(db: Database) -> None:
    """What a page says: the article, its parts, earlier texts of it, and a full-text index."""
    _run(db, "m001_articles")
    _run(db, "m001_parts")
    db.table("articles").enable_fts(
        ["title", "description", "body", "captions"], tokenize="unicode61 remove_diacritics 2"
    )
    _run(db, "m001_articles_fts")


@migration()
def m002_mentions(db: Database) -> None:
    """The dates that a text speaks of."""
    _run(db, "m002_mentions")


@migration()
def m003_captures(db: Database) -> None:
    """Where the bytes of every response lie."""
    _run(db, "m003_captures")


@migration()
def m004_addresses(db: Database) -> None:
    """Every address that a source has named: the frontier of the crawl."""
    _run(db, "m004_addresses")


@migration()
def m005_runs(db: Database) -> None:
    """When the crawl ran and how it ended."""
    _run(db, "m005_runs")


@migration()
def m006_imports(db: Database) -> None:
    """Captures that others made: from which file, how far it has been read, what of it is
    damaged."""
    _run(db, "m006_imports")
    _run(db, "m006_import_damage")
    _run(db, "m006_captures")
    items = [
        (item_id(url), number)
        for number, url in db.execute("SELECT id, url FROM captures").fetchall()
    ]
    db.conn.executemany(
        "UPDATE captures SET item = ? WHERE id = ?", [row for row in items if row[0] is not None]
    )


@migration()
def m007_mementos(db: Database) -> None:
    """What the Wayback Machine lists, and what was fetched of it."""
    _run(db, "m007_mementos")


@migration()
def m008_holes(db: Database) -> None:
    """Damaged ranges of our own WARC files that are known."""
    _run(db, "m008_known_holes")


@migration()
def m009_text_digest(db: Database) -> None:
    """A version is another text; whatever else differs is no version, and a few values of it are
    noted."""
    db.execute("ALTER TABLE articles DROP COLUMN digest")
    add_column(
        db, "articles", "digest", "TEXT NOT NULL DEFAULT ''",
        "of what a reader sees (title, description, byline, body): first 16 hex digits of its "
        "SHA-256; another one = another text",
    )  # fmt: skip
    add_column(
        db, "articles", "record_digest", "TEXT",
        "of everything that the page gave, likewise; NULL = saved before this was kept",
    )  # fmt: skip
    add_column(
        db, "articles", "proof", "TEXT NOT NULL DEFAULT 'address'",
        "how its number and site are known: address (the page was fetched there), claim (only the "
        "page says so), text (a text dump of the page)",
    )  # fmt: skip
    db.register_function(_text_digest, deterministic=True)
    db.execute("UPDATE articles SET digest = _text_digest(title, description, byline, body)")
    _run(db, "m009_versions")
    _run(db, "m009_merge_versions")


@migration()
def m010_collection(db: Database) -> None:
    """The name by which WARC files say which database they belong to."""
    _run(db, "m010_collection")


@migration()
def m011_mention_reader(db: Database) -> None:
    """Who found a mention."""
    add_column(
        db, "mentions", "reader", "TEXT NOT NULL DEFAULT 'grammar'",
        "who found it: grammar (the tables of Indonesian and English), dateparser (other languages)",
    )  # fmt: skip


@migration()
def m012_damage_of_files(db: Database) -> None:
    """Damaged ranges of a file are told from those at the start of a gzip member."""
    if _WITHIN_0 in db.table("import_damage").schema:
        db.execute("ALTER TABLE import_damage RENAME TO import_damage_before")
        _run(db, "m006_import_damage")
        _run(db, "m012_damage")


@migration()
def m013_kinds(db: Database) -> None:
    """Claims of fact-checks, posts of live blogs, and where in a text a recording or an embedded
    post of others stands."""
    _run(db, "m013_kinds")
    add_column(
        db, "media", "position", "INTEGER NOT NULL DEFAULT 0",
        "0 = at the head, n = after paragraph n of body; kind embed is what others host: a video of "
        "YouTube, a post of X, an infographic",
    )  # fmt: skip


@migration()
def m014_passages(db: Database) -> None:
    """What of a text is in another language than the rest."""
    _run(db, "m014_passages")


def _text_digest(title: str, description: str | None, byline: str | None, body: str) -> str:
    """The digest as archive.store.rows made it when this migration was written; it stays so."""
    text = json.dumps([title, description, byline, body], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# What the table of damage said of its column `within` when 0 and not -1 stood for a range of the file.
_WITHIN_0 = "0 = the range is one of the file"


def _run(db: Database, script: str) -> None:
    """Executes the statements of a file in archive/schema, of which each ends with a line.

    `executescript` of sqlite-utils looks for the end of a statement after every character, which
    takes longer than all the rest.
    """
    statement = ""
    for line in (_SCHEMA / f"{script}.sql").read_text("utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.execute(statement)
            statement = ""


def add_column(db: Database, table: str, name: str, kind: str, words: str) -> None:
    """One more column in a table, with what it holds; `kind` is its type and constraints."""
    db.execute(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {kind} /* {words} */')


_COLUMN = re.compile(
    r'^\s+"?(?P<name>\w+)"? (?:INTEGER|TEXT)(?:.*?-- (?P<words>.*))?', re.MULTILINE
)
_ADDED = re.compile(r', "(?P<name>\w+)" (?:INTEGER|TEXT)[^/]*/\* (?P<words>.*?) \*/')


def descriptions(db: Database, table: str) -> dict[str, str]:
    """What each column of a table holds, in words, in the table's order; "" = its schema does not
    say."""
    schema = db.table(table).schema
    said = dict(_words(schema))
    return {column.name: said.get(column.name, "") for column in db.table(table).columns}


def _words(schema: str) -> Iterator[tuple[str, str]]:
    for pattern in (_COLUMN, _ADDED):
        for found in pattern.finditer(schema):
            yield found["name"], found["words"] or ""


def unknown(db: Database) -> list[str]:
    """Names of the migrations that a newer arsip has applied to this database and that this one
    does not know."""
    with closing(Database(memory=True)) as empty:
        known = {known.name for known in migration.pending(empty)}
    return sorted({applied.name for applied in migration.applied(db)} - known)

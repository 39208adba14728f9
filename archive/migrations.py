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
from contextlib import closing, suppress
from importlib.resources import files

from sqlite_utils import Database, Migrations

from archive import keys, sites
from archive.urls import item_number

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
        (item_number(url), number)
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


@migration()
def m015_installations(db: Database) -> None:
    """Ids say whose numbers they are made of: those of other installations than VOA's are moved."""
    for before, after in _REWORDED.items():
        _reword(db, before, after)
    for function in (_moved, _moved_at):
        db.register_function(function, deterministic=True)
    _run(db, "m015_move_items")
    of_articles = [
        table.name
        for table in db.tables
        if "article_id" in {column.name for column in table.columns}
    ]
    for table in of_articles:
        for room in ("moved.after < 0", "moved.after >= 0"):
            db.execute(
                f"UPDATE {table} SET article_id = moved.after FROM moved"  # noqa: S608 (constants)
                f" WHERE moved.before = article_id AND {room}"
            )
    _digests_anew(db)
    db.execute("DROP TABLE moved")
    db.execute("DROP TABLE aimed")


@migration()
def m016_first_seen(db: Database) -> None:
    """What a crawl has brought is found by when it was first seen."""
    _run(db, "m016_first_seen")
    _reword(db, "network, storage, crashed; NULL", "network, storage, markup, crashed; NULL")


@migration()
def m017_kinds_of_sites(db: Database) -> None:
    """What is held of a site is counted by kind without a look at the articles."""
    _run(db, "m017_kinds_of_sites")


def _text_digest(title: str, description: str | None, byline: str | None, body: str) -> str:
    """The digest as archive.store.rows made it when this migration was written; it stays so."""
    text = json.dumps([title, description, byline, body], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# What the table of damage said of its column `within` when 0 and not -1 stood for a range of the file.
_WITHIN_0 = "0 = the range is one of the file"


# What columns were said to hold when an id was the bare number.
_REWORDED = {
    "id INTEGER PRIMARY KEY, -- the Pangea number; negative = provisional, the page names none (docs/architecture.md)":
    "id INTEGER PRIMARY KEY, -- number + installation * 10000000000; negative = provisional, no number (docs/ids.md)",
    "id INTEGER, -- the Pangea number; NULL = not an item": "id INTEGER, -- as articles.id; NULL = not an item",
    "item INTEGER, -- the Pangea number in url; NULL = it is not the address of an item":
    "item INTEGER, -- as articles.id, of the item at url; NULL = it is not the address of an item",
    "item INTEGER NOT NULL, -- the Pangea number in the address that was captured":
    "item INTEGER NOT NULL, -- as articles.id, of the item at the address that was captured",
}  # fmt: skip


def _reword(db: Database, before: str, after: str) -> None:
    """Say otherwise what a column holds, where SQLite lets its schema be written to."""
    with suppress(sqlite3.OperationalError):
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", [before, after])
    db.execute("PRAGMA writable_schema = RESET")


def _moved(number: int, site: str, url: str) -> int:
    """The id of an item of a site that was known by its bare number; one whose number is longer
    than any has one that comes from its address."""
    if number < 0:
        return number
    if number >= keys.SPAN:
        return -1 - int(hashlib.sha256(url.encode("utf-8", "replace")).hexdigest()[:13], 16)
    return keys.make(sites.named(site).installation, number)


def _moved_at(number: int, url: str, site: str | None) -> int | None:
    """The id of the item at an address; `site` tells whose number it is where the host does not.
    None = the number is longer than any."""
    if not 0 <= number < keys.SPAN:
        return None
    found = sites.of(url)
    if site is not None and not found.of_platform:
        found = sites.named(site)
    return keys.make(found.installation, number)


def _digests_anew(db: Database) -> None:
    """The digests of records whose id, or that of an item that they link to, has moved."""
    sql = """
        SELECT after AS id FROM moved UNION
        SELECT coalesce(after, article_id) FROM aimed LEFT JOIN moved ON before = article_id
    """
    for (item,) in db.execute(sql).fetchall():
        digest = _record_digest(db, item)
        db.execute(
            "UPDATE articles SET record_digest = ? WHERE id = ? AND record_digest IS NOT NULL",
            [digest, item],
        )


# What a digest of a record was made of: the record, its parts, its mentions.
_DIGESTED_RECORD = """
SELECT id, site, kind, url, title, description, section, byline, initials, dateline, published, published_source,
    modified, language, body, blocks, captions, words, rights, rights_reason, digest, diagnostics
FROM articles WHERE id = ?
"""
_DIGESTED_PARTS = {
    "credits": "SELECT name, role FROM credits WHERE article_id = ? ORDER BY number",
    "tags": "SELECT tag FROM tags WHERE article_id = ? ORDER BY number",
    "article_images": "SELECT image_id, position, url, caption, credit, rights, rights_reason "
    "FROM article_images WHERE article_id = ? ORDER BY number",
    "media": "SELECT kind, url, title, duration_s, renditions, position FROM media WHERE article_id = ? "
    "ORDER BY number",
    "links": "SELECT block, url, text, target FROM links WHERE article_id = ? ORDER BY number",
}
# These counted only where a record had any.
_DIGESTED_LATER = {
    "claims": "SELECT claim, claimant, verdict, source, source_url FROM claims WHERE article_id = ? "
    "ORDER BY number",
    "posts": "SELECT block, head, time, byline FROM posts WHERE article_id = ? ORDER BY number",
    "passages": "SELECT block, start, end, language FROM passages WHERE article_id = ? ORDER BY number",
}
_DIGESTED_MENTIONS = """
SELECT block, start, "end", text, value, first_day, last_day, mod, flag, reader
FROM mentions WHERE article_id = ? ORDER BY block, start, "end"
"""


def _record_digest(db: Database, item: int) -> str:
    """The digest as archive.store.rows made it when this migration was written; it stays so."""
    (row,) = db.query(_DIGESTED_RECORD, [item])
    parts = {table: list(db.query(sql, [item])) for table, sql in _DIGESTED_PARTS.items()}
    for table, sql in _DIGESTED_LATER.items():
        if rows := list(db.query(sql, [item])):
            parts[table] = rows
    record = [row, parts, list(db.query(_DIGESTED_MENTIONS, [item]))]
    text = json.dumps(record, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


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

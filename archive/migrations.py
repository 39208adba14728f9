"""The schema of the database, as ordered migrations that only grow; every column says in a comment
what it holds.

The comments stay in the database: `sqlite-utils schema arsip.db` shows them, and docs/schema.md is
made from them.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from sqlite_utils import Database, Migrations

from archive.urls import item_id

migration = Migrations("arsip")

_ARTICLES = """
CREATE TABLE articles (
    id INTEGER PRIMARY KEY, -- the Pangea number; negative = provisional, the page names none (docs/architecture.md)
    site TEXT NOT NULL, -- name of the site, such as voaindonesia; the host of a site that is not known
    kind TEXT NOT NULL, -- article, audio, video, gallery, quiz, liveblog, other
    url TEXT NOT NULL, -- canonical address; '' = not known (a dump without its address)
    title TEXT NOT NULL, -- the page's own title
    description TEXT, -- the page's summary; NULL = none
    section TEXT, -- name of the section; NULL = none
    byline TEXT, -- names joined by ', '; NULL = none; one by one in credits
    initials TEXT, -- closing credits in their order, such as rd/jm; NULL = none; with their roles in credits
    dateline TEXT, -- place, such as JAKARTA; NULL = none
    published TEXT, -- UTC, such as 2023-02-07T00:05:00Z; NULL = the page shows no date
    published_source TEXT, -- where published comes from: json-ld, time, utag_data, given; NULL with published
    modified TEXT, -- UTC; NULL = the page shows none
    language TEXT, -- ISO 639, such as id; NULL = not known
    body TEXT NOT NULL, -- paragraphs separated by a blank line; '' = an item without text
    blocks TEXT NOT NULL, -- JSON list of what each paragraph of body is: paragraph, subhead, quote, item, row
    captions TEXT NOT NULL, -- captions of the images, one a line; there for the full-text index
    words INTEGER NOT NULL, -- number of words in body
    rights TEXT NOT NULL, -- of the text: voa (public domain), agency (not free), unknown
    rights_reason TEXT NOT NULL, -- what on the page says so, in words
    status TEXT NOT NULL, -- live, gone (the address answers 404 or 410; the text stays)
    gone_at TEXT, -- UTC; last time that the address was found gone; NULL = never
    first_seen TEXT NOT NULL, -- UTC; when the item was first fetched or saved
    text_seen TEXT NOT NULL, -- UTC; when this text was first seen; later than first_seen = it was changed
    last_seen TEXT NOT NULL, -- UTC; when this text was last seen
    digest TEXT NOT NULL, -- of the whole record without diagnostics: first 16 hex digits of its SHA-256
    capture INTEGER, -- id of the capture that gave this record; NULL = not kept in a WARC
    diagnostics TEXT NOT NULL -- JSON list of what was odd in the page
) STRICT;
CREATE INDEX idx_articles_published ON articles (published);
CREATE INDEX idx_articles_section_published ON articles (section, published);
"""

_PARTS = """
CREATE TABLE credits (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    name TEXT NOT NULL, -- a name of the byline, or initials in lower case
    role TEXT NOT NULL, -- byline; of initials: writer, editor, initials (role not known)
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_credits_name ON credits (name);

CREATE TABLE tags (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    tag TEXT NOT NULL, -- a keyword of the page
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_tags_tag ON tags (tag);

CREATE TABLE article_images (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    image_id TEXT NOT NULL, -- guid of the picture, the same under every width and crop; '' = not known
    position INTEGER NOT NULL, -- 0 = at the head, n = after paragraph n of body
    url TEXT NOT NULL, -- widest rendition that the page names; '' = not known (a dump)
    caption TEXT, -- without the credit; NULL = none
    credit TEXT, -- such as AP; NULL = none given
    rights TEXT NOT NULL, -- of the picture: voa, agency, unknown
    rights_reason TEXT NOT NULL, -- what on the page says so, in words
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_article_images_image_id ON article_images (image_id);

CREATE VIEW images AS -- every picture once: its guid, its widest known rendition, how many articles show it
SELECT id, url, articles FROM (
    SELECT image_id AS id, url, count(DISTINCT article_id) AS articles, max(length(url))
    FROM article_images WHERE image_id <> '' GROUP BY image_id
);

CREATE TABLE media (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    kind TEXT NOT NULL, -- audio, video
    url TEXT NOT NULL, -- the address that the player starts with
    title TEXT, -- NULL = none
    duration_s INTEGER, -- seconds; NULL = the page does not tell
    renditions TEXT NOT NULL, -- JSON list of {url, mime, label}: every file that the page names
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- order on the page, from 0
    block INTEGER NOT NULL, -- paragraph of body that holds the link, from 0
    url TEXT NOT NULL, -- absolute
    text TEXT NOT NULL, -- the words that are linked
    target INTEGER, -- id of the item that it leads to, held here or not; NULL = no item of the platform
    PRIMARY KEY (article_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_links_target ON links (target);

CREATE TABLE versions (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    digest TEXT NOT NULL, -- as in articles
    first_seen TEXT NOT NULL, -- UTC; when this text was first seen
    last_seen TEXT NOT NULL, -- UTC; when this text was last seen
    title TEXT NOT NULL, -- this and what follows: as in articles, of a text that a newer one has replaced
    description TEXT,
    byline TEXT,
    body TEXT NOT NULL,
    blocks TEXT NOT NULL,
    published TEXT,
    modified TEXT,
    capture INTEGER,
    PRIMARY KEY (article_id, digest)
) STRICT;
"""

# Times and counts of an article change more often than its words: only the words are worth indexing
# again.
_KEEP_FTS = """
CREATE TRIGGER articles_ai AFTER INSERT ON articles BEGIN
    INSERT INTO "articles_fts" (rowid, title, description, body, captions)
    VALUES (new.id, new.title, new.description, new.body, new.captions);
END;
CREATE TRIGGER articles_ad AFTER DELETE ON articles BEGIN
    INSERT INTO "articles_fts" ("articles_fts", rowid, title, description, body, captions)
    VALUES ('delete', old.id, old.title, old.description, old.body, old.captions);
END;
CREATE TRIGGER articles_au AFTER UPDATE OF id, title, description, body, captions ON articles BEGIN
    INSERT INTO "articles_fts" ("articles_fts", rowid, title, description, body, captions)
    VALUES ('delete', old.id, old.title, old.description, old.body, old.captions);
    INSERT INTO "articles_fts" (rowid, title, description, body, captions)
    VALUES (new.id, new.title, new.description, new.body, new.captions);
END;
"""

_MENTIONS = """
CREATE TABLE mentions (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    block INTEGER NOT NULL, -- paragraph of body that holds it, from 0
    start INTEGER NOT NULL, -- offset in that paragraph, in characters
    "end" INTEGER NOT NULL, -- exclusive
    text TEXT NOT NULL, -- the text's own words, such as hari Selasa (7/2)
    value TEXT NOT NULL, -- what they mean, such as 2023-02-07, 2023-02, 2023-W05 (docs/dates.md)
    first_day TEXT NOT NULL, -- first day of value, such as 2023-02-01
    last_day TEXT NOT NULL, -- last day of value, such as 2023-02-28
    mod TEXT, -- START, MID, END (awal, pertengahan, akhir), APPROX (sekitar); NULL = none
    flag TEXT, -- what was odd, such as weekday-conflict; NULL = nothing
    PRIMARY KEY (article_id, block, start, "end")
) STRICT, WITHOUT ROWID;
CREATE INDEX idx_mentions_days ON mentions (first_day, last_day);

CREATE VIEW dates_reported AS -- every day that a text names: in how many articles, how often in all
SELECT first_day AS day, count(DISTINCT article_id) AS articles, count(*) AS mentions
FROM mentions WHERE first_day = last_day GROUP BY first_day;
"""

_CAPTURES = """
CREATE TABLE captures (
    id INTEGER PRIMARY KEY, -- number of the capture
    url TEXT NOT NULL, -- as asked for
    time TEXT NOT NULL, -- UTC, to the microsecond, as WARC-Date; when it was asked for
    status INTEGER NOT NULL, -- of HTTP
    digest TEXT, -- of the payload, sha1: and base 32; NULL = the record has none
    file TEXT NOT NULL, -- name of the WARC file; while it is written it ends in .open on the disk
    offset INTEGER NOT NULL, -- of the record in the file, in bytes
    length INTEGER NOT NULL, -- of the record in the file, in bytes (compressed where the file is)
    record TEXT NOT NULL, -- WARC-Record-ID
    refers TEXT -- of a revisit: WARC-Record-ID of the record that holds the payload; NULL = this one does
) STRICT;
CREATE UNIQUE INDEX idx_captures_file_offset ON captures (file, offset);
CREATE INDEX idx_captures_url_time ON captures (url, time);
"""

_ADDRESSES = """
CREATE TABLE addresses (
    url TEXT PRIMARY KEY, -- canonical; of an item: with the newest slug
    id INTEGER, -- the Pangea number; NULL = not an item
    site TEXT NOT NULL, -- name of the site, such as voaindonesia
    role TEXT NOT NULL, -- item, sitemap, feed, other
    source TEXT NOT NULL, -- address of the sitemap or feed that named it first
    first_seen TEXT NOT NULL, -- UTC; when a source named it first
    lastmod TEXT, -- UTC; the latest that a sitemap gave; NULL = none did
    state TEXT NOT NULL, -- pending, fetched, gone, blocked, failed, excluded
    reason TEXT, -- why it is in this state, in words; NULL = nothing to say
    due TEXT, -- UTC; when it is to be visited; NULL = not
    attempts INTEGER NOT NULL, -- visits that failed since the last that did not
    backlog INTEGER NOT NULL, -- 1 = named by the first reading of a whole sitemap: left to a backfill; 0 = news
    fetched TEXT, -- UTC; the last visit that was answered well; NULL = none
    etag TEXT, -- what the server gave at that visit, for the next; NULL = nothing
    last_modified TEXT -- likewise
) STRICT;
CREATE UNIQUE INDEX idx_addresses_id ON addresses (id) WHERE id IS NOT NULL;
CREATE INDEX idx_addresses_due ON addresses (site, role, backlog, lastmod) WHERE due IS NOT NULL;
CREATE INDEX idx_addresses_state ON addresses (site, role, state);
"""

_RUNS = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY, -- number of the run
    spider TEXT NOT NULL, -- latest, backfill
    site TEXT NOT NULL, -- name of the site
    started TEXT NOT NULL, -- UTC
    ended TEXT, -- UTC; NULL = it is running
    verdict TEXT, -- complete, partial, blocked, locked, network, storage, crashed; NULL = it is running
    reason TEXT, -- what was seen, in words; NULL = nothing to say
    requests INTEGER, -- answered and recorded
    bytes INTEGER, -- written to the WARC files
    named INTEGER, -- addresses that no source had named before
    moved INTEGER, -- items whose lastmod had moved
    new INTEGER, -- items held for the first time
    changed INTEGER, -- items whose record changed
    same INTEGER, -- items visited again and found the same
    gone INTEGER, -- items that answered 404 or 410
    blocked INTEGER, -- items refused by a firewall
    failed INTEGER, -- items that went wrong otherwise
    excluded INTEGER -- addresses that turned out to be no item of the site
) STRICT;
"""


_IMPORTS = """
CREATE TABLE imports (
    id INTEGER PRIMARY KEY, -- number of the import
    file TEXT NOT NULL, -- name of the WARC file; x.wacz!archive/y.warc.gz inside a WACZ file
    path TEXT NOT NULL, -- where it lay when it was read last
    size INTEGER NOT NULL, -- bytes
    written INTEGER NOT NULL, -- when the file was last written, in nanoseconds since 1970
    head TEXT NOT NULL, -- of its first 64 KiB: first 16 hex digits of their SHA-256
    sites TEXT NOT NULL, -- names of the sites that were asked for, separated by blanks; '' = all that are known
    done INTEGER NOT NULL, -- bytes of the file whose records are all here; = size: it has been read to its end
    within INTEGER, -- where done is the start of a gzip member of several records: unpacked bytes of it; NULL = none
    read INTEGER NOT NULL, -- captures met
    new INTEGER NOT NULL, -- items held for the first time
    changed INTEGER NOT NULL, -- items whose record changed
    same INTEGER NOT NULL, -- captures of a text that was held
    older INTEGER NOT NULL, -- captures of a text that a newer one had replaced
    not_items INTEGER NOT NULL, -- captures of section pages, error pages, pictures and the like
    other_hosts INTEGER NOT NULL, -- captures of other sites
    cut_short INTEGER NOT NULL, -- captures whose page is known not to be whole
    failed INTEGER NOT NULL, -- captures that could not be read otherwise
    damaged INTEGER NOT NULL -- ranges of bytes that hold no whole record; see import_damage
) STRICT;
CREATE UNIQUE INDEX idx_imports_file ON imports (file, size, written, head, sites);
"""

_IMPORT_DAMAGE = """
CREATE TABLE import_damage (
    import INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE, -- imports.id
    offset INTEGER NOT NULL, -- of the range in the file, or of the gzip member that holds it, in bytes
    within INTEGER NOT NULL, -- of the range in that member, in unpacked bytes; -1 = the range is one of the file
    length INTEGER NOT NULL, -- bytes; unpacked ones unless within is -1
    what TEXT NOT NULL, -- what is wrong, in words
    PRIMARY KEY (import, offset, within)
) STRICT, WITHOUT ROWID;
"""

# The same table as before with four columns more, made anew so that each keeps its words.
_CAPTURES_ANEW = """
CREATE TABLE captures_anew (
    id INTEGER PRIMARY KEY, -- number of the capture
    url TEXT NOT NULL, -- as asked for
    time TEXT NOT NULL, -- UTC, to the microsecond, as WARC-Date; when it was asked for
    status INTEGER NOT NULL, -- of HTTP
    digest TEXT, -- of the payload, sha1: and base 32; NULL = the record has none
    file TEXT NOT NULL, -- name of the WARC file; while it is written it ends in .open on the disk
    offset INTEGER NOT NULL, -- of the record in the file, in bytes
    length INTEGER NOT NULL, -- of the record in the file, in bytes (compressed where the file is)
    record TEXT NOT NULL, -- WARC-Record-ID
    refers TEXT, -- of a revisit: WARC-Record-ID of the record that holds the payload; NULL = this one does
    item INTEGER, -- the Pangea number in url; NULL = it is not the address of an item
    import INTEGER REFERENCES imports (id), -- imports.id of a capture that others made; NULL = our own
    within INTEGER NOT NULL DEFAULT -1, -- offset in unpacked bytes in the gzip member it shares; -1 = it shares none
    text INTEGER NOT NULL DEFAULT 0 -- 1 = the record holds the text that a program made of the page (WET); 0 = the page
) STRICT;
INSERT INTO captures_anew (id, url, time, status, digest, file, offset, length, record, refers)
    SELECT id, url, time, status, digest, file, offset, length, record, refers FROM captures;
DROP TABLE captures;
ALTER TABLE captures_anew RENAME TO captures;
CREATE UNIQUE INDEX idx_captures_file_offset ON captures (file, offset) WHERE import IS NULL;
CREATE UNIQUE INDEX idx_captures_record ON captures (record, file, offset, within) WHERE import IS NOT NULL;
CREATE INDEX idx_captures_url_time ON captures (url, time);
CREATE INDEX idx_captures_item ON captures (item) WHERE item IS NOT NULL;

CREATE TABLE revisits_waiting (
    capture INTEGER PRIMARY KEY REFERENCES captures (id) ON DELETE CASCADE, -- captures.id of a revisit
    refers TEXT, -- WARC-Record-ID of the record that holds its payload; NULL = not told
    url TEXT, -- address of that record; NULL = not told
    time TEXT -- date of that record, as captures.time; NULL = not told
) STRICT;
"""

_MEMENTOS = """
CREATE TABLE mementos (
    url TEXT PRIMARY KEY, -- where the Wayback Machine gives its bytes: https://web.archive.org/web/20230208071400id_/…
    item INTEGER NOT NULL, -- the Pangea number in the address that was captured
    site TEXT NOT NULL, -- name of the site, such as voaindonesia
    timestamp TEXT NOT NULL, -- UTC, such as 20230208071400; when it was captured
    state TEXT NOT NULL, -- pending, fetched, failed, blocked, excluded; only items that are missing are fetched
    reason TEXT, -- why it is in this state, in words; NULL = nothing to say
    due TEXT, -- UTC; when it may be asked for; NULL = not
    attempts INTEGER NOT NULL, -- visits that failed since the last that did not
    fetched TEXT -- UTC; when it was fetched from the Wayback Machine; NULL = never
) STRICT;
CREATE INDEX idx_mementos_item ON mementos (item, timestamp);
CREATE INDEX idx_mementos_due ON mementos (site, timestamp) WHERE due IS NOT NULL;

CREATE TABLE memento_lists (
    query TEXT PRIMARY KEY, -- what the Wayback Machine's CDX API was asked
    resume TEXT, -- where to go on reading; NULL = from the beginning
    ended TEXT -- UTC; when its end was last reached; NULL = never
) STRICT, WITHOUT ROWID;
"""

# Made anew: its digest is another. The words of the columns that are as in articles stand there.
_VERSIONS = """
CREATE TABLE versions_anew (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    digest TEXT NOT NULL, -- as in articles
    first_seen TEXT NOT NULL, -- UTC; when this text was first seen
    last_seen TEXT NOT NULL, -- UTC; when this text was last seen
    title TEXT NOT NULL, -- this and what follows: as in articles, of a text that a newer one has replaced
    description TEXT,
    byline TEXT,
    body TEXT NOT NULL,
    blocks TEXT NOT NULL,
    published TEXT,
    modified TEXT,
    capture INTEGER,
    record_digest TEXT,
    PRIMARY KEY (article_id, digest)
) STRICT;

CREATE TABLE earlier_values (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    field TEXT NOT NULL, -- url, section, published or modified: what of the record was another beside the same text
    value TEXT NOT NULL, -- what the page said before, as articles keeps it
    last_seen TEXT NOT NULL, -- UTC; when it last said so
    PRIMARY KEY (article_id, field, value)
) STRICT, WITHOUT ROWID;
"""

_HOLES = """
CREATE TABLE holes (
    file TEXT NOT NULL, -- name of the WARC file, one of our own
    offset INTEGER NOT NULL, -- of the range that holds no whole record, in bytes
    length INTEGER NOT NULL, -- bytes
    what TEXT NOT NULL, -- what is wrong, in words
    noted TEXT NOT NULL, -- UTC; when 'arsip verify --repair' came upon it
    PRIMARY KEY (file, offset, length)
) STRICT, WITHOUT ROWID;
"""

_COLLECTION = """
CREATE TABLE collection (
    id TEXT PRIMARY KEY -- names this database in the warcinfo records of its WARC files; no row = it has written none
) STRICT, WITHOUT ROWID;
"""


@migration()
def m001_articles(db: Database) -> None:
    """What a page says: the article, its parts, earlier texts of it, and a full-text index."""
    _run(db, _ARTICLES)
    _run(db, _PARTS)
    db.table("articles").enable_fts(
        ["title", "description", "body", "captions"], tokenize="unicode61 remove_diacritics 2"
    )
    _run(db, _KEEP_FTS)


@migration()
def m002_mentions(db: Database) -> None:
    """The dates that a text speaks of."""
    _run(db, _MENTIONS)


@migration()
def m003_captures(db: Database) -> None:
    """Where the bytes of every response lie."""
    _run(db, _CAPTURES)


@migration()
def m004_addresses(db: Database) -> None:
    """Every address that a source has named: the frontier of the crawl."""
    _run(db, _ADDRESSES)


@migration()
def m005_runs(db: Database) -> None:
    """When the crawl ran and how it ended."""
    _run(db, _RUNS)


@migration()
def m006_imports(db: Database) -> None:
    """Captures that others made: from which file, how far it has been read, what of it is
    damaged."""
    _run(db, _IMPORTS)
    _run(db, _IMPORT_DAMAGE)
    _run(db, _CAPTURES_ANEW)
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
    _run(db, _MEMENTOS)


@migration()
def m008_holes(db: Database) -> None:
    """Damaged ranges of our own WARC files that are known."""
    _run(db, _HOLES)


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
    _run(db, _VERSIONS)
    _run(db, _MERGE_VERSIONS)


@migration()
def m010_collection(db: Database) -> None:
    """The name by which WARC files say which database they belong to."""
    _run(db, _COLLECTION)


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
        _run(db, _IMPORT_DAMAGE)
        _run(db, _DAMAGE_ANEW)


def _text_digest(title: str, description: str | None, byline: str | None, body: str) -> str:
    """The digest as archive.store.rows made it when this migration was written; it stays so."""
    text = json.dumps([title, description, byline, body], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# What the table of damage said of its column `within` when 0 and not -1 stood for a range of the file.
_WITHIN_0 = "0 = the range is one of the file"

_DAMAGE_ANEW = """
INSERT INTO import_damage
    SELECT import, offset, CASE within WHEN 0 THEN -1 ELSE within END, length, what FROM import_damage_before;
DROP TABLE import_damage_before;
"""

# Versions that differ from the record, or from each other, in no text become one with it.
_MERGE_VERSIONS = """
CREATE TEMP TABLE told AS
    SELECT *, _text_digest(title, description, byline, body) AS text FROM versions;
INSERT INTO versions_anew
    SELECT article_id, text, min(first_seen) OVER same, last_seen, title, description, byline, body, blocks,
        published, modified, capture, NULL
    FROM told WHERE true
    WINDOW same AS (PARTITION BY article_id, text)
    ORDER BY last_seen, digest
ON CONFLICT DO UPDATE SET last_seen = excluded.last_seen, blocks = excluded.blocks, published = excluded.published,
    modified = excluded.modified, capture = excluded.capture;
INSERT OR REPLACE INTO earlier_values
    SELECT a.id, said.field, said.value, max(said.last_seen) FROM articles AS a JOIN (
        SELECT article_id, last_seen, 'published' AS field, published AS value FROM told UNION ALL
        SELECT article_id, last_seen, 'modified', modified FROM told
    ) AS said ON said.article_id = a.id
    WHERE said.value IS NOT CASE said.field WHEN 'published' THEN a.published ELSE a.modified END
        AND said.value IS NOT NULL
    GROUP BY a.id, said.field, said.value;
UPDATE articles SET text_seen = min(text_seen, same.first_seen) FROM versions_anew AS same
    WHERE same.article_id = articles.id AND same.digest = articles.digest;
DELETE FROM versions_anew WHERE EXISTS (
    SELECT 1 FROM articles WHERE id = versions_anew.article_id AND digest = versions_anew.digest
);
DROP TABLE told;
UPDATE articles SET proof = 'text' WHERE capture IN (SELECT id FROM captures WHERE text = 1);
UPDATE articles SET proof = 'claim' WHERE capture IS NULL;
DROP TABLE versions;
ALTER TABLE versions_anew RENAME TO versions;
"""


def _run(db: Database, script: str) -> None:
    """Executes the statements of a script, of which each ends with a line: `executescript` of
    sqlite-utils looks for the end of a statement after every character, which takes longer than
    all the rest."""
    statement = ""
    for line in script.splitlines(keepends=True):
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

"""The tables of what pages said before: earlier texts, and earlier values beside the same text."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from archive.store.results import EarlierValue, Version
from archive.store.rows import Row
from archive.store.sightings import Sighting

#: What a version keeps of the row of `articles` that it was.
KEPT = (
    "title", "description", "byline", "body", "blocks", "published", "modified", "capture", "record_digest",
)  # fmt: skip

#: Columns of `articles` whose earlier values are worth noting though the text is the same.
NOTED = ("url", "section", "published", "modified")


class Versions:
    """The texts of an item that newer ones have replaced."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def of(self, article_id: int) -> list[Version]:
        """The earlier texts of an item, oldest first."""
        sql = "SELECT * FROM versions WHERE article_id = ? ORDER BY first_seen, digest"
        return [_version(row) for row in self.db.query(sql, [article_id])]

    def rows(self, article_id: int) -> list[Row]:
        """The rows of the earlier texts of an item."""
        return list(self.db.query("SELECT * FROM versions WHERE article_id = ?", [article_id]))

    def find(self, article_id: int, digest: str) -> Row | None:
        """The row of one earlier text; None = there is none."""
        sql = "SELECT * FROM versions WHERE article_id = ? AND digest = ?"
        return next(self.db.query(sql, [article_id, digest]), None)

    def keep(self, held: Row) -> None:
        """Make a version of a row of `articles` that is about to be replaced."""
        columns = ", ".join(KEPT)
        self.db.execute(
            f"INSERT INTO versions (article_id, digest, first_seen, last_seen, {columns})"  # noqa: S608 (constants)
            f" SELECT id, digest, text_seen, last_seen, {columns} FROM articles WHERE id = ?",
            [held["id"]],
        )

    def add(self, seen: Sighting, before: Row | None = None) -> None:
        """A text that was seen before the record was; `before` is the row of what another reader
        made of the same page, which it stands for from now on."""
        row = {
            "article_id": seen.id,
            "digest": seen.row["digest"],
            "first_seen": seen.when,
            "last_seen": seen.when,
            **_kept(seen),
        }
        if before:
            row["first_seen"] = min(before["first_seen"], seen.when)
            row["last_seen"] = max(before["last_seen"], seen.when)
        self.db.table("versions").insert(row)

    def seen_again(self, version: Row, seen: Sighting) -> None:
        """A version that was seen once more."""
        changes: Row = {}
        if seen.of_capture:
            changes["first_seen"] = min(version["first_seen"], seen.when)
        if seen.updates(version):
            changes |= {**_kept(seen), "last_seen": max(version["last_seen"], seen.when)}
        differing = {name: value for name, value in changes.items() if value != version[name]}
        if differing:
            key = (version["article_id"], version["digest"])
            self.db.table("versions").update(key, differing)

    def remove(self, version: Row) -> None:
        """A version that is the record again."""
        key = (version["article_id"], version["digest"])
        self.db.table("versions").delete(key)


class EarlierValues:
    """What a page said of itself before: values of `NOTED` that are not those of its record."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def of(self, article_id: int) -> list[EarlierValue]:
        """The earlier values of an item, oldest first."""
        sql = "SELECT * FROM earlier_values WHERE article_id = ? ORDER BY last_seen, field, value"
        return [
            EarlierValue(row["field"], row["value"], datetime.fromisoformat(row["last_seen"]))
            for row in self.db.query(sql, [article_id])
        ]

    def note(self, article_id: int, said: Row, record: Row, when: str) -> None:
        """A page said what is in `said` when it was seen `when`; its record says what is in
        `record`."""
        for field in NOTED:
            value = said[field]
            if value is not None and value != record[field]:
                self.db.execute(_NOTE, [article_id, field, value, when])

    def replaced(self, article_id: int, before: Row, record: Row) -> None:
        """The record said what is in `before` until it was last seen so; what it says now is no
        earlier value any more."""
        for field in NOTED:
            if record[field] is not None and record[field] != before[field]:
                self.db.execute(_FORGET, [article_id, field, record[field]])
        self.note(article_id, before, record, before["last_seen"])


_FORGET = "DELETE FROM earlier_values WHERE article_id = ? AND field = ? AND value = ?"
_NOTE = """
INSERT INTO earlier_values (article_id, field, value, last_seen) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET last_seen = max(last_seen, excluded.last_seen)
"""


def _kept(seen: Sighting) -> Row:
    return {name: seen.row[name] for name in KEPT}


def _version(row: Row) -> Version:
    first, last = (datetime.fromisoformat(row[name]) for name in ("first_seen", "last_seen"))
    return Version(row["digest"], first, last, row["title"], row["body"])

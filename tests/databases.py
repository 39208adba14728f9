"""What a database says, in a form that can be compared: numbers of rows replaced by what they stand
for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlite_utils import Database

#: Tables of the record, each with the order of its rows.
RECORD = {
    "articles": "id",
    "credits": "article_id, number",
    "tags": "article_id, number",
    "article_images": "article_id, number",
    "media": "article_id, number",
    "links": "article_id, number",
    "claims": "article_id, number",
    "posts": "article_id, number",
    "mentions": 'article_id, block, start, "end"',
    "versions": "article_id, digest",
    "earlier_values": "article_id, field, value",
}
#: Columns that say when and where a page was seen, not what it says.
_SEEN = ("first_seen", "text_seen", "last_seen", "capture", "gone_at")

# Where files lay and when migrations ran.
_OF_THE_DAY = ('INSERT INTO "imports"', 'INSERT INTO "_sqlite_migrations"')


def records(path: Path, *, seen: bool = False) -> dict[str, list[dict[str, Any]]]:
    """The record tables of a database; with `seen` also when each text was seen, and in which
    capture."""
    db = Database(path)
    try:
        captures = {
            row["id"]: (row["record"], row["file"], row["offset"]) for row in db["captures"].rows
        }
        found = {
            name: list(db.query(f"SELECT * FROM {name} ORDER BY {order}"))
            for name, order in RECORD.items()
        }
    finally:
        db.close()
    for row in (row for rows in found.values() for row in rows):
        row.pop("proof", None)  # of the road that a page came by
        if "capture" in row:
            row["capture"] = captures.get(row["capture"])
        if not seen:
            for name in _SEEN:
                row.pop(name, None)
    return found


def dump(path: Path) -> list[str]:
    """Everything in a database, number by number."""
    db = Database(path)
    try:
        return [line for line in db.iterdump() if not line.startswith(_OF_THE_DAY)]
    finally:
        db.close()


def check(path: Path) -> None:
    """The database is sound, and its full-text index fits its articles."""
    db = Database(path)
    try:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
    finally:
        db.close()

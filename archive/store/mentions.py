"""The table of mentions: the dates that texts speak of."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlite_utils import Database

from archive.article import Mention
from archive.store.results import Placed


class Mentions:
    """Gives back the mentions that were saved with their articles."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def of(self, article_id: int) -> list[Placed]:
        """Those of one article, in the order of its text."""
        sql = 'SELECT * FROM mentions WHERE article_id = ? ORDER BY block, start, "end"'
        return [_placed(row) for row in self.db.query(sql, [article_id])]


def _placed(row: dict[str, Any]) -> Placed:
    names = ("start", "end", "text", "value", "mod", "flag", "reader")
    mention = Mention(**{name: row[name] for name in names})
    first = date.fromisoformat(row["first_day"])
    last = date.fromisoformat(row["last_day"])
    return Placed(row["block"], mention, first, last)

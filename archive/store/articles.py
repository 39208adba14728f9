"""The tables of articles: the record and its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive import keys
from archive.article import Article, iso
from archive.store import rows
from archive.store.connection import transaction
from archive.store.records import Records
from archive.store.results import (
    Clock,
    EarlierValue,
    Outcome,
    Placed,
    Refused,
    Version,
)
from archive.store.rows import Row
from archive.store.sightings import Sighting
from archive.store.versions import EarlierValues, Versions


class Articles:
    """Saves and gives back articles.

    The same captures give the same rows in whatever order they come; see `Records`.
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self._records = Records(db, clock)
        self._versions = Versions(db)
        self._earlier = EarlierValues(db)

    def save(self, seen: Sighting) -> Outcome:
        """Keeps what a page said when it was seen, in one transaction.

        Raises `Refused` for an id that another site holds by a better proof, or one as good, and
        for text that is no Unicode.
        """
        try:
            with transaction(self.db):
                return self._records.save(seen)
        except UnicodeEncodeError as error:
            what = seen.row["url"] or ascii(seen.row["title"])
            raise Refused(f"{what}: holds half a character ({error.reason})") from error

    def save_all(self, seen: Sequence[Sighting]) -> list[Outcome | Refused]:
        """Keeps what pages said, as `save` does one after the other, in one transaction; what
        became of each, in their order. One that is refused costs itself alone."""
        with transaction(self.db):
            new = self._first_ones(seen)
            if not self._add_together([seen[index] for index in new]):
                new = set()
            return [
                Outcome.NEW if index in new else self._outcome(each)
                for index, each in enumerate(seen)
            ]

    def _first_ones(self, seen: Sequence[Sighting]) -> set[int]:
        """Where among these the first of each item stands that is not held."""
        taken = self._records.held(seen)
        found = set()
        for index, each in enumerate(seen):
            if each.id not in taken:
                taken.add(each.id)
                found.add(index)
        return found

    def _add_together(self, new: Sequence[Sighting]) -> bool:
        """Write items that are not held; False = one of them cannot be, and none is written."""
        try:
            with transaction(self.db):
                self._records.add(new)
        except (Refused, UnicodeEncodeError):
            return False
        return True

    def _outcome(self, seen: Sighting) -> Outcome | Refused:
        try:
            return self.save(seen)
        except Refused as refused:
            return refused

    def get(self, article_id: int) -> Article | None:
        """The article as it was read; None = not held."""
        found = self.row(article_id)
        return rows.to_article(found, self._parts(article_id)) if found else None

    def row(self, article_id: int) -> Row | None:
        """The row of `articles`; None = not held."""
        return next(self.db.query("SELECT * FROM articles WHERE id = ?", [article_id]), None)

    def namesakes(self, item: int) -> list[int]:
        """The ids that are held of items with the same number in other installations; [] for a
        provisional id, and for what is none."""
        if not 0 <= item < keys.END:
            return []
        sql = "SELECT id FROM articles WHERE id >= 0 AND id % ? = ? AND id <> ? ORDER BY id"
        found = self.db.execute(sql, [keys.SPAN, item % keys.SPAN, item])
        return [number for (number,) in found]

    def dated(self, after: int, limit: int) -> list[Article]:
        """The articles after an id that have a text and a date, in order of id; without their
        parts."""
        sql = """
            SELECT * FROM articles WHERE id > ? AND published IS NOT NULL AND body <> ''
            ORDER BY id LIMIT ?
        """
        no_parts: rows.Parts = {table: [] for table in rows.NUMBERED}
        return [rows.to_article(row, no_parts) for row in self.db.query(sql, [after, limit])]

    def redate(self, article_id: int, mentions: Sequence[Placed]) -> None:
        """Puts other mentions in the place of those of an article that is held."""
        article = self.get(article_id)
        if article is None:
            raise LookupError(f"item {article_id} was removed while it was read")
        placed = rows.mention_rows(mentions)
        digest = rows.record_digest(rows.to_row(article), rows.to_parts(article), placed)
        numbered = [{"article_id": article_id, **row} for row in placed]
        with transaction(self.db):
            self.db.table("mentions").delete_where("article_id = ?", [article_id])
            self.db.table("mentions").insert_all(numbered)
            self.db.table("articles").update(article_id, {"record_digest": digest})

    def gone(self, article_id: int, *, seen: datetime) -> bool:
        """Notes that the address answered 404 or 410; the text stays. False = there is no such
        article, or no such time yet."""
        with transaction(self.db):
            return self._records.gone(article_id, iso(seen))

    def forget_capture(self, number: int) -> None:
        """Have no record and no version come from this capture any more."""
        with transaction(self.db):
            self.db.execute("UPDATE articles SET capture = NULL WHERE capture = ?", [number])
            self.db.execute("UPDATE versions SET capture = NULL WHERE capture = ?", [number])

    def held(self, site: str) -> dict[str, int]:
        """The number of items of a site that are held, by kind."""
        sql = "SELECT kind, count(*) FROM articles WHERE site = ? GROUP BY kind ORDER BY count(*) DESC, kind"
        return dict(self.db.execute(sql, [site]).fetchall())

    def prints(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Every item by id, with values that change whenever anything in its record does."""
        sql = """
            SELECT id, record_digest, status,
                (SELECT json_group_array(digest || first_seen) FROM
                    (SELECT * FROM versions WHERE article_id = a.id ORDER BY digest))
            FROM articles a ORDER BY id
        """
        for number, digest, *rest in self.db.execute(sql):
            # a record whose digest was never kept is like no other
            yield number, (digest or object(), *rest)

    def versions(self, article_id: int) -> list[Version]:
        """The texts that newer ones have replaced, oldest first."""
        return self._versions.of(article_id)

    def earlier_values(self, article_id: int) -> list[EarlierValue]:
        """What the page said of itself before, beside a text that may be the same; oldest first."""
        return self._earlier.of(article_id)

    def _parts(self, article_id: int) -> rows.Parts:
        return {
            table: list(
                self.db.table(table).rows_where("article_id = ?", [article_id], order_by="number")
            )
            for table in rows.NUMBERED
        }

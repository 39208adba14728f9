"""What the one writer writes for every page, by sqlite3 itself: its statements stay prepared, and one
of them takes the rows of many articles.

sqlite-utils makes every statement anew and asks the schema before it, which takes five times as
long. Whatever is not done for every page is left to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from archive.store.rows import PARTS, PartRows, Row

#: Articles that one statement takes: a trigger keeps the full-text index, which writes its pages at
#: the end of each statement. Powers of two, so that few statements are prepared.
_SIZES = (64, 32, 16, 8, 4, 2, 1)


class ArticleRows(NamedTuple):
    """An article to be written, and its parts by their tables."""

    row: Row
    parts: dict[str, PartRows]


class Writes:
    """Writes articles and their parts; each in the transaction of its caller."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def insert(self, articles: Iterable[ArticleRows]) -> None:
        """Articles that are not held, all with the same columns."""
        # in order of id: the full-text index writes its pages for each step back
        ordered = sorted(articles, key=lambda article: int(article.row["id"]))
        for some in _cut(ordered):
            columns = tuple(some[0].row)
            values = [value for article in some for value in article.row.values()]
            self.db.conn.execute(_insert("articles", columns, len(some)), values)
        for name in PARTS:
            self._insert_parts(name, ordered)

    def insert_parts(self, article: ArticleRows) -> None:
        """The parts of an article that is held."""
        for name in PARTS:
            self._insert_parts(name, [article])

    def delete_parts(self, article_id: int) -> None:
        """Leave an article without parts."""
        for name in PARTS:
            self.db.conn.execute(f"DELETE FROM {name} WHERE article_id = ?", [article_id])  # noqa: S608 (constants)

    def update(self, article_id: int, changes: Row) -> None:
        """Other values in some columns of an article."""
        columns = ", ".join(f'"{name}" = ?' for name in changes)
        self.db.conn.execute(
            f"UPDATE articles SET {columns} WHERE id = ?",  # noqa: S608 (names of columns)
            [*changes.values(), article_id],
        )

    def held(self, ids: str) -> Iterator[int]:
        """Those of a JSON list of ids that are held."""
        sql = "SELECT id FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        return (found for (found,) in self.db.conn.execute(sql, [ids]))

    def row(self, sql: str, values: Sequence[Any]) -> Row | None:
        """The first row that a question finds; None = there is none."""
        found = self.db.conn.execute(sql, values)
        row = found.fetchone()
        if row is None:
            return None
        names = (column[0] for column in found.description)
        return dict(zip(names, row, strict=True))

    def _insert_parts(self, name: str, articles: Sequence[ArticleRows]) -> None:
        values: list[tuple[Any, ...]] = []
        columns: tuple[str, ...] = ()
        for article in articles:
            number = article.row["id"]
            table = article.parts[name]
            columns = columns or table.columns
            values += [(number, *row) for row in table.rows]
        if values:
            self.db.conn.executemany(_insert(name, ("article_id", *columns), 1), values)


def _cut(articles: Sequence[ArticleRows]) -> Iterator[Sequence[ArticleRows]]:
    """The same, as many to a statement as there are in one of `_SIZES`."""
    at = 0
    while at < len(articles):
        size = next(size for size in _SIZES if size <= len(articles) - at)
        yield articles[at : at + size]
        at += size


def _insert(table: str, columns: Sequence[str], rows: int) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    values = ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({names}) VALUES " + ", ".join([f"({values})"] * rows)  # noqa: S608 (names of columns)

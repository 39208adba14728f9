"""Finding articles by their words, their dates and what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from archive.article import Kind
from archive.store.rows import moment
from archive.store.values import Hit

_TERM = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_OPEN, _CLOSE = "\x02", "\x03"  # cannot stand in a text that was read

_COLUMNS = "a.id, a.site, a.kind, a.url, a.title, a.section, a.published"

_FILTERS = """
    (:since IS NULL OR a.published >= :since)
    AND (:until IS NULL OR a.published < :until)
    AND (:section IS NULL OR a.section = :section COLLATE NOCASE)
    AND (:kind IS NULL OR a.kind = :kind)
    AND (:first IS NULL OR a.id IN (
        SELECT article_id FROM mentions WHERE first_day BETWEEN :first AND :last AND last_day <= :last))
"""

# A word in the title tells most; the newest of equals comes first.
_WITH_WORDS = f"""
    SELECT {_COLUMNS}, snippet(articles_fts, -1, '{_OPEN}', '{_CLOSE}', '…', 24) AS snippet
    FROM articles_fts JOIN articles AS a ON a.id = articles_fts.rowid
    WHERE articles_fts MATCH :query AND {_FILTERS}
    ORDER BY bm25(articles_fts, 8, 3, 1, 1), a.id DESC LIMIT :limit
"""  # noqa: S608 (constants)

_WITHOUT_WORDS = f"""
    SELECT {_COLUMNS}, coalesce(a.description, substr(a.body, 1, 160)) AS snippet
    FROM articles AS a WHERE {_FILTERS}
    ORDER BY a.published DESC, a.id DESC LIMIT :limit
"""  # noqa: S608 (constants)


class Search:
    """Finds articles."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def __call__(
        self,
        words: str = "",
        *,
        since: date | None = None,
        until: date | None = None,
        section: str | None = None,
        kind: Kind | None = None,
        about: tuple[date, date] | None = None,
        limit: int | None = 20,
    ) -> Iterator[Hit]:
        """The articles that hold all of `words`, best first; without words all that the filters leave, newest first.

        `words` can be anything: words, "phrases in quotes", beginnings with a star (`gempa*`); signs are passed over.
        `since` and `until` are days of publication (UTC), both inclusive. `about`: a date within these days, both
        inclusive, is spoken of in the text. `limit` None = all.
        """
        query = fts_query(words)
        if query is None and words.strip():
            return iter(())  # nothing but signs, which no text is indexed under
        first, last = about or (None, None)
        values: dict[str, Any] = {
            "since": since and since.isoformat(),
            "until": until and (until + timedelta(days=1)).isoformat(),
            "section": section,
            "kind": kind and str(kind),
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
            "limit": -1 if limit is None else limit,
        }
        if query is None:
            return map(_hit, self.db.query(_WITHOUT_WORDS, values))
        return map(_hit, self.db.query(_WITH_WORDS, {**values, "query": query}))


def fts_query(words: str) -> str | None:
    """The words as an FTS5 query that takes every sign literally; None = no word in it."""
    readable = words.encode("utf-8", "ignore").decode().replace("\0", " ")
    terms = [match["phrase"] or match["word"] or "" for match in _TERM.finditer(readable)]
    quoted = [f'"{term}"{"*" * term.endswith("*")}' for term in terms if any(map(str.isalnum, term))]
    return " ".join(quoted[:_MOST_TERMS]) or None


_MOST_TERMS = 100  # more make no search better, and FTS5 has its own limits


def _hit(row: dict[str, Any]) -> Hit:
    snippet, marks = _unmark(" ".join(row["snippet"].split()))
    return Hit(
        id=row["id"],
        site=row["site"],
        kind=Kind(row["kind"]),
        url=row["url"],
        title=row["title"],
        section=row["section"],
        published=moment(row["published"]),
        snippet=snippet,
        marks=marks,
    )


def _unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without the signs around marked words, and where those words stand."""
    plain, marks = "", []
    for piece in text.split(_OPEN):
        marked, found, rest = piece.partition(_CLOSE)
        if found:
            marks.append((len(plain), len(plain) + len(marked)))
        plain += marked + rest
    return plain, tuple(marks)

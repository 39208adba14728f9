"""Finding articles by their words, their dates and what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from textwrap import shorten
from typing import Any

from sqlite_utils import Database

from archive.article import Kind
from archive.store.results import Hit
from archive.store.rows import moment

_TERM = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_OPEN, _CLOSE = "\x02", "\x03"  # cannot stand in a text that was read

# What each filter asks of an article, by the name of its value.
_CONDITIONS = {
    "site": "a.site = :site",
    "since": "a.published >= :since",
    "until": "a.published < :until",
    "section": "a.section = :section COLLATE NOCASE",
    "kind": "a.kind = :kind",
    "first": "a.id IN (SELECT article_id FROM mentions WHERE first_day BETWEEN :first AND :last AND "
    "last_day <= :last)",
}

_COLUMNS = "a.id, a.site, a.kind, a.url, a.title, a.section, a.published"


class Search:
    """Finds articles."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def __call__(
        self,
        words: str = "",
        *,
        site: str | None = None,
        since: date | None = None,
        until: date | None = None,
        section: str | None = None,
        kind: Kind | None = None,
        about: tuple[date, date] | None = None,
        limit: int | None = 20,
    ) -> Iterator[Hit]:
        """The articles that hold all of `words`, best first; without words all that the filters
        leave, newest first.

        `words` can be anything: words, "phrases in quotes", beginnings with a star (`gempa*`);
        signs are passed over. `since` and `until` are days of publication (UTC), both inclusive.
        `about`: a date within these days, both inclusive, is spoken of in the text. `limit` None =
        all.
        """
        query = fts_query(words)
        if query is None and words.strip():
            return iter(())  # quotation marks around nothing
        first, last = about or (None, None)
        values: dict[str, Any] = {
            "query": query,
            "site": site,
            "since": since and since.isoformat(),
            "until": until and f"{until}T24",  # sorts after every time of that day
            "section": section,
            "kind": kind and str(kind),
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
            "limit": -1 if limit is None else limit,
        }
        conditions = [
            condition for name, condition in _CONDITIONS.items() if values[name] is not None
        ]
        if query is None:
            return map(_listed, self.db.query(_newest(conditions), values))
        return map(_hit, self.db.query(_best(conditions), values))

    def sections(self) -> list[str]:
        """The sections that articles are in, those with most articles first."""
        sql = "SELECT section FROM articles WHERE section IS NOT NULL GROUP BY section ORDER BY count(*) DESC, section"
        return [name for (name,) in self.db.execute(sql)]


def _newest(conditions: list[str]) -> str:
    return f"""
        SELECT {_COLUMNS}, coalesce(a.description, substr(a.body, 1, 400)) AS snippet
        FROM articles AS a WHERE {" AND ".join(conditions or ["true"])}
        ORDER BY a.published DESC, a.id DESC LIMIT :limit
    """  # noqa: S608 (constants)


def _best(conditions: list[str]) -> str:
    """A word in the title tells most; the newest of equals comes first. Only of the best are
    snippets cut, which cost more than their ranks do."""
    articles = "JOIN articles AS a ON a.id = articles_fts.rowid" if conditions else ""
    return f"""
        WITH best AS (
            SELECT articles_fts.rowid AS id, bm25(articles_fts, 8, 3, 1, 1) AS score
            FROM articles_fts {articles}
            WHERE {" AND ".join(["articles_fts MATCH :query", *conditions])}
            ORDER BY score, id DESC LIMIT :limit
        )
        SELECT {_COLUMNS}, snippet(articles_fts, -1, '{_OPEN}', '{_CLOSE}', '…', 24) AS snippet
        FROM best JOIN articles_fts ON articles_fts.rowid = best.id JOIN articles AS a ON a.id = best.id
        WHERE articles_fts MATCH :query
        ORDER BY best.score, best.id DESC
    """  # noqa: S608 (constants)


def fts_query(words: str) -> str | None:
    """The words as an FTS5 query that takes every sign literally; None = there are none.

    Each term counts once, and only the first words of a long query count: the time of a search
    grows with their number.
    """
    readable = words.encode("utf-8", "ignore").decode().replace("\0", " ")
    terms: dict[str, str] = {}
    left = _MOST_WORDS
    for match in _TERM.finditer(readable):
        term = match["phrase"] or match["word"] or ""
        if not term or term.casefold() in terms:
            continue
        if left <= 0:
            break
        term, count = _first_words(term, left)
        left -= count
        terms[term.casefold()] = term
    return " ".join(map(_quoted, terms.values())) or None


_MOST_WORDS = 100
_WORD = re.compile(r"\w+")


def _first_words(term: str, most: int) -> tuple[str, int]:
    """A term with at most that many words, and their number; one made of signs alone has one."""
    found = list(islice(_WORD.finditer(term), most + 1))
    if len(found) <= most:
        return term, len(found) or 1
    return term[: found[most - 1].end()], most


def _quoted(term: str) -> str:
    star = "*" if term.endswith("*") else ""
    return f'"{term}"{star}'


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


def _listed(row: dict[str, Any]) -> Hit:
    return _hit({**row, "snippet": shorten(row["snippet"], 160, placeholder=" …")})


def _unmark(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without the signs around marked words, and where those words stand."""
    plain = ""
    marks = []
    for piece in text.split(_OPEN):
        marked, found, rest = piece.partition(_CLOSE)
        if found:
            marks.append((len(plain), len(plain) + len(marked)))
        plain += marked + rest
    return plain, tuple(marks)

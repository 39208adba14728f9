"""The pages behind the records: where each lies, what its record holds, and which of its fields are
filled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlite_utils import Database

from archive.store.captures import StoredCapture, to_stored

#: What counts as filled, of the row `a` of `articles`; a field of which a page can lack the one or the
#: other, but not all pages of a month.
FILLED = {
    "body": "a.body <> ''",
    "several paragraphs": "json_array_length(a.blocks) > 1",
    "known markup": "a.diagnostics NOT LIKE '%\"fallback-body%' AND a.diagnostics NOT LIKE '%\"no-body-root%'"
    " AND a.diagnostics NOT LIKE '%\"body-empty%'",
    "nothing left behind": "a.diagnostics NOT LIKE '%\"left-behind%'",
    "description": "a.description IS NOT NULL",
    "section": "a.section IS NOT NULL",
    "byline": "a.byline IS NOT NULL",
    "published": "a.published IS NOT NULL",
    "modified": "a.modified IS NOT NULL",
    "language": "a.language IS NOT NULL",
    "tags": "EXISTS (SELECT 1 FROM tags WHERE article_id = a.id)",
    "images": "EXISTS (SELECT 1 FROM article_images WHERE article_id = a.id)",
    "media": "EXISTS (SELECT 1 FROM media WHERE article_id = a.id)",
    "links": "EXISTS (SELECT 1 FROM links WHERE article_id = a.id)",
}

#: How many of some pages have each field filled; with the number of pages as "pages".
Fill = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class HeldPage:
    """A record with where the page lies that it was read from."""

    id: int
    site: str
    kind: str
    url: str
    month: str  #: of publication, such as "2023-02"; "" = it has no date
    language: str | None
    body: str
    others: str  #: what else of its text the record holds: title, summary, captions, claims
    filled: frozenset[str]  #: of `FILLED`
    place: StoredCapture  #: of the record that holds the bytes


_CHOSEN = """
SELECT a.id AS article, coalesce(o.id, c.id) AS holds
FROM articles a JOIN captures c ON c.id = a.capture
LEFT JOIN captures o ON c.refers IS NOT NULL AND o.record = c.refers
WHERE c.text = 0 GROUP BY a.id
"""
# The sample is the same in every run, and spread over all ids.
_SAMPLED = " ORDER BY (a.id * 2654435761) % 4294967296, a.id LIMIT ?"
_IN_ORDER = """
SELECT chosen.article, chosen.holds FROM ({chosen}) chosen JOIN captures c ON c.id = chosen.holds
ORDER BY c.import, c.file, c.offset, c.within, chosen.article
"""
_FILLED = ", ".join(f'{test} AS "has {name}"' for name, test in FILLED.items())
_PAGE = f"""
SELECT a.*, {_FILLED},
    (SELECT group_concat(coalesce(head, ''), ' ') FROM posts WHERE article_id = a.id) AS heads,
    (SELECT group_concat(claim || ' ' || coalesce(verdict, ''), ' ') FROM claims WHERE article_id = a.id) AS claims,
    (SELECT group_concat(title, ' ') FROM media WHERE article_id = a.id) AS titles
FROM articles a WHERE a.id = ?
"""  # noqa: S608 (constants)
_PLACE = """
SELECT c.*, i.path FROM captures c LEFT JOIN imports i ON i.id = c.import WHERE c.id = ?
"""
_COUNTED = ", ".join(f'sum({test}) AS "{name}"' for name, test in FILLED.items())
_NEWEST = "SELECT id FROM articles WHERE site = ? AND capture IS NOT NULL ORDER BY first_seen DESC, id DESC LIMIT ?"
_FILLED_OF = f"""
SELECT a.kind, coalesce(substr(a.published, 1, 4), '') AS year, count(*) AS pages, {_COUNTED}
FROM articles a WHERE a.site = :site AND a.capture IS NOT NULL AND a.proof <> 'text'
    AND a.first_seen >= :since AND a.first_seen < :until
GROUP BY 1, 2
"""  # noqa: S608 (constants)


class HeldPages:
    """Reads the records beside their pages, and counts what they hold."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def count(self) -> int:
        """The number of records whose page is held in a capture."""
        return int(self.db.execute(f"SELECT count(*) FROM ({_CHOSEN})").fetchone()[0])  # noqa: S608

    def without(self) -> int:
        """The number of records whose page is in no capture: saved pages, and text dumps."""
        return int(self.db.execute("SELECT count(*) FROM articles").fetchone()[0]) - self.count()

    def each(self, sample: int | None = None) -> Iterator[HeldPage]:
        """Every record whose page is held in a capture, or a sample of so many; in the order in which
        the pages lie in their files."""
        chosen = _CHOSEN if sample is None else _CHOSEN + _SAMPLED
        given = [] if sample is None else [sample]
        sql = _IN_ORDER.format(chosen=chosen)
        for article, holds in self.db.execute(sql, given):
            page = self._page(article, holds)
            if page:
                yield page

    def _page(self, article: int, holds: int) -> HeldPage | None:
        """One of them; None = it was removed meanwhile."""
        row = next(self.db.query(_PAGE, [article]), None)
        place = next(self.db.query(_PLACE, [holds]), None)
        if row is None or place is None:
            return None
        named = ("title", "description", "byline", "captions", "heads", "claims", "titles")
        return HeldPage(
            article,
            row["site"],
            row["kind"],
            row["url"],
            (row["published"] or "")[:7],
            row["language"],
            row["body"],
            "\n".join(str(row[name]) for name in named if row[name]),
            frozenset(name for name in FILLED if row[f"has {name}"]),
            to_stored(place),
        )

    def newest(self, site: str, count: int) -> tuple[str, int]:
        """When the oldest of the `count` records of a site that were first seen last was seen, as
        `articles.first_seen` keeps it, and how many there are; ("", 0) where there is none."""
        sql = f"SELECT min(first_seen), count(*) FROM articles WHERE id IN ({_NEWEST})"  # noqa: S608
        seen, found = self.db.execute(sql, [site, count]).fetchone()
        return seen or "", int(found)

    def filled(self, site: str, since: str, until: str) -> dict[tuple[str, str], Fill]:
        """How many records of a site that were first seen in a time, `until` left out, have each field
        filled; by kind and year of publication ("" = no date)."""
        rows = self.db.query(_FILLED_OF, {"site": site, "since": since, "until": until})
        return {(row.pop("kind"), row.pop("year")): row for row in rows}

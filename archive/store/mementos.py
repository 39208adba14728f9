"""The tables of mementos: the captures of items that the Wayback Machine lists, and what became of
each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.article import iso
from archive.store.addresses import Address, State, Visit
from archive.store.connection import transaction


@dataclass(frozen=True, slots=True)
class Memento:
    """A capture that the Wayback Machine lists."""

    url: str  #: where its bytes are to be had
    item: int  #: the id of the item at the address that was captured
    timestamp: str  #: when it was captured, UTC: "20230208071400"


@dataclass(frozen=True, slots=True)
class Listing:
    """How far a list has been read."""

    resume: str | None  #: where to go on; None = from the beginning
    ended: str | None  #: UTC; when its end was reached; None = it was not


_ADD = """
INSERT INTO mementos (url, item, site, timestamp, state, due, attempts)
VALUES (:url, :item, :site, :timestamp, 'pending', :now, 0) ON CONFLICT (url) DO NOTHING
"""
_LISTED = """
INSERT INTO memento_lists (query, resume, ended) VALUES (:query, :resume, :ended)
ON CONFLICT (query) DO UPDATE SET resume = excluded.resume, ended = coalesce(excluded.ended, ended)
"""
# Of an item that is not held, or only without the text that an article has, the newest one that has
# not been tried.
_OF_DUE = """
FROM mementos AS one WHERE site = :site AND due IS NOT NULL AND due <= :now
    AND timestamp >= coalesce(:since, '0') AND timestamp < :end
    AND NOT EXISTS (SELECT 1 FROM articles WHERE id = one.item AND (words > 0 OR kind <> 'article'))
    AND NOT EXISTS (
        SELECT 1 FROM mementos AS other
        WHERE other.item = one.item AND other.site = :site AND other.due IS NOT NULL
            AND (other.timestamp, other.url) > (one.timestamp, one.url) AND other.timestamp < :end
    )
"""
_DUE = f"SELECT url, item, state, attempts, fetched {_OF_DUE} ORDER BY timestamp DESC, url LIMIT :limit"
_SETTLE = """
UPDATE mementos SET state = :state, reason = :reason, due = :due,
    attempts = CASE WHEN :fetched IS NULL THEN attempts + 1 ELSE 0 END, fetched = coalesce(:fetched, fetched)
WHERE url = :url
"""


class Mementos:
    """Reads and writes what the Wayback Machine lists; `due`, `waiting` and `settle` are as in
    `Addresses`.

    `since` and `end` are timestamps of any length, such as 2023: only captures from the one, and
    before the other, are due.
    """

    def __init__(self, db: Database, *, end: str = "9") -> None:
        self.db = db
        self._end = end

    def before(self, end: str) -> Mementos:
        """The same table, in which only these captures are due."""
        return Mementos(self.db, end=end)

    def listing(self, query: str) -> Listing:
        """How far the list that a query gives has been read."""
        found = self.db.execute(
            "SELECT resume, ended FROM memento_lists WHERE query = ?", [query]
        ).fetchone()
        if found is None:
            return Listing(None, None)
        resume, ended = found
        return Listing(resume, ended)

    def add(
        self, site: str, query: str, found: Iterable[Memento], resume: str | None, *, now: datetime
    ) -> int:
        """Keep a batch of a list with the place to go on from (None = this was its end); gives the
        number of new ones."""
        with transaction(self.db):
            rows = [{"url": m.url, "item": m.item, "timestamp": m.timestamp} for m in found]
            added = self.db.conn.executemany(
                _ADD, [{**row, "site": site, "now": iso(now)} for row in rows]
            )
            ended = iso(now) if resume is None else None
            self.db.execute(_LISTED, {"query": query, "resume": resume, "ended": ended})
            return added.rowcount

    def count(self, site: str) -> int:
        """The number of captures that are known of a site."""
        return int(
            self.db.execute("SELECT count(*) FROM mementos WHERE site = ?", [site]).fetchone()[0]
        )

    def due(
        self, site: str, *, now: datetime, limit: int, backlog: bool, since: str | None = None
    ) -> list[Address]:
        """One for each item that is missing, the newest first; there is no backlog here."""
        values = {
            "site": site,
            "now": iso(now),
            "since": since,
            "end": self._end,
            "limit": 0 if backlog else limit,
        }
        return [_address(row) for row in self.db.query(_DUE, values)]

    def waiting(self, site: str, *, now: datetime, backlog: bool, since: str | None = None) -> int:
        """The number of missing items that can be had."""
        if backlog:
            return 0
        values = {"site": site, "now": iso(now), "since": since, "end": self._end}
        return int(self.db.execute(f"SELECT count(*) {_OF_DUE}", values).fetchone()[0])

    def settle(self, url: str, visit: Visit, *, now: datetime) -> None:
        """Note what a visit came to."""
        fetched = iso(now) if visit.state is State.FETCHED else None
        due = iso(visit.due) if visit.due else None
        row = {
            "url": url,
            "state": visit.state,
            "reason": visit.reason,
            "due": due,
            "fetched": fetched,
        }
        self.db.execute(_SETTLE, row)


def _address(row: dict[str, Any]) -> Address:
    return Address(
        url=row["url"],
        id=row["item"],
        lastmod=None,
        state=State(row["state"]),
        attempts=row["attempts"],
        etag=None,
        last_modified=None,
        fetched=row["fetched"],
    )

"""The table of addresses: everything that a source has named, and what became of it. It is the
crawl's frontier."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from archive import keys
from archive.article import iso
from archive.store.connection import transaction
from archive.urls import canonical


class State(StrEnum):
    """What became of an address."""

    PENDING = "pending"  # to be fetched
    FETCHED = "fetched"  # answered, and understood as what it is
    GONE = "gone"  # 404 or 410
    BLOCKED = "blocked"  # a firewall's refusal, a challenge, an empty template
    FAILED = "failed"  # anything else that went wrong; tried again when it is due
    EXCLUDED = "excluded"  # not to be fetched: no item, forbidden by robots.txt, off the site


class Role(StrEnum):
    """What an address is for."""

    ITEM = "item"
    SITEMAP = "sitemap"
    FEED = "feed"
    OTHER = "other"  # section pages and the like: known, not fetched


@dataclass(frozen=True, slots=True)
class Named:
    """An address as a source names it."""

    url: str  #: canonical
    role: Role
    #: UTC, "2026-03-01T06:00:00Z" or coarser; None = the source does not say
    lastmod: str | None = None
    excluded: str | None = None  #: why it is not to be fetched; None = it is


@dataclass(frozen=True, slots=True)
class Address:
    """An address to visit."""

    url: str
    id: int | None  #: None = not an item
    lastmod: str | None
    state: State
    attempts: int  #: visits that failed since the last that did not
    etag: str | None
    last_modified: str | None  #: as the server's header said
    fetched: str | None  #: UTC; the last visit that was answered well; None = none


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit of an address came to."""

    state: State
    reason: str | None = None  #: in words; None = nothing to say
    due: datetime | None = None  #: when to try again; aware; None = not
    #: ETag and Last-Modified; None = keep those known
    validators: tuple[str | None, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Naming:
    """What a batch of named addresses has changed."""

    new: int = 0
    moved: int = 0  #: held already, with a newer lastmod now


_Row = dict[str, Any]
#: The columns of the table.
_NAMES = (
    "url", "id", "site", "role", "source", "first_seen", "lastmod", "state", "reason", "due", "attempts", "backlog",
    "fetched", "etag", "last_modified",
)  # fmt: skip
_COLUMNS = "url, id, lastmod, state, attempts, etag, last_modified, fetched"

_INSERT = """
INSERT INTO addresses (url, id, site, role, source, first_seen, lastmod, state, reason, due, attempts, backlog)
VALUES (:url, :id, :site, :role, :source, :first_seen, :lastmod, :state, :reason, :due, :attempts, :backlog)
"""
_UPDATE = """
UPDATE addresses SET url = :url, lastmod = :lastmod, state = :state, reason = :reason, due = :due,
    attempts = :attempts, backlog = :backlog
WHERE rowid = :rowid
"""
_SETTLE = """
UPDATE addresses SET state = :state, reason = :reason, due = :due, backlog = 0,
    attempts = CASE WHEN :held THEN 0 ELSE attempts + 1 END,
    fetched = CASE WHEN :held THEN :now ELSE fetched END,
    etag = CASE WHEN :fresh THEN :etag ELSE etag END,
    last_modified = CASE WHEN :fresh THEN :last_modified ELSE last_modified END
"""
_OF_DUE = """
FROM addresses WHERE site = :site AND role = 'item' AND backlog = :backlog AND due IS NOT NULL AND due <= :now
    AND (:since IS NULL OR lastmod IS NULL OR lastmod >= substr(:since, 1, length(lastmod)))
"""
_DUE = f"SELECT {_COLUMNS} {_OF_DUE} ORDER BY lastmod DESC LIMIT :limit"
_HELD = """
SELECT rowid, url, id, site, role, source, first_seen, lastmod, state, reason, due, attempts, backlog, fetched
FROM addresses WHERE {key} IN (SELECT value FROM json_each(?))
"""
_HELD_ITEMS = _HELD.format(key="id")
_HELD_OTHERS = _HELD.format(key="url")


class Addresses:
    """Reads and writes the frontier. Times are aware; an item is known by its id, anything else by
    its address."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def name(
        self,
        site: str,
        source: str,
        named: Iterable[Named],
        *,
        now: datetime,
        backlog: bool = False,
    ) -> Naming:
        """Keep what a source names, in one transaction; an item whose lastmod moved is due again.

        `backlog` = the source lists the whole past: what it names for the first time waits for a
        backfill.
        """
        rows = [_row(one, site, source, iso(now), backlog) for one in named]
        with transaction(self.db):
            held = self._held(rows)
            changed: dict[str | int, _Row] = {}
            moved = 0
            for row in rows:
                known = changed.get(_key(row)) or held.get(_key(row))
                if known is None:
                    changed[_key(row)] = row
                    continue
                after = _merged(known, row)
                if after["due"] != known["due"]:
                    moved += 1
                if after != known:
                    changed[_key(row)] = after
            added = [row for row in changed.values() if "rowid" not in row]
            self.db.conn.executemany(_INSERT, added)
            self.db.conn.executemany(_UPDATE, [row for row in changed.values() if "rowid" in row])
        return Naming(len(added), moved)

    def due(
        self, site: str, *, now: datetime, limit: int, backlog: bool, since: str | None = None
    ) -> list[Address]:
        """Items to visit, newest first; `since` ("2026-03-01") leaves out those whose lastmod is
        older."""
        values = {"site": site, "now": iso(now), "limit": limit, "backlog": backlog, "since": since}
        return [_address(row) for row in self.db.query(_DUE, values)]

    def waiting(self, site: str, *, now: datetime, backlog: bool, since: str | None = None) -> int:
        """The number of items that are due."""
        values = {"site": site, "now": iso(now), "backlog": backlog, "since": since}
        return int(self.db.execute(f"SELECT count(*) {_OF_DUE}", values).fetchone()[0])

    def get(self, url: str) -> Address | None:
        """The address as it is known now; None = no source has named it."""
        where, value = _where(url)
        sql = f"SELECT {_COLUMNS} FROM addresses {where}"  # noqa: S608 (constants)
        for row in self.db.query(sql, {"key": value}):
            return _address(row)
        return None

    def sitemaps(self, site: str) -> list[Address]:
        """The sitemaps that are known and not gone, in the order of their addresses."""
        sql = f"SELECT {_COLUMNS} FROM addresses WHERE site = ? AND role = 'sitemap' AND state <> 'gone' ORDER BY url"  # noqa: S608 (constants)
        return [_address(row) for row in self.db.query(sql, [site])]

    def settle(self, url: str, visit: Visit, *, now: datetime) -> None:
        """Note what a visit came to. From then on it is no backlog: another try is not left to a
        backfill."""
        where, value = _where(url)
        etag, last_modified = visit.validators or (None, None)
        row = {
            "key": value,
            "state": visit.state,
            "reason": visit.reason,
            "due": iso(visit.due) if visit.due else None,
            "held": visit.state is State.FETCHED,
            "now": iso(now),
            "fresh": visit.validators is not None,
            "etag": etag,
            "last_modified": last_modified,
        }
        self.db.execute(_SETTLE + where, row)

    def counts(self, site: str) -> dict[State, int]:
        """The number of items in each state."""
        sql = (
            "SELECT state, count(*) FROM addresses WHERE site = ? AND role = 'item' GROUP BY state"
        )
        return {State(state): count for state, count in self.db.execute(sql, [site])}

    def oldest_pending(self, site: str) -> str | None:
        """When the item that has waited longest was first named, as the table has it; None = none
        waits."""
        sql = "SELECT min(first_seen) FROM addresses WHERE site = ? AND role = 'item' AND state = 'pending'"
        found: str | None = self.db.execute(sql, [site]).fetchone()[0]
        return found

    def problems(self, site: str, state: State, limit: int) -> list[tuple[str, str]]:
        """Items in a state with the reason, the last named first."""
        sql = (
            "SELECT url, coalesce(reason, '') FROM addresses WHERE site = ? AND role = 'item' "
            "AND state = ?"
            " ORDER BY rowid DESC LIMIT ?"
        )
        return list(self.db.execute(sql, [site, state, limit]))

    def revisit(self, url: str, item: int | None = None) -> None:
        """Have an address visited again: what was kept of it is lost. `item` is its id; None
        = what its address says."""
        where, value = _where(canonical(url), item)
        sql = "UPDATE addresses SET state = 'pending', reason = 'capture lost', due = first_seen, etag = NULL,"
        self.db.execute(f"{sql} last_modified = NULL {where}", {"key": value})

    def _held(self, rows: list[_Row]) -> dict[str | int, _Row]:
        ids = json.dumps([row["id"] for row in rows if row["id"] is not None])
        urls = json.dumps([row["url"] for row in rows if row["id"] is None])
        found = [*self.db.query(_HELD_ITEMS, [ids]), *self.db.query(_HELD_OTHERS, [urls])]
        return {_key(row): row for row in found}


def merged_addresses(rows: Iterable[_Row]) -> Iterator[_Row]:
    """The rows of several tables of addresses as one table has them. `rows` come those of one
    address beside each other, the one that was last visited last."""
    for _, group in groupby(rows, key=_key):
        *others, held = group
        named = min([*others, held], key=lambda row: (row["first_seen"], row["source"]))
        after = dict(held)
        for other in others:
            after = _merged(after, other)
            after["fetched"] = max(after["fetched"] or "", other["fetched"] or "") or None
        for name in ("site", "role", "source", "first_seen"):
            after[name] = named[name]
        yield {name: after[name] for name in _NAMES}


def _row(named: Named, site: str, source: str, now: str, backlog: bool) -> _Row:
    pending = named.excluded is None
    return {
        "url": named.url,
        "id": keys.of_url(named.url) if named.role is Role.ITEM else None,
        "site": site,
        "role": named.role,
        "source": source,
        "first_seen": now,
        "lastmod": named.lastmod,
        "state": State.PENDING if pending else State.EXCLUDED,
        "reason": named.excluded,
        "due": now if pending else None,
        "attempts": 0,
        "backlog": int(backlog),
        "fetched": None,
    }


def _merged(held: _Row, named: _Row) -> _Row:
    """The row of an address after it was named once more."""
    moved = _moved(held["lastmod"], named["lastmod"])
    finer = named["lastmod"] is not None and len(named["lastmod"]) > len(held["lastmod"] or "")
    after = {**held, "backlog": min(held["backlog"], named["backlog"])}
    if moved or finer:
        after["lastmod"] = named["lastmod"]
    if not _slugless(named) and (moved or _slugless(held)):
        after["url"] = named["url"]
    waits = held["state"] == State.PENDING and not held["fetched"]
    if moved and not waits and held["state"] != State.EXCLUDED:
        after["state"] = State.PENDING
        after["reason"] = "lastmod moved"
        after["due"] = named["first_seen"]
        after["attempts"] = 0
    return after


def _moved(held: str | None, named: str | None) -> bool:
    """True where a lastmod is later; a coarse one ("2026-03-01") is not later than a finer one of
    the same day."""
    if held is None or named is None:
        return False
    grain = min(len(held), len(named))
    return named[:grain] > held[:grain]


def _slugless(row: _Row) -> bool:
    return row["id"] is not None and str(row["url"]).endswith(f"/a/{row['id'] % keys.SPAN}.html")


def _key(row: _Row) -> str | int:
    key: str | int | None = row["id"]
    return row["url"] if key is None else key


def _where(url: str, item: int | None = None) -> tuple[str, str | int]:
    key = keys.of_url(url) if item is None else item
    if key is None:
        return "WHERE url = :key", url
    return "WHERE id = :key", key


def _address(row: _Row) -> Address:
    return Address(**{**row, "state": State(row["state"])})

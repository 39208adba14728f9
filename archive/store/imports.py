"""The tables of imports: which files of others have been read, how far, and the captures in
them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from archive.article import Capture
from archive.store.captures import ALONE, Captures, to_capture, utc_text
from archive.store.connection import transaction
from archive.warc import Damage


class ImportCount(StrEnum):
    """What an import counts, in the table's order."""

    READ = "read"  # captures or pages
    NEW = "new"  # as `Outcome`, and the next three
    CHANGED = "changed"
    SAME = "same"
    OLDER = "older"
    NOT_ITEMS = "not items"
    OTHER_HOSTS = "other hosts"
    CUT_SHORT = "cut short"
    FAILED = "failed"
    DAMAGED = "damaged"  # ranges of bytes
    WAITING = "waiting"  # revisits whose payload is not at hand; in no column, as it ends


_COLUMNS = {
    count: count.replace(" ", "_") for count in ImportCount if count is not ImportCount.WAITING
}


@dataclass(frozen=True, slots=True)
class File:
    """A file to import; name, size, time and head tell one from another."""

    name: str  #: as captures name it
    path: str  #: where it lies
    size: int  #: bytes
    written: int  #: when it was last written, in nanoseconds since 1970
    head: str  #: of its beginning, a digest


@dataclass(frozen=True, slots=True)
class Import:
    """A file that is being imported, or has been."""

    id: int
    file: File
    done: int  #: bytes whose records are all here
    within: int | None  #: as in `imports.within`
    damaged: int  #: ranges of bytes without a whole record, so far

    @property
    def finished(self) -> bool:
        """True once the file has been read to its end."""
        return self.done >= self.file.size


@dataclass(frozen=True, slots=True)
class Waiting:
    """A revisit, and the capture that holds its payload."""

    capture: int  #: number of the revisit
    url: str  #: of the revisit
    time: datetime  #: of the revisit
    payload: Capture  #: the record that holds the payload
    #: of that record in the gzip member it shares, in unpacked bytes; None = it shares none
    within: int | None
    record: str  #: WARC-Record-ID of that record
    path: str | None  #: of the file that holds it; None = a capture of our own


@dataclass(frozen=True, slots=True)
class FoundCapture:
    """A capture as a file holds it."""

    run: int | None  #: number of the import; None = a capture of our own
    capture: Capture
    within: int | None  #: as in `StoredCapture`
    record: str  #: WARC-Record-ID
    refers: str | None  #: as in `StoredCapture`
    item: int | None  #: as in `StoredCapture`
    text: bool  #: as `captures.text`

    def values(self) -> tuple[Any, ...]:
        """Its row without id."""
        capture = self.capture
        place = ALONE if self.within is None else self.within
        return (
            capture.url, utc_text(capture.time), capture.status, capture.digest, capture.file, capture.offset,
            capture.length, self.record, self.refers, self.item, self.run, place, int(self.text),
        )  # fmt: skip


_BEGIN = """
INSERT INTO imports (file, path, size, written, head, sites, done, read, new, changed, same, older, not_items,
    other_hosts, cut_short, failed, damaged)
VALUES (:name, :path, :size, :written, :head, :sites, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
ON CONFLICT (file, size, written, head, sites) DO UPDATE SET path = excluded.path
"""
_CAPTURE = """
INSERT INTO captures (url, time, status, digest, file, offset, length, record, refers, item, import, within, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id
"""
_TOGETHER = """
INSERT INTO captures (url, time, status, digest, file, offset, length, record, refers, item, import, within, text, id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_HELD = """
SELECT id FROM captures
WHERE record = ? AND file = ? AND offset = ? AND within = ? AND import IS NOT NULL
"""
# What a revisit refers to: by address and date, by record, else the same payload, of the same
# address where possible; http and https are the same address here, for crawlers fold them.
_PAYLOAD = """
SELECT c.*, i.path FROM captures c LEFT JOIN imports i ON i.id = c.import
WHERE c.status IN (200, 203) AND c.refers IS NULL AND c.text = 0 AND {condition}
ORDER BY {order} c.time, c.record LIMIT 1
"""
_WAYS = (
    (
        "c.url IN (:refers_url, :other_refers_url) AND c.time = :refers_time"
        " AND c.digest IS coalesce(:digest, c.digest)",
        "c.url = :refers_url DESC,",
    ),
    ("c.record = :refers AND c.import IS NOT NULL AND c.digest IS coalesce(:digest, c.digest)", ""),
    ("c.url = :url AND c.digest = :digest AND c.id <> :capture", ""),
    (
        "c.url IN (:refers_url, :other_refers_url) AND c.digest = :digest",
        "c.url = :refers_url DESC,",
    ),
    ("c.url = :other_url AND c.digest = :digest", ""),
)


class _AnyHeld(Exception):
    """Some captures are held already, and have other numbers."""


class Imports:
    """Notes what has been imported, in the transaction of the rows that came of it."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def begin(self, file: File, sites: str) -> Import:
        """The import of a file for some sites: a new one, or where an earlier one was stopped."""
        row = {**asdict(file), "sites": sites}
        with transaction(self.db):
            self.db.execute(_BEGIN, row)
        sql = (
            "SELECT id, done, within, damaged FROM imports WHERE file = :name AND size = :size"
            " AND written = :written AND head = :head AND sites = :sites"
        )
        return Import(file=file, **next(self.db.query(sql, row)))

    def again(self, number: int) -> None:
        """Have a file read from its beginning once more."""
        zeros = ", ".join(f"{column} = 0" for column in _COLUMNS.values())
        with transaction(self.db):
            self.db.execute(
                f"UPDATE imports SET done = 0, within = NULL, {zeros} WHERE id = ?",  # noqa: S608
                [number],
            )
            self.db.execute("DELETE FROM import_damage WHERE import = ?", [number])

    def advance(
        self, number: int, done: int, within: int | None, counts: Mapping[str, int]
    ) -> None:
        """Note how far a file has been read, and what came of it since the last time."""
        added = ", ".join(f"{column} = {column} + :{column}" for column in _COLUMNS.values())
        values = {column: counts.get(name, 0) for name, column in _COLUMNS.items()}
        self.db.execute(
            f"UPDATE imports SET done = :done, within = :within, {added} WHERE id = :id",  # noqa: S608 (constants)
            {**values, "done": done, "within": within, "id": number},
        )

    def damage(self, number: int, damage: Damage) -> None:
        """Note a range of bytes that holds no whole record."""
        within = ALONE if damage.within is None else damage.within
        self.db.execute(
            "INSERT INTO import_damage VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [number, damage.offset, within, damage.length, damage.what],
        )

    def add(self, found: FoundCapture) -> int:
        """The number of a capture, which is added where it is not held."""
        row = found.values()
        if (added := self.db.execute(_CAPTURE, row).fetchone()) is not None:
            return int(added[0])
        if found.run is None:
            return Captures(self.db).number(found.capture)
        place = ALONE if found.within is None else found.within
        capture = found.capture
        held = [found.record, capture.file, capture.offset, place]
        return int(self.db.execute(_HELD, held).fetchone()[0])

    def add_all(self, found: Sequence[FoundCapture]) -> list[int]:
        """The numbers of captures, in their order; those are added that are not held."""
        first = int(self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM captures").fetchone()[0])
        numbers = list(range(first, first + len(found)))
        rows = [(*each.values(), number) for each, number in zip(found, numbers, strict=True)]
        with suppress(_AnyHeld), transaction(self.db):
            if self.db.conn.executemany(_TOGETHER, rows).rowcount == len(rows):
                return numbers
            raise _AnyHeld
        return [self.add(each) for each in found]

    def wait(
        self, capture: int, refers: str | None, url: str | None, time: datetime | None
    ) -> None:
        """Have a revisit wait for the record that holds its payload, which may be read later."""
        self.db.execute(
            "INSERT INTO revisits_waiting VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [capture, refers, url, time and utc_text(time)],
        )

    def waiting(self, after: int, limit: int) -> list[Waiting | int]:
        """The next waiting revisits, with the captures they refer to; of one whose payload is not
        held only its number."""
        sql = (
            "SELECT w.capture, w.refers, w.url refers_url, w.time refers_time, c.url, c.time, "
            "c.digest"
            " FROM revisits_waiting w JOIN captures c ON c.id = w.capture WHERE w.capture > ? "
            "ORDER BY 1 LIMIT ?"
        )
        rows = list(self.db.query(sql, [after, limit]))
        return [self._payload(row) or int(row["capture"]) for row in rows]

    def resolved(self, capture: int, refers: str) -> None:
        """Note that a revisit has been read by way of the record that holds its payload."""
        self.db.execute("UPDATE captures SET refers = ? WHERE id = ?", [refers, capture])
        self.db.execute("DELETE FROM revisits_waiting WHERE capture = ?", [capture])

    def found_gone(self, *, until: datetime) -> Iterator[tuple[int, datetime]]:
        """The items that answered 404 or 410 later than their rows say, each with the last time
        that is not after `until`."""
        sql = (
            "SELECT c.item, max(c.time) FROM captures c JOIN articles a ON a.id = c.item"
            " WHERE c.status IN (404, 410) AND c.time <= ? GROUP BY c.item"
            " HAVING substr(max(c.time), 1, 19) > coalesce(max(a.gone_at), '')"
        )
        for item, time in self.db.execute(sql, [utc_text(until)]).fetchall():
            yield item, datetime.fromisoformat(time)

    def _payload(self, row: Mapping[str, Any]) -> Waiting | None:
        asked = dict(row)
        asked["other_url"] = _other_scheme(row["url"])
        asked["other_refers_url"] = _other_scheme(row["refers_url"])
        for condition, order in _WAYS:
            found = next(
                self.db.query(_PAYLOAD.format(condition=condition, order=order), asked), None
            )
            if found:
                return Waiting(
                    capture=row["capture"],
                    url=row["url"],
                    time=datetime.fromisoformat(row["time"]),
                    payload=to_capture(found),
                    within=None if found["within"] == ALONE else found["within"],
                    record=found["record"],
                    path=found["path"],
                )
        return None


def _other_scheme(url: str | None) -> str | None:
    """The address with https for http and the reverse; None = it has neither."""
    scheme, colon, rest = (url or "").partition(":")
    other = {"http": "https", "https": "http"}.get(scheme)
    return f"{other}{colon}{rest}" if other else None

"""The table of captures: where the bytes of every response lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive import keys
from archive.article import Capture, iso
from archive.sites import Site
from archive.warc import Damage


@dataclass(frozen=True, slots=True)
class LastVisit:
    """The last capture of the address of an item, redirects left out."""

    item: int
    url: str
    status: int
    time: datetime  #: aware, UTC
    first: datetime  #: of its first capture; aware, UTC
    file: str  #: name of the WARC file


@dataclass(frozen=True, slots=True)
class StoredCapture:
    """A capture, and where its record lies."""

    capture: Capture
    record: str  #: WARC-Record-ID
    refers: str | None  #: WARC-Record-ID of the record that holds the payload; None = this one does
    item: int | None  #: id of the item; None = its address is not that of an item
    path: str | None  #: of the file that others made; None = it is one of our own
    #: of the record in the packed member that it shares, in unpacked bytes; None = it shares none
    within: int | None


#: In `captures.within`: the record shares no packed member.
ALONE = -1

_STORED = """
SELECT c.*, i.path FROM captures c LEFT JOIN imports i ON i.id = c.import WHERE c.text = 0
ORDER BY c.import, c.file, c.offset, c.within
"""
_DUPLICATE = """
SELECT record, url, time, status, digest, file, offset, length FROM captures
WHERE url = ? AND refers IS NULL AND import IS NULL AND status = 200 AND digest = coalesce(?, digest)
ORDER BY time DESC LIMIT 1
"""


class Captures:
    """Adds and finds captures of our own; each is known by its file and offset. Those of others:
    `Imports`."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def add(
        self,
        capture: Capture,
        *,
        record: str,
        refers: str | None = None,
        home: Site | None = None,
    ) -> int:
        """The number of a capture, which is added where it is not held.

        `record` is its WARC-Record-ID, `refers` that of the record which holds the payload (None =
        itself), `home` the site that was fetched, as in `keys.of_url`.
        """
        item = keys.of_url(capture.url, home)
        self.db.execute(
            "INSERT INTO captures (url, time, status, digest, file, offset, length, record, "
                "refers, item)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [
                capture.url, utc_text(capture.time), capture.status, capture.digest,
                capture.file, capture.offset, capture.length, record, refers, item,
            ],
        )  # fmt: skip
        return self.number(capture)

    def number(self, capture: Capture) -> int:
        """The number of a capture that is held."""
        sql = "SELECT id FROM captures WHERE file = ? AND offset = ? AND import IS NULL"
        return int(self.db.execute(sql, [capture.file, capture.offset]).fetchone()[0])

    def find_duplicate(self, url: str, digest: str | None) -> tuple[str, Capture] | None:
        """The newest record that holds this payload for this address, with its WARC-Record-ID; None
        when none does. `digest` None = any payload."""
        found = self.db.execute(_DUPLICATE, [url, digest]).fetchone()
        if found is None:
            return None
        record, url, time, *rest = found
        return record, Capture(url, datetime.fromisoformat(time), *rest)

    def each(self) -> Iterator[Capture]:
        """Every capture of our own, file by file, in order of offset."""
        yield from (capture for _, capture in self.numbered())

    def numbered(self) -> Iterator[tuple[int, Capture]]:
        """Every capture of our own with its number, file by file, in order of offset."""
        for row in self.db.query(
            "SELECT * FROM captures WHERE import IS NULL ORDER BY file, offset"
        ):
            yield row["id"], to_capture(row)

    def files(self) -> dict[str, int]:
        """The names of the files that hold captures of our own, each with their number."""
        sql = "SELECT file, count(*) FROM captures WHERE import IS NULL GROUP BY file ORDER BY file"
        return dict(self.db.execute(sql).fetchall())

    def end(self, file: str) -> int:
        """Where in a file the last capture of our own ends, in bytes; 0 where it holds none."""
        sql = "SELECT offset + length FROM captures WHERE file = ? AND import IS NULL ORDER BY offset DESC LIMIT 1"
        found = self.db.execute(sql, [file]).fetchone()
        return int(found[0]) if found else 0

    def within(self, file: str) -> dict[int, Capture]:
        """The captures of our own in a file by number, in order of offset."""
        sql = "SELECT * FROM captures WHERE file = ? AND import IS NULL ORDER BY offset"
        return {row["id"]: to_capture(row) for row in self.db.query(sql, [file])}

    def note_hole(self, file: str, hole: Damage, *, now: datetime) -> None:
        """Note a damaged range of a file as known; `file` is its final name."""
        sql = "INSERT INTO holes (file, offset, length, what, noted) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
        self.db.execute(sql, [file, hole.offset, hole.length, hole.what, iso(now)])

    def holes(self, file: str) -> set[tuple[int, int]]:
        """Offset and length of each damaged range of a file that is known."""
        return set(
            self.db.execute("SELECT offset, length FROM holes WHERE file = ?", [file]).fetchall()
        )

    def last_visits(self, *, until: datetime) -> Iterator[LastVisit]:
        """The last visit of every item, in order of the first one; only visits that are not after
        `until` count."""
        sql = (
            "SELECT item, url, status, time, first, file FROM (SELECT item, url, status, time, file,"
            " min(time) OVER (PARTITION BY item) first,"
            " row_number() OVER (PARTITION BY item ORDER BY time DESC, id DESC) number FROM "
            "captures"
            " WHERE item IS NOT NULL AND import IS NULL AND status NOT IN (301, 302, 303, "
            "307, 308) AND time <= ?)"
            " WHERE number = 1 ORDER BY first, item"
        )
        for row in self.db.query(sql, [utc_text(until)]):
            times = {name: datetime.fromisoformat(row[name]) for name in ("time", "first")}
            yield LastVisit(**{**row, **times})

    def stored(self) -> Iterator[StoredCapture]:
        """Every capture of a page or an answer, of our own and of others, with where its record
        lies: file by file, in order of offset."""
        yield from map(to_stored, self.db.query(_STORED))

    def remove(self, number: int) -> tuple[Capture, int | None] | None:
        """Remove a row; gives the capture and the id of the item at its address, None = there was
        none."""
        row = next(self.db.query("DELETE FROM captures WHERE id = ? RETURNING *", [number]), None)
        return (to_capture(row), row["item"]) if row else None

    def count(self) -> int:
        """The number of captures of our own."""
        return int(
            self.db.execute("SELECT count(*) FROM captures WHERE import IS NULL").fetchone()[0]
        )


def to_capture(row: Mapping[str, Any]) -> Capture:
    """The capture that a row holds."""
    time = datetime.fromisoformat(row["time"])
    return Capture(
        row["url"], time, row["status"], row["digest"], row["file"], row["offset"], row["length"]
    )


def to_stored(row: Mapping[str, Any]) -> StoredCapture:
    """The capture that a row holds, with where its record lies: `path` is that of its import."""
    return StoredCapture(
        capture=to_capture(row),
        record=row["record"],
        refers=row["refers"],
        item=row["item"],
        path=row["path"],
        within=None if row["within"] == ALONE else row["within"],
    )


def utc_text(time: datetime) -> str:
    """A time (aware, UTC) as `captures.time` and WARC-Date have it."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

"""The table of runs: when the crawl ran, what it did, and how it ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from archive.article import iso
from archive.store.connection import transaction


class RunCount(StrEnum):
    """What a run counts, in the table's order."""

    REQUESTS = "requests"
    BYTES = "bytes"
    NAMED = "named"  # addresses that a source named for the first time
    MOVED = "moved"  # addresses with a newer lastmod than before
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    BLOCKED = "blocked"
    FAILED = "failed"
    EXCLUDED = "excluded"


#: The names of the columns.
COUNTS: tuple[str, ...] = tuple(RunCount)

#: The verdict of a run that a crash or a power cut ended.
CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the crawl."""

    id: int
    spider: str  #: "latest" or "backfill"
    site: str
    started: str  #: UTC
    ended: str | None  #: UTC; None = it is running
    verdict: str | None  #: "complete", "partial", "blocked" …; None = it is running
    reason: str | None  #: in words; None = nothing to say
    counts: Mapping[str, int]  #: by the names of `COUNTS`


class Runs:
    """Notes the beginning and the end of runs."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def note_crashed(self) -> None:
        """Note the runs that never ended as crashed; for the one process that may run now."""
        with transaction(self.db):
            self.db.execute(
                "UPDATE runs SET ended = started, verdict = ? WHERE verdict IS NULL", [CRASHED]
            )

    def begin(self, spider: str, site: str, *, now: datetime) -> int:
        """The number of a new run."""
        with transaction(self.db):
            sql = "INSERT INTO runs (spider, site, started) VALUES (?, ?, ?)"
            cursor = self.db.execute(sql, [spider, site, iso(now)])
        return int(cursor.lastrowid or 0)

    def end(
        self,
        run: int,
        verdict: str,
        reason: str | None,
        counts: Mapping[str, int],
        *,
        now: datetime,
    ) -> None:
        """Note how a run ended."""
        names = ", ".join(f'"{name}" = :{name}' for name in COUNTS)
        values = {name: counts.get(name, 0) for name in COUNTS}
        sql = f"UPDATE runs SET ended = :ended, verdict = :verdict, reason = :reason, {names} WHERE id = :id"  # noqa: S608
        with transaction(self.db):
            self.db.execute(
                sql, {**values, "ended": iso(now), "verdict": verdict, "reason": reason, "id": run}
            )

    def last_verdicts(self) -> set[str | None]:
        """The verdicts of the runs that ended last, several where they ended together; None among
        them = a run has not ended. Empty where there was none."""
        sql = (
            "SELECT DISTINCT verdict FROM runs "
            "WHERE ended IS NULL OR ended = (SELECT max(ended) FROM runs)"
        )
        return {verdict for (verdict,) in self.db.execute(sql)}

    def last_begun(self, spider: str) -> dict[str, str]:
        """When each site was last crawled by a spider of this name: the time by the name of the
        site, without those that never were."""
        sql = "SELECT site, max(started) FROM runs WHERE spider = ? GROUP BY site"
        return dict(self.db.execute(sql, [spider]).fetchall())

    def last_of_each_site(self) -> dict[str, Run]:
        """The latest run of each site, by the name of the site."""
        sql = "SELECT * FROM runs WHERE id IN (SELECT max(id) FROM runs GROUP BY site)"
        return {row["site"]: _run(row) for row in self.db.query(sql)}

    def last(self, limit: int = 5) -> list[Run]:
        """The latest runs, the newest first."""
        return [
            _run(row)
            for row in self.db.query("SELECT * FROM runs ORDER BY id DESC LIMIT ?", [limit])
        ]


def _run(row: dict[str, Any]) -> Run:
    counts = {name: row.pop(name) or 0 for name in COUNTS}
    return Run(**row, counts=counts)

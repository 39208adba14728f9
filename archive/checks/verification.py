"""Whether captures and database agree: every row against its bytes, every file against itself,
every record in a row.

Nothing here writes into a capture file: what is damaged in it stays as it is, and is noted as a
hole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from archive import warc
from archive.article import Capture
from archive.store import Store
from archive.warc import Damage, WarcRecord

#: Types of the records that have a row in `captures`.
_LISTED = ("response", "revisit")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be."""

    file: str
    offset: int
    what: str
    #: numbers of the rows whose bytes are not there; () = none points here
    captures: tuple[int, ...] = ()
    damage: Damage | None = None  #: the range of bytes, where a file is damaged

    def __str__(self) -> str:
        return f"{self.file}@{self.offset}: {self.what}"


@dataclass(frozen=True, slots=True)
class Checked:
    """One file that was checked."""

    file: str
    records: int  #: good ones
    problems: tuple[Problem, ...]
    #: damaged ranges that an earlier repair has noted: no problem any more
    holes: tuple[Problem, ...] = ()
    unlisted: int = 0  #: whole records that should have a row and have none


def missing(store: Store, folder: Path) -> dict[str, int]:
    """The files that the database names and the folder lacks, each with how many captures lie in
    it."""
    files = store.captures.files().items()
    return {name: count for name, count in files if not warc.locate(folder, name).exists()}


def verify(store: Store, folder: Path) -> Iterator[Checked]:
    """Check file by file, those of the database and those of the folder; streamed."""
    there = {path.name.removesuffix(warc.OPEN) for path in folder.glob("*.warc.gz*")}
    there = {name for name in there if name.endswith(".warc.gz")}
    for name in sorted(there | store.captures.files().keys()):
        yield _file(store, folder, name)


def repair(store: Store, folder: Path, checked: Checked, *, now: datetime) -> None:
    """Enter whole records, note damaged ranges, forget captures that are lost and have them fetched
    again."""
    with store.transaction():
        for problem in checked.problems:
            if problem.damage:
                store.captures.note_hole(problem.file, problem.damage, now=now)
            for number in problem.captures:
                store.forget_capture(number)
        if checked.unlisted:
            adopt(store, folder, checked.file)


def adopt(store: Store, folder: Path, file: str) -> None:
    """Enter the responses of a file that the database does not list."""
    with store.transaction():
        for record in warc.records(warc.locate(folder, file)):
            if isinstance(record, WarcRecord) and record.type in _LISTED:
                record_id, refers = (
                    record.header("WARC-Record-ID") or "",
                    record.header("WARC-Refers-To"),
                )
                store.captures.add(warc.capture(record, file), record=record_id, refers=refers)


def _file(store: Store, folder: Path, name: str) -> Checked:
    path = warc.locate(folder, name)
    # asked first: who closes a file has committed its rows
    growing = path.exists() and warc.growing(path)
    rows, known = store.captures.within(name), store.captures.holes(name)
    if not path.exists():
        return Checked(
            name,
            0,
            (Problem(name, 0, f"no such file; {len(rows):,} captures lie in it", tuple(rows)),),
        )
    good: dict[int, _Good] = {}
    damages = []
    for found in warc.records(path):
        if isinstance(found, WarcRecord):
            good[found.offset] = _Good(
                found.length, found.header("WARC-Target-URI"), found.type in _LISTED
            )
        elif not (growing and found.tail):  # that may be whole in a moment
            damages.append(found)
    problems = [_costs(name, damage, rows) for damage in damages]
    holes = [
        each
        for each in problems
        if each.damage and not each.captures and _range(each.damage) in known
    ]
    problems = [each for each in problems if each not in holes]
    problems += _astray(
        name, rows, good, {number for problem in problems for number in problem.captures}
    )
    listed = {row.offset for row in rows.values()}
    unlisted = (
        []
        if growing
        else [offset for offset, record in good.items() if record.listed and offset not in listed]
    )
    if unlisted:
        problems.append(
            Problem(
                name, unlisted[0], f"{len(unlisted):,} whole records from here on are in no row"
            )
        )
    return Checked(name, len(good), tuple(problems), tuple(holes), len(unlisted))


class _Good(NamedTuple):
    """What is remembered of a whole record."""

    length: int
    url: str | None
    listed: bool  #: whether it has a row in `captures`, or should have one


def _costs(name: str, damage: Damage, rows: dict[int, Capture]) -> Problem:
    within = range(damage.offset, damage.offset + damage.length)
    lost = tuple(number for number, row in rows.items() if row.offset in within)
    return Problem(name, damage.offset, f"{damage.length:,} bytes: {damage.what}", lost, damage)


def _range(damage: Damage) -> tuple[int, int]:
    return damage.offset, damage.length


def _astray(
    name: str, rows: dict[int, Capture], good: dict[int, _Good], reported: set[int]
) -> Iterator[Problem]:
    """Rows that say something else than the file."""
    for number, row in rows.items():
        found = good.get(row.offset)
        if number not in reported and (
            found is None or (found.length, found.url) != (row.length, row.url)
        ):
            yield Problem(
                name,
                row.offset,
                f"the record of capture {number} ({row.url}) is not there",
                (number,),
            )

"""Checks captures and database against each other: the bytes behind every row, the digests in
every file, a row for every record.

Nothing here writes into a capture file: what is damaged in it stays as it is, and is noted as a
hole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive import warc
from archive.article import Capture
from archive.counting import counted
from archive.store import Store, is_fatal
from archive.warc import Damage, WarcRecord
from archive.warc.warcinfo import COLLECTION, Homes, homes_of, warcinfo

#: Types of the records that have a row in `captures`.
_LISTED = ("response", "revisit")
#: Verdicts of runs that have committed all that they kept.
_ENDED_WELL = {"complete", "partial", "blocked", "locked", "network", "markup"}
_UNLISTED = "whole records from here on are in no row"


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
    records: int = 0  #: good ones
    problems: tuple[Problem, ...] = ()
    #: damaged ranges that an earlier repair has noted: no problem any more
    holes: tuple[Problem, ...] = ()
    unlisted: int = 0  #: whole records that should have a row and have none
    foreign: bool = False  #: it belongs to another database, and was not looked into


def missing(store: Store, folder: Path) -> dict[str, int]:
    """The files that the database names and the folder lacks, each with how many captures lie in
    it."""
    files = store.captures.files().items()
    return {name: count for name, count in files if not warc.locate(folder, name).exists()}


def verify(store: Store, folder: Path) -> Iterator[Checked]:
    """Check file by file, those of the database and those of the folder; streamed."""
    for name in sorted(_names(folder) | store.captures.files().keys()):
        try:
            yield _check(store, folder, name)
        except OSError as error:
            what = f"cannot be read: {error.strerror or error}; give read permission, or get a copy"
            yield Checked(name, problems=(Problem(name, 0, what),))


def belongs_elsewhere(store: Store, folder: Path, file: str) -> bool:
    """True where a file says that it belongs to another database, and this one has no row of it."""
    return not store.captures.within(file) and _names_another(store, warc.locate(folder, file))


def _names_another(store: Store, path: Path) -> bool:
    """True where a file says that it belongs to another database."""
    named = warcinfo(path).get(COLLECTION)
    return named is not None and named != store.collection.held_id()


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


def adopt(store: Store, folder: Path, file: str, start: int = 0) -> int:
    """Enter the responses of a file, from an offset on, that the database does not list; gives
    their number. One that cannot be entered is left for `verify` to name."""
    listed = {capture.offset for capture in store.captures.within(file).values()}
    path = warc.locate(folder, file)
    homes = homes_of(path)
    entered = 0
    with store.transaction():
        for record in warc.records(path, start):
            if not isinstance(record, WarcRecord) or record.type not in _LISTED:
                continue
            if record.offset not in listed and _enter(store, record, file, homes):
                entered += 1
    return entered


def catch_up(store: Store, folder: Path) -> Iterator[tuple[str, int]]:
    """Enter what lies behind the last row of a file, and the files without a row that say that they
    belong to this database: what a full disk or a crash has kept out of it.

    The name of each file that had such records, with how many. Nothing is looked into after runs
    that ended as they should.
    """
    if store.runs.last_verdicts() <= _ENDED_WELL:
        return
    own = store.collection.held_id()
    files = store.captures.files()
    for name in sorted(_names(folder)):
        try:
            path = warc.locate(folder, name)
            if name not in files and (own is None or warcinfo(path).get(COLLECTION) != own):
                continue
            count = adopt(store, folder, name, store.captures.end(name))
        except OSError:  # `verify` names it
            continue
        if count:
            yield name, count


def _enter(store: Store, record: WarcRecord, file: str, homes: Homes) -> bool:
    try:
        capture = warc.capture(record, file)
        name = record.header("WARC-Record-ID") or ""
        with store.transaction():
            refers = record.header("WARC-Refers-To")
            home = homes.of(capture.url)
            store.captures.add(capture, record=name, refers=refers, home=home)
    except Exception as error:
        if is_fatal(error):
            raise
        return False
    return True


def _names(folder: Path) -> set[str]:
    """The names of the capture files in a folder, complete or still being written."""
    names = {path.name.removesuffix(warc.OPEN) for path in folder.glob("*.warc.gz*")}
    return {name for name in names if name.endswith(".warc.gz")}


def _check(store: Store, folder: Path, name: str) -> Checked:
    path = warc.locate(folder, name)
    if path.exists() and not path.is_file():
        return Checked(name, problems=(Problem(name, 0, "is no file; take it away"),))
    # asked first: who closes a file has committed its rows
    growing = path.exists() and warc.growing(path)
    rows = store.captures.within(name)
    if not path.exists():
        what = f"no such file; it held {counted(len(rows), 'capture')}"
        return Checked(name, problems=(Problem(name, 0, what, tuple(rows)),))
    if not rows and _names_another(store, path):
        return Checked(name, foreign=True)
    found = _Content.of(path, growing=growing)
    damaged = [_costs(name, damage, rows) for damage in found.damages]
    known = store.captures.holes(name)
    holes = [problem for problem in damaged if _is_known(problem, known)]
    problems = [problem for problem in damaged if not _is_known(problem, known)]
    reported = {number for problem in problems for number in problem.captures}
    problems += _astray(name, rows, found.good, reported)
    unlisted: list[int] = []
    if not growing:
        listed = {row.offset for row in rows.values()}
        unlisted = [offset for offset in found.entries() if offset not in listed]
    if unlisted:
        problems.append(Problem(name, unlisted[0], f"{len(unlisted):,} {_UNLISTED}"))
    return Checked(name, len(found.good), tuple(problems), tuple(holes), len(unlisted))


@dataclass(frozen=True, slots=True)
class _Good:
    """What is remembered of a whole record."""

    length: int
    url: str | None
    listed: bool  #: it has a row in `captures`, or should have one


@dataclass(frozen=True, slots=True)
class _Content:
    """What a file holds."""

    good: dict[int, _Good]  #: whole records, by offset
    damages: list[Damage]

    @classmethod
    def of(cls, path: Path, *, growing: bool) -> _Content:
        """The content of a file; what another process is writing may be whole in a moment."""
        good: dict[int, _Good] = {}
        damages: list[Damage] = []
        for found in warc.records(path):
            if isinstance(found, WarcRecord):
                listed = found.type in _LISTED
                why = _why_no_row(found, path.name) if listed else None
                if why is not None:
                    damages.append(Damage(found.offset, found.length, why))
                    continue
                url = found.header("WARC-Target-URI")
                good[found.offset] = _Good(found.length, url, listed)
            elif not (growing and found.tail):
                damages.append(found)
        return cls(good, damages)

    def entries(self) -> list[int]:
        """The offsets of the records that should have a row."""
        return [offset for offset, record in self.good.items() if record.listed]


def _why_no_row(record: WarcRecord, file: str) -> str | None:
    """The reason why a whole record cannot be entered; None = it can."""
    try:
        warc.capture(record, file)
    except Exception as error:
        return f"cannot be entered: {error}"
    return None


def _costs(name: str, damage: Damage, rows: dict[int, Capture]) -> Problem:
    within = range(damage.offset, damage.offset + damage.length)
    lost = tuple(number for number, row in rows.items() if row.offset in within)
    return Problem(name, damage.offset, f"{damage.length:,} bytes: {damage.what}", lost, damage)


def _is_known(problem: Problem, known: set[tuple[int, int]]) -> bool:
    """True where an earlier repair has noted this range of bytes and no row lies in it."""
    damage = problem.damage
    if damage is None or problem.captures:
        return False
    return (damage.offset, damage.length) in known


def _astray(
    name: str, rows: dict[int, Capture], good: dict[int, _Good], reported: set[int]
) -> Iterator[Problem]:
    """The rows that differ from what the file says."""
    for number, row in rows.items():
        if number in reported:
            continue
        found = good.get(row.offset)
        if found is None or (found.length, found.url) != (row.length, row.url):
            what = f"the record of capture {number} ({row.url}) is not there"
            yield Problem(name, row.offset, what, (number,))

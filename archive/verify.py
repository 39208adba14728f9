"""Whether the captures are what the database says of them: every row against its bytes, every file against itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from archive import warc
from archive.article import Capture
from archive.store import Store
from archive.warc import Damage, Record


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it should be."""

    file: str
    offset: int
    what: str
    captures: tuple[int, ...] = ()  #: numbers of the rows whose bytes are not there; () = none points here
    damage: Damage | None = None  #: the range of bytes, where a file is damaged

    def __str__(self) -> str:
        return f"{self.file}@{self.offset}: {self.what}"


@dataclass(frozen=True, slots=True)
class Checked:
    """One file that was checked."""

    file: str
    records: int  #: good ones
    problems: tuple[Problem, ...]


def verify(store: Store, folder: Path) -> Iterator[Checked]:
    """Check file by file, those of the database and those of the folder; streamed."""
    rows = groupby(store.captures.numbered(), key=lambda row: row[1].file)
    seen = set()
    for name, captures in rows:
        seen.add(name)
        yield _file(folder, name, dict(captures))
    for path in sorted(folder.glob("*.warc.gz*")):
        name = path.name.removesuffix(warc.OPEN)
        if name not in seen:
            yield _file(folder, name, {})


def repair(store: Store, folder: Path, checked: Checked) -> None:
    """Cut off what follows a file's last good record; forget captures that are lost, and have them fetched again."""
    if any(problem.damage and problem.damage.tail for problem in checked.problems):
        warc.trim(warc.locate(folder, checked.file))
    lost = [number for problem in checked.problems for number in problem.captures]
    with store.transaction():
        for number in lost:
            store.forget_capture(number)


def _file(folder: Path, name: str, rows: dict[int, Capture]) -> Checked:
    path = warc.locate(folder, name)
    if not path.exists():
        return Checked(name, 0, (Problem(name, 0, f"no such file; {len(rows):,} captures lost", tuple(rows)),))
    good: dict[int, tuple[int, str | None]] = {}
    problems = []
    for found in warc.records(path):
        if isinstance(found, Record):
            good[found.offset] = (found.length, found.header("WARC-Target-URI"))
            continue
        within = range(found.offset, found.offset + found.length)
        lost = tuple(number for number, row in rows.items() if row.offset in within)
        problems.append(Problem(name, found.offset, f"{found.length:,} bytes: {found.what}", lost, found))
    reported = {number for problem in problems for number in problem.captures}
    problems += [
        Problem(name, row.offset, f"the record of capture {number} ({row.url}) is not there", (number,))
        for number, row in rows.items()
        if number not in reported and good.get(row.offset) != (row.length, row.url)
    ]
    return Checked(name, len(good), tuple(problems))

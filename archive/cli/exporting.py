"""`arsip export`: captures for other tools, as a WARC file or an index."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import click

from archive import __version__, warc
from archive.cli import options, wording
from archive.cli.options import Period
from archive.cli.progress import ProgressLine
from archive.cli.standard_io import notice, result, standard_output
from archive.cli.values import ItemId, OutFile
from archive.counting import counted
from archive.exports import cdxj, selection, warc_file
from archive.exports.selection import CaptureFilter, CaptureRecord, Skipped
from archive.store import Store

_PIPE = Path("-")
_INFO = {
    "software": f"arsip/{__version__}",
    "format": "WARC File Format 1.1",
    "description": "arsip export",
}


@click.group("export")
def command() -> None:
    """Give captures to tools that replay pages, such as pywb and ReplayWeb.page.

    \b
    Examples:
      arsip export warc gempa.warc.gz 6951234 6951240
      arsip export cdxj index.cdxj

    docs/replay.md shows what these tools make of them.
    """


def _selecting(function: Callable[..., None]) -> Any:
    """The options that say which captures, and where they are; the command takes those that are
    asked for as `wanted`."""

    @wraps(function)
    def command(
        *arguments: Any, numbers: tuple[int, ...], site: str | None, period: Period, **options: Any
    ) -> None:
        wanted = CaptureFilter(site, period.since, period.until, frozenset(numbers))
        function(*arguments, wanted=wanted, **options)

    parts: list[Callable[[Any], Any]] = [
        click.argument("numbers", nargs=-1, type=ItemId(), metavar="[ID|URL]..."),
        options.site("Only of this site: a name or a host."),
        options.period(
            "Only what was captured on this day (UTC), month, year or later.",
            "Only what was captured on this day, month, year or earlier.",
        ),
        options.DB,
        options.CAPTURES,
    ]
    selecting: Any = command
    for part in reversed(parts):
        selecting = part(selecting)
    return selecting


@command.command("warc", short_help="Copy captures into a WARC file that stands alone.")
@click.argument("out", type=OutFile(), metavar="FILE")
@_selecting
@click.option(
    "--cdxj",
    "index",
    type=OutFile(allow_dash=True),
    metavar="FILE|-",
    help="Write a CDXJ index of the file as well.",
)
@click.pass_context
def export_warc(
    ctx: click.Context,
    out: Path,
    wanted: CaptureFilter,
    db: Path,
    captures: Path,
    index: Path | None,
) -> None:
    """Copy captures into FILE, a new WARC file that ends in .warc.gz: all, or those of some items.

    Records are copied byte for byte: with their requests, and with the originals of records that
    only say "the same as before", so that the file stands alone. Answers that nothing had changed
    (304) are left out and counted.

    \b
    Examples:
      arsip export warc gempa.warc.gz 6951234 6951240
      arsip export warc 2023.warc.gz --since 2023 --until 2023 --cdxj 2023.cdxj

    Exit code 1 if something could not be read; it is named, and the rest is exported.
    """
    if out.exists() or not out.name.endswith(".warc.gz"):
        raise click.BadParameter(
            f"{out}: name a new file that ends in .warc.gz", ctx, param_hint="FILE"
        )
    if index is not None and index.resolve() == out.resolve():
        raise click.UsageError(f"--cdxj {index} is the WARC file itself; name another file", ctx)

    def write(found: Iterator[CaptureRecord]) -> int:
        with _written(out) as file:
            file.write(warc_file.warcinfo(out.name, _INFO, datetime.now(UTC)))
            copied = warc_file.copy(found, captures, file, out.name)
            return _count(copied) if index is None else _index(copied, index)

    names = [str(path) for path in (out, index) if path]
    _export(ctx, db, captures, wanted, write, names)


@command.command("cdxj", short_help="Write an index of captures, in the format CDXJ.")
@click.argument("out", type=OutFile(allow_dash=True), metavar="FILE|-")
@_selecting
@click.pass_context
def export_cdxj(
    ctx: click.Context,
    out: Path,
    wanted: CaptureFilter,
    db: Path,
    captures: Path,
) -> None:
    """Write an index of captures in the format of cdxj-indexer: of all, or of those of some items.

    It leads into the archive's own WARC files; FILE is replaced where it is there already, - is
    standard output. Answers that nothing had changed (304) are left out and counted.

    \b
    Examples:
      arsip export cdxj index.cdxj
      arsip export cdxj - --site voaindonesia --since 2023-02 | gzip > index.cdxj.gz

    Exit code 1 if something could not be read; it is named, and the rest is exported.
    """

    def write(found: Iterator[CaptureRecord]) -> int:
        return _index(found, out)

    _export(ctx, db, captures, wanted, write, [str(out)], in_place=True)


_SEE_STATUS = "'arsip status' shows what is held"


def _export(
    ctx: click.Context,
    db: Path,
    captures: Path,
    wanted: CaptureFilter,
    write: Callable[[Iterator[CaptureRecord]], int],
    names: list[str],
    *,
    in_place: bool = False,
) -> None:
    """Write the captures that are wanted, `in_place`: those that an index can point to, and say how
    many there are."""
    left: Counter[str] = Counter()
    with Store.reading(db) as store, ProgressLine() as progress:
        read = selection.read(selection.choose(store.captures, wanted), captures)
        if in_place:
            read = selection.with_place(read)
        found = _held(read, left, progress)
        first = next(found, None)
        if first is None and left:
            reasons = "; ".join(f"{number:,} {why}" for why, number in left.items())
            raise click.ClickException(f"nothing can be exported: of the captures, {reasons}")
        if first is None:
            others = (wording.namesakes(store, item) for item in sorted(wanted.ids))
            found_elsewhere = next(filter(None, others), None)
            raise click.ClickException(
                f"no capture is held that fits; {found_elsewhere or _SEE_STATUS}"
            )
        count = write(chain([first], found))
    reasons = "".join(f"; {number:,} {why}, left out" for why, number in left.items())
    line = f"{counted(count, 'capture')} to {' and '.join(names)}{reasons}"
    if str(_PIPE) in names:
        notice(line)
    else:
        result(line)
    ctx.exit(1 if left.keys() - {selection.NOT_MODIFIED} else 0)


def _index(found: Iterable[CaptureRecord], out: Path) -> int:
    """Write an index; how many captures it has."""
    count = 0
    with _opened(out) as write:
        for line in cdxj.in_order(cdxj.line(each.record, each.capture) for each in found):
            write(f"{line}\n".encode())
            count += 1
    return count


def _count(found: Iterable[CaptureRecord]) -> int:
    return sum(1 for _ in found)


@contextmanager
def _opened(out: Path) -> Iterator[Callable[[bytes], Any]]:
    """A function that writes data to a file, or to standard output."""
    if out == _PIPE:
        yield standard_output().write_bytes
        standard_output().flush()
    else:
        with _written(out) as file:
            yield file.write


@contextmanager
def _written(path: Path) -> Iterator[BinaryIO]:
    """A file that has its name once it is whole."""
    part = path.with_name(f"{path.name}{warc.OPEN}")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or part}: {error.strerror}; name another file, or make room"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _held(
    found: Iterable[CaptureRecord | Skipped], left: Counter[str], progress: ProgressLine
) -> Iterator[CaptureRecord]:
    """The captures that were found; those left out are counted, and named where something is
    wrong."""
    for count, each in enumerate(found, 1):
        if isinstance(each, CaptureRecord):
            progress.show(count, f"{counted(count, 'capture')}: {each.capture.url}")
            yield each
            continue
        left[each.why] += each.count
        if each.why != selection.NOT_MODIFIED:
            progress.say(f"{each.what}: {each.why}")

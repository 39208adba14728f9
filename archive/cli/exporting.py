"""`arsip export`: captures for other tools, as a WARC file or an index."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import click

from archive import __version__, sites, warc
from archive.cli import options
from archive.cli.progress import ProgressLine
from archive.exports import cdxj, warc_file
from archive.exports.warc_file import CaptureFilter, CaptureRecord, Skipped
from archive.store import Store

_PIPE = Path("-")
_INFO = {
    "software": f"arsip/{__version__}",
    "format": "WARC File Format 1.1",
    "description": "arsip export",
}


@click.command("export", short_help="Give captures to other tools: a WARC file, an index.")
@click.argument("ids", nargs=-1, type=int, metavar="[ID]...")
@click.option(
    "--warc",
    "warc_out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Copy them into a WARC file.",
)
@click.option(
    "--cdxj",
    "cdxj_out",
    type=click.Path(path_type=Path),
    metavar="FILE|-",
    help="Write a CDXJ index.",
)
@click.option("--site", metavar="NAME", help="Only this site; a name or a host.")
@click.option(
    "--since",
    type=options.Days(),
    metavar="DATE",
    help="Only what was captured on this day or later, UTC.",
)
@click.option(
    "--until",
    type=options.Days(),
    metavar="DATE",
    help="Only what was captured on this day or earlier.",
)
@options.DB
@options.CAPTURES
@click.pass_context
def command(
    ctx: click.Context,
    ids: tuple[int, ...],
    warc_out: Path | None,
    cdxj_out: Path | None,
    site: str | None,
    since: tuple[date, date] | None,
    until: tuple[date, date] | None,
    db: Path,
    captures: Path,
) -> None:
    """Give captures to tools that replay pages, such as pywb and ReplayWeb.page: all, or those of
    some items.

    --warc copies records byte for byte into a WARC file that stands alone: with their requests, and
    with the originals of records that only say "the same as before". --cdxj writes an index in the
    format of cdxj-indexer: of that file if both are given, else of the archive's own files. Answers
    that nothing had changed (304) are left out and counted.

    \b
    Examples:
      arsip export --cdxj index.cdxj
      arsip export --warc gempa.warc.gz 6951234 6951240
      arsip export --warc 2023.warc.gz --cdxj 2023.cdxj --since 2023 --until 2023

    Exit code 1 if something could not be read; it is named, and the rest is exported.
    docs/replay.md shows the rest.
    """
    if not (warc_out or cdxj_out):
        raise click.UsageError("nothing to write: give --warc FILE, --cdxj FILE or both")
    if warc_out and (warc_out.exists() or not warc_out.name.endswith(".warc.gz")):
        raise click.BadParameter(
            f"{warc_out}: name a new file that ends in .warc.gz", param_hint="--warc"
        )
    selection = CaptureFilter(
        _site(site), since[0] if since else None, until[1] if until else None, frozenset(ids)
    )
    left: Counter[str] = Counter()
    with Store.reading(db) as store, ProgressLine() as progress:
        found = _told(
            warc_file.read(warc_file.choose(store.captures, selection), captures), left, progress
        )
        count = _export(found, captures, warc_out, cdxj_out)
    where = " and ".join(str(path) for path in (warc_out, cdxj_out) if path)
    reasons = "".join(f"; {number:,} {why}, left out" for why, number in left.items())
    click.echo(f"{count:,} captures to {where}{reasons}", err=cdxj_out == _PIPE)
    ctx.exit(1 if left.keys() - {warc_file.NOT_MODIFIED} else 0)


def _export(
    found: Iterator[CaptureRecord], captures: Path, warc_out: Path | None, cdxj_out: Path | None
) -> int:
    """How many were written."""
    first = next(found, None)
    if first is None:
        raise click.ClickException(
            "no capture is held that fits; 'arsip status' shows what is held"
        )
    found = chain([first], found)
    if warc_out is None:
        return _index(found, cdxj_out)
    with _written(warc_out) as file:
        file.write(warc_file.warcinfo(warc_out.name, _INFO, datetime.now(UTC)))
        return _index(warc_file.copy(found, captures, file, warc_out.name), cdxj_out)


def _index(found: Iterator[CaptureRecord], out: Path | None) -> int:
    if out is None:
        return sum(1 for _ in found)
    count = 0
    with nullcontext(sys.stdout.buffer) if out == _PIPE else _written(out) as file:
        for line in cdxj.in_order(cdxj.line(each.record, each.capture) for each in found):
            file.write(f"{line}\n".encode())
            count += 1
    return count


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
            f"{part}: {error.strerror}; name another file, or make room"
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _told(
    found: Iterable[CaptureRecord | Skipped], left: Counter[str], progress: ProgressLine
) -> Iterator[CaptureRecord]:
    """What was found; what is left out is counted, and named where something is wrong."""
    for count, each in enumerate(found, 1):
        if isinstance(each, CaptureRecord):
            progress.show(count, f"{count:,} captures: {each.capture.url}")
            yield each
            continue
        left[each.why] += 1
        if each.why != warc_file.NOT_MODIFIED:
            progress.say(f"{each.what}: {each.why}")


def _site(name: str | None) -> str | None:
    """The name of a site for its name or host."""
    return name if name is None or name in sites.SITES else sites.of(f"https://{name}/").name

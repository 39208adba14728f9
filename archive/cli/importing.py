"""`arsip import`: other people's archives, saved pages and text dumps into the database."""

from __future__ import annotations

import os
import time
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from archive.article import ReadError
from archive.cli import options, standard_io
from archive.cli.progress import ProgressLine
from archive.counting import counted
from archive.imports import files, plan, sources
from archive.imports.batches import ImportFilter
from archive.imports.importer import Importer
from archive.imports.plan import Plan
from archive.imports.sources import SourceKind
from archive.imports.tasks import Saved
from archive.sites import SITES
from archive.store import Outcome, Store
from archive.store.imports import ImportCount

#: Exit code: everything that can be read is imported, and some ranges of bytes cannot.
DAMAGED = 8


class _OtherCommandError(click.ClickException):
    exit_code = 2


class ImportPath(click.Path):
    """What is there to be read; what another command fetches is named as such."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """The path as given."""
        if value == "wayback" and not Path(value).exists():
            raise _OtherCommandError("no file 'wayback'; did you mean 'arsip wayback fetch'?")
        return super().convert(value, param, ctx)


@click.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=ImportPath(exists=True, allow_dash=True),
    metavar="PATH...",
)
@options.DB
@options.site("Of WARC files only this site; may be repeated.", multiple=True)
@options.WORKERS
@click.option(
    "--again", is_flag=True, help="Read WARC files also where an earlier import has read them."
)
@options.URL
@options.PUBLISHED
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    db: Path,
    site: tuple[str, ...],
    workers: int,
    again: bool,
    url: str,
    published: datetime | None,
) -> None:
    """Put other people's archives, saved pages and text dumps into a database, which is made where
    there is none.

    PATH is a WARC or ARC file (also packed; WET too), a WACZ, zip or tar file, a saved page (HTML,
    MHTML) or text dump, a folder of any of them, or - for one page from a pipe. A file
    that is named is recognised by its content; in a folder, files are found by the ends of their
    names (.html, .warc.gz). Importing a file again changes nothing, and
    an import that was stopped continues where it was. A page that differs is kept as a version, in
    order of capture; a page that is no item (a section page, an error page and the like) is left
    out. Damage is named, and the rest is read.

    \b
    Examples:
      arsip import CC-MAIN-*.warc.gz --site voaindonesia --db arsip.db
      arsip import grabs/ crawl.wacz pages/ --workers 2
      arsip import page.html.gz --url https://www.voaindonesia.com/a/6951234.html
      curl -s "$URL" | arsip import - --url "$URL"
      arsip import dump.txt --url "$URL" --published 2023-02-08

    Exit code 1 if something failed, 8 if a WARC file is damaged; the rest is imported.
    docs/import.md says more.
    """
    if url and (len(paths) > 1 or Path(paths[0]).is_dir()):
        raise click.UsageError("--url is the address of one page: give one file")
    counts: Counter[str] = Counter()
    with Store(db) as store, ProgressLine() as progress:
        found = Plan.of(sources.find(Path(path) for path in paths if path != "-"))
        shown = ImportReport(progress, found)
        importer = Importer(
            store,
            ImportFilter(frozenset(site or SITES)),
            workers=workers,
            again=again,
            say=progress.say,
            watch=shown.watch,
        )
        pipe = None
        if "-" in paths:
            try:
                pipe = _read_pipe()
            except ReadError as error:
                progress.say(f"-: failed: {error}")
                counts += Counter({ImportCount.READ: 1, ImportCount.FAILED: 1})
        counts += importer.run(found, Saved(Path(), url, published), pipe)
    captures = any(source.form is not SourceKind.PAGE for source in found.sources)
    standard_io.result(summary(counts, captures=captures))
    ctx.exit(exit_code(counts))


def exit_code(counts: Counter[str]) -> int:
    """The exit code of a command that has counted this: 0, 1 (something failed) or `DAMAGED`."""
    if counts[ImportCount.FAILED]:
        return 1
    if counts[ImportCount.DAMAGED]:
        return DAMAGED
    return 0


def summary(counts: Counter[str], *, captures: bool) -> str:
    """Every count in words: "read 3, new 1, changed 0, same 1, not items 1, failed 0"; more of WARC
    files."""
    names: list[str] = [ImportCount.READ]
    if captures:
        names.append("items")
    names += [Outcome.NEW, Outcome.CHANGED, Outcome.SAME]
    sometimes = (ImportCount.OLDER, ImportCount.CUT_SHORT, ImportCount.WAITING)
    names += [name for name in sometimes if counts[name]]
    if captures:
        names.append(ImportCount.OTHER_HOSTS)
    names.append(ImportCount.NOT_ITEMS)
    if captures:
        names.append(ImportCount.DAMAGED)
    names.append(ImportCount.FAILED)
    shown = {**counts, "items": sum(counts[outcome] for outcome in Outcome)}
    return ", ".join(f"{name} {shown.get(name, 0):,}" for name in names)


class ImportReport:
    """Tells how far it has come, and how long it will still take."""

    def __init__(self, progress: ProgressLine, whole: Plan) -> None:
        self._progress = progress
        self._whole = whole
        self._began = time.monotonic()

    def watch(self, now: plan.ImportProgress) -> None:
        """Show what has come, how far the import is, and how long it will still take."""
        seconds = time.monotonic() - self._began
        saved = sum(now.counts[outcome] for outcome in Outcome)
        done = now.bytes - now.known
        pace = saved / seconds if seconds else 0
        left_s = seconds * (self._whole.bytes - now.bytes) / done if done else 0
        came = ", ".join(
            f"{name} {now.counts[name]:,}" for name in ("read", Outcome.NEW, Outcome.CHANGED)
        )
        where = ", ".join(
            [
                f"{now.files:,}/{counted(len(self._whole.sources), 'file')}",
                f"{now.bytes / 1e6:,.0f}/{self._whole.bytes / 1e6:,.0f} MB",
                f"{pace:,.0f} pages/s",
                f"{left_s // 60:.0f} min {left_s % 60:02.0f} s left",
            ]
        )
        self._progress.show(now.counts["read"], f"{came}: {where}")


def _read_pipe() -> bytes:
    """The page in standard input; `ReadError` where that is broken, or a WARC file."""
    data = files.unpack(standard_io.standard_input().read())
    if sources.holds_records(data):
        raise ReadError("a WARC file from a pipe; save it to a file and import that")
    return data

"""`arsip verify`: whether captures and database agree."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.checks import verification
from archive.cli import options
from archive.cli.progress import ProgressLine
from archive.cli.standard_io import result
from archive.counting import counted
from archive.store import Store


@click.command("verify", short_help="Check every capture against its bytes.")
@options.DB
@options.CAPTURES
@click.option(
    "--repair",
    is_flag=True,
    help="Make the database say what the files hold; the files stay as they are.",
)
@click.option(
    "--forget-missing",
    is_flag=True,
    help="With --repair: forget also the captures of files that are gone.",
)
@click.pass_context
def command(
    ctx: click.Context, db: Path, captures: Path, repair: bool, forget_missing: bool
) -> None:
    """Check every capture of the database against its bytes, and every WARC file against its own
    digests.

    What is wrong is named with file and offset. --repair changes the database only: whole records
    that it does not list are entered, damaged ranges are noted as holes, and a capture whose bytes
    are damaged is forgotten, so that the next crawl fetches its item again. Where a whole file is
    missing it does nothing without --forget-missing.

    \b
    Examples:
      arsip verify
      arsip verify --db arsip.db --captures captures/ --repair

    Exit code 1 if anything is wrong, repaired or not; holes that an earlier --repair has noted are
    named and are no fault any more, and files of another database are counted only. 2 if the folder
    is not there, or holds none of the files that the database names.
    """
    if forget_missing and not repair:
        raise click.UsageError("--forget-missing goes with --repair")
    counts: Counter[str] = Counter()
    foreign: list[str] = []
    opened = Store.changing if repair else Store.reading
    with opened(db) as store, ProgressLine() as progress:
        _check_folder(store, captures, db, repair=repair, forget_missing=forget_missing)
        for checked in verification.verify(store, captures):
            if checked.foreign:
                foreign.append(checked.file)
                continue
            counts["files"] += 1
            counts["records"] += checked.records
            counts["problems"] += len(checked.problems)
            counts["holes"] += len(checked.holes)
            said = f"{counted(counts['files'], 'file')}, {counted(counts['records'], 'record')}"
            progress.show(counts["files"], f"{said}: {checked.file}")
            for hole in checked.holes:
                progress.say(f"{captures}/{hole} (known)")
            for problem in checked.problems:
                progress.say(f"{captures}/{problem}")
            if checked.problems and repair:
                verification.repair(store, captures, checked, now=datetime.now(UTC))
        counts["captures"] = store.captures.count()
    what = ", ".join(counted(counts[f"{thing}s"], thing) for thing in _COUNTED)
    result(f"{what}: {_verdict(counts, foreign, repaired=repair)}")
    ctx.exit(1 if counts["problems"] else 0)


_COUNTED = ("file", "record", "capture")


def _verdict(counts: Counter[str], foreign: list[str], *, repaired: bool) -> str:
    parts = ["sound"]
    if counts["problems"] and repaired:
        parts = ["damaged, repaired"]
    elif counts["problems"]:
        parts = ["damaged; see arsip verify --repair"]
    if counts["holes"]:
        parts.append(counted(counts["holes"], "known hole"))
    if foreign:
        more = ", …" if len(foreign) > 1 else ""
        parts.append(f"{counted(len(foreign), 'file')} of another database ({foreign[0]}{more})")
    return ", ".join(parts)


def _check_folder(
    store: Store, folder: Path, db: Path, *, repair: bool, forget_missing: bool
) -> None:
    """Refuse a folder that is the wrong one, and a repair that would forget whole files unasked."""
    hint = "--captures"
    if not folder.is_dir():
        raise click.BadParameter(
            f"{folder}: no such folder; name the one with the WARC files", param_hint=hint
        )
    missing = verification.missing(store, folder)
    if not missing or forget_missing:
        return
    first = folder / next(iter(missing))
    more = ""
    if len(missing) > 1:
        more = f" and {counted(len(missing) - 1, 'more file')}"
    lost = counted(sum(missing.values()), "capture")
    what = f"{first}{more}: no such file, {lost} of {db} lie there"
    if len(missing) == len(store.captures.files()):
        raise click.BadParameter(
            f"{what}; name the right folder, or bring the files back", param_hint=hint
        )
    if repair:
        raise click.ClickException(
            f"{what}; bring the files back, or add --forget-missing to fetch again what they held"
        )

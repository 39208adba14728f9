"""`arsip verify`: whether captures and database agree."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.checks import verification
from archive.cli import options
from archive.cli.progress import ProgressLine
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
    named and are no fault any more. 2 if the folder is not there, or holds none of the files that
    the database names.
    """
    if forget_missing and not repair:
        raise click.UsageError("--forget-missing goes with --repair")
    counts: Counter[str] = Counter()
    with Store(db) if repair else Store.reading(db) as store, ProgressLine() as progress:
        _check_folder(store, captures, db, repair=repair, forget_missing=forget_missing)
        for checked in verification.verify(store, captures):
            counts.update(
                files=1,
                records=checked.records,
                problems=len(checked.problems),
                holes=len(checked.holes),
            )
            progress.show(
                counts["files"],
                f"{counts['files']:,} files, {counts['records']:,} records: {checked.file}",
            )
            for hole in checked.holes:
                progress.say(f"{captures / str(hole)} (known)")
            for problem in checked.problems:
                progress.say(f"{captures / str(problem)}")
            if checked.problems and repair:
                verification.repair(store, captures, checked, now=datetime.now(UTC))
        counts["captures"] = store.captures.count()
    click.echo(
        f"{', '.join(f'{counts[name]:,} {name}' for name in _COUNTED)}: {_verdict(counts, repaired=repair)}"
    )
    ctx.exit(1 if counts["problems"] else 0)


_COUNTED = ("files", "records", "captures")


def _verdict(counts: Counter[str], *, repaired: bool) -> str:
    holes = f", {counts['holes']:,} known holes" if counts["holes"] else ""
    if not counts["problems"]:
        return f"sound{holes}"
    return ("damaged, repaired" if repaired else "damaged; see arsip verify --repair") + holes


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
    first, count = folder / next(iter(missing)), sum(missing.values())
    more = f" and {len(missing) - 1:,} more files" if len(missing) > 1 else ""
    what = f"{first}{more}: no such file, {count:,} captures of {db} lie there"
    if len(missing) == len(store.captures.files()):
        raise click.BadParameter(
            f"{what}; name the right folder, or bring the files back", param_hint=hint
        )
    if repair:
        raise click.ClickException(
            f"{what}; bring the files back, or add --forget-missing to fetch again what they held"
        )

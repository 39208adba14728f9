"""`arsip verify`: whether the captures are whole."""

from __future__ import annotations

from pathlib import Path

import click

from archive import verify
from archive.cli import options
from archive.cli.progress import Progress
from archive.store import Store


@click.command("verify", short_help="Check every capture against its bytes.")
@options.DB
@options.CAPTURES
@click.option(
    "--repair", is_flag=True, help="Trim cut files; forget captures that are lost, and have them fetched again."
)
@click.pass_context
def command(ctx: click.Context, db: Path, captures: Path, repair: bool) -> None:
    """Check every capture of the database against its bytes, and every WARC file against its own digests.

    What is damaged is named with file and offset. --repair changes only what is damaged: a file is cut behind its last
    good record, and a capture whose bytes are lost is forgotten, so that the next crawl fetches its item again.

    \b
    Examples:
      arsip verify
      arsip verify --db arsip.db --captures captures/ --repair

    Exit code 1 if anything is damaged, repaired or not.
    """
    files = records = 0
    damaged = False
    with Store(db) if repair else Store.reading(db) as store, Progress() as progress:
        for checked in verify.verify(store, captures):
            files, records = files + 1, records + checked.records
            progress.show(files, f"{files:,} files, {records:,} records: {checked.file}")
            for problem in checked.problems:
                progress.say(f"{captures / str(problem)}")
            if checked.problems and repair:
                verify.repair(store, captures, checked)
            damaged = damaged or bool(checked.problems)
        total = store.captures.count()
    verdict = ("damaged, repaired" if repair else "damaged; see arsip verify --repair") if damaged else "sound"
    click.echo(f"{files:,} files, {records:,} records, {total:,} captures: {verdict}")
    ctx.exit(1 if damaged else 0)

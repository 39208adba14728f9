"""`arsip rebuild`: the database made again from the captures."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from archive.checks import comparison
from archive.cli import options
from archive.cli.importing import ImportReport, exit_code, summary
from archive.cli.progress import ProgressLine
from archive.cli.standard_io import notice, result
from archive.cli.values import DbFile
from archive.counting import counted
from archive.imports import rebuilding, redating
from archive.store import Store, StoreError


@click.command("rebuild", short_help="Make the database again from the captures.")
@click.argument(
    "captures",
    required=False,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    callback=options.beside_the_database,
    metavar="[CAPTURES]",
)
@click.option(
    "--db",
    type=DbFile(),
    required=True,
    is_eager=True,  # the captures are understood by it
    metavar="FILE",
    help="The new database; it must not exist. With --mentions the one to change.",
)
@options.WORKERS
@click.option(
    "--diff",
    "old",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="OLD.db",
    help="List what differs from this database.",
)
@click.option(
    "--mentions",
    is_flag=True,
    help="Only find the dates in the texts of --db anew, in place; no page is read.",
)
@click.pass_context
def command(
    ctx: click.Context, captures: Path, db: Path, workers: int, old: Path | None, mentions: bool
) -> None:
    """Make the database again from the WARC files of a crawl: the same records, read by the present
    reader.

    CAPTURES is the folder of the WARC files; where it is not given, captures/ beside the new
    database.

    With --diff the new records are held against those of another database: first how many items and
    fields differ, then a line for each difference: id, field, old and new value as JSON, separated
    by tabs. A change of the reader can thus be judged on the whole archive before it is adopted.

    \b
    Examples:
      arsip rebuild captures/ --db new.db
      arsip rebuild captures/ --db new.db --diff arsip.db > differences.tsv
      arsip rebuild --mentions --db arsip.db

    Exit code 1 if something failed, 8 if a WARC file is damaged; the rest is there. What was
    imported from other people's files is not in the captures: import it again.
    """
    if mentions:
        _redate(db)
        return
    if db.exists():
        raise StoreError(f"{db}: is there already; name a new file with --db, or remove this one")
    if not captures.is_dir():
        raise click.BadParameter(
            f"{captures}: no such folder; name the one with the WARC files", param_hint="CAPTURES"
        )
    found = rebuilding.plan(captures)
    if not found.sources:
        raise click.ClickException(f"{captures}: holds no WARC file; name the folder of a crawl")
    with Store(db) as store, ProgressLine() as progress:
        shown = ImportReport(progress, found)
        counts = rebuilding.rebuild(
            store, captures, found, workers=workers, say=progress.say, watch=shown.watch
        )
    line = summary(counts, captures=True)
    if old:
        notice(line)
        _show(old, db)
    else:
        result(line)
    ctx.exit(exit_code(counts))


def _redate(db: Path) -> None:
    """Find the dates in all held texts anew."""
    with Store.changing(db) as store, ProgressLine() as progress:

        def watch(read: int, changed: int) -> None:
            progress.show(read, f"{counted(read, 'text')} read, {changed:,} changed")

        changed = redating.redate(store, watch)
    result(f"{counted(changed, 'article')} with other dates than before")


def _show(old: Path, new: Path) -> None:
    """Write how many items differ in each field, then a line for each difference."""
    with Store.reading(old) as before, Store.reading(new) as after:
        items: Counter[str] = Counter()
        last: dict[str, int] = {}
        for found in comparison.differences(before, after):
            if last.get(found.name) != found.id:
                items[found.name] += 1
            last[found.name] = found.id
        if not items:
            result("no item differs")
            return
        counts = ", ".join(f"{name} {count:,}" for name, count in items.most_common())
        result(f"items that differ, by field: {counts}")
        for found in comparison.differences(before, after):
            old_value = json.dumps(found.old, ensure_ascii=False)
            new_value = json.dumps(found.new, ensure_ascii=False)
            result(f"{found.id}\t{found.field}\t{old_value}\t{new_value}")

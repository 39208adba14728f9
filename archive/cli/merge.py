"""`arsip merge`: several databases into one."""

from __future__ import annotations

from pathlib import Path

import click

from archive.cli import options
from archive.cli.standard_io import notice, result
from archive.cli.values import DbFile
from archive.counting import counted
from archive.merging import MergeInput, merge_archives


@click.command("merge", short_help="Make one database of several, captures side by side.")
@click.argument("databases", nargs=-1, required=True, type=DbFile(), metavar="DB DB...")
@click.option(
    "-o",
    "--out",
    "db",
    type=DbFile(),
    required=True,
    is_eager=True,  # the captures are understood by it
    metavar="FILE",
    help="The new database; it must not exist.",
)
@click.option(
    "--captures",
    type=click.Path(file_okay=False, path_type=Path),
    callback=options.beside_the_database,
    show_default="captures/ beside the new database",
    metavar="DIR",
    help="The folder of its WARC files.",
)
@click.option(
    "--from",
    "folders",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    metavar="DIR",
    help="Where WARC files of the databases lie that are not in captures/ beside them; may be "
    "repeated.",
)
@click.option(
    "--without-captures", is_flag=True, help="Leave the WARC files where they are: rows only."
)
@click.pass_context
def command(
    ctx: click.Context,
    databases: tuple[Path, ...],
    db: Path,
    captures: Path,
    folders: tuple[Path, ...],
    without_captures: bool,
) -> None:
    """Make one database of several: the same as if all had been crawled and imported into one.

    What several of them hold becomes one record, with its texts as versions in the order of their
    captures, whatever the order in which the databases are named. The WARC files of their crawls
    are put into one folder, as links to the same bytes where the disk allows it, else as copies.
    The databases and their captures stay as they are; one of an older arsip is brought up to date
    in a copy. The new database is there whole or not at all. Runs are numbered anew, and the new
    database takes a name of its own for the WARC files that it will write.

    \b
    Examples:
      arsip merge voa.db rferl.db -o platform.db
      arsip merge 2024/arsip.db 2025/arsip.db -o all/arsip.db
      arsip merge a.db b.db -o c.db --from /mnt/a/captures

    Exit code 1 if a record gave way to one of another site with the same id, which is named; the
    rest is there.
    """
    named = _distinct(databases)
    inputs = [MergeInput(each, [options.captures_of(each), *folders]) for each in named]
    report = merge_archives(inputs, db, captures, with_captures=not without_captures, say=notice)
    for each, articles in zip(named, report.articles, strict=True):
        result(f"{each}: {counted(articles, 'article')}")
    merged = report.merged
    files = ""
    if not without_captures:
        files = (
            f"; {counted(report.files, 'capture file')} in {captures}/ "
            f"({report.linked:,} linked, {report.copied:,} copied)"
        )
    result(f"{db}: {counted(merged.articles, 'article')}, {merged.shared:,} held by several{files}")
    for refused in merged.refused:
        notice(f"{refused.url}: left out, as {refused.held} of another site has its id")
    ctx.exit(1 if merged.refused else 0)


def _distinct(databases: tuple[Path, ...]) -> list[Path]:
    """The databases, each once."""
    found: list[Path] = []
    for each in databases:
        if any(each.exists() and each.samefile(other) for other in found if other.exists()):
            notice(f"{each}: named twice; it counts once")
        else:
            found.append(each)
    if len(databases) < 2:
        raise click.UsageError("name two databases or more")
    return found

"""`arsip import`: saved pages and text dumps into the database."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click

from archive import files
from archive.article import NotAnItem, Page
from archive.cli import options
from archive.cli.faults import reason
from archive.cli.progress import Progress
from archive.ingest import ingest
from archive.store import Outcome, Refused, Store, StoreError

_NOT_ITEMS, _FAILED = "not items", "failed"


@click.command("import", short_help="Put saved pages and text dumps into a database.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, allow_dash=True), metavar="PATH...")
@options.DB
@options.URL
@options.PUBLISHED
@click.pass_context
def command(ctx: click.Context, paths: tuple[str, ...], db: Path, url: str, published: datetime | None) -> None:
    """Put saved pages and text dumps into a database, made where there is none.

    PATH is a file, a folder (every .html, .htm and .txt in it and below, also with .gz), or - for one page from a
    pipe. What is a page and what a text dump shows by itself. The same page again changes nothing; a page that has
    changed keeps its earlier text as a version; section pages, error pages and the like are named and left out.

    \b
    Examples:
      arsip import pages/ --db arsip.db
      arsip import page.html.gz --url https://www.voaindonesia.com/a/6951234.html
      curl -s "$URL" | arsip import - --url "$URL"
      arsip import dump.txt --url "$URL" --published 2023-02-08

    Exit code 1 if something failed; the rest is imported.
    """
    if url and (len(paths) > 1 or Path(paths[0]).is_dir()):
        raise click.UsageError("--url is the address of one page: give one file")
    counts: Counter[str] = Counter()
    with Store(db) as store, Progress() as progress:
        for name, load in _sources(paths, url):
            result, said = _import(store, load, published)
            counts[result] += 1
            if said:
                progress.say(f"{name}: {said}")
            progress.show(counts.total(), _summary(counts))
    click.echo(_summary(counts))
    ctx.exit(1 if counts[_FAILED] else 0)


def _sources(paths: tuple[str, ...], url: str) -> Iterator[tuple[str, Callable[[], Page]]]:
    """Each page by its name, with what loads it."""
    for path in paths:
        if path == "-":
            yield path, partial(_from_pipe, url)
        else:
            yield from ((str(file), partial(_from_file, file, url)) for file in files.find(Path(path)))


def _from_pipe(url: str) -> Page:
    return Page(files.unpack(sys.stdin.buffer.read()), url, seen=datetime.now(UTC))


def _from_file(path: Path, url: str) -> Page:
    return Page(files.load(path), url, seen=files.saved_at(path))


def _import(store: Store, load: Callable[[], Page], published: datetime | None) -> tuple[str, str | None]:
    """What became of one page, and what to say about it; None = nothing."""
    try:
        return ingest(store, load(), published=published), None
    except NotAnItem as error:
        return _NOT_ITEMS, f"not an item: {error}"
    except Exception as error:  # also a fault of this program: the other pages are still read
        if isinstance(error, StoreError) and not isinstance(error, Refused):
            raise  # no other page could be saved
        return _FAILED, f"failed: {reason(error)}"


def _summary(counts: Counter[str]) -> str:
    """Every count in words: "read 3, new 1, changed 0, same 1, not items 1, failed 0"."""
    shown = [Outcome.NEW, Outcome.CHANGED, Outcome.SAME, *([Outcome.OLDER] if counts[Outcome.OLDER] else [])]
    return ", ".join(
        [f"read {counts.total():,}", *(f"{name} {counts[name]:,}" for name in (*shown, _NOT_ITEMS, _FAILED))]
    )

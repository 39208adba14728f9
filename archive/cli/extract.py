"""`arsip extract`: what a page says, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from archive.article import NotAnItem, Page, ReadError
from archive.cli import options
from archive.cli.standard_io import JsonForm, notice, result, standard_input, write_json
from archive.cli.wording import reason
from archive.imports import files, mhtml
from archive.ingest import is_html, to_record, understand
from archive.reader import text_dump
from archive.reader.encoding import decode


@click.command("extract")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True),
    metavar="FILE...",
)
@options.URL
@options.PUBLISHED
@click.option("--nl", "lines", is_flag=True, help="One JSON object a line, also for one file.")
@click.option(
    "--dropped",
    is_flag=True,
    help="List the lines of a text dump that are left out: number, reason, line.",
)
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    url: str,
    published: datetime | None,
    lines: bool,
    dropped: bool,
) -> None:
    """Show what a page or text dump says, as JSON: one document for one file, one object a line for
    several files or a folder.

    FILE is a saved page, also in MHTML, or a text dump, also with gzip, a folder of them, or - for one from a pipe.
    A page that is no item gives {"not_an_item": what it is, "reason": what on it says so}.

    \b
    Examples:
      arsip extract page.html
      curl -s "$URL" | arsip extract - --url "$URL"
      arsip extract pages/ | jq -r '.title'
      arsip extract --dropped dump.txt

    Exit code 1 if a file could not be read; it is named, and the others are shown.
    """
    single = len(paths) == 1 and not Path(paths[0]).is_dir()
    form = JsonForm.DOCUMENT if single and not lines else JsonForm.LINES
    failed = False
    for path in paths:
        if Path(path).is_dir() and not any(_files([path])):
            failed = True
            notice(f"{path}: holds no saved page or text dump ({', '.join(files.SUFFIXES)})")
    for name in _files(paths):
        try:
            page = mhtml.as_page(_load(name), url)
            if dropped:
                lost = _dropped(page)
            else:
                record = _understood(page, published, dump=single and bool(url))
        except Exception as error:  # also a fault of this program: the other files are still read
            failed = True
            notice(f"{name}: failed: {reason(error)}")
            continue
        if dropped:
            for each in lost:
                result(f"{each.line}\t{each.reason}\t{each.text}")
        else:
            write_json(record, form)
    ctx.exit(1 if failed else 0)


def _files(paths: Sequence[str]) -> Iterator[str]:
    for path in paths:
        if path == "-":
            yield path
        else:
            yield from map(str, files.find(Path(path)))


def _load(name: str) -> bytes:
    return files.unpack(standard_input().read()) if name == "-" else files.load(Path(name))


def _understood(page: Page, published: datetime | None, *, dump: bool) -> dict[str, Any]:
    try:
        return to_record(understand(page, published=published, dump=dump))
    except NotAnItem as error:
        return {"not_an_item": error.what, "reason": error.reason}


def _dropped(page: Page) -> list[text_dump.Dropped]:
    text = page.html if isinstance(page.html, str) else decode(page.html)[0]
    if is_html(text):
        raise ReadError("--dropped lists the lines of text dumps; this is a page")
    return list(text_dump.dropped(text))

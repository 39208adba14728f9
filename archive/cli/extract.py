"""`arsip extract`: what a page says, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from archive.article import NotAnItem, Page, ReadError
from archive.cli import options
from archive.cli.faults import reason
from archive.imports import files
from archive.ingest import is_html, to_record, understand
from archive.reader import text_dump
from archive.reader.encoding import decode


@click.command("extract", short_help="Show what a page or text dump says, as JSON.")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, allow_dash=True),
    metavar="FILE...",
)
@options.URL
@options.PUBLISHED
@click.option(
    "--dropped",
    is_flag=True,
    help="List the lines of a text dump that are left out: number, reason, line.",
)
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[str, ...], url: str, published: datetime | None, dropped: bool
) -> None:
    """Show what a page or text dump says, as JSON; of several (or of folders) one line each.

    FILE is a saved page or a text dump, also with gzip, a folder of them, or - for one from a pipe.
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
    failed = False
    for name in _files(paths):
        try:
            page = Page(_load(name), url)
            output = (
                _dropped(page) if dropped else _json(_understood(page, published), single=single)
            )
        except Exception as error:  # also a fault of this program: the other files are still read
            failed = True
            click.echo(f"{name}: failed: {reason(error)}", err=True)
        else:
            click.echo(output)
    ctx.exit(1 if failed else 0)


def _files(paths: tuple[str, ...]) -> Iterator[str]:
    for path in paths:
        yield from [path] if path == "-" else map(str, files.find(Path(path)))


def _load(name: str) -> bytes:
    return files.unpack(sys.stdin.buffer.read()) if name == "-" else files.load(Path(name))


def _understood(page: Page, published: datetime | None) -> dict[str, Any]:
    try:
        return to_record(understand(page, published=published))
    except NotAnItem as error:
        return {"not_an_item": error.what, "reason": error.reason}


def _dropped(page: Page) -> str:
    text = page.html if isinstance(page.html, str) else decode(page.html)[0]
    if is_html(text):
        raise ReadError("--dropped lists the lines of text dumps; this is a page")
    return "\n".join(f"{each.line}\t{each.reason}\t{each.text}" for each in text_dump.dropped(text))


def _json(value: dict[str, Any], *, single: bool) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2 if single else None)

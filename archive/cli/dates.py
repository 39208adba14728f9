"""`arsip dates`: the dates that texts speak of."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TextIO

import click

from archive import temporal


@click.command("dates", short_help="Find the dates that texts speak of.")
@click.argument("file", type=click.File("r", encoding="utf-8"), metavar="FILE.jsonl|-")
@click.pass_context
def command(ctx: click.Context, file: TextIO) -> None:
    """Find the dates that texts speak of, and what they mean.

    Each line of FILE is {"id": …, "published": "2023-02-08T12:00:00+07:00", "text": …}; it gives a line
    {"id": …, "mentions": [{"start", "end", "text", "value"}]}. Offsets count characters, the end is exclusive;
    docs/dates.md tells the values. Dates are read against the day of `published` as it is written; a text that is not
    Indonesian has a "language" as well, such as "en".

    \b
    Examples:
      arsip dates texts.jsonl
      echo '{"id": 1, "published": "2023-02-08", "text": "Selasa (7/2)"}' | arsip dates -

    Exit code 1 if a line could not be read; it is named, and the others are read.
    """
    failed = False
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            found = _found(line)
        except (ValueError, TypeError, KeyError) as error:
            failed = True
            click.echo(f"{file.name}:{number}: {_reason(error)}", err=True)
        else:
            click.echo(json.dumps(found, ensure_ascii=False))
    ctx.exit(1 if failed else 0)


def _found(line: str) -> dict[str, Any]:
    asked = json.loads(line)
    published = datetime.fromisoformat(asked["published"])
    aware = published if published.tzinfo else published.replace(tzinfo=UTC)
    return {
        "id": asked["id"],
        "mentions": [
            {"start": each.start, "end": each.end, "text": each.text, "value": each.value}
            for each in temporal.mentions(asked["text"], aware, asked.get("language", "id"))
        ],
    }


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error.msg} at column {error.colno}"
    if isinstance(error, KeyError):
        return f'{error.args[0]!r} is missing; a line is {{"id", "published", "text"}}'
    return str(error)

"""`arsip dates`: the dates that texts speak of."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, BinaryIO

import click

from archive import temporal

_FORM = '{"id": …, "published": "2023-02-08", "text": "…"}'


@click.command("dates", short_help="Find the dates that texts speak of.")
@click.argument("file", type=click.File("rb"), metavar="FILE.jsonl|-")
@click.pass_context
def command(ctx: click.Context, file: BinaryIO) -> None:
    """Find the dates that texts speak of, and what they mean.

    Each line of FILE is {"id": …, "published": "2023-02-08T12:00:00+07:00", "text": …}; it gives a
    line {"id": …, "mentions": [{"start", "end", "text", "value"}]}. Offsets count characters, the
    end is exclusive; docs/dates.md tells the values. Dates are read against the day of `published`
    as it is written; a text that is not Indonesian has a "language" as well, such as "en".

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
        except ValueError as error:
            failed = True
            click.echo(f"{getattr(file, 'name', '-')}:{number}: {_reason(error)}", err=True)
        else:
            click.echo(json.dumps(found, ensure_ascii=False))
    ctx.exit(1 if failed else 0)


def _found(line: bytes) -> dict[str, Any]:
    asked = json.loads(line)
    if not isinstance(asked, dict):
        raise ValueError(f"no object; a line is {_FORM}")
    if missing := [key for key in ("id", "published", "text") if asked.get(key) is None]:
        raise ValueError(f"{missing[0]!r} is missing; a line is {_FORM}")
    if not isinstance(asked["text"], str):
        raise ValueError(f"'text' is no text; a line is {_FORM}")
    published = _published(asked["published"])
    aware = published if published.tzinfo else published.replace(tzinfo=UTC)
    return {
        "id": asked["id"],
        "mentions": [
            {"start": each.start, "end": each.end, "text": each.text, "value": each.value}
            for each in temporal.mentions(asked["text"], aware, asked.get("language", "id"))
        ],
    }


def _published(value: object) -> datetime:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError(
            f"published {value!r} is no time; write it as 2023-02-08T12:00:00+07:00"
        ) from None


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error.msg} at column {error.colno}; a line is {_FORM}"
    if isinstance(error, UnicodeDecodeError):
        return f"not in UTF-8 at byte {error.start}; save the file as UTF-8"
    return str(error)

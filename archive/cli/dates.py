"""`arsip dates`: the dates that texts speak of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archive import temporal
from archive.cli.standard_io import JsonForm, notice, standard_input, write_json

_FORM = '{"id": …, "published": "2023-02-08", "text": "…"}'


@click.command("dates")
@click.argument(
    "file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    metavar="FILE.jsonl|-",
)
@click.pass_context
def command(ctx: click.Context, file: Path) -> None:
    """Find the dates that texts speak of, and what they mean.

    Each line of FILE is {"id": …, "published": "2023-02-08T12:00:00+07:00", "text": …}; it gives a
    line {"id": …, "mentions": [{"start", "end", "text", "value"}]}. Offsets count characters, the
    end is exclusive; docs/dates.md explains the values. Dates are read against the day of
    `published` as it is written; a text that is not Indonesian has a "language" as well, such as
    "en".

    \b
    Examples:
      arsip dates texts.jsonl
      echo '{"id": 1, "published": "2023-02-08", "text": "Selasa (7/2)"}' | arsip dates -

    Exit code 1 if a line could not be read; it is named, and the others are read.
    """
    if str(file) == "-":
        sound = _read(standard_input(), "-")
    else:
        with file.open("rb") as lines:
            sound = _read(lines, str(file))
    ctx.exit(0 if sound else 1)


def _read(lines: Iterable[bytes], name: str) -> bool:
    """Write what each line gives; False if one could not be read."""
    sound = True
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            found = _found(line)
        except (ValueError, RecursionError) as error:
            sound = False
            notice(f"{name}:{number}: {_reason(error)}")
            continue
        write_json(found, JsonForm.LINES)
    return sound


def _found(line: bytes) -> dict[str, Any]:
    asked = json.loads(line)
    if not isinstance(asked, dict):
        raise ValueError(f"no object; a line is {_FORM}")
    for key in ("id", "published", "text"):
        if asked.get(key) is None:
            raise ValueError(f"{key!r} is missing; a line is {_FORM}")
    if not isinstance(asked["text"], str):
        raise ValueError(f"'text' is no text; a line is {_FORM}")
    published = _published(asked["published"])
    mentions = temporal.mentions(asked["text"], published, asked.get("language", "id"))
    found = [
        {"start": each.start, "end": each.end, "text": each.text, "value": each.value}
        for each in mentions
    ]
    return {"id": asked["id"], "mentions": found}


def _published(value: object) -> datetime:
    try:
        published = datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError(
            f"published {value!r} is no time; write it as 2023-02-08T12:00:00+07:00"
        ) from None
    return published if published.tzinfo else published.replace(tzinfo=UTC)


def _reason(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return f"no JSON: nested too deeply; a line is {_FORM}"
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error.msg} at column {error.colno}; a line is {_FORM}"
    if isinstance(error, UnicodeDecodeError):
        return f"not in UTF-8 at byte {error.start}; save the file as UTF-8"
    return str(error)

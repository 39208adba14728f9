"""`arsip dates`: the dates that texts speak of."""

from __future__ import annotations

import json
import math
from codecs import BOM_UTF8
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archive import temporal
from archive.cli.standard_io import JsonForm, notice, standard_input, write_json

_FORM = '{"id": …, "published": "2023-02-08", "text": "…"}'

_MOST_DIGITS = 1_000


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
        except Exception as error:  # also a fault of this program: the other lines are still read
            sound = False
            notice(f"{name}:{number}: {_reason(error)}")
            continue
        write_json(found, JsonForm.LINES)
    return sound


def _found(line: bytes) -> dict[str, Any]:
    asked = json.loads(
        line.removeprefix(BOM_UTF8),
        parse_constant=_constant,
        parse_float=_finite,
        parse_int=_integer,
    )
    if not isinstance(asked, dict):
        raise ValueError(f"no object; a line is {_FORM}")
    for key in ("id", "published", "text"):
        if asked.get(key) is None:
            raise ValueError(f"{key!r} is missing; a line is {_FORM}")
    if not isinstance(asked["text"], str):
        raise ValueError(f"'text' is no text; a line is {_FORM}")
    language = "id" if asked.get("language") is None else asked["language"]
    if not isinstance(language, str):
        raise ValueError('\'language\' is no text; write it as "id" or "en", or leave it out')
    mentions = temporal.mentions(asked["text"], _published(asked["published"]), language)
    found = [
        {"start": each.start, "end": each.end, "text": each.text, "value": each.value}
        for each in mentions
    ]
    return {"id": asked["id"], "mentions": found}


def _constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON; a line is {_FORM}")


def _integer(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(text):,} digits; write an id of that length as text")
    return int(text)


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is no number that JSON can give back")
    return number


def _published(value: object) -> datetime:
    try:
        published = datetime.fromisoformat(str(value))
    except ValueError:
        raise ValueError(
            f"published {value!r} is not a time; write it as 2023-02-08T12:00:00+07:00"
        ) from None
    return published if published.tzinfo else published.replace(tzinfo=UTC)


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON: {error.msg} at column {error.colno}; a line is {_FORM}"
    if isinstance(error, RecursionError):
        return f"no JSON: nested too deeply; a line is {_FORM}"
    if isinstance(error, UnicodeDecodeError):
        return f"not in UTF-8 at byte {error.start}; save the file as UTF-8"
    if isinstance(error, ValueError):
        return str(error)
    return f"{type(error).__name__}: {error}; please report this line"

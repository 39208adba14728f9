"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from archive.cli.standard_io import JsonForm
from archive.cli.values import EARLIEST_ZONE, Days, DbFile, SiteName, SiteNames, WebAddress, When


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` to `until`, both inclusive; None = no bound."""

    since: date | None = None
    until: date | None = None


def period(since: str, until: str | None = None) -> Callable[[Any], Any]:
    """`--since` and, where a help text is given for it, `--until`: a day, a month or a year. The
    command takes them as `period`."""

    def add(command: Any) -> Any:
        if until is not None:
            command = _period_option("--until", until)(command)
        return _period_option("--since", since)(command)

    return add


def _period_option(name: str, text: str) -> Callable[[Any], Any]:
    return click.option(
        name, type=Days(), metavar="DATE", help=text, expose_value=False, callback=_note
    )


def _note(ctx: click.Context, param: click.Parameter, value: tuple[date, date] | None) -> None:
    """Takes one bound into the period of a command; refuses a period that holds no day."""
    known: Period = ctx.params.get("period", Period())
    since, until = known.since, known.until
    if value and param.name == "since":
        since = value[0]
    elif value:
        until = value[1]
    if since and since > datetime.now(EARLIEST_ZONE).date():
        raise click.UsageError(f"--since {since} is in the future; nothing is there yet", ctx)
    if since and until and since > until:
        raise click.UsageError(
            f"--since {since} is after --until {until}; there is no day between them", ctx
        )
    ctx.params["period"] = Period(since, until)


def beside_the_database(ctx: click.Context, _: click.Parameter, value: Path | None) -> Path:
    """The folder that was named, else the one beside the database of `--db`."""
    return captures_of(ctx.params["db"]) if value is None else value


def captures_of(db: Path) -> Path:
    """The folder for the WARC files of a database where none is named: beside it."""
    return db.parent / "captures"


def site(text: str, *, default: str | None = None, multiple: bool = False) -> Callable[[Any], Any]:
    """`--site`: a name or a host."""
    return click.option(
        "--site",
        type=SiteName(),
        default=default,
        show_default=default is not None,
        multiple=multiple,
        metavar="NAME",
        help=text,
    )


def sites(text: str, *, default: str) -> Callable[[Any], Any]:
    """`--site` of a command that takes several: names or hosts, or all."""
    return click.option(
        "--site",
        type=SiteNames(),
        default=default,
        show_default=True,
        metavar="NAMES",
        help=text,
    )


DB = click.option(
    "--db",
    type=DbFile(),
    default="arsip.db",
    show_default=True,
    metavar="FILE",
    is_eager=True,  # other options are understood by it
    help="The database.",
)
CAPTURES = click.option(
    "--captures",
    type=click.Path(file_okay=False, path_type=Path),
    callback=beside_the_database,
    show_default="captures/ beside the database",
    metavar="DIR",
    help="The folder of the WARC files.",
)
WORKERS = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=lambda: os.cpu_count() or 1,
    show_default="the cores",
    metavar="N",
    help="Processes that read pages.",
)
URL = click.option(
    "--url",
    type=WebAddress(),
    default="",
    metavar="URL",
    help="The page's address, where the page does not name it.",
)
PUBLISHED = click.option(
    "--published",
    type=When(),
    metavar="WHEN",
    help="When it was published, where the page does not tell: 2023-02-08, or with a time, "
    "2023-02-08T19:05; without an offset in the local time of the site.",
)


def json_output(what: str) -> Callable[[Any], Any]:
    """`--json` and `--nl`; the command takes them as `form`: a `JsonForm`, or None for people."""

    def add(command: Any) -> Any:
        lines = click.option(
            "--nl", "form", flag_value=JsonForm.LINES, help="The same, one JSON object a line."
        )
        document = click.option("--json", "form", flag_value=JsonForm.DOCUMENT, help=what)
        return document(lines(command))

    return add

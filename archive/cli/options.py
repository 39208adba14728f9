"""Options and kinds of values that several commands share."""

from __future__ import annotations

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from archive import temporal
from archive.store import StoreError
from archive.urls import host


class When(click.ParamType[datetime]):
    """A day or a time, such as 2023-02-08 or 2023-02-08T19:05+07:00; without an offset it is
    naive."""

    name = "when"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The time meant; a day is its midnight."""
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            self.fail(
                f"{value!r} is no time; write it as 2023-02-08 or 2023-02-08T19:05+07:00",
                param,
                ctx,
            )


class Days(click.ParamType[tuple[date, date]]):
    """A day, month or year: 2023-02-07, 2023-02, 2023; or another value of docs/dates.md, such as
    2023-W05."""

    name = "date"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """Its first and its last day."""
        try:
            return temporal.interval(value)
        except ValueError:
            self.fail(f"{value!r} is no date; write it as 2023-02-07, 2023-02 or 2023", param, ctx)


#: The greatest number that SQLite holds.
MOST = 2**63 - 1


class WebAddress(click.ParamType[str]):
    """A web address."""

    name = "url"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address, trimmed."""
        url = value.strip()
        if url and not (url.startswith(("http://", "https://")) and host(url)):
            self.fail(
                f"{value!r} is no web address; write it as "
                "https://www.voaindonesia.com/a/6951234.html",
                param,
                ctx,
            )
        return url


class DbFile(click.Path):
    """A database, there already or not; what ends in a slash is meant as a folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Its path."""
        if str(value).endswith("/"):
            raise StoreError(f"{value}: is a folder; name a file, such as --db {value}arsip.db")
        return super().convert(value, param, ctx)


DB = click.option(
    "--db",
    type=DbFile(),
    default="arsip.db",
    show_default=True,
    metavar="FILE",
    help="The database.",
)
CAPTURES = click.option(
    "--captures",
    type=click.Path(file_okay=False, path_type=Path),
    default="captures",
    show_default=True,
    metavar="DIR",
    help="Where the WARC files are.",
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
    "2023-02-08T19:05; "
    "without an offset in the local time of the site.",
)

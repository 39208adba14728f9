"""Kinds of values that commands take, each with what it may be and an error that says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from archive import keys, sites
from archive.sites import SITES
from archive.urls import host

#: Where a day begins first: a day that is to come there is to come everywhere.
EARLIEST_ZONE = timezone(timedelta(hours=14))

_FIRST_YEAR = 1900

#: The greatest number that SQLite holds.
MOST = 2**63 - 1

#: What stands for every known site.
ALL = "all"

# Digits of ASCII alone: int() takes those of every script, signs and underscores.
_NUMBER = re.compile(r"-?[0-9]{1,19}")
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class When(click.ParamType[datetime]):
    """A day or a time, such as 2023-02-08 or 2023-02-08T19:05+07:00; without an offset it is
    naive."""

    name = "when"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The time meant; a day is its midnight."""
        try:
            when = datetime.fromisoformat(value if value.isascii() else "")
        except ValueError:
            self.fail(
                f"{value!r} is not a time; write it as 2023-02-08 or 2023-02-08T19:05+07:00",
                param,
                ctx,
            )
        if when.year < _FIRST_YEAR or when.date() > datetime.now(EARLIEST_ZONE).date():
            self.fail(f"{value!r}: nothing was published then", param, ctx)
        return when


class Days(click.ParamType[tuple[date, date]]):
    """A day, month or year: 2023-02-07, 2023-02, 2023; or another value of docs/dates.md, such as
    2023-W05."""

    name = "date"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[date, date]:
        """Its first and its last day."""
        from archive.temporal import interval  # its grammar takes a tenth of a second to load

        try:
            return interval(value if value.isascii() else "")  # ٣ is a digit to a pattern
        except (ValueError, OverflowError):
            self.fail(
                f"{value!r} is not a date; write it as 2023-02-07, 2023-02 or 2023", param, ctx
            )


class WebAddress(click.ParamType[str]):
    """A web address."""

    name = "url"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address, trimmed."""
        url = value.strip()
        if url and not _is_web_address(url):
            self.fail(
                f"{value!r} is not a web address; write it as "
                "https://www.voaindonesia.com/a/6951234.html",
                param,
                ctx,
            )
        return url


class Word(click.ParamType[str]):
    """A word to search for, in UTF-8 whatever the locale says."""

    name = "word"

    def convert(
        self,
        value: str,
        param: click.Parameter | None,  # noqa: ARG002 (click's)
        ctx: click.Context | None,  # noqa: ARG002 (click's)
    ) -> str:
        """The word; bytes that the locale does not read are read as UTF-8."""
        if not any("\udc80" <= sign <= "\udcff" for sign in value):
            return value
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


class SiteName(click.ParamType[str]):
    """A site: its name, or its host, known or not."""

    name = "site"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Its name as records have it; the host where the site is not known."""
        given = value.strip().lower().rstrip("/.")
        address = host(given) if "://" in given else given
        if address not in SITES and not _HOST.fullmatch(address):
            self.fail(f"{value!r} is not a known site; {_near(address)}", param, ctx)
        return address if address in SITES else sites.of(f"https://{address}/").name

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 (click's)
        param: click.Parameter,  # noqa: ARG002 (click's)
        incomplete: str,
    ) -> list[CompletionItem]:
        """The names that begin like this, each with its host."""
        return [
            CompletionItem(site.name, help=site.host)
            for site in SITES.values()
            if site.name.startswith(incomplete.lower())
        ]


class SiteNames(click.ParamType[tuple[str, ...]]):
    """Sites with commas between them, each as `SiteName` takes it; `ALL` = every known one."""

    name = "sites"

    def convert(
        self, value: str | tuple[str, ...], param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Their names, each once, in the order given."""
        if isinstance(value, tuple):
            return value
        given = [name.strip() for name in value.split(",") if name.strip()]
        if not given:
            self.fail(f"{value!r} names no site; write it as voanews or voanews,voaindonesia",
                      param, ctx)  # fmt: skip
        names: list[str] = []
        for name in given:
            if name.lower() == ALL:
                names += SITES
            else:
                names.append(_SITE.convert(name, param, ctx))
        return tuple(dict.fromkeys(names))

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """The names that the last one may become."""
        before, comma, last = incomplete.rpartition(",")
        found = [
            CompletionItem(f"{before}{comma}{item.value}", help=item.help)
            for item in _SITE.shell_complete(ctx, param, last)
        ]
        if not comma and ALL.startswith(last.lower()):
            found.append(CompletionItem(ALL, help="every known site"))
        return found


_SITE = SiteName()


class Count(click.ParamType[int]):
    """How many of something: 0 or more."""

    name = "count"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number."""
        number = _plain_number(str(value).strip())
        if number is None or number < 0:
            self.fail(f"{value!r} is not a count; write it as 0, 20 or 1000", param, ctx)
        return number


class ItemId(click.ParamType[int]):
    """An item: its id, an installation with its number, or its address, which ends in its number."""

    name = "item"

    def convert(
        self, value: str | int, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """Its id."""
        text = str(value).strip()
        found = (read(text) for read in (_plain_number, keys.read, keys.of_url))
        item = next((item for item in found if item is not None), None)
        if item is None:
            self.fail(
                f"{value!r} is neither the id nor the address of an item; write it as 6951234, "
                "rferl:33123456 or https://www.voaindonesia.com/a/6951234.html",
                param,
                ctx,
            )
        return item


class DbFile(click.Path):
    """A database, there already or not; what ends in a slash is meant as a folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Its path."""
        text = str(value)
        if not text or "\0" in text:
            self.fail(f"{text!r} is not a file name; write it as arsip.db", param, ctx)
        if text.endswith("/"):
            raise click.ClickException(f"{text}: is a folder; name a file, such as {text}arsip.db")
        return super().convert(value, param, ctx)


class OutFile(click.Path):
    """A file to write, or - for standard output where that is `allow_dash`."""

    def __init__(self, *, allow_dash: bool = False) -> None:
        super().__init__(dir_okay=False, allow_dash=allow_dash, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Its path."""
        if not str(value) or "\0" in str(value):
            self.fail(f"{value!r} is not a file name", param, ctx)
        if Path(value).exists() and not Path(value).is_file():  # it would be replaced by a file
            self.fail(f"{value}: is no file; name another one", param, ctx)
        return super().convert(value, param, ctx)


def _plain_number(text: str) -> int | None:
    """The number that a text is, as far as SQLite holds it; None = it is none."""
    if not _NUMBER.fullmatch(text):
        return None
    number = int(text)
    return number if abs(number) <= MOST else None


def _is_web_address(text: str) -> bool:
    return text.startswith(("http://", "https://")) and host(text) != ""


def _near(name: str) -> str:
    """Known names that may have been meant by one that is not known."""
    known = {name: name for name in SITES}
    known |= {site.host: site.name for site in SITES.values()}
    near = [known[found] for found in get_close_matches(name, known, n=6, cutoff=0.7)]
    meant = list(dict.fromkeys([*_holding(name), *near]))[:3]
    if not meant:
        return "'arsip sites' lists them; or give its host, such as www.voanews.com"
    return f"did you mean {' or '.join(meant)}? 'arsip sites' lists all"


def _holding(part: str) -> Iterable[str]:
    """The sites of which a name is a part: "indonesia"."""
    if len(part) < 4:
        return []
    return [name for name in SITES if part in name]

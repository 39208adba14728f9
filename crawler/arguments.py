"""Kinds of values that the commands of the crawl take.

The options that several of them share stand at the end.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import click

from crawler.agent import check_agent, check_contact
from crawler.origin import check_base

_UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_LONGEST_S = 366 * 86400


class Duration(click.ParamType[float]):
    """A length of time: 90, 90s, 30m, 8h, 2d; as seconds."""

    name = "time"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number of seconds."""
        number = value
        unit_s = 1
        if value[-1:] in _UNITS_S:
            number = value[:-1]
            unit_s = _UNITS_S[value[-1]]
        try:
            seconds = float(number) * unit_s
        except ValueError:
            self.fail(
                f"{value!r} is not a length of time; write it as 90s, 30m, 8h or 2d", param, ctx
            )
        if not 0 < seconds <= _LONGEST_S:
            self.fail(
                f"{value!r} is not a time to crawl; write it as 90s, 30m, 8h or 2d", param, ctx
            )
        return seconds


class _Number(click.FloatRange):
    """A number of something, within bounds."""

    def __init__(self, what: str, **bounds: Any) -> None:
        super().__init__(**bounds)
        self._what = what

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number; "nan" passes any range, and is refused here."""
        number = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"{value!r} is not a number of {self._what}", param, ctx)
        return number


#: Seconds between requests: 0 to an hour.
PAUSE = _Number("seconds", min=0, max=3600)
#: So many a second: more than 0.
RATE = _Number("requests a second", min=0, min_open=True, max=10_000)


class CheckedText(click.ParamType[str]):
    """A text that a check takes, as the check gives it back; the check's `ValueError` says what is
    wrong with another."""

    def __init__(self, name: str, check: Callable[[str], str]) -> None:
        self.name = name
        self._check = check

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text, once it is known to be right."""
        try:
            return self._check(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def base_url(text: str) -> Callable[[Any], Any]:
    """`--base-url`: scheme and host of a copy of a site, such as http://127.0.0.1:8800."""
    return click.option("--base-url", type=CheckedText("url", check_base), metavar="URL", help=text)


def contact(text: str) -> Callable[[Any], Any]:
    """`--contact`: where those who are asked can reach those who crawl."""
    return click.option(
        "--contact",
        type=CheckedText("address", check_contact),
        envvar="ARSIP_CONTACT",
        metavar="ADDRESS",
        help=f"{text}  [$ARSIP_CONTACT]",
    )


TIME_LIMIT = click.option(
    "--time-limit", type=Duration(), metavar="TIME", help="Stop after 90s, 30m, 8h or 2d."
)
USER_AGENT = click.option(
    "--user-agent",
    type=CheckedText("text", check_agent),
    metavar="TEXT",
    help="Say this instead of arsip's own name.",
)
OVERRIDES = click.option(
    "-s",
    "overrides",
    multiple=True,
    metavar="NAME=VALUE",
    help="Override any setting of Scrapy or arsip.",
)

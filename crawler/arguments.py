"""Kinds of values that the commands of the crawl take."""

from __future__ import annotations

import math
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


class Pause(click.FloatRange):
    """Seconds between requests: 0 to an hour."""

    def __init__(self) -> None:
        super().__init__(min=0, max=3600)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Seconds; "nan" passes any range, and is refused here."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number of seconds", param, ctx)
        return seconds


class BaseUrl(click.ParamType[str]):
    """Scheme and host of a copy of a site, such as http://127.0.0.1:8800."""

    name = "url"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address as it was written, once it is known to be one."""
        try:
            return check_base(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Contact(click.ParamType[str]):
    """Where the people of a site can reach those who crawl it: a mail or web address."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address, trimmed."""
        try:
            return check_contact(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Agent(click.ParamType[str]):
    """What the crawl is to call itself."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The text as it was written, once it is known to fit into a request."""
        try:
            return check_agent(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

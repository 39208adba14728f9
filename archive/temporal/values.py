"""The values that mentions carry, as intervals of days: what SQL needs to ask for a range."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_CLOCK = re.compile(r"T(?:[A-Z]{2}|\d\d:\d\d(?:[+-]\d\d:\d\d)?)$")
_YEAR = re.compile(r"(\d{4})$")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_PART = re.compile(r"(\d{4})-([QH])(\d)$")
_LONG = re.compile(r"(\d{2,3})(X{1,2})$")


@lru_cache(maxsize=4096)  # one value is asked for where it is read and where it is kept
def interval(value: str) -> tuple[date, date]:
    """First and last day of a value, both inclusive: "2023-02" is (2023-02-01, 2023-02-28).

    A part of day or a clock time is its day, as written, whatever its offset. A decade has ten
    years from the one that ends in 0, a century a hundred from the one that ends in 00; the first
    century begins with year 1. A range "a/b" runs from the first day of a to the last day of b.
    ValueError: the text is no value.
    """
    first, _, last = value.partition("/")
    start, end = _single(first)
    if last:
        end = _single(last)[1]
    if start > end:
        raise ValueError(f"{value!r}: the range ends before it begins")
    return start, end


def _single(value: str) -> tuple[date, date]:
    plain = _CLOCK.sub("", value) if "T" in value else value
    for pattern, reader in _READERS:
        if match := pattern.match(plain):
            return reader(match)
    raise ValueError(f"{value!r}: no value of a date; see docs/dates.md for the forms")


def _day(m: re.Match[str]) -> tuple[date, date]:
    day = date(int(m[1]), int(m[2]), int(m[3]))
    return day, day


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _week(m: re.Match[str]) -> tuple[date, date]:
    monday = date.fromisocalendar(int(m[1]), int(m[2]), 1)
    return monday + timedelta(days=5 if m[3] else 0), monday + timedelta(days=6)


def _part(m: re.Match[str]) -> tuple[date, date]:
    months = 3 if m[2] == "Q" else 6
    return _months(int(m[1]), (int(m[3]) - 1) * months + 1, int(m[3]) * months)


def _long(m: re.Match[str]) -> tuple[date, date]:
    years = 10 ** len(m[2])
    first = int(m[1]) * years
    return date(max(first, 1), 1, 1), date(first + years - 1, 12, 31)


_READERS = (
    (_DAY, _day),
    (_MONTH, lambda m: _months(int(m[1]), int(m[2]), int(m[2]))),
    (_YEAR, lambda m: _months(int(m[1]), 1, 12)),
    (_WEEK, _week),
    (_PART, _part),
    (_LONG, _long),
)

"""Rules of lists: "3, 4 dan 5 April" are three mentions, and only the last one has its month."""

from __future__ import annotations

import re

from archive.temporal import vocabulary as v
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers.day_rules import weekday_of_week, weekday_turned
from archive.temporal.resolvers.matched import day_of, direction, month_of
from archive.temporal.slots import SLOTS

_AND = r"(?:,?[ \t]{1,3}(?:dan|atau|serta|maupun|&)[ \t]{1,3}|[ \t]?&[ \t]?)"
_DAY_LIST = re.compile(
    rf"(?:,[ \t]?{SLOTS['d'].regex}){{0,8}}(?:{_AND}|,[ \t])(?:tanggal )?{SLOTS['d'].regex}[ \t]{{1,3}}"
    rf"(?P<anymonth>{SLOTS['anymonth'].regex})(?!\w)"
    rf"(?:[ \t]{{1,3}}(?P<y>{SLOTS['y'].regex}))?(?:[ \t](?P<rel>{SLOTS['ago'].regex}|{SLOTS['ahead'].regex})(?!\w))?"
)
_MONTH_LIST = re.compile(
    rf"(?:,[ \t]?{SLOTS['month'].regex}(?!\w)){{0,8}}{_AND}{SLOTS['month'].regex}(?!\w)[ \t]{{1,3}}"
    rf"(?:(?P<y>{SLOTS['y'].regex})|tahun[ \t](?P<rel2>lalu|ini|depan))"
)
#: Between the items of a list of months without a year.
_NEXT = rf"(?:{_AND}|,[ \t])(?:bulan[ \t])?"
_MONTH = re.compile(rf"\b{SLOTS['month'].regex}")
_MONTHS_BEFORE = re.compile(rf"(?:\b{SLOTS['month'].regex}{_NEXT}){{1,14}}$")
_MONTHS_AFTER = re.compile(rf"(?:{_NEXT}{SLOTS['month'].regex}){{1,6}}(?![ \t]\d)")
_LONGEST_LIST = 70
_WEEKDAY_LIST = re.compile(
    rf"(?:(?:,[ \t]?{SLOTS['weekday'].regex}(?!\w)){{0,5}}{_AND}(?:hari )?{SLOTS['weekday'].regex}"
    rf"(?: {SLOTS['part'].regex})?[ \t]{{1,3}}"
    rf"(?P<week>pekan |minggu )?(?P<rel>{SLOTS['rel'].regex})(?!\w))"
)


def in_day_list(span: Span) -> bool:
    """True for a bare day number in a list that ends in day and month."""
    return _DAY_LIST.match(span.low, span.end) is not None


def day_item(f: Fields, span: Span) -> Reading | None:
    """The "3" of "3, 4 dan 5 April"."""
    tail = _DAY_LIST.match(span.low, span.end)
    if not tail:
        return None
    found, _ = day_of({**f, **tail.groupdict()}, span)
    return Reading(found.isoformat()) if found else None


def in_month_list(span: Span) -> bool:
    """True for a month in a list that ends in month and year."""
    return _MONTH_LIST.match(span.low, span.end) is not None


def month_item(f: Fields, span: Span) -> Reading | None:
    """The "Mei" of "Mei dan Juni 2021"."""
    tail = _MONTH_LIST.match(span.low, span.end)
    if not tail:
        return None
    if tail["y"]:
        year = int(tail["y"])
    else:
        year = span.day.year + (direction(tail["rel2"]) or 0)
    return Reading(f"{year:04d}-{month_of(f):02d}")


def months_of_list(span: Span) -> list[int]:
    """The months of the list in which a month stands; that month alone where there is no list."""
    before = _MONTHS_BEFORE.search(span.low, max(0, span.start - _LONGEST_LIST), span.start)
    after = _MONTHS_AFTER.match(span.low, span.end)
    start = before.start() if before else span.start
    end = after.end() if after else span.end
    return [v.MONTHS[word[0]] for word in _MONTH.finditer(span.low, start, end)]


def in_weekday_list(span: Span) -> bool:
    """True for a weekday in a list that ends in a weekday of a week, or one turned by "lalu"."""
    return _WEEKDAY_LIST.match(span.low, span.end) is not None


def weekday_item(f: Fields, span: Span) -> Reading | None:
    """The "Selasa" of "Selasa dan Rabu pekan lalu"."""
    tail = _WEEKDAY_LIST.match(span.low, span.end)
    if not tail:
        return None
    turned = {**f, "rel": tail["rel"]}
    if tail["week"]:
        return weekday_of_week(turned, span)
    return weekday_turned(turned, span)

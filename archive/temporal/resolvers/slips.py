"""A weekday beside a day and month without a year: the weekday settles the year, and where it
contradicts the date the writer has mostly slipped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from archive.temporal import calendars as cal
from archive.temporal.pattern import Span
from archive.temporal.tense import is_future

#: The flag of a day whose weekday, as written, is another.
CONFLICT = "weekday-conflict"

#: The date wins over the weekday up to here.
_NEAR = timedelta(days=7)
#: The same day number of another month is meant up to here.
_OTHER_MONTH = timedelta(days=20)
#: How many years back weekday and date are brought together.
_YEARS_BACK = 10
#: How many characters back a year of the text can still be that of the date.
_YEAR_REACH = 80

_PAST = re.compile(r"\b(?:lalu|silam|kemarin|tadi)\b")
_FUTURE = re.compile(r"\b(?:mendatang|akan datang|depan|nanti)\b")
_YEAR = re.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,]*\d)")
#: Words that let a year to come be meant.
_NEXT = re.compile(r"\b(?:berikutnya|selanjutnya|mendatang)\b")
#: Words that put a date in another year.
_LONG_AGO = re.compile(
    r"\btahun[ \t](?:lalu|silam|setelah|sebelum|sesudah)|\barsip\b|\bdokumentasi\b"
)


def bound_of(span: Span) -> int:
    """The side of publication that the words of an expression allow: -1 the past ("lalu",
    "kemarin"), 1 the future ("mendatang", "nanti"), 0 both."""
    words = span.low[span.start : span.end]
    if _PAST.search(words):
        return -1
    if _FUTURE.search(words):
        return 1
    return 0


def weekday_date(day: int, month: int, weekday: int, span: Span) -> tuple[date | None, str | None]:
    """The day that weekday (ISO number), day and month name without a year, and the flag of a
    weekday that is not the day's."""
    bound = bound_of(span)
    near = cal.nearest(day, month, span.day)
    if near and near.isoweekday() == weekday and _allowed(near, bound, span.day):
        return near, None
    for found in _candidates(day, month, weekday, span):
        if found and _allowed(found, bound, span.day):
            return found, None if found.isoweekday() == weekday else CONFLICT
    return near, CONFLICT


def _candidates(day: int, month: int, weekday: int, span: Span) -> Iterator[date | None]:
    """The days that may be meant, the likeliest first."""
    yield _in_a_year_of_the_text(day, month, weekday, span)
    if _LONG_AGO.search(span.low, max(0, span.start - _YEAR_REACH), span.start):
        yield _agreeing_year(day, month, weekday, span)
    near = cal.nearest(day, month, span.day)
    if near and abs(near - span.day) <= _NEAR:
        yield near
    yield _in_another_month(day, weekday, span)
    yield _agreeing_year(day, month, weekday, span)


def _allowed(found: date, bound: int, published: date) -> bool:
    if bound < 0:
        return found <= published
    if bound > 0:
        return found >= published
    return True


def _in_a_year_of_the_text(day: int, month: int, weekday: int, span: Span) -> date | None:
    """The day in a year that stands shortly before, where the weekday is right in it."""
    begin = max(0, span.start - _YEAR_REACH)
    for year in reversed(_YEAR.findall(span.low[begin : span.start])):
        found = cal.on(int(year), month, day)
        if found and found.isoweekday() == weekday:
            return found
    return None


def _in_another_month(day: int, weekday: int, span: Span) -> date | None:
    """The day of that number in a neighbouring month that falls on the weekday, close to
    publication and on its right side."""
    best = None
    published = span.day
    bound = bound_of(span)
    for months in (-1, 0, 1):
        year, month = cal.plus_months(published.year, published.month, months)
        found = cal.on(year, month, day)
        if found is None or found.isoweekday() != weekday:
            continue
        if abs(found - published) > _OTHER_MONTH or not _allowed(found, bound, published):
            continue
        if best is None or abs(found - published) < abs(best - published):
            best = found
    return best


def _agreeing_year(day: int, month: int, weekday: int, span: Span) -> date | None:
    """The day in the nearest year in which it falls on the weekday; ahead only where the words are
    about the future."""
    best = None
    ahead = _YEARS_BACK if _may_be_to_come(span) else 0
    for step in range(-_YEARS_BACK, ahead + 1):
        found = cal.on(span.day.year + step, month, day)
        if found is None or found.isoweekday() != weekday:
            continue
        if not ahead and found > span.day:
            continue
        if best is None or abs(found - span.day) < abs(best - span.day):
            best = found
    return best


def _may_be_to_come(span: Span) -> bool:
    begin = max(0, span.start - _YEAR_REACH)
    if bound_of(span) > 0 or _NEXT.search(span.low, begin, span.start):
        return True
    return is_future(span)

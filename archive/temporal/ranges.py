"""Two mentions as the edges of one range, whatever their shapes: "awal Mei hingga 9 Juni"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from archive.temporal import calendars as cal
from archive.temporal.pattern import Reading, Span
from archive.temporal.resolvers.matched import year_of
from archive.temporal.scan import Match, read
from archive.temporal.values import interval

#: What stands between the edges, in Indonesian and in English.
_UNTIL = re.compile(
    r"[ \t]{0,2}(?:"
    r"(?:hingga|sampai(?:[ \t]dengan)?|s/d|s\.d\.?|sd)(?:[ \t](?:pada|hari|tanggal))?(?=[ \t])"
    r"|-)[ \t]{0,2}"
)
_THROUGH = re.compile(r"[ \t]{0,2}(?:(?:through|until|till)(?=[ \t])|-)[ \t]{0,2}")
_FROM_TO = re.compile(r"[ \t]to[ \t]")
_BETWEEN_AND = re.compile(r"[ \t]and[ \t]")
#: The clock at the end of a value, with its offset.
_OFFSET = re.compile(r"(T\d\d:\d\d)([+-]\d\d:\d\d)?$")
#: The left edge lies before the right one by less than this, in days.
_HALF_A_YEAR = 183


@dataclass(frozen=True, slots=True)
class Part:
    """A mention in the making."""

    span: Span
    reading: Reading
    match: Match  #: the form that it begins with
    last: Match  #: the form that it ends with


def joined(first: Part, last: Part, language: str) -> Part | None:
    """The range of both; None where they are two mentions."""
    if "/" in first.reading.value or "/" in last.reading.value:
        return None
    if not _are_edges(first.span, last.span, language):
        return None
    start = _left_value(first, last)
    if start is None:
        return None
    value = "/".join(_one_zone(start, last.reading.value))
    flag = first.reading.flag or last.reading.flag
    span = replace(first.span, end=last.span.end)
    return Part(span, Reading(value, None, flag), first.match, last.last)


def _are_edges(first: Span, last: Span, language: str) -> bool:
    """True where the words between two expressions make them the edges of a range."""
    low = first.low
    end = first.end
    start = last.start
    if language != "en":
        return _UNTIL.fullmatch(low, end, start) is not None
    if _THROUGH.fullmatch(low, end, start):
        return True
    if _FROM_TO.fullmatch(low, end, start):
        return low.endswith("from ", 0, first.start)
    if _BETWEEN_AND.fullmatch(low, end, start):
        return low.endswith("between ", 0, first.start)
    return False


def _left_value(first: Part, last: Part) -> str | None:
    """The value of the left edge before the right one; None = they are in no order.

    What only the right edge names, its year, holds for the left one too.
    """
    value = first.reading.value
    before = _read_before(first, last)
    shares_year = before is not None and year_of(last.match.fields) is not None
    if _in_order(value, last.reading.value) and not shares_year:
        return value
    return before


def _read_before(first: Part, last: Part) -> str | None:
    """What the left edge means, in order, when it is read from the right one; a year of its own
    stays. None = nothing in order."""
    if len(first.reading.value) > 10 or first.match.form.late:
        return None
    day, _ = interval(last.reading.value)
    for published in (day, cal.plus_days(day, -_HALF_A_YEAR)):
        if published is None:  # before year 1
            continue
        span = replace(first.match.span, day=published)
        reading = read(first.match.form, span, first.match.fields)
        if reading and _in_order(reading.value, last.reading.value):
            return reading.value
    return None


def _in_order(first: str, last: str) -> bool:
    start, end = interval(first), interval(last)
    if start[0] == end[0] and start[1] == end[1]:  # of one day: by the clock
        return first[10:] < last[10:]
    return start[0] < end[0] and start[1] < end[1] and (start[1] < end[0] or len(first) != 4)


def _one_zone(first: str, last: str) -> tuple[str, str]:
    """Both values with the offset that one of them names."""
    one, other = _OFFSET.search(first), _OFFSET.search(last)
    if one is None or other is None:
        return first, last
    if one[2] and not other[2]:
        return first, last + one[2]
    if other[2] and not one[2]:
        return first + other[2], last
    return first, last

"""Readings that need other mentions of the text: clock times, and what is counted from an earlier
date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from archive.temporal import calendars as cal
from archive.temporal import vocabulary as v
from archive.temporal.pattern import Fields, Reading, Span, compiled
from archive.temporal.resolvers import day_rules
from archive.temporal.resolvers.clock_rules import on_day
from archive.temporal.resolvers.day_rules import step
from archive.temporal.resolvers.matched import (
    as_day,
    count_of,
    day_number,
    direction,
    mod_of,
    month_of,
    part_of,
    unit_of,
    weekday_of,
)
from archive.temporal.slots import MONTH_WORD
from archive.temporal.tense import is_future
from archive.temporal.values import interval

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DAY_OR_PART = re.compile(r"\d{4}-\d\d-\d\d(?:T[A-Z]{2})?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_FROM_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_FROM_WEEK = re.compile(r"(\d{4})-W(\d\d)")
#: The grain that each unit asks of the mention that it is counted from.
_GRAINS = {
    "day": _DAY,
    "week": re.compile(r"\d{4}-(?:\d\d-\d\d|W\d\d)"),
    "month": re.compile(r"\d{4}-\d\d"),
    "year": re.compile(r"\d{4}(?!\d)"),
    "decade": re.compile(r"\d{4}(?!\d)"),
    "century": re.compile(r"\d{4}(?!\d)"),
}
#: How many mentions back an anchor is looked for.
_LOOK_BACK = 100
#: A clock that belongs to the day right before it.
_TAILS = (
    compiled(
        "[,] [<sekitar|sekira|mulai|tepat|kira-kira> ]{at} {time}[[ {part}][ {zone}]{to}[<pukul|jam> ]{time2}]"
        "[ {part2}][ {zone2}]"
    ),
    compiled("[,] [<sekitar|sekira|mulai|tepat|kira-kira> ]{at} {time}[ {part}][ {zone}]"),
    compiled("[,] [<sekitar|sekira|mulai|tepat|kira-kira> ]{at} {said}[ {part}][ {zone}]"),
    compiled("[,] [<at|around|about> ]{time} {ampm}"),
    compiled("[,] [<sekitar|sekira|mulai|tepat> ]{hm}[{to}{time2}][ {part}] {zone}"),
)
#: "hingga 10 |Maret": the number behind a clock is a day.
_BEFORE_MONTH = re.compile(rf"[ \t]{MONTH_WORD}\b")
#: The same without zone or "pukul": only behind a number, "7 Februari 2023 19.30".
_BARE_TAIL = compiled(" {hm}")
#: "Minggu (5/2) malam WIB": the zone belongs to the expression and changes nothing.
_ZONE = compiled(" {zone}")


def with_clock(span: Span, reading: Reading) -> tuple[int, Reading] | None:
    """Where a clock behind a day ends, and the day at that time; None = no clock or zone stands
    there."""
    if not _DAY_OR_PART.fullmatch(reading.value):
        return None
    match = _tail(span)
    if match:
        fields = match.groupdict()
        part = fields.get("part2") or word_of_part(reading.value[10:])
        value = on_day(reading.value[:10], {**fields, "part2": part})
        if value is None:
            return None
        return match.end(), Reading(value, reading.mod, reading.flag)
    zone = _ZONE.match(span.low, span.end)
    return (zone.end(), reading) if zone else None


def _tail(span: Span) -> re.Match[str] | None:
    patterns = list(_TAILS)
    if span.low[span.end - 1].isdigit():
        patterns.append(_BARE_TAIL)
    for pattern in patterns:
        match = pattern.match(span.low, span.end)
        if match and not _BEFORE_MONTH.match(span.low, match.end()):
            return match
    return None


def word_of_part(sign: str) -> str | None:
    """A word for a part of the day: "pagi" for "TMO"; None = the sign is none."""
    for word, its_sign in v.PARTS.items():
        if its_sign == sign:
            return word
    return None


def clock(f: Fields, span: Span) -> Reading | None:
    """A clock time alone: on the nearest earlier day, else on one later in the sentence, else that
    of publication."""
    value = on_day(_day_of_clock(span), f)
    return Reading(value) if value else None


def _day_of_clock(span: Span) -> str:
    for value in (*_nearest(span.before), *span.after):
        if found := _DAY.match(value):
            return found[0]
    return span.day.isoformat()


def _nearest(before: Sequence[str]) -> Iterator[str]:
    """The earlier values, the nearest first."""
    return islice(reversed(before), _LOOK_BACK)


def weekday_again(f: Fields, span: Span) -> Reading | None:
    """ "hari Jumat itu", "yang jatuh pada hari Rabu": the nearest earlier day of the text that falls
    on it, else as a bare weekday."""
    number = weekday_of(f)
    for value in _nearest(span.before):
        found = _DAY.match(value)
        if found and date.fromisoformat(found[0]).isoweekday() == number:
            return as_day(date.fromisoformat(found[0]), f)
    return day_rules.weekday(f, span)


def numbered_day(f: Fields, span: Span) -> Reading | None:
    """ "tanggal 13": in the month of the last date before it, else nearest to publication;
    "tanggal 11 kemarin", "tanggal 23 nanti": the last one before it, the next one after it."""
    number = day_number(f)
    turn = direction(f.get("rel"))
    if turn:
        return as_day(_day_beside(number, span.day, turn), f)
    for value in _nearest(span.before):
        edge = value.split("/")[-1]
        if found := _MONTH.match(edge):
            return as_day(cal.on(int(found[1]), int(found[2]), number), f)
    days = [_day_beside(number, span.day, turn) for turn in (-1, 1)]
    if number == span.day.day:
        days.append(span.day)
    return as_day(min(filter(None, days), key=lambda day: abs(day - span.day), default=None), f)


def _day_beside(number: int, day: date, turn: int) -> date | None:
    """The last day of that number before a day (`turn` -1), or the next one after it (1)."""
    for months in range(3):
        year, month = cal.plus_months(day.year, day.month, turn * months)
        found = cal.on(year, month, number)
        if found and (found - day).days * turn > 0:
            return found
    return None


def later(f: Fields, span: Span) -> Reading | None:
    """ "dua bulan kemudian": counted from the nearest earlier mention of that grain."""
    return _counted_from(f, span, 1)


def earlier(f: Fields, span: Span) -> Reading | None:
    """The time counted back from an earlier mention: "sehari sebelumnya"."""
    return _counted_from(f, span, -1)


def _counted_from(f: Fields, span: Span, sign: int) -> Reading | None:
    unit = unit_of(f)
    for day in _anchors(unit, span.before, sign):
        reading = step(unit, sign * count_of(f), day)
        if reading and not _leads_too_far(day, reading, span):
            return reading
    return None


def _leads_too_far(anchor: date, reading: Reading, span: Span) -> bool:
    """True where a date of the past would be carried beyond publication by what is told of it: then
    it is not the anchor."""
    if anchor > span.day or is_future(span):
        return False
    first, _ = interval(reading.value)
    return first > span.day


def next_day(f: Fields, span: Span) -> Reading | None:
    """ "keesokan harinya", with a part of day."""
    reading = _counted_from({**f, "one": "sehari"}, span, 1)
    return Reading(reading.value + part_of(f)) if reading else None


def day_before(f: Fields, span: Span) -> Reading | None:
    """The day before the nearest earlier one: "hari sebelumnya"."""
    return _counted_from({**f, "one": "sehari"}, span, -1)


def same_day(f: Fields, span: Span) -> Reading | None:
    """ "malam harinya": a part of the nearest earlier day."""
    for day in _anchors("day", span.before, 1):
        return Reading(day.isoformat() + part_of(f))
    return None


def next_unit(f: Fields, span: Span) -> Reading | None:
    """The month, year and so on after that of the nearest earlier mention: "tahun berikutnya"."""
    return _counted_from({**f, "unit": _first_word(span)}, span, 1)


def previous_unit(f: Fields, span: Span) -> Reading | None:
    """The month, year and so on before that of the nearest earlier mention: "bulan sebelumnya"."""
    return _counted_from({**f, "unit": _first_word(span)}, span, -1)


def weekend_beside(f: Fields, span: Span) -> Reading | None:
    """The weekend of the week beside that of the nearest earlier mention: "akhir pekan
    sebelumnya"."""
    sign = -1 if span.low.endswith("sebelumnya", span.start, span.end) else 1
    reading = _counted_from({**f, "unit": "pekan"}, span, sign)
    return Reading(reading.value + "-WE") if reading else None


def month_of_year_beside(f: Fields, span: Span) -> Reading | None:
    """ "Maret tahun sebelumnya": of the year before that of the nearest earlier mention."""
    sign = -1 if span.low.endswith("sebelumnya", span.start, span.end) else 1
    for day in _anchors("year", span.before, sign):
        return Reading(f"{day.year + sign:04d}-{month_of(f):02d}", mod_of(f))
    return None


def _first_word(span: Span) -> str:
    return span.low[span.start : span.end].split()[0]


def _anchors(unit: str, before: Sequence[str], sign: int) -> Iterator[date]:
    """A day of each earlier mention of a unit's grain, the nearest first; the end of a range when
    counting on, else its start."""
    for value in _nearest(before):
        edges = value.split("/")
        edge = edges[-1] if sign > 0 else edges[0]
        if _GRAINS[unit].match(edge):
            day = _some_day(edge)
            if day:
                yield day


def _some_day(value: str) -> date | None:
    if week := _FROM_WEEK.match(value):
        return date.fromisocalendar(int(week[1]), int(week[2]), 1)
    digits = _FROM_DAY.match(value)
    if digits is None:
        return None
    return cal.on(int(digits[1]), int(digits[2] or 1), int(digits[3] or 1))

"""Readings that need other mentions of the text: clock times, and what is counted from an earlier
date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice

from archive.temporal import calendars as cal
from archive.temporal import vocabulary as v
from archive.temporal.clocks import on_day
from archive.temporal.numbers import number
from archive.temporal.pattern import Fields, Reading, Span, compiled
from archive.temporal.resolvers import part_of, plain, step

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
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
        "[,] [<sekitar|mulai|tepat|kira-kira> ]{at} {time}[[ {part}][ {zone}]{to}[<pukul|jam> "
            "]{time2}]"
        "[ {part2}][ {zone2}]"
    ),
    compiled("[,] [<sekitar|mulai|tepat|kira-kira> ]{at} {said}[ {part}][ {zone}]"),
    compiled("[,] [<sekitar|mulai|tepat> ]{hm}[{to}{time2}][ {part}] {zone}"),
    compiled(" {hm}"),
)  # fmt: skip

#: "Minggu (5/2) malam WIB": the zone belongs to the span and changes nothing.
_ZONE = compiled(" {zone}")


def with_clock(span: Span, reading: Reading) -> tuple[int, Reading] | None:
    """Where a clock behind a day ends, and the day at that time; None = no clock or zone stands
    there."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d(?:T[A-Z]{2})?", reading.value):
        return None
    for pattern in _TAILS if span.low[span.end - 1].isdigit() else _TAILS[:3]:
        if match := pattern.match(span.low, span.end):
            part = next(
                (word for word, sign in v.PARTS.items() if sign == reading.value[10:]), None
            )
            fields = match.groupdict()
            value = on_day(reading.value[:10], {**fields, "part2": fields.get("part2") or part})
            return (match.end(), Reading(value, reading.mod, reading.flag)) if value else None
    zone = _ZONE.match(span.low, span.end)
    return (zone.end(), reading) if zone else None


def clock(f: Fields, span: Span) -> Reading | None:
    """A clock time alone: on the nearest earlier day, else on one later in the sentence, else that
    of publication."""
    values = (*_nearest(span.before), *span.after)
    day = next((found[0] for value in values if (found := _DAY.match(value))), span.day.isoformat())
    value = on_day(day, f)
    return Reading(value) if value else None


def _nearest(before: Sequence[str]) -> Iterator[str]:
    """The earlier values, the nearest first."""
    return islice(reversed(before), _LOOK_BACK)


def stamped(f: Fields, _place: Span) -> Reading | None:
    """ "2023-02-07T14:30"."""
    day = cal.on(int(f["y"] or 0), int(f["m"] or 0), int(f["d"] or 0))
    value = on_day(day.isoformat(), f) if day else None
    return Reading(value) if value else None


def later(f: Fields, span: Span) -> Reading | None:
    """ "dua bulan kemudian": counted from the nearest earlier mention of that grain."""
    return _counted_from(f, span, 1)


def earlier(f: Fields, span: Span) -> Reading | None:
    """ "sehari sebelumnya"."""
    return _counted_from(f, span, -1)


def _counted_from(f: Fields, span: Span, sign: int) -> Reading | None:
    unit = v.ONE_UNIT[f["one"] or ""] if f.get("one") else v.UNITS[f["unit"] or ""]
    day = _anchor(unit, span.before, sign)
    return step(unit, sign * number(plain(f.get("n") or "1")), day) if day else None


def next_day(f: Fields, span: Span) -> Reading | None:
    """ "keesokan harinya", with a part of day."""
    day = _anchor("day", span.before, 1)
    found = cal.plus_days(day, 1) if day else None
    return Reading(found.isoformat() + part_of(f)) if found else None


def day_before(f: Fields, span: Span) -> Reading | None:
    """ "hari sebelumnya"."""
    return _counted_from({**f, "one": "sehari"}, span, -1)


def same_day(f: Fields, span: Span) -> Reading | None:
    """ "malam harinya": a part of the nearest earlier day."""
    day = _anchor("day", span.before, 1)
    return Reading(day.isoformat() + part_of(f)) if day else None


def next_unit(f: Fields, span: Span) -> Reading | None:
    """ "tahun berikutnya"."""
    return _counted_from({**f, "unit": span.low[span.start :].split()[0]}, span, 1)


def previous_unit(f: Fields, span: Span) -> Reading | None:
    """ "bulan sebelumnya"."""
    return _counted_from({**f, "unit": span.low[span.start :].split()[0]}, span, -1)


def _anchor(unit: str, before: Sequence[str], sign: int) -> date | None:
    """A day of the nearest earlier mention of a unit's grain; the end of a range when counting on,
    else its start."""
    for value in _nearest(before):
        edge = value.split("/")[-1 if sign > 0 else 0]
        if _GRAINS[unit].match(edge):
            return _some_day(edge)
    return None


def _some_day(value: str) -> date | None:
    if week := re.match(r"(\d{4})-W(\d\d)", value):
        return date.fromisocalendar(int(week[1]), int(week[2]), 1)
    digits = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value)
    return cal.on(int(digits[1]), int(digits[2] or 1), int(digits[3] or 1)) if digits else None

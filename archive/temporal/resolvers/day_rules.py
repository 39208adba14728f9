"""Rules of days: dates of the calendar, weekdays, "kemarin", and what is counted in days or longer."""

from __future__ import annotations

from datetime import date

from archive.temporal import calendars as cal
from archive.temporal import vocabulary as v
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers.matched import (
    as_day,
    count_of,
    day_number,
    day_of,
    direction,
    part_of,
    plain,
    unit_of,
    weekday_of,
    weekday_told,
)
from archive.temporal.tense import is_future


def dated(f: Fields, span: Span) -> Reading | None:
    """A day and month, with or without weekday, year and a word such as "lalu"."""
    day, flag = day_of(f, span)
    return as_day(day, f, flag)


def weekday(f: Fields, span: Span) -> Reading | None:
    """The weekday that the clause puts before or behind publication: "Rabu", "Kamis malam"."""
    return weekday_told(f, span.day, ahead=is_future(span))


def weekday_turned(f: Fields, span: Span) -> Reading | None:
    """ "Sabtu lalu", "Senin depan", "Senin ini"; "Rabu pagi tadi", "Rabu malam nanti" can be today."""
    number = weekday_of(f) or 0
    turn = direction(f["rel"]) or 0
    today_is_meant = f["rel"] == "tadi" or (f["rel"] == "nanti" and part_of(f))
    if today_is_meant and number == span.day.isoweekday():
        return as_day(span.day, f)
    return as_day(cal.weekday_turned(number, span.day, turn), f)


def weekday_of_week(f: Fields, span: Span) -> Reading | None:
    """The weekday of a week counted from publication: "Kamis pekan lalu", "Senin dua pekan
    lalu"."""
    weeks = (direction(f["rel"]) or 0) * count_of(f)
    return as_day(cal.weekday_of_week(weekday_of(f) or 0, span.day, weeks), f)


def deictic(f: Fields, span: Span) -> Reading | None:
    """ "kemarin", "hari ini", "besok", with a part of day."""
    return as_day(cal.plus_days(span.day, v.DEICTIC[plain(f["deictic"] or "")]), f)


def corrected(f: Fields, span: Span) -> Reading | None:
    """ "besok (hari ini)": what was said the day before, in brackets as the paper dates it."""
    return deictic({**f, "deictic": f["deictic2"]}, span)


def today(f: Fields, span: Span) -> Reading | None:
    """The day of publication, with a part of the day: "pagi ini", "nanti malam", "sore tadi"."""
    return as_day(span.day, f)


def yesterday(f: Fields, span: Span) -> Reading | None:
    """The day before publication, with a part of the day: "malam kemarin"."""
    return as_day(cal.plus_days(span.day, -1), f)


def last_night(_f: Fields, span: Span) -> Reading | None:
    """ "tadi malam", "semalam": the night of the day before."""
    day = cal.plus_days(span.day, -1)
    return Reading(day.isoformat() + "TNI") if day else None


def night_dated(f: Fields, span: Span) -> Reading | None:
    """ "semalam (7/2)": the night of the day in brackets."""
    found = dated(f, span)
    return Reading(found.value + "TNI", None, found.flag) if found else None


def day_of_month_turned(f: Fields, span: Span, nth: str = "") -> Reading | None:
    """The day of the month that a word turns to: "tanggal 5 bulan ini", "tanggal 20 bulan lalu"."""
    months = direction(f["rel"]) or 0
    year, month = cal.plus_months(span.day.year, span.day.month, months)
    return as_day(cal.on(year, month, day_number(f, nth)), f)


def counted(f: Fields, span: Span) -> Reading | None:
    """ "tiga hari lalu", "dua bulan lagi", "sepekan lalu", at the unit's grain."""
    count = count_of(f)
    if f.get("past"):
        count = -count
    return step(unit_of(f), count, span.day)


def step(unit: str, count: int, day: date) -> Reading | None:
    """The time this many units after a day, at the unit's grain; None = outside the years 1 to
    9999."""
    if unit == "day":
        found = cal.plus_days(day, count)
        return Reading(found.isoformat()) if found else None
    if unit == "week":
        found = cal.plus_days(day, count * 7)
        return Reading(cal.iso_week(found)) if found else None
    if unit == "month":
        return Reading("{:04d}-{:02d}".format(*cal.plus_months(day.year, day.month, count)))
    return far(day.year + count * _YEARS[unit], unit)


_YEARS = {"year": 1, "decade": 10, "century": 100}


def far(found: int, unit: str) -> Reading | None:
    """A year, its decade or its century; None = before year 1 or after 9999."""
    if not 1 <= found <= 9999:
        return None
    digits = f"{found:04d}"
    if unit == "decade":
        return Reading(digits[:3] + "X")
    if unit == "century":
        return Reading(digits[:2] + "XX")
    return Reading(digits)

"""Arithmetic of days, weeks and months: pure functions of dates, without words."""

from __future__ import annotations

from datetime import date, timedelta


def on(year: int, month: int, day: int) -> date | None:
    """The day; None = the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def plus_days(day: date, days: int) -> date | None:
    """The day this many days later; None = outside the years 1 to 9999."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def plus_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The year and month this many months later."""
    index = year * 12 + month - 1 + months
    return index // 12, index % 12 + 1


def nearest(day: int, month: int, to: date) -> date | None:
    """The day and month in the year that brings it nearest to a date, the earlier at equal
    distance."""
    found = [on(to.year + step, month, day) for step in (-1, 0, 1)]
    found = found if any(found) else [on(to.year + step, month, day) for step in range(-8, 9)]
    return min((d for d in found if d), key=lambda d: (abs(d - to), d), default=None)


def last(day: int, month: int, before: date) -> date | None:
    """The latest day of that name strictly before a date."""
    found = (on(before.year - step, month, day) for step in range(9))
    return next((d for d in found if d and d < before), None)


def following(day: int, month: int, after: date) -> date | None:
    """The first day of that name strictly after a date."""
    found = (on(after.year + step, month, day) for step in range(9))
    return next((d for d in found if d and d > after), None)


def on_or_after(day: int, month: int, to: date) -> date | None:
    """The first day of that name from a date on, the date included."""
    found = (on(to.year + step, month, day) for step in range(9))
    return next((d for d in found if d and d >= to), None)


def year_of_month(month: int, to: date, direction: int = 0) -> int:
    """The year that brings a month nearest to a date, counted in months, the past at equal
    distance.

    `direction` -1 asks for the last such month before the date's own, 1 for the next one after it.
    """
    if direction < 0:
        return to.year if month < to.month else to.year - 1
    if direction > 0:
        return to.year if month > to.month else to.year + 1
    ahead = (month - to.month) % 12
    return plus_months(to.year, to.month, ahead if ahead < 6 else ahead - 12)[0]


def year_of_months(first: int, last: int, to: date) -> int:
    """The year of the last of two months that brings either of them nearest to a date, the past at
    equal distance."""
    length = (last - first) % 12
    at = to.year * 12 + to.month
    ends = [12 * (to.year + step) + last for step in (-1, 0, 1)]
    best = min(ends, key=lambda end: (min(abs(end - at), abs(end - length - at)), end))
    return (best - 1) // 12


def weekday_before(weekday: int, day: date) -> date:
    """The latest such weekday strictly before a day."""
    return day - timedelta(days=(day.isoweekday() - weekday - 1) % 7 + 1)


def weekday_until(weekday: int, day: date) -> date:
    """The latest such weekday up to and including a day."""
    return day - timedelta(days=(day.isoweekday() - weekday) % 7)


def weekday_after(weekday: int, day: date) -> date:
    """The first such weekday strictly after a day."""
    return day + timedelta(days=(weekday - day.isoweekday() - 1) % 7 + 1)


def weekday_from(weekday: int, day: date) -> date:
    """The first such weekday from a day on, the day included."""
    return day + timedelta(days=(weekday - day.isoweekday()) % 7)


def weekday_of_week(weekday: int, day: date, weeks: int) -> date:
    """That weekday of the ISO week this many weeks after a day's own."""
    return day + timedelta(days=weekday - day.isoweekday() + 7 * weeks)


def weekday_told(weekday: int, day: date, *, ahead: bool) -> date:
    """That weekday, told on a day without more: the latest one up to it, or about the future the
    next one; either can be the day itself."""
    if ahead:
        return weekday_from(weekday, day)
    return weekday_until(weekday, day)


def weekday_turned(weekday: int, day: date, turn: int) -> date:
    """The latest such weekday before a day (`turn` -1), the first one after it (1), or that of its
    ISO week (0)."""
    if turn < 0:
        return weekday_before(weekday, day)
    if turn > 0:
        return weekday_after(weekday, day)
    return weekday_of_week(weekday, day, 0)


def iso_week(day: date) -> str:
    """The ISO week that a day belongs to: "2023-W05"."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"

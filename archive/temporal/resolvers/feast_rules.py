"""Rules of feasts with a year or an unmistakable neighbour: "Natal 2022", "H-7 Lebaran 2023"."""

from __future__ import annotations

from datetime import date, timedelta

from archive.temporal import feasts
from archive.temporal import vocabulary as v
from archive.temporal.numbers import number
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers.matched import direction, plain, year_of


def feast(f: Fields, span: Span) -> Reading | None:
    """ "Natal 2022", "Idul Fitri 1444 H", "Lebaran tahun ini"; with "malam" the eve."""
    day = _first_day(f, span)
    if day is None:
        return None
    if "malam" in span.low[span.start : span.end].split():
        return Reading((day - timedelta(days=1)).isoformat() + "TNI")
    return Reading(day.isoformat())


def beside_feast(f: Fields, span: Span) -> Reading | None:
    """The day so many days before or after a feast: "H-7 Lebaran 2023", "H+3 Lebaran 2023"."""
    day = _first_day(f, span)
    if day is None:
        return None
    days = int(f["d"] or 0)
    if span.low.startswith("h-", span.start):
        days = -days
    return Reading((day + timedelta(days=days)).isoformat())


def birthday(f: Fields, _span: Span) -> Reading | None:
    """The day of independence in the year that the count gives: "HUT ke-77 RI", "HUT RI ke-77"."""
    day = feasts.birthday(number(plain(f["n"] or "")))
    return Reading(day.isoformat()) if day else None


def _first_day(f: Fields, span: Span) -> date | None:
    name = v.FEASTS[plain(f["feast"] or "")]
    if hijri := f.get("hijri"):
        return feasts.in_hijri_year(name, int(hijri))
    year = year_of(f)
    if year is None:
        year = span.day.year + (direction(f.get("rel")) or 0)
    return feasts.in_year(name, year)

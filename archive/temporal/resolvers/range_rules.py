"""Rules of ranges: two edges -> one `Reading` "start/end"."""

from __future__ import annotations

from datetime import date

from archive.temporal import calendars as cal
from archive.temporal import vocabulary as v
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers.day_rules import day_of_month_turned
from archive.temporal.resolvers.matched import (
    day_number,
    day_of,
    direction,
    month_of,
    plain,
    weekday_of,
    year_of,
)
from archive.temporal.resolvers.period_rules import century, decade
from archive.temporal.resolvers.slips import CONFLICT
from archive.temporal.tense import is_future


def between(
    first: date | None, last: date | None, f: Fields, flag: str | None = None
) -> Reading | None:
    """Both days as a range, each with its part of day; None when one is missing or they are out of
    order."""
    if not first or not last or first > last:
        return None
    return Reading(f"{first}{_part(f, 'part')}/{last}{_part(f, 'part2')}", None, flag)


def _part(f: Fields, slot: str) -> str:
    word = f.get(slot)
    return v.PARTS[plain(word)] if word else ""


def _joined(first: Reading | None, last: Reading | None) -> Reading | None:
    """Two readings of one grain as a range; None where one is missing or they are out of order."""
    if not first or not last or first.value >= last.value:
        return None
    return Reading(f"{first.value}/{last.value}")


def days(f: Fields, span: Span) -> Reading | None:
    """ "3-5 April", "Senin-Rabu (3-5/4)": the first day is the one of that number in the last
    one's month."""
    last, flag = day_of({**f, "weekday": f.get("weekday2"), "d": f["d2"]}, span)
    if not last:
        return None
    first = cal.on(last.year, last.month, day_number(f))
    if first and f.get("weekday") and first.isoweekday() != weekday_of(f):
        flag = CONFLICT
    return between(first, last, {}, flag)


def days_of_month_turned(f: Fields, span: Span) -> Reading | None:
    """The range of two days of the month that a word turns to: "tanggal 5-7 bulan ini"."""
    return _joined(day_of_month_turned(f, span), day_of_month_turned(f, span, "2"))


def across(f: Fields, span: Span) -> Reading | None:
    """ "28 Februari-3 Maret 2023", "Jumat (30/12) hingga Senin (2/1)": each edge has its month."""
    last, flag = day_of({**f, "y2": f.get("y2") or f.get("yy2")}, span, "2")
    if not last:
        return None
    if year_of(f) is not None:
        first, other = day_of(f, span)
        return between(first, last, f, flag or other)
    if _names_no_year(f):
        last = _behind_nearer(f, last, span.day)
    return between(cal.last(day_number(f), month_of(f), last), last, f, flag)


def _names_no_year(f: Fields) -> bool:
    """True where neither a year nor a weekday nor a word such as "lalu" tells the year."""
    telling = ("y2", "yy2", "weekday", "weekday2", "rel", "rel2", "rel3")
    return not any(f.get(slot) for slot in telling)


def _behind_nearer(f: Fields, last: date, published: date) -> date:
    """The right edge, behind the left one where that is nearer to publication: of "19 Oktober-25
    November" in May, October decides."""
    first = cal.nearest(day_number(f), month_of(f), published)
    if first is None or abs(first - published) >= abs(last - published):
        return last
    return cal.on_or_after(day_number(f, "2"), month_of(f, "2"), first) or last


def months(f: Fields, span: Span) -> Reading | None:
    """The range of two months: "Mei-Juli 2023", "November 2022 hingga Januari 2023"."""
    first = month_of(f)
    last = month_of(f, "2")
    last_year = _year_of_last(f, first, last, span.day)
    first_year = year_of(f)
    if first_year is None:
        first_year = last_year if first < last else last_year - 1
    if (first_year, first) >= (last_year, last):
        return None
    return Reading(f"{first_year:04d}-{first:02d}/{last_year:04d}-{last:02d}")


def _year_of_last(f: Fields, first: int, last: int, to: date) -> int:
    turn = direction(f.get("rel2"))
    if turn is not None:
        return to.year + turn
    written = year_of(f, "2")
    if written is not None:
        return written
    turn = direction(f.get("rel"))
    if turn:
        return cal.year_of_month(last, to, turn)
    # the edge that is nearest to publication decides for both
    return cal.year_of_months(first, last, to)


def years(f: Fields, _span: Span) -> Reading | None:
    """The range of two years: "2004-2009", "2020/2021", "2019/20"."""
    first = year_of(f) or 0
    second = f["yy2"] or ""
    if len(second) == 4:
        last = int(second)
    else:
        last = first // 100 * 100 + int(second.lstrip("'"))
    return Reading(f"{first:04d}/{last:04d}") if first < last else None


def decades(f: Fields, span: Span) -> Reading | None:
    """The range of two decades: "1980-an hingga 1990-an", "tahun 70-an sampai 80-an"."""
    return _joined(decade({"yy": f["yy"]}, span), decade({"yy": f["yy2"]}, span))


def centuries(f: Fields, span: Span) -> Reading | None:
    """The range of two centuries: "abad ke-13 hingga ke-15"."""
    return _joined(century({"n": f["n"]}, span), century({"n": f["n2"]}, span))


def weekdays(f: Fields, span: Span) -> Reading | None:
    """ "Senin-Rabu": the latest ones up to publication; about the future, the next ones."""
    first = weekday_of(f) or 0
    last = weekday_of(f, "2") or 0
    if is_future(span):
        start = cal.weekday_after(first, span.day)
        return between(start, cal.weekday_after(last, start), f)
    end = cal.weekday_until(last, span.day)
    return between(cal.weekday_before(first, end), end, f)


def weekdays_turned(f: Fields, span: Span) -> Reading | None:
    """The range of two weekdays before or after publication: "Jumat hingga Minggu lalu"."""
    first = weekday_of(f) or 0
    last = weekday_of(f, "2") or 0
    if direction(f["rel"]) == -1:
        end = cal.weekday_before(last, span.day)
    else:
        end = cal.weekday_after(last, span.day)
    return between(cal.weekday_before(first, end), end, f)


def weekdays_of_week(f: Fields, span: Span) -> Reading | None:
    """The range of two weekdays of one week: "Senin-Rabu pekan lalu"."""
    weeks = direction(f["rel"]) or 0
    first = cal.weekday_of_week(weekday_of(f) or 0, span.day, weeks)
    last = cal.weekday_of_week(weekday_of(f, "2") or 0, span.day, weeks)
    return between(first, last, f)

"""What ranges and lists mean: two edges -> one `Reading` "start/end"; an item of a list -> its
own."""

from __future__ import annotations

import re
from datetime import date

from archive.temporal import calendars as cal
from archive.temporal import resolvers
from archive.temporal import vocabulary as v
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers import CONFLICT, day_of, direction, month_of, weekday_of, year_of
from archive.temporal.slots import SLOTS


def between(
    first: date | None, last: date | None, f: Fields, flag: str | None = None
) -> Reading | None:
    """Both days as a range, each with its part of day; None when one is missing or they are out of
    order."""
    if not first or not last or first > last:
        return None
    parts = [
        v.PARTS[resolvers.plain(word)] if (word := f.get(slot)) else ""
        for slot in ("part", "part2")
    ]
    return Reading(f"{first}{parts[0]}/{last}{parts[1]}", None, flag)


def days(f: Fields, span: Span) -> Reading | None:
    """ "3-5 April", "Senin-Rabu (3-5/4)": the last day is read as a day, the first one is the
    latest before it."""
    last, flag = day_of({**f, "weekday": f.get("weekday2"), "d": f["d2"]}, span.day)
    if not last:
        return None
    first = cal.on(last.year, last.month, int(f["d"] or 0))
    wrong = first and f.get("weekday") and first.isoweekday() != weekday_of(f)
    return between(first, last, {}, CONFLICT if wrong else flag)


def days_of_month_turned(f: Fields, span: Span) -> Reading | None:
    """ "tanggal 5-7 bulan ini"."""
    first, last = (resolvers.day_of_month_turned(f, span, nth) for nth in ("", "2"))
    return (
        Reading(f"{first.value}/{last.value}")
        if first and last and first.value < last.value
        else None
    )


def across(f: Fields, span: Span) -> Reading | None:
    """ "28 Februari-3 Maret 2023", "Jumat (30/12) hingga Senin (2/1)": each edge has its month."""
    right = {**f, "y2": f.get("y2") or f.get("yy2")}
    last, flag = day_of(right, span.day, "2")
    if not last:
        return None
    if year_of(f) is not None:
        first, other = day_of(f, span.day)
        return between(first, last, f, flag or other)
    return between(cal.last(int(f["d"] or 0), month_of(f), last), last, f, flag)


def months(f: Fields, span: Span) -> Reading | None:
    """ "Mei-Juli 2023", "November 2022 hingga Januari 2023"."""
    last_year = year_of(f, "2")
    if (turn := direction(f.get("rel2"))) is not None:
        last_year = span.day.year + turn
    first, last, first_year = month_of(f), month_of(f, "2"), year_of(f)
    if last_year is None and (turn := direction(f.get("rel"))):
        last_year = cal.year_of_month(last, span.day, turn)
    if last_year is None:  # the edge that is nearest to publication decides for both
        last_year = cal.year_of_months(first, last, span.day)
    if first_year is None:
        first_year = last_year if first < last else last_year - 1
    if (first_year, first) >= (last_year, last):
        return None
    return Reading(f"{first_year:04d}-{first:02d}/{last_year:04d}-{last:02d}")


def years(f: Fields, _place: Span) -> Reading | None:
    """ "2004-2009", "2020/2021", "2019/20"."""
    first, second = year_of(f) or 0, f["yy2"] or ""
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second.lstrip("'"))
    return Reading(f"{first:04d}/{last:04d}") if first < last else None


def decades(f: Fields, span: Span) -> Reading | None:
    """ "1980-an hingga 1990-an", "tahun 70-an sampai 80-an"."""
    first, last = (resolvers.decade({"yy": f["yy" + nth]}, span) for nth in ("", "2"))
    return (
        Reading(f"{first.value}/{last.value}")
        if first and last and first.value < last.value
        else None
    )


def centuries(f: Fields, span: Span) -> Reading | None:
    """ "abad ke-13 hingga ke-15"."""
    first, last = (resolvers.century({"n": f["n" + nth]}, span) for nth in ("", "2"))
    return (
        Reading(f"{first.value}/{last.value}")
        if first and last and first.value < last.value
        else None
    )


def weekdays(f: Fields, span: Span) -> Reading | None:
    """ "Jumat hingga Minggu lalu"."""
    first, last = weekday_of(f) or 0, weekday_of(f, "2") or 0
    end = (
        cal.weekday_before(last, span.day)
        if direction(f["rel"]) == -1
        else cal.weekday_after(last, span.day)
    )
    return between(cal.weekday_before(first, end), end, f)


def weekdays_of_week(f: Fields, span: Span) -> Reading | None:
    """ "Senin-Rabu pekan lalu"."""
    weeks = direction(f["rel"]) or 0
    first, last = (
        cal.weekday_of_week(weekday_of(f, nth) or 0, span.day, weeks) for nth in ("", "2")
    )
    return between(first, last, f)


# Lists: "3, 4 dan 5 April" are three mentions, and only the last one has its month

_AND = r"(?:,?[ \t]{1,3}(?:dan|atau|serta|maupun|&)[ \t]{1,3}|[ \t]?&[ \t]?)"
_DAY_LIST = re.compile(
    f"(?:,[ \t]?{SLOTS['d']}){{0,8}}{_AND}(?:tanggal )?{SLOTS['d']}[ "
    f"\t]{{1,3}}(?P<anymonth>{SLOTS['anymonth']})(?!\\w)"
    f"(?:[ \t]{{1,3}}(?P<y>{SLOTS['y']}))?(?:[ \t](?P<rel>{SLOTS['ago']}|{SLOTS['ahead']})(?!\\w))?"
)
_MONTH_LIST = re.compile(
    f"(?:,[ \t]?{SLOTS['month']}(?!\\w)){{0,8}}{_AND}{SLOTS['month']}(?!\\w)[ \t]{{1,3}}"
    f"(?:(?P<y>{SLOTS['y']})|tahun[ \t](?P<rel2>lalu|ini|depan))"
)

_WEEKDAY_LIST = re.compile(
    rf"(?:(?:,[ \t]?{SLOTS['weekday']}(?!\w)){{0,5}}{_AND}(?:hari )?{SLOTS['weekday']}(?: "
    rf"{SLOTS['part']})?[ \t]{{1,3}}"
    rf"(?P<week>pekan |minggu )?(?P<rel>{SLOTS['rel']})(?!\w))"
)


def in_day_list(span: Span) -> bool:
    """Whether a bare day number is an item of a list that ends in day and month."""
    return _DAY_LIST.match(span.low, span.end) is not None


def day_item(f: Fields, span: Span) -> Reading | None:
    """The "3" of "3, 4 dan 5 April"."""
    tail = _DAY_LIST.match(span.low, span.end)
    found = day_of({**f, **tail.groupdict()}, span.day)[0] if tail else None
    return Reading(found.isoformat()) if found else None


def in_month_list(span: Span) -> bool:
    """Whether a month is an item of a list that ends in month and year."""
    return _MONTH_LIST.match(span.low, span.end) is not None


def in_weekday_list(span: Span) -> bool:
    """Whether a weekday is an item of a list that ends in a weekday of a week, or one turned by
    "lalu", "depan"."""
    return _WEEKDAY_LIST.match(span.low, span.end) is not None


def weekday_item(f: Fields, span: Span) -> Reading | None:
    """The "Selasa" of "Selasa dan Rabu pekan lalu"."""
    tail = _WEEKDAY_LIST.match(span.low, span.end)
    if not tail:
        return None
    turned = {**f, "rel": tail["rel"]}
    return (
        resolvers.weekday_of_week(turned, span)
        if tail["week"]
        else resolvers.weekday_turned(turned, span)
    )


def month_item(f: Fields, span: Span) -> Reading | None:
    """The "Mei" of "Mei dan Juni 2021"."""
    tail = _MONTH_LIST.match(span.low, span.end)
    if not tail:
        return None
    turn = direction(tail["rel2"])
    found = int(tail["y"]) if tail["y"] else span.day.year + (turn or 0)
    return Reading(f"{found:04d}-{month_of(f):02d}")

"""Dates in the platform's other languages: dateparser finds and reads them, and only whole days and
weekdays are kept; rather none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from archive.article import Mention
from archive.temporal.calendars import nearest

#: A find begins and ends with these signs only by accident.
_EDGES = re.compile(r"^[\s,.;:()\[\]«»„“”‘’'\"-]+|[\s,;:()\[\]«»„“”‘’'\"-]+$")
#: What a find must hold once beside words: a day in digits. Two would be a score or a count.
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NUMERIC = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d")
#: The word of a month or weekday; scripts from Thai on need no three signs for one.
_NAME = re.compile(r"[^\W\d_]{3}|[\u0e00-\uffff]")
#: Years that news speaks of.
_YEARS = range(1800, 2101)
_LONGEST = 60


def mentions(text: str, published: datetime, language: str) -> list[Mention]:
    """The whole days, numeric dates and weekdays that a text names; none for a language that
    dateparser does not know."""
    if language not in _known():
        return []
    # slow to import, and Indonesian and English text does without it
    from dateparser.search import search_dates

    base = published.replace(tzinfo=None)
    try:
        found = search_dates(text, languages=[language], settings=_settings(base)) or []
    except Exception:  # whatever breaks in it on a strange text, the article stays readable
        return []
    return list(_kept(text, found, base.date(), language))


@cache
def _known() -> frozenset[str]:
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


def _settings(base: datetime) -> dict[str, Any]:
    return {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "DATE_ORDER": "DMY"}


def _kept(
    text: str, found: list[tuple[str, datetime]], published: date, language: str
) -> Iterator[Mention]:
    """The finds that name a day by themselves, at their offsets, which dateparser does not give."""
    at = 0
    for words, _ in found:
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        kept = _EDGES.sub("", words)
        if not kept or len(kept) > _LONGEST:
            continue
        if numeric := _NUMERIC.search(kept):  # "em 07/02/2023"
            kept = numeric[0]
        begin = text.index(kept, start)
        if not _stands_alone(text, begin, begin + len(kept)):
            continue
        day = _day_of(kept, published, language)
        if day is not None and day.year in _YEARS:
            yield Mention(begin, begin + len(kept), kept, day.isoformat(), reader="dateparser")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """True where no word or number goes on at either side, and no sign of a score or a price."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not (
        before.isalnum() or after.isalnum() or before in tuple("$€£₽%-/.,") or after in ("%", "/")
    )


def _day_of(words: str, published: date, language: str) -> date | None:
    """The day that an expression names; None = it names none, or needs more than a day to be read.

    The same words are read from days of other years, months and weekdays: what does not change is
    what the words say.
    """
    if _NUMERIC.fullmatch(words):
        return _parsed(words, published, language)
    if not _NAME.search(words):
        return None
    readings = {base: _parsed(words, base, language) for base in _bases(published)}
    days = list(readings.values())
    if None in days:
        return None
    whole = [day for day in days if day]
    has_day = len(_DAY.findall(words)) == 1
    if len(set(whole)) == 1 and has_day:
        return whole[0]  # a day, a month and a year
    if len({(day.month, day.day) for day in whole}) == 1 and has_day:
        return _nearest(whole[0], published)  # a day and a month
    if len({day.isoweekday() for day in whole}) == 1 and not any(sign.isdigit() for sign in words):
        return readings[published]  # a weekday
    return None


def _bases(published: date) -> list[date]:
    """The day of publication, and days of other years, months and weekdays."""
    return [
        published,
        published - timedelta(days=3),
        published - timedelta(days=40),
        published - timedelta(days=400),
    ]


def _parsed(words: str, base: date, language: str) -> date | None:
    import dateparser

    noon = datetime(base.year, base.month, base.day, 12)  # noqa: DTZ001 (as dateparser wants it)
    parsed = dateparser.parse(words, languages=[language], settings=_settings(noon))
    return parsed.date() if parsed else None


def _nearest(day: date, published: date) -> date:
    """A day and month in the year that brings it nearest to publication."""
    return nearest(day.day, day.month, published) or day

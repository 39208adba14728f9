"""Dates in the platform's other languages: whole days beside the name of a month, which dateparser
reads, numeric dates and weekdays; rather none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any
from unicodedata import category, digit

from archive.article import Mention
from archive.temporal import other_weekdays
from archive.temporal.calendars import nearest, on
from archive.temporal.other_weekdays import is_told_as_past

#: Between the edges of a range; only a whole range would be a date.
_UNTIL = r"(?:[-–—]|(?:au|al|a|ao|até|à|до|по|bis|do|đến|tới|ile|ila|to)\b)(?:\s+(?:le|el|o|den|dem|ngày))?"
_BEGAN = re.compile(
    rf"(?:(?<![\d:-])\d{{1,2}}(?:er|º|ª|\.)?(?:\s+\w+)?\s*{_UNTIL}"
    r"|\b(?:entre|между|між|giữa|between|zwischen)\s[^.,;]{1,20})\s*$",
    re.IGNORECASE,
)
#: "la loi 2020-11 du |3 mars": the number of a law tells its year, and its day belongs to it.
_LAW = re.compile(
    r"\b(?:loi|décret|ordonnance|ley|decreto|lei|decreto-lei|закон\w*|указ\w*)\s(?:n\.?\s?[°ºo]\s?|№\s?)?\d[\w./-]*,?\s(?:du|de|del|от|від)\s$"
)
#: "07/02/2023", "2023-02-07"
_NUMERIC = (
    r"(?<![\w./-])(?P<day>\d{1,2})(?P<sign>[./-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\w/-])",
    r"(?<![\w./-])(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?![\w/-])",
)
_WEEKDAY_VI = r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật)"
_NUMBERS_VI = (
    r"(?P<day>\d{1,2})(?P<sign>[/-])(?P<month>\d{1,2})(?:(?P=sign)(?P<year>\d{4}))?(?![\d/-])"
)
_VIETNAMESE = (
    # "ngày 6 tháng 2 năm 2023"
    rf"(?:{_WEEKDAY_VI},? )?\bngày (?P<day>\d{{1,2}}) tháng (?P<month>\d{{1,2}})(?:(?:,| năm) (?P<year>\d{{4}}))?\b",
    # "ngày 7/9", "hôm 7/9", "thứ Hai, 15/4"
    rf"(?:(?:{_WEEKDAY_VI},? )?\bngày |(?<=\bhôm )|{_WEEKDAY_VI},? ){_NUMBERS_VI}",
    # "thứ Hai (15/4)"
    rf"{_WEEKDAY_VI}(?: (?:tuần )?(?:này|tới|trước|qua))? \({_NUMBERS_VI}\)",
)
#: Years that news speaks of.
_YEARS = range(1800, 2101)
#: A day and month without a year is the nearest one; near the middle of the year nobody knows.
_SURE_WITHIN = timedelta(days=150)
#: Further ahead than this nothing is told as past.
_SOON = timedelta(days=30)
#: No text is published so near to the edges of the calendar.
_MARGIN = timedelta(days=800)
#: Characters of a text that are looked through; the longest report has a tenth.
_MOST = 200_000
_REACH = 60
_MONTHS = "january february march april may june july august september october november december"
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"
_NUMBER = r"(?<![\w.,:/-])\d{1,2}(?:er|re|º|ª|\.|-го|-е)?"
_YEAR = r"\d{4}"
_YEAR_BEHIND = rf"(?:,?\s(?:de\s|del\s)?{_YEAR}(?:\s?(?:года|году|року|р\.|г\.)(?!\w)|-[^\W\d]{{2,4}})?(?![\w-]))"
#: "2023-cü ildə"
_ORDINAL_YEAR = re.compile(rf"({_YEAR})-\w+")
#: A year that is no part of what was read: what it says is not known then.
_YEAR_BESIDE = re.compile(r"(?<!\d)\d{4}(?!\d)")
_BESIDE = 14


def mentions(text: str, published: datetime, language: str) -> list[Mention]:
    """The whole days, numeric dates and weekdays that a text names; none for a language that
    dateparser does not know."""
    day = published.date()
    if language not in _known() or not date.min + _MARGIN < day < date.max - _MARGIN:
        return []
    found = [
        *_numeric(text, day, language),
        *_named(text, day, language),
        *other_weekdays.mentions(text, day, language),
    ]
    return _apart(found)


def _apart(found: list[Mention]) -> list[Mention]:
    """The mentions in reading order; of two that overlap the one that begins first, and of those
    the longer one."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _numeric(text: str, published: date, language: str) -> Iterator[Mention]:
    """The dates of which day, month and year are numbers."""
    for pattern in _in_numbers(language):
        for match in pattern.finditer(text, 0, _MOST):
            day = _numbered(match, published)
            if day and not _is_edge(text, *match.span(), language):
                yield Mention(
                    match.start(), match.end(), match[0], day.isoformat(), reader="grammar"
                )


@cache
def _in_numbers(language: str) -> tuple[re.Pattern[str], ...]:
    patterns = list(_NUMERIC)
    if language == "vi":
        patterns += _VIETNAMESE
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _numbered(match: re.Match[str], published: date) -> date | None:
    day, month = int(match["day"]), int(match["month"])
    if match["year"]:
        return on(int(match["year"]), month, day)
    return _near(nearest(day, month, published), published)


def _named(text: str, published: date, language: str) -> Iterator[Mention]:
    """The days beside the name of their month, with or without a year."""
    done = 0
    for match in _day_and_month(language).finditer(text, 0, _MOST):
        start, end = match.span()
        begin, done = max(done, start - _BESIDE), end
        if _is_edge(text, start, end, language) or _goes_on(text, end):
            continue
        if _LAW.search(text, max(0, start - _REACH), start):
            continue
        day = _day_of(_ORDINAL_YEAR.sub(r"\1", match[0]), published, language)
        if day is None or day.year not in _YEARS:
            continue
        if str(day.year) not in _digits(match[0]):
            if _has_year_beside(text, begin, match):
                continue
            if day - published > _SOON and is_told_as_past(text, start, end, language):
                continue  # of another year
        yield Mention(start, end, match[0], day.isoformat(), reader="dateparser")


def _goes_on(text: str, end: int) -> bool:
    """True where the last word has a vowel sign more: it is another word."""
    return category(text[end : end + 1] or " ").startswith("M")


def _digits(words: str) -> str:
    """Words with the digits of any script as those of ours."""
    return "".join(str(digit(sign)) if sign.isdigit() else sign for sign in words)


def _has_year_beside(text: str, begin: int, match: re.Match[str]) -> bool:
    """True where a year stands close by: it is that of the day, in a way of writing that nobody
    reads here."""
    if _YEAR_BESIDE.search(text, begin, match.start()):
        return True
    return _YEAR_BESIDE.search(text, match.end(), match.end() + _BESIDE) is not None


@cache
def _day_and_month(language: str) -> re.Pattern[str]:
    """A number with the name of a month, in any order, and the year and weekday beside them."""
    month = _month_names(language)
    weekday = _choice(_names(language, _WEEKDAYS, shortest=4))
    before = rf"(?:(?<!\w){weekday},?\s(?:le\s|el\s|dia\s|o\s)?)?"
    behind = rf"(?:,?\s{weekday}(?!\w))?"
    between = r"\s{1,2}(?:de\s|d['’])?"
    orders = (
        rf"{before}{_NUMBER}{between}{month}(?!\w){_YEAR_BEHIND}?{behind}",
        rf"{before}(?<!\w){month}\s\d{{1,2}}(?!\w|[.,:/-]\d){_YEAR_BEHIND}?",
        rf"(?:{_YEAR}\s?[年년]\s?)?(?<!\d){month}\s?\d{{1,2}}[日号號일]",
        rf"(?<!\w){_YEAR}\.?\s{month}\s\d{{1,2}}(?!\w)",
    )
    return re.compile("|".join(orders), re.IGNORECASE)


def _month_names(language: str) -> str:
    """The names of the months as a pattern; a short one only where its month has no longer one, or
    a year stands behind."""
    full = set()
    short = set()
    for month in _MONTHS.split():
        names = _names(language, month, shortest=2)
        long = {name for name in names if len(name) > 3 or not name.isascii()}
        full |= long or names
        short |= names - full
    if not short:
        return _choice(full)
    return rf"(?:{_choice(full)}|{_choice(short)}\.?(?={_YEAR_BEHIND}))"


def _names(language: str, keys: str, shortest: int) -> set[str]:
    """What dateparser knows months or weekdays by in a language."""
    from dateparser.languages.loader import default_loader

    info = default_loader.get_locale(language).info
    names = {name for key in keys.split() for name in info.get(key, ()) if len(name) >= shortest}
    return names | {name.replace("ي", "ی") for name in names}  # as Persian writes it


def _choice(names: set[str]) -> str:
    return (
        "(?:" + "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))) + ")"
    )


@cache
def _known() -> frozenset[str]:
    # slow to import, and Indonesian and English text does without it
    from dateparser.data.languages_info import language_order

    return frozenset(language_order)


def _is_edge(text: str, start: int, end: int, language: str) -> bool:
    """True for the edge of a range, whose other edge would be missing ("du 31 octobre au 12
    novembre")."""
    before = text[max(0, start - _REACH) : start]
    return bool(_BEGAN.search(before) or _goes_until(language).match(text, end))


@cache
def _goes_until(language: str) -> re.Pattern[str]:
    """The rest of a range behind its first day; "a 12 años" is none."""
    month = _month_names(language)
    rest = rf"(?:[./]\d|\s(?:de\s|tháng\s)?(?:{month}|\d)|\s?[;:)]|\s?[.,](?!\d)|\s?$)"
    return re.compile(rf"\s*{_UNTIL}\s*\d{{1,2}}(?:er|º|ª)?{rest}", re.IGNORECASE)


def _day_of(words: str, published: date, language: str) -> date | None:
    """The day that an expression names; None = it names none.

    The same words are read from days of other years, months and weekdays: what does not change is
    what the words say.
    """
    readings = []
    for base in _bases(published):
        read = _parsed(words, base, language)
        if read is None:
            return None
        readings.append(read)
    if len(set(readings)) == 1:
        return readings[0]  # a day, a month and a year
    if len({(day.month, day.day) for day in readings}) == 1:
        return _near(nearest(readings[0].day, readings[0].month, published), published)
    return None


def _near(day: date | None, published: date) -> date | None:
    """A day so near to publication that its year is sure; None = it is not."""
    if day is None or abs(day - published) > _SURE_WITHIN:
        return None
    return day


def _bases(published: date) -> list[date]:
    """The day of publication, and days of other years, months and weekdays."""
    return [
        published,
        published - timedelta(days=3),
        published - timedelta(days=40),
        published - timedelta(days=400),
    ]


@lru_cache(maxsize=4096)
def _parsed(words: str, base: date, language: str) -> date | None:
    import dateparser

    noon = datetime(base.year, base.month, base.day, 12)  # noqa: DTZ001 (as dateparser wants it)
    settings: dict[str, Any] = {
        "RELATIVE_BASE": noon,
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "DMY",
    }
    try:
        parsed = dateparser.parse(words, languages=[language], settings=settings)
    except Exception:  # whatever breaks in it on strange words, the article stays readable
        return None
    return parsed.date() if parsed else None

"""Dates in the platform's other languages: dateparser finds and reads them, and only whole days and
weekdays are kept; rather none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from archive.article import Mention
from archive.temporal.calendars import nearest, on, weekday_until

#: A find begins and ends with these signs only by accident.
_EDGES = re.compile(r"^[\s,.;:()\[\]«»„“”‘’'\"-]+|[\s,;:()\[\]«»„“”‘’'\"-]+$")
#: What a find must hold once beside words: a day in digits. Two would be a score or a count.
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_NUMERIC = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d\d-\d\d")
#: The word of a month or weekday; scripts from Thai on need no three signs for one.
_NAME = re.compile(r"[^\W\d_]{3}|[\u0e00-\uffff]")
#: Between the edges of a range; only a whole range would be a date.
_UNTIL = r"(?:[-–—]|(?:au|al|a|ao|até|à|до|по|bis|do|đến|tới|ile|ila|to)\b)(?:\s+(?:le|el|o|den|dem|ngày))?"
_FROM = r"\b(?:du|de|del|desde|с|со|от|từ|von|vom|from|da|dal|od)\s+"
#: "du lundi |au vendredi", "du lundi au |vendredi": the days of every week.
_FROM_HERE = re.compile(rf"{_FROM}$", re.IGNORECASE)
_TO_THERE = re.compile(rf"\s*{_UNTIL}\s+\w")
_FROM_THERE = re.compile(rf"{_FROM}[^.,;]{{1,20}}\s{_UNTIL}\s*$", re.IGNORECASE)
_GOES_ON = re.compile(rf"\s*{_UNTIL}\s*\d{{1,2}}(?![\d:.h]|\s(?:h|Uhr|час))")
_BEGAN = re.compile(
    r"(?:(?<![\d:])\d{1,2}(?:\s+\w+)?\s*"
    + _UNTIL
    + r"|\b(?:entre|между|giữa|between|zwischen)\s[^.,;]{1,20})\s*$",
    re.IGNORECASE,
)
#: An article or preposition.
_LONGEST_PARTICLE = 3
_PART = re.compile(r"[^\s,()]+")
#: "mer" and "mar" are words of their own; where something stands behind, a weekday is written out.
_SHORTEST_WEEKDAY = 5
#: "ngày 6 tháng 2 năm 2023", "ngày 7/9", "thứ Hai (15/4)": day, month, year.
_VIETNAMESE_DAY = r"(?:thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật),?"
_WRITTEN = {
    "vi": re.compile(
        rf"\b(?:{_VIETNAMESE_DAY} )?"
        r"(?:ngày (\d{1,2}) tháng (\d{1,2})(?:(?:,| năm) (\d{4}))?\b"
        r"|ngày (\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/-]))"
        rf"|\b{_VIETNAMESE_DAY} \((\d{{1,2}})/(\d{{1,2}})(?:/(\d{{4}}))?\)",
        re.IGNORECASE,
    )
}
#: Years that news speaks of.
_YEARS = range(1800, 2101)
_LONGEST = 60


def mentions(text: str, published: datetime, language: str) -> list[Mention]:
    """The whole days, numeric dates and weekdays that a text names; none for a language that
    dateparser does not know."""
    if language not in _known():
        return []
    base = published.replace(tzinfo=None)
    own = list(_written(text, base.date(), language))
    rest = _without(own, text)
    mentions = own
    for begin, end in _windows(rest, language):
        window = rest[begin:end]
        for kept in _kept(window, _found(window, base, language), base.date(), language):
            mentions.append(replace(kept, start=kept.start + begin, end=kept.end + begin))
    return sorted(mentions, key=lambda mention: mention.start)


def _without(own: list[Mention], text: str) -> str:
    """The text with spaces in the place of these mentions, which are in reading order."""
    pieces = []
    done = 0
    for mention in own:
        pieces += [text[done : mention.start], " " * len(mention.text)]
        done = mention.end
    return "".join([*pieces, text[done:]])


def _found(text: str, base: datetime, language: str) -> list[tuple[str, datetime]]:
    # slow to import, and Indonesian and English text does without it
    from dateparser.search import search_dates

    try:
        return search_dates(text, languages=[language], settings=_settings(base)) or []
    except Exception:  # whatever breaks in it on a strange text, the article stays readable
        return []


def _windows(text: str, language: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text where a date can stand: around what names a month or weekday, and
    around numeric dates. In others dateparser only takes its time, most of all in numbers."""
    begin = 0
    end = 0
    for found in _marks(language).finditer(text, 0, _MOST):
        start = text.rfind(" ", 0, max(0, found.start() - _AROUND)) + 1
        if start > end:
            if end:
                yield begin, end
            begin = start
        end = text.find(" ", min(len(text), found.end() + _AROUND))
        if end < 0:
            end = len(text)
    if end:
        yield begin, end


@cache
def _marks(language: str) -> re.Pattern[str]:
    """What a date of a language does not do without: the name of a month or weekday, or three
    numbers."""
    from dateparser.languages.loader import default_loader

    info = default_loader.get_locale(language).info
    names = {name for key in _NAMED for name in info.get(key, ()) if len(name) > 1}
    words = sorted(map(re.escape, names), key=len, reverse=True)
    return re.compile("|".join([_NUMERIC.pattern, *words]), re.IGNORECASE)


_MOST = 200_000  # characters of a text that are looked through; the longest report has a tenth
_AROUND = 40  # characters beside such a mark that a date can take up
_NAMED = (
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday"
).split()


def _written(text: str, published: date, language: str) -> Iterator[Mention]:
    """The dates in the ways of writing that dateparser does not find."""
    pattern = _WRITTEN.get(language)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        fields = [field for field in match.groups() if field]
        day, month = int(fields[0]), int(fields[1])
        if len(fields) == 3:
            found = on(int(fields[2]), month, day)
        else:
            found = nearest(day, month, published)
        if found is None or _is_edge(text, match.start(), match.end()):
            continue
        yield Mention(match.start(), match.end(), match[0], found.isoformat(), reader="grammar")


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
        kept, day = _own_words(kept, published, language)
        if day is None or day.year not in _YEARS:
            continue
        begin = text.index(kept, start)
        end = begin + len(kept)
        if _stands_alone(text, begin, end) and not _is_edge(text, begin, end):
            yield Mention(begin, end, kept, day.isoformat(), reader="dateparser")


def _own_words(words: str, published: date, language: str) -> tuple[str, date | None]:
    """An expression without what dateparser took with it at either side ("le 17 mars à midi",
    "jeudi à 95 ans"), and the day that it names."""
    parts = list(_PART.finditer(words))
    while len(parts) > 1 and _is_loose(parts[0][0], published, language):
        rest = words[parts[1].start() :]
        if not _DAY.search(rest) and len(rest) < _SHORTEST_WEEKDAY:
            break  # "thứ Tư": the short word makes the weekday
        words = rest
        parts = list(_PART.finditer(words))
    for last, before in zip(reversed(parts), [*reversed(parts[:-1]), None], strict=True):
        kept = words[parts[0].start() : last.end()]
        day = _day_of(kept, published, language)
        cut_short = last is not parts[-1] and not _DAY.search(kept)
        if day is None or (cut_short and len(kept) < _SHORTEST_WEEKDAY):
            continue
        if before and _is_loose(last[0], published, language, before[0]):
            shorter = words[parts[0].start() : before.end()]
            if _day_of(shorter, published, language) == day:
                continue
        return kept, day
    return words, None


def _is_loose(word: str, published: date, language: str, before: str = "0") -> bool:
    """True for an article or preposition, and for a part of the day. A longer word that says nothing
    belongs to a number before it: "18 марта 2014 года"."""
    if any(sign.isdigit() for sign in word):
        return False
    readings = {base: _parsed(word, base, language) for base in _bases(published)}
    if set(readings.values()) == {None}:
        return len(word) <= _LONGEST_PARTICLE or not before[-1].isdigit()
    return all(day == base for base, day in readings.items())


def _is_edge(text: str, start: int, end: int) -> bool:
    """True for the edge of a range, whose other edge would be missing ("du 31 octobre au 12
    novembre")."""
    before = text[max(0, start - _LONGEST) : start]
    if any(sign.isdigit() for sign in text[start:end]):
        return bool(_BEGAN.search(before) or _GOES_ON.match(text, end))
    if _FROM_THERE.search(before):
        return True
    return bool(_FROM_HERE.search(before) and _TO_THERE.match(text, end))


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
        named = readings[published]
        bare = not any(sign.isspace() for sign in words.removeprefix("thứ "))
        if named and bare:  # dateparser takes that of the week before on its own day
            return weekday_until(named.isoweekday(), published)
        return named
    return None


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
    parsed = dateparser.parse(words, languages=[language], settings=_settings(noon))
    return parsed.date() if parsed else None


def _nearest(day: date, published: date) -> date:
    """A day and month in the year that brings it nearest to publication."""
    return nearest(day.day, day.month, published) or day

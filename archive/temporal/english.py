"""English text of the other Pangea sites: dateparser's search as a plain fallback, filtered for
false finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from archive.article import Mention

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
#: What is kept of what dateparser finds, and the format that shows its grain: nothing finer than
#: the words say.
_D = r"\d{1,2}(?:st|nd|rd|th)?"
_KEPT = (
    (re.compile(rf"(?:{_WEEKDAY},? )?(?:{_MONTH} {_D}|{_D} {_MONTH})(?:,? \d{{4}})?$"), "%Y-%m-%d"),
    (re.compile(r"\d{4}-\d\d-\d\d$"), "%Y-%m-%d"),
    (re.compile(rf"{_MONTH},? \d{{4}}$"), "%Y-%m"),
    (re.compile(rf"(?:on )?{_WEEKDAY}$|today$|yesterday$|tomorrow$"), "%Y-%m-%d"),
    (re.compile(r"(?:\d+|a|one|two|three|four|five|six|seven|eight|nine|ten) days? ago$"), "%Y-%m-%d"),
)  # fmt: skip
_STOPS = re.compile(
    r"(?<=\bJan|\bFeb|\bMar|\bApr|\bJun|\bJul|\bAug|\bSep|\bOct|\bNov|\bDec)\.|(?<=\bSept)\."
)
_EDGES = re.compile(
    r"^(?:on|in|of|at|the|by|since|until)\s+|[\s,.;]+$|\s+(?:on|in|of|at|to|by|and)$", re.IGNORECASE
)


def mentions(text: str, published: datetime) -> list[Mention]:
    """The days and months with their year that an English text names; coarser or relative ones are
    left out."""
    # slow to import, and Indonesian text does without it
    from dateparser.search import search_dates

    settings = {
        "RELATIVE_BASE": published.replace(tzinfo=None),
        "PREFER_DATES_FROM": "past",
        "DATE_ORDER": "MDY",
    }
    # of the same length; at "Feb. 7, 2023" the search would stop after "Feb"
    plain = _STOPS.sub(" ", text)
    return list(
        _placed(text, plain, search_dates(plain, languages=["en"], settings=settings) or [])
    )


def _placed(text: str, plain: str, found: list[tuple[str, datetime]]) -> Iterator[Mention]:
    """The finds that look like a date, at their offsets, which dateparser does not give."""
    at = 0
    for words, moment in found:
        kept = _trimmed(words)
        form = _grain(kept)
        if form is None:
            continue
        written = re.compile(r"\s+".join(map(re.escape, kept.split())))
        place = written.search(plain, at)
        if place and _whole(plain, place.start(), place.end()):
            at = place.end()
            words_as_written = text[place.start() : at]
            yield Mention(place.start(), at, words_as_written, moment.strftime(form))


def _trimmed(words: str) -> str:
    while (shorter := _EDGES.sub("", words)) != words:
        words = shorter
    return words


def _grain(words: str) -> str | None:
    """The format of a find by its grain; None = it is no date."""
    low = " ".join(words.lower().split())
    for pattern, form in _KEPT:
        if pattern.match(low):
            return form
    return None


def _whole(text: str, start: int, end: int) -> bool:
    """True where no word or number goes on at either side."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return not any(sign.isalnum() for sign in around)

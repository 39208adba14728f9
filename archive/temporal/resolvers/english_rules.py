"""Rules of English expressions, and conditions of their rows; the values are those of the Indonesian
ones."""

from __future__ import annotations

import re

from archive.temporal import calendars as cal
from archive.temporal import english_words as e
from archive.temporal.conditions.names import is_part_of_name
from archive.temporal.conditions.surroundings import is_capital
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers.day_rules import step
from archive.temporal.resolvers.matched import (
    as_day,
    count_of,
    day_number,
    mod_of,
    month_of,
    plain,
    unit_of,
    weekday_of,
    weekday_told,
    year_of,
)
from archive.temporal.resolvers.slips import weekday_date
from archive.temporal.slots import SLOTS, choice

_REACH = 100
_BREAK = r"(?:(?<!\b[ap])(?<!\b[ap]\.m)\.|[;:!?\n\"“”])"  # not in "1 a.m. |Tuesday"
_SIGNAL = re.compile(
    rf"(?P<future>\b{choice(e.FUTURE)}\b)"
    rf"|(?P<told>\b{choice(e.TELLING)}\b)"
    rf"|(?P<end>{_BREAK}|\b(?:after|before|but|while|when|because)\b)"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”(—])\s*(?:on|by)?\s*$")
_CLAUSE_END = re.compile(
    rf"{_BREAK}|,(?!\d)|\b(?:and|after|before|but|while|when|because|that|which|who)\b"
)
_PROGRAMME = re.compile(rf"\b{choice(e.SCHEDULED)}(?:e?s)?\b")
_PAST = re.compile(rf"\b(?:(?!united\b)\w{{2,}}ed|{choice(e.PAST)})\b")
#: "as of |Monday": the day from which, or up to which, something holds.
_FROM_THEN = re.compile(
    r"\b(?:as of|starting|beginning|effective|by|until|till|no later than)[ \t](?:on[ \t])?$"
)
_LONGEST_LIST = 80  # characters
#: "next Tuesday and |Wednesday"
_TURNED_LIST = re.compile(
    rf"\b(?P<enturn>last|next)[ \t]{choice(e.WEEKDAYS)}(?:,[ \t]{choice(e.WEEKDAYS)}){{0,4}},?[ \t](?:and|or)[ \t]$"
)
#: "Sept. 9 and |10"
_DAY_LIST = re.compile(
    rf"\b(?P<enmonth>{SLOTS['enmonth'].regex})[ \t]\d{{1,2}}(?:,[ \t]\d{{1,2}}){{0,4}},?[ \t](?:and|or)[ \t]$"
)
#: What stands before the weekdays of every week: "is open |Tuesday through Sunday".
_SCHEDULE = re.compile(r"\b(?:open|opens|closed|hours|daily|airs|runs|weekly|served)\b[^.;]*$")
#: What may follow an adverb: "overnight curfew" names no night.
_NO_NOUN = re.compile(
    r"[ \t]*(?:[.,;:!?)\n\"”]|$|[ \t](?:in|on|and|at|after|as|to|from|by|with|into|near|when|while|for"
    r"|before|that|across|over|between)\b)"
)
_LEADS = re.compile(rf"\b{choice(e.LEADS)}[ \t](?:the[ \t])?$")
_COUNT_BEFORE = re.compile(
    r"(?:[$€£]|\b(?:nearly|some|over|(?:more|less|fewer|other) than|least|about|almost|roughly)[ \t])$"
)
_PERIOD = re.compile(r"\b(?:the|past|each|every|per)[ \t]$")


def is_future(span: Span) -> bool:
    """True where the clause around an expression is about the future: "will vote Thursday"."""
    last = None
    for signal in _SIGNAL.finditer(span.low, max(0, span.start - _REACH), span.start):
        last = signal.lastgroup
    if last in ("future", "told"):
        return last == "future"
    if _FROM_THEN.search(span.low, max(0, span.start - 24), span.start):
        return True
    if _is_programme(span):
        return True
    if not _SENTENCE_START.search(span.low, max(0, span.start - 12), span.start):
        return False
    after = _SIGNAL.search(span.low, span.end, span.end + _REACH)
    return after is not None and after.lastgroup == "future"


def _is_programme(span: Span) -> bool:
    """True where a clause says in the present tense what is to happen: "the court meets Friday"."""
    begin = max(0, span.start - _REACH)
    for end in _CLAUSE_END.finditer(span.low, begin, span.start):
        begin = end.end()
    behind = _CLAUSE_END.search(span.low, span.end, span.end + _REACH)
    limit = behind.start() if behind else span.end + _REACH
    if _PROGRAMME.search(span.low, begin, span.start) is None:
        return False
    return _PAST.search(span.low, begin, limit) is None


def is_month(span: Span) -> bool:
    """True for a month that stands alone; "May" and "March", and one with a name behind, after a word
    that leads to a time."""
    if not is_capital(span):
        return False
    doubtful = (
        span.low[span.start : span.end] in ("may", "march", "august")
        or is_part_of_name(span)
        or _SENTENCE_START.search(span.low, max(0, span.start - 12), span.start)
    )
    if doubtful:
        return _LEADS.search(span.low, max(0, span.start - 20), span.start) is not None
    return True


def is_year(span: Span) -> bool:
    """True for four digits that are a year and count nothing."""
    before = span.low[max(0, span.start - 20) : span.start]
    if _COUNT_BEFORE.search(before) or re.search(r"\d[ \t]$", before):
        return False
    if re.match(r"[ \t]*%|[ \t]+\d", span.low[span.end : span.end + 4]):
        return False
    return 1800 <= int(span.low[span.start : span.start + 4]) <= 2100


def is_no_duration(span: Span) -> bool:
    """True for "last year", but not for "over the last year"."""
    return _PERIOD.search(span.low, max(0, span.start - 8), span.start) is None


def _turn(f: Fields) -> int:
    return e.TURNS[plain(f.get("enturn") or "this")]


def dated(f: Fields, span: Span) -> Reading | None:
    """The day of a month, in a year that is written or told by the rest: "Tuesday, Feb. 7, 2023",
    "February 7", "the 7th of February"."""
    year = year_of(f)
    if year is not None:
        return as_day(cal.on(year, month_of(f), day_number(f)), f)
    weekday_named = weekday_of(f)
    if weekday_named:
        day, flag = weekday_date(day_number(f), month_of(f), weekday_named, span)
        return Reading(day.isoformat(), None, flag) if day else None
    if is_future(span):
        day = cal.on_or_after(day_number(f), month_of(f), span.day)
        return as_day(day, f)
    return as_day(cal.nearest(day_number(f), month_of(f), span.day), f)


def days(f: Fields, span: Span) -> Reading | None:
    """The range of two days of one month: "Feb. 7-9, 2023"."""
    first = dated(f, span)
    last = dated({**f, "d": f["d2"]}, span)
    if not first or not last or first.value >= last.value:
        return None
    return Reading(f"{first.value}/{last.value}")


def weekday(f: Fields, span: Span) -> Reading | None:
    """The weekday that the clause puts before or behind publication: "Tuesday"."""
    return weekday_told(f, span.day, ahead=is_future(span))


def weekday_listed(f: Fields, span: Span) -> Reading | None:
    """The weekday that closes a list which a word turns: the "Wednesday" of "next Tuesday and
    Wednesday"; None = it closes no such list."""
    listed = _before(_TURNED_LIST, span)
    return weekday_turned({**f, **listed}, span) if listed else None


def day_listed(f: Fields, span: Span) -> Reading | None:
    """The day that closes a list of days: the "10" of "Sept. 9 and 10"; None = it closes none."""
    listed = _before(_DAY_LIST, span)
    return dated({**f, **listed}, span) if listed else None


def _before(listing: re.Pattern[str], span: Span) -> Fields:
    """What the first of a list before an expression says; {} = no list stands there."""
    found = listing.search(span.low, max(0, span.start - _LONGEST_LIST), span.start)
    return found.groupdict() if found else {}


def is_schedule(span: Span) -> bool:
    """True where weekdays are those of every week: "open Tuesday through Sunday"."""
    return _SCHEDULE.search(span.low, max(0, span.start - _REACH), span.start) is not None


def is_adverb(span: Span) -> bool:
    """True for "overnight", but not for "overnight curfew"."""
    return _NO_NOUN.match(span.low, span.end) is not None


def compares_nothing(span: Span) -> bool:
    """True for "two years later", but not for "two years later than planned"."""
    return not span.low.startswith(" than", span.end)


def weekday_turned(f: Fields, span: Span) -> Reading | None:
    """The weekday before or after publication, or of its week: "last Tuesday", "next Friday",
    "this Sunday"."""
    number = weekday_of(f) or 0
    return as_day(cal.weekday_turned(number, span.day, _turn(f)), f)


def deictic(f: Fields, span: Span) -> Reading | None:
    """The day named from that of publication: "yesterday", "tomorrow morning"."""
    return as_day(cal.plus_days(span.day, e.DEICTIC[plain(f["enday"] or "")]), f)


def today(f: Fields, span: Span) -> Reading | None:
    """The day of publication, with a part of the day: "this morning", "tonight"."""
    if f.get("enpart"):
        return as_day(span.day, f)
    return Reading(span.day.isoformat() + "TNI")


def month(f: Fields, span: Span) -> Reading | None:
    """The month, in a year that is written or nearest: "March 2024", "last May", "early June",
    "November"."""
    number, year = month_of(f), year_of(f)
    if year is None:
        year = cal.year_of_month(number, span.day, _turn(f))
    return Reading(f"{year:04d}-{number:02d}", mod_of(f))


def decade(f: Fields, _span: Span) -> Reading | None:
    """ "the 1990s", "the '90s"; "her 30s" is an age."""
    written = f["yy"] or ""
    digits = written.removeprefix("'")
    if digits[-1] != "0" or len(written) == 2:
        return None
    if len(digits) == 2:
        digits = ("20" if digits < "20" else "19") + digits
    return Reading(digits[:3] + "X", mod_of(f))


def century(f: Fields, _span: Span) -> Reading | None:
    """The century: "the 19th century"."""
    count = _ordinal(f["enorder"] or "")
    return Reading(f"{count - 1:02d}XX", mod_of(f)) if 1 <= count <= 100 else None


def quarter(f: Fields, span: Span) -> Reading | None:
    """The quarter or half of a year: "the second quarter of 2023", "the first half of last
    year"."""
    count = _ordinal(f["enorder"] or "")
    letter = "H" if "half" in span.low[span.start : span.end] else "Q"
    if not 1 <= count <= (2 if letter == "H" else 4):
        return None
    found = year_of(f)
    if found is None:
        found = span.day.year + _turn(f)
    return Reading(f"{found:04d}-{letter}{count}")


def unit_turned(f: Fields, span: Span) -> Reading | None:
    """The week, month or year beside publication: "last week", "this month", "next year"."""
    return step(unit_of(f), _turn(f), span.day)


def weekend_turned(f: Fields, span: Span) -> Reading | None:
    """The weekend beside publication: "last weekend", "this weekend"."""
    found = step("week", _turn(f), span.day)
    return Reading(found.value + "-WE") if found else None


def counted(f: Fields, span: Span) -> Reading | None:
    """The time counted from publication, at the unit's grain: "two weeks ago", "a year ago",
    "three days from now", "in five years' time"."""
    count = count_of(f)
    if span.low.endswith("ago", 0, span.end):
        count = -count
    return step(unit_of(f), count, span.day)


def _ordinal(words: str) -> int:
    digits = re.match(r"\d+", words)
    return int(digits[0]) if digits else e.ORDINALS[words]


_POSSESSIVE = re.compile(r"'s\b")


def is_no_possessive(span: Span) -> bool:
    """True for "today", but not for "today's youth"."""
    return _POSSESSIVE.match(span.low, span.end) is None

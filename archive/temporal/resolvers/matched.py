"""What the slots of a match say: month, year, weekday, part of the day, direction."""

from __future__ import annotations

from datetime import date

from archive.temporal import calendars as cal
from archive.temporal import english_words as e
from archive.temporal import vocabulary as v
from archive.temporal.numbers import number, year
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers.slips import CONFLICT, weekday_date

_WEEKDAYS = {**v.WEEKDAYS, **v.SHORT_WEEKDAYS, **e.WEEKDAYS}
_PARTS = v.PARTS | e.PARTS
_EDGES = v.EDGES | e.EDGES
_MONTH_SLOTS = (
    ("month", v.MONTHS),
    ("anymonth", v.MONTHS | v.SHORT_MONTHS),
    ("english", v.ENGLISH_MONTHS),
    ("foreign", v.ENGLISH_MONTHS),
    ("enmonth", e.MONTHS | e.SHORT_MONTHS),
    ("enfull", e.MONTHS),
)


def plain(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


def direction(words: str | None) -> int | None:
    """-1 for "lalu" and the like, 0 for "ini", 1 for "mendatang"; None without a word."""
    if words is None:
        return None
    key = plain(words)
    if key in v.AGO:
        return -1
    if key in v.AHEAD:
        return 1
    return 0


def day_number(f: Fields, nth: str = "") -> int:
    """The number of the day in its month, in digits or in words; 0 when the match names none."""
    if word := f.get("word" + nth):
        return number(plain(word))
    return int(f.get("d" + nth) or 0)


def count_of(f: Fields) -> int:
    """How many units the match counts; 1 when it names no number."""
    words = f.get("encount")
    if words:
        return int(words) if words.isdigit() else e.NUMBERS[words]
    return number(plain(f.get("n") or "1"))


def unit_of(f: Fields) -> str:
    """The unit that the match counts: "day", "week", "month", "year", "decade", "century"."""
    if f.get("one"):
        return v.ONE_UNIT[f["one"] or ""]
    if f.get("enunit"):
        return e.UNITS[f["enunit"] or ""]
    return v.UNITS[f["unit"] or ""]


def month_of(f: Fields, nth: str = "") -> int:
    """The month that a match names, in words or as a number; 0 = it names none."""
    for slot, table in _MONTH_SLOTS:
        if word := f.get(slot + nth):
            return table[word.removesuffix(".")]
    return int(f.get("m" + nth) or 0)


def year_of(f: Fields, nth: str = "") -> int | None:
    """The year that a match names; None = it names none."""
    digits = f.get("y" + nth) or f.get("yy" + nth) or f.get("short" + nth)
    return year(digits) if digits else None


def weekday_of(f: Fields, nth: str = "") -> int | None:
    """ISO number of the weekday that a match names; None = it names none."""
    word = f.get("weekday" + nth) or f.get("anyweekday" + nth) or f.get("engday" + nth)
    return _WEEKDAYS[word.removesuffix(".")] if word else None


def part_of(f: Fields) -> str:
    """The part of the day that a match names, as TIMEX3; "" = none."""
    nya = f.get("partnya") or ""
    word = f.get("part") or f.get("part2") or nya.removesuffix("nya") or f.get("enpart")
    return _PARTS[plain(word)] if word else ""


def mod_of(f: Fields) -> str | None:
    """ "START", "MID", "END" of "awal", "pertengahan", "akhir"; None without such a word."""
    word = f.get("edge") or f.get("enedge")
    return _EDGES[plain(word)] if word else None


def weekday_told(f: Fields, day: date, *, ahead: bool) -> Reading | None:
    """The weekday of a match: the latest one up to publication, or about the future the next one,
    which can be the day of publication."""
    return as_day(cal.weekday_told(weekday_of(f) or 0, day, ahead=ahead), f)


def as_day(day: date | None, f: Fields, flag: str | None = None) -> Reading | None:
    """A day, with the part of day that the match names; None without a day."""
    return Reading(day.isoformat() + part_of(f), None, flag) if day else None


def day_of(f: Fields, span: Span, nth: str = "") -> tuple[date | None, str | None]:
    """The day that a match names, and the flag of a weekday that contradicts it."""
    day, month = day_number(f, nth), month_of(f, nth)
    weekday = weekday_of(f, nth)
    written = year_of(f, nth)
    turn = direction(f.get("rel2"))
    if turn is not None:  # "27 Januari tahun lalu"
        written = span.day.year + turn
    if written is not None:
        found = cal.on(written, month, day)
        differs = found and weekday and found.isoweekday() != weekday
        return found, CONFLICT if differs else None
    if weekday:
        return weekday_date(day, month, weekday, span)
    turn = direction(f.get("rel"))
    if turn == -1:
        return cal.last(day, month, span.day), None
    if turn == 1:
        return cal.following(day, month, span.day), None
    return cal.nearest(day, month, span.day), None

"""Conditions of weekdays: "Minggu" is Sunday, and "minggu" a week."""

from __future__ import annotations

import re

from archive.temporal import calendars as cal
from archive.temporal import vocabulary as v
from archive.temporal.conditions.counts import is_uncounted
from archive.temporal.conditions.surroundings import before, is_shouted, opens_sentence
from archive.temporal.pattern import Span

_NAMED_DAY = re.compile(
    r"[ \t]*\([ \t]?\d|[ \t]+(?:lalu|depan|mendatang|ini|kemarin|pekan|minggu)\b|,?[ \t]+\d{1,2}[ \t][a-z]"
)


def before_no_bracket(span: Span) -> bool:
    """True where no "(7/2)" follows: with it the weekday is a date whatever stands before."""
    return _NAMED_DAY.match(span.low, span.end) is None


def is_proper(span: Span) -> bool:
    """True where a name stands before a weekday: "Pasar Minggu", but no "pasar Senin", nor "Pasar
    Minggu (2/4)"."""
    return span.text[span.start].isupper() and before_no_bracket(span)


_SCHEDULE = re.compile(
    r"\b(?:buka|beroperasi|operasional|melayani|kerja|rutin|setiap|tiap)\b[^.;]*$"
)


_REPEATED = re.compile(
    r",?(?:[ \t]\w+){0,3}[ \t](?:setiap|tiap|saban)[ \t](?:pekan|minggu|hari|bulan)\b|,?[ \t](?:setiap|tiap|saban)\b"
)


def is_schedule(span: Span) -> bool:
    """True where "Senin-Jumat" are those of every week: "kantor buka Senin-Jumat", "Senin sampai
    Jumat setiap pekan"."""
    if _REPEATED.match(span.low, span.end):
        return True
    return _SCHEDULE.search(before(span)) is not None


def means_sunday(span: Span) -> bool:
    """True where "Minggu" is the day: with a capital that the sentence's beginning does not
    explain."""
    at = span.low.find("minggu", span.start)
    if span.text[at] != "M" or is_shouted(span) or opens_sentence(span):
        return False
    # in "Minggu Lalu" all words of a heading have capitals
    return not span.text[at + 7 : at + 8].isupper()


def is_sunday_or_other(span: Span) -> bool:
    """True for a weekday that is no "minggu" in the sense of week."""
    return not span.low.startswith("minggu", span.start) or means_sunday(span)


def means_week(span: Span) -> bool:
    """True for "minggu" in the sense of week, with no count before it."""
    if not is_uncounted(span):
        return False
    return not (span.low.startswith("minggu", span.start) and means_sunday(span))


def is_lone_weekday(span: Span) -> bool:
    """True for a bare weekday; "Minggu" only where it has its capital."""
    if not span.low.startswith("minggu", span.start):
        return True
    return span.text[span.start] == "M"


def is_its_weekday(span: Span) -> bool:
    """True where the weekday is that of the day: "hari ini, Rabu" on a Wednesday."""
    words = span.low[span.start : span.end]
    name = max((name for name in v.DEICTIC if words.startswith(name)), key=len)
    day = cal.plus_days(span.day, v.DEICTIC[name])
    named = [number for word, number in v.WEEKDAYS.items() if word in words.split()]
    return day is not None and day.isoweekday() in named


_POINTED_AT = re.compile(r"[ \t](?:itu|tersebut)\b")

_FALLS_ON = re.compile(r"\b(?:jatuh|bertepatan)[ \t](?:pada|dengan)?[ \t]?$")


def is_pointed_at(span: Span) -> bool:
    """True for a weekday that repeats a day of the text: "hari Jumat itu", "jatuh pada Rabu"."""
    if not is_lone_weekday(span):
        return False
    if _POINTED_AT.match(span.low, span.end):
        return True
    return _FALLS_ON.search(before(span)) is not None

"""Dates that a text mentions, with their values: `mentions`, `tanggal`, `interval`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice

from archive.article import Mention
from archive.temporal import english
from archive.temporal.anchors import with_clock
from archive.temporal.conditions import is_about
from archive.temporal.grammar.forms import FORMS
from archive.temporal.pattern import Fields, Form, Reading, Span
from archive.temporal.scan import Match, by_first_word, scan
from archive.temporal.tense import REACH
from archive.temporal.values import interval

__all__ = ["interval", "mentions", "tanggal"]

_INDEX = by_first_word(FORMS)


def mentions(text: str, published: datetime, language: str | None = "id") -> list[Mention]:
    """Every date that a text mentions, in reading order, without overlaps.

    The answer depends on the text and the calendar day of `published` alone, as that is given: the
    caller converts it to the site's time zone. `language` is "id", or "en" with dateparser as a
    plain fallback; of others nothing is read.
    """
    if language == "id":
        return list(_read(text, published.date()))
    return english.mentions(text, published) if language == "en" else []


def tanggal(text: str, published: str) -> str | None:
    """The value of one Indonesian date expression: `tanggal("Selasa (7/2)", "2023-02-08")` is
    "2023-02-07".

    `published` is an ISO 8601 day or time. None = the text is not one date expression, or
    `published` is no day. Never raises, so that SQL can call it on whatever a column holds.
    """
    try:
        day = datetime.fromisoformat(published).date()
        found = list(_read(text, day))
    except (AttributeError, TypeError, ValueError):
        return None
    return found[0].value if len(found) == 1 and found[0].text == text.strip() else None


def _read(text: str, day: date) -> Iterator[Mention]:
    """The forms of a text in reading order, each with the clock behind it; late ones know what
    stands around them."""
    found = list(scan(text, day, _INDEX))
    seen: list[str] = []
    done = 0
    for index, (form, span, fields) in enumerate(found):
        if span.start < done:  # a clock that belongs to the day before it
            continue
        if form.late:
            span = replace(span, before=seen, after=_ahead(found, index))
        reading = _resolved(form, span, fields)
        if reading is None:
            continue
        done = span.end
        with_its_clock = with_clock(span, reading)
        if with_its_clock:
            done, reading = with_its_clock
        seen.append(reading.value)
        mod = reading.mod
        if mod is None and is_about(span):
            mod = "APPROX"
        words = text[span.start : done]
        yield Mention(span.start, done, words, reading.value, mod, reading.flag)


def _resolved(form: Form, span: Span, fields: Fields) -> Reading | None:
    """What a form means; None = a trap, or no day of the calendar."""
    if form.resolve is None:
        return None
    try:
        reading = form.resolve(fields, span)
        if reading:
            interval(reading.value)
    except (ValueError, OverflowError):  # a day beyond the calendar
        return None
    return reading


def _ahead(found: list[Match], index: int) -> list[str]:
    """Values of the later mentions in the sentence of a mention, of those that stand for
    themselves."""
    span = found[index].span
    limit = span.end + REACH
    sentence_end = span.low.find(". ", span.end, limit)
    if sentence_end >= 0:
        limit = sentence_end
    values = []
    for match in islice(found, index + 1, None):
        if match.span.start >= limit:
            break
        if match.form.late:
            continue
        if reading := _resolved(*match):
            values.append(reading.value)
    return values

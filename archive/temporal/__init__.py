"""Dates that a text mentions, with their values: `mentions`, `tanggal`, `interval`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import islice, takewhile

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
        reading = _resolved(
            form,
            replace(span, before=seen, after=_ahead(found, index)) if form.late else span,
            fields,
        )
        if reading:
            done, reading = with_clock(span, reading) or (span.end, reading)
            seen.append(reading.value)
            mod = reading.mod or ("APPROX" if is_about(span) else None)
            yield Mention(
                span.start, done, text[span.start : done], reading.value, mod, reading.flag
            )


def _resolved(form: Form, span: Span, fields: Fields) -> Reading | None:
    try:
        reading = form.resolve(fields, span) if form.resolve else None
        if reading:
            interval(reading.value)
    except (ValueError, OverflowError):  # a day beyond the calendar
        return None
    return reading


def _ahead(found: list[Match], index: int) -> list[str]:
    """Values of the later mentions in the sentence of a mention, of those that stand for
    themselves."""
    start, low = found[index].span.end, found[index].span.low
    stop = low.find(". ", start, start + REACH)
    near = takewhile(
        lambda one: one.span.start < (stop if stop >= 0 else start + REACH),
        islice(found, index + 1, None),
    )
    readings = (_resolved(*one) for one in near if not one.form.late)
    return [reading.value for reading in readings if reading]

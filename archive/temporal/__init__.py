"""Dates that a text mentions, with their values: `mentions`, `tanggal`, `interval`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from archive.article import Mention
from archive.temporal import english
from archive.temporal.forms import FORMS
from archive.temporal.clauses import is_about
from archive.temporal.context import tail
from archive.temporal.pattern import Place, Reading
from archive.temporal.scan import Found, Index, scan
from archive.temporal.values import interval

__all__ = ["interval", "mentions", "tanggal"]

_INDEX = Index(FORMS)


def mentions(text: str, published: datetime, language: str | None = "id") -> list[Mention]:
    """Every date that a text mentions, in reading order, without overlaps.

    The answer depends on the text and the calendar day of `published` alone, as that is given: the caller converts it to
    the site's time zone. `language` is "id" or "en", for which dateparser is a plain fallback; of others nothing is read.
    """
    if language == "id":
        return list(_read(text, published.date()))
    return english.mentions(text, published) if language == "en" else []


def tanggal(text: str, published: str) -> str | None:
    """The value of one Indonesian date expression: `tanggal("Selasa (7/2)", "2023-02-08")` is "2023-02-07".

    `published` is an ISO 8601 day or time. None = the text is not one date expression, or `published` is no day.
    Never raises, so that SQL can call it on whatever a column holds.
    """
    try:
        day = datetime.fromisoformat(published).date()
        found = list(_read(text, day))
    except (AttributeError, TypeError, ValueError):
        return None
    return found[0].value if len(found) == 1 and found[0].text == text.strip() else None


def _read(text: str, day: date) -> Iterator[Mention]:
    """The forms of a text, resolved: first what stands for itself, then what needs the others."""
    found = list(scan(text, day, _INDEX))
    readings = [None if one.form.late else _resolved(one, one.place) for one in found]
    for index, one in enumerate(found):
        if one.form.late:
            readings[index] = _resolved(one, _in_context(one.place, found, readings, index))
    done = 0
    for one, reading in zip(found, readings, strict=True):
        if reading and one.place.start >= done:
            done, reading = tail(one.place.low, one.place.end, reading) or (one.place.end, reading)
            mod = reading.mod or ("APPROX" if is_about(one.place) else None)
            yield Mention(one.place.start, done, text[one.place.start : done], reading.value, mod, reading.flag)


def _resolved(found: Found, place: Place) -> Reading | None:
    assert found.form.resolve is not None
    try:
        return found.form.resolve(found.fields, place)
    except (ValueError, OverflowError):  # a day beyond the calendar
        return None


def _in_context(place: Place, found: list[Found], readings: list[Reading | None], index: int) -> Place:
    before = tuple(reading.value for reading in readings[:index] if reading)
    end = place.low.find(". ", place.end)
    after = tuple(
        reading.value
        for other, reading in zip(found[index + 1 :], readings[index + 1 :], strict=True)
        if reading and (end < 0 or other.place.start < end) and not other.form.late
    )
    return replace(place, before=before, after=after)

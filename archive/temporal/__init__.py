"""Dates that a text mentions, with their values: `mentions`, `tanggal`, `interval`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from archive.article import Mention
from archive.temporal.forms import FORMS
from archive.temporal.clauses import is_about
from archive.temporal.context import tail
from archive.temporal.pattern import Place, Reading
from archive.temporal.scan import Found, Index, scan

_INDEX = Index(FORMS)


def mentions(text: str, published: datetime, language: str | None = "id") -> list[Mention]:
    """Every date that a text mentions, in reading order, without overlaps."""
    if language == "id":
        return list(_read(text, published.date()))
    return []


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

"""Dates that a text mentions, with their values: `mentions`, `tanggal`, `interval`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from archive.article import Mention
from archive.temporal import english
from archive.temporal.conditions import is_about
from archive.temporal.grammar.forms import FORMS
from archive.temporal.joins import joined
from archive.temporal.scan import by_first_word, scan
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
    """The dates of an Indonesian text, in reading order."""
    for part in joined(list(scan(text, day, _INDEX))):
        mod = part.reading.mod
        if mod is None and is_about(part.span) and "/" not in part.reading.value:
            mod = "APPROX"
        words = text[part.span.start : part.span.end]
        yield Mention(
            part.span.start, part.span.end, words, part.reading.value, mod, part.reading.flag
        )

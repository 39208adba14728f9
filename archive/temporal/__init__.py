"""Dates that a text mentions, with their values: `mentions`, `tanggal`, `interval`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from functools import cache

from archive.article import Mention
from archive.temporal import other_languages
from archive.temporal.conditions.surroundings import is_about
from archive.temporal.grammar.forms import FORMS
from archive.temporal.joins import joined
from archive.temporal.scan import Index, by_first_word, scan
from archive.temporal.values import interval

__all__ = ["interval", "mentions", "tanggal"]

#: The languages that have a table of forms.
_TABLES = ("id", "en")


def mentions(text: str, published: datetime, language: str | None = "id") -> list[Mention]:
    """Every date that a text mentions, in reading order, without overlaps.

    The answer depends on the text and the calendar day of `published` alone, as that is given: the
    caller converts it to the site's time zone. Indonesian ("id") and English ("en") are read by
    tables of their own, other languages that dateparser knows by dateparser, whole days and
    weekdays only; `reader` of a mention says which it was. None = no language, nothing is read.
    """
    if language in _TABLES:
        return list(_read(text, published.date(), language))
    return other_languages.mentions(text, published, language) if language else []


def tanggal(text: str, published: str) -> str | None:
    """The value of one Indonesian date expression: `tanggal("Selasa (7/2)", "2023-02-08")` is
    "2023-02-07".

    `published` is an ISO 8601 day or time. None = the text is not one date expression, or
    `published` is no day. Never raises, so that SQL can call it on whatever a column holds.
    """
    try:
        day = datetime.fromisoformat(published).date()
        found = list(_read(text, day, "id"))
    except (AttributeError, TypeError, ValueError):
        return None
    if len(found) != 1 or found[0].text != text.strip():
        return None
    return found[0].value


def _read(text: str, day: date, language: str) -> Iterator[Mention]:
    """The dates of a text whose language has a table, in reading order."""
    for part in joined(list(scan(text, day, _table(language))), language):
        mod = part.reading.mod
        if mod is None and is_about(part.span) and "/" not in part.reading.value:
            mod = "APPROX"
        words = text[part.span.start : part.span.end]
        yield Mention(
            part.span.start, part.span.end, words, part.reading.value, mod, part.reading.flag
        )


@cache
def _table(language: str) -> Index:
    """The forms of a language by their first words."""
    if language == "id":
        return by_first_word(FORMS)
    # its patterns take a while to compile, and Indonesian text does without them
    from archive.temporal.grammar.english import ENGLISH

    return by_first_word(ENGLISH)

"""Finds the forms in a text: one pass over its words; of the forms that can begin with a word, the
longest that means something wins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from archive.temporal.pattern import Fields, Form, Reading, Span
from archive.temporal.slots import MONTH_WORD, digits_of
from archive.temporal.values import interval

_WORD = re.compile(r"\w+")
_PLAIN = {
    "’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "‑": "-", "−": "-", "\xa0": " ", "\u202f": " ", "\u2009": " ",
}  # fmt: skip
#: What joins a number to what stands before it: no date begins in the middle of a number.
_JOINED = re.compile(r"\w[-/.,:+'*]$|[$€£¥+#*]$")
#: "30 September/|1 Oktober" are two dates.
_MONTH_BEFORE = re.compile(rf"{MONTH_WORD}/$")
#: What joins a word to what stands before it: "bulan-bulan".
_DOUBLED = re.compile(r"\w-$")
_LONGEST_MONTH = 12
_NUMERALS = frozenset("0123456789")


class Match(NamedTuple):
    """A form at its place in a text."""

    form: Form
    span: Span
    fields: Fields
    reading: Reading | None  #: what it means; None = a trap, or a form that is read late


Matcher = Callable[[str, int], "re.Match[str] | None"]


class Beginning:
    """The forms that begin with one word."""

    def __init__(self) -> None:
        self.forms: list[Form] = []

    @cached_property
    def matchers(self) -> list[tuple[Form, Matcher]]:
        """The forms, each with what matches it at a place of a text; the patterns are made when the
        word first comes."""
        return [(form, form.regex.match) for form in self.forms]


#: The rows of a table by the words that they can begin with.
Index = Mapping[str, Beginning]


def by_first_word(forms: Iterable[Form]) -> Index:
    """The forms by their first words; those that begin with a number under
    a DIGIT for each of its digits."""
    index: dict[str, Beginning] = defaultdict(Beginning)
    for form in forms:
        for word in form.first:
            index[word].forms.append(form)
    return dict(index)


def lowered(text: str) -> str:
    """The text in lower case with plain quotes, dashes and spaces, at the same length."""
    plain = text
    if not text.isascii() or "`" in text:
        for sign, simple in _PLAIN.items():
            plain = plain.replace(sign, simple)
    low = plain.lower()
    if len(low) == len(text):
        return low
    return "".join(map(_lowered_sign, plain))


def _lowered_sign(sign: str) -> str:
    low = sign.lower()
    return low if len(low) == 1 else sign


def scan(text: str, day: date, index: Index) -> Iterator[Match]:
    """Every form in reading order, without overlaps; traps are passed over."""
    low = lowered(text)
    done = 0
    for word in _WORD.finditer(low):
        first = word[0]
        if first[0] in _NUMERALS:
            first = digits_of(first)
        beginning = index.get(first)
        if beginning is None:
            continue
        start = word.start()
        if start < done or _joins(low, start):
            continue
        match = _longest(beginning.matchers, text, low, start, day)
        if match:
            done = match.span.end
            if match.form.resolve:
                yield match


def read(form: Form, span: Span, fields: Fields) -> Reading | None:
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


def _longest(
    matchers: Sequence[tuple[Form, Matcher]], text: str, low: str, start: int, day: date
) -> Match | None:
    """The form that covers most and means something, of equals the one that stands first in the
    table."""
    matches = [(form, match) for form, matcher in matchers if (match := matcher(low, start))]
    matches.sort(key=lambda found: -found[1].end())  # stable: the table's order decides
    for form, match in matches:
        span = Span(day, text, low, start, match.end())
        if form.where is not None and not form.where(span):
            continue
        fields = match.groupdict()
        if form.resolve is None or form.late:
            return Match(form, span, fields, None)
        if reading := read(form, span, fields):
            return Match(form, span, fields, reading)
    return None


def _joins(low: str, start: int) -> bool:
    """True for a word or number that goes on what stands before it."""
    before = max(0, start - 2)
    if not low[start].isdigit():
        return _DOUBLED.search(low, before, start) is not None
    if _JOINED.search(low, before, start) is None:
        return False
    return _MONTH_BEFORE.search(low, max(0, start - _LONGEST_MONTH), start) is None

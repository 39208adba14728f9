"""What stands around an expression, and what it tells."""

from __future__ import annotations

import re

from archive.temporal import vocabulary as v
from archive.temporal.pattern import Span
from archive.temporal.slots import choice

_SPAN = 40


def before(span: Span) -> str:
    """What stands before an expression on its line, in lower case."""
    return span.low[max(0, span.start - _SPAN) : span.start]


def after(span: Span) -> str:
    """What stands behind an expression, in lower case."""
    return span.low[span.end : span.end + _SPAN]


# Weekdays: "Minggu" is Sunday, and "minggu" a week

_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”(—]|\s-)\s*$")


def opens_sentence(span: Span) -> bool:
    """True where nothing of the sentence stands before the expression."""
    return _SENTENCE_START.search(span.low, max(0, span.start - 8), span.start) is not None


_ABOUT = re.compile(rf"\b{choice(v.ABOUT)}[ \t]$")


def is_about(span: Span) -> bool:
    """True where a word for "about" stands before the expression; it is no part of it."""
    return _ABOUT.search(span.low, max(0, span.start - 16), span.start) is not None


def is_shouted(span: Span) -> bool:
    """True where the expression is in capitals, so that they tell nothing."""
    return span.text[span.start : span.end].isupper()


def is_capital(span: Span) -> bool:
    """True for an expression that begins with a capital."""
    return span.text[span.start].isupper()


def follows_between(span: Span) -> bool:
    """True behind "antara": "antara 3 dan 5 April" is a range."""
    return span.low.endswith("antara ", 0, span.start)

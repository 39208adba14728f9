"""No text makes the reading of dates slower than its length: whatever a row or a slot of a table
holds, repeated without end."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from time import process_time
from typing import Any

import pytest

from archive.temporal import mentions
from archive.temporal.grammar.english import ENGLISH
from archive.temporal.grammar.forms import FORMS
from archive.temporal.pattern import Form
from archive.temporal.slots import SLOTS
from tests.marked_dates import unbraced

PUBLISHED = datetime(2023, 2, 8, tzinfo=UTC)
SHORT = 3_000
ROWS = [("id", form) for form in FORMS] + [("en", form) for form in ENGLISH]


def grows_with_its_text(piece: str, language: str) -> bool:
    """True where four times the text takes less than eight times as long; the square would be
    sixteen times."""
    _taken_s(piece, SHORT, language)  # whatever is compiled at first
    return _taken_s(piece, 4 * SHORT, language) < 8 * _taken_s(piece, SHORT, language) + 0.02


def _taken_s(piece: str, size: int, language: str) -> float:
    text = piece * (size // len(piece))
    taken = []
    for _ in range(3):  # the best of them: others may work on the machine
        start = process_time()
        mentions(text, PUBLISHED, language)
        taken.append(process_time() - start)
    return min(taken)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "form"), ROWS, ids=lambda value: getattr(value, "name", value)
)
def test_the_example_of_a_row_may_be_repeated(language: str, form: Form) -> None:
    text, _ = unbraced(form.example)
    assert grows_with_its_text(f"{text} ", language)


@pytest.mark.slow
@pytest.mark.parametrize("joined", [" ", ", ", "-"])
@pytest.mark.parametrize("slot", SLOTS)
def test_the_example_of_a_slot_may_be_repeated(slot: str, joined: str) -> None:
    language = "en" if slot.startswith("en") else "id"
    assert grows_with_its_text(SLOTS[slot].example.capitalize() + joined, language)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["id", "en", "fr", "ru", "tr", "vi", "zh"])
@pytest.mark.parametrize("piece", ["a", "1", " ", "(", "1-", "1 ", "\n", "¤", "3月", "é,"])
def test_a_sign_may_be_repeated(piece: str, language: str) -> None:
    assert grows_with_its_text(piece, language)


@pytest.mark.parametrize(
    ("language", "form"), ROWS, ids=lambda value: getattr(value, "name", value)
)
def test_no_pattern_of_a_row_repeats_without_bound(language: str, form: Form) -> None:
    """A match costs at most a fixed number of steps at each word."""
    assert language
    assert max(_bounds(form.regex), default=0) < 100


def _bounds(pattern: re.Pattern[str]) -> list[int]:
    """How often the parts of a pattern may be repeated."""
    from re import _constants, _parser  # type: ignore[attr-defined]

    def bounds(tree: Any) -> list[int]:
        found = []
        for op, argument in getattr(tree, "data", tree):
            if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
                found += [argument[1], *bounds(argument[2])]
            elif op is _constants.BRANCH:
                found += [bound for branch in argument[1] for bound in bounds(branch)]
            elif op is _constants.SUBPATTERN:
                found += bounds(argument[3])
            elif op in (_constants.ASSERT, _constants.ASSERT_NOT):
                found += bounds(argument[1])
        return found

    return bounds(_parser.parse(pattern.pattern))

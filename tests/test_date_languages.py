"""Marked sentences of other languages come out as well as the floor of the benchmark says."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archive.temporal import mentions, other_languages
from archive.temporal.grammar.english import ENGLISH
from archive.temporal.pattern import Form
from tests import marked_dates
from tests.marked_dates import unbraced

FLOORS = json.loads(
    (Path(__file__).parent.parent / "benchmarks" / "dates.json").read_text(encoding="utf-8")
)["floors"]
PUBLISHED = datetime(2023, 2, 8, tzinfo=UTC)
OTHERS = sorted(path.name for path in marked_dates.FOLDER.iterdir() if path.is_dir())


def score(language: str) -> tuple[int, int, int]:
    """How many mentions are right, how many were found, how many are marked."""
    right = found = wanted = 0
    for sentence in marked_dates.every(language):
        values = {
            (m.start, m.end, m.value) for m in mentions(sentence.text, sentence.published, language)
        }
        marks = {(mark.start, mark.end, mark.value) for mark in sentence.marks}
        right += len(values & marks)
        found += len(values)
        wanted += len(marks)
    return right, found, wanted


def test_english_scores_at_least_its_floor() -> None:
    right, found, wanted = score("en")
    assert wanted > 100
    assert 2 * right / (found + wanted) >= FLOORS["english_f1"]


@pytest.mark.parametrize("language", [name for name in OTHERS if name != "en"])
def test_what_is_found_in_other_languages_is_right(language: str) -> None:
    right, found, wanted = score(language)
    assert right / found >= FLOORS["other_languages_precision"]
    assert found >= wanted / 2


@pytest.mark.parametrize("form", ENGLISH, ids=lambda form: form.name)
def test_an_english_row_reads_its_example(form: Form) -> None:
    text, spans = unbraced(form.example)
    found = mentions(text, marked_dates.sentence("x", f"{form.published} | ").published, "en")
    if form.resolve is None:
        assert found == []
        return
    assert [(m.start, m.end) for m in found] == spans
    assert form.value in [m.value for m in found]


def test_numbers_are_not_given_to_dateparser(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of results holds no date, and dateparser takes a millisecond for each number."""
    given: list[str] = []
    real = other_languages._parsed

    def counted(words: str, base: date, language: str) -> date | None:
        given.append(words)
        return real(words, base, language)

    monkeypatch.setattr(other_languages, "_parsed", counted)
    numbers = " ".join(f"{n % 10}-{n % 7} {1900 + n % 100} {n / 7:.2f}" for n in range(2000))
    said = "Голосование в столице страны и в других городах прошло 3 марта 2021 года без споров."
    found = mentions(f"{numbers}. {said} {numbers}", PUBLISHED, "ru")
    assert [mention.value for mention in found] == ["2021-03-03"]
    assert len(given) < 10


@pytest.mark.slow
def test_only_english_text_loads_the_table_of_english() -> None:
    told = "import sys; from datetime import datetime; from archive.temporal import mentions"
    said = "'archive.temporal.grammar.english' in sys.modules"
    read = "mentions('Tuesday', datetime(2023, 2, 8), {!r})"
    lines = (read.format("id"), f"print({said})", read.format("en"), f"print({said})")
    script = "\n".join((told, *lines))
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    assert done.stdout.split() == [b"False", b"True"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Lawmakers will vote Thursday.", "2023-02-09"),
        ("Lawmakers voted Thursday.", "2023-02-02"),
        ("The ministry said Thursday the plan will go on.", "2023-02-02"),
        ("Thursday, lawmakers will vote.", "2023-02-09"),
        ("Lawmakers will vote after talks began Thursday.", "2023-02-02"),
    ],
)
def test_an_english_weekday_lies_where_its_clause_does(text: str, day: str) -> None:
    published = marked_dates.sentence("x", "2023-02-08 | ").published
    assert [mention.value for mention in mentions(text, published, "en")] == [day]

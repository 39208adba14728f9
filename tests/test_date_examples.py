"""Marked sentences come out exactly: tests/dates/*.jsonl, made from the *.txt beside them by
mark.py."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.temporal import interval, mentions
from archive.temporal.vocabulary import WEEKDAYS

HERE = Path(__file__).parent / "dates"
EXAMPLES = [
    json.loads(line)
    for path in sorted(HERE.glob("*.jsonl"))
    for line in path.read_text("utf-8").splitlines()
]
by_id = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["id"])


@by_id
def test_every_date_comes_out_and_nothing_else(example: dict[str, Any]) -> None:
    found = mentions(example["text"], datetime.fromisoformat(example["published"]))
    assert [(m.start, m.end, m.text, m.value) for m in found] == [
        (m["start"], m["end"], m["text"], m["value"]) for m in example["mentions"]
    ]


@by_id
def test_the_mark_is_sound(example: dict[str, Any]) -> None:
    for mark in example["mentions"]:
        assert example["text"][mark["start"] : mark["end"]] == mark["text"]
        first, last = interval(mark["value"])
        named = re.match(r"(?:hari )?(\w+)\b", mark["text"].lower())
        if (
            first == last
            and named
            and named[1] in WEEKDAYS
            and mark["text"].lower() != "minggu lalu"
            and not example["id"].startswith("slips")
        ):
            assert first.isoweekday() == WEEKDAYS[named[1]], "the calendar has another weekday"


def test_the_marks_are_those_of_the_text_files() -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("mark", HERE / "mark.py")
    assert spec
    assert spec.loader
    mark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mark)
    for path in sorted(HERE.glob("*.txt")):
        lines = path.with_suffix(".jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line) for line in lines] == list(mark.examples(path)), (
            f"run: python {path.parent}/mark.py {path}"
        )


def test_there_are_examples_enough() -> None:
    assert len(EXAMPLES) >= 200


@pytest.mark.parametrize(
    ("words", "published", "flag"),
    [
        ("Sabtu (7/10)", "2024-08-12", "weekday-conflict"),  # the nearest 7 October is a Monday
        ("Minggu (4/4)", "2022-04-04", "weekday-conflict"),
        ("Senin (7/2/2023)", "2023-02-08", "weekday-conflict"),  # a Tuesday: the written year wins
        ("Rabu (29/12)", "2022-01-03", None),
        ("Sabtu (1/1)", "2021-12-31", None),
        ("Selasa (7/2)", "2023-02-08", None),
    ],
)
def test_a_weekday_that_contradicts_the_date_is_flagged(
    words: str, published: str, flag: str | None
) -> None:
    (found,) = mentions(words, datetime.fromisoformat(published))
    assert found.flag == flag
    if not flag:
        assert abs(date.fromisoformat(found.value) - date.fromisoformat(published)).days < 30


@pytest.mark.parametrize(
    ("words", "mod"),
    [
        ("awal Mei", "START"),
        ("pertengahan 2020", "MID"),
        ("akhir tahun lalu", "END"),
        ("sekitar tahun 1965", "APPROX"),
        ("Mei lalu", None),
    ],
)
def test_the_edge_of_a_period_is_its_mod(words: str, mod: str | None) -> None:
    (found,) = mentions(words, datetime.fromisoformat("2023-02-08"))
    assert found.mod == mod

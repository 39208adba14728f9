"""The marked sentences of tests/dates come out exactly."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

import pytest

from archive.temporal import interval, mentions
from archive.temporal.vocabulary import WEEKDAYS
from tests import marked_dates
from tests.marked_dates import Mark, Marked

EXAMPLES = marked_dates.every()
by_id = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)


@by_id
def test_every_date_comes_out_and_nothing_else(example: Marked) -> None:
    found = mentions(example.text, example.published)
    assert [Mark(m.start, m.end, m.text, m.value) for m in found] == example.marks


@by_id
def test_the_mark_is_sound(example: Marked) -> None:
    for mark in example.marks:
        assert example.text[mark.start : mark.end] == mark.text
        first, last = interval(mark.value)
        named = re.match(r"(?:hari )?(\w+)\b", mark.text.lower())
        if (
            first == last
            and named
            and named[1] in WEEKDAYS
            and mark.text.lower() != "minggu lalu"
            and not example.id.startswith("slips")
        ):
            assert first.isoweekday() == WEEKDAYS[named[1]], "the calendar has another weekday"


def test_a_marked_line_is_read_as_it_is_written() -> None:
    line = "2023-02-08 | Lavrov tiba {Selasa (7/2)|2023-02-07}, pulang {lusa|2023-02-10}."
    assert marked_dates.sentence("a-001", line) == Marked(
        "a-001",
        datetime(2023, 2, 8, 9, tzinfo=timezone(timedelta(hours=7))),
        "Lavrov tiba Selasa (7/2), pulang lusa.",
        [Mark(12, 24, "Selasa (7/2)", "2023-02-07"), Mark(33, 37, "lusa", "2023-02-10")],
    )


def test_there_are_examples_enough() -> None:
    assert len(EXAMPLES) >= 200


@pytest.mark.parametrize(
    ("words", "published", "flag"),
    [
        ("Minggu (4/4)", "2022-04-04", "weekday-conflict"),
        ("Senin (7/2/2023)", "2023-02-08", "weekday-conflict"),  # a Tuesday: the written year wins
        ("Sabtu (7/10)", "2024-08-12", None),  # of 2023, where it is a Saturday
        ("Senin (14/10)", "2022-11-15", None),  # 14 November, a Monday
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
    weekday = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split().index(words.split()[0])
    assert (date.fromisoformat(found.value).weekday() == weekday) == (flag is None)


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

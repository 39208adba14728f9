"""Values become intervals; one expression becomes a value; other languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from archive.temporal import interval, mentions, tanggal

PUBLISHED = datetime.fromisoformat("2023-02-08T09:00:00+07:00")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023-02-07", "2023-02-07", "2023-02-07"),
        ("2023-02-07TNI", "2023-02-07", "2023-02-07"),
        ("2023-02-07T23:30+07:00", "2023-02-07", "2023-02-07"),
        ("2023-02-07T24:00", "2023-02-07", "2023-02-07"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2023-W05-WE", "2023-02-04", "2023-02-05"),
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2023-Q4", "2023-10-01", "2023-12-31"),
        ("2023-H2", "2023-07-01", "2023-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("17XX", "1700-01-01", "1799-12-31"),
        ("00XX", "0001-01-01", "0099-12-31"),
        ("2022-12-30/2023-01-02", "2022-12-30", "2023-01-02"),
        ("2019/2024", "2019-01-01", "2024-12-31"),
        ("197X/198X", "1970-01-01", "1989-12-31"),
        ("2023-02-07T18:00/2023-02-08T02:00", "2023-02-07", "2023-02-08"),
    ],
)
def test_a_value_has_a_first_and_a_last_day(value: str, first: str, last: str) -> None:
    assert interval(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    ["", "2023-13", "2023-02-30", "2021-W53", "2023-Q5", "soon", "2024/2023", "2023-02-07x"],
)
def test_what_is_no_value_is_named(value: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        interval(value)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Selasa (7/2)", "2023-02-07"),
        ("  kemarin malam ", "2023-02-07TNI"),
        ("Kamis (2/2) hingga Sabtu (4/2)", "2023-02-02/2023-02-04"),
        ("akhir 1980-an", "198X"),
        ("Senin dan Rabu", None),
        ("datang kemarin", None),
        ("setahun kemudian", None),
        ("31 Februari", None),
        ("dua minggu", None),
        ("", None),
    ],
)
def test_one_expression_has_one_value(words: str, value: str | None) -> None:
    assert tanggal(words, "2023-02-08T09:00:00+07:00") == value


@pytest.mark.parametrize(
    ("words", "published"),
    [(None, "2023-02-08"), ("kemarin", None), ("kemarin", "x"), (7, 8), (b"", "")],
)
def test_what_a_column_may_hold_never_raises(words: object, published: object) -> None:
    assert tanggal(words, published) is None  # type: ignore[arg-type]


def test_the_day_of_publication_is_the_one_written() -> None:
    in_jakarta = datetime.fromisoformat("2023-02-08T01:30:00+07:00")
    assert [m.value for m in mentions("kemarin", in_jakarta)] == ["2023-02-07"]


def test_the_first_and_last_days_of_the_calendar_are_no_trouble() -> None:
    first, last = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
    assert mentions("kemarin, tahun lalu, pekan lalu, seabad lalu", first) == []
    # beyond the calendar the shorter reading is left
    assert [m.text for m in mentions("Senin lalu", first)] == ["Senin"]
    assert mentions("besok, tahun depan, pekan depan", last) == []
    assert tanggal("kemarin, Rabu", "0001-01-01") is None
    # what would end on the day after the last one ends on none
    night = mentions("Hari ini pukul 22.00-01.00, hari ini malam hingga pagi.", last)
    assert [m.value for m in night] == ["9999-12-31", "9999-12-31TNI"]


ENGLISH = (
    "WASHINGTON — President Joe Biden said Tuesday that on Feb. 7, 2023, he may meet Xi in "
    "March 2024. "
    "On Sept. 11, 2001 it began. Some 5,31 people in 2013, the sun rose. "
    "On Monday, March 7 it rained, May said on the 3rd. March on!"
)


def test_english_has_a_table_of_its_own() -> None:
    found = mentions(ENGLISH, PUBLISHED, "en")
    assert [(m.text, m.value) for m in found] == [
        ("Tuesday", "2023-02-07"),
        ("Feb. 7, 2023", "2023-02-07"),
        ("March 2024", "2024-03"),
        ("Sept. 11, 2001", "2001-09-11"),
        ("2013", "2013"),
        ("Monday, March 7", "2022-03-07"),
    ]
    assert all(ENGLISH[m.start : m.end] == m.text for m in found)


@pytest.mark.parametrize("language", ["tlh", None, ""])
def test_a_language_that_nobody_knows_gives_nothing(language: str | None) -> None:
    assert mentions("Selasa (7/2) February 7, 2023", PUBLISHED, language) == []


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        (
            "fr",
            "Le président a parlé mardi 7 février 2023 de 31 personnes.",
            ["2023-02-07 dateparser"],
        ),
        ("ru", "Суд начнется 24 марта, погиб 31 человек.", ["2023-03-24 dateparser"]),
        ("es", "El martes murieron 12 personas, un 2,5 % más.", ["2023-02-07 grammar"]),
        ("pt", "A decisão saiu em 07/02/2023, por 3 a 2.", ["2023-02-07 grammar"]),
        ("fr", "Il y a 5 ans, en 2019, le score était de 2-1.", []),
    ],
)
def test_of_other_languages_only_days_are_kept(language: str, text: str, found: list[str]) -> None:
    assert [f"{m.value} {m.reader}" for m in mentions(text, PUBLISHED, language)] == found


@pytest.mark.parametrize("text", ["", " ", "\0", "3 of 5,31", "x" * 1000, "()"])
def test_english_never_crashes(text: str) -> None:
    assert mentions(text, PUBLISHED, "en") == []

"""Edges of the rules of dates that no sentence of the tables shows."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.temporal import mentions

WEDNESDAY = datetime(2023, 2, 8, tzinfo=UTC)


def values(text: str) -> list[str]:
    return [mention.value for mention in mentions(text, WEDNESDAY)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Toko tutup pukul 24.00.", ["2023-02-08T24:00"]),
        ("Toko tutup pukul 24.30.", []),
        ("Rapat bubar Selasa (7/2) pukul 24.00.", ["2023-02-07T24:00"]),
        ("Toko tutup pukul 24.01 WIB.", []),
    ],
)
def test_the_day_ends_at_24_and_not_a_minute_later(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Loket buka pukul 8 lewat 59 menit.", ["2023-02-08T08:59"]),
        ("Loket buka pukul 8 lewat 60 menit.", []),
        ("Loket buka pukul 8 kurang 1 menit.", ["2023-02-08T07:59"]),
        ("Loket buka pukul 8 kurang 0 menit.", []),
        ("Loket buka pukul 8 kurang 75 menit.", []),
    ],
)
def test_an_hour_has_sixty_minutes(text: str, found: list[str]) -> None:
    assert values(text) == found


def test_no_day_lies_before_the_first_century() -> None:
    assert values("Rabu hingga abad pertama") == ["2023-02-08", "00XX"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kamis, presiden akan bertolak ke Paris.", ["2023-02-09"]),
        ("Presiden tiba Kamis, ia akan berpidato.", ["2023-02-02"]),
        (
            "Menurut warga, kapal itu karam Kamis, sedangkan yang lain akan menyusul.",
            ["2023-02-02"],
        ),
    ],
)
def test_only_behind_a_weekday_that_opens_the_sentence_a_comma_is_passed(
    text: str, found: list[str]
) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # the year of the right edge is that of the left one, also where another would fit
        ("Pameran dibuka 10 Januari hingga 3 Maret 2024.", ["2024-01-10/2024-03-03"]),
        ("Pameran dibuka 1 Desember hingga 3 Januari 2021.", ["2020-12-01/2021-01-03"]),
        ("Pameran dibuka 10 Januari 2022 hingga 3 Maret 2024.", ["2022-01-10/2024-03-03"]),
        ("Pameran dibuka 10 Januari 2024 hingga 3 Maret 2021.", ["2024-01-10", "2021-03-03"]),
        ("Pameran dibuka awal Januari hingga 3 Maret 2024.", ["2024-01/2024-03-03"]),
        ("Pameran dibuka awal Januari 2024 hingga 3 Maret 2021.", ["2024-01", "2021-03-03"]),
        # edges of one day are in order by the clock
        ("Toko buka pukul 09.00-17.00 WITA.", ["2023-02-08T09:00+08:00/2023-02-08T17:00+08:00"]),
    ],
)
def test_the_edges_of_a_range_are_in_order(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gereja dijaga pada malam Natal 2021.", ["2021-12-24TNI"]),
        ("Gereja dijaga pada Natal 2021.", ["2021-12-25"]),
        ("Kembang api dibatasi pada malam Tahun Baru 2023.", ["2022-12-31TNI"]),
        ("Stasiun ramai pada H-7 Lebaran 2022.", ["2022-04-25"]),
        ("Stasiun ramai pada H+7 Lebaran 2022.", ["2022-05-09"]),
    ],
)
def test_the_eve_of_a_feast_and_the_days_around_it(text: str, found: list[str]) -> None:
    assert values(text) == found


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        # 1 February and 1 March lie two weeks from publication, both a Wednesday
        ("Rapat digelar Rabu (1/7).", "2023-02-15", "2023-02-01"),
        ("Rapat digelar Rabu (1/7) nanti.", "2023-02-15", "2023-03-01"),
        # 20 days are near enough for a wrong month, 21 are not: the year is another
        ("Rapat digelar Jumat (6/1).", "2023-10-26", "2023-10-06"),
        ("Rapat digelar Jumat (6/1).", "2023-10-27", "2023-01-06"),
        # the next 7 October is nearer, and a Saturday as well: meant where the words look ahead
        ("Rapat digelar Sabtu (7/10).", "2022-08-12", "2017-10-07"),
        ("Rapat akan digelar Sabtu (7/10).", "2022-08-12", "2023-10-07"),
        ("Rapat digelar Sabtu (7/10) mendatang.", "2022-08-12", "2023-10-07"),
        # the month before
        ("Rapat digelar Jumat (20/1).", "2023-11-05", "2023-10-20"),
        # 1 July 2002 and 2013 are as far away, both a Monday
        ("Rapat akan digelar Senin (1/7).", "2007-12-31", "2002-07-01"),
    ],
)
def test_which_of_two_days_is_meant_where_weekday_and_date_disagree(
    text: str, published: str, day: str
) -> None:
    found = mentions(text, datetime.fromisoformat(published))
    assert [mention.value for mention in found] == [day]


def test_a_watch_from_seven_to_seven_ends_on_the_next_day() -> None:
    assert values("Pos dijaga pukul 07.00-07.00.") == ["2023-02-08T07:00/2023-02-09T07:00"]
    assert values("Pos dijaga pukul 07.00-07.01.") == ["2023-02-08T07:00/2023-02-08T07:01"]
    assert values("Pos dijaga pukul 23.00-23.30 WIT.") == [
        "2023-02-08T23:00+09:00/2023-02-08T23:30+09:00"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Laba naik pada kuartal pertama 2022.", ["2022-Q1"]),
        ("Laba naik pada kuartal keempat 2022.", ["2022-Q4"]),
        ("Laba naik pada kuartal terakhir 2022.", ["2022-Q4"]),
        ("Laba naik pada semester terakhir 2022.", ["2022-H2"]),
        ("Laba naik pada semester III.", []),
        ("Laba naik pada semester I tahun lalu.", ["2022-H1"]),
        ("Laba naik pada semester I tahun ini.", ["2023-H1"]),
        ("Laba naik pada semester I.", ["2023-H1"]),
        ("Laba naik pada semester I tahun depan.", ["2024-H1"]),
    ],
)
def test_a_year_has_four_quarters_and_two_halves(text: str, found: list[str]) -> None:
    assert values(text) == found


def test_a_bracket_that_opens_before_a_day_is_closed_behind_it() -> None:
    text = "Gempa terjadi pukul 06.15 WIB (3 Februari 2023) di Cianjur."
    (found,) = mentions(text, WEDNESDAY)
    assert found.text == "pukul 06.15 WIB (3 Februari 2023)"
    assert found.value == "2023-02-03T06:15+07:00"

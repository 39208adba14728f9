"""The table of feasts is the government's, as the package `holidays` has it."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from archive.temporal import feasts
from tests import venvs

PRINTER = Path(__file__).with_name("feast_table.py")
#: The package has the day off, which was moved; the feast itself was on 10 August.
MOVED = ("2021  05-13        07-20        08-11", "2021  05-13        07-20        08-10")


@pytest.mark.slow
def test_the_table_is_that_of_the_package(request: pytest.FixtureRequest) -> None:
    programs = venvs.programs(request.config.cache, "holidays==0.109")
    printed = subprocess.run(
        [programs / "python", PRINTER], check=True, capture_output=True, text=True
    ).stdout
    assert feasts.TABLE.split() == printed.replace(*MOVED).split()


@pytest.mark.parametrize(
    ("feast", "year", "day"),
    [
        ("idul-fitri", 1439, date(2018, 6, 15)),
        ("idul-fitri", 1444, date(2023, 4, 22)),
        ("idul-adha", 1443, date(2022, 7, 10)),
        ("tahun-baru-islam", 1445, date(2023, 7, 19)),
        ("idul-fitri", 1300, None),
        ("nyepi", 1444, None),
    ],
)
def test_years_of_the_hijra_are_counted_from_a_known_one(
    feast: str, year: int, day: date | None
) -> None:
    assert feasts.in_hijri_year(feast, year) == day


def test_easter_follows_good_friday_and_the_republic_was_born_in_1945() -> None:
    assert feasts.in_year("paskah", 2023) == date(2023, 4, 9)
    assert feasts.birthday(77) == date(2022, 8, 17)
    assert feasts.birthday(0) is None
    assert feasts.in_year("nyepi", 1950) is None

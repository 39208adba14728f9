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

"""The pages of the replica and the benchmarks: deterministic, all different, and read for what they
tell."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta

import pytest

from archive.article import NotAnItem, to_json
from archive.extract import extract
from tests.site import pages, stories

NUMBERS = pages.item_ids(120, seed=4)
WEEKDAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()


@pytest.mark.parametrize("number", NUMBERS)
def test_reader_finds_the_truth(number: int) -> None:
    expected = pages.truth(number)
    assert expected.pop("paragraphs") == [block["text"] for block in expected["body"]]
    found = to_json(extract(pages.page(number), pages.address(number)))
    for field in ("images", "media", "links"):  # what the truth does not speak of is cut
        found[field] = [
            {key: item[key] for key in (expected[field] or [item])[0]} for item in found[field]
        ]
    assert {key: found[key] for key in expected} == expected
    assert found["diagnostics"] == []


def test_a_number_is_all_that_a_page_depends_on() -> None:
    before = [pages.page(number) for number in NUMBERS[:20]]
    stories.tell.cache_clear()
    assert [pages.page(number) for number in reversed(NUMBERS[:20])] == before[::-1]


def test_pages_all_differ_and_are_as_large_as_real_ones() -> None:
    made = {number: pages.page(number) for number in pages.item_ids(400)}
    assert len({re.sub(rb"\d", b"", page) for page in made.values()}) > 390
    assert all(40_000 < len(page) < 90_000 for page in made.values())
    kinds = Counter(pages.truth(number)["kind"] for number in made)
    assert set(kinds) == {"article", "audio", "video", "gallery", "quiz"}
    assert kinds["article"] > 200


def test_the_second_day_edits_one_in_twenty() -> None:
    numbers = range(7_000_000, 7_000_200)
    edited = [n for n in numbers if pages.page(n, day=2) != pages.page(n)]
    assert edited == [n for n in numbers if n % 20 == 7]
    assert edited == [n for n in numbers if pages.lastmod(n, 2) != pages.lastmod(n, 1)]
    assert pages.truth(edited[0], day=2)["body"] != pages.truth(edited[0])["body"]


def test_days_in_the_text_are_days_of_the_calendar() -> None:
    for number in NUMBERS:
        published = pages.published(number).date()
        for name, day, month in re.findall(
            rf"({'|'.join(WEEKDAYS)})(?: pagi| malam)? \((\d+)/(\d+)\)",
            " ".join(pages.truth(number)["paragraphs"]),
        ):
            near = (published + timedelta(days=days) for days in range(-8, 8))
            meant = [
                near_day
                for near_day in near
                if (near_day.day, near_day.month) == (int(day), int(month))
            ]
            assert [WEEKDAYS[date.weekday(near_day)] for near_day in meant] == [name]


def test_newer_numbers_are_published_later() -> None:
    times = [pages.published(number) for number in NUMBERS]
    assert times == sorted(times, reverse=True)


@pytest.mark.parametrize(
    ("page", "what"),
    [
        (pages.listing("/z/299", "Indonesia", NUMBERS[:5]), "section"),
        (pages.listing("/", "VOA Indonesia", NUMBERS[:5]), "home"),
        (pages.missing(), "error"),
    ],
    ids=["section", "home", "missing"],
)
def test_other_pages_are_no_items(page: bytes, what: str) -> None:
    with pytest.raises(NotAnItem) as caught:
        extract(page, "")
    assert caught.value.what == what

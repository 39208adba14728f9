"""Which fields stopped being filled: the rule, and both of its sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import pytest

from archive.article import Article, Block, BlockKind, Capture, Kind
from archive.checks.fill_rates import Fallen, FillCounts, Group, after_crawl
from archive.store import Store
from archive.store.held_pages import FILLED

START = datetime(2026, 6, 1, 6, 0, tzinfo=UTC)
DAY = timedelta(days=1)
BODY = tuple(Block(BlockKind.PARAGRAPH, text) for text in ("Satu kalimat.", "Dua kalimat."))


def counts(*months: tuple[int, int], field: str = "section") -> FillCounts:
    """Months from January 2020 on: pages, and how many have the field."""
    found = FillCounts()
    for number, (pages, filled) in enumerate(months):
        group = Group("voaindonesia", "article", "wsw", f"2020-{number + 1:02}")
        for at in range(pages):
            found.add(group, frozenset([field, "body"] if at < filled else ["body"]))
    return found


def said(found: list[Fallen]) -> list[tuple[str, str, str]]:
    return [(each.field, each.since, each.until) for each in found]


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ([(50, 48)] * 6, []),
        ([(50, 48)] * 3 + [(50, 0)], [("section", "2020-04", "2020-04")]),
        ([(50, 48)] * 3 + [(50, 0)] * 3, [("section", "2020-04", "2020-06")]),
        (
            [(50, 48)] * 2 + [(50, 0)] + [(50, 48)] + [(50, 3)],
            [("section", "2020-03", "2020-03"), ("section", "2020-05", "2020-05")],
        ),
        # half is enough, a little less is not
        ([(50, 50)] * 3 + [(50, 25)], [("section", "2020-04", "2020-04")]),
        ([(50, 50)] * 3 + [(50, 26)], []),
        # a field that most pages lacked
        ([(50, 20)] * 3 + [(50, 0)], []),
        # too few pages, now or before
        ([(50, 50)] * 3 + [(19, 0)], []),
        ([(50, 50)] * 3 + [(20, 0)], [("section", "2020-04", "2020-04")]),
        ([(39, 39), (50, 0)], []),
        ([(40, 40), (50, 0)], [("section", "2020-02", "2020-02")]),
        # chance: of 20 pages 10 more or less lack what one in two has
        ([(50, 26)] * 3 + [(20, 5)], []),
        ([], []),
    ],
)  # fmt: skip
def test_the_rule(months: list[tuple[int, int]], expected: list[tuple[str, str, str]]) -> None:
    assert said(counts(*months).fallen()) == expected


def test_pages_without_a_date_are_in_no_month() -> None:
    found = counts((50, 50))
    for _ in range(50):
        found.add(Group("voaindonesia", "article", "wsw", ""), frozenset())
    assert found.fallen() == []
    assert sum(fill["pages"] for _, fill in found.each()) == 100


def test_kinds_and_eras_are_told_apart() -> None:
    found = counts((50, 50))
    for kind, era in (("audio", "wsw"), ("article", "classic")):
        for _ in range(50):
            found.add(Group("voaindonesia", kind, era, "2020-02"), frozenset())
    assert found.fallen() == []


# after a crawl

numbers = iter(range(7_000_000, 9_000_000))


def fill(store: Store, when: datetime, count: int, kind: str = "article", **fields: Any) -> None:
    """Items that were first seen at a time, one a minute."""
    for at in range(count):
        number = next(numbers)
        url = f"https://www.voaindonesia.com/a/{number}.html"
        seen = when + at * timedelta(minutes=1)
        held = {
            "published": seen - DAY,
            "section": "Dunia",
            "description": "Ringkasan.",
            "byline": ("Ani",),
            "keywords": ("dunia",),
            "body": BODY,
            **fields,
        }
        article = Article(id=number, kind=Kind(kind), site="voaindonesia", url=url, title="Judul")
        capture = Capture(url, seen, 200, None, "a.warc.gz", number, 1)
        store.captures.add(capture, record=f"<{number}>")
        store.save(replace(article, **held), seen=seen, capture=store.captures.number(capture))


@pytest.fixture
def store() -> Iterator[Store]:
    """Six weeks of items, ten a week."""
    with Store.in_memory(clock=lambda: START + 30 * DAY) as opened:
        for week in range(6):
            fill(opened, START - (week + 1) * 7 * DAY, 10)
        yield opened


def test_a_page_has_the_fields_filled_that_are_counted() -> None:
    with Store.in_memory(clock=lambda: START + DAY) as opened:
        fill(opened, START, 1, description="", section=None)
        (page,) = opened.pages.each()
        counted = opened.pages.filled("voaindonesia", "", "9999")
    assert page.body == "Satu kalimat.\n\nDua kalimat."
    ((_, fill_of_one),) = counted.items()
    assert page.filled == {field for field in FILLED if fill_of_one[field]}


def test_a_run_like_those_before_raises_nothing(store: Store) -> None:
    fill(store, START, 40)
    assert after_crawl(store, "voaindonesia", started=START) == []


def test_a_run_whose_pages_lack_a_field_says_which(store: Store) -> None:
    fill(store, START, 40, section=None, byline=())
    found = after_crawl(store, "voaindonesia", started=START)
    assert [(each.field, each.filled, each.pages) for each in found] == [
        ("section", 0, 40),
        ("byline", 0, 40),
    ]
    assert str(found[0]) == "section of article pages in 0 of 40 (100% before)"


@pytest.mark.parametrize(
    "change",
    [
        {"body": ()},
        {"body": BODY[:1]},
        {"diagnostics": ("fallback-body: read by trafilatura",)},
        {"diagnostics": ("no-body-root: none of a known era",)},
    ],
)
def test_lost_bodies_and_unknown_markup_are_told(store: Store, change: dict[str, object]) -> None:
    fill(store, START, 40, **change)
    assert after_crawl(store, "voaindonesia", started=START)


def test_one_small_run_is_no_reason_for_an_alarm_and_many_are(store: Store) -> None:
    when = START
    alarms = []
    for _ in range(10):
        fill(store, when, 3, section=None)
        alarms.append(bool(after_crawl(store, "voaindonesia", started=when)))
        when += DAY
    assert alarms[:4] == [False] * 4
    assert alarms[-1]
    assert alarms == sorted(alarms)  # and it stays, as long as nothing is done


def test_a_run_that_brought_nothing_new_raises_nothing(store: Store) -> None:
    fill(store, START, 40, section=None)
    later = START + DAY
    assert after_crawl(store, "voaindonesia", started=later) == []
    assert after_crawl(store, "voanews", started=START) == []


def test_a_first_crawl_has_nothing_to_be_held_to() -> None:
    with Store.in_memory(clock=lambda: START + 30 * DAY) as empty:
        assert after_crawl(empty, "voaindonesia", started=START) == []
        fill(empty, START, 60, section=None)
        assert after_crawl(empty, "voaindonesia", started=START) == []


def test_pages_of_other_years_are_held_to_their_own(store: Store) -> None:
    """An archive that is fetched back through the years meets pages that never had a section."""
    fill(store, START, 60, section=None, published=datetime(2012, 3, 1, tzinfo=UTC))
    assert after_crawl(store, "voaindonesia", started=START) == []
    fill(store, START + DAY, 60, section=None, published=datetime(2013, 3, 1, tzinfo=UTC))
    assert after_crawl(store, "voaindonesia", started=START + DAY) == []


@pytest.mark.parametrize("seed", range(5))
def test_chance_raises_no_alarm(seed: int) -> None:
    """A year of small runs whose fields come and go at random: none of them is an alarm."""
    random = Random(seed)
    alarms = 0
    with Store.in_memory(clock=lambda: START + 300 * DAY) as opened:
        when = START - 60 * DAY
        for run in range(40):
            for _ in range(random.randint(1, 9)):
                section = "Dunia" if random.random() < 0.8 else None
                byline = ("Ani",) if random.random() < 0.55 else ()
                fill(opened, when, 1, section=section, byline=byline)
                when += timedelta(minutes=7)
            if run > 5:
                alarms += bool(after_crawl(opened, "voaindonesia", started=when - DAY))
            when += DAY
    assert alarms == 0

"""The frontier hands out what is due in batches, each once at a time, and no more than the limit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from archive.store.addresses import Address, State, Visit
from crawler import frontier
from crawler.frontier import Frontier

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
FETCHED = Visit(State.FETCHED, "")


def address(url: str) -> Address:
    return Address(url, None, None, State.PENDING, 0, None, None, None)


class Listed:
    """A table of addresses in memory: those of the news and those of the backlog."""

    def __init__(self, news: int, backlog: int = 0) -> None:
        self.urls = {
            False: [f"news/{number}" for number in range(news)],
            True: [f"old/{number}" for number in range(backlog)],
        }
        self.limits: list[int] = []

    def due(
        self, site: str, *, now: datetime, limit: int, backlog: bool, since: str | None = None
    ) -> list[Address]:
        self.limits.append(limit)
        return [address(url) for url in self.urls[backlog][:limit]]

    def waiting(self, site: str, *, now: datetime, backlog: bool, since: str | None = None) -> int:
        return len(self.urls[backlog])

    def settle(self, url: str, visit: Visit, *, now: datetime) -> None:
        for urls in self.urls.values():
            if url in urls:
                urls.remove(url)


@pytest.fixture(autouse=True)
def batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frontier, "BATCH", 3)


def of(table: Listed, limit: int | None = None) -> Frontier:
    return Frontier(table, "voaindonesia", lambda: NOW, lanes=(False, True), limit=limit)


def visit(some: Frontier, addresses: list[Address]) -> None:
    for each in addresses:
        some.ask()
        some.settle(each, FETCHED, now=NOW)
        some.done(each)


def urls(addresses: list[Address]) -> list[str]:
    return [each.url for each in addresses]


def test_news_comes_first_in_batches_and_nothing_twice() -> None:
    some = of(Listed(4, 2))
    assert not some.begun
    assert urls(some.take()) == ["news/0", "news/1", "news/2"]
    assert some.begun
    assert urls(some.take()) == ["news/3"]
    assert urls(some.take()) == ["old/0", "old/1"]
    assert some.take() == []
    assert some.known() == 6


def test_the_limit_is_reached_where_more_is_due() -> None:
    some = of(Listed(6), limit=5)
    assert some.known() == 5
    first = some.take()
    assert (len(first), some.known(), some.limit_reached) == (3, 5, False)
    visit(some, first)
    last = some.take()
    assert (len(last), some.known()) == (2, 2)
    visit(some, last)
    assert some.take() == []
    assert some.limit_reached
    assert (some.asked, some.settled, some.known()) == (0, 5, 0)


@pytest.mark.parametrize("limit", [4, 5, None])
def test_the_limit_is_not_reached_where_nothing_is_left(limit: int | None) -> None:
    some = of(Listed(3, 1), limit=limit)
    while some_more := some.take():
        visit(some, some_more)
    assert not some.limit_reached
    assert some.settled == 4


def test_a_limit_of_nothing_takes_nothing() -> None:
    table = Listed(2)
    some = of(table, limit=0)
    assert some.take() == []
    assert table.limits == []
    assert some.limit_reached
    assert some.known() == 0


def test_the_backlog_alone_reaches_the_limit() -> None:
    some = of(Listed(0, 2), limit=1)
    visit(some, some.take())
    assert some.limit_reached


def test_what_is_put_back_comes_again_and_counts_once() -> None:
    some = of(Listed(5), limit=4)
    first = some.take()
    some.ask()
    some.put_back(first[1:])
    assert (some.asked, some.known()) == (1, 4)
    assert urls(some.take()) == ["news/1", "news/2", "news/3"]
    assert some.take() == []


def test_no_more_is_asked_of_the_table_than_can_be_taken() -> None:
    table = Listed(9)
    some = of(table, limit=4)
    some.take()
    some.take()
    assert table.limits == [3, 4]

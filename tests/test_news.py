"""News during a backfill of days: it is fetched by the backfill, first; and `latest` leaves it to
it."""

from __future__ import annotations

import asyncio
import signal
from datetime import UTC, datetime

import pytest

from archive.store import Store
from archive.store.addresses import Named, Role
from crawler.frontier import Frontier
from crawler.news import NewsWatch
from tests.crawling import Place, Serve, until
from tests.site.server import Replica
from tests.site.world import World

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_news_is_read_again_when_its_time_has_come() -> None:
    times = iter([0.0, 9.0, 10.0, 30.0, 39.0, 41.0, 41.0])
    read: list[str] = []

    async def note() -> None:
        read.append("news")

    async def looks() -> list[bool]:
        watch = NewsWatch(note, interval_s=10, clock=lambda: next(times))
        return [await watch.look() for _ in range(4)]

    assert asyncio.run(looks()) == [False, True, False, True]
    assert len(read) == 2


def test_what_is_put_back_is_taken_again_behind_what_is_new() -> None:
    def named(number: int) -> Named:
        return Named(f"https://www.voaindonesia.com/a/x/{number}.html", Role.ITEM, "2026-02-01")

    with Store.in_memory() as store:
        store.addresses.name("voaindonesia", "x", map(named, range(1, 6)), now=NOW, backlog=True)
        frontier = Frontier(
            store.addresses, "voaindonesia", lambda: NOW, lanes=(False, True), limit=5
        )
        first = frontier.take()
        frontier.ask()
        frontier.put_back(first[1:])
        store.addresses.name("voaindonesia", "x", [named(9)], now=NOW)
        assert [address.id for address in frontier.take()] == [9]
        again = frontier.take()
        assert set(again) < set(first[1:])
        assert len(again) == 3  # of five, two are in hand
        assert frontier.take() == []


@pytest.mark.slow
def test_news_of_a_long_backfill_is_fetched_by_it_before_the_past(
    serve: Serve, place: Place
) -> None:
    world = World(200)
    replica = serve(Replica(world))
    process = place.begin(
        "backfill", replica, "--delay", "0.1", "--concurrency", "1", "-s", "ARSIP_NEWS_INTERVAL_S=1"
    )
    until(lambda: len(replica.asked("/a/")) > 3)
    replica.day = 2  # new pages are published

    busy = place.crawl("latest", replica)
    assert busy.returncode == 0, busy.stderr
    assert busy.stdout.count("\n") == 1
    assert "arsip crawl backfill, since " in busy.stdout
    assert f"), which reads the news of {replica.url} too): " in busy.stdout
    assert "complete (left to process " in busy.stdout
    elsewhere = place.crawl("latest", "http://127.0.0.1:9")
    assert elsewhere.returncode == 5

    said, errors = process.communicate(timeout=120)
    assert process.returncode in (0, 3), errors
    assert set(world.new) <= place.ids(), said
    asked = replica.asked("/a/")
    new = {world.path(number, 2) for number in world.new}
    last = max(index for index, path in enumerate(asked) if path in new)
    assert last < len(asked) - 10


@pytest.mark.slow
def test_a_backfill_with_a_limit_leaves_news_to_others(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(60), latency_s=0.2))
    process = place.begin("backfill", replica, "--limit", "50", "--concurrency", "1")
    until(lambda: replica.asked("/a/"))
    busy = place.crawl("latest", replica)
    assert busy.returncode == 5, busy.stderr
    assert "held by process" in busy.stderr
    waiting = place.begin("latest", replica, "--wait", "2m")
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    waited, errors = waiting.communicate(timeout=120)
    assert waiting.returncode == 0, errors
    assert "crawl latest voaindonesia: complete: " in waited

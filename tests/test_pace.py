"""The pace of many sites: never faster than asked, each host in its turn; in a time of its own."""

from __future__ import annotations

import asyncio
import selectors
from collections import Counter
from collections.abc import Awaitable, Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.pace import Pace
from crawler.verdicts import Stopped

Asked = tuple[str, float, float]  # host, when it is asked for, the delay of the host


class _NoWaiting(selectors.DefaultSelector):
    """Time passes as far as somebody waits, at once."""

    now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += max(timeout or 0.0, 1e-9)
        return super().select(0)


def in_no_time(work: Callable[[Callable[[], float]], Awaitable[None]]) -> None:
    """Do work that waits, in a time of its own, whose clock it gets."""
    selector = _NoWaiting()
    loop = asyncio.SelectorEventLoop(selector)
    loop.time = lambda: selector.now  # type: ignore[method-assign]
    try:
        loop.run_until_complete(work(loop.time))
    finally:
        loop.close()


def granted(per_s: float, requests: list[Asked]) -> list[tuple[str, float]]:
    """Which host was let go when."""
    gone: list[tuple[str, float]] = []

    async def work(clock: Callable[[], float]) -> None:
        pace = Pace(per_s, clock=clock)

        async def ask(host: str, at: float, delay_s: float) -> None:
            await asyncio.sleep(at)
            await pace.turn(host, delay_s, lambda: False)
            gone.append((host, clock()))

        await asyncio.gather(*(ask(*one) for one in requests))

    in_no_time(work)
    return gone


requests_of_many = st.lists(
    st.tuples(st.sampled_from("abcde"), st.floats(0, 3), st.sampled_from([0.0, 0.3, 1.0])),
    max_size=40,
)


@settings(deadline=None)
@given(requests_of_many, st.sampled_from([0.5, 3.0, 20.0]))
def test_it_is_never_faster_than_asked_and_everyone_gets_a_turn(
    requests: list[Asked], per_s: float
) -> None:
    delay_of = {host: max(d for h, _, d in requests if h == host) for host, *_ in requests}
    requests = [(host, at, delay_of[host]) for host, at, _ in requests]
    gone = granted(per_s, requests)
    assert Counter(host for host, _ in gone) == Counter(host for host, *_ in requests)
    for (_, earlier), (_, later) in pairwise(gone):
        assert later - earlier >= 1 / per_s - 1e-6
    for host, delay_s in delay_of.items():
        for earlier, later in pairwise(at for one, at in gone if one == host):
            assert later - earlier >= delay_s - 1e-6


def test_a_host_with_much_to_fetch_waits_behind_each_of_the_others() -> None:
    big = [("big", 0.0, 0.0)] * 50
    small = [(name, 0.5, 0.0) for name in ("a", "b", "c")] * 3
    order = [host for host, _ in granted(10, [*big, *small])]
    first = order.index("a")
    assert set(order[first : first + 4]) == {"big", "a", "b", "c"}
    assert max(i for i, host in enumerate(order) if host != "big") < first + 12


def test_nothing_is_lost_by_a_host_that_rests() -> None:
    gone = granted(10, [("slow", 0.0, 5.0)] * 2 + [("a", 0.0, 0.0)] * 10)
    assert [host for host, _ in gone] == ["slow", *["a"] * 10, "slow"]
    assert gone[-2][1] < 2


def test_what_was_not_sent_takes_no_time() -> None:
    gone: list[float] = []

    async def work(clock: Callable[[], float]) -> None:
        pace = Pace(1, clock=clock)
        for _ in range(50):
            await pace.turn("a", 1.0, lambda: False)
            gone.append(clock())
            pace.give_back("a")
        await pace.turn("b", 1.0, lambda: False)
        await pace.turn("b", 1.0, lambda: False)
        gone.append(clock())

    in_no_time(work)
    assert gone[-2] < 0.1
    assert gone[-1] - gone[-2] >= 1


def test_who_waits_for_a_crawl_that_ends_waits_no_more() -> None:
    async def work(clock: Callable[[], float]) -> None:
        pace = Pace(0.001, clock=clock)
        await pace.turn("a", 0.0, lambda: False)
        with pytest.raises(Stopped):
            await pace.turn("a", 0.0, lambda: clock() > 3)
        assert clock() < 5
        waiting = asyncio.ensure_future(pace.turn("a", 0.0, lambda: False))
        await waiting
        assert clock() < 1001

    in_no_time(work)

"""The pace of a crawl of many sites: so many requests a second to all hosts together, each host in
its turn."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from crawler.verdicts import Stopped

_LOOK_UP_S = 0.5  # how often one who waits looks if its crawl is ending


@dataclass(frozen=True, slots=True)
class _TurnAsked:
    granted: asyncio.Future[None]
    delay_s: float  # between this request and the next one to its host


class Pace:
    """Lets requests go one by one, `per_s` of them a second at most.

    Hosts take turns: one that has much to fetch waits behind each of the others before it is asked
    again. A host is left alone for the time that a request names, whoever asks.
    """

    def __init__(self, per_s: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._interval_s = 1 / per_s
        self._clock = clock
        self._waiting: dict[str, deque[_TurnAsked]] = {}  # by host, the next to be asked first
        self._rested: dict[str, float] = {}  # by host, when it may be asked again
        self._next = 0.0  # when the next request may go, whoever asks
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, host: str, delay_s: float, ending: Callable[[], bool]) -> None:
        """Wait until it is the turn of a host; raises `Stopped` as soon as its crawl is ending."""
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(host, deque()).append(_TurnAsked(granted, delay_s))
        self._serve()
        try:
            while not granted.done():
                if ending():
                    raise Stopped("the crawl is ending")
                await asyncio.wait([granted], timeout=_LOOK_UP_S)
        finally:
            granted.cancel()  # nothing where it was granted

    def give_back(self, host: str) -> None:
        """Take back the last turn of a host: nothing was sent."""
        self._rested.pop(host, None)
        self._next = min(self._next, self._clock())
        self._serve()

    def _serve(self) -> None:
        """Let go whose turn it is, and come again when the next one may go."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            now = self._clock()
            free_at = {host: self._rested.get(host, 0.0) for host in self._waiting}
            begins = max(self._next, min(free_at.values()))
            if begins > now:
                loop = asyncio.get_running_loop()
                self._timer = loop.call_later(begins - now, self._serve)
                return
            host = next(host for host, free in free_at.items() if free <= now)
            self._let_go(host, now)

    def _let_go(self, host: str, now: float) -> None:
        """Let the first request of a host go that still waits; the host goes to the end."""
        queue = self._waiting.pop(host)
        while queue:
            first = queue.popleft()
            if not first.granted.done():
                first.granted.set_result(None)
                self._next = now + self._interval_s
                self._rested[host] = now + first.delay_s
                break
        if queue:
            self._waiting[host] = queue

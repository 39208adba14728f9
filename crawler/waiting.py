"""Waiting that does not outlast the crawl."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from crawler.verdicts import Stopped

_LOOK_UP_S = 0.5  # how often one who waits looks if the crawl is ending


async def pause(seconds: float, ending: Callable[[], bool]) -> None:
    """Wait this long, or not at all (0); raises `Stopped` as soon as the crawl is ending."""
    clock = asyncio.get_running_loop().time
    end = clock() + seconds
    while True:
        if ending():
            raise Stopped("the crawl is ending")
        left_s = end - clock()
        if left_s <= 0:
            return
        await asyncio.sleep(min(left_s, _LOOK_UP_S))

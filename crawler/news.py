"""News while a backfill runs for days: it reads their sources itself, and says so in its lock."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from crawler.origin import SiteOrigin


class NewsWatch:
    """Has the sources of news read again whenever their time has come."""

    def __init__(
        self,
        read: Callable[[], Awaitable[None]],
        *,
        interval_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read = read
        self._interval_s = interval_s
        self._clock = clock
        self._due = clock() + interval_s

    async def look(self) -> bool:
        """True where the sources were read just now."""
        if self._clock() < self._due:
            return False
        await self._read()
        self._due = self._clock() + self._interval_s
        return True


def reads_news_of(origin: SiteOrigin) -> str:
    """What the lock of a backfill says, so that a `latest` of the same site can leave its work to
    it."""
    return f"reads the news of {origin.base or origin.site.host} too"

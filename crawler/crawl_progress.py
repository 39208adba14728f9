"""How far the crawl has come: one line that renews itself on a terminal, nothing elsewhere."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from datetime import datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from archive.cli.standard_io import SafeStream, standard_error
from archive.store.runs import RunCount
from crawler.extensions import ArchiveExtension
from crawler.session import CrawlSession

_SHOWN = (RunCount.NEW, RunCount.CHANGED, RunCount.GONE, RunCount.FAILED)
_RENEW_S = 0.5


class CrawlProgress:
    """Writes to a terminal while a session is open."""

    def __init__(self, archive: Callable[[], ArchiveExtension], terminal: SafeStream) -> None:
        self._archive = archive
        self._terminal = terminal
        self._timer: asyncio.TimerHandle | None = None
        # when the first item was due, and how many were
        self._began: tuple[datetime, int] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Only where standard error is a terminal."""
        terminal = standard_error()
        if not terminal.isatty():
            raise NotConfigured
        progress = cls(lambda: ArchiveExtension.of(crawler), terminal)
        crawler.signals.connect(progress.show, signals.spider_opened)
        crawler.signals.connect(progress.end, signals.spider_closed)
        return progress

    def show(self) -> None:
        """Renew the line, now and every half second."""
        archive = self._archive()
        if archive.recording:
            # 0 = the terminal does not know
            width = os.get_terminal_size(self._terminal.fileno()).columns or 80
            self._terminal.renew(self.line(archive.session), width)
        self._timer = asyncio.get_running_loop().call_later(_RENEW_S, self.show)

    def end(self) -> None:
        """Clear the line."""
        if self._timer:
            self._timer.cancel()
        self._terminal.renew("", 1)

    def line(self, session: CrawlSession) -> str:
        """The line: done and known, pace, what came, time left."""
        frontier = session.frontier
        now = session.clock()
        if not session.counts[RunCount.REQUESTS]:
            site = f"https://{session.origin.site.host}"
            return f"asking {session.origin.fetched(site + '/robots.txt')} …"
        if not frontier.begun:
            return f"reading the sources: {session.counts[RunCount.NAMED]:,} new addresses"
        if self._began is None:
            self._began = (now, frontier.settled + frontier.known())
        since, due = self._began
        # never fewer than are settled and in hand: addresses fall due, and are found, while others
        # are visited
        known = max(due, frontier.settled + frontier.asked)
        minutes = (now - since).total_seconds() / 60
        pace = frontier.settled / minutes if minutes else 0.0
        counts = "  ".join(f"{name} {session.counts[name]:,}" for name in _SHOWN)
        left = duration((known - frontier.settled) / pace * 60) if pace else "?"
        return f"{frontier.settled:,}/{known:,}  {pace:,.0f} pages/min  {counts}  {left} left"


def duration(seconds: float) -> str:
    """A duration in its two largest units: "2 d 3 h", "3 h 05 min", "4 min 10 s"."""
    minutes, s = divmod(int(seconds), 60)
    hours, m = divmod(minutes, 60)
    days, h = divmod(hours, 24)
    if days:
        return f"{days} d {h} h"
    if h:
        return f"{h} h {m:02} min"
    return f"{m} min {s:02} s"

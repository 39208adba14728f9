"""How far the crawl has come: one line that renews itself on a terminal, nothing elsewhere."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured

from archive.cli.standard_io import SafeStream, standard_error
from archive.counting import counted
from archive.store.runs import RunCount
from crawler.extensions import ArchiveExtension
from crawler.session import CrawlSession

_SHOWN = (RunCount.NEW, RunCount.CHANGED, RunCount.GONE, RunCount.FAILED)
_SETTLED = (
    RunCount.NEW,
    RunCount.CHANGED,
    RunCount.SAME,
    RunCount.GONE,
    RunCount.BLOCKED,
    RunCount.FAILED,
    RunCount.EXCLUDED,
)
_RENEW_S = 0.5


class TerminalLine:
    """A line on a terminal that renews itself; `text` says what it shows now, None = nothing."""

    def __init__(self, terminal: SafeStream, text: Callable[[], str | None]) -> None:
        self._terminal = terminal
        self._text = text
        self._timer: asyncio.TimerHandle | None = None

    def show(self) -> None:
        """Renew the line, now and every half second."""
        text = self._text()
        if text is not None:
            # 0 = the terminal does not know
            width = os.get_terminal_size(self._terminal.fileno()).columns or 80
            self._terminal.renew(text, width)
        self._timer = asyncio.get_running_loop().call_later(_RENEW_S, self.show)

    def end(self) -> None:
        """Clear the line."""
        if self._timer:
            self._timer.cancel()
        self._terminal.renew("", 1)


class CrawlProgress:
    """Says how far the crawl of one site has come, while a session is open."""

    def __init__(self, archive: Callable[[], ArchiveExtension], terminal: SafeStream) -> None:
        self._archive = archive
        self.line = TerminalLine(terminal, self.text)
        # when the first item was due, and how many were
        self._began: tuple[datetime, int] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Only where standard error is a terminal, and no other site is crawled beside this one."""
        terminal = standard_error()
        is_one_of_many = getattr(crawler.spider, "shared", None) is not None
        if is_one_of_many or not terminal.isatty():
            raise NotConfigured
        progress = cls(lambda: ArchiveExtension.of(crawler), terminal)
        crawler.signals.connect(progress.line.show, signals.spider_opened)
        crawler.signals.connect(progress.line.end, signals.spider_closed)
        return progress

    def text(self) -> str | None:
        """What the line shows now."""
        archive = self._archive()
        if not archive.recording:
            return None
        return self._of(archive.session)

    def _of(self, session: CrawlSession) -> str:
        """Done and known, pace, what came, time left."""
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
        left = duration((known - frontier.settled) / pace * 60) if pace else "?"
        shown = _shown(session.counts)
        return f"{frontier.settled:,}/{known:,}  {pace:,.0f} pages/min  {shown}  {left} left"


class SitesProgress:
    """Says how far the crawl of several sites has come."""

    def __init__(self, sites: int) -> None:
        self._sites = sites
        self._began = datetime.now(UTC)

    def text(self, counts: Iterable[Counter[str]], under_way: int, ended: int) -> str:
        """What the line shows: the counts of all sites that have begun, and how many sites are
        under way and have ended."""
        summed: Counter[str] = Counter()
        for each in counts:
            summed.update(each)
        settled = sum(summed[name] for name in _SETTLED)
        minutes = (datetime.now(UTC) - self._began).total_seconds() / 60
        pace = settled / minutes if minutes else 0.0
        return (
            f"{ended:,}/{counted(self._sites, 'site')}, {under_way:,} under way  "
            f"{counted(settled, 'page')}  {pace:,.0f} pages/min  {_shown(summed)}"
        )


def _shown(counts: Counter[str]) -> str:
    return "  ".join(f"{name} {counts[name]:,}" for name in _SHOWN)


def clear_line() -> None:
    """Clear the line of a terminal that shows how far the crawl is, before something else is said."""
    terminal = standard_error()
    if terminal.isatty():
        terminal.renew("", 1)


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

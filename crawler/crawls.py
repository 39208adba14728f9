"""Several crawls in one process: so many at once, the others in a queue, and what the end of one means
for the others."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.utils.log import failure_to_exc_info
from twisted.python.failure import Failure

from archive.cli.standard_io import standard_error
from crawler.crawl_progress import SitesProgress, TerminalLine, clear_line
from crawler.endings import OUT_OF_TIME, CrawlResult, Ending, worst
from crawler.extensions import ArchiveExtension
from crawler.open_archive import SharedArchive

logger = logging.getLogger("arsip")

_LOOK_UP_S = 0.2  # how often those that wait look if the first has opened the archive

Tell = Callable[[CrawlResult], None]


@dataclass(slots=True)
class _Crawl:
    """A crawl under way."""

    archive: ArchiveExtension
    exchanges: int  # that all sites together had had when it began


@dataclass(slots=True)
class Crawls:
    """So many crawls at once, the others in a queue; `arguments` are those of each spider."""

    process: CrawlerProcess
    spider: str
    arguments: Sequence[dict[str, Any]]
    shared: SharedArchive | None = None  #: None = there is one crawl alone
    at_once: int = 1
    unreachable_limit: int = 1
    tell: Tell | None = None
    results: list[CrawlResult] = field(default_factory=list)  #: of those that have ended
    _waiting: deque[dict[str, Any]] = field(init=False)
    _running: dict[int, _Crawl] = field(default_factory=dict)
    _not_begun: int = 0  # crawls that have ended before they could begin
    _unreachable: int = 0  # sites in a row
    _halted: Ending | None = None  # what has ended them all; None = nothing has
    _progress: TerminalLine | None = None

    def __post_init__(self) -> None:
        self._waiting = deque(self.arguments)

    def begin(self) -> None:
        """Begin the first; the others begin once it has opened the archive."""
        self._begin_next()

    def run(self, limit_s: float) -> None:
        """Go on, now that the loop runs: begin those for which there is room, say on a terminal how
        far they are, and end them when their time is over (0 = never)."""
        if limit_s:
            asyncio.get_running_loop().call_later(limit_s, self.halt, OUT_OF_TIME)
        if self.shared is None:
            return
        terminal = standard_error()
        if terminal.isatty():
            sites = SitesProgress(len(self.arguments))
            self._progress = TerminalLine(terminal, lambda: sites.text(*self._state()))
            self._progress.show()
        self._fill()

    def halt(self, ending: Ending) -> int:
        """End them all for a reason that lies outside of them; gives the number of pages in
        hand."""
        self._halted = self._halted or ending
        if not self._running:
            self.process._stop_reactor()
        return sum(crawl.archive.halt(ending) for crawl in self._running.values())

    def finish(self) -> None:
        """Close what was broken off; what was in hand is dropped."""
        for number in list(self._running):
            self._note(number)
        if self._progress:
            self._progress.end()

    def ending(self) -> Ending:
        """How they ended, all together."""
        number = Counter(result.ending.verdict for result in self.results)
        left = self._not_begun + len(self._waiting)
        verdicts = set(number)
        if self._halted:
            verdicts.add(self._halted.verdict)
        elif left:
            verdicts.add("partial")
        said = [f"{count:,} {verdict}" for verdict, count in number.most_common()]
        if left:
            said.append(f"{left:,} not begun")
        reason = ", ".join(said)
        if self._halted and self._halted.reason:
            reason = f"{self._halted.reason}; {reason}"
        return Ending(worst(verdicts), reason)

    def _fill(self) -> None:
        """Begin one more, and come again until there is no room; then each begins in the place of
        one that has ended."""
        has_room = self._waiting and len(self._running) < self.at_once
        if self.shared is None or self._halted or not has_room:
            return
        if self.shared.is_open:
            self._begin_another()
            asyncio.get_running_loop().call_soon(self._fill)
        else:
            asyncio.get_running_loop().call_later(_LOOK_UP_S, self._fill)

    def _begin_another(self) -> None:
        """Begin the next crawl beside or behind others; what is wrong with it ends them all."""
        try:
            self._begin_next()
        except Exception as error:
            logger.exception("a crawl could not begin")
            self._not_begun += 1
            self.halt(Ending("error", f"{type(error).__name__}: {error}"))

    def _begin_next(self) -> None:
        """Begin the next crawl; raises what is wrong with its settings."""
        number = len(self.arguments) - len(self._waiting)
        arguments = self._waiting.popleft()
        crawler = self.process.create_crawler(self.spider)
        failures: list[Failure] = []
        done = self.process.crawl(crawler, **arguments).addErrback(failures.append)
        if failures:  # before anything began
            failures[0].raiseException()
        exchanges = self.shared.exchanges if self.shared else 0
        self._running[number] = _Crawl(ArchiveExtension.of(crawler), exchanges)
        done.addCallback(lambda _: self._ended(number, failures))

    def _ended(self, number: int, failures: Sequence[Failure]) -> None:
        """Note the end of a crawl, and what it means for the others; `failures` = what broke it
        off."""
        for failure in failures:
            logger.error("a crawl broke off", exc_info=failure_to_exc_info(failure))
        crawl = self._running[number]
        begun = crawl.archive.begun
        ending = self._note(number).ending
        if self._says_no_network(crawl, ending):
            self._unreachable += 1
        else:
            self._unreachable = 0
        if self._unreachable >= self.unreachable_limit:
            why = f"{self._unreachable} sites in a row could not be reached, the last: "
            self.halt(Ending("network", why + str(ending.reason)))
        elif ending.verdict == "storage" or (ending.failed and not begun):
            self.halt(ending)
        if self._waiting and not self._halted:
            self._begin_another()
        elif not self._running:
            self.process._stop_reactor()

    def _says_no_network(self, crawl: _Crawl, ending: Ending) -> bool:
        """True where a site could not be reached, and nothing else while it was tried."""
        if ending.verdict != "network" or self.shared is None:
            return False
        return self.shared.exchanges == crawl.exchanges

    def _note(self, number: int) -> CrawlResult:
        """The result of a crawl that has ended, noted and told."""
        archive = self._running.pop(number).archive
        result = archive.finish()
        if self.shared is not None and not archive.begun and result.ending.verdict != "complete":
            self._not_begun += 1
            return result
        self.results.append(result)
        if self.tell:
            clear_line()
            self.tell(result)
        return result

    def _state(self) -> tuple[list[Counter[str]], int, int]:
        """The counts of all sites, and how many sites are under way and have ended."""
        counts = [Counter(result.counts) for result in self.results]
        open_now = [crawl.archive for crawl in self._running.values() if crawl.archive.recording]
        counts += [archive.session.counts for archive in open_now]
        return counts, len(open_now), len(self.results)

"""The crawls of one process, of one site or of many, from their settings to their results."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from archive.cli.standard_io import notice
from archive.counting import counted
from archive.store import Store, StoreError
from crawler.crawl_progress import clear_line
from crawler.crawls import Crawls, Tell
from crawler.endings import INTERRUPTED, CrawlResult
from crawler.interrupts import Interrupts
from crawler.open_archive import SharedArchive
from crawler.pace import Pace


def run_spider(
    spider: str, values: dict[str, Any], arguments: dict[str, Any], interrupts: Interrupts
) -> CrawlResult:
    """The result of a crawl of one site by the spider of this name; `values` are settings that go
    before those of the project, `arguments` are the spider's.

    Raises `ValueError` where a setting or an argument cannot be what it is.
    """
    process = _process(values)
    crawls = Crawls(process, spider, [arguments])
    _run(process, crawls, interrupts)
    return crawls.results[0]


def run_sites(
    spider: str,
    values: dict[str, Any],
    arguments: dict[str, Any],
    sites: Sequence[str],
    interrupts: Interrupts,
    tell: Tell,
) -> CrawlResult:
    """The result of a crawl of several sites together, as one; that of each is told when it ends.

    Sites that were never crawled, or not for the longest time, begin first. The rest is as in
    `run_spider`.
    """
    process = _process(values)
    begun = datetime.now(UTC)
    settings = process.settings
    shared = SharedArchive(sites)
    pace = Pace(settings.getfloat("ARSIP_PLATFORM_RATE"))
    asked = [
        {**arguments, "site": site, "shared": shared, "pace": pace}
        for site in _in_turn(Path(settings["ARSIP_DB"]), spider, sites)
    ]
    crawls = Crawls(
        process,
        spider,
        asked,
        shared=shared,
        at_once=settings.getint("ARSIP_SITES_AT_ONCE"),
        unreachable_limit=settings.getint("ARSIP_BLOCKED_LIMIT"),
        tell=tell,
    )
    _run(process, crawls, interrupts)
    ending = shared.close(crawls.ending())
    counts: Counter[str] = Counter()
    for result in crawls.results:
        counts.update(result.counts)
    name = counted(len(sites), "site")
    return CrawlResult(spider, name, ending, begun, datetime.now(UTC), counts)


def _process(values: dict[str, Any]) -> CrawlerProcess:
    logging.Formatter.converter = time.gmtime  # as the last line has it
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(values, priority="cmdline")
    return CrawlerProcess(settings)


def _in_turn(database: Path, spider: str, sites: Sequence[str]) -> list[str]:
    """The sites, those first that this spider has not crawled for the longest time."""
    if not database.exists():
        return list(sites)
    try:
        with Store.reading(database) as store:
            begun = store.runs.last_begun(spider)
    except StoreError:  # the crawl will say it
        return list(sites)
    return sorted(sites, key=lambda site: begun.get(site, ""))


def _run(process: CrawlerProcess, crawls: Crawls, interrupts: Interrupts) -> None:
    """Run the crawls until the last has ended, or a second signal has come."""
    limit_s = process.settings.getfloat("CLOSESPIDER_TIMEOUT")
    # all together have the time that each spider would else count for itself
    process.settings.set("CLOSESPIDER_TIMEOUT", 0, priority="cmdline")
    crawls.begin()

    from twisted.internet import reactor  # installed by now, not before

    told = 0

    def stop() -> None:
        nonlocal told
        told += 1
        if told == 1:
            _say(_stopping(crawls.halt(INTERRUPTED)))
        elif told == 2:
            process._stop_reactor()

    interrupts.tell(lambda: reactor.callFromThread(stop))
    asyncio.get_event_loop().call_soon(crawls.run, limit_s)  # once the reactor runs it
    process.start(stop_after_crawl=False, install_signal_handlers=False)
    crawls.finish()


def _stopping(in_hand: int) -> str:
    if in_hand == 0:
        return "stopping"
    return f"stopping: {counted(in_hand, 'page')} in hand; again to drop them"


def _say(text: str) -> None:
    clear_line()
    notice(text)

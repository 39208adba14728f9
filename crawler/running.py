"""One crawl in this process, from its settings to its result."""

from __future__ import annotations

import logging
import time
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from twisted.python.failure import Failure

from archive.cli.standard_io import notice, standard_error
from archive.counting import counted
from crawler.endings import CrawlResult
from crawler.extensions import ArchiveExtension
from crawler.interrupts import Interrupts


def run_spider(
    spider: str, values: dict[str, Any], arguments: dict[str, Any], interrupts: Interrupts
) -> CrawlResult:
    """The result of a crawl by the spider of this name; `values` are settings that go before those
    of the project, `arguments` are the spider's.

    Raises `ValueError` where a setting or an argument cannot be what it is.
    """
    logging.Formatter.converter = time.gmtime  # as the last line has it
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(values, priority="cmdline")
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    failures: list[Failure] = []
    process.crawl(crawler, **arguments).addErrback(failures.append)
    if failures:  # before anything began
        failures[0].raiseException()
    archive = ArchiveExtension.of(crawler)

    from twisted.internet import reactor  # installed by now, not before

    told = 0

    def stop() -> None:
        nonlocal told
        told += 1
        if told == 1:
            _say(_stopping(archive.interrupt()))
        elif told == 2:
            process._stop_reactor()

    interrupts.tell(lambda: reactor.callFromThread(stop))
    process.start(install_signal_handlers=False)
    return archive.finish()


def _stopping(in_hand: int) -> str:
    if in_hand == 0:
        return "stopping"
    return f"stopping: {counted(in_hand, 'page')} in hand; again to drop them"


def _say(text: str) -> None:
    terminal = standard_error()
    if terminal.isatty():  # over the line that shows how far the crawl is
        terminal.renew("", 1)
    notice(text)

"""How fast the whole crawl is, against a spider that only downloads and one that reads in its
callback.

    .venv/bin/python benchmarks/crawl.py [--pages 2000] [--concurrency 16]

The same replica on loopback, the same pages, the same concurrency, no delay, one after the other in
one run. The crawl keeps the bytes as WARC, reads every field and date, and fills database and
full-text index. Ends with 1 below a floor of benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import floors  # noqa: E402

NAMES = ("bare", "arsip", "trafilatura")
SHARE = 5  # the slowest of the three gets a fifth of the pages
# one after the other, so that what else the machine does hits all alike; the middle one counts
ROUNDS = 3
FLOORS = floors.of("crawl")


def main() -> None:
    """Prints the table; exits with 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--concurrency", type=int, default=16)
    parser.add_argument("--one", choices=["bare", "trafilatura", "arsip"], help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(one(args.one, args.url, args.pages, args.concurrency)))
    else:
        sys.exit(compare(args.pages, args.concurrency))


def compare(pages: int, concurrency: int) -> int:
    """Runs the three in turn against one server; the exit code."""
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.site.server", "--pages", str(pages)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout
        url = server.stdout.readline().strip()
        # the replica makes its pages when they are first asked for
        run("bare", url, pages, concurrency)
        rounds = [
            {name: run(name, url, pages, concurrency) for name in NAMES} for _ in range(ROUNDS)
        ]
        results = {name: median([each[name] for each in rounds]) for name in NAMES}
    finally:
        server.kill()
        server.wait()
    return show(results, pages)


def median(rows: list[dict[str, float]]) -> dict[str, float]:
    """The run in the middle by its speed."""
    return sorted(rows, key=lambda row: row["pages_per_s"])[len(rows) // 2]


def run(name: str, url: str, pages: int, concurrency: int) -> dict[str, float]:
    """One crawl in a process of its own: its figures by name."""
    command = [sys.executable, __file__, "--one", name, "--url", url, "--pages", str(pages)]
    done = subprocess.run(
        [*command, "--concurrency", str(concurrency)], stdout=subprocess.PIPE, check=True, cwd=ROOT
    )
    return json.loads(done.stdout.splitlines()[-1])


def show(results: dict[str, dict[str, float]], pages: int) -> int:
    """Prints the table and what missed its floor; the exit code."""
    whole = results["arsip"]["pages_per_s"]
    print(
        f"{pages:,} pages of 50 KB\n{'':14}{'pages/s':>9}{'arsip / it':>12}{'own CPU s':>11}{'readers s':>11}{'MB':>7}"
    )
    for name, row in results.items():
        print(
            f"{name:14}{row['pages_per_s']:9.0f}{whole / row['pages_per_s']:12.2f}{row['cpu_s']:11.1f}"
            f"{row['children_cpu_s']:11.1f}{row['rss_mb']:7.0f}"
        )
    parts = {name: ms for name, ms in results["arsip"].items() if name.endswith("ms_per_page")}
    print(
        "a page of arsip costs, in ms of CPU: "
        + ", ".join(f"{n.split('_')[0]} {ms:.1f}" for n, ms in parts.items())
    )
    missed = [
        name
        for name in ("bare", "trafilatura")
        if whole < FLOORS[f"to_{name}"] * results[name]["pages_per_s"]
    ]
    for name in missed:
        print(f"below its floor of {FLOORS[f'to_{name}']} times {name}")
    return 1 if missed else 0


def one(name: str, url: str, pages: int, concurrency: int) -> dict[str, float]:
    """One crawl in this process: its figures by name."""
    spent: dict[str, float] = {}
    if name == "arsip":
        watch(spent)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        fetched = (
            arsip(url, Path(folder), concurrency)
            if name == "arsip"
            else plain(name, url, pages, concurrency)
        )
    took_s = time.perf_counter() - begun
    pages = pages // SHARE if name == "trafilatura" else pages
    assert fetched == pages, f"{fetched} of {pages} pages"
    while multiprocessing.active_children():  # their CPU time counts once they have ended
        time.sleep(0.05)
    own, children = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return {
        "pages_per_s": pages / took_s,
        "cpu_s": own.ru_utime + own.ru_stime,
        "children_cpu_s": children.ru_utime + children.ru_stime,
        "rss_mb": own.ru_maxrss / 1024,
        **breakdown(
            spent, own.ru_utime + own.ru_stime, children.ru_utime + children.ru_stime, pages
        ),
    }


def watch(spent: dict[str, float]) -> None:
    """Measure what keeping and committing take of the main process; the rest of it is fetching."""
    from crawler.journal import Journal
    from crawler.session import CrawlSession

    def timed(part: str, work: Any) -> Any:
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            begun = time.thread_time()
            try:
                return work(*args, **kwargs)
            finally:
                spent[part] = spent.get(part, 0.0) + time.thread_time() - begun

        return wrapper

    CrawlSession.keep = timed("captures", CrawlSession.keep)
    Journal.flush = timed("database", Journal.flush)


def breakdown(
    spent: dict[str, float], own_s: float, readers_s: float, pages: int
) -> dict[str, float]:
    """Where the time of a page goes, in milliseconds."""
    parts = (
        {**spent, "fetching and start": own_s - sum(spent.values()), "readers": readers_s}
        if spent
        else {}
    )
    return {f"{part.replace(' ', '-')}_ms_per_page": 1000 * s / pages for part, s in parts.items()}


def arsip(url: str, folder: Path, concurrency: int) -> int:
    """The whole crawl; how many pages came."""
    from crawler.interrupts import Interrupts
    from crawler.running import run_spider

    values: dict[str, Any] = {
        "ARSIP_DB": str(folder / "arsip.db"),
        "ARSIP_CAPTURES": str(folder / "captures"),
        "CONCURRENT_REQUESTS": concurrency,
        "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
    }
    result = run_spider("backfill", values, {"base_url": url}, Interrupts())
    assert result.ending.verdict == "complete", result.ending
    return result.counts["new"]


def plain(name: str, url: str, pages: int, concurrency: int) -> int:
    """A spider that keeps nothing; how many pages came."""
    import scrapy
    import trafilatura
    from scrapy.crawler import CrawlerProcess

    from crawler.sources.sitemaps import entries

    class Plain(scrapy.Spider):
        name = "plain"
        start_urls = (f"{url}/sitemap_voaindonesia_1.xml.gz",)
        pages = 0

        def parse(self, response):
            for entry in islice(
                entries(response.body, response.url, datetime.now(UTC)),
                pages // SHARE if name == "trafilatura" else pages,
            ):
                path = entry.url.partition("voaindonesia.com")[2]
                yield scrapy.Request(url + path, callback=self.page)

        def page(self, response):
            type(self).pages += 1
            if name == "trafilatura":
                trafilatura.extract(response.text)

    process = CrawlerProcess(
        {
            "CONCURRENT_REQUESTS": concurrency,
            "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency,
            "DOWNLOAD_DELAY": 0,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Plain)
    process.start()
    return Plain.pages


if __name__ == "__main__":
    main()

"""Time and memory of discovery, and of a frontier of a million addresses.

    .venv/bin/python benchmarks/discovery.py [--simulate 1000000]

First a crawl that reads 20,000 addresses from sitemaps on loopback and visits one item; then, in a
process of its own, a frontier of so many addresses: named through real sitemaps of 20,000 each,
then taken and settled batch by batch. Ends with 1 when the memory of the second is not flat (growth
from the first tenth of the visits to the last), or above the ceiling of benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.store import Store  # noqa: E402
from archive.store.addresses import Named, Role, State, Visit  # noqa: E402
from crawler.frontier import Frontier  # noqa: E402
from crawler.sources.sitemaps import entries  # noqa: E402
from tests import floors  # noqa: E402

FLOORS = floors.of("discovery")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
NEWEST = datetime(2025, 3, 15, tzinfo=UTC)


def main() -> None:
    """Prints the figures; exits with 1 where a floor is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--simulate", type=int, default=1_000_000)
    parser.add_argument("--addresses", type=int, default=20_000)
    parser.add_argument("--only", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.only:
        print(json.dumps(simulated(args.simulate)))
        return
    show(f"{args.addresses:,} addresses, read by a crawl", crawled(args.addresses))
    command = [sys.executable, __file__, "--only", "--simulate", str(args.simulate)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, cwd=ROOT)
    row = json.loads(done.stdout)
    show(f"{args.simulate:,} addresses, named, taken and settled", row)
    if any(row[name] > ceiling for name, ceiling in FLOORS.items()):
        sys.exit(f"above its ceiling: {FLOORS}")


def show(title: str, row: dict[str, float]) -> None:
    """Prints one row."""
    print(
        title
        + ": "
        + ", ".join(f"{name.replace('_', ' ')} {value:,.1f}" for name, value in row.items())
    )


def crawled(count: int) -> dict[str, float]:
    """A crawl of one item from sitemaps of `count` addresses, as `/usr/bin/time` would see it."""
    from tests.site.server import Answer, Replica, Running
    from tests.site.world import World

    world = World(20)
    replica = Replica(world)
    path = "/sitemap_voaindonesia_1.xml.gz"
    replica.override[path] = Answer(
        body=sitemap(0, count), compress=False, media_type="application/octet-stream"
    )
    with Running(replica), tempfile.TemporaryDirectory() as folder:
        command = [
            str(Path(sys.executable).parent / "arsip"),
            "crawl",
            "backfill",
            "--base-url",
            replica.url,
        ]
        command += [
            "--db",
            f"{folder}/arsip.db",
            "--captures",
            f"{folder}/captures",
            "--delay",
            "0",
            "--limit",
            "1",
        ]
        begun = time.perf_counter()
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        took_s = time.perf_counter() - begun
        with Store.reading(f"{folder}/arsip.db") as store:
            found = store.addresses.counts("voaindonesia")
    assert sum(found.values()) == count + 20, found
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"seconds_in_all": took_s, "peak_mb": peak}


def simulated(count: int) -> dict[str, float]:
    """Names `count` addresses, then takes and settles them all, as the spiders do."""
    row: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "arsip.db") as store:
        begun = time.perf_counter()
        for start in range(0, count, 20_000):
            source = (
                f"https://www.voaindonesia.com/sitemap_voaindonesia_{start // 20_000 + 1}.xml.gz"
            )
            listed = entries(sitemap(start, min(count, start + 20_000)), source, NOW)
            named = (Named(entry.url, Role.ITEM, entry.lastmod) for entry in listed)
            while chunk := list(islice(named, 1000)):
                store.addresses.name("voaindonesia", source, chunk, now=NOW, backlog=True)
        row["naming_s"] = time.perf_counter() - begun
        row["after_naming_mb"] = rss_mb()
        begun, peaks = time.perf_counter(), []
        frontier = Frontier(store.addresses, "voaindonesia", lambda: NOW, lanes=(False, True))
        done = 0
        for batch in iter(frontier.take, []):
            with store.transaction():
                for address in batch:
                    frontier.ask()
                    store.addresses.settle(address.url, Visit(State.FETCHED), now=NOW)
                    frontier.done(address)
            done += len(batch)
            peaks.append(rss_mb())
        assert done == count, done
        row["visiting_s"] = time.perf_counter() - begun
        row["growth_mb"] = peaks[-1] - peaks[len(peaks) // 10]
        row["peak_mb"] = peak_mb()
    return row


def sitemap(start: int, stop: int) -> bytes:
    """A sitemap of made-up items."""

    def rows() -> Iterator[str]:
        for n in range(start, stop):
            slug = f"judul-berita-yang-cukup-panjang-seperti-di-situs-{n}"
            url = f"https://www.voaindonesia.com/a/{slug}/{8_000_000 - n}.html"
            lastmod = f"{NEWEST - timedelta(minutes=9 * n):%Y-%m-%dT%H:%M:%SZ}"
            yield f"<url><loc>{url}</loc><lastmod>{lastmod}</lastmod></url>"

    head = '<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return gzip.compress((head + "".join(rows()) + "</urlset>").encode(), 1)


def peak_mb() -> float:
    """Most resident memory of this program so far; getrusage would count what its parent held when
    it was started."""
    status = Path("/proc/self/status").read_text()
    return (
        next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
        / 1024
    )


def rss_mb() -> float:
    """Resident memory of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024 / 1024


if __name__ == "__main__":
    main()

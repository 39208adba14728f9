"""The size of a database by table and index, how long it takes to open, and what a crawl without
news costs on it.

    .venv/bin/python benchmarks/database.py [--articles 500000] [--keep FILE]

The database is filled by the one writer with records that are ready, each with its capture and its
address, and is gone afterwards, unless it is to be kept. Opening counts CPU, of the middle one of
some trials, in this process and in a command. A crawl of news then asks a replica on loopback that
names nothing new. Ends with 1 above a ceiling of benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.imports.importer import PIECES  # noqa: E402
from archive.imports.plan import ImportLog  # noqa: E402
from archive.imports.writing import WorkWriter  # noqa: E402
from archive.store import Store  # noqa: E402
from archive.store.addresses import Named, Role, State, Visit  # noqa: E402
from tests import floors, ready  # noqa: E402

ARSIP = str(Path(sys.executable).parent / "arsip")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
SITE = "voaindonesia"
TRIALS = 9
# what each page holds beside its rows: all that is counted adds up to the file
SIZES = "SELECT name, sum(pgsize), sum(unused) FROM dbstat GROUP BY name ORDER BY 2 DESC"


def main() -> int:
    """Prints the figures; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=500_000)
    parser.add_argument("--keep", type=Path, help="keep the database under this name")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = given.keep or folder / "arsip.db"
        fill(db, given.articles)
        found = sizes(db, given.articles)
        found |= opening(db)
        found |= no_news(db, folder)
    measured = {name: found[name] for name in floors.of("database")}
    return floors.verdict(floors.above("database", measured))


def fill(db: Path, count: int) -> None:
    """So many articles with their captures and addresses, as crawls and imports leave them."""
    begin = time.process_time()
    with Store(db) as store:
        writer = WorkWriter(store, ImportLog(lambda _: None, lambda _: None))
        works = ready.works(store, count)
        while some := list(islice(works, PIECES)):
            writer.write(some)
            urls = [str(rows.row["url"]) for _, results in some for rows in results]
            named = [Named(url, Role.ITEM, "2020-01-01T00:00:00Z") for url in urls]
            with store.transaction():
                store.addresses.name(SITE, "sitemap", named, now=NOW)
                for url in urls:
                    store.addresses.settle(url, Visit(State.FETCHED), now=NOW)
    spent_s = time.process_time() - begin
    print(f"{count:,} articles filled in {spent_s:.0f} s of CPU")


def sizes(db: Path, count: int) -> dict[str, float]:
    """Bytes an article, of each table and index that takes any."""
    with Store.reading(db) as store:
        rows = list(store.db.execute(SIZES))
    whole = sum(size for _, size, _ in rows) / count
    print(f"\n{'bytes an article':34}{'in all':>8}{'unused':>8}")
    for name, size, unused in [*rows, ("all", whole * count, sum(row[2] for row in rows))]:
        if size / count >= 1:
            print(f"{name:34}{size / count:8.0f}{unused / count:8.0f}")
    return {"bytes_an_article": whole}


def opening(db: Path) -> dict[str, float]:
    """Milliseconds of CPU that opening takes: in a program, and in commands beyond an empty
    database."""
    found = {
        "open_ms": middle(lambda: Store(db).close()),
        "open_to_read_ms": middle(lambda: Store.reading(db).close()),
    }
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name) / "empty.db"
        Store(empty).close()
        for words in ("status", "search gempa", "search"):
            command = [ARSIP, *words.split(), "--db"]
            more = cpu_ms([*command, str(db)]) - cpu_ms([*command, str(empty)])
            found[f"{words.replace(' ', '_')}_ms"] = more
    print(
        "\n" + ", ".join(f"{name.replace('_', ' ')} {value:.1f}" for name, value in found.items())
    )
    return found


def middle(work: Callable[[], None]) -> float:
    """Milliseconds of CPU that this takes, in the middle of some trials."""
    trials = []
    for _ in range(TRIALS):
        begin = time.process_time()
        work()
        trials.append(time.process_time() - begin)
    return statistics.median(trials) * 1e3


def cpu_ms(command: list[str]) -> float:
    """Milliseconds of CPU of a command, in the middle of some trials."""
    trials = []
    for _ in range(TRIALS):
        before = os.times()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        after = os.times()
        spent_s = after.children_user + after.children_system
        trials.append(spent_s - before.children_user - before.children_system)
    return statistics.median(trials) * 1e3


def no_news(db: Path, folder: Path) -> dict[str, float]:
    """What a crawl costs that finds nothing new: requests, seconds of CPU, the most memory."""
    from tests.site.server import Replica, Running
    from tests.site.world import World

    replica = Replica(World(20))
    row: dict[str, float] = {}
    with Running(replica):
        command = [ARSIP, "crawl", "latest", "--base-url", replica.url, "--delay", "0"]
        command += ["--db", str(db), "--captures", str(folder / "captures")]
        for _ in range(2):  # the first one fetches what the replica has
            replica.forget()
            before = os.times()
            subprocess.run(
                command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            after = os.times()
            row["no_news_requests"] = len(replica.log)
            row["no_news_cpu_s"] = (
                after.children_user
                + after.children_system
                - before.children_user
                - before.children_system
            )
    row["no_news_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(", ".join(f"{name.replace('_', ' ')} {value:,.1f}" for name, value in row.items()))
    return row


if __name__ == "__main__":
    sys.exit(main())

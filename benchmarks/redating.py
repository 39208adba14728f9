"""How long `arsip rebuild --mentions` takes, and whether its memory stays flat.

    .venv/bin/python benchmarks/redating.py [--articles 2000]

Two databases, one twice as large as the other, hold articles of 400 words, made as those of
benchmarks/dates.py. In the first run every article has lost its dates, so that all are written; in
the second nothing changes. CPU time is that of the process, start included, and is given for 200,000
articles; memory is the peak of the process. Ends with 1 below a floor of floors.json.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
sys.path.insert(0, str(HERE.parent))

from archive.article import Article, Block, BlockKind, Kind  # noqa: E402
from archive.ingest import record  # noqa: E402
from archive.store import Store  # noqa: E402
from benchmarks.dates import articles  # noqa: E402
from tests import floors  # noqa: E402

WHOLE = 200_000
PARAGRAPHS = 10


@dataclass(frozen=True)
class Run:
    """One run of the command."""

    articles: int
    cpu_s: float
    seconds: float
    peak_mb: float

    @property
    def minutes(self) -> float:
        """The CPU time of the whole archive."""
        return self.cpu_s / self.articles * WHOLE / 60


def filled(path: Path, count: int) -> None:
    """Makes a database of so many articles that have no dates yet."""
    seen = datetime(2023, 2, 9, tzinfo=UTC)
    texts = articles(200)
    with Store(path) as store, store.transaction():
        for number in range(1, count + 1):
            text, published = texts[number % len(texts)]
            found = record(_article(number, text, published.replace(tzinfo=UTC)))
            store.save(found.article, (), seen=seen)


def _article(number: int, text: str, published: datetime) -> Article:
    words = text.split()
    length = len(words) // PARAGRAPHS
    parts = [" ".join(words[at : at + length]) for at in range(0, len(words), length)]
    return Article(
        id=number,
        kind=Kind.ARTICLE,
        site="voaindonesia",
        url=f"https://www.voaindonesia.com/a/{number}.html",
        title=f"Berita {number}",
        published=published,
        language="id",
        body=tuple(Block(BlockKind.PARAGRAPH, part) for part in parts),
    )


def run(path: Path, count: int) -> Run:
    """Runs the command on a database."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [BIN / "arsip", "rebuild", "--mentions", "--db", path],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"arsip rebuild --mentions ended with {process.returncode}")
    cpu_s = used.ru_utime + used.ru_stime
    return Run(count, cpu_s, time.monotonic() - begun, used.ru_maxrss / 1024)


def main() -> int:
    """Prints the figures; the exit code."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--articles", type=int, default=2000)
    count = options.parse_args().articles
    runs = []
    print(f"{'arsip rebuild --mentions':32} {'CPU':>9} {'of 200,000':>12} {'peak':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for size in (count, 2 * count):
            path = Path(folder) / f"{size}.db"
            filled(path, size)
            for what in ("all new", "nothing new"):
                done = run(path, size)
                runs.append(done)
                name = f"{size:,} articles, {what}"
                print(
                    f"{name:32} {done.cpu_s:7.1f} s {done.minutes:8.1f} min {done.peak_mb:6.0f} MB"
                )
    figures = {
        "minutes": max(done.minutes for done in runs[2:]),
        "growth_mb": runs[2].peak_mb - runs[0].peak_mb,
    }
    return floors.verdict(floors.above("redating", figures))


if __name__ == "__main__":
    sys.exit(main())

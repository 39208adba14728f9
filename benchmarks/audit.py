"""What `arsip audit` takes for a page, and whether its memory grows.

    python benchmarks/audit.py [--pages 2000]

Makes pages by tests/site/pages.py, captures of them and a database, and holds them against the other reading in
this process. Ends with 1 when a floor of benchmarks/floors.json is missed: 60 ms of CPU a page are 10,000 pages
in five minutes on two cores.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from archive.checks import audit  # noqa: E402
from archive.store import Store  # noqa: E402
from archive.warc import Exchange, Writer  # noqa: E402
from tests import floors  # noqa: E402
from tests.archives import WHEN, http  # noqa: E402
from tests.commands import ARSIP  # noqa: E402
from tests.site import pages as generator  # noqa: E402


def made(folder: Path, count: int) -> Path:
    """The database of so many captured pages."""
    writer = Writer(folder / "captures", "arsip-1", {"software": "arsip"})
    for at, number in enumerate(generator.item_ids(count)):
        url = generator.address(number)
        request = f"GET {url} HTTP/1.1\r\n\r\n".encode()
        answer = http(generator.page(number))
        writer.write(Exchange(url, WHEN + timedelta(seconds=at), request, answer))
    writer.close()
    db = folder / "arsip.db"
    command = [*ARSIP, "rebuild", folder / "captures", "--db", db]
    subprocess.run(command, check=True, capture_output=True, cwd=HERE.parent)
    return db


def most_memory_mb() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> int:
    """Prints the figures; the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pages", type=int, default=2000)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = made(Path(folder), given.pages)
        found = 0
        early = 0.0
        begin = time.process_time()
        with Store.reading(db) as store:
            for at, page in enumerate(store.pages.each(), 1):
                looked = audit.look(audit.PageTask(page, db.parent / "captures"))
                found += isinstance(looked, audit.UnreadPage) or len(looked.findings)
                if at == max(1, given.pages // 2):
                    early = most_memory_mb()
        cpu_ms = (time.process_time() - begin) * 1e3 / given.pages
    growth_mb = most_memory_mb() - early
    print(f"{given.pages} pages: {cpu_ms:.1f} ms of CPU a page, {found} findings")
    print(f"memory: {early:.0f} MB after half of them, {growth_mb:.0f} MB more after all")
    return floors.verdict(floors.above("audit", {"cpu_ms": cpu_ms, "growth_mb": growth_mb}))


if __name__ == "__main__":
    sys.exit(main())

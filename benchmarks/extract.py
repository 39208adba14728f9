"""How fast the reader is: a full record against bare parsing, trafilatura and Fundus, on the same
pages in one run.

    python benchmarks/extract.py [--pages 400] [--memory-pages 5000] [--no-fundus]

Pages are made by tests/site/pages.py: all different, in the platform's markup. Fundus
(https://github.com/flairNLP/ fundus) wants an older lxml, so it gets a venv of its own in
benchmarks/.venvs and reads the same files there. Ends with 1 when a floor of benchmarks/floors.json
is missed.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from lxml import etree  # noqa: E402
from trafilatura import bare_extraction  # noqa: E402

from archive.extract import extract  # noqa: E402
from tests import floors, venvs  # noqa: E402
from tests.site import pages as generator  # noqa: E402

# newer curl_cffi lacks a function that this Fundus imports
FUNDUS = ["fundus==0.5.7", "curl_cffi==0.14.0"]
FUNDUS_PROGRAM = """
import sys, time
from pathlib import Path
from fundus.publishers.us.voice_of_america import VOAParser
parser = VOAParser()()
pages = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).glob("*.html"))]
for page in pages[:20]:
    parser.parse(page, "suppress")
times = []
for page in pages:
    begin = time.perf_counter()
    parser.parse(page, "suppress")
    times.append(time.perf_counter() - begin)
print(" ".join(str(t) for t in times))
"""


def timed(work: Callable[[bytes], object], pages: list[bytes]) -> list[float]:
    """Seconds for each page, after a warm-up."""
    for page in pages[:20]:
        work(page)
    gc.collect()
    times = []
    for page in pages:
        begin = time.perf_counter()
        work(page)
        times.append(time.perf_counter() - begin)
    return times


def parse(page: bytes) -> object:
    """What every reader must do first."""
    return etree.fromstring(page, etree.HTMLParser(encoding="utf-8"))


def fundus(folder: Path) -> list[float]:
    """Seconds for each page in Fundus's own environment."""
    python = venvs.made(HERE / ".venvs", *FUNDUS) / "python"
    done = subprocess.run(
        [python, "-c", FUNDUS_PROGRAM, folder], check=True, capture_output=True, text=True
    )
    return [float(word) for word in done.stdout.split()]


def resident_mb() -> float:
    """Resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def memory(count: int) -> tuple[float, float]:
    """Resident memory after a fifth and after all of `count` pages, in MB."""
    marks = []
    for number, item in enumerate(generator.item_ids(count), 1):
        extract(generator.page(item), generator.address(item))
        if number in (count // 5, count):
            gc.collect()
            marks.append(resident_mb())
    return marks[0], marks[1]


def main() -> int:
    """Prints the table; the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pages", type=int, default=400)
    options.add_argument("--memory-pages", type=int, default=5000)
    options.add_argument("--no-fundus", action="store_true")
    given = options.parse_args()
    ids = generator.item_ids(given.pages)
    pages = [generator.page(item) for item in ids]
    corpus = hashlib.sha256(b"".join(pages)).hexdigest()[:16]
    results = {
        "lxml, parsing alone": timed(parse, pages),
        "arsip, full record": timed(lambda page: extract(page, ""), pages),
        "trafilatura.bare_extraction": timed(
            lambda page: bare_extraction(page.decode(), with_metadata=True), pages
        ),
    }
    if not given.no_fundus:
        with tempfile.TemporaryDirectory() as folder:
            for item, page in zip(ids, pages, strict=True):
                Path(folder, f"{item}.html").write_bytes(page)
            results["fundus, VOA parser"] = fundus(Path(folder))
    base = sum(results["trafilatura.bare_extraction"])
    size = sum(map(len, pages)) / len(pages) / 1000
    print(f"{len(pages)} pages, {size:.0f} kB each on average, corpus {corpus}")
    print(f"{'':30}{'ms/page':>10}{'median':>10}{'pages/s':>10}{'ratio':>8}")
    for name, times in results.items():
        total = sum(times)
        mean = total / len(times)
        print(
            f"{name:30}{mean * 1e3:10.2f}{median(times) * 1e3:10.2f}{1 / mean:10.0f}{total / base:8.2f}"
        )
    early, late = memory(given.memory_pages)
    few, many = given.memory_pages // 5, given.memory_pages
    print(f"resident memory: {early:.0f} MB after {few} pages, {late:.0f} MB after {many}")
    return verdict(results, late - early)


def verdict(results: dict[str, list[float]], growth_mb: float) -> int:
    """0 where every floor is held, else 1, naming what was missed."""
    ours = sum(results["arsip, full record"])
    measured = {
        "to_bare_extraction": ours / sum(results["trafilatura.bare_extraction"]),
        "growth_mb": growth_mb,
    }
    if "fundus, VOA parser" in results:
        measured["to_fundus"] = ours / sum(results["fundus, VOA parser"])
    return floors.verdict(floors.above("extract", measured))


if __name__ == "__main__":
    sys.exit(main())

"""How fast an archive is imported, against datatrove reading the same files and against bare
iteration, in one run.

    .venv/bin/python benchmarks/imports.py [--pages 20000] [--datatrove-pages 4000] [--no-datatrove]
    .venv/bin/python benchmarks/imports.py --writer-only [--pages 20000]

The pages are made by tests/site/pages.py and lie in two `.warc.gz` files, so that datatrove can
share them out. arsip writes the full record with dates and full-text index; datatrove
(https://github.com/huggingface/datatrove, in a venv of its own under benchmarks/.venvs) runs
WarcReader, Trafilatura and JsonlWriter with as many tasks as arsip has workers. Memory is that of
all processes together (PSS: what they share counts once). The one writer is also measured by
itself, with records that are ready in place of the reading; `--writer-only` measures nothing else.
Ends with 1 below a floor.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from warcio.archiveiterator import ArchiveIterator  # noqa: E402

from archive.imports.importer import PIECES  # noqa: E402
from archive.imports.plan import ImportLog  # noqa: E402
from archive.imports.writing import WorkWriter  # noqa: E402
from archive.store import Store  # noqa: E402
from tests import floors, ready, venvs  # noqa: E402
from tests.archives import info, member, response  # noqa: E402
from tests.site import pages as generator  # noqa: E402

FILES = 2
DATATROVE = ["datatrove==0.10.1", "trafilatura==2.3.1", "lxml-html-clean", "warcio==1.8.1", "python-magic", "orjson",
             "fasteners", "faust-cchardet"]  # fmt: skip
DATATROVE_PROGRAM = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.extractors import Trafilatura
from datatrove.pipeline.readers import WarcReader
from datatrove.pipeline.writers import JsonlWriter
if __name__ == "__main__":
    source, target, tasks = sys.argv[1:]
    pipeline = [WarcReader(source, glob_pattern="*.warc.gz"), Trafilatura(), JsonlWriter(target, compression=None)]
    LocalPipelineExecutor(pipeline, tasks=int(tasks), workers=int(tasks), logging_dir=target + "/logs").run()
"""


@dataclass(frozen=True)
class Run:
    """One program over the pages."""

    name: str
    pages: int
    seconds: float
    cpu_s: float  #: of all its processes
    peak_mb: float  #: of all its processes together
    growth_mb: float  #: of the peak of the last third over that of the third before

    @property
    def pace(self) -> float:
        return self.pages / self.seconds


def make(folder: Path, count: int) -> Path:
    """The pages as WARC files with the header that datatrove's reader wants."""
    folder.mkdir()
    headers = [("WARC-Identified-Payload-Type", "text/html")]
    numbers = generator.item_ids(count)
    for index in range(FILES):
        with (folder / f"{index}.warc.gz").open("wb") as out:
            out.write(member(info()))
            for number in numbers[index::FILES]:
                out.write(
                    member(
                        response(generator.address(number), generator.page(number), headers=headers)
                    )
                )
    return folder


def measured(name: str, pages: int, command: list[str]) -> Run:
    """Runs a command and watches the memory and the processor time of all its processes."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    memory: list[float] = []
    cpu: dict[int, float] = {}
    try:
        while process.poll() is None:
            alive = family(process.pid)
            memory.append(sum(map(pss_mb, alive)))
            cpu |= {pid: used for pid in alive if (used := cpu_s(pid))}
            time.sleep(1.0)
    finally:  # stopped by hand: what it measures ends as well
        process.terminate()
        process.wait()
    seconds = time.perf_counter() - begin
    assert process.returncode == 0, f"{name} ended with {process.returncode}"
    third = max(1, len(memory) // 3)
    growth = max(memory[-third:]) - max(memory[third : 2 * third], default=0)
    return Run(name, pages, seconds, sum(cpu.values()), max(memory), growth)


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(path.name)] = int((path / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def pss_mb(pid: int) -> float:
    """Memory of a process, what it shares counted by its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1e3 for line in lines if line.startswith("Pss:")), 0.0)


def cpu_s(pid: int) -> float:
    """Processor time of a process and its children so far."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def writer_only(folder: Path, pages: int) -> float:
    """Milliseconds of CPU that the writer takes for a page whose record is ready: the transactions
    of an import with captures, articles, parts, mentions, full-text index and its progress."""
    with Store(folder / "writer.db") as store:
        writer = WorkWriter(store, ImportLog(lambda _: None, lambda _: None))
        spent_s = 0.0
        works = ready.works(store, pages)
        while some := list(islice(works, PIECES)):
            begin = time.process_time()
            writer.write(some)
            spent_s += time.process_time() - begin
        begin = time.process_time()
        assert store.db["articles"].count == pages
    spent_s += time.process_time() - begin  # what closing folds into the database
    return spent_s / pages * 1e3


def arsip(source: Path, folder: Path, pages: int, workers: int) -> Run:
    """One import by arsip."""
    db = folder / f"{workers}.db"
    command = [str(BIN / "arsip"), "import", str(source), "--db", str(db)]
    run = measured(f"arsip, {workers} workers", pages, [*command, "--workers", str(workers)])
    sql = "select (select count(*) from articles) a, (select count(*) from mentions) m"
    held = subprocess.run([BIN / "sqlite-utils", db, sql], capture_output=True, check=True)
    counts = json.loads(held.stdout)[0]
    assert counts["a"] == pages, counts
    assert counts["m"] > pages, counts
    return run


def datatrove(source: Path, folder: Path, pages: int, tasks: int) -> Run:
    """The same by datatrove, in its own environment."""
    python = venvs.made(HERE / ".venvs", *DATATROVE) / "python"
    program, target = folder / "datatrove_run.py", folder / f"out-{tasks}"
    program.write_text(DATATROVE_PROGRAM)
    run = measured(
        f"datatrove, {tasks} tasks",
        pages,
        [str(python), str(program), str(source), str(target), str(tasks)],
    )
    lines = sum(len(path.read_bytes().splitlines()) for path in target.glob("*.jsonl"))
    assert lines > 0.8 * pages, f"datatrove wrote {lines} of {pages} pages"
    return run


def bare(source: Path, pages: int) -> Run:
    """The same records, read by warcio and left alone."""
    begin = time.perf_counter()
    for path in sorted(source.glob("*.warc.gz")):
        with path.open("rb") as file:
            for found in ArchiveIterator(file):
                found.content_stream().read()
    return Run("warcio, bare", pages, time.perf_counter() - begin, 0, 0, 0)


def main() -> int:
    """Prints the table; the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pages", type=int, default=20_000)
    options.add_argument("--datatrove-pages", type=int, default=4_000)
    options.add_argument("--no-datatrove", action="store_true")
    options.add_argument("--writer-only", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        writer_ms = writer_only(Path(name), given.pages)
    print(f"the writer by itself: {writer_ms:.2f} ms of CPU a page")
    if given.writer_only:
        return verdict([], writer_ms)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole = make(folder / "whole", given.pages)
        some = make(folder / "some", given.datatrove_pages)
        runs = [bare(whole, given.pages)]
        for workers in (1, 2):
            runs.append(arsip(whole, folder, given.pages, workers))
            if not given.no_datatrove:
                runs.append(datatrove(some, folder, given.datatrove_pages, workers))
    show(runs)
    return verdict(runs, writer_ms)


def show(runs: list[Run]) -> None:
    """Prints the table."""
    print(
        f"{'':22}{'pages':>8}{'seconds':>9}{'pages/s':>9}{'CPU ms/page':>13}{'peak MB':>9}{'growth MB':>11}"
    )
    for run in runs:
        print(
            f"{run.name:22}{run.pages:8,}{run.seconds:9.1f}{run.pace:9.0f}{run.cpu_s / run.pages * 1e3:13.2f}"
            f"{run.peak_mb:9.0f}{run.growth_mb:11.0f}"
        )


def verdict(runs: list[Run], writer_ms: float) -> int:
    """0 where every floor is held, else 1, naming what was missed."""
    bounds = floors.of("imports")
    missed = []
    if writer_ms > bounds["writer_ms"]:
        missed.append(f"the writer {writer_ms:.2f} ms a page")
    by_name = {run.name: run for run in runs}
    for ours in runs:
        if not ours.name.startswith("arsip"):
            continue
        theirs = by_name.get(ours.name.replace("arsip", "datatrove").replace("worker", "task"))
        if theirs:
            ratio = ours.pace / theirs.pace
            cpu = theirs.cpu_s / theirs.pages / (ours.cpu_s / ours.pages)
            print(
                f"{ours.name}: {ratio:.2f} times datatrove's pages/s, {cpu:.2f} times its "
                "pages per second of processor"
            )
            if ratio < bounds["to_datatrove"]:
                missed.append(f"{ours.name} {ratio:.2f}")
        if ours.peak_mb > bounds["peak_mb"]:
            missed.append(f"{ours.name} {ours.peak_mb:.0f} MB")
        if ours.growth_mb > bounds["growth_mb"]:
            missed.append(f"{ours.name} grows by {ours.growth_mb:.0f} MB")
    return floors.verdict(missed)


if __name__ == "__main__":
    sys.exit(main())

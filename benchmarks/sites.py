"""A hundred sites in one crawl: how fast each host and all together are asked, and what it takes.

    .venv/bin/python benchmarks/sites.py [--sites 100] [--pages 20] [--delay 1] [--rate 20]

A replica on loopback serves each site under a name of its own; one of them blocks, one is slow, one
is dead. Times are those of the server's log. Ends with 1 where a host or all together were asked
too fast, where a site is missing, or above the memory of benchmarks/floors.json.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests import floors  # noqa: E402

FLOORS = floors.of("sites")
#: Seconds by which a busy server may see a request later than the one behind it.
TOLERANCE_S = 0.1


def main() -> None:
    """Prints the table; exits with 1 where something missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=20.0)
    args = parser.parse_args()
    command = [sys.executable, "-m", "tests.site.many", "--odd"]
    command += ["--pages", str(args.pages), "--sites", str(args.sites)]
    server = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    url = server.stdout.readline().strip()
    lines = crawl(url, args.sites, args.delay, args.rate)
    # of the processes that have ended: the crawl and its readers
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    log, _ = server.communicate("")
    sys.exit(show(lines, json.loads(log), args.delay, args.rate, peak_mb))


def crawl(url: str, sites: int, delay_s: float, per_s: float) -> list[str]:
    """The lines that a crawl of the sites ends with, one for each and one for all."""
    from tests.site.many import names_of

    with tempfile.TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).parent / "arsip"), "crawl", "backfill"]
        command += ["--site", ",".join(names_of(sites)), "--base-url", url]
        command += ["--db", f"{folder}/arsip.db", "--delay", str(delay_s)]
        command += ["--platform-rate", str(per_s)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in (done.stdout + done.stderr).splitlines() if "Z crawl backfill" in line]


def show(
    lines: list[str], log: dict[str, list[float]], delay_s: float, per_s: float, peak_mb: float
) -> int:
    """Prints the table and what missed; the exit code."""
    every = sorted(at for times in log.values() for at in times)
    took_s = every[-1] - every[0]
    gap_s = min(gap(times) for times in log.values())
    second = most_within(every, 1.0)
    ten = most_within(every, 10.0)
    print(f"{len(log)} sites: {lines[-1].partition(': ')[2]}")
    print(
        f"requests                    {len(every):,} in {took_s:.0f} s: {len(every) / took_s:.1f} a second"
    )
    print(f"most in a second, in ten    {second}, {ten} (allowed {per_s:g} a second)")
    print(f"shortest gap of a host      {gap_s:.2f} s (allowed {delay_s:g} s)")
    print(f"memory, the largest process {peak_mb:.0f} MB")
    missed = []
    if gap_s < delay_s - TOLERANCE_S:
        missed.append("a host was asked too fast")
    if ten > per_s * (10 + TOLERANCE_S) + 1:
        missed.append("all together were asked too fast")
    if len(lines) != len(log) + 1:
        missed.append("a site has no line of its own")
    if peak_mb > FLOORS["peak_mb"]:
        missed.append(f"more than {FLOORS['peak_mb']} MB")
    for what in missed:
        print(what)
    return 1 if missed else 0


def gap(times: list[float]) -> float:
    """The shortest time between two requests."""
    return min((later - earlier for earlier, later in pairwise(sorted(times))), default=60.0)


def most_within(times: list[float], span_s: float) -> int:
    """The greatest number of requests in so many seconds; the times in order."""
    first = 0
    most = 0
    for last, at in enumerate(times):
        while times[first] <= at - span_s:
            first += 1
        most = max(most, last - first + 1)
    return most


if __name__ == "__main__":
    main()

"""`make demo`: the replica on loopback, one crawl of it, and what can be asked afterwards.

python -m tests.site.demo [FOLDER]
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from tests import whole_pages
from tests.site.server import Replica, Running
from tests.site.world import World

BIN = Path(sys.executable).parent
PAGES = 120


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo")
    folder.mkdir(parents=True, exist_ok=True)
    db = folder / "arsip.db"
    captures = folder / "captures"
    with Running(Replica(World(PAGES))) as replica:
        print(
            f"a replica of the site with {PAGES} pages at {replica.url}; two crawls of it, "
            "the second of the next day"
        )
        options = (
            f"--base-url {replica.url} --db {db} --captures {captures} --delay 0 --concurrency 8"
        )
        code = run(f"arsip crawl backfill {options}")
        replica.day = 2
        code = run(f"arsip crawl latest {options}") or code
    run(f"arsip status --db {db}")
    run(f"arsip search gempa --limit 3 --db {db}")
    kinds = "select kind, count(*) as items, sum(words) as words from articles group by kind order by items desc"
    run(f"sqlite-utils {db} {shlex.quote(kinds)} --table")
    days = "select day, articles, mentions from dates_reported order by mentions desc limit 3"
    run(f"sqlite-utils {db} {shlex.quote(days)} --table")
    code = run(f"arsip verify --db {db} --captures {captures}") or code
    print("\nand the sample pages of the repository, for the queries in README.md:")
    whole_pages.write(folder / "saved")
    return run(f"arsip import --db {folder}/samples.db {folder}/saved", quiet=True) or code


def run(command: str, *, quiet: bool = False) -> int:
    """A command as one would type it, and what it prints; quiet = results only."""
    print(f"\n$ {command}", flush=True)
    name, *arguments = shlex.split(command)
    return subprocess.run(
        [BIN / name, *arguments], check=False, stderr=subprocess.DEVNULL if quiet else None
    ).returncode


if __name__ == "__main__":
    sys.exit(main())

"""`make demo`: the replica on loopback, two crawls of it, and what can be asked afterwards.

python -m tests.site.demo [FOLDER]
"""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from tests.site.server import Replica, Running
from tests.site.world import World

BIN = Path(sys.executable).parent
PAGES = 120
KINDS = (
    "select kind, count(*) items, sum(words) words from articles group by kind order by items desc"
)
DAYS = "select day, articles, mentions from dates_reported order by mentions desc, day limit 3"


def main() -> int:
    """Crawls, asks, prints; the exit code of the first command that failed, else 0."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "demo")
    folder.mkdir(parents=True, exist_ok=True)
    file = shlex.quote(f"{folder}/arsip.db")
    db = f"--db {file}"
    captures = f"--captures {shlex.quote(f'{folder}/captures')}"
    codes: list[int] = []
    with Running(Replica(World(PAGES))) as replica:
        print(
            f"A replica of the site with {PAGES} pages answers at {replica.url}; two crawls of it,"
        )
        print("the second a day later:")
        options = f"--base-url {replica.url} {db} {captures} --delay 0 --concurrency 8"
        codes.append(run(f"arsip crawl backfill {options}"))
        replica.day = 2
        codes.append(run(f"arsip crawl latest {options}"))
    codes.append(run(f"arsip status {db}"))
    codes.append(run(f"arsip search gempa --limit 3 {db}"))
    codes.append(ask(file, KINDS))
    codes.append(ask(file, DAYS))
    codes.append(run(f"arsip verify {db} {captures}"))
    return next((code for code in codes if code != 0), 0)


def ask(file: str, query: str) -> int:
    """A query of the database, and its rows."""
    return run(f"sqlite-utils {file} {shlex.quote(query)} --table")


def run(command: str) -> int:
    """A command as one would type it, and what it prints."""
    print(f"\n$ {command}", flush=True)
    name, *arguments = shlex.split(command)
    return subprocess.run([BIN / name, *arguments], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())

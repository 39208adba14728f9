"""Runs `arsip wayback` as a user does, against a Wayback Machine on loopback."""

from __future__ import annotations

import gzip
import subprocess
from dataclasses import replace

from tests.crawling import BIN, Place, environment
from tests.site.faults import CHALLENGE
from tests.site.wayback import Archive, Held
from tests.site.world import World

HOST = "http://www.voaindonesia.com:80"
WORLD = World(12)
NUMBERS = WORLD.numbers(1)
FAST = (
    "DOWNLOAD_DELAY=0", "ARSIP_RETRY_BACKOFF_S=0.05", "DOWNLOAD_TIMEOUT=3", "ARSIP_WAYBACK_REFUSED_S=0.3",
    "ARSIP_WAYBACK_LIST_SIZE=7",
)  # fmt: skip


def captures() -> list[Held]:
    """One of every item, and what else such an archive holds."""
    held = [
        Held(f"2023020{n % 9 + 1}071400", HOST + WORLD.path(n, 1), WORLD.page(n, 1))
        for n in NUMBERS
    ]
    packed = held[3]
    held[3] = replace(
        packed, body=gzip.compress(packed.body, mtime=0), headers=(("Content-Encoding", "gzip"),)
    )
    old = NUMBERS[4]
    held[4] = replace(
        held[4], original=f"{HOST}/content/judul/{old}.html", timestamp="20130405060708"
    )
    challenged = replace(held[5], timestamp="20240101000000", body=CHALLENGE)  # newer, and no good
    again = replace(held[6], timestamp="20240101000000")  # the same bytes
    gone = replace(held[7], timestamp="20250101000000", status=404, body=b"gone")
    section = Held("20230201000000", f"{HOST}/a/", WORLD.section("/z/299"))
    picture = Held("20230201000000", f"{HOST}/a/x/9999999.html", b"\xff\xd8", mimetype="image/jpeg")
    other = Held("20230201000000", "https://www.voanews.com/a/x/9999998.html", WORLD.page(old, 1))
    return [*held, challenged, again, gone, section, picture, other]


def command(place: Place, url: str, *arguments: str, verb: str = "fetch") -> list[str]:
    where = ["--base-url", url, "--db", str(place.db), "--captures", str(place.captures)]
    settings = [part for setting in FAST for part in ("-s", setting)]
    return [str(BIN / "arsip"), "wayback", verb, *where, *settings, *arguments]


def fetch(
    place: Place, archive: Archive, *arguments: str, verb: str = "fetch"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(place, archive.url, *arguments, verb=verb),
        capture_output=True, text=True, check=False, env=environment(), timeout=60,
    )  # fmt: skip


def lists(archive: Archive) -> list[str]:
    return archive.asked("/cdx/")

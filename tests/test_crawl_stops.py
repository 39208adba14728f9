"""How a crawl ends early: killed, told to stop, refused, without network or disk; and that nothing
is lost by it."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archive import warc
from archive.checks import verification
from archive.store import Store
from archive.warc import WarcRecord
from tests.crawling import Place, Serve, articles, assert_sound, until
from tests.site import documents
from tests.site.faults import CHALLENGE, DENIED
from tests.site.server import Answer, Replica
from tests.site.world import World

pytestmark = pytest.mark.slow

REFUSED = ("-s", "RETRY_TIMES=0")


# --- killed ------------------------------------------------------------------


def test_killed_at_25_random_moments_nothing_is_lost_and_nothing_twice(
    serve: Serve, place: Place
) -> None:
    world = World(400, per_sitemap=100)
    replica = serve(Replica(world, latency_s=0.02))
    moments = random.Random(25)
    for _ in range(25):
        process = place.begin("backfill", replica)
        asked = len(replica.log)
        until(
            lambda asked=asked, process=process: (
                len(replica.log) > asked or process.poll() is not None
            )
        )
        time.sleep(moments.uniform(0, 0.6))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if place.db.exists():
            assert place.query("PRAGMA integrity_check") == [("ok",)]
    left = [number for number, state in place.states().items() if state == "pending"]
    assert left, "the 25 crawls were over too soon to show anything"

    done = place.crawl("backfill", replica)
    assert done.returncode == 0, done.stderr
    assert place.ids() == set(world.numbers(1))
    assert set(place.states().values()) == {"fetched"}
    assert Counter(n for (n,) in place.query("SELECT id FROM articles")).most_common(1)[0][1] == 1
    assert place.query("SELECT count(*) FROM versions") == [(0,)]
    assert_sound(place)
    assert_every_record_has_a_row(place)
    verdicts = [verdict for (verdict,) in place.query("SELECT verdict FROM runs ORDER BY id")]
    assert verdicts[-1] == "complete"
    assert set(verdicts[:-1]) == {"crashed"}


def assert_every_record_has_a_row(place: Place) -> None:
    rows = set(place.query("SELECT file, offset, length FROM captures"))
    found = {
        (path.name, record.offset, record.length)
        for path in place.captures.iterdir()
        for record in warc.records(path)
        if isinstance(record, WarcRecord) and record.type in ("response", "revisit")
    }
    assert rows == found


def test_a_cut_record_is_trimmed_at_the_next_start_and_said_so(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(40)))
    place.crawl("backfill", replica, "--limit", "5")
    (path,) = place.captures.iterdir()
    last = [record for record in warc.records(path) if isinstance(record, WarcRecord)][-1]
    os.truncate(path, last.offset + 100)
    path.rename(path.with_name(path.name + ".open"))
    done = place.crawl("backfill", replica)
    assert done.returncode == 0, done.stderr
    assert (
        f"{path.name}@{last.offset}: 100 bytes skipped: gzip member breaks off after 100 bytes: "
        "cut by a crash; trimmed" in done.stderr
    )
    assert_sound(place)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_finishes_the_pages_in_hand(
    serve: Serve, place: Place, number: signal.Signals
) -> None:
    replica = serve(Replica(World(200), latency_s=0.05))
    process = place.begin("backfill", replica)
    until(lambda: len(articles(replica.asked())) > 20)
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 3, err
    assert "partial (stopped by a signal)" in out
    assert place.query("SELECT verdict, reason FROM runs") == [("partial", "stopped by a signal")]
    assert len(place.ids()) == len(articles(replica.asked()))
    assert_sound(place)
    assert place.crawl("backfill", replica).returncode == 0
    assert len(articles(replica.asked())) == 200


@pytest.mark.parametrize("items", [2, 30])  # fewer and more than are asked for at the same time
def test_a_fault_of_the_spider_ends_the_crawl(serve: Serve, place: Place, items: int) -> None:
    replica = serve(Replica(World(items)))
    fault = (
        "import crawler.site_spider\n"
        "crawler.site_spider.validators = lambda response: {}['such a field']\n"
    )
    done = place.crawl_with(fault, "latest", replica)
    assert done.returncode == 1, done.stderr
    assert "error (KeyError: 'such a field')" in done.stderr
    assert "Traceback" in done.stderr
    assert set(place.states().values()) == {"pending"}
    assert place.query("SELECT verdict FROM runs") == [("error",)]
    assert_sound(place)


def test_where_no_reader_can_be_started_pages_stay_pending(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(10)))
    fault = (
        "import archive.worker_process, tests.test_readers\n"
        "archive.worker_process._serve = tests.test_readers.cannot_start\n"
    )
    done = place.crawl_with(fault, "latest", replica)
    assert done.returncode == 1, done.stderr
    assert "StartError: no process could be started: the worker process died" in done.stderr
    assert set(place.states().values()) == {"pending"}
    assert place.crawl("latest", replica).returncode == 0
    assert len(place.ids()) == 10


def test_what_keeps_the_engine_from_its_start_is_shown(place: Place) -> None:
    fault = (
        "import scrapy.core.engine\n"
        "scrapy.core.engine.ExecutionEngine.open_spider_async = lambda *_, **__: {}['engine']\n"
    )
    done = place.crawl_with(fault, "latest", "http://127.0.0.1:9")
    assert done.returncode == 1
    assert "error (a fault of arsip: see the traceback above)" in done.stderr
    assert "KeyError: 'engine'" in done.stderr


def test_a_time_limit_while_the_sources_are_read(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(200, per_sitemap=10), latency_s=0.3))
    done = place.crawl("backfill", replica, "--time-limit", "2s")
    assert (done.returncode, done.stderr) == (3, "")
    assert "partial (time limit reached)" in done.stdout
    assert articles(replica.asked()) == []
    states = dict(
        place.query("SELECT state, count(*) FROM addresses WHERE role = 'sitemap' GROUP BY state")
    )
    assert states.keys() == {"fetched", "pending"}
    assert_sound(place)


def test_a_time_limit(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(200), latency_s=0.2))
    done = place.crawl("backfill", replica, "--time-limit", "3s")
    assert done.returncode == 3
    assert "partial (time limit reached)" in done.stdout
    assert_sound(place)


# --- refused, unreachable ----------------------------------------------------


@pytest.mark.parametrize(
    "answer", [Answer(403, DENIED), Answer(200, CHALLENGE)], ids=["403", "challenge"]
)
def test_ten_refusals_in_a_row_end_the_crawl(serve: Serve, place: Place, answer: Answer) -> None:
    world = World(100)
    replica = serve(Replica(world, override={world.path(n, 1): answer for n in world.numbers(1)}))
    done = place.crawl("backfill", replica, "--concurrency", "1")
    assert done.returncode == 4
    (line,) = done.stderr.splitlines()[-1:]
    assert "10 answers in a row were refusals" in line
    assert "--contact" in line
    assert 10 <= len(articles(replica.asked())) <= 12
    assert place.ids() == set()
    assert place.query("SELECT verdict FROM runs") == [("blocked",)]


def test_a_sitemap_that_is_refused_ends_the_crawl_at_once(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(20), override={"/sitemap.xml": Answer(403, DENIED)}))
    done = place.crawl("backfill", replica)
    assert done.returncode == 4
    assert done.stderr.count("HTTP 403") == 1
    assert done.stderr.count("\n") == 1
    assert replica.asked() == ["/robots.txt", "/sitemap.xml"]


class Endless(Replica):
    """A replica whose every sitemap names ten others."""

    def _sitemap(self, path: str) -> Answer:
        self.seen["sitemaps"] += 1
        stem = path.removesuffix(".xml")
        names = [f"{stem}{number}.xml" for number in range(10)]
        entries = [documents.Entry(name, "2026-02-01T00:00:00Z") for name in names]
        return Answer(body=documents.index(self.base, entries), media_type="text/xml")


def test_sitemaps_that_name_others_without_end_are_left_at_a_bound(
    serve: Serve, place: Place
) -> None:
    replica = serve(Endless(World(20)))
    done = place.crawl("backfill", replica, "-s", "ARSIP_SITEMAPS_MAX=25")
    assert done.returncode == 3
    assert "more than 25 sitemaps; the others are left" in done.stderr
    assert replica.seen["sitemaps"] == 25


def test_no_network(place: Place) -> None:
    done = place.crawl("latest", "http://127.0.0.1:9", *REFUSED)
    assert done.returncode == 6
    assert "connection refused" in done.stderr.lower()
    assert place.query("SELECT verdict FROM runs") == [("network",)]
    assert not place.captures.exists()


def test_robots_that_cannot_be_had_forbids_everything(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(20), override={"/robots.txt": Answer(500, b"down")}))
    done = place.crawl("latest", replica, *REFUSED)
    assert done.returncode == 6
    assert set(replica.asked()) == {"/robots.txt"}


def test_robots_that_is_not_there_forbids_nothing(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(20), override={"/robots.txt": Answer(404, b"<html>no</html>")}))
    assert place.crawl("latest", replica).returncode == 0
    assert len(place.ids()) == 20


def test_what_robots_forbids_is_excluded(serve: Serve, place: Place) -> None:
    world = World(20)
    path = world.path(world.numbers(1)[3], 1)
    replica = serve(Replica(world, robots_extra=(f"Disallow: {path}",)))
    assert place.crawl("backfill", replica).returncode == 0
    assert path not in replica.asked()
    reasons = place.query(
        "SELECT id, reason FROM addresses WHERE role = 'item' AND state = 'excluded'"
    )
    assert reasons == [(world.numbers(1)[3], "robots.txt forbids it")]


def test_crawl_delay_is_obeyed_whatever_was_asked(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(20), robots_extra=("Crawl-delay: 0.4",)))
    place.crawl("backfill", replica, "--limit", "4")
    times = [asked.at for asked in replica.log[1:]]
    assert len(times) >= 7
    # from the first to the last: a single one may be noted late by a busy server
    assert times[-1] - times[0] > 0.38 * (len(times) - 1)


def test_retry_after_is_honoured(serve: Serve, place: Place) -> None:
    world = World(20)
    busy = Answer(429, b"busy", (("Retry-After", "2"),), etag=False)
    path = world.path(world.numbers(1)[0], 1)
    replica = Replica(world, override={path: busy})
    serve(replica)
    until_asked = threading.Thread(
        target=lambda: (until(lambda: path in replica.asked()), replica.override.clear())
    )
    until_asked.start()
    done = place.crawl("backfill", replica, "--concurrency", "1")
    until_asked.join()
    assert done.returncode == 0, done.stderr
    at = next(index for index, one in enumerate(replica.log) if one.status == 429)
    assert replica.log[at + 1].at - replica.log[at].at > 1.9


def test_a_server_that_asks_for_hours_ends_the_crawl(serve: Serve, place: Place) -> None:
    world = World(20)
    busy = Answer(503, b"busy", (("Retry-After", "7200"),), etag=False)
    replica = serve(Replica(world, override={world.path(n, 1): busy for n in world.numbers(1)}))
    done = place.crawl("backfill", replica)
    assert done.returncode == 4
    assert "come back in 7,200 s" in done.stderr


def test_a_signal_is_heard_while_the_server_is_left_alone(serve: Serve, place: Place) -> None:
    world = World(20)
    busy = Answer(429, b"busy", (("Retry-After", "600"),), etag=False)
    replica = serve(Replica(world, override={world.path(n, 1): busy for n in world.numbers(1)}))
    process = place.begin("backfill", replica)
    until(lambda: any(one.status == 429 for one in replica.log))
    process.terminate()
    out, err = process.communicate(timeout=20)
    assert process.returncode == 3, err
    assert "stopped by a signal" in out
    assert set(place.states().values()) == {"pending"}


# --- one at a time -----------------------------------------------------------


def test_a_second_run_says_who_holds_the_lock(serve: Serve, place: Place) -> None:
    # the first is still at work, however slow the machine is
    replica = serve(Replica(World(100), latency_s=1.5))
    first = place.begin("backfill", replica)
    until(lambda: replica.log)
    second = place.crawl("backfill", replica)
    assert second.returncode == 5
    assert f"held by process {first.pid} (arsip crawl backfill, since " in second.stderr
    replica.latency_s = 0.0
    first.communicate(timeout=60)
    assert first.returncode == 0
    assert place.crawl("latest", replica).returncode == 0


def test_readers_read_while_the_crawl_writes(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(150), latency_s=0.02))
    process = place.begin("backfill", replica)
    until(lambda: len(articles(replica.asked())) > 20)
    until(lambda: len(place.ids()) > 10)
    reader = sqlite3.connect(place.db)
    cursor = reader.execute("SELECT a.id FROM articles a, articles b")  # a query that stays open
    cursor.fetchone()
    with Store.reading(place.db) as store:
        store.db.execute("SELECT count(*) FROM articles").fetchone()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert cursor.fetchone() is not None
    reader.close()
    assert len(place.ids()) == 150


# --- no disk -----------------------------------------------------------------


def needs_root(what: str) -> None:
    if os.geteuid() == 0:
        return
    if os.environ.get("ARSIP_CI"):
        pytest.fail(f"{what} needs root")
    pytest.skip(f"{what} needs root")


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[None]:
    needs_root("mounting a small tmpfs")
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_disk_full_of_captures_and_continuing_with_space(serve: Serve, place: Place) -> None:
    world = World(120)
    replica = serve(Replica(world))
    with small_disk(place.captures, "600k"):
        done = place.crawl("backfill", replica)
        assert done.returncode == 7
        assert "No space left on device; make room" in done.stderr
        assert place.query("PRAGMA integrity_check") == [("ok",)]
        assert 0 < len(place.ids()) < 120
        assert set(place.states().values()) == {"fetched", "pending"}
        assert_sound(place)
        subprocess.run(["mount", "-o", "remount,size=64m", str(place.captures)], check=True)
        done = place.crawl("backfill", replica)
        assert done.returncode == 0, done.stderr
        assert place.ids() == set(world.numbers(1))
        assert_sound(place)


def test_disk_full_of_database(serve: Serve, tmp_path: Path) -> None:
    replica = serve(Replica(World(120)))
    disk = tmp_path / "disk"
    with small_disk(disk, "1500k"):
        place = Place(disk)
        arguments = ("--captures", str(tmp_path / "captures"))
        done = place.crawl("backfill", replica, *arguments)
        assert done.returncode == 7
        assert "the disk is full; make room" in done.stderr
        assert "Traceback" not in done.stderr
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        assert place.query("PRAGMA integrity_check") == [("ok",)]
        done = place.crawl("backfill", replica, *arguments)
        assert done.returncode == 0, done.stderr
        assert len(place.ids()) == 120
        with Store.reading(place.db) as store:
            for checked in verification.verify(store, tmp_path / "captures"):
                assert checked.problems == ()


@pytest.mark.parametrize("replaced", [False, True], ids=["deleted", "replaced"])
def test_a_database_that_vanishes_ends_the_crawl(
    serve: Serve, place: Place, replaced: bool
) -> None:
    replica = serve(Replica(World(200), latency_s=0.05))
    process = place.begin("backfill", replica)
    until(lambda: len(articles(replica.asked())) > 20)
    place.db.rename(place.folder / "aside.db")
    if replaced:
        place.db.write_bytes(b"")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 7
    what = "was replaced by another file" if replaced else "was deleted"
    assert f"arsip.db: {what} during the crawl; bring it back" in err
    assert "Traceback" not in err
    assert len(articles(replica.asked())) < 200


def test_a_database_that_vanishes_behind_the_last_page(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(4), latency_s=0.05))
    process = place.begin("backfill", replica, "-s", "ARSIP_COMMIT_INTERVAL_S=3")
    until(lambda: len(articles(replica.asked())) == 4)
    place.db.rename(place.folder / "aside.db")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 7
    assert "arsip.db: was deleted during the crawl" in err


def test_a_folder_that_cannot_be_written(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(20)))
    with small_disk(place.captures, "1m"):
        subprocess.run(["mount", "-o", "remount,ro", str(place.captures)], check=True)
        done = place.crawl("latest", replica)
        assert done.returncode == 7
        assert "Read-only file system; make room or give write permission" in done.stderr
        assert "Traceback" not in done.stderr
        assert place.query("SELECT verdict FROM runs") == [("storage",)]
    done = place.crawl("latest", replica)
    assert done.returncode == 0, done.stderr


def test_a_database_that_is_none(serve: Serve, place: Place) -> None:
    place.db.write_text(
        "no database at all, but some text that is long enough to be looked at" * 20
    )
    done = place.crawl("latest", serve(Replica(World(20))))
    assert done.returncode == 7
    assert "not an SQLite database; name another file)" in done.stderr

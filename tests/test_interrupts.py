"""Ctrl-C and its kin: heard, acknowledged, and harmless however often they come."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time

import pytest

from crawler.interrupts import Interrupts
from tests.crawling import Place, Serve, articles, assert_sound, until
from tests.site.server import Replica
from tests.site.world import World

pytestmark = pytest.mark.slow


def in_hand(replica: Replica, place: Place) -> subprocess.Popen[str]:
    """A crawl that has had pages, and waits for others that do not come."""

    def answered() -> int:
        time.sleep(1)
        return len(replica.log)

    process = place.begin("backfill", replica, "-s", "DOWNLOAD_TIMEOUT=60")
    until(lambda: len(articles(replica.asked())) > 10)
    replica.latency_s = 50.0
    until(lambda: len(replica.log) == answered())
    return process


def stopping(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_second_signal_drops_what_is_in_hand_and_loses_nothing(
    serve: Serve, place: Place, number: signal.Signals
) -> None:
    world = World(80)
    replica = serve(Replica(world, latency_s=0.05))
    process = in_hand(replica, place)
    process.send_signal(number)
    assert re.fullmatch(r"stopping: \d+ pages in hand; again to drop them\n", stopping(process))
    assert process.poll() is None
    for _ in range(5):  # however often
        process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 3, err
    assert "partial (stopped by a signal)" in out
    assert "Traceback" not in err
    assert place.query("SELECT verdict, reason FROM runs") == [("partial", "stopped by a signal")]
    assert 0 < len(place.ids()) < 80
    assert_sound(place)

    replica.latency_s = 0.0
    assert place.crawl("backfill", replica).returncode == 0
    assert place.ids() == set(world.numbers(1))
    assert place.query("SELECT count(*) FROM versions") == [(0,)]
    assert_sound(place)


def test_a_signal_while_the_sources_are_read(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(20), latency_s=50.0))
    process = place.begin("backfill", replica, "-s", "DOWNLOAD_TIMEOUT=60")
    until(lambda: (place.folder / "arsip.db-wal").exists())
    process.send_signal(signal.SIGINT)
    assert stopping(process) == "stopping\n"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 3, err
    assert "partial (stopped by a signal)" in out


def test_signals_that_come_before_there_is_anything_to_stop_are_kept() -> None:
    before = {number: signal.getsignal(number) for number in (2, 15, 1)}
    told: list[int] = []
    try:
        interrupts = Interrupts()
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGINT)
        assert interrupts.count == 2
        interrupts.tell(lambda: told.append(1))
        assert told == [1, 1]
        os.kill(os.getpid(), signal.SIGHUP)
        assert told == [1, 1, 1]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_signal_that_was_ignored_from_outside_stays_ignored() -> None:
    before = {number: signal.getsignal(number) for number in (2, 15, 1)}
    try:
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        interrupts = Interrupts()
        os.kill(os.getpid(), signal.SIGHUP)
        assert interrupts.count == 0
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

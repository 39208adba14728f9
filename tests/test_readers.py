"""Readers in processes of their own: what they say, and that a bad page costs itself only."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.article import NotAnItem, Page, ReadError
from archive.worker_process import StartError
from crawler.readers import ReaderCrashed, Readers

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


def behave(page: Page) -> str:
    """A reader that does what its page says."""
    words = str(page.html)
    if words == "die":
        os._exit(9)
    if words == "hang":
        time.sleep(60)
    if words == "challenge":
        raise NotAnItem("challenge", "it says so")
    if words == "fault":
        raise KeyError("a fault of the reader")
    return words.upper()


def read(*pages: str, timeout_s: float = 20) -> list[object]:
    async def go() -> list[object]:
        readers: Readers[str] = Readers(behave, count=1, timeout_s=timeout_s)
        try:
            asked = (readers.read(Page(html, "")) for html in pages)
            return await asyncio.gather(*asked, return_exceptions=True)
        finally:
            readers.close()

    return asyncio.run(go())


def test_readers_say_what_a_page_is() -> None:
    good, challenge, fault = read("satu", "challenge", "fault")
    assert good == "SATU"
    assert isinstance(challenge, NotAnItem)
    assert (challenge.what, challenge.reason) == ("challenge", "it says so")
    assert isinstance(fault, ReadError)
    assert str(fault) == "KeyError: 'a fault of the reader'"


def test_a_page_that_kills_its_reader_costs_itself_only() -> None:
    results = read("satu", "die", "dua", "tiga")
    assert [one for one in results if isinstance(one, str)] == ["SATU", "DUA", "TIGA"]
    assert isinstance(results[1], ReaderCrashed)


def test_a_page_that_holds_its_reader_costs_itself_only() -> None:
    results = read("hang", "satu", timeout_s=3)
    assert isinstance(results[0], ReaderCrashed)
    assert results[1] == "SATU"


def cannot_start(*_: object) -> None:
    os._exit(3)


def test_where_no_reader_can_be_started_no_page_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.worker_process._serve", cannot_start)
    assert [type(one) for one in read("satu", "dua")] == [StartError, StartError]


def test_readers_end_with_the_crawl_even_when_it_is_killed() -> None:
    program = """if True:
        import asyncio, os
        from archive.article import Page
        from crawler.readers import Readers
        from tests.test_readers import behave
        async def go():
            readers = Readers(behave, count=2, timeout_s=20)
            await asyncio.gather(*(readers.read(Page("x", "")) for _ in range(8)))
            print(*readers.processes(), flush=True)
            os.kill(os.getpid(), 9)
        if __name__ == "__main__":
            asyncio.run(go())
    """
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    readers = done.stdout.split()
    assert readers, done.stderr
    end = time.monotonic() + 10
    while any(Path(f"/proc/{number}").exists() for number in readers):
        assert time.monotonic() < end, "a reader has outlived its crawl"
        time.sleep(0.05)

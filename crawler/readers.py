"""Understanding pages in processes of their own, so that it never holds up fetching."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

from archive.article import Page, ReadError

Record = TypeVar("Record")


class ReaderCrashed(ReadError):
    """The reader's process died or did not end; the text says which."""


class Readers(Generic[Record]):
    """A pool of reader processes; a page that brings one down costs itself, not the crawl."""

    def __init__(self, understand: Callable[[Page], Record], *, count: int, timeout_s: float) -> None:
        self._understand, self._count, self._timeout_s = understand, count, timeout_s
        self._pool = self._new_pool()

    async def read(self, page: Page) -> Record:
        """What the page says; raises what the reader raises, and `ReaderCrashed`."""
        for last in (False, True):
            pool = self._pool
            try:
                return await self._once(pool, page)
            except BrokenProcessPool:
                # the page may only have shared a pool with the one that broke it: it has one more try
                if self._pool is pool:
                    self._pool = self._new_pool()
                if last:
                    break
        raise ReaderCrashed("the reader's process died on this page twice")

    async def _once(self, pool: ProcessPoolExecutor, page: Page) -> Record:
        future = asyncio.get_running_loop().run_in_executor(pool, self._understand, page)
        try:
            return await asyncio.wait_for(future, self._timeout_s)
        except TimeoutError:
            if self._pool is pool:
                self._pool = self._new_pool()
            _stop(pool)
            raise ReaderCrashed(f"the reader did not end within {self._timeout_s:g} s") from None

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _new_pool(self) -> ProcessPoolExecutor:
        # spawned: a forked child would inherit the connections, the database and the lock
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._count, context, initializer=_ready)


def _ready() -> None:
    """A reader ends when the crawl ends it, not with the terminal's Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stop(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()

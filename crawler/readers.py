"""Understanding pages in processes of their own, so that it never holds up fetching."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from archive.article import NotAnItem, Page, ReadError

Record = TypeVar("Record")


class ReaderCrashed(ReadError):
    """The reader's process died or did not end; the text says which."""


@dataclass(frozen=True, slots=True)
class _ReadFailure:
    """An error of the reader, in a form that can be sent between processes."""

    what: str | None  #: of a `NotAnItem`; None = another error
    words: str

    def error(self) -> ReadError:
        return NotAnItem(self.what, self.words) if self.what else ReadError(self.words)


class Readers(Generic[Record]):
    """A pool of reader processes; a page that brings one down costs itself, not the crawl."""

    def __init__(
        self, understand: Callable[[Page], Record], *, count: int, timeout_s: float
    ) -> None:
        self._attempt = partial(_attempt, understand)
        self._count, self._timeout_s = count, timeout_s
        self._pool = _pool(count)
        self._suspects = asyncio.Lock()
        self._apart: ProcessPoolExecutor | None = None  # where suspects are read one by one

    async def read(self, page: Page) -> Record:
        """What the page says; raises `NotAnItem`, and `ReadError` for whatever else the reader
        raises."""
        pool = self._pool
        try:
            return await self._read(pool, page)
        except BrokenProcessPool:
            if self._pool is pool:
                self._pool = _pool(self._count)
        # All pages that shared the pool come here: read alone, only the one that broke it breaks
        # again.
        async with self._suspects:
            self._apart = self._apart or _pool(1)
            try:
                return await self._read(self._apart, page)
            except BrokenProcessPool:
                self._apart = None
                raise ReaderCrashed("the reader's process died") from None

    def close(self) -> None:
        """End the processes."""
        for pool in (self._pool, self._apart):
            if pool:
                pool.shutdown(wait=False, cancel_futures=True)

    async def _read(self, pool: ProcessPoolExecutor, page: Page) -> Record:
        future = asyncio.get_running_loop().run_in_executor(pool, self._attempt, page)
        try:
            result = await asyncio.wait_for(asyncio.shield(future), self._timeout_s)
        except TimeoutError:
            future.add_done_callback(_ignored)
            for process in list((pool._processes or {}).values()):
                process.kill()  # the pool is broken by this, and what else it read is read again
            raise BrokenProcessPool(f"no end within {self._timeout_s:g} s") from None
        if isinstance(result, _ReadFailure):
            raise result.error()
        return result


def _attempt(understand: Callable[[Page], Record], page: Page) -> Record | _ReadFailure:
    try:
        return understand(page)
    except NotAnItem as error:
        return _ReadFailure(error.what, error.reason)
    except Exception as error:
        return _ReadFailure(None, f"{type(error).__name__}: {error}")


def _pool(count: int) -> ProcessPoolExecutor:
    # spawned: a forked child would inherit the connections, the database and the lock
    return ProcessPoolExecutor(count, multiprocessing.get_context("spawn"), initializer=_ready)


def _ready() -> None:
    """A reader ends when the crawl ends it, or with the crawl when that is killed; not with the
    terminal's Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_crawl, daemon=True).start()


def _end_with_the_crawl() -> None:
    if crawl := multiprocessing.parent_process():
        crawl.join()
        os._exit(1)


def _ignored(future: asyncio.Future[Any]) -> None:
    """The crawl has given up on it."""
    if not future.cancelled():
        future.exception()

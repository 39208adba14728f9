"""Writes to the database, several in one transaction, and never before the bytes that they speak of
are on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

from archive.store import Store, StoreError
from archive.store.results import Refused
from archive.warc import WarcError, Writer

T = TypeVar("T")

#: What stops a crawl: the disk or the database does not take what it is given.
StorageError = (WarcError, StoreError)


class Journal:
    """Group commit: what is added within `interval_s`, or `size` writes, becomes one transaction.

    The captures are forced to disk first. A write that is refused (`Refused`, having undone itself)
    fails alone; after a transaction that failed nothing more is written, as what follows may rest
    on it. `check` is called before each transaction; what it raises fails it.
    """

    def __init__(
        self,
        store: Store,
        writer: Writer,
        *,
        interval_s: float,
        size: int,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self._store = store
        self._writer = writer
        self._interval_s = interval_s
        self._size = size
        self._check = check
        self._waiting: list[tuple[Callable[[], Any], asyncio.Future[Any]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._failure: Exception | None = None

    def add(self, write: Callable[[], T]) -> asyncio.Future[T]:
        """A future that gets the result of the write once that is committed."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._waiting.append((write, future))
        if len(self._waiting) >= self._size:
            self.flush()
        elif self._timer is None:
            self._timer = loop.call_later(self._interval_s, self.flush)
        return future

    def flush(self) -> None:
        """Commit what waits; those who wait for it hear what became of it."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        batch = self._waiting
        self._waiting = []
        if not batch:
            return
        results = self._results([write for write, _ in batch])
        for (_, future), result in zip(batch, results, strict=True):
            _settle(future, result)

    def close(self) -> None:
        """Commit what waits; raises what made a transaction fail, this one or an earlier one."""
        self.flush()
        if self._failure is None:
            self._check()
        else:
            raise self._failure

    def _results(self, writes: list[Callable[[], Any]]) -> list[Any]:
        if self._failure is None:
            try:
                return self._commit(writes)
            except Exception as error:  # whatever it is, those who wait must hear of it
                self._failure = error
        return [self._failure] * len(writes)

    def _commit(self, writes: list[Callable[[], Any]]) -> list[Any]:
        self._check()
        self._writer.sync()
        with self._store.transaction():
            return [_done(write) for write in writes]


def _done(write: Callable[[], Any]) -> Any:
    try:
        return write()
    except Refused as refused:
        return refused


def _settle(future: asyncio.Future[Any], result: Any) -> None:
    if future.done():  # its crawl was cancelled
        return
    if isinstance(result, Exception):
        future.set_exception(result)
        future.exception()  # a capture's row has no one who waits for it
    else:
        future.set_result(result)

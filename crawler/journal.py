"""Writes to the database, several in one transaction, and never before the bytes that they speak of
are on disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from archive.store import Store, StoreError
from archive.store.results import Refused
from archive.warc import WarcError, Writer

T = TypeVar("T")
Thing = TypeVar("Thing")

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
        self._waiting: list[_Write] = []
        self._timer: asyncio.TimerHandle | None = None
        self._failure: Exception | None = None

    def add(self, write: Callable[[], T]) -> asyncio.Future[T]:
        """A future that gets the result of the write once that is committed."""
        return self._add(_call, write)

    def add_to(
        self, write_all: Callable[[Sequence[Thing]], Sequence[T | Refused]], thing: Thing
    ) -> asyncio.Future[T]:
        """The same for one of many things that `write_all` writes together, behind all that is
        written alone; it gives what became of each."""
        return self._add(write_all, thing)

    def _add(self, write_all: _WriteAll, thing: Any) -> asyncio.Future[Any]:
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Any] = loop.create_future()
        self._waiting.append(_Write(write_all, thing, future))
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
        for write, result in self._results(batch):
            _settle(write.future, result)

    def close(self) -> None:
        """Commit what waits; raises what made a transaction fail, this one or an earlier one."""
        self.flush()
        if self._failure is None:
            self._check()
        else:
            raise self._failure

    def _results(self, writes: list[_Write]) -> Sequence[tuple[_Write, Any]]:
        """Each write with its result, or with what made the transaction fail."""
        if self._failure is None:
            try:
                return self._commit(writes)
            except Exception as error:  # whatever it is, those who wait must hear of it
                self._failure = error
        return [(write, self._failure) for write in writes]

    def _commit(self, writes: list[_Write]) -> list[tuple[_Write, Any]]:
        kinds: dict[_WriteAll, list[_Write]] = {_call: []}  # those that stand alone come first
        for write in writes:
            kinds.setdefault(write.write_all, []).append(write)
        self._check()
        self._writer.sync()
        done: list[tuple[_Write, Any]] = []
        with self._store.transaction():
            for write_all, some in kinds.items():
                results = write_all([write.thing for write in some])
                done += zip(some, results, strict=True)
        return done


_WriteAll = Callable[[Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class _Write:
    """Something that waits to be written."""

    write_all: _WriteAll
    thing: Any
    future: asyncio.Future[Any]


def _call(writes: Sequence[Callable[[], Any]]) -> list[Any]:
    """The results of writes that stand alone, in their order; one may be refused."""
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

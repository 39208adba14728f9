"""Reading in processes of their own: results come in order, and a page that kills its reader costs
itself alone."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

from archive.imports.tasks import Refusal, Result, Task, read_all

_INLINE = 64  # tasks that are read here before processes are worth starting
_AHEAD = 2  # parts a worker, so that none waits for the next


class HasTasks(Protocol):
    """Something that has pages to read."""

    @property
    def tasks(self) -> Sequence[Task]:
        """The pages, in order."""


P = TypeVar("P", bound=HasTasks)


class Readers(Generic[P]):
    """So many reading processes, started when there is enough to read; a context manager that ends
    them."""

    def __init__(self, workers: int, *, timeout_s: float = 60.0) -> None:
        self._workers, self._timeout_s = workers, timeout_s
        self._inline = _INLINE
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _end(self._pool)

    def each(self, parts: Iterable[P]) -> Iterator[tuple[P, list[Result]]]:
        """Every part with what its tasks came to, in order; at most a few parts are held."""
        waiting: deque[tuple[P, Future[list[Result]]]] = deque()
        for part in parts:
            waiting.append((part, self._read(part)))
            while len(waiting) > _AHEAD * self._workers or (waiting and waiting[0][1].done()):
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _read(self, part: P) -> Future[list[Result]]:
        tasks = list(part.tasks)
        if len(tasks) > self._inline:
            self._inline = 0
            self._pool = self._pool or _pool(self._workers)
            return self._pool.submit(read_all, tasks)
        self._inline -= len(tasks)
        done: Future[list[Result]] = Future()
        done.set_result(read_all(tasks))
        return done

    def _next(self, waiting: deque[tuple[P, Future[list[Result]]]]) -> tuple[P, list[Result]]:
        part, future = waiting.popleft()
        try:
            return part, future.result(self._timeout_s * (1 + len(part.tasks) / 4))
        except (BrokenProcessPool, TimeoutError):
            _end(self._pool)
            self._pool = None
        results = [self._alone(task) for task in part.tasks]
        for _ in range(len(waiting)):  # what the lost processes had in hand
            other, lost = waiting.popleft()
            waiting.append((other, lost if _is_sound(lost) else self._read(other)))
        return part, results

    def _alone(self, task: Task) -> Result:
        """One page in a process of its own: only the one that kills its reader kills it again."""
        pool = _pool(1)
        try:
            return pool.submit(read_all, [task]).result(self._timeout_s)[0]
        except BrokenProcessPool:
            return Refusal("failed", "the reader's process died; please report this page")
        except TimeoutError:
            return Refusal(
                "failed", f"not read within {self._timeout_s:g} s; please report this page"
            )
        finally:
            _end(pool)


def _is_sound(future: Future[list[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _pool(workers: int) -> ProcessPoolExecutor:
    # Not forked from here: a child must not inherit the connection to the database. Forked from a
    # server that has everything imported, each starts at once and shares that memory.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", "archive.imports.tasks"])
    return ProcessPoolExecutor(workers, context, initializer=_ready)


def _ready() -> None:
    """A reader ends with its parent, however that ends, and not with the terminal's Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _end(pool: ProcessPoolExecutor | None) -> None:
    if pool:
        processes = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()

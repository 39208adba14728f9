"""Worker processes: a task that kills its process, or never ends, costs itself alone.

Each process has a thread here that hands it tasks and waits for each result. So it is known which
task a process had in hand when it died or did not answer; the tasks behind it go to a fresh one.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")
TaskOfBatch = TypeVar("TaskOfBatch", covariant=True)

#: Bytes; what a task may take beyond what its process held when it began.
MOST_MEMORY = 1 << 30

_START_S = 120.0  # for a process to start on a machine that is busy
_AHEAD = 2  # batches a process that are read ahead, so that none waits for the next
_MOST_AT_ONCE = 32  # tasks that one process is given together
_TRIES = 2  # a process may also be ended from outside: what it had in hand is tried once more


class WorkerError(Exception):
    """A task gave no result: its process died, or did not end in time; the text says which."""


class HasTasks(Protocol[TaskOfBatch]):
    """Something that consists of tasks."""

    @property
    def tasks(self) -> Sequence[TaskOfBatch]:
        """The tasks, in order."""


Batch = TypeVar("Batch", bound=HasTasks[Any])


class Workers(Generic[Task, Result]):
    """Up to `count` processes that call `work` with tasks; a context manager that ends them.

    They start when there is something to do: the first at once, another where more than `patience`
    tasks wait. `work`, its tasks and its results must be such as can be pickled; `preload` names
    modules that every process needs. With `fork` the first process is forked from this one, which
    takes no time, unless this one runs threads; it then holds open what this one does.
    """

    def __init__(
        self,
        work: Callable[[Task], Result],
        count: int,
        *,
        timeout_s: float = 60.0,
        memory_bytes: int = MOST_MEMORY,
        patience: int = 0,
        preload: Sequence[str] = (),
        fork: bool = False,
    ) -> None:
        self._count, self._timeout_s, self._patience = count, timeout_s, patience
        self._fork = fork
        self._serving = (work, memory_bytes)
        self._preload = ["__main__", *preload]
        self._waiting: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._processes: set[_Process] = set()
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def submit(self, task: Task) -> Future[Result]:
        """The result of a task, once it is there; `WorkerError` where it gives none."""
        job = _Job(task, Future())
        self._waiting.put(job)
        started = len(self._threads)
        if started == 0 or (started < self._count and self._waiting.qsize() > self._patience):
            self._start()
        return job.future

    def each(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Result | WorkerError]]]:
        """Every batch with the results of its tasks, in order; a few batches are read ahead."""
        ahead: deque[tuple[Batch, list[Future[Result]]]] = deque()
        for batch in batches:
            ahead.append((batch, [self.submit(task) for task in batch.tasks]))
            while len(ahead) > _AHEAD * self._count or (ahead and _is_done(ahead[0][1])):
                yield _finished(*ahead.popleft())
        while ahead:
            yield _finished(*ahead.popleft())

    def close(self) -> None:
        """End the processes; tasks that wait are cancelled."""
        with self._lock:
            self._closed = True
            for process in self._processes:
                process.kill()
        for job in self._some_waiting(self._waiting.qsize()):
            job.future.cancel()
        for _ in self._threads:
            self._waiting.put(None)

    def processes(self) -> list[int]:
        """The numbers of the processes that run."""
        with self._lock:
            return [process.number for process in self._processes]

    def _start(self) -> None:
        process = None
        if self._fork and threading.active_count() == 1:
            process = self._new_process("fork")
        thread = threading.Thread(target=self._serve, args=[process], daemon=True)
        self._threads.append(thread)
        thread.start()

    def _new_process(self, method: str) -> _Process:
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload(self._preload)
        process = _Process(context, self._serving)
        with self._lock:
            if self._closed:
                process.kill()
            self._processes.add(process)
        return process

    def _serve(self, process: _Process | None) -> None:
        """What a thread does: hands tasks to a process of its own until the pool is closed."""
        while (jobs := self._take()) is not None:
            while jobs:
                process = self._attempt(process, jobs)

    def _attempt(self, process: _Process | None, jobs: deque[_Job]) -> _Process | None:
        """Have a process do these tasks; those that are settled are taken away.

        The process that can do the next ones; None where it has ended.
        """
        if self._closed:
            for job in jobs:
                job.future.set_exception(WorkerError("stopped"))
            jobs.clear()
            return process
        try:
            if process is None:
                process = self._new_process("forkserver")
            self._ask(process, jobs)
            return process
        except _NoAnswer as error:
            _blame(jobs, error)
        except Exception as error:  # no process can be had, or something cannot be sent
            jobs.popleft().future.set_exception(error)
        if process is not None:
            process.kill()
            with self._lock:
                self._processes.discard(process)
        return None

    def _take(self) -> deque[_Job] | None:
        """A process's share of the tasks that wait; None when the pool is closed."""
        first = self._waiting.get()
        if first is None:
            return None
        share = min(self._waiting.qsize() // self._count, _MOST_AT_ONCE - 1)
        jobs = [first, *self._some_waiting(share)]
        return deque(job for job in jobs if job.future.set_running_or_notify_cancel())

    def _some_waiting(self, count: int) -> Iterator[_Job]:
        for _ in range(count):
            try:
                job = self._waiting.get_nowait()
            except Empty:  # another thread was quicker
                return
            if job is None:
                self._waiting.put(None)
                return
            yield job

    def _ask(self, process: _Process, jobs: deque[_Job]) -> None:
        """Have a process do these tasks; those that are done are taken away."""
        process.send([job.task for job in jobs])
        while jobs:
            result, fault = process.receive(self._timeout_s)
            future = jobs.popleft().future
            if fault is None:
                future.set_result(result)
            else:
                future.set_exception(WorkerError(fault))


@dataclass(slots=True)
class _Job:
    task: Any
    future: Future[Any]
    tries: int = 0


class _NoAnswer(Exception):
    """A process is of no more use."""

    def __init__(self, words: str, *, died: bool) -> None:
        super().__init__(words)
        self.died = died


class _Process:
    """A process that serves, and the way to it."""

    def __init__(self, context: Any, serving: tuple[Callable[[Any], Any], int]) -> None:
        ours, theirs = context.Pipe()
        self._way: Connection[Any, Any] = ours
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, *serving), daemon=True
        )
        self._process.start()
        theirs.close()
        self.number = self._process.pid or 0
        self._is_ready = False

    def send(self, tasks: Sequence[Any]) -> None:
        """Give it tasks, of which none is left."""
        if not self._is_ready:
            self._await_start()
        try:
            self._way.send(tasks)
        except OSError:
            raise _NoAnswer("the worker process died", died=True) from None

    def _await_start(self) -> None:
        try:
            self.receive(_START_S)
        except _NoAnswer as error:
            raise WorkerError(f"no process could be started: {error}") from None
        self._is_ready = True

    def receive(self, timeout_s: float) -> tuple[Any, str | None]:
        """The result of the next task, or in words why there is none; raises `_NoAnswer`."""
        if not wait([self._way, self._process.sentinel], timeout_s):
            raise _NoAnswer(f"no end within {timeout_s:g} s", died=False)
        try:
            if not self._way.poll():
                raise EOFError
            answer: tuple[Any, str | None] = self._way.recv()
        except (EOFError, OSError):
            raise _NoAnswer("the worker process died", died=True) from None
        return answer

    def kill(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.join()


def _blame(jobs: deque[_Job], error: _NoAnswer) -> None:
    """The first of the tasks was in hand: it is tried again, or has no result."""
    first = jobs[0]
    first.tries += 1
    if not error.died or first.tries >= _TRIES:
        jobs.popleft()
        first.future.set_exception(WorkerError(str(error)))


def _is_done(results: Sequence[Future[Any]]) -> bool:
    return all(result.done() for result in results)


def _finished(
    batch: Batch, futures: Sequence[Future[Result]]
) -> tuple[Batch, list[Result | WorkerError]]:
    results: list[Result | WorkerError] = []
    for future in futures:
        try:
            results.append(future.result())
        except WorkerError as error:
            results.append(error)
    return batch, results


# in the processes


def _serve(way: Connection[Any, Any], work: Callable[[Any], Any], memory_bytes: int) -> None:
    """Ends with its parent, however that ends, and not with the terminal's Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # what a fork has inherited is not this one's to close
    _limit_memory(memory_bytes)
    way.send((None, None))
    while True:
        try:
            tasks = way.recv()
        except EOFError:
            return
        for task in tasks:
            _answer(way, work, task)


def _answer(way: Connection[Any, Any], work: Callable[[Any], Any], task: Any) -> None:
    try:
        way.send((work(task), None))
    except Exception as error:
        way.send((None, f"{type(error).__name__}: {error}"))


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _limit_memory(more_bytes: int) -> None:
    """Have what goes beyond that refused (`MemoryError`), before the machine has none left."""
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    most = pages * resource.getpagesize() + more_bytes
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if hard == resource.RLIM_INFINITY or most <= hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))

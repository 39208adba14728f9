"""Worker processes: a task that kills its process, or never ends, costs itself alone.

Each process has a thread here that hands it tasks and waits for each result. So it is known which
task a process had in hand when it died or did not answer; the tasks behind it go to a fresh one.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing import resource_tracker
from queue import Empty, SimpleQueue
from typing import Any, Generic, Protocol, Self, TypeVar

from archive.worker_process import (
    MOST_MEMORY,
    NoAnswer,
    StartError,
    WorkerError,
    WorkerProcess,
)

Task = TypeVar("Task")
Result = TypeVar("Result")
TaskOfBatch = TypeVar("TaskOfBatch", covariant=True)

_AHEAD = 2  # batches a process that are read ahead, so that none waits for the next
_MOST_AT_ONCE = 32  # tasks that one process is given together
_TRIES = 2  # a process may also be ended from outside: what it had in hand is tried once more


class HasTasks(Protocol[TaskOfBatch]):
    """Something that consists of tasks."""

    @property
    def tasks(self) -> Sequence[TaskOfBatch]:
        """The tasks, in order."""


Batch = TypeVar("Batch", bound=HasTasks[Any])


class Workers(Generic[Task, Result]):
    """Up to `count` processes that call `work` with tasks; a context manager that ends them.

    They start when there is something to do: the first at once, another where more than `patience`
    tasks wait. `work`, its tasks and its results must be picklable; `preload` names
    modules that every process needs. With `fork` the first process is forked from this one, which
    takes no time, unless this one runs threads; it then keeps open whatever this one has open.
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
        self._count = count
        self._timeout_s = timeout_s
        self._patience = patience
        self._fork = fork
        self._serving = (work, memory_bytes)
        self._preload = ["__main__", *preload]
        self._waiting: SimpleQueue[_Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._processes: set[WorkerProcess] = set()
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
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
        """Every batch with the results of its tasks, in order; a few batches are read ahead.

        Raises `StartError` where there is no process to do them.
        """
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

    def _new_process(self, method: str) -> WorkerProcess:
        context = multiprocessing.get_context(method)
        if method == "forkserver":
            context.set_forkserver_preload(self._preload)
            # Ctrl-C reaches all that runs on a terminal. The server is started from here and inherits
            # this; without it, it would end with a traceback while it loads modules. The tracker comes
            # first, as whoever starts it lets the signal through again.
            resource_tracker.ensure_running()
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        process = WorkerProcess(context, self._serving)
        with self._lock:
            if self._closed:
                process.kill()
            self._processes.add(process)
        return process

    def _serve(self, process: WorkerProcess | None) -> None:
        """What a thread does: hands tasks to a process of its own until the pool is closed."""
        while (jobs := self._take()) is not None:
            while jobs:
                process = self._attempt(process, jobs)

    def _attempt(self, process: WorkerProcess | None, jobs: deque[_Job]) -> WorkerProcess | None:
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
        except NoAnswer as error:
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

    def _ask(self, process: WorkerProcess, jobs: deque[_Job]) -> None:
        """Have a process do these tasks; those that are done are taken away."""
        process.send([job.task for job in jobs])
        while jobs:
            for result, fault in process.receive(self._timeout_s):
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


def _blame(jobs: deque[_Job], error: NoAnswer) -> None:
    """Blame the task that was in hand: it is tried again, or gets no result. Those before it had
    ended; their answers are lost, and they are done again."""
    in_hand = min(error.ended, len(jobs) - 1)  # the last one, where all had ended
    blamed = jobs[in_hand]
    blamed.tries += 1
    if not error.died or blamed.tries >= _TRIES:
        del jobs[in_hand]
        blamed.future.set_exception(WorkerError(str(error)))


def _is_done(results: Sequence[Future[Any]]) -> bool:
    return all(result.done() for result in results)


def _finished(
    batch: Batch, futures: Sequence[Future[Result]]
) -> tuple[Batch, list[Result | WorkerError]]:
    results: list[Result | WorkerError] = []
    for future in futures:
        try:
            results.append(future.result())
        except StartError:
            raise
        except WorkerError as error:
            results.append(error)
    return batch, results

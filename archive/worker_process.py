"""One worker process: how it is started, given tasks and asked for results, and what it does.

It ends with its parent, however that ends, and is refused memory before the machine has none left.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Any

#: Bytes; what a task may take beyond what its process held when it began.
MOST_MEMORY = 1 << 30

_START_S = 120.0  # for a process to start on a machine that is busy
_ANSWER_S = 0.1  # answers wait so long for others that come after them


class WorkerError(Exception):
    """A task gave no result: its process died, or did not end in time; the text says which."""


class StartError(WorkerError):
    """No process could be started: a fault of the machine, not of the task."""


class NoAnswer(Exception):
    """A process is of no more use."""

    def __init__(self, words: str, *, died: bool, ended: int = 0) -> None:
        super().__init__(words)
        self.died = died
        self.ended = ended  #: tasks that had ended, and whose answers are lost


#: The result of a task, or the reason in words for having none.
Answer = tuple[Any, str | None]


class WorkerProcess:
    """A process that serves, and the way to it."""

    def __init__(self, context: Any, serving: tuple[Callable[[Any], Any], int]) -> None:
        ours, theirs = context.Pipe()
        ticks, ticking = context.Pipe(duplex=False)
        self._way: Connection[Any, Any] = ours
        self._ticks: Connection[Any, Any] = ticks
        self._process: BaseProcess = context.Process(
            target=_serve, args=(theirs, ticking, *serving), daemon=True
        )
        self._process.start()
        theirs.close()
        ticking.close()
        os.set_blocking(ticks.fileno(), False)
        self.number = self._process.pid or 0
        self._is_ready = False
        self._unanswered = 0  # tasks that have ended and not been answered

    def send(self, tasks: Sequence[Any]) -> None:
        """Give it tasks; it must have none left."""
        if not self._is_ready:
            self._await_start()
        try:
            self._way.send(tasks)
        except OSError:
            raise NoAnswer("the worker process died", died=True) from None

    def _await_start(self) -> None:
        try:
            self.receive(_START_S)
        except NoAnswer as error:
            raise StartError(f"no process could be started: {error}") from None
        self._is_ready = True

    def receive(self, timeout_s: float) -> list[Answer]:
        """The answers to the next tasks, to one at least; raises `NoAnswer`."""
        if not wait([self._way, self._process.sentinel], timeout_s):
            raise NoAnswer(f"no end within {timeout_s:g} s", died=False, ended=self._ended())
        try:
            if not self._way.poll():
                raise EOFError
            answers: list[Answer] = self._way.recv()
        except (EOFError, OSError):
            raise NoAnswer("the worker process died", died=True, ended=self._ended()) from None
        self._unanswered = self._ended() - len(answers)
        return answers

    def _ended(self) -> int:
        """How many tasks have ended whose answers have not come."""
        with suppress(BlockingIOError):
            self._unanswered += len(os.read(self._ticks.fileno(), 1 << 16))
        return self._unanswered

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join()


# in the process


def _serve(
    way: Connection[Any, Any],
    ticking: Connection[Any, Any],
    work: Callable[[Any], Any],
    memory_bytes: int,
) -> None:
    """Ends with its parent, however that ends, and not with the terminal's Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()  # what a fork has inherited is not this one's to close
    _limit_memory(memory_bytes)
    os.write(ticking.fileno(), b".")
    way.send([(None, None)])
    while True:
        try:
            tasks = way.recv()
        except EOFError:
            return
        _work(way, ticking, work, tasks)


def _work(
    way: Connection[Any, Any],
    ticking: Connection[Any, Any],
    work: Callable[[Any], Any],
    tasks: Sequence[Any],
) -> None:
    """Do these tasks; answers go back some at a time, as each waking of the other side costs."""
    answers: list[Answer] = []
    since = time.monotonic()
    for task in tasks:
        try:
            answers.append((work(task), None))
        except Exception as error:
            answers.append((None, f"{type(error).__name__}: {error}"))
        os.write(ticking.fileno(), b".")
        if time.monotonic() - since > _ANSWER_S:
            _answer(way, answers)
            answers = []
            since = time.monotonic()
    if answers:
        _answer(way, answers)


def _answer(way: Connection[Any, Any], answers: list[Answer]) -> None:
    try:
        way.send(answers)
    except Exception:  # one of them cannot be sent; nothing was
        way.send([_sendable(answer) for answer in answers])


def _sendable(answer: Answer) -> Answer:
    try:
        ForkingPickler.dumps(answer)
    except Exception as error:
        return None, f"{type(error).__name__}: {error}"
    return answer


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _limit_memory(more_bytes: int) -> None:
    """Have allocations beyond that refused (`MemoryError`) before the machine runs out of
    memory."""
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5])
    most = pages * resource.getpagesize() + more_bytes
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    if hard == resource.RLIM_INFINITY or most <= hard:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))

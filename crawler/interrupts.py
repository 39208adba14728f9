"""Ctrl-C, SIGTERM and a terminal that is closed: heard from the first moment, however often they
come."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from types import FrameType

_LOOK_UP_S = 0.5
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupts:
    """Counts the signals that ask a process to end, in place of ending it.

    A signal that the process was started to ignore (nohup) stays ignored.
    """

    def __init__(self) -> None:
        self.count = 0
        self._told: Callable[[], None] | None = None
        for number in _SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._hear)

    def tell(self, told: Callable[[], None]) -> None:
        """Call this once for each signal that has come and that comes; it is called in the middle
        of other work, so it may only leave a note."""
        for _ in range(self.count):
            told()
        self._told = told

    def wait(self, busy: Callable[[], bool], seconds: float) -> None:
        """Wait while something is busy, up to a limit, and no longer once a signal has come."""
        end = time.monotonic() + seconds
        while self.count == 0 and time.monotonic() < end and busy():
            time.sleep(_LOOK_UP_S)

    def _hear(self, _number: int, _frame: FrameType | None) -> None:
        self.count += 1
        if self._told:
            self._told()

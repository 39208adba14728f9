"""How far a long command has come: one line that renews itself on a terminal, plain lines
elsewhere."""

from __future__ import annotations

import shutil
import time
from typing import Self

from archive.cli import standard_io

_RENEW_S = 0.1
_PLAIN_EVERY = 1_000  # items


class ProgressLine:
    """Writes to standard error, so that standard output holds results only."""

    def __init__(self) -> None:
        self._error = standard_io.standard_error()
        self._terminal = self._error.isatty()
        self._renewed = 0.0
        self._told = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()

    def show(self, done: int, text: str) -> None:
        """Tells how far it is, now and then."""
        if not self._terminal:
            if done // _PLAIN_EVERY > self._told:
                self._told = done // _PLAIN_EVERY
                standard_io.notice(text)
        elif time.monotonic() - self._renewed > _RENEW_S:
            self._renewed = time.monotonic()
            self._error.renew(text, shutil.get_terminal_size().columns)

    def say(self, text: str) -> None:
        """A line that stays."""
        self.clear()
        standard_io.notice(text)

    def clear(self) -> None:
        """Takes the line away, so that another one can stand there."""
        if self._terminal:
            self._error.renew("", 1)

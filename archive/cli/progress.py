"""How far a long command has come: one line that renews itself on a terminal, plain lines
elsewhere."""

from __future__ import annotations

import shutil
import sys
import time
from types import TracebackType
from typing import Self

import click

_RENEW_S = 0.1
_PLAIN_EVERY = 1_000  # items


class ProgressLine:
    """Writes to standard error, so that standard output holds results only."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._renewed = 0.0
        self._told = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._clear()

    def show(self, done: int, text: str) -> None:
        """Tells how far it is, now and then."""
        if not self._terminal:
            if done // _PLAIN_EVERY > self._told:
                self._told = done // _PLAIN_EVERY
                click.echo(text, err=True)
        elif time.monotonic() - self._renewed > _RENEW_S:
            self._renewed = time.monotonic()
            self._clear()
            click.echo(text[: shutil.get_terminal_size().columns - 1], nl=False, err=True)

    def say(self, text: str) -> None:
        """A line that stays."""
        self._clear()
        click.echo(text, err=True)

    def _clear(self) -> None:
        if self._terminal:
            click.echo("\r\033[K", nl=False, err=True)

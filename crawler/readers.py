"""Understanding pages in processes of their own, so that it never holds up fetching."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from archive.article import NotAnItem, Page, ReadError
from archive.worker_process import StartError, WorkerError
from archive.workers import Workers

Record = TypeVar("Record")


class ReaderCrashed(ReadError):
    """The reader's process died or did not end; the text says which."""


@dataclass(frozen=True, slots=True)
class _ReadFailure:
    """An error of the reader, in a form that can be sent between processes."""

    what: str | None  #: of a `NotAnItem`; None = another error
    words: str

    def error(self) -> ReadError:
        """The error as it was raised."""
        if self.what:
            return NotAnItem(self.what, self.words)
        return ReadError(self.words)


class Readers(Generic[Record]):
    """Reader processes; a page that brings one down costs itself, not the crawl."""

    def __init__(
        self, understand: Callable[[Page], Record], *, count: int, timeout_s: float
    ) -> None:
        self._workers: Workers[Page, Record | _ReadFailure] = Workers(
            partial(_attempt, understand), count, timeout_s=timeout_s, preload=["archive.ingest"]
        )

    async def read(self, page: Page) -> Record:
        """What the page says; raises `NotAnItem`, `ReadError` for whatever else the reader raises,
        and `StartError` where there is no process to read it."""
        try:
            result = await asyncio.wrap_future(self._workers.submit(page))
        except StartError:
            raise
        except WorkerError as error:
            raise ReaderCrashed(str(error)) from None
        if isinstance(result, _ReadFailure):
            raise result.error()
        return result

    def processes(self) -> list[int]:
        """The numbers of the processes that run."""
        return self._workers.processes()

    def close(self) -> None:
        """End the processes."""
        self._workers.close()


def _attempt(understand: Callable[[Page], Record], page: Page) -> Record | _ReadFailure:
    try:
        return understand(page)
    except NotAnItem as error:
        return _ReadFailure(error.what, error.reason)
    except Exception as error:
        return _ReadFailure(None, f"{type(error).__name__}: {error}")

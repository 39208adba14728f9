"""Sources to rows: pages are read by worker processes, and written by this one, some pieces of work
to a transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from archive.article import ReadError
from archive.imports import tasks
from archive.imports.batches import ImportFilter
from archive.imports.plan import ImportLog, ImportProgress, Plan
from archive.imports.tasks import Saved, Task
from archive.imports.works import BatchWork, PageWork, Work, WorkList
from archive.imports.writing import Result, Results, WorkWriter
from archive.store import Store
from archive.store.sightings import ItemRows
from archive.worker_process import StartError
from archive.workers import Workers

_NOTHING_GIVEN = Saved(Path())
_PATIENCE = 64  # pages that one process reads before a second is worth its start
#: Pieces of work that one transaction takes, and bytes of pages and texts that wait for it.
PIECES = 8
_MOST_BYTES = 16_000_000


class Importer:
    """Writes what the sources hold; the only writer.

    `own` is the folder of captures of our own, whose rows are made anew; None = captures of others.
    `say` is told, one line each, what was skipped and what failed; `watch` how far it has come. A
    page is given up that takes a worker longer than `timeout_s`.
    """

    def __init__(
        self,
        store: Store,
        wanted: ImportFilter,
        *,
        workers: int,
        again: bool = False,
        own: Path | None = None,
        timeout_s: float = 60.0,
        say: Callable[[str], None] = lambda _: None,
        watch: Callable[[ImportProgress], None] = lambda _: None,
    ) -> None:
        self._store = store
        self._log = ImportLog(say, watch)
        self._writer = WorkWriter(store, self._log)
        self._works = WorkList(store, wanted, self._log, again=again, own=own)
        self._count = workers
        self._timeout_s = timeout_s

    def run(
        self, plan: Plan, given: Saved = _NOTHING_GIVEN, pipe: bytes | None = None
    ) -> Counter[str]:
        """Import everything; what was counted, by the names of `ImportCount`.

        `given` holds what is known of every saved page; `pipe` is a page that came through one.
        Raises `ReadError` where no worker can be started: then what was not read is still to do.
        """
        piped: list[Work] = []
        if pipe is not None:
            piped.append(PageWork([replace(given, path=Path("-"), data=pipe)]))
        try:
            with self._workers() as workers:
                # revisits last: what they repeat has to be written
                for works in (self._works.of(plan.sources, given), piped, self._works.revisits()):
                    self._do(workers, works)
        except StartError as error:
            raise ReadError(f"{error}; what was imported is kept: run it again") from error
        with self._store.transaction():
            for number, time in self._store.imports.found_gone(until=self._store.horizon()):
                self._store.articles.gone(number, seen=time)
        return +self._log.counts

    def _do(self, workers: Workers[Task, Result], works: Iterable[Work]) -> None:
        """Have these read, and write what they say."""
        done: list[tuple[Work, Results]] = []
        held_bytes = 0
        for work, results in workers.each(works):
            done.append((work, results))
            held_bytes += _held_bytes(work, results)
            # never by time: the same pages share a transaction in every run
            if len(done) == PIECES or held_bytes > _MOST_BYTES:
                self._writer.write(done)
                done = []
                held_bytes = 0
        if done:
            self._writer.write(done)

    def _workers(self) -> Workers[Task, Result]:
        return Workers(
            tasks.read_rows,
            self._count,
            timeout_s=self._timeout_s,
            patience=_PATIENCE,
            preload=["archive.imports.tasks"],
            fork=True,  # an import of one page should not take twice its time
        )


def _held_bytes(work: Work, results: Results) -> int:
    """Bytes that a piece of work holds in memory, of pages and of their texts."""
    pages = work.batch.task_bytes if isinstance(work, BatchWork) else 0
    return pages + sum(len(read.row["body"]) for read in results if isinstance(read, ItemRows))

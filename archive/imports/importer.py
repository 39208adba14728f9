"""Sources to rows: pages are read by worker processes and written here, each batch with its progress
in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from archive import warc
from archive.article import Capture, ReadError
from archive.imports import files, spool, tasks
from archive.imports.batches import ImportFilter, PageCapture, Revisit, StatusCapture
from archive.imports.plan import ImportLog, ImportProgress, Plan
from archive.imports.tasks import Refusal, Result, Saved, Task
from archive.imports.works import (
    BatchWork,
    PageWork,
    RevisitWork,
    Work,
    WorkList,
    in_utf8,
)
from archive.ingest import ItemRecord
from archive.store import Refused, Store, is_fatal
from archive.store.imports import ImportCount, Waiting
from archive.warc import Damage
from archive.worker_process import StartError, WorkerError
from archive.workers import Workers

_NOTHING_GIVEN = Saved(Path())
_PATIENCE = 64  # pages that one process reads before a second is worth its start
_Results = Sequence[Result | WorkerError]


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
                    for work, results in workers.each(works):
                        self._write(work, results)
        except StartError as error:
            raise ReadError(f"{error}; what was imported is kept: run it again") from error
        with self._store.transaction():
            for number, time in self._store.imports.found_gone(until=self._store.horizon()):
                self._store.articles.gone(number, seen=time)
        return +self._log.counts

    def _workers(self) -> Workers[Task, Result]:
        return Workers(
            tasks.read,
            self._count,
            timeout_s=self._timeout_s,
            patience=_PATIENCE,
            preload=["archive.imports.tasks"],
            fork=True,  # an import of one page should not take twice its time
        )

    def _write(self, work: Work, results: _Results) -> None:
        counts: Counter[str] = Counter()
        with self._store.transaction():
            if isinstance(work, BatchWork):
                self._write_batch(work, results, counts)
            elif isinstance(work, PageWork):
                self._write_pages(work, results, counts)
            else:
                self._write_revisits(work, results, counts)
        self._log.counts += counts
        self._log.show()

    def _write_batch(self, work: BatchWork, results: _Results, counts: Counter[str]) -> None:
        batch = work.batch
        counts.update(batch.counts)
        left = iter(results)
        for record in batch.records:
            if isinstance(record, Damage):
                self._note_damage(work, record)
                continue
            result = None
            if isinstance(record, PageCapture):
                result = _settled(next(left))
            where = f"{work.source}@{record.origin.place.offset}"
            with self._guard(where, counts):
                self._write_record(work, record, result, where, counts)
        if work.run:
            self._store.imports.advance(work.run.id, batch.end.offset, batch.end.within, counts)
        self._log.pass_bytes(batch.end.offset - batch.begin.offset)

    def _write_pages(self, work: PageWork, results: _Results, counts: Counter[str]) -> None:
        for task, result in zip(work.tasks, results, strict=True):
            counts[ImportCount.READ] += 1
            with self._guard(spool.origin_of(task.path), counts):
                self._write_page(task, _settled(result), counts)

    def _write_revisits(self, work: RevisitWork, results: _Results, counts: Counter[str]) -> None:
        for waiting, result in zip(work.waiting, results, strict=True):
            with self._guard(waiting.url, counts):
                self._write_revisit(waiting, _settled(result), counts)

    @contextmanager
    def _guard(self, what: object, counts: Counter[str]) -> Iterator[None]:
        """Have what cannot be written named, leaving nothing behind; what stands beside it is
        written."""
        try:
            with self._store.transaction():
                yield
        except Exception as error:
            if is_fatal(error):
                raise
            self._log.say(f"{what}: failed: {type(error).__name__}: {error}")
            counts[ImportCount.FAILED] += 1

    def _note_damage(self, work: BatchWork, damage: Damage) -> None:
        self._log.say(f"{work.source}@{damage}")
        if work.run:
            self._store.imports.damage(work.run.id, damage)

    def _write_record(
        self,
        work: BatchWork,
        record: PageCapture | StatusCapture | Revisit,
        result: Result | None,
        where: str,
        counts: Counter[str],
    ) -> None:
        number = self._add_capture(work, record)
        if isinstance(record, PageCapture) and result:
            counts[self._keep(result, record.origin.time, number, where)] += 1
        elif isinstance(record, Revisit):
            self._store.imports.wait(number, record.refers or None, record.url, record.time)
        elif isinstance(record, StatusCapture) and record.cut:
            counts[ImportCount.CUT_SHORT] += 1
        else:
            counts[ImportCount.NOT_ITEMS] += 1

    def _add_capture(self, work: BatchWork, record: PageCapture | StatusCapture | Revisit) -> int:
        origin = record.origin
        refers = None
        is_text = False
        if isinstance(record, PageCapture):
            is_text = record.type == "conversion"
        else:
            refers = record.refers
        capture = Capture(
            url=origin.url,
            time=origin.time,
            status=origin.status,
            digest=origin.digest,
            file=in_utf8(work.source.name.removesuffix(warc.OPEN)),
            offset=origin.place.offset,
            length=origin.length,
        )
        return self._store.imports.add(
            work.run.id if work.run else None,
            capture,
            origin.place.within,
            record=origin.record,
            refers=refers,
            text=is_text,
        )

    def _write_page(self, task: Saved, result: Result, counts: Counter[str]) -> None:
        seen = datetime.now(UTC)
        if task.data is None:
            seen = files.saved_at(task.path)
            self._log.pass_bytes(task.path.stat().st_size)
        counts[self._keep(result, seen, None, str(spool.origin_of(task.path)))] += 1

    def _write_revisit(self, waiting: Waiting, result: Result, counts: Counter[str]) -> None:
        where = f"{waiting.url} of {waiting.time:%Y-%m-%d %H:%M:%S}"
        if isinstance(result, Refusal) and result.count is ImportCount.FAILED:
            self._log.say(f"{where}: waiting: {result.words}")
            counts[ImportCount.WAITING] += 1
            return
        self._store.imports.resolved(waiting.capture, waiting.record)
        counts[self._keep(result, waiting.time, waiting.capture, where)] += 1

    def _keep(self, result: Result, seen: datetime, capture: int | None, where: str) -> str:
        """Keep what a page gave; returns the name that it is counted under."""
        if isinstance(result, Refusal):
            self._say_refused(where, result, is_capture=capture is not None)
            return result.count
        if self._store.is_ahead(seen):
            self._log.say(
                f"{where}: dated {seen:%Y-%m-%d}, after this machine's clock: it is kept, and orders "
                "nothing"
            )
        try:
            return self._save(result, seen, capture)
        except Refused as error:  # by its article; the capture stays
            self._log.say(f"{where}: failed: {error}")
            return ImportCount.FAILED

    def _say_refused(self, where: str, refusal: Refusal, *, is_capture: bool) -> None:
        """Name it; archives are full of captures that are no items."""
        if refusal.count is not ImportCount.NOT_ITEMS:
            self._log.say(f"{where}: {refusal.count}: {refusal.words}")
        elif not is_capture:
            self._log.say(f"{where}: not an item: {refusal.words}")

    def _save(self, result: ItemRecord, seen: datetime, capture: int | None) -> str:
        return self._store.save(
            result.article, result.mentions, seen=seen, capture=capture, proof=result.proof
        )


def _settled(result: Result | WorkerError) -> Result:
    if isinstance(result, WorkerError):
        return Refusal(ImportCount.FAILED, f"{result}; please report this page")
    return result

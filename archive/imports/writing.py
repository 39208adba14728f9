"""What was read becomes rows: many pages in one transaction with how far their files have come; what
cannot be written costs itself alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from archive import keys, warc
from archive.article import Capture
from archive.imports import files, sources, spool
from archive.imports.batches import PageCapture, Revisit, StatusCapture
from archive.imports.plan import ImportLog
from archive.imports.tasks import Refusal, Saved
from archive.imports.works import BatchWork, PageWork, RevisitWork, Work
from archive.store import Outcome, Refused, Store, is_fatal
from archive.store.imports import FoundCapture, ImportCount, Waiting
from archive.store.sightings import ItemRows, Sighting
from archive.warc import Damage
from archive.worker_process import WorkerError

#: What one page came to.
Result = ItemRows | Refusal
#: What the pages of a piece of work came to, in order.
Results = Sequence[Result | WorkerError]


@dataclass(frozen=True, slots=True)
class _Find:
    """One thing that was found, and what it came to."""

    where: str
    seen: datetime  #: aware, UTC
    result: Result | None  #: None = it says nothing but its status
    #: the capture that holds it: to be added, or held with this number; None = a saved page
    capture: FoundCapture | int | None = None
    revisit: Revisit | None = None  #: it is one, and waits for the record that holds its payload
    waiting: Waiting | None = None  #: it is one, and that record has been read
    status: StatusCapture | None = None

    @property
    def waits_on(self) -> bool:
        """True for a revisit whose record could not be read."""
        if self.waiting is None or not isinstance(self.result, Refusal):
            return False
        return self.result.count is ImportCount.FAILED


@dataclass(slots=True)
class _Piece:
    """A piece of work that was read."""

    work: Work
    found: list[_Find | Damage]  #: in order
    counts: Counter[str] = field(default_factory=Counter)


class WorkWriter:
    """Writes the pieces of an import; what was skipped and what failed is told to the log."""

    def __init__(self, store: Store, log: ImportLog) -> None:
        self._store = store
        self._log = log

    def write(self, done: Sequence[tuple[Work, Results]]) -> None:
        """Write these pieces, in order, in one transaction."""
        pieces = [self._piece(work, results) for work, results in done]
        lines: list[str] = []
        with self._store.transaction():
            finds = [each for piece in pieces for each in piece.found if isinstance(each, _Find)]
            outcomes = iter(self._outcomes(finds))
            for piece in pieces:
                for each in piece.found:
                    if isinstance(each, Damage):
                        lines.append(self._note_damage(piece.work, each))
                    else:
                        lines += self._told(each, next(outcomes), piece.counts)
                self._advance(piece)
        for line in lines:
            self._log.say(line)
        for piece in pieces:
            self._log.counts += piece.counts
            self._log.pass_bytes(_bytes(piece.work))
        self._log.show()

    # what there is to write

    def _piece(self, work: Work, results: Results) -> _Piece:
        settled = iter([_settled(result) for result in results])
        if isinstance(work, BatchWork):
            found = list(_of_batch(work, settled))
            return _Piece(work, found, Counter(work.batch.counts))
        if isinstance(work, PageWork):
            pages: list[_Find | Damage] = [
                _of_page(task, result) for task, result in zip(work.tasks, settled, strict=True)
            ]
            return _Piece(work, pages, Counter({ImportCount.READ: len(pages)}))
        revisits: list[_Find | Damage] = [
            _of_revisit(waiting, result)
            for waiting, result in zip(work.waiting, settled, strict=True)
        ]
        return _Piece(work, revisits)

    # writing

    def _outcomes(self, finds: Sequence[_Find]) -> list[Outcome | Exception | None]:
        """Write these; what became of each: None = nothing was to be saved. Where they cannot be
        written together they are written in halves, so that what is wrong with one costs it
        alone."""
        try:
            with self._store.transaction():
                return self._written(finds)
        except Exception as error:
            if is_fatal(error):
                raise
            if len(finds) == 1:
                return [error]
        half = len(finds) // 2
        return self._outcomes(finds[:half]) + self._outcomes(finds[half:])

    def _written(self, finds: Sequence[_Find]) -> list[Outcome | Exception | None]:
        imports = self._store.imports
        new = [find.capture for find in finds if isinstance(find.capture, FoundCapture)]
        added = iter(imports.add_all(new))
        seen: list[Sighting] = []
        for find in finds:
            number = next(added) if isinstance(find.capture, FoundCapture) else find.capture
            if isinstance(find.result, ItemRows):
                seen.append(Sighting.of(find.result, seen=find.seen, capture=number))
            if find.revisit and number is not None:
                repeated = find.revisit
                imports.wait(number, repeated.refers or None, repeated.url, repeated.time)
            if find.waiting and not find.waits_on:
                imports.resolved(find.waiting.capture, find.waiting.record)
        outcomes = iter(self._store.articles.save_all(seen))
        return [next(outcomes) if isinstance(find.result, ItemRows) else None for find in finds]

    def _note_damage(self, work: Work, damage: Damage) -> str:
        """Note it; returns the line about it."""
        if not isinstance(work, BatchWork):
            return str(damage)
        if work.run:
            self._store.imports.damage(work.run.id, damage)
        return f"{work.source}@{damage}"

    def _advance(self, piece: _Piece) -> None:
        work = piece.work
        if isinstance(work, BatchWork) and work.run:
            end = work.batch.end
            self._store.imports.advance(work.run.id, end.offset, end.within, piece.counts)

    # what is told of it

    def _told(
        self, find: _Find, outcome: Outcome | Exception | None, counts: Counter[str]
    ) -> Iterator[str]:
        """The lines about a thing, which is counted."""
        where = find.where
        if isinstance(find.result, ItemRows) and self._store.is_ahead(find.seen):
            yield (
                f"{where}: dated {find.seen:%Y-%m-%d}, after this machine's clock: it is kept, and "
                "orders nothing"
            )
        if isinstance(outcome, Exception):
            counts[ImportCount.FAILED] += 1
            name = "" if isinstance(outcome, Refused) else f"{type(outcome).__name__}: "
            yield f"{where}: failed: {name}{outcome}"
        elif outcome is not None:
            counts[outcome] += 1
        elif isinstance(find.result, Refusal):
            yield from _refused(find, find.result, counts)
        elif find.status and find.status.cut:
            counts[ImportCount.CUT_SHORT] += 1
        elif find.revisit is None:
            counts[ImportCount.NOT_ITEMS] += 1


def _refused(find: _Find, refusal: Refusal, counts: Counter[str]) -> Iterator[str]:
    """The line about what gave no record; archives are full of captures that are no items."""
    if find.waits_on:
        counts[ImportCount.WAITING] += 1
        yield f"{find.where}: waiting: {refusal.words}"
        return
    counts[refusal.count] += 1
    if refusal.count is not ImportCount.NOT_ITEMS:
        yield f"{find.where}: {refusal.count}: {refusal.words}"
    elif find.capture is None:
        yield f"{find.where}: not an item: {refusal.words}"


def _settled(result: Result | WorkerError) -> Result:
    if isinstance(result, WorkerError):
        return Refusal(ImportCount.FAILED, f"{result}; please report this page")
    return result


def _of_batch(work: BatchWork, results: Iterator[Result]) -> Iterator[_Find | Damage]:
    run = work.run.id if work.run else None
    file = sources.in_utf8(work.source.name.removesuffix(warc.OPEN))
    source = str(work.source)
    for record in work.batch.records:
        if isinstance(record, Damage):
            yield record
            continue
        is_page = isinstance(record, PageCapture)
        origin = record.origin
        yield _Find(
            f"{source}@{origin.place.offset}",
            origin.time,
            next(results) if is_page else None,
            _found(run, file, record, keys.of_url(origin.url, work.homes.of(origin.url))),
            revisit=record if isinstance(record, Revisit) else None,
            status=record if isinstance(record, StatusCapture) else None,
        )


def _found(
    run: int | None,
    file: str,
    record: PageCapture | StatusCapture | Revisit,
    item: int | None,
) -> FoundCapture:
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
        file=file,
        offset=origin.place.offset,
        length=origin.length,
    )
    return FoundCapture(run, capture, origin.place.within, origin.record, refers, item, is_text)


def _of_page(task: Saved, result: Result) -> _Find:
    where = str(spool.origin_of(task.path))
    seen = datetime.now(UTC)
    if task.data is None:
        try:
            seen = files.saved_at(task.path)
        except OSError as error:  # it is gone since
            words = f"{type(error).__name__}: {error}"
            return _Find(where, seen, Refusal(ImportCount.FAILED, words))
    return _Find(where, seen, result)


def _of_revisit(waiting: Waiting, result: Result) -> _Find:
    where = f"{waiting.url} of {waiting.time:%Y-%m-%d %H:%M:%S}"
    return _Find(where, waiting.time, result, waiting.capture, waiting=waiting)


def _bytes(work: Work) -> int:
    """How many bytes of the plan a piece has done."""
    if isinstance(work, BatchWork):
        return work.batch.end.offset - work.batch.begin.offset
    if isinstance(work, RevisitWork):
        return 0
    return sum(files.size(task.path) for task in work.tasks if task.data is None)

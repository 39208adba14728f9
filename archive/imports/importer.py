"""Sources to rows: parts are read by processes and written here, each part with its progress in one
transaction."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, nullcontext
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from archive import warc
from archive.article import Capture, ReadError
from archive.imports import files, sources
from archive.imports.batches import Batch, ImportFilter, PageCapture, Revisit, StatusCapture, parts
from archive.imports.plan import ImportProgress, Plan
from archive.imports.pool import Readers
from archive.imports.sources import Identity, Source, SourceKind
from archive.imports.tasks import Referred, Refusal, Result, Saved
from archive.ingest import ItemRecord
from archive.store import Refused, Store
from archive.store.imports import File, Gap, Import, Waiting
from archive.store.rows import row_id
from archive.warc.tolerant import Damage, Location

_SAID = {"not items": "not an item", "failed": "failed", "cut short": "cut short"}
_BATCH = 32  # saved pages, and revisits, a transaction
_NOTHING_GIVEN = Saved(Path())
_BROKEN = (OSError, EOFError, zlib.error, zipfile.BadZipFile)


@dataclass(slots=True)
class _PageWork:
    """Some saved pages."""

    tasks: list[Saved]


@dataclass(slots=True)
class _BatchWork:
    """A part of a WARC file."""

    source: Source
    run: Import | None  # None = captures of our own
    part: Batch

    @property
    def tasks(self) -> list[PageCapture]:
        return self.part.tasks


@dataclass(slots=True)
class _RevisitWork:
    """Some revisits whose payload is held."""

    waiting: list[Waiting]
    tasks: list[Referred]


_Work = _PageWork | _BatchWork | _RevisitWork


class Importer:
    """Writes what the sources hold; the only writer.

    `say` is told, one line each, what was skipped and what failed; `watch` how far it has come.
    """

    def __init__(
        self,
        store: Store,
        selection: ImportFilter,
        *,
        workers: int,
        again: bool = False,
        folder: Path | None = None,
        say: Callable[[str], None] = lambda _: None,
        watch: Callable[[ImportProgress], None] = lambda _: None,
    ) -> None:
        self._store, self._selection, self._workers, self._again = store, selection, workers, again
        # of our own captures: their rows are made anew; None = captures of others
        self._folder = folder
        self._say, self._watch = say, watch
        self.counts: Counter[str] = Counter()
        self._files = self._bytes = self._before = 0

    def run(self, plan: Plan, given: Saved = _NOTHING_GIVEN) -> Counter[str]:
        """Import everything; what was counted, by the names of `archive.store.imports.COUNTS` and
        "waiting".

        `given` holds what is known of every saved page.
        """
        with Readers[_Work](self._workers) as readers:
            for work, results in readers.each(self._works(plan.sources, given)):
                self._write(work, results)
            for work, results in readers.each(self._revisits()):
                self._write(work, results)
        with self._store.transaction():
            for number, time in self._store.imports.found_gone():
                self._store.articles.gone(number, seen=time)
        return +self.counts

    # what there is to read

    def _works(self, found: Sequence[Source], given: Saved) -> Iterator[_Work]:
        pages: list[Saved] = []
        for source in found:
            self._files += 1
            if source.form is SourceKind.PAGE:
                pages.append(replace(given, path=source.path))
                if len(pages) == _BATCH:
                    yield _PageWork(pages)
                    pages = []
                continue
            if pages:
                yield _PageWork(pages)
                pages = []
            yield from self._stretches(source)
        if pages:
            yield _PageWork(pages)

    def _stretches(self, source: Source) -> Iterator[_BatchWork]:
        try:
            with closing(sources.open_raw(source)) as raw:
                identity = sources.identify(source, raw)
                run = self._begin(source, identity) if self._folder is None else None
                start = Location(run.done, run.within) if run else Location(0)
                self._bytes += start.offset
                self._before += start.offset
                if run and run.finished and identity.size:
                    self._known(source, run)
                    return
                for part in parts(raw, self._selection, start):
                    if not identity.size:
                        part.records.append(Damage(0, 0, "empty file"))
                        part.counts["damaged"] += 1
                    yield _BatchWork(source, run, part)
        except (ReadError, *_BROKEN) as error:
            words = str(error) if isinstance(error, ReadError) else f"{source}: {error}"
            self._say(f"{words}; the rest of it was not read")
            self.counts["failed"] += 1

    def _begin(self, source: Source, identity: Identity) -> Import:
        asked = "" if self._selection.all_sites else " ".join(sorted(self._selection.sites))
        file = File(source.name, str(source.path.absolute()), **asdict(identity))
        run = self._store.imports.begin(file, asked)
        if self._again or (run.finished and not identity.size):
            self._store.imports.again(run.id)
            run = self._store.imports.begin(file, asked)
        return run

    def _known(self, source: Source, run: Import) -> None:
        self.counts["damaged"] += run.damaged
        damaged = f", {run.damaged} damaged ranges" if run.damaged else ""
        self._say(f"{source}: imported before{damaged}")

    def _revisits(self) -> Iterator[_RevisitWork]:
        after = 0
        while batch := self._store.imports.waiting(after, _BATCH):
            held = [one for one in batch if isinstance(one, Waiting)]
            tasks = {one.capture: task for one in held if (task := self._referred(one))}
            self.counts["waiting"] += len(batch) - len(tasks)
            last = batch[-1]
            after = last.capture if isinstance(last, Waiting) else last
            yield _RevisitWork([one for one in held if one.capture in tasks], list(tasks.values()))

    def _referred(self, waiting: Waiting) -> Referred | None:
        payload = waiting.payload
        if waiting.path is None:
            if self._folder is None:
                return None
            source = Source(_own(self._folder, payload.file), SourceKind.CAPTURES)
        else:
            entry = payload.file.partition(".wacz!")[2] or None
            source = Source(Path(waiting.path), SourceKind.CAPTURES, entry)
        return Referred(
            source, Location(payload.offset, waiting.within), waiting.record, waiting.url
        )

    # what is written

    def _write(self, work: _Work, results: Sequence[Result]) -> None:
        counts: Counter[str] = Counter()
        with self._store.transaction():
            if isinstance(work, _BatchWork):
                self._stretch(work, iter(results), counts)
            elif isinstance(work, _PageWork):
                self._pages(work.tasks, results, counts)
            else:
                self._resolve(work.waiting, results, counts)
        self.counts += counts
        self._watch(ImportProgress(self._files, self._bytes, self._before, self.counts))

    def _stretch(self, work: _BatchWork, results: Iterator[Result], counts: Counter[str]) -> None:
        source, run, part = work.source, work.run, work.part
        counts.update(part.counts)
        for record in part.records:
            if isinstance(record, Damage):
                self._damaged(source, run, record)
                continue
            number = self._captured(source, run, record)
            if isinstance(record, PageCapture):
                where = f"{source}@{record.origin.place.offset}"
                text = record.type == "conversion"
                counts[self._kept(next(results), record.origin.time, number, where, text=text)] += 1
            elif isinstance(record, Revisit):
                self._store.imports.wait(number, record.refers or None, record.url, record.time)
            else:
                counts["cut short" if record.cut else "not items"] += 1
        if run:
            self._store.imports.advance(run.id, part.end.offset, part.end.within, counts)
        self._bytes += part.end.offset - part.begin.offset

    def _damaged(self, source: Source, run: Import | None, damage: Damage) -> None:
        self._say(f"{source}@{damage}")
        if run:
            gap = Gap(damage.offset, damage.length, damage.what, damage.within)
            self._store.imports.damage(run.id, gap)

    def _captured(
        self, source: Source, run: Import | None, record: PageCapture | StatusCapture | Revisit
    ) -> int:
        origin = record.origin
        name = run.file.name if run else source.name.removesuffix(".open")
        capture = Capture(
            origin.url,
            origin.time,
            origin.status,
            origin.digest,
            name,
            origin.place.offset,
            origin.length,
        )
        return self._store.imports.add(
            run.id if run else None,
            capture,
            origin.place.within,
            record=origin.record,
            refers=None if isinstance(record, PageCapture) else record.refers,
            text=isinstance(record, PageCapture) and record.type == "conversion",
        )

    def _kept(
        self, result: Result, seen: datetime, number: int, where: str, *, text: bool = False
    ) -> str:
        """What a page came to, by the name it is counted under."""
        if isinstance(result, Refusal):
            if result.what != "not items":
                self._say(f"{where}: {result.what}: {result.words}")
            return result.what
        try:
            return self._saved(result, seen, number, text=text)
        except Refused as error:
            self._say(f"{where}: failed: {error}")
            return "failed"

    def _pages(
        self, tasks: Sequence[Saved], results: Sequence[Result], counts: Counter[str]
    ) -> None:
        for task, result in zip(tasks, results, strict=True):
            counts["read"] += 1
            counts[self._page(task.path, result)] += 1
            self._bytes += task.path.stat().st_size if task.path.exists() else 0

    def _page(self, path: Path, result: Result) -> str:
        if isinstance(result, Refusal):
            self._say(f"{path}: {_SAID[result.what]}: {result.words}")
            return result.what
        try:
            return self._saved(result, files.saved_at(path), None)
        except (OSError, Refused) as error:
            self._say(f"{path}: failed: {error}")
            return "failed"

    def _resolve(
        self, waiting: Sequence[Waiting], results: Sequence[Result], counts: Counter[str]
    ) -> None:
        for one, result in zip(waiting, results, strict=True):
            if isinstance(result, Refusal) and result.what == "failed":
                self._say(f"{one.url} of {one.time:%Y-%m-%d %H:%M:%S}: waiting: {result.words}")
                counts["waiting"] += 1
                continue
            self._store.imports.resolved(one.capture, one.record)
            counts[self._kept(result, one.time, one.capture, one.url)] += 1

    def _saved(
        self, result: ItemRecord, seen: datetime, number: int | None, *, text: bool = False
    ) -> str:
        article = result.article
        held = self._store.imports.is_from_text(row_id(article))
        if text and held is False:
            return "same"  # a page says more than the text that another program made of it
        with self._store.transaction() if held else nullcontext():
            if held and not text:
                self._store.imports.forget_text(row_id(article))
            return str(self._store.save(article, result.mentions, seen=seen, capture=number))


def _own(folder: Path, name: str) -> Path:
    """One of our own capture files, also while it is being written."""
    return warc.locate(folder, name)

"""The work of an import, piece by piece: each is read by worker processes and written in one
transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from archive import warc
from archive.article import ReadError
from archive.counting import counted
from archive.imports import sources, spool
from archive.imports.batches import Batch, ImportFilter, PageCapture, parts
from archive.imports.plan import ImportLog
from archive.imports.sources import FileIdentity, Source, SourceKind
from archive.imports.tasks import Referred, Saved
from archive.store import Store, is_fatal
from archive.store.imports import File, Import, ImportCount, Waiting
from archive.warc import Damage, Location
from archive.warc.warcinfo import COLLECTION, Homes, homes_of, warcinfo

_SOME = 32  # saved pages, and revisits, in a piece


@dataclass(frozen=True, slots=True)
class PageWork:
    """Some saved pages."""

    tasks: Sequence[Saved]


@dataclass(frozen=True, slots=True)
class BatchWork:
    """A batch of a WARC file."""

    source: Source
    run: Import | None  #: None = captures of our own
    batch: Batch
    homes: Homes = field(
        default_factory=Homes
    )  #: the sites whose captures of our own these are, where that is known

    @property
    def tasks(self) -> Sequence[PageCapture]:
        """The pages in it, in order."""
        return self.batch.tasks


@dataclass(frozen=True, slots=True)
class RevisitWork:
    """Some revisits whose payload is held."""

    waiting: Sequence[Waiting]
    tasks: Sequence[Referred]  #: one for each


Work = PageWork | BatchWork | RevisitWork


class WorkList:
    """Finds what there is to read, and notes in the database which file is being read.

    `own` is the folder of captures of our own, which are read without such a note; None = what
    others made is read.
    """

    def __init__(
        self, store: Store, wanted: ImportFilter, log: ImportLog, *, again: bool, own: Path | None
    ) -> None:
        self._store = store
        self._wanted = wanted
        self._log = log
        self._again = again
        self._own = own

    def of(self, found: Sequence[Source], given: Saved) -> Iterator[Work]:
        """The pieces of these sources, in order; `given` holds what is known of saved pages."""
        pages: list[Saved] = []
        for source in found:
            self._log.begin_file()
            if source.form is SourceKind.UNREAD:
                self._log.fail(source, source.why)
                continue
            is_page = source.form is SourceKind.PAGE
            if is_page:
                pages.append(replace(given, path=source.path))
            if pages and (len(pages) == _SOME or not is_page):
                yield PageWork(pages)
                pages = []
            if not is_page:
                yield from self._batches(source)
        if pages:
            yield PageWork(pages)

    def revisits(self) -> Iterator[RevisitWork]:
        """The waiting revisits whose payload is at hand; the others are counted."""
        after = 0
        while some := self._store.imports.waiting(after, _SOME):
            waiting: list[Waiting] = []
            tasks: list[Referred] = []
            for one in some:
                after = one.capture if isinstance(one, Waiting) else one
                task = self._referred(one) if isinstance(one, Waiting) else None
                if isinstance(one, Waiting) and task:
                    waiting.append(one)
                    tasks.append(task)
                else:
                    self._log.counts[ImportCount.WAITING] += 1
            yield RevisitWork(waiting, tasks)

    def _batches(self, source: Source) -> Iterator[BatchWork]:
        """The batches of a WARC file from where an earlier import has come; whatever goes wrong in
        it, the next file is read."""
        try:
            if self._is_own(source):
                self._log.fail(source, "a capture of this database; 'arsip rebuild' reads those")
                return
            yield from self._unread(source)
        except Exception as error:
            if is_fatal(error):
                raise
            self._log.say(f"{_words(source, error)}; the rest of it was not read")
            self._log.counts[ImportCount.FAILED] += 1

    def _unread(self, source: Source) -> Iterator[BatchWork]:
        with closing(sources.open_raw(source)) as raw:
            identity = sources.identify(source, raw)
            run = None
            start = Location(0)
            homes = Homes()
            if self._own is not None:
                homes = homes_of(source.path)
            else:
                run = self._begin(source, identity)
                start = Location(run.done, run.within)
            self._log.pass_bytes(start.offset, known=True)
            if run and run.finished and identity.size:
                self._say_known(source, run)
                return
            for batch in parts(raw, self._wanted, start):
                if not identity.size:
                    batch.add(Damage(0, 0, "empty file"))
                    batch.counts[ImportCount.DAMAGED] += 1
                yield BatchWork(source, run, batch, homes)

    def _begin(self, source: Source, identity: FileIdentity) -> Import:
        asked = ""
        if not self._wanted.all_sites:
            asked = " ".join(sorted(self._wanted.sites))
        path = str(spool.origin_of(source.path).absolute())
        file = File(sources.in_utf8(source.name), sources.in_utf8(path), **asdict(identity))
        run = self._store.imports.begin(file, asked)
        if self._again or (run.finished and not identity.size):
            self._store.imports.again(run.id)
            run = self._store.imports.begin(file, asked)
        return run

    def _is_own(self, source: Source) -> bool:
        """True for a capture file of this very database."""
        collection = self._store.collection.held_id()
        if self._own is not None or source.entry or collection is None:
            return False
        return warcinfo(source.path).get(COLLECTION) == collection

    def _say_known(self, source: Source, run: Import) -> None:
        self._log.counts[ImportCount.DAMAGED] += run.damaged
        damaged = f", {counted(run.damaged, 'damaged range')}" if run.damaged else ""
        self._log.say(f"{source}: imported before{damaged}")

    def _referred(self, waiting: Waiting) -> Referred | None:
        payload = waiting.payload
        if waiting.path is not None:
            source = sources.noted(waiting.path, payload.file)
        elif self._own is not None:
            source = Source(warc.locate(self._own, payload.file), SourceKind.CAPTURES)
        else:
            return None
        place = Location(payload.offset, waiting.within)
        return Referred(source, place, waiting.record, waiting.url)


def _words(source: Source, error: Exception) -> str:
    if isinstance(error, ReadError):
        return str(error)
    if isinstance(error, OSError):
        return f"{source}: {error.strerror or error}"
    return f"{source}: {type(error).__name__}: {error}"

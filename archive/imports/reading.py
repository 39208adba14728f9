"""The items in WARC files, saved pages and text dumps, one by one, without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.article import Article, ReadError
from archive.imports import files, sources, tasks
from archive.imports.batches import ImportFilter, PageCapture, Revisit, StatusCapture, parts
from archive.imports.sources import Source, SourceKind
from archive.imports.tasks import Refusal, Saved
from archive.ingest import ItemRecord
from archive.sites import SITES
from archive.store import Placed
from archive.store.imports import ImportCount


@dataclass(frozen=True, slots=True)
class SourceItem:
    """What one page says, and where it was found."""

    source: str  #: the file, with the offset of the record: "crawl.warc.gz@1024"
    seen: datetime  #: when it was captured; of a saved file when that was written; aware, UTC
    article: Article
    #: the dates that the text speaks of; () where the date of publication is not known
    mentions: tuple[Placed, ...]


def read_items(
    *paths: str | Path, problem: Callable[[str], None] | None = None
) -> Iterator[SourceItem]:
    """The items of the known sites in WARC and WACZ files, saved pages, text dumps, and folders of
    them, file by file, in the order of each file.

    A capture that repeats another one (a revisit) is not given again. `problem` is called with a
    line about each thing that cannot be read, and about each page that is no item; what stands
    beside it is read.
    """
    say = problem or _ignore
    for source in sources.find(map(Path, paths)):
        try:
            yield from _items(source, say)
        except ReadError as error:
            say(str(error))


def _ignore(_: str) -> None:
    pass


def _items(source: Source, say: Callable[[str], None]) -> Iterator[SourceItem]:
    if source.form is SourceKind.UNREAD:
        say(f"{source}: {source.why}")
        return
    if source.form is SourceKind.PAGE:
        found = tasks.read(Saved(source.path))
        yield from _item(found, str(source), files.saved_at(source.path), say)
        return
    with sources.open_raw(source) as raw:
        for batch in parts(raw, ImportFilter(frozenset(SITES))):
            for record in batch.records:
                if isinstance(record, PageCapture):
                    origin = record.origin
                    place = f"{source}@{origin.place.offset}"
                    yield from _item(tasks.read(record), place, origin.time, say)
                elif not isinstance(record, (StatusCapture, Revisit)):
                    say(f"{source}@{record}")


def _item(
    found: ItemRecord | Refusal, place: str, seen: datetime, say: Callable[[str], None]
) -> Iterator[SourceItem]:
    if isinstance(found, Refusal):
        what = "not an item" if found.count is ImportCount.NOT_ITEMS else str(found.count)
        say(f"{place}: {what}: {found.words}")
    else:
        yield SourceItem(place, seen, found.article, found.mentions)

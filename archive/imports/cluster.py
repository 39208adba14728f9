"""A reader step for datatrove: WARC files in, items of the archive out, for more than one machine.

It needs datatrove (`pip install 'arsip[cluster]'`), which nothing else here imports. datatrove
shares the files out, runs the tasks (local, Slurm, Ray), resumes and writes; docs/cluster.md shows
how.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from datatrove.data import Document
from datatrove.pipeline.readers.base import BaseDiskReader
from datatrove.utils.logging import logger

from archive.article import Article, Mention, iso
from archive.imports import tasks
from archive.imports.batches import ImportFilter, PageCapture, Revisit, parts
from archive.imports.tasks import Refusal
from archive.ingest import to_record
from archive.sites import SITES
from archive.store.imports import ImportCount
from archive.warc import Damage


class ItemReader(BaseDiskReader):
    """Reads the items in WARC files: a Document for each capture of a page that is an item.

    `data_folder`, `paths_file` and `options` are those of datatrove's own readers; `only` names the
    sites that are wanted, all known ones where it is empty. A Document's `id` is its
    WARC-Record-ID, its `text` the body, its `metadata` the record as `arsip extract` shows it, with
    the `capture` that it comes from. What gives no Document is counted by its reason in the
    statistics; damage is logged with file and offset.
    """

    name = "arsip"

    def __init__(
        self,
        data_folder: Any,
        paths_file: Any = None,
        *,
        only: Collection[str] = (),
        glob_pattern: str | None = "**/*.warc*",
        **options: Any,
    ) -> None:
        super().__init__(data_folder, paths_file, glob_pattern=glob_pattern, **options)
        self.selection = ImportFilter(frozenset(only or SITES))

    def read_file(self, filepath: str) -> Iterator[Document]:
        """The items of one file."""
        with self.data_folder.open(filepath, "rb") as file:
            for part in parts(file, self.selection):
                self._count(part.counts)
                for record in part.records:
                    if isinstance(record, PageCapture):
                        yield from self._read(record, filepath)
                    elif isinstance(record, Damage):
                        logger.warning(f"{filepath}@{record}")
                    else:
                        self.stat_update("revisits" if isinstance(record, Revisit) else "no page")

    def _read(self, shown: PageCapture, filepath: str) -> Iterator[Document]:
        """The Document of a capture that is an item; nothing for any other."""
        with self.track_time():
            found = tasks.read(shown)
        if isinstance(found, Refusal):
            self.stat_update(found.count)
            if found.count is ImportCount.FAILED:
                logger.warning(f"{filepath}@{shown.origin.place.offset}: {found.words}")
            return
        metadata = {**to_record(found), "capture": _capture(shown, filepath)}
        yield Document(found.article.text, shown.origin.record, metadata=metadata)

    def _count(self, counts: Counter[str]) -> None:
        for name in (ImportCount.OTHER_HOSTS, ImportCount.NOT_ITEMS, ImportCount.DAMAGED):
            if counts[name]:
                self.stat_update(name, value=counts[name])


def schema() -> Any:
    """The pyarrow schema of these Documents, for datatrove's ParquetWriter, which else guesses from
    the first one."""
    import pyarrow

    text, number = pyarrow.string(), pyarrow.int64()
    mention = [*_fields(Mention), ("block", number), ("first_day", text), ("last_day", text)]
    capture = [
        ("url", text),
        ("time", text),
        ("file", text),
        ("offset", number),
        ("length", number),
    ]
    record = [
        *_fields(Article),
        ("mentions", pyarrow.list_(pyarrow.struct(mention))),
        ("capture", pyarrow.struct(capture)),
    ]
    return pyarrow.schema([("text", text), ("id", text), ("metadata", pyarrow.struct(record))])


def _capture(shown: PageCapture, filepath: str) -> dict[str, Any]:
    origin = shown.origin
    place = {"file": filepath, "offset": origin.place.offset, "length": origin.length}
    return {"url": origin.url, "time": iso(origin.time), **place}


def _fields(kind: type) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, _arrow(hints[field.name])) for field in fields(kind)]


def _arrow(hint: Any) -> Any:
    """The type of a value in a record: as `archive.article.to_json` gives it."""
    import pyarrow

    if isinstance(hint, UnionType):  # X | None
        return _arrow(get_args(hint)[0])
    if get_origin(hint) is tuple:
        return pyarrow.list_(_arrow(get_args(hint)[0]))
    if isinstance(hint, type) and is_dataclass(hint):
        return pyarrow.struct(_fields(hint))
    return pyarrow.int64() if hint is int else pyarrow.string()

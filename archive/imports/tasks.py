"""The tasks of the worker processes: from the bytes of a capture, or a saved page, to what it
says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.article import NotAnItem, Page, ReadError
from archive.imports import files, mhtml, sources
from archive.imports.batches import PageCapture
from archive.imports.sources import Source
from archive.ingest import ItemRecord, of_dump, understand
from archive.store.imports import ImportCount
from archive.store.sightings import ItemRows
from archive.warc import CutShort, Location, Message, MessageError, reader
from archive.warc.packing import UnpackError
from archive.warc.reader import MalformedRecord


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved page or text dump."""

    path: Path  #: on disk; "-" = from a pipe
    url: str = ""  #: as in `Page`
    published: datetime | None = None  #: as in `understand`
    data: bytes | None = None  #: of what came from a pipe; None = the file holds it


@dataclass(frozen=True, slots=True)
class Referred:
    """A revisit, to be read by the record that holds its payload."""

    source: Source  #: of that record
    place: Location  #: of that record
    record: str  #: that record's WARC-Record-ID: another file may lie there now
    url: str  #: of the revisit


@dataclass(frozen=True, slots=True)
class Refusal:
    """The reason why something gave no record."""

    count: ImportCount  #: NOT_ITEMS, CUT_SHORT or FAILED
    words: str


Task = PageCapture | Saved | Referred
Result = ItemRecord | Refusal


def read(task: Task) -> Result:
    """What one page says; whatever goes wrong is a `Refusal`."""
    try:
        return _record(task)
    except NotAnItem as error:
        return Refusal(ImportCount.NOT_ITEMS, str(error))
    except CutShort as error:
        return Refusal(ImportCount.CUT_SHORT, str(error))
    except (ReadError, MessageError) as error:
        return Refusal(ImportCount.FAILED, str(error))
    except MemoryError:
        return Refusal(ImportCount.FAILED, "takes more memory than a page should")
    except Exception as error:  # a fault of this program costs one page
        words = f"{type(error).__name__}: {error}; please report this page"
        return Refusal(ImportCount.FAILED, words)


def read_rows(task: Task) -> ItemRows | Refusal:
    """The same as the rows that are written of it."""
    found = read(task)
    if isinstance(found, Refusal):
        return found
    return ItemRows.of(found.article, found.mentions, found.proof)


def _record(task: Task) -> ItemRecord:
    if isinstance(task, Saved):
        return _saved(task)
    if isinstance(task, PageCapture):
        return _shown(task)
    return _referred(task)


def _saved(task: Saved) -> ItemRecord:
    data = files.load(task.path) if task.data is None else files.unpack(task.data)
    page = mhtml.as_page(data, task.url)
    return understand(page, published=task.published, dump=bool(task.url))


def _shown(task: PageCapture) -> ItemRecord:
    url = task.origin.url
    if task.type == "conversion":
        return of_dump(task.block.decode("utf-8", "replace"), url)
    if task.type == "resource":
        return understand(Page(task.block, url, task.content_type))
    return _response(task.block, url)


def _referred(task: Referred) -> ItemRecord:
    return understand(page(task))


def page(task: Referred) -> Page:
    """The page in the record that a revisit is read by, on the address of the revisit."""
    with sources.open_raw(task.source) as raw:
        try:
            found = reader.at(raw, task.place)
        except (MalformedRecord, UnpackError) as error:
            raise ReadError(f"{task.source}@{task.place.offset}: {error}") from error
    if found.headers.get("warc-record-id", "") != task.record:
        raise ReadError(f"{task.source}@{task.place.offset}: another record than {task.record}")
    if "warc-truncated" in found.headers:
        raise CutShort(f"WARC-Truncated: {found.headers['warc-truncated']}")
    if found.type == "resource":
        return Page(found.block, task.url, found.headers.get("content-type"))
    return _in_response(found.block, task.url)


def _response(block: bytes, url: str) -> ItemRecord:
    return understand(_in_response(block, url))


def _in_response(block: bytes, url: str) -> Page:
    response = Message.parse(block)
    return Page(response.content(), url, response.header("content-type"))

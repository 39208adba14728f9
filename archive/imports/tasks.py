"""What the reading processes do: from the bytes of a capture, or from a saved file, to what it
says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive.article import NotAnItem, Page, ReadError
from archive.imports import files, sources
from archive.imports.batches import PageCapture
from archive.imports.sources import Source
from archive.ingest import ItemRecord, record, understand
from archive.reader import text_dump
from archive.warc import MessageError, content, tolerant
from archive.warc.content import CutShort
from archive.warc.stream import UnpackError
from archive.warc.tolerant import Location, MalformedRecord


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved page or text dump on disk."""

    path: Path
    url: str = ""  #: as in `Page`
    published: datetime | None = None  #: as in `understand`


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something gave no record."""

    what: str  #: "not items", "cut short" or "failed", as they are counted
    words: str


@dataclass(frozen=True, slots=True)
class Referred:
    """A revisit, to be read by the record that holds its payload."""

    source: Source  #: of that record
    place: Location  #: of that record
    record: str  #: that record's WARC-Record-ID: another file may lie there now
    url: str  #: of the revisit


Task = PageCapture | Saved | Referred
Result = ItemRecord | Refusal


def read(task: Task) -> Result:
    """What one page says; whatever goes wrong is a `Refusal`."""
    try:
        if isinstance(task, Saved):
            return _saved(task)
        return _shown(task) if isinstance(task, PageCapture) else _referred(task)
    except NotAnItem as error:
        return Refusal("not items", str(error))
    except CutShort as error:
        return Refusal("cut short", str(error))
    except (ReadError, MessageError) as error:
        return Refusal("failed", str(error))
    except (
        Exception
    ) as error:  # a fault of this program on one page is named, and the others are still read
        return Refusal("failed", f"{type(error).__name__}: {error}; please report this page")


def read_all(tasks: list[Task]) -> list[Result]:
    """What several pages say, in order."""
    return [read(task) for task in tasks]


def _saved(task: Saved) -> ItemRecord:
    return understand(Page(files.load(task.path), task.url), published=task.published)


def _shown(task: PageCapture) -> ItemRecord:
    url = task.origin.url
    if task.type == "conversion":
        return record(text_dump.read(task.block.decode("utf-8", "replace"), url))
    if task.type == "resource":
        return understand(Page(task.block, url, task.content_type))
    return _response(task.block, url)


def _referred(task: Referred) -> ItemRecord:
    with sources.open_raw(task.source) as raw:
        try:
            found = tolerant.at(raw, task.place)
        except (MalformedRecord, UnpackError) as error:
            raise ReadError(f"{task.source}@{task.place.offset}: {error}") from error
    if found.headers.get("warc-record-id", "") != task.record:
        raise ReadError(f"{task.source}@{task.place.offset}: another record than {task.record}")
    if "warc-truncated" in found.headers:
        raise CutShort(f"WARC-Truncated: {found.headers['warc-truncated']}")
    if found.type == "resource":
        return understand(Page(found.block or b"", task.url, found.headers.get("content-type")))
    return _response(found.block or b"", task.url)


def _response(block: bytes, url: str) -> ItemRecord:
    response = content.message(block)
    return understand(Page(content.content(response), url, response.header("content-type")))

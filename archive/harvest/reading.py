"""What the reading processes do: from the bytes of a capture, or from a saved file, to what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from archive import dump, files
from archive.article import NotAnItem, Page, ReadError
from archive.harvest import foreign, payload, sources
from archive.harvest.foreign import Malformed, Place
from archive.harvest.parts import Shown
from archive.harvest.payload import CutShort
from archive.harvest.sources import Source
from archive.harvest.unpacked import Broken
from archive.ingest import Record, record, understand
from archive.warc import MessageError


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
    place: Place  #: of that record
    record: str  #: that record's WARC-Record-ID: another file may lie there now
    url: str  #: of the revisit


Task = Shown | Saved | Referred
Result = Record | Refusal


def read(task: Task) -> Result:
    """What one page says; whatever goes wrong is a `Refusal`."""
    try:
        if isinstance(task, Saved):
            return _saved(task)
        return _shown(task) if isinstance(task, Shown) else _referred(task)
    except NotAnItem as error:
        return Refusal("not items", str(error))
    except CutShort as error:
        return Refusal("cut short", str(error))
    except (ReadError, MessageError) as error:
        return Refusal("failed", str(error))
    except Exception as error:  # a fault of this program on one page is named, and the others are still read
        return Refusal("failed", f"{type(error).__name__}: {error}; please report this page")


def read_all(tasks: list[Task]) -> list[Result]:
    """What several pages say, in order."""
    return [read(task) for task in tasks]


def _saved(task: Saved) -> Record:
    return understand(Page(files.load(task.path), task.url), published=task.published)


def _shown(task: Shown) -> Record:
    url = task.origin.url
    if task.type == "conversion":
        return record(dump.read(task.block.decode("utf-8", "replace"), url))
    if task.type == "resource":
        return understand(Page(task.block, url, task.content_type))
    return _response(task.block, url)


def _referred(task: Referred) -> Record:
    with sources.open_raw(task.source) as raw:
        try:
            found = foreign.at(raw, task.place)
        except (Malformed, Broken) as error:
            raise ReadError(f"{task.source}@{task.place.offset}: {error}") from error
    if found.headers.get("warc-record-id", "") != task.record:
        raise ReadError(f"{task.source}@{task.place.offset}: another record than {task.record}")
    if "warc-truncated" in found.headers:
        raise CutShort(f"WARC-Truncated: {found.headers['warc-truncated']}")
    if found.type == "resource":
        return understand(Page(found.block or b"", task.url, found.headers.get("content-type")))
    return _response(found.block or b"", task.url)


def _response(block: bytes, url: str) -> Record:
    response = payload.message(block)
    return understand(Page(payload.content(response), url, response.header("content-type")))

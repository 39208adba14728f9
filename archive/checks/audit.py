"""Holds every record against another reading of its page: paragraphs that only one of the two has,
bodies that collapsed, languages that do not agree, fields that stopped being filled."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from archive import warc
from archive.article import Page, ReadError
from archive.checks.fill_rates import Fallen, FillCounts, Group
from archive.imports import sources, tasks
from archive.imports.tasks import Referred
from archive.reader import languages, second_opinion
from archive.reader.pangea.witness import witness
from archive.reader.text import ends_without_stop, folded, width
from archive.store import Store
from archive.store.captures import StoredCapture
from archive.store.held_pages import HeldPage
from archive.warc import Location, MessageError, WarcError
from archive.worker_process import WorkerError
from archive.workers import Workers

#: What a finding can be.
ONLY_THERE = "only-there"  # the other reading has paragraphs that the record lacks
ONLY_HERE = "only-here"  # the record has paragraphs that the other reading lacks
COLLAPSED = "collapsed"  # the record has hardly any of the text that the other reading has
LANGUAGE = "language"  # the second opinion takes the text for another language

_PARAGRAPH = 60  # characters: a shorter line is a label as often as text
_SHOWN = 3  # paragraphs of a finding
_SHOWN_CHARACTERS = 200  # of each
_COLLAPSED_TO = 0.25
_COLLAPSED_FROM = 600  # letters
_MOSTLY = 0.8  # of a paragraph's sentences, in letters: the rest can be a caption beside it
_LEAST_HERE = 0.3  # of the record's letters: trafilatura leaves out short blocks now and then
_LANGUAGE_FROM = 300  # letters

_BATCH = 32  # pages that a process is given together
_PATIENCE = 64  # pages that one process reads before a second is worth its start


@dataclass(frozen=True, slots=True)
class Finding:
    """One page on which the two readings differ."""

    what: str  #: one of the above
    id: int
    site: str
    kind: str
    era: str  #: of its markup; "" = of none that is known
    month: str  #: of publication; "" = no date
    url: str
    paragraphs: int  #: how many only one of them has
    texts: tuple[str, ...]  #: the first of them, cut short; the other language, where that is it


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A page that could not be looked at."""

    id: int
    url: str
    why: str


@dataclass(frozen=True, slots=True)
class PageTask:
    """A record and where its page lies."""

    page: HeldPage
    folder: Path  #: of captures of our own


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at one page gave."""

    era: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PageBatch:
    """Pages that lie beside each other."""

    tasks: Sequence[PageTask]


@dataclass(slots=True)
class Audit:
    """What an audit has counted; filled while `findings` is read."""

    pages: int = 0
    unread: int = 0
    differing: Counter[str] = field(default_factory=Counter)  #: pages by what was found
    fills: FillCounts = field(default_factory=FillCounts)

    def fallen(self) -> list[Fallen]:
        """The fields that stopped being filled."""
        return self.fills.fallen()


def findings(
    store: Store,
    folder: Path,
    audit: Audit,
    *,
    sample: int | None = None,
    workers: int = 1,
    watch: Callable[[int], None] = lambda _: None,
) -> Iterator[Finding | UnreadPage]:
    """The pages whose two readings differ, and those that could not be read, as they are found; what is
    counted goes into `audit`."""
    work = (PageTask(page, folder) for page in store.pages.each(sample))
    with Workers(
        look,
        workers,
        patience=_PATIENCE,
        preload=["archive.checks.audit", "trafilatura"],
        fork=True,
    ) as pool:
        for batch, results in pool.each(_batches(work)):
            for task, result in zip(batch.tasks, results, strict=True):
                yield from _taken(task.page, result, audit)
            watch(audit.pages)


def _batches(work: Iterable[PageTask]) -> Iterator[PageBatch]:
    waiting = iter(work)
    while some := list(islice(waiting, _BATCH)):
        yield PageBatch(some)


def _taken(
    page: HeldPage, result: Looked | UnreadPage | WorkerError, audit: Audit
) -> Iterator[Finding | UnreadPage]:
    audit.pages += 1
    if isinstance(result, WorkerError):
        result = UnreadPage(page.id, page.url, str(result))
    if isinstance(result, UnreadPage):
        audit.unread += 1
        yield result
        return
    audit.fills.add(Group(page.site, page.kind, result.era, page.month), page.filled)
    for finding in result.findings:
        audit.differing[finding.what] += 1
        yield finding


def look(task: PageTask) -> Looked | UnreadPage:
    """What the other reading of a page has that its record has not, and the other way round."""
    page = task.page
    try:
        seen = witness(_page(page.place, task.folder))
    except (ReadError, MessageError, WarcError, OSError) as error:
        return UnreadPage(page.id, page.url, str(error))
    return Looked(seen.era, tuple(_findings(page, seen.era, seen.paragraphs)))


def _page(place: StoredCapture, folder: Path) -> Page:
    capture = place.capture
    if place.path is None:
        return warc.page(warc.read(folder, capture), capture)
    source = sources.noted(place.path, capture.file)
    where = Location(capture.offset, place.within)
    return tasks.page(Referred(source, where, place.record, capture.url))


def _findings(page: HeldPage, era: str, paragraphs: Sequence[str]) -> Iterator[Finding]:
    def finding(what: str, count: int, texts: Sequence[str]) -> Finding:
        shown = tuple(text[:_SHOWN_CHARACTERS] for text in texts[:_SHOWN])
        return Finding(what, page.id, page.site, page.kind, era, page.month, page.url, count, shown)

    paragraphs = [paragraph for paragraph in paragraphs if _is_running(paragraph)]
    missing = lacking(paragraphs, f"{page.body}\n{page.others}")
    if missing:
        yield finding(ONLY_THERE, len(missing), missing)
    blocks = page.body.split("\n\n")
    alone = lacking(blocks, "\n".join(paragraphs))
    here = len(folded(page.body))
    there = len(folded("".join(paragraphs)))
    tells = there > 0 or here >= _COLLAPSED_FROM  # of a short text trafilatura often finds nothing
    if tells and len(folded("".join(alone))) > _LEAST_HERE * here:
        yield finding(ONLY_HERE, len(alone), alone)
    if there >= _COLLAPSED_FROM and here <= _COLLAPSED_TO * there:
        yield finding(COLLAPSED, len(missing), missing)
    if here >= _LANGUAGE_FROM and page.language:
        other = second_opinion.language(page.body)
        if other and other != page.language and not languages.are_related(other, page.language):
            yield finding(LANGUAGE, len(blocks), [other])


def lacking(paragraphs: Sequence[str], text: str) -> list[str]:
    """The paragraphs of running text that a text does not hold, whatever its paragraphs, spaces and
    signs are."""
    held = folded(text)
    return [
        paragraph
        for paragraph in paragraphs
        if width(paragraph) >= _PARAGRAPH and not _is_held(paragraph, held)
    ]


# Also what stands before a dash or a colon: a dateline, who speaks.
_SENTENCE = re.compile(r"[^.!?…。！？۔။።։—–:]+")
_STOP = re.compile(r"[.!?…。！？۔။።։](?=\W|$)")
_LONGEST = 400  # characters of a sentence: menus and lists of links go on without a stop


def _is_running(paragraph: str) -> bool:
    """True for text that is made of sentences, as far as its script shows it."""
    if ends_without_stop(paragraph):
        return True
    return len(_STOP.findall(paragraph)) * _LONGEST >= width(paragraph)


def _is_held(paragraph: str, held: str) -> bool:
    whole = folded(paragraph)
    if whole in held:
        return True
    sentences = [folded(sentence) for sentence in _SENTENCE.findall(paragraph)]
    found = sum(len(sentence) for sentence in sentences if sentence in held)
    return found >= _MOSTLY * len(whole)

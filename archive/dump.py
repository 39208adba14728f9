"""A crude text dump of a page (a line an element, as in Common Crawl's WET records) to an `Article`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from archive import rights, sites, urls, words
from archive.article import Article, Block, BlockKind, Image, Initials, Kind, NotAnItem
from archive.encoding import mend
from archive.text import clean, split_credit, split_dateline, split_initials


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of a dump that is no part of the record."""

    line: int  #: number in the dump, from 1
    text: str
    reason: str


@dataclass(slots=True)
class _Sorted:
    """The lines of a dump by what they are."""

    title: str = ""
    captions: list[tuple[str, int]] = field(default_factory=list)  # with the number of paragraphs before
    paragraphs: list[str] = field(default_factory=list)
    initials: tuple[Initials, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)


def read(text: str, url: str = "", *, published: datetime | None = None) -> Article:
    """The item that a dump shows; `url` and `published` (aware) as the caller knows them, for a dump tells neither.

    Its site and language come from the address, else from labels of the frame that only one site has. Raises
    `NotAnItem` where the dump holds no running text.
    """
    found = _sort(text)
    if not found.paragraphs:
        raise NotAnItem("section", "a dump without running text")
    site = sites.of(url) if url else _site_by_labels(text)
    place, first = split_dateline(found.paragraphs[0])
    whose, reason = rights.of_text((), found.paragraphs, site)
    number = urls.item_id(url) if url else None
    return Article(
        id=number,
        kind=Kind.ARTICLE,
        site=site.name,
        url=urls.canonical(url),
        title=found.title or first[:120],
        initials=found.initials,
        dateline=place,
        published=published,
        published_source="given" if published else None,
        language=site.language,
        body=tuple(Block(_kind(paragraph), paragraph) for paragraph in [first, *found.paragraphs[1:]]),
        images=tuple(_image(caption, position) for caption, position in found.captions),
        rights=whose,
        rights_reason=reason,
        diagnostics=() if found.title else ("title-missing: the first words of the text stand for it",),
    )


def dropped(text: str) -> list[Dropped]:
    """The lines of a dump that `read` leaves out, in order, each with its reason."""
    return sorted(_sort(text).dropped, key=lambda drop: drop.line)


def _site_by_labels(text: str) -> sites.Site:
    name = next((site for label, site in words.SITE_LABELS.items() if label in text), None)
    return sites.SITES[name] if name else sites.of("")


def _image(caption: str, position: int) -> Image:
    text, credit = split_credit(caption)
    return Image("", "", text or None, credit, position, *rights.of_picture(credit))


def _kind(paragraph: str) -> BlockKind:
    return BlockKind.PARAGRAPH if _is_sentence(paragraph) or len(paragraph) > 100 else BlockKind.SUBHEAD


_ENDS = (".", "!", "?", "…", '"', "”", "’", "'", ")", ":", ";")
_LONG = 60  # characters: from here on a sentence is running text, not a menu entry or a caption of the frame
_DATE_LINE = re.compile(
    r"(?:\w+,\s*)?\d{1,2}\s+\w{3,9}\s+\d{4}(?:[\s,]+\d{1,2}[:.]\d{2}.*)?|\w{3,9}\s+\d{1,2},\s+\d{4}.*"
)


def _is_sentence(line: str) -> bool:
    return line.endswith(_ENDS)


def _is_running(line: str) -> bool:
    return len(line) >= _LONG and _is_sentence(line)


def _sort(text: str) -> _Sorted:
    lines = [(number, clean(line)) for number, line in enumerate(mend(text).splitlines(), 1)]
    found = _Sorted()
    kept = list(_without_frame([(number, line) for number, line in lines if line], found))
    kept = _until_the_end(kept, found)
    begin, title_at = _beginning([line for _, line in kept])
    if begin is None:
        found.dropped += [Dropped(number, line, "no running text") for number, line in kept]
        return found
    texts = [line for _, line in kept]
    found.title = texts[title_at] if title_at is not None else ""
    for index, (number, line) in enumerate(kept):
        if index == title_at:
            continue
        if reason := _reason(texts, index, begin, found.title):
            found.dropped.append(Dropped(number, line, reason))
        elif _doubled(texts, index):
            found.captions.append((line, len(found.paragraphs)))
        else:
            found.paragraphs.append(line)
    return found


def _without_frame(lines: list[tuple[int, str]], found: _Sorted) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        if words.is_frame(line):
            found.dropped.append(Dropped(number, line, "frame"))
        elif words.READ_ALSO.match(line) and (len(line) < 30 or ":" in line[:30]):
            found.dropped.append(Dropped(number, line, "leads to another story"))
        elif words.DOWNLOAD.search(line) and len(line) < 40:
            found.dropped.append(Dropped(number, line, "download"))
        else:
            yield number, line


def _until_the_end(lines: list[tuple[int, str]], found: _Sorted) -> list[tuple[int, str]]:
    """Lines up to the closing initials, else up to the last line of running text."""
    end = 0
    for index, (number, line) in enumerate(lines):
        rest, initials = split_initials(line)
        if initials:
            found.initials = initials
            lines[index] = (number, rest)
            end = index + 1 if rest else index
            break
        if _is_running(line) or (end == index and index and _is_sentence(line)):
            end = index + 1
    found.dropped += [Dropped(number, line, "after the end of the text") for number, line in lines[end:] if line]
    return lines[:end]


def _beginning(lines: list[str]) -> tuple[int | None, int | None]:
    """Where the running text begins, and which line before it is the title."""
    counts = Counter(lines)
    begin = next((i for i, line in enumerate(lines) if _is_running(line) and not _doubled(lines, i)), None)
    if begin is None:
        return None, None
    candidates = [i for i in range(begin) if _could_be_title(lines[i]) and not _doubled(lines, i)]
    again = [i for i in candidates if counts[lines[i]] > 1]
    return begin, next(iter(again or candidates), None)


def _could_be_title(line: str) -> bool:
    return (
        len(line) >= 15 and len(line.split()) >= 3 and not line.endswith((".", ":")) and not _DATE_LINE.fullmatch(line)
    )


def _doubled(lines: list[str], index: int) -> bool:
    """Whether the line stands twice in a row: a caption, once as `alt` and once as itself."""
    line = lines[index]
    return line == (lines[index - 1] if index else "") or line in lines[index + 1 : index + 2]


def _reason(lines: list[str], index: int, begin: int, title: str) -> str | None:
    """Why a line is left out; None = it is a caption or a paragraph."""
    line = lines[index]
    if line == title:
        return "title again"
    if index and lines[index - 1] == line:
        return "caption again"
    return "before the text" if index < begin and not _doubled(lines, index) else None

"""A crude text dump of a page (one line per element, as in Common Crawl's WET records) to an
`Article`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from archive import keys, sites, urls
from archive.article import Article, Block, BlockKind, Image, Initials, Kind, NotAnItem
from archive.reader import dump_frame, edges, languages, lexicon, rights
from archive.reader.dump_line import DumpLine, goes_on, is_sentence
from archive.reader.dump_title import beginning
from archive.reader.edges import Trimmed
from archive.reader.encoding import mend
from archive.reader.invitations import READ_ALSO
from archive.reader.text import clean, split_credit, split_initials, width


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line of a dump that is no part of the record."""

    line: int  #: number in the dump, from 1
    text: str
    reason: str


@dataclass(slots=True)
class _Sorted:
    """The lines of a dump, sorted by what they are."""

    title: str = ""
    # with the number of paragraphs before
    captions: list[tuple[str, int]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)  # of the lines of the paragraphs
    byline: tuple[str, ...] = ()
    initials: tuple[Initials, ...] = ()
    dropped: list[Dropped] = field(default_factory=list)


def read(text: str, url: str = "", *, published: datetime | None = None) -> Article:
    """The item that a dump shows; `url` and `published` (aware) as the caller knows them, for a
    dump tells neither.

    Its site and language come from the address, else from labels of the frame that only one site
    has. Raises `NotAnItem` where the dump holds no running text.
    """
    if what := _no_text(text):
        raise NotAnItem("unreadable", what)
    found = _sort(text)
    if not found.paragraphs:
        raise NotAnItem("section", "a dump without running text")
    if url:
        site = sites.of(url)
    else:
        site = _site_by_labels(text)
    trimmed = _trimmed(found)
    byline = found.byline or trimmed.byline
    whose, reason = rights.of_text(byline, trimmed, site)
    diagnostics = []
    if not found.title:
        diagnostics.append("title-missing: the first words of the text stand for it")
    language, passages, language_odd = languages.of_body(trimmed.blocks, site.language)
    return Article(
        id=keys.of_url(url),
        kind=Kind.ARTICLE,
        site=site.name,
        url=urls.canonical(url),
        title=found.title or trimmed.blocks[0].text[:120],
        byline=byline,
        initials=found.initials,
        dateline=trimmed.dateline,
        published=published,
        published_source="given" if published else None,
        language=language,
        body=trimmed.blocks,
        images=tuple(_image(caption, position) for caption, position in found.captions),
        passages=passages,
        rights=whose,
        rights_reason=reason,
        diagnostics=tuple(diagnostics + language_odd),
    )


def shows_frame(text: str) -> bool:
    """True where a text proves by itself that it is a dump: it holds lines that only the frame of
    one of the platform's pages has."""
    ends = (text[:_BEGINNING], text[_BEGINNING:][-_END:])
    return lexicon.shows_frame(clean(line) for end in ends for line in end.splitlines())


_BEGINNING, _END = 100_000, 5_000  # characters of a text in which its frame must show


def dropped(text: str) -> list[Dropped]:
    """The lines of a dump that no text of the record holds, in order, each with its reason."""
    found = _sort(text)
    lines = [*found.dropped, *_edges_of(found)]
    return sorted(lines, key=lambda drop: drop.line)


def _trimmed(found: _Sorted) -> Trimmed:
    """The paragraphs without bylines, datelines, credit lines and initials."""
    return edges.trim([Block(_kind(paragraph), paragraph) for paragraph in found.paragraphs])


def _edges_of(found: _Sorted) -> Iterator[Dropped]:
    """The lines that are no part of the body because they say who wrote it, or where."""
    trimmed = _trimmed(found)
    kept = set(trimmed.kept)
    for at, paragraph in enumerate(found.paragraphs):
        if at in kept:
            continue
        reason = "credit line" if paragraph in trimmed.credits else "byline, dateline or initials"
        yield Dropped(found.numbers[at], paragraph, reason)


def _no_text(text: str) -> str | None:
    """The reason why this cannot be a text dump; None = it can."""
    if "\0" in text:
        return "holds NUL, so it is no text"
    odd = sum(text.count(sign) for sign in _BINARY)
    if odd > 10 and odd > len(text) / 100:
        return "holds control characters, so it is no text"
    if text.lstrip()[:1] in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            return None
        return "is JSON, not text"
    return None


_BINARY = "".join(map(chr, [*range(1, 9), *range(14, 27), 0x7F, 0xFFFD]))


def _site_by_labels(text: str) -> sites.Site:
    for label, name in lexicon.SITE_LABELS.items():
        if label in text:
            return sites.SITES[name]
    return sites.of("")


def _image(caption: str, position: int) -> Image:
    text, credit = split_credit(caption)
    return Image("", "", text or None, credit, position, *rights.of_picture(credit))


def _kind(paragraph: str) -> BlockKind:
    if is_sentence(paragraph) or width(paragraph) > 100:
        return BlockKind.PARAGRAPH
    return BlockKind.SUBHEAD


def _sort(text: str) -> _Sorted:
    cleaned = ((number, clean(line)) for number, line in enumerate(mend(text).splitlines(), 1))
    found = _Sorted()
    lines = list(_without_frame([(number, line) for number, line in cleaned if line], found))
    lines = _until_the_end(lines, found)
    title_at, begin = beginning(lines)
    if title_at is not None:
        found.title = lines[title_at].text
    before: DumpLine | None = None
    for index, line in enumerate(lines):
        early = begin is None or index < begin
        if index != title_at:
            _place(line, before, found, early=early)
        before = line
    return found


def _place(line: DumpLine, before: DumpLine | None, found: _Sorted, *, early: bool) -> None:
    """Puts a line other than the title where it belongs."""
    reason = _reason(line, before, found.title, early=early)
    if reason:
        found.dropped.append(Dropped(line.number, line.text, reason))
        found.byline = found.byline or edges.names_in(line.text)
    elif line.is_caption:
        found.captions.append((line.text, len(found.paragraphs)))
    else:
        found.paragraphs.append(line.text)
        found.numbers.append(line.number)


def _without_frame(lines: list[tuple[int, str]], found: _Sorted) -> Iterator[DumpLine]:
    frame = dump_frame.marked([line for _, line in lines])
    elsewhere = False  # the line before leads to another story, whose title can follow it
    for index, (number, line) in enumerate(lines):
        if frame[index]:
            elsewhere = False
            found.dropped.append(Dropped(number, line, "frame"))
        elif _leads_elsewhere(line) or (elsewhere and not is_sentence(line)):
            elsewhere = len(line) < 30
            found.dropped.append(Dropped(number, line, "leads to another story"))
        else:
            elsewhere = False
            beside = [at for at in (index - 1, index + 1) if 0 <= at < len(lines)]
            yield DumpLine(
                number,
                line,
                doubled=_is_doubled(index, lines),
                beside_frame=any(frame[at] for at in beside),
            )


def _is_doubled(index: int, lines: list[tuple[int, str]]) -> bool:
    """True for a line that stands twice in a row; of three the first, where it stands apart, is the
    title, whose words are those of the caption."""
    number, line = lines[index]
    if index > 0 and lines[index - 1][1] == line:
        return True
    following = [later for later, text in lines[index + 1 : index + 3] if text == line]
    if not following or lines[index + 1][1] != line:
        return False
    apart = following[0] - number > 1
    return not (apart and len(following) == 2)


def _leads_elsewhere(line: str) -> bool:
    return READ_ALSO.match(line) is not None and (len(line) < 30 or ":" in line[:30])


def _until_the_end(lines: list[DumpLine], found: _Sorted) -> list[DumpLine]:
    """Lines up to the closing initials, else up to the last line of running text and the sentences
    that follow it."""
    end = 0
    for index, line in enumerate(lines):
        rest, found.initials = split_initials(line.text)
        if found.initials:
            lines[index] = replace(line, text=rest)
            end = index
            if rest:
                end += 1
            break
        follows = end == index > 0
        if line.is_running or (follows and goes_on(line)):
            end = index + 1
    for line in lines[end:]:
        if line.text:
            found.dropped.append(Dropped(line.number, line.text, "after the end of the text"))
    return lines[:end]


def _reason(line: DumpLine, before: DumpLine | None, title: str, *, early: bool) -> str | None:
    """The reason why a line other than the title is left out; None = it is a caption or a
    paragraph."""
    if line.text == title and not line.doubled:
        return "title again"
    if line.is_caption:
        again = before is not None and before.doubled and before.text == line.text
        return "caption again" if again else None
    if early:
        return "before the text"
    if line.beside_frame and not goes_on(line):
        return "beside words of the frame"
    return None

"""A crude text dump of a page (one line per element, as in Common Crawl's WET records) to an
`Article`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from archive import sites, urls
from archive.article import Article, Block, BlockKind, Image, Initials, Kind, NotAnItem
from archive.reader import edges, lexicon, rights
from archive.reader.encoding import mend
from archive.reader.text import ENDS, clean, split_credit, split_initials


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
    trimmed = edges.trim([Block(_kind(paragraph), paragraph) for paragraph in found.paragraphs])
    byline = found.byline or trimmed.byline
    whose, reason = rights.of_text(byline, trimmed, site)
    diagnostics = []
    if not found.title:
        diagnostics.append("title-missing: the first words of the text stand for it")
    return Article(
        id=urls.item_id(url),
        kind=Kind.ARTICLE,
        site=site.name,
        url=urls.canonical(url),
        title=found.title or trimmed.blocks[0].text[:120],
        byline=byline,
        initials=found.initials,
        dateline=trimmed.dateline,
        published=published,
        published_source="given" if published else None,
        language=site.language,
        body=trimmed.blocks,
        images=tuple(_image(caption, position) for caption, position in found.captions),
        rights=whose,
        rights_reason=reason,
        diagnostics=tuple(diagnostics),
    )


def shows_frame(text: str) -> bool:
    """True where a text proves by itself that it is a dump: it holds lines that only the frame of
    one of the platform's pages has."""
    ends = (text[:_BEGINNING], text[_BEGINNING:][-_END:])
    return lexicon.shows_frame(clean(line) for end in ends for line in end.splitlines())


_BEGINNING, _END = 100_000, 5_000  # characters of a text in which its frame must show


def dropped(text: str) -> list[Dropped]:
    """The lines of a dump that `read` leaves out, in order, each with its reason."""
    return sorted(_sort(text).dropped, key=lambda drop: drop.line)


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
    if _is_sentence(paragraph) or len(paragraph) > 100:
        return BlockKind.PARAGRAPH
    return BlockKind.SUBHEAD


_ENDS = (*ENDS, ":", ";", "：", "；", "؛")
#: Signs of scripts that put no spaces between words, and of Thai and its neighbours, which end no
#: sentence with a sign either.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WITHOUT_STOPS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]$")
_PHOTO = re.compile(r"[(\[]\s*(?:foto|photo)\s*[:/][^()\[\]]{1,80}[)\]][\s.]*$", re.IGNORECASE)
_LONG = 60  # characters: from here on a sentence is running text, not a menu entry or a label
_DATE_LINE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}.*|"
    r"(?:\w+,\s*)?\d{1,2}\s+\w{3,9}\s+\d{4}(?:[\s,]+\d{1,2}[:.]\d{2}.*)?|\w{3,9}\s+\d{1,2},\s+\d{4}.*"
)


_OPEN_END = 120  # characters: such a line is running text also where its last sign was left out


def _is_sentence(line: str) -> bool:
    if line.endswith(_ENDS):
        return True
    return len(line) >= _LONG and _WITHOUT_STOPS.search(line) is not None


def _goes_on(line: _DumpLine) -> bool:
    """True for a line that is running text where it follows such."""
    if _is_sentence(line.text):
        return True
    return _width(line.text) >= _OPEN_END and not line.is_caption


def _width(line: str) -> int:
    """How long a line is in letters of a script with spaces: a Chinese sign says as much as three."""
    return len(line) + 2 * len(_UNSPACED.findall(line))


@dataclass(frozen=True, slots=True)
class _DumpLine:
    """A line that may belong to the record."""

    number: int
    text: str
    doubled: bool  # it stands twice in a row: a caption, once as `alt` and once as itself
    beside_frame: bool  # the line before or after it is of the frame

    @property
    def is_caption(self) -> bool:
        return self.doubled or _PHOTO.search(self.text) is not None

    @property
    def is_running(self) -> bool:
        return _width(self.text) >= _LONG and _is_sentence(self.text) and not self.is_caption


def _sort(text: str) -> _Sorted:
    cleaned = ((number, clean(line)) for number, line in enumerate(mend(text).splitlines(), 1))
    found = _Sorted()
    lines = list(_without_frame([(number, line) for number, line in cleaned if line], found))
    lines = _until_the_end(lines, found)
    title_at, begin = _beginning(lines)
    if title_at is not None:
        found.title = lines[title_at].text
    before: _DumpLine | None = None
    for index, line in enumerate(lines):
        early = begin is None or index < begin
        if index != title_at:
            _place(line, before, found, early=early)
        before = line
    return found


def _place(line: _DumpLine, before: _DumpLine | None, found: _Sorted, *, early: bool) -> None:
    """Puts a line other than the title where it belongs."""
    reason = _reason(line, before, found.title, early=early)
    if reason:
        found.dropped.append(Dropped(line.number, line.text, reason))
        found.byline = found.byline or edges.names_in(line.text)
    elif line.is_caption:
        found.captions.append((line.text, len(found.paragraphs)))
    else:
        found.paragraphs.append(line.text)


def _without_frame(lines: list[tuple[int, str]], found: _Sorted) -> Iterator[_DumpLine]:
    frame = [lexicon.is_frame_of_dump(line) for _, line in lines]
    elsewhere = False  # the line before leads to another story, whose title can follow it
    for index, (number, line) in enumerate(lines):
        if frame[index]:
            elsewhere = False
            found.dropped.append(Dropped(number, line, "frame"))
        elif _leads_elsewhere(line) or (elsewhere and not _is_sentence(line)):
            elsewhere = len(line) < 30
            found.dropped.append(Dropped(number, line, "leads to another story"))
        else:
            elsewhere = False
            beside = [at for at in (index - 1, index + 1) if 0 <= at < len(lines)]
            yield _DumpLine(
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
    return lexicon.READ_ALSO.match(line) is not None and (len(line) < 30 or ":" in line[:30])


def _until_the_end(lines: list[_DumpLine], found: _Sorted) -> list[_DumpLine]:
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
        goes_on = _is_sentence(line.text) or (
            _width(line.text) >= _OPEN_END and not line.is_caption
        )
        if line.is_running or (follows and goes_on):
            end = index + 1
    for line in lines[end:]:
        if line.text:
            found.dropped.append(Dropped(line.number, line.text, "after the end of the text"))
    return lines[:end]


def _beginning(lines: list[_DumpLine]) -> tuple[int | None, int | None]:
    """Where the title stands, and where running text begins (None = there is none).

    A title that stands again further down is the page's heading: menus lie between the two.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if _could_be_title(line.text):
            places.setdefault(line.text, []).append(index)
    heading: list[int] = []
    for at in places.values():
        if not heading and len(at) > 1 and _apart(at, lines):
            heading = at
    after = heading[1] if heading else 0
    running = [index for index in range(after, len(lines)) if lines[index].is_running]
    if not running:
        return None, None
    begin = running[0]
    if heading:
        return heading[0], begin
    if len(running) > 1 and _asks(lines[begin]) and all(at[0] >= begin for at in places.values()):
        return begin, running[1]
    return _title_before(begin, lines, places), begin


def _asks(line: _DumpLine) -> bool:
    """True for one question alone, which where nothing could be a title before it is the title."""
    return (
        line.text.endswith(("?", "؟", "？"))
        and len(line.text) <= 150
        and _could_be_title(line.text)
    )


def _title_before(begin: int, lines: list[_DumpLine], places: dict[str, list[int]]) -> int | None:
    """Where the title stands that does not stand again; None = nowhere."""
    for at in places.values():
        if at[0] < begin and not lines[at[0]].doubled:
            return at[0]
    # a short title, where nothing else stands before the text
    rest = [
        at
        for at in range(begin)
        if not lines[at].is_caption and not _names_no_title(lines[at].text)
    ]
    return rest[0] if len(rest) == 1 else None


def _apart(at: list[int], lines: list[_DumpLine]) -> bool:
    return lines[at[1]].number - lines[at[0]].number > 1 and not lines[at[0]].doubled


def _could_be_title(line: str) -> bool:
    return (
        len(line) >= 15
        and len(line.split()) >= 3
        and not line.endswith((".", ":"))
        and not _names_no_title(line)
    )


def _names_no_title(line: str) -> bool:
    if _DATE_LINE.fullmatch(line) or _PHOTO.search(line):
        return True
    return edges.names_in(line) != ()


def _reason(line: _DumpLine, before: _DumpLine | None, title: str, *, early: bool) -> str | None:
    """The reason why a line other than the title is left out; None = it is a caption or a
    paragraph."""
    if line.text == title and not line.doubled:
        return "title again"
    if line.is_caption:
        again = before is not None and before.doubled and before.text == line.text
        return "caption again" if again else None
    if early:
        return "before the text"
    if line.beside_frame and not _goes_on(line):
        return "beside words of the frame"
    return None

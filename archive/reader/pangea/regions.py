"""The regions of a page: its elements as far as they hold text, without what only wraps, each with what
stands in it beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from archive.reader import lexicon
from archive.reader.pangea import noise
from archive.reader.text import clean, ends_sentence, ends_without_stop, width

_BLOCKS = frozenset(
    """
    p div section article main center pre address header details summary fieldset body html
    ul ol li dl dt dd table tbody thead tfoot tr td th caption blockquote h2 h3 h4 h5 h6
    """.split()
)
_FIELDS = frozenset(["input", "button", "select", "textarea"])
_PLAYERS = frozenset(
    "audio video iframe object embed amp-audio amp-video amp-iframe amp-youtube".split()
)
_DEEPEST = 200  # levels of elements; what lies deeper is only words
_MOST = 20_000  # elements that are looked at: a real page has some 700 to 3,000


@dataclass(frozen=True, slots=True)
class InlineText:
    """Inline text between two blocks."""

    text: str
    linked: int  #: characters of it that stand in links
    order: int  #: place among those of the page
    is_linked: bool  #: most of it leads elsewhere
    is_running: bool  #: it is told: a sentence, or a long line; no label, no link


def _inline(text: str, linked: int, order: int) -> InlineText:
    is_linked = linked * 4 > len(text) * 3
    return InlineText(text, linked, order, is_linked, not is_linked and _is_running(text))


def _is_running(text: str) -> bool:
    if width(text) < _SHORT or lexicon.is_frame(text):
        return False
    return _is_told(text) or _is_told(_CREDIT.sub("", text)) or width(text) >= _LONG


_CREDIT = re.compile(r"\s*[\[(][^\[\]()]{1,20}[\])][\s.]*$")  # "[rd/jm]", "(AP)"
_SHORT = 10  # letters: a line as short as that is a label, whatever it ends in
_LONG = 60  # letters: a line so long is told even without a full stop


def _is_told(text: str) -> bool:
    """True where a text ends as a sentence or a quotation does."""
    return ends_sentence(text) or text.endswith(_QUOTES) or ends_without_stop(text)


_QUOTES = ('"', "”", "»", "」", "』")


@dataclass(slots=True, eq=False)
class Region:
    """An element that holds text, or several parts that do."""

    element: _Element
    parts: list[InlineText | Region] = field(default_factory=list)
    wrappers: list[tuple[str, str]] = field(default_factory=list)  #: tags and classes around it
    #: what stands in it and in none of its regions: alternative texts of pictures
    pictures: list[str] = field(default_factory=list)
    fields: int = 0  #: likewise: fields and buttons
    players: int = 0
    times: int = 0
    hrefs: list[str] = field(default_factory=list)  #: of the links in its own runs

    @property
    def signature(self) -> tuple[str, str]:
        """Its tag and classes: what elements of one kind have in common."""
        return str(self.element.tag), self.element.get("class") or ""

    @property
    def regions(self) -> list[Region]:
        """Those of its parts that are regions."""
        return [part for part in self.parts if isinstance(part, Region)]

    @property
    def leaf(self) -> InlineText | None:
        """Its text, where that is all that it holds."""
        if len(self.parts) == 1 and isinstance(self.parts[0], InlineText):
            return self.parts[0]
        return None

    def runs(self) -> Iterator[InlineText]:
        """All text in it, in order."""
        for part in self.parts:
            if isinstance(part, InlineText):
                yield part
            else:
                yield from part.runs()

    def all(self) -> Iterator[Region]:
        """It and all regions in it, in order."""
        yield self
        for part in self.parts:
            if isinstance(part, Region):
                yield from part.all()


@dataclass(slots=True)
class Survey:
    """The regions of a page."""

    top: Region
    titles: list[tuple[_Element, str, int]]  #: each h1, its text, and how many runs stand before it


def survey(root: _Element) -> Survey:
    """The regions of an element; those of the frame, as far as it is known, are left out."""
    surveyor = _Surveyor(root)
    surveyor.inside(root, linked=False, depth=0)
    surveyor.end_run()
    return Survey(surveyor.here, surveyor.titles)


class _Surveyor:
    """Goes through elements once, in document order."""

    def __init__(self, root: _Element) -> None:
        self.here = Region(root)
        self.titles: list[tuple[_Element, str, int]] = []
        self._count = 0  # runs so far
        self._seen = 0  # elements so far
        self._words: list[str] = []  # of the run in hand
        self._linked = 0

    def inside(self, element: _Element, *, linked: bool, depth: int) -> None:
        self._seen += 1
        if self._seen > _MOST:
            return
        if depth >= _DEEPEST:
            self._add(" ".join(map(str, element.itertext())), linked=linked)
            return
        self._add(element.text, linked=linked)
        for child in element:
            if isinstance(child.tag, str):
                self._child(child, child.tag, linked=linked, depth=depth + 1)
            self._add(child.tail, linked=linked)

    def _child(self, child: _Element, tag: str, *, linked: bool, depth: int) -> None:
        if tag == "br":
            self._words.append(" ")
        elif tag == "img":
            self.here.pictures.append(clean(child.get("alt") or ""))
        elif tag == "h1":
            self.end_run()
            title = clean("".join(map(str, child.itertext())))
            self.titles.append((child, title, self._count))
        elif tag in _FIELDS:
            self.here.fields += 1
        elif tag in _PLAYERS:
            self.here.players += 1
        elif tag == "form":
            self._block(child, linked=linked, depth=depth)
        elif noise.left_out(child):
            if tag == "figcaption":  # the pictures so far have their words
                self.here.pictures.clear()
            self.end_run()
        elif tag in _BLOCKS or "-" in tag:
            self._block(child, linked=linked, depth=depth)
        else:
            self._inline(child, tag, linked=linked, depth=depth)

    def _inline(self, child: _Element, tag: str, *, linked: bool, depth: int) -> None:
        if tag == "time":
            self.here.times += 1
        if tag == "a":
            self.here.hrefs.append(child.get("href") or "")
            linked = True
        self.inside(child, linked=linked, depth=depth)

    def _block(self, child: _Element, *, linked: bool, depth: int) -> None:
        self.end_run()
        around = self.here
        self.here = Region(child, fields=int(child.tag == "form"))
        self.inside(child, linked=linked, depth=depth)
        self.end_run()
        found = _unwrapped(self.here)
        self.here = around
        if found.parts:
            around.parts.append(found)
        else:
            _take_over(around, found)

    def _add(self, text: str | None, *, linked: bool) -> None:
        if not text:
            return
        self._words.append(text)
        if linked and not text.isspace():
            self._linked += len(clean(text))

    def end_run(self) -> None:
        """Makes a run of the text gathered so far."""
        text = clean("".join(self._words))
        if text:
            self.here.parts.append(_inline(text, self._linked, self._count))
            self._count += 1
        self._words.clear()
        self._linked = 0


def _unwrapped(region: Region) -> Region:
    """The region in it, where it does nothing but wrap that one."""
    if len(region.parts) != 1:
        return region
    inner = region.parts[0]
    if isinstance(inner, InlineText):
        return region
    _take_over(inner, region)
    inner.wrappers += [region.signature, *region.wrappers]
    return inner


def _take_over(region: Region, other: Region) -> None:
    """Gives a region what stands in another beside the text."""
    region.pictures += other.pictures
    region.fields += other.fields
    region.players += other.players
    region.times += other.times
    region.hrefs += other.hrefs

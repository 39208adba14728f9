"""The body of an item: from the elements that hold it to typed blocks, with its links and figures
in their places."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from lxml.etree import _Element, iterwalk

from archive.article import Block, BlockKind
from archive.reader import lexicon
from archive.reader.pangea import noise
from archive.reader.pangea.lines import (
    BREAK,
    NO_LINK,
    NO_STRONG,
    STRONG,
    Mark,
    TextLine,
    has_words,
    joined,
    lines,
)
from archive.reader.text import clean

_BLOCKS = """
    p div section article main center pre address header details summary fieldset body html
    ul ol dl dt dd table tbody thead tfoot caption
"""
#: Elements that end the block before them; None = of the kind of what it stands in.
_BLOCK_TAGS: dict[str, BlockKind | None] = {
    **dict.fromkeys(_BLOCKS.split()),
    **dict.fromkeys(["h2", "h3", "h4", "h5", "h6"], BlockKind.SUBHEAD),
    "blockquote": BlockKind.QUOTE,
    "li": BlockKind.ITEM,
}
_CONTAINERS = frozenset(["div", "section", "article"])
_DEEPEST = 200  # levels of elements; what lies deeper is only words


@dataclass(frozen=True, slots=True)
class RawLink:
    """A link as it stands in a body."""

    href: str
    text: str
    block: int


@dataclass(frozen=True, slots=True)
class Body:
    """What was read from the elements of a body."""

    blocks: list[Block]
    links: list[RawLink]
    #: element that holds pictures, and after how many blocks it stands
    figures: list[tuple[_Element, int]]
    dateline: str  #: text of `span.dateline`; "" = none
    containers: int = 0  #: elements in them that could hold something else than the text
    is_summary: bool = False  #: what a recording's page says of the recording, for want of a text


def read(
    roots: Iterable[_Element],
    *,
    boxes: Collection[_Element] = (),
    pictures: Collection[_Element] = (),
) -> Body:
    """The body that lies in these elements, in order; `boxes` in them hold something else, and
    `pictures` nothing but a picture with its caption."""
    walk = _Walk(boxes, pictures)
    for root in roots:
        walk.inside(root, BlockKind.PARAGRAPH, 0)
        walk.end_block(BlockKind.PARAGRAPH)
    return Body(walk.blocks, walk.links, walk.figures, walk.dateline, walk.containers)


def summary(roots: Iterable[_Element]) -> Body:
    """The same for elements that hold a summary."""
    return replace(read(roots), is_summary=True)


def chain(bodies: Iterable[Body]) -> Body:
    """Several bodies as one, in order."""
    whole = Body([], [], [], "")
    for body in bodies:
        before = len(whole.blocks)
        whole.blocks.extend(body.blocks)
        whole.links.extend(replace(link, block=link.block + before) for link in body.links)
        whole.figures.extend((element, place + before) for element, place in body.figures)
        whole = replace(whole, dateline=whole.dateline or body.dateline)
    return whole


def only(body: Body, kept: list[int]) -> Body:
    """The body with these of its blocks, in order."""
    if len(kept) == len(body.blocks):
        return body
    now = {before: after for after, before in enumerate(kept)}
    return replace(
        body,
        blocks=[body.blocks[at] for at in kept],
        links=[replace(link, block=now[link.block]) for link in body.links if link.block in now],
        figures=[(each, bisect_left(kept, place)) for each, place in body.figures],
    )


class _Walk:
    """Goes through elements once, in document order, gathering inline text until a block ends."""

    def __init__(self, boxes: Collection[_Element], pictures: Collection[_Element]) -> None:
        self._boxes = boxes
        self._pictures = pictures
        self.blocks: list[Block] = []
        self.links: list[RawLink] = []
        self.figures: list[tuple[_Element, int]] = []
        self.dateline = ""
        self.containers = 0
        self._run: list[str | Mark] = []  # the block in hand
        self._begun = False  # words stand in it …
        self._checked = 0  # … among so many of its parts
        self._in_row = False
        self._in_read_also = False  # the block before announced links to other stories

    def inside(self, element: _Element, kind: BlockKind, depth: int) -> None:
        run = self._run
        if element.text:
            run.append(element.text)
        if depth >= _DEEPEST:
            run += _words_below(element)
            return
        for child in element:
            self._child(child, kind, depth + 1)
            if child.tail:
                run.append(child.tail)

    def _child(self, element: _Element, kind: BlockKind, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str):  # a comment
            return
        if tag == "br" or tag == "hr":
            self._run.append(BREAK)
        elif tag == "img":
            self._figure(element)
        elif noise.left_out(element) or element in self._pictures:
            self._figure(element)
            self._run.append(BREAK)
        elif element in self._boxes:
            self._run.append(BREAK)
        elif tag in _BLOCK_TAGS:
            if tag in _CONTAINERS:
                self.containers += 1
            self._block(element, _BLOCK_TAGS[tag] or kind, depth)
        elif tag == "tr":
            self._row(element, depth)
        elif "-" in tag:  # an element of the site's own
            self._block(element, kind, depth)
        else:
            self._inline(element, kind, depth)

    def _figure(self, element: _Element) -> None:
        while self._checked < len(self._run) and not self._begun:
            part = self._run[self._checked]
            self._begun = isinstance(part, str) and not part.isspace()
            self._checked += 1
        before = len(self.blocks)
        if self._begun:
            before += 1
        self.figures.append((element, before))

    def _block(self, element: _Element, kind: BlockKind, depth: int) -> None:
        if self._in_row:
            self._run.append(" ")
            self.inside(element, kind, depth)
            self._run.append(" ")
            return
        self.end_block(kind if kind is not BlockKind.SUBHEAD else BlockKind.PARAGRAPH)
        self.inside(element, kind, depth)
        self.end_block(kind)

    def _row(self, element: _Element, depth: int) -> None:
        if self._in_row:  # a table in a cell
            self._inline(element, BlockKind.ROW, depth)
            return
        self.end_block(BlockKind.PARAGRAPH)
        if len(element) == 1 and _only_places(element[0]):
            self._block(element[0], BlockKind.PARAGRAPH, depth + 1)
            return
        self._in_row = True
        cells = list(self._cells(element, depth + 1))
        self._in_row = False
        for position, cell in enumerate(cells):
            if position:
                self._run.append(" | ")
            self._run += cell
        words = (part for cell in cells for part in cell if isinstance(part, str))
        if not any(map(clean, words)):
            self._run.clear()
        self.end_block(BlockKind.ROW)

    def _cells(self, row: _Element, depth: int) -> Iterator[list[str | Mark]]:
        if row.text and not row.text.isspace():  # text that no cell holds is kept as one
            yield [row.text]
        for child in row:
            if child.tag in ("td", "th"):
                self.inside(child, BlockKind.ROW, depth)
                yield self._taken()
            else:
                self._child(child, BlockKind.ROW, depth)
                if self._run:
                    yield self._taken()
            if child.tail and not child.tail.isspace():
                yield [child.tail]

    def _taken(self) -> list[str | Mark]:
        parts = [" " if part is BREAK else part for part in self._run]
        self._run.clear()
        self._checked = 0
        return parts

    def _inline(self, element: _Element, kind: BlockKind, depth: int) -> None:
        tag = element.tag
        run = self._run
        if tag == "a":
            run.append(Mark("link", element.get("href") or ""))
            self.inside(element, kind, depth)
            run.append(NO_LINK)
        elif tag in ("strong", "b"):
            run.append(STRONG)
            self.inside(element, kind, depth)
            run.append(NO_STRONG)
        elif not self.dateline and "dateline" in (element.get("class") or "").split():
            self.dateline = clean("".join(map(str, element.itertext())))
        else:
            self.inside(element, kind, depth)

    def end_block(self, kind: BlockKind) -> None:
        """Makes blocks of the inline text gathered so far."""
        if not self._run:
            return
        found: list[TextLine] = []
        if has_words(self._run):
            found += lines(self._run)
        self._run.clear()
        self._begun = False
        self._checked = 0
        one_line = kind in (BlockKind.SUBHEAD, BlockKind.ROW)
        for line in joined(found, always=one_line):
            self._add(line, kind)

    def _add(self, line: TextLine, kind: BlockKind) -> None:
        text = noise.without_phrases(line.text)
        if not text or self._sends_elsewhere(line, text) or _is_noise(line, text):
            return
        if kind is BlockKind.PARAGRAPH and line.strong and _is_subhead(text):
            kind = BlockKind.SUBHEAD
        for href, label in line.links:
            if href and label:
                self.links.append(RawLink(href, label, len(self.blocks)))
        self.blocks.append(Block(kind, text))

    def _sends_elsewhere(self, line: TextLine, text: str) -> bool:
        if noise.is_read_also(text, line.outside):
            self._in_read_also = not line.links
            return True
        self._in_read_also = self._in_read_also and bool(line.links) and not line.outside
        return self._in_read_also


def _words_below(element: _Element) -> Iterator[str]:
    """The words in the children of an element, however deep; without what is left out."""
    walk = iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if each is element:
            continue
        if event == "end":
            yield f" {each.tail or ''}"
        elif noise.left_out(each):
            walk.skip_subtree()
        else:
            yield f" {each.text or ''}"


def _only_places(cell: _Element) -> bool:
    """True where the only cell of a row is there for the layout: it holds blocks of its own."""
    return (
        cell.tag == "td"
        and not cell.get("colspan")
        and next(cell.iter("p", "br", "li", "blockquote"), None) is not None
    )


def _is_noise(line: TextLine, text: str) -> bool:
    """True for a line that belongs to the frame, only divides the page, or only offers a recording."""
    if lexicon.is_frame(text) or noise.RULE.fullmatch(text):
        return True
    hrefs = [href for href, _ in line.links]
    return bool(hrefs) and noise.is_download(text, hrefs, line.outside)


#: Signs that end a sentence, or a part of one; a heading may be a question.
_NO_SUBHEAD = '.!:;,…"”。！｡：；，、۔؛،।॥။።'


def _is_subhead(text: str) -> bool:
    return len(text) <= 120 and text[-1] not in _NO_SUBHEAD

"""The body of a page whose markup nobody has seen: what trafilatura takes for the text."""

from __future__ import annotations

from typing import cast

from lxml.etree import _Element, tostring
from lxml.html import HtmlElement, document_fromstring

from archive.article import Block, BlockKind
from archive.reader import lexicon
from archive.reader.pangea import noise
from archive.reader.pangea.body import Body
from archive.reader.text import clean, ends_sentence, ends_without_stop

_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "head": BlockKind.SUBHEAD,
    "quote": BlockKind.QUOTE,
    "item": BlockKind.ITEM,
    "row": BlockKind.ROW,
}

_MOST_ELEMENTS = 20_000  # a real page has some 700 to 3,000; trafilatura needs seconds for 100,000


def body(root: _Element) -> Body:
    """The running text that trafilatura finds in a parsed page, as blocks; without links and figures,
    whose places it loses, and without what stands before its first sentence and behind its last."""
    found = read(root)
    told = [place for place, block in enumerate(found) if _is_told(block.text)]
    if not told:
        return Body([], [], [], "")
    return Body(found[told[0] : told[-1] + 1], [], [], "")


def read(root: _Element) -> list[Block]:
    """All that trafilatura takes for the text of a parsed page."""
    # Imported here: it takes a second, and pages of known markup never need it.
    from trafilatura import bare_extraction

    # Comments off: a heading such as "Forum" would be read as one. Deduplication off: it keeps
    # state across calls.
    if cast("float", root.xpath("count(//*)")) > _MOST_ELEMENTS:
        return []
    try:
        document = bare_extraction(
            _without_noise(root),
            fast=True,
            include_comments=False,
            deduplicate=False,
            with_metadata=False,
        )
    except Exception:  # whatever breaks in it on a hostile page, the page stays readable without
        return []
    extracted = getattr(document, "body", None)
    return blocks(extracted) if extracted is not None else []


def _is_told(text: str) -> bool:
    return ends_sentence(text) or ends_without_stop(text)


def _without_noise(root: _Element) -> HtmlElement:
    # trafilatura takes trees of lxml.html only, whose elements cost half as much again: pages are
    # parsed without.
    copy = cast("HtmlElement", document_fromstring(tostring(root, encoding="unicode")))
    for element in [element for element in copy.body.iterdescendants() if _is_noise(element)]:
        element.drop_tree()
    return copy


def _is_noise(element: _Element) -> bool:
    return isinstance(element.tag, str) and noise.left_out(element)


def blocks(extracted: _Element) -> list[Block]:
    """The blocks of a body as trafilatura gives it."""
    found = []
    for element in extracted.iter(*_KINDS):
        if any(ancestor.tag in _KINDS for ancestor in element.iterancestors()):
            continue  # its words are in the block around it
        separator = " | " if element.tag == "row" else " "
        pieces = (clean(str(piece)) for piece in element.itertext())
        text = noise.without_phrases(clean(separator.join(filter(None, pieces))))
        if text and not lexicon.is_frame(text):
            found.append(Block(_KINDS[str(element.tag)], text))
    return found

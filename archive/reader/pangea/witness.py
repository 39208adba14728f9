"""What trafilatura makes of a page on its own, as a witness against the reader, and by which era's
markup the reader goes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.html import document_fromstring

from archive.article import NotAnItem, Page
from archive.reader import lexicon
from archive.reader.encoding import decode, utf8
from archive.reader.pangea import page as pages
from archive.reader.pangea import parsing
from archive.reader.pangea.noise import without_phrases
from archive.reader.text import clean

_MOST_CHARACTERS = 5_000_000  # of a page; a real one has some 100,000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Witness:
    """What a page holds, as another reader sees it."""

    era: str  #: the name of its markup; "" = of none that is known
    paragraphs: tuple[str, ...]  #: plain text, in order


def witness(page: Page) -> Witness:
    """The reading of a page by trafilatura; no paragraphs where it finds none or fails."""
    text = page.html if isinstance(page.html, str) else decode(page.html, page.content_type)[0]
    try:
        era = pages.body_roots(parsing.parse(text, utf8(text, page.html)))[0]
    except NotAnItem:
        return Witness("", ())
    return Witness(era, tuple(_paragraphs(text)))


def _paragraphs(text: str) -> list[str]:
    from trafilatura import bare_extraction  # it takes a second to load

    try:
        tree = document_fromstring(_CONTROLS.sub("", text[:_MOST_CHARACTERS]).encode())
        document = bare_extraction(
            tree,
            fast=True,
            include_comments=False,
            deduplicate=False,
            with_metadata=False,
        )
    except Exception:  # whatever breaks in it on a hostile page: it is only a witness
        return []
    body = getattr(document, "body", None)
    if body is None:
        return []
    lines = ("".join(map(str, element.itertext())) for element in body)
    return [line for line in map(without_phrases, map(clean, lines)) if _is_text(line)]


def _is_text(line: str) -> bool:
    return bool(line) and not lexicon.is_frame(line)

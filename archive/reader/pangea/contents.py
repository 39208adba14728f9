"""What a page shows of its item: where its body and its pictures lie, whatever the era of its
markup."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from lxml.etree import _Element

from archive.article import BlockKind, Kind
from archive.reader.pangea import body as bodies
from archive.reader.pangea import claims, media, second_look
from archive.reader.pangea import page as pages
from archive.reader.pangea.body import Body
from archive.reader.pangea.heads import Head
from archive.reader.pangea.media import Picture
from archive.reader.pangea.parsing import Parts


def body(head: Head, parts: Parts, title: str, summary: str) -> tuple[Body, list[str]]:
    """The body of the item, with what was odd about where it lies; title and summary are those that
    the page has."""
    era, roots = pages.body_roots(parts)
    found = bodies.read(roots)
    if found.blocks:
        return second_look.completed(found, roots, parts, title, summary)
    expected = _expects_text(head, parts)
    if not expected:
        intro = bodies.summary(parts.of("intro")[:1])
        if intro.blocks or era:
            return intro, []
    if era:
        return found, [f"body-empty: the {era} markup is there and holds no text"]
    return second_look.of_unknown_markup(parts, title, summary, expected=expected)


def with_statements(found: Body, parts: Parts) -> Body:
    """The body of a fact-check with the statement that it examines, which stands above it, as a
    quotation."""
    held = {block.text for block in found.blocks}
    quoted = []
    for element in claims.statements(parts):
        said = bodies.read([element])
        blocks = [replace(block, kind=BlockKind.QUOTE) for block in said.blocks]
        if not held.issuperset(block.text for block in blocks):
            quoted.append(replace(said, blocks=blocks))
    if not quoted:
        return found
    return replace(bodies.chain([*quoted, found]), is_summary=found.is_summary)


def _expects_text(head: Head, parts: Parts) -> bool:
    if parts.players:
        return False
    return pages.kind(head, parts, has_text=False) in (Kind.OTHER, Kind.ARTICLE)


def pictures(
    html: str, parts: Parts, found: Body, kept: Sequence[int], base: str
) -> tuple[Picture, ...]:
    """The pictures of the item: its cover, those in its body, those of a gallery; `kept` are the
    places of the blocks that are left of its body."""
    figures: list[tuple[_Element, int]] = []
    figures += [(element, 0) for element in parts.of("cover-media")]
    figures += [(element, bisect_left(kept, position)) for element, position in found.figures]
    gallery = pages.gallery(parts)
    if gallery is not None:
        figures.append((gallery, len(kept)))
    if not figures:
        return ()
    return media.pictures(figures, base, media.widest(html))

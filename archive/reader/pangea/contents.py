"""What a page shows of its item: where its body and its pictures lie, whatever the era of its
markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from lxml.etree import _Element

from archive.article import BlockKind, Kind, Media
from archive.reader.pangea import body as bodies
from archive.reader.pangea import (
    claims,
    embeds,
    galleries,
    kinds,
    liveblogs,
    recordings,
    second_look,
)
from archive.reader.pangea import media as images
from archive.reader.pangea import page as pages
from archive.reader.pangea.body import Body
from archive.reader.pangea.heads import Head
from archive.reader.pangea.liveblogs import LiveBlog
from archive.reader.pangea.media import Picture
from archive.reader.pangea.parsing import Parts
from archive.reader.pangea.places import Places


def body(head: Head, parts: Parts, title: str, summary: str) -> tuple[Body, list[str]]:
    """The body of the item, with what was odd about where it lies; title and summary are those that
    the page has."""
    era, roots = pages.body_roots(parts)
    found = bodies.read(roots)
    if found.blocks:
        return second_look.completed(found, roots, parts, title, summary)
    expected = kinds.expects_text(head, parts)
    if not expected:
        intro = bodies.summary(parts.of("intro")[:1])
        if intro.blocks or era:
            return intro, []
    if era:
        return found, [f"body-empty: the {era} markup is there and holds no text"]
    posts = kinds.promised(head, parts) is Kind.LIVEBLOG
    return second_look.of_unknown_markup(parts, title, summary, expected=expected, posts=posts)


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


def live_blog(
    head: Head, parts: Parts, promised: Kind | None, zone: tzinfo, title: str
) -> tuple[LiveBlog | None, list[str]]:
    """The posts of a page that calls itself a live blog, or has the box of one, with what was odd
    about where they lie; None = it has none."""
    if promised is not Kind.LIVEBLOG and not kinds.has_posts(parts):
        return None, []
    roots = pages.body_roots(parts)[1]
    if roots:
        return liveblogs.read(head, parts.root, roots, zone), []
    roots = second_look.roots_of_posts(parts, title)
    return liveblogs.read(head, parts.root, roots, zone), [second_look.NO_ERA]


def gallery(
    html: str, head: Head, parts: Parts, promised: Kind | None, found: Body, base: str
) -> tuple[Picture, ...] | None:
    """The pictures of a gallery, in order; None = the page is none, as far as its pictures tell."""
    if parts.gallery is not None:
        return images.of_gallery(parts.gallery, base, images.widest(html))
    if promised is Kind.GALLERY:
        return _listed(html, parts, [], base)
    words = sum(len(block.text.split()) for block in found.blocks)
    if promised is not None or (words >= kinds.FEW_WORDS and len(found.figures) < galleries.FEW):
        return None
    inside: list[_Element] = []
    if words and kinds.is_called_article(head):  # pictures of an article are no gallery
        inside = [element for element, _ in found.figures]
    shown = _listed(html, parts, inside, base)
    captioned = [picture for picture in shown or () if picture.caption]
    if shown is None or len(captioned) < galleries.FEW:
        return None
    rest = galleries.without_captions(found, shown)
    left = sum(len(block.text.split()) for block in rest.blocks)
    most = kinds.FEW_WORDS // 2 if kinds.is_called_article(head) else kinds.FEW_WORDS
    return shown if left < most else None


def _listed(html: str, parts: Parts, but: list[_Element], base: str) -> tuple[Picture, ...] | None:
    element = galleries.element(parts.root, but)
    return None if element is None else images.of_gallery(element, base, images.widest(html))


def pictures(
    html: str, parts: Parts, places: Places, listed: Sequence[Picture], base: str
) -> tuple[Picture, ...]:
    """The pictures of the item: its cover, those in its body, those of a gallery, which stand below
    its text."""
    figures: list[tuple[_Element, int]] = []
    figures += [(element, 0) for element in parts.of("cover-media")]
    figures += places.left_out
    found: tuple[Picture, ...] = ()
    if figures:
        found = images.pictures(figures, base, images.widest(html))
    return images.merged(found, listed)


def media(head: Head, parts: Parts, places: Places, base: str, words: int) -> tuple[Media, ...]:
    """The recordings and the embeds of the item, in the order of the page; `words` are those of its
    text."""
    played = recordings.of(head, parts, places, base)
    covers = parts.of("cover-media")
    shown = embeds.of(parts, covers, places, base, is_text=words >= kinds.FEW_WORDS)
    return tuple(sorted((*played, *shown), key=lambda one: one.position))

"""A second look at a page: what the known markup of a body leaves behind or takes too much, and the body of a
page whose markup nobody has seen."""

from __future__ import annotations

from dataclasses import replace

from lxml.etree import _Element

from archive.counting import counted
from archive.reader.pangea import body as bodies
from archive.reader.pangea import fallback, layout, noise
from archive.reader.pangea.body import Body
from archive.reader.pangea.layout import Layout
from archive.reader.pangea.parsing import Parts

#: What is odd about a page of unseen markup.
NO_ERA = "no-body-root: none of a known era"


def roots_of_posts(parts: Parts, title: str) -> list[_Element]:
    """The elements that hold the posts of a live blog, and what stands before them."""
    return layout.find(parts.root, title, posts=True).roots


def completed(
    found: Body, roots: list[_Element], parts: Parts, title: str, summary: str
) -> tuple[Body, list[str]]:
    """The body of a known era of markup, without boxes that stand in it, and with text that lies
    elsewhere."""
    odd: list[str] = []
    boxes: set[_Element] = set()
    pictures: set[_Element] = set()
    if found.containers:
        for root in roots:
            inside = layout.within(root)
            boxes |= inside.boxes
            pictures |= inside.pictures
    if boxes:
        odd.append(f"boxes-left-out: {counted(len(boxes), 'element')} in the body that are no text")
    known = set(roots)
    if any(_is_left(element, known) for element in parts.texts):
        seen = layout.around(parts.root, roots, title, summary)
        if len(seen.roots) > len(roots):
            odd.append("body-parted: a part of it lies outside its element")
        odd += _left(parts, seen)
        boxes |= seen.boxes
        pictures |= seen.pictures
        roots = seen.roots
    if not (boxes or pictures or odd):
        return found, []
    return bodies.read(roots, boxes=boxes, pictures=pictures), odd


def _is_left(text: _Element, roots: set[_Element]) -> bool:
    """True for a text that lies neither in the body nor in what is known as no text of an item."""
    if noise.left_out(text) or text in roots:
        return False
    for each in text.iterancestors():
        if each in roots or noise.left_out(each) or each.tag in ("header", "head"):
            return False
    return True


def of_unknown_markup(
    parts: Parts, title: str, summary: str, *, expected: bool, posts: bool
) -> tuple[Body, list[str]]:
    """The body of a page where no era of markup is found; a text is not `expected` of every page, and
    it is made of `posts` on some."""
    odd = [NO_ERA]
    seen = layout.find(parts.root, title, summary, posts=posts)
    found = bodies.read(seen.roots, boxes=seen.boxes, pictures=seen.pictures)
    if found.blocks:
        odd.append("fallback-body: found by the density and position of its text")
        odd += _left(parts, seen)
        return _parted(found, parts, summary), odd
    if not expected:
        return found, []
    found = fallback.body(parts.root)
    if found.blocks:
        odd.append("fallback-body: read by trafilatura")
    return found, odd


def _parted(found: Body, parts: Parts, summary: str) -> Body:
    """The body where its summary, beside a player, is told from its text."""
    if not parts.players or not found.blocks or found.blocks[0].text != summary:
        return found
    if len(found.blocks) == 1:
        return replace(found, is_summary=True)
    return bodies.only(found, list(range(1, len(found.blocks))))


def _left(parts: Parts, seen: Layout) -> list[str]:
    """What is odd about running text outside the body: that trafilatura, too, takes it for a part of
    it."""
    if not seen.left:
        return []
    theirs = {block.text for block in fallback.read(parts.root)}
    both = [text for text in seen.left if text in theirs]
    if not both:
        return []
    return [f"left-behind: {counted(len(both), 'paragraph')} outside the body: {both[0][:80]!r}"]

"""The posts of live blogs: their heads, times, authors and texts, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from lxml.etree import _Element

from archive.article import Block, BlockKind, Post
from archive.reader.pangea import body as bodies
from archive.reader.pangea import fields, heads, schema_org
from archive.reader.pangea.body import Body
from archive.reader.pangea.heads import Head
from archive.reader.pangea.parsing import in_frame, outermost, text_in
from archive.reader.text import folded

_POST = re.compile(
    r"(?:c-)?(?:live-?blog|lb|live)(?:__|-|_)?(?:post|item|entry|update)(?:--[\w-]+)?",
    re.IGNORECASE,
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_HEAD = re.compile(r"[\w-]*(?:title|headline|heading|__head|-head)(?:--[\w-]+)?", re.IGNORECASE)
_AUTHOR = re.compile(r"[\w-]*(?:author|byline|writer|penulis)s?(?:--[\w-]+)?", re.IGNORECASE)
_TIME = re.compile(r"[\w-]*(?:time|date|published|stamp)(?:--[\w-]+)?", re.IGNORECASE)
_HEADER = 6  # blocks at the top of a post that can repeat its head, time and authors
_MOST = 2_000  # posts of one page


@dataclass(frozen=True, slots=True)
class LiveBlog:
    """What a live blog holds: the text of its posts in one body, and where each begins in it."""

    body: Body
    posts: tuple[Post, ...]


def read(head: Head, root: _Element, roots: Sequence[_Element], zone: tzinfo) -> LiveBlog | None:
    """The live blog on a page; None = no posts are found. `roots` hold the body of other items: what
    stands there before the first post introduces the live blog."""
    updates = list(_updates(head))
    found = _posts(root)[:_MOST]
    if found:
        read_posts = [_read(element, zone) for element in found]
        if len(updates) == len(found):
            read_posts = [
                _filled(one, update, zone) for one, update in zip(read_posts, updates, strict=True)
            ]
        intro = _intro(roots, found)
        return _whole(intro, read_posts)
    text = bodies.read(roots)
    said = [_of_update(update, zone) for update in updates]
    held = {block.text: at for at, block in reversed(list(enumerate(text.blocks)))}
    if any(block.text in held for body, _ in said for block in body.blocks):
        return LiveBlog(text, tuple(_within(held, said)))
    return _whole(text, said)


def _within(held: dict[str, int], said: Sequence[tuple[Body, Post]]) -> Iterator[Post]:
    """The posts whose words stand in a text, by where each of its blocks stands."""
    for body, post in said:
        places = [held[block.text] for block in body.blocks if block.text in held]
        if places:
            yield replace(post, block=min(places))


def _whole(intro: Body, posts: Sequence[tuple[Body, Post]]) -> LiveBlog | None:
    given = [(body, post) for body, post in posts if body.blocks]
    if not given:
        return None
    at = len(intro.blocks)
    placed = []
    for body, post in given:
        placed.append(replace(post, block=at))
        at += len(body.blocks)
    return LiveBlog(bodies.chain([intro, *(body for body, _ in given)]), tuple(placed))


# --- where they are ----------------------------------------------------------


def _posts(root: _Element) -> list[_Element]:
    """The elements of the posts: those that are called so, else elements of one kind beside each
    other, each with a time or a heading."""
    named = [
        element
        for element in root.iter("div", "article", "section", "li")
        if _is_called_post(element) and not in_frame(element)
    ]
    if named:
        return outermost(named)
    groups: dict[tuple[_Element, str, str], list[_Element]] = {}
    for element in root.iter("article", "section", "li", "div"):
        parent = element.getparent()
        if parent is not None and _could_be_post(element):
            names = (element.get("class") or "").split()
            groups.setdefault((parent, str(element.tag), next(iter(names), "")), []).append(element)
    several = [group for group in groups.values() if len(group) > 1 and not in_frame(group[0])]
    return max(several, key=lambda group: sum(len(text_in(one)) for one in group), default=[])


def _is_called_post(element: _Element) -> bool:
    if element.get("itemprop") == "liveBlogUpdate":
        return True
    return any(map(_POST.fullmatch, (element.get("class") or "").split()))


def _could_be_post(element: _Element) -> bool:
    times = next(element.iter("time"), None)
    return times is not None and next(element.iter("p", *_HEADINGS), None) is not None


def _intro(roots: Sequence[_Element], posts: Sequence[_Element]) -> Body:
    """What stands before the first post."""
    inside: set[_Element] = set()
    for post in posts:
        inside.update(post.iter())
    first = bodies.read(posts[:1])
    before = []
    for each in roots:
        if each in inside:
            break
        read_here = bodies.read([each])
        if posts[0] in set(each.iter()):
            before.append(_until(read_here, {block.text for block in first.blocks}, inside))
            break
        before.append(read_here)
    return bodies.chain(before)


def _until(body: Body, texts: set[str], posts: set[_Element]) -> Body:
    """The body up to the first block with one of these texts, and the pictures up to there that lie
    in none of the posts."""
    blocks = []
    for block in body.blocks:
        if block.text in texts:
            break
        blocks.append(block)
    count = len(blocks)
    links = [link for link in body.links if link.block < count]
    figures = [
        (element, place)
        for element, place in body.figures
        if place <= count and element not in posts
    ]
    return replace(body, blocks=blocks, links=links, figures=figures)


# --- what they say -----------------------------------------------------------


def _read(element: _Element, zone: tzinfo) -> tuple[Body, Post]:
    head = _head(element)
    time, shown = _time(element, zone)
    authors = [text_in(each) for each in _called(element, _AUTHOR, "author")]
    found = bodies.read([element])
    apart = [folded(text) for text in (head, shown, *authors)]
    skipped = [
        at for at, block in enumerate(found.blocks[:_HEADER]) if _holds_only(block.text, apart)
    ]
    body = bodies.only(found, [at for at in range(len(found.blocks)) if at not in skipped])
    if head:
        body = bodies.chain([Body([Block(BlockKind.SUBHEAD, head)], [], [], ""), body])
    return body, Post(0, head or None, time, fields.split_names(authors))


def _holds_only(text: str, parts: Sequence[str]) -> bool:
    """True where a block holds nothing but these folded texts, in whatever order."""
    rest = folded(text)
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, "")
    return not rest


def _head(element: _Element) -> str:
    for each in element.iter(*_HEADINGS):
        return text_in(each)
    for each in _called(element, _HEAD, "headline"):
        return text_in(each) or fields.plain(each.get("content") or "")
    return ""


def _time(element: _Element, zone: tzinfo) -> tuple[datetime | None, str]:
    """The time of a post and the words that show it."""
    for each in (*element.iter("time"), *_called(element, _TIME, "datePublished")):
        given = next(
            filter(
                None, (each.get(name) for name in ("datetime", "content", "data-time", "data-date"))
            ),
            "",
        )
        moment = fields.moment(given, zone)[0]
        if moment is not None:
            return moment, text_in(each)
    return None, ""


def _called(element: _Element, pattern: re.Pattern[str], itemprop: str) -> Iterator[_Element]:
    for each in element.iter("div", "span", "p", "a", "strong", "meta", "li", "address"):
        names = (each.get("class") or "").split()
        if each is not element and (
            each.get("itemprop") == itemprop or any(map(pattern.fullmatch, names))
        ):
            yield each


# --- what JSON-LD says of them -----------------------------------------------


def _updates(head: Head) -> Iterator[schema_org.Node]:
    for node in head.nodes:
        if schema_org.is_a(node, "LiveBlogPosting"):
            value = node.get("liveBlogUpdate")
            for update in value if isinstance(value, list) else [value]:
                if isinstance(update, dict):
                    yield update


def _of_update(update: schema_org.Node, zone: tzinfo) -> tuple[Body, Post]:
    head = fields.plain(heads.text_of(update.get("headline")))
    words = heads.text_of(update.get("articleBody")).splitlines()
    blocks = [Block(BlockKind.PARAGRAPH, text) for text in map(fields.plain, words) if text]
    if head:
        blocks.insert(0, Block(BlockKind.SUBHEAD, head))
    return _filled((Body(blocks, [], [], ""), Post(0, head or None, None)), update, zone)


def _filled(one: tuple[Body, Post], update: schema_org.Node, zone: tzinfo) -> tuple[Body, Post]:
    """A post with what the page does not show of it."""
    body, post = one
    time = fields.moment(heads.text_of(update.get("datePublished")), zone)[0]
    names = fields.split_names(heads.names_of(update.get("author")))
    return body, replace(post, time=post.time or time, byline=post.byline or names)

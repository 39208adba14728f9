"""A page parsed: its tree, and the elements of it that matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.etree import _Element

from archive.article import NotAnItem
from archive.reader.pangea.fields import Visible, plain


@dataclass(slots=True)
class Parts:
    """The elements of a page that matter, found in one pass; lists are in document order."""

    root: _Element
    #: of the classes in `_WANTED`, and boxes of a live blog and of embeds
    by_class: dict[str, list[_Element]] = field(default_factory=dict)
    head: list[_Element] = field(default_factory=list)  #: meta, link, title, script, wherever
    headings: list[_Element] = field(default_factory=list)
    times: list[_Element] = field(default_factory=list)
    players: list[_Element] = field(default_factory=list)
    frames: list[_Element] = field(default_factory=list)  #: iframes, wherever
    #: those whose first words are so many that they can be a paragraph
    texts: list[_Element] = field(default_factory=list)
    content: _Element | None = None  #: what holds the body in most eras; None = it is not there
    gallery: _Element | None = (
        None  #: what lists the pictures of a gallery; None = the page is none
    )
    body_class: str = ""
    is_cut: bool = False  #: the parser stopped at elements that lie too deep in each other

    def of(self, *names: str) -> list[_Element]:
        """The elements that have one of these classes; of nested ones the outermost."""
        return outermost([element for name in names for element in self.by_class.get(name, ())])


_WANTED = frozenset(
    """
    wsw zoomMe articleContent article__content intro category publishing-details cover-media
    quiz c-quiz quiz__wrap widget-quiz poll c-poll word-widget flashcards
    fc__body fc-body factcheck__body fact-check
    """.split()
)
_HEAD = frozenset(["meta", "link", "title", "script"])
_PLAYERS = frozenset(["audio", "video", "amp-audio", "amp-video"])
_TEXTS = frozenset(["div", "section", "article", "p"])
_FRAMES = frozenset(["iframe", "amp-iframe"])
_TAGS = ("h1", "time", *sorted(_HEAD | _PLAYERS | _FRAMES | _TEXTS))
_PARAGRAPH = 40  # characters: what is shorter is mostly a label


def parse(text: str, data: bytes) -> Parts:
    """The parts of a page, from its text and the same in UTF-8; raises `NotAnItem` where nothing in
    it can be parsed."""
    # The parser stops at a NUL; other control characters are never text.
    if any(control in data for control in _CONTROLS):
        data = data.translate(None, b"".join(_CONTROLS))
    separators = len(data) - len(data.translate(None, _SEPARATORS))
    if separators > _MOST_ATTRIBUTES and _has_crowded_tag(text):
        raise NotAnItem("unreadable", f"an element of more than {_MOST_ATTRIBUTES:,} attributes")
    # huge_tree: without it the parser stops at 256 levels, which unclosed tags of old pages reach.
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        raise NotAnItem("unreadable", "nothing in it could be parsed as HTML")
    errors = (error.message for error in parser.error_log)
    return _parts(root, text, is_cut=any(map(_TOO_DEEP.match, errors)))


_TOO_DEEP = re.compile("Excessive depth")

# The parser's time grows with the square of the attributes of one element; a real one has some 30.
_MOST_ATTRIBUTES = 10_000
_SEPARATORS = b" \t\n\r\f/="  # an attribute has at least one of them
_LONG_TAG = 2 * _MOST_ATTRIBUTES  # characters: a shorter one holds fewer attributes
_TAG = re.compile(r"""<[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+""")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?+"""
)


def _has_crowded_tag(text: str) -> bool:
    """True where a tag has so many attributes that the parser would never finish."""
    if len(text) < _LONG_TAG:
        return False
    for tag in _TAG.finditer(text):
        if tag.end() - tag.start() > _LONG_TAG:
            count = sum(1 for _ in _ATTRIBUTE.finditer(text, tag.start(), tag.end()))
            if count > _MOST_ATTRIBUTES:
                return True
    return False


_CONTROLS = [bytes([code]) for code in range(32) if code not in b"\t\n\r"]


def _parts(root: _Element, text: str, *, is_cut: bool) -> Parts:
    body = root.find("body")
    body_class = "" if body is None else (body.get("class") or "").lower()
    parts = Parts(root, body_class=body_class, is_cut=is_cut)
    lists = {"h1": parts.headings, "time": parts.times}
    lists |= dict.fromkeys(_FRAMES, parts.frames)
    named: dict[str, _Element] = {}
    is_named = any(name in text for name in _IDS)
    for element in root.iter(*_TAGS):
        tag = element.tag
        if tag in _TEXTS:
            words = element.text
            if words and len(words) > _PARAGRAPH and not words.isspace():
                parts.texts.append(element)
            classes = element.get("class")
            if classes:
                for name in _wanted(classes):
                    parts.by_class.setdefault(name, []).append(element)
            number = element.get("id") if is_named else None
            if number and number in _IDS:
                named.setdefault(number, element)
        elif tag in _HEAD:
            parts.head.append(element)
        elif tag in lists:
            lists[tag].append(element)
        elif not in_frame(element):
            parts.players.append(element)
    parts.content = _named(named, root, "article-content", text)
    parts.gallery = _named(named, root, "galleryItems", text)
    return parts


_IDS = frozenset(["article-content", "galleryItems"])


def _named(found: dict[str, _Element], root: _Element, name: str, text: str) -> _Element | None:
    """The element of an id, of whatever kind; looked for in the tree, which takes time, only where
    the page names it."""
    if name in found or name not in text:
        return found.get(name)
    others = cast("list[_Element]", root.xpath("id($name)", name=name))
    return others[0] if others else None


@lru_cache(maxsize=2048)  # see noise: few distinct strings, asked for often
def _wanted(classes: str) -> tuple[str, ...]:
    names = classes[:500].split()
    found = _WANTED.intersection(names)
    if any(map(_LIVEBLOG.match, names)):
        found |= {"liveblog"}
    if classes.startswith(EMBED_BOXES):
        found |= {"embed"}
    return tuple(found)


#: How the class of a box begins that a script fills with a post or a video of another site; such
#: boxes are found as "embed".
EMBED_BOXES = (
    "twitter-tweet",
    "twitter-video",
    "instagram-media",
    "fb-post",
    "fb-video",
    "tiktok-embed",
    "telegram-post",
)

#: Boxes and posts of a live blog, however it is called; not what only leads to one.
_LIVEBLOG = re.compile(
    r"(?:c-)?(?:live-?blog|lb)(?:[-_]+(?:posts?|items?|list|entr(?:y|ies)|updates?|container|wrap(?:per)?|body|content|feed))?"
    r"(?:--[\w-]+)?$",
    re.IGNORECASE,
)


def in_frame(element: _Element) -> bool:
    """True for an element that lies in the frame of the page, not in its item."""
    return any(
        ancestor.tag in ("header", "footer", "nav", "noscript")
        or (ancestor.get("class") or "").startswith(("media-block", "hdr-20", "foot"))
        for ancestor in element.iterancestors()
    )


def visible(parts: Parts) -> Visible:
    """What the page's own header shows."""
    headings = outermost(parts.headings)
    titles = [h1 for h1 in headings if "pg-title" in (h1.get("class") or "").split()] or headings
    published = [time for time in parts.times if time.get("pubdate") is not None] or parts.times
    categories = (link for box in parts.of("category") for link in ([*box.iter("a")] or [box]))
    return Visible(
        headings=tuple(filter(None, map(text_in, titles))),
        times=tuple(filter(None, ((time.get("datetime") or "").strip() for time in published))),
        sections=tuple(filter(None, map(text_in, categories))),
        byline=tuple(filter(None, map(text_in, _authors(parts)))),
    )


def _authors(parts: Parts) -> Iterator[_Element]:
    """The elements that name the authors: links, and items of the list that hold none."""
    for details in parts.of("publishing-details"):
        for element in details.iter("a", "li"):
            classes = (element.get("class") or "").split()
            if "links__item-link" in classes or (
                "links__item" in classes and element.find(".//a") is None
            ):
                yield element


def text_in(element: _Element) -> str:
    """All text in an element, on one clean line."""
    return plain("".join(map(str, element.itertext())))


def outermost(elements: list[_Element]) -> list[_Element]:
    """Those of the elements that lie in none of the others."""
    if len(elements) < 2:
        return elements
    chosen = set(elements)
    return [element for element in elements if chosen.isdisjoint(element.iterancestors())]

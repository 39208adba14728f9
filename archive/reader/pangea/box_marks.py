"""The marks by which a region in a text, or beside it, is told to be no part of that text: pictures with their
captions, other stories, letters to subscribe to, comments, posts of networks, players."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from archive.reader import lexicon
from archive.reader.pangea.regions import InlineText, Region
from archive.reader.text import folded


@dataclass(frozen=True, slots=True)
class View:
    """A region as it looks without the boxes in it."""

    region: Region
    runs: tuple[InlineText, ...]  #: of what is no box
    near: tuple[Region, ...]  #: the region, and the lines in it
    inner: tuple[Region, ...]  #: the regions in it that are no boxes and have several parts

    has_boxes: bool  #: boxes stand in it

    @property
    def first(self) -> str:
        """The first text in it; "" = none."""
        return self.runs[0].text if self.runs else ""


def _shows_picture(view: View) -> bool:
    """True for a picture with its caption: the same words that the picture has for who cannot see it."""
    said = [folded(alt) for each in view.near for alt in each.pictures]
    if not is_captioned(view):
        return False
    words = [folded(run.text) for run in view.runs]
    return any(_is_same(alt, word) for alt in said for word in words)


def _is_same(alt: str, words: str) -> bool:
    """True where one of two captions, as they are folded, is a part of the other."""
    if min(len(alt), len(words)) < _SHORTEST:
        return alt == words != ""
    return alt in words or words in alt


_SHORTEST = 8  # letters of a caption that can be a part of another


def is_captioned(view: View) -> bool:
    """True for a picture with few words, and nothing else."""
    if view.inner or view.has_boxes:
        return False
    if not any(each.pictures for each in view.near) or not 0 < len(view.runs) <= 3:
        return False
    if sum(run.is_running for run in view.runs) > 1:
        return False
    return sum(len(run.text) for run in view.runs) <= _LONGEST


_LONGEST = 300  # characters of a caption


def has_more(region: Region) -> bool:
    """True where something stands in it beside its text."""
    return bool(region.pictures or region.fields or region.players)


def _is_linked(view: View) -> bool:
    if view.region.leaf is not None:
        return view.region.leaf.is_linked
    whole = sum(len(run.text) for run in view.runs)
    return sum(run.linked for run in view.runs) * 2 > whole


def _leads_to_posts(view: View) -> bool:
    return any(_POST.search(href) for each in view.near for href in each.hrefs)


#: Addresses of posts in social networks.
_POST = re.compile(
    r"^(?:https?:)?//(?:www\.|mobile\.|m\.)?(?:"
    r"(?:twitter|x)\.com/[^/]+/status|instagram\.com/(?:p|reel|tv)/|"
    r"facebook\.com/[^?]*(?:posts|videos|photos)|t\.me/[^/]+/\d|tiktok\.com/@[^/]+/video)"
)


def _repeats(view: View) -> bool:
    """True for a list of things that each have several parts, such as comments."""
    if view.region.element.tag in _TABLES:
        return False
    shapes = [
        (each.signature, tuple(part.signature for part in each.regions)) for each in view.inner
    ]
    return len(shapes) > 1 and len(set(shapes)) < len(shapes)


def repeats_signed(view: View) -> bool:
    """True where things that repeat are signed: each with a time, a button or a link of its own."""
    return _repeats(view) and all(map(_is_signed, view.inner))


def _is_signed(region: Region) -> bool:
    for each in region.all():
        if each.times or each.fields:
            return True
        for run in each.parts:
            if isinstance(run, InlineText) and (lexicon.is_time_ago(run.text) or run.is_linked):
                return True
    return False


def _has_times(view: View) -> bool:
    return any(each.times for each in view.near) or any(
        lexicon.is_time_ago(run.text) for run in view.runs
    )


_TABLES = frozenset(["table", "thead", "tbody", "tfoot", "tr"])
LISTS = _TABLES | {"ul", "ol", "dl", "blockquote"}


def _holds_boxes_alone(view: View) -> bool:
    return view.has_boxes and not any(run.is_running for run in view.runs)


@dataclass(frozen=True, slots=True)
class BoxMark:
    """What speaks for it that a region in a text is no part of that text."""

    name: str
    holds: Callable[[View], bool]
    strength: int


#: Where they add up to 2, the region is a box; to 4, there is no text of the item in it for certain.
BOX_MARKS = (
    BoxMark("words of a picture", _shows_picture, 4),
    BoxMark("a picture and few words", is_captioned, 2),
    BoxMark("a post of a network", _leads_to_posts, 4),
    BoxMark("mostly links", _is_linked, 4),
    BoxMark("led by a label", lambda view: lexicon.heads_box(view.first), 3),
    BoxMark("fields or buttons", lambda view: any(each.fields for each in view.near), 2),
    BoxMark("repeats itself", _repeats, 1),
    BoxMark("what repeats is signed", repeats_signed, 2),
    BoxMark("says how long ago", _has_times, 1),
    BoxMark("no running text", lambda view: not any(run.is_running for run in view.runs), 1),
    BoxMark("nothing but boxes and their heads", _holds_boxes_alone, 1),
    BoxMark("a player", lambda view: any(each.players for each in view.near), 1),
    BoxMark("a list or a quote", lambda view: view.region.element.tag in LISTS, -1),
)


def strength(view: View) -> int:
    """How much speaks for it that a region is a box."""
    return sum(mark.strength for mark in BOX_MARKS if mark.holds(view))

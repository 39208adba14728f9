"""Where the text of a page lies whose markup nobody has seen: by density and position of running text, with
the title as anchor, and by the marks of what stands beside a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from archive.reader.pangea.box_marks import LISTS, folded
from archive.reader.pangea.regions import InlineText, Region, Survey, survey
from archive.reader.pangea.weigher import Weigher


@dataclass(frozen=True, slots=True)
class Layout:
    """Which elements of a page hold its text."""

    roots: list[_Element] = field(default_factory=list)  #: in order; [] = none
    boxes: frozenset[_Element] = frozenset()  #: elements in them that hold something else
    pictures: frozenset[_Element] = frozenset()  #: likewise: a picture with its caption
    left: tuple[str, ...] = ()  #: running text that lies elsewhere and could belong to it


def find(root: _Element, title: str, summary: str = "", *, posts: bool = False) -> Layout:
    """The layout of a page that has this title and summary ("" = none); `posts` = its text is made
    of posts, each with its time."""
    seen = survey(root)
    weigher = Weigher(_begin(seen, title), posts=posts)
    weigher.weigh(seen.top)
    main = _densest(seen.top, weigher)
    if main is None:
        return Layout()
    return _layout(seen.top, [main.element], weigher, folded(summary), is_same=_is_alike)


def around(root: _Element, bodies: list[_Element], title: str, summary: str = "") -> Layout:
    """The layout of a page whose known markup says where its body lies: what of it is no text, and
    what text lies elsewhere."""
    seen = survey(root)
    weigher = Weigher(_begin(seen, title), posts=False)
    weigher.weigh(seen.top)
    return _layout(seen.top, bodies, weigher, folded(summary), is_same=_is_beside)


def within(body: _Element) -> Layout:
    """The layout of an element that holds a body: what in it is no text."""
    seen = survey(body)
    weigher = Weigher(0, posts=False)
    weigher.weigh(seen.top)
    found = list(weigher.boxes(seen.top))
    pictures = frozenset(each.element for each in found if weigher.is_picture(each))
    boxes = frozenset(each.element for each in found) - pictures
    return Layout([body], boxes, pictures)


def _begin(seen: Survey, title: str) -> int:
    """How many runs stand before the title; those are no text of the item."""
    wanted = folded(title)
    for text, before in seen.titles:
        if wanted and folded(text) == wanted:
            return before
    for text, before in seen.titles:
        if text:
            return before
    titled = (run.order for run in seen.top.runs() if wanted and folded(run.text) == wanted)
    return next(titled, 0)


def _densest(top: Region, weigher: Weigher) -> Region | None:
    """What holds most of the running text of a page; None = there is none."""
    here = top
    mass = weigher.mass(here)
    if not mass:
        return None
    while True:
        inner = [part for part in here.regions if weigher.mass(part) and part.leaf is None]
        best = max(inner, key=weigher.mass, default=None)
        if best is None or weigher.mass(best) * 2 < mass:
            return here
        here = best
        mass = weigher.mass(here)


#: True where a region outside the body holds a part of it.
Same = Callable[[Region, Region, bool], bool]


def _layout(
    top: Region, bodies: list[_Element], weigher: Weigher, summary: str, *, is_same: Same
) -> Layout:
    """The layout of a page whose body lies in these elements, or also beside them."""
    mine = set(bodies)
    above = {each for body in bodies for each in body.iterancestors()}
    main = list(_inside(top, mine, above))
    if not main:
        return Layout(bodies)
    left: list[str] = []
    roots = list(main)
    for part, beside in _outside(top, mine, above):
        if weigher.is_box(part) or _says(part, summary):
            continue
        if beside and _is_list(part):
            roots.append(part)
        elif not weigher.mass(part):
            continue
        elif is_same(part, main[0], beside) and _counts(part, main[0], weigher):
            roots.append(part)
        else:
            left += [run.text for run in part.runs() if run.is_running]
    others = [each for one in roots for each in weigher.others(one)]
    pictures = frozenset(each.element for each in others if weigher.is_picture(each))
    boxes = frozenset(each.element for each in others) - pictures
    elements = {each.element for each in roots if each not in main} | mine
    ordered = [each for each in top.element.iter() if each in elements]
    return Layout(ordered, boxes, pictures, tuple(left))


def _inside(region: Region, mine: set[_Element], above: set[_Element]) -> Iterator[Region]:
    """The outermost regions that lie in one of the elements."""
    if region.element in above:
        for part in region.regions:
            yield from _inside(part, mine, above)
    elif _is_in(region.element, mine):
        yield region


def _outside(
    region: Region, mine: set[_Element], above: set[_Element]
) -> Iterator[tuple[Region, bool]]:
    """The regions that lie in none of the elements and hold none, of nested ones the outermost; and
    whether it stands beside one of them."""
    inside = [
        part for part in region.regions if part.element not in above and _is_in(part.element, mine)
    ]
    for part in region.regions:
        if part.element in above:
            yield from _outside(part, mine, above)
        elif part not in inside:
            yield part, bool(inside)


def _is_in(element: _Element, elements: set[_Element]) -> bool:
    return not elements.isdisjoint([element, *element.iterancestors()])


def _counts(region: Region, main: Region, weigher: Weigher) -> bool:
    """True where a region holds enough text to be a part of the body; one line before it only in an
    element like that of the body."""
    is_before = next(region.runs()).order < next(main.runs()).order
    if region.leaf is not None and is_before and not _is_wrapped_alike(region, main):
        return False
    return weigher.mass(region) * 8 > weigher.mass(main)


def _is_wrapped_alike(region: Region, main: Region) -> bool:
    """True where both are, or are wrapped in, elements with the same classes."""
    ours = {main.signature, *main.wrappers}
    theirs = {region.signature, *region.wrappers}
    return any(classes for _, classes in ours & theirs)


def _is_alike(region: Region, main: Region, beside: bool) -> bool:  # noqa: ARG001
    """True where a region is an element like that of the body, or its text stands in such."""
    return _cloth(region) == _cloth(main) or _is_wrapped_alike(region, main)


def _is_beside(region: Region, main: Region, beside: bool) -> bool:
    """True where a region is an element like that of the body, or stands next to it and its text
    stands in such."""
    return _is_wrapped_alike(region, main) or (beside and _cloth(region) == _cloth(main))


def _says(region: Region, words: str) -> bool:
    """True where a region says these words, as they are folded, and nothing else."""
    return bool(words) and folded("".join(run.text for run in region.runs())) == words


def _is_list(region: Region) -> bool:
    return region.element.tag in LISTS


def _cloth(region: Region) -> tuple[str, str]:
    """The tag and classes that most of the running text in a region stands in."""
    count: dict[tuple[str, str], int] = {}
    for each in region.all():
        for run in each.parts:
            if isinstance(run, InlineText) and run.is_running:
                count[each.signature] = count.get(each.signature, 0) + len(run.text)
    return max(count, key=lambda key: count[key], default=("", ""))

"""Where the text of a page lies whose markup nobody has seen: by density and position of running text, with
the title as anchor, and by the marks of what stands beside a text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element

from archive.reader.pangea.box_marks import LISTS
from archive.reader.pangea.regions import InlineText, Region, Survey, survey
from archive.reader.pangea.weigher import Weigher
from archive.reader.text import folded


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
    begin, above = _begin(seen, title)
    weigher = Weigher(begin, posts=posts)
    weigher.weigh(seen.top)
    main = _densest(seen.top, weigher, above)
    if main is None:
        return Layout()
    return _layout(seen.top, [main.element], weigher, folded(summary), is_known=False)


def around(root: _Element, bodies: list[_Element], title: str, summary: str = "") -> Layout:
    """The layout of a page whose known markup says where its body lies: what of it is no text, and
    what text lies elsewhere."""
    seen = survey(root)
    weigher = Weigher(_begin(seen, title)[0], posts=False)
    weigher.weigh(seen.top)
    return _layout(seen.top, bodies, weigher, folded(summary), is_known=True)


def within(body: _Element) -> Layout:
    """The layout of an element that holds a body: what in it is no text."""
    seen = survey(body)
    weigher = Weigher(0, posts=False)
    weigher.weigh(seen.top)
    found = list(weigher.boxes(seen.top))
    pictures = frozenset(each.element for each in found if weigher.is_picture(each))
    boxes = frozenset(each.element for each in found) - pictures
    return Layout([body], boxes, pictures)


def _begin(seen: Survey, title: str) -> tuple[int, frozenset[_Element]]:
    """How many runs stand before the title, which are no text of the item; and the elements that the
    title lies in."""
    wanted = folded(title)
    last = max((run.order for run in seen.top.runs() if run.is_running), default=0)
    named = [each for each in seen.titles if wanted and folded(each[1]) == wanted]
    named += [each for each in seen.titles if each[1]]
    if named:
        element, _, before = named[0]
        return before, frozenset(element.iterancestors())
    for region in seen.top.all():
        leaf = region.leaf
        if leaf is None or leaf.order >= last:  # a title behind all text heads none
            continue
        if wanted and folded(leaf.text) == wanted:
            return leaf.order + 1, frozenset(region.element.iterancestors())
    return 0, frozenset()


def _densest(top: Region, weigher: Weigher, above: frozenset[_Element]) -> Region | None:
    """What holds most of the running text of a page, where it stands with the title above all; None =
    there is none."""

    def weight(region: Region) -> float:
        return weigher.mass(region) * (_WITH_TITLE if region.element in above else 1)

    if not weigher.mass(top):
        return None
    chain = [top]
    while True:
        here = chain[-1]
        inner = [part for part in here.regions if weigher.mass(part)]
        whole = sum(map(weight, inner)) + weigher.own(here)
        best = max(inner, key=weight, default=None)
        if best is None or best.leaf is not None or weight(best) * 2 < whole:
            return _risen(chain)
        chain.append(best)


def _risen(chain: list[Region]) -> Region:
    """The last of these regions, or the first of those that lie in each other with a paragraph in each,
    as where nobody has closed them."""
    cloth = _cloth(chain[-1])
    first = len(chain) - 1
    while first and any(_is_paragraph(part, cloth) for part in chain[first - 1].parts):
        first -= 1
    if len(chain) - first > _NESTED:
        return chain[first]
    return chain[-1]


_NESTED = 2  # levels that can have a line beside them without being one text


def _is_paragraph(part: InlineText | Region, cloth: tuple[str, str]) -> bool:
    if isinstance(part, InlineText) or part.leaf is None:
        return False
    return part.leaf.is_running and part.signature == cloth


_WITH_TITLE = 3  # so much more weighs text in an element that holds the title, too


def _layout(
    top: Region, bodies: list[_Element], weigher: Weigher, summary: str, *, is_known: bool
) -> Layout:
    """The layout of a page whose body lies in these elements, or also beside them."""
    mine = set(bodies)
    above = {each for body in bodies for each in body.iterancestors()}
    main = list(_inside(top, mine, above))
    if not main:
        return Layout(bodies)
    left: list[str] = []
    roots = list(main)
    rare = _rare(top)
    for part, beside in _outside(top, mine, above):
        if weigher.is_box(part) or _says(part, summary):
            continue
        if beside and _is_list(part):
            roots.append(part)
        elif not weigher.mass(part):
            continue
        elif weigher.mass(part) * 8 > weigher.mass(main[0]) and _belongs(
            part,
            main[0],
            beside=beside,
            alike=_is_wrapped_alike(part, main[0], rare),
            is_known=is_known,
        ):
            roots.append(part)
        else:
            left += [run.text for run in part.runs() if run.is_running]
    others = [each for one in roots for each in weigher.others(one)]
    pictures = frozenset(each.element for each in others if weigher.is_picture(each))
    boxes = frozenset(each.element for each in others) - pictures
    elements = {each.element for each in roots[len(main) :]} | mine
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
    parts = region.regions
    inside = {part for part in parts if part.element not in above and _is_in(part.element, mine)}
    for part in parts:
        if part.element in above:
            yield from _outside(part, mine, above)
        elif part not in inside:
            yield part, bool(inside)


def _is_in(element: _Element, elements: set[_Element]) -> bool:
    return not elements.isdisjoint([element, *element.iterancestors()])


def _belongs(region: Region, main: Region, *, beside: bool, alike: bool, is_known: bool) -> bool:
    """True where a region outside the body holds a part of it: it is an element like that of the body,
    or its text stands in such. In known markup, or of a single line, only beside the body."""
    if alike:
        return True
    if _cloth(region) != _cloth(main):
        return False
    if is_known:
        return beside
    if region.leaf is None:
        return True
    return beside and region.leaf.order > next(main.runs()).order


def _is_wrapped_alike(region: Region, main: Region, rare: set[tuple[str, str]]) -> bool:
    """True where both are, or are wrapped in, elements with the same classes that few others have."""
    ours = {main.signature, *main.wrappers}
    return not rare.isdisjoint(ours.intersection([region.signature, *region.wrappers]))


def _rare(top: Region) -> set[tuple[str, str]]:
    """Tags with classes that at most three elements of a page have."""
    count = Counter(each for region in top.all() for each in (region.signature, *region.wrappers))
    return {each for each, times in count.items() if each[1] and times <= _FEW}


_FEW = 3  # parts that a body can come in


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

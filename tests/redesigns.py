"""Redesigns of a page: its markup is changed as a new design of the site would change it; its words
and their order stay.

    python -m tests.redesigns NAME LEVEL [SEED]      a page of tests/pages in a new design, on standard output

A redesign is a list of changes, made by a seed: the same seed is the same design for every page. `LEVELS`
names those that are measured (benchmarks/redesign.py), each with all that the one before it does;
`CHANGES` are its parts, one by one.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree
from lxml.etree import _Element

from archive.reader.encoding import decode
from archive.reader.pangea import page as pages
from archive.reader.pangea import parsing
from tests import boxes, whole_pages

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(slots=True)
class Design:
    """One page under the hands of a designer."""

    seed: int
    root: _Element
    bodies: list[_Element]  #: what holds the body of its item
    own: random.Random  #: chance for this page; that of the design is `chance`
    names: dict[str, str] = field(default_factory=dict)

    def chance(self, what: str) -> random.Random:
        """Chance that falls alike on every page of the design."""
        return random.Random(f"{self.seed} {what}")

    def name(self, old: str) -> str:
        """The new name of a class or id."""
        chosen = random.Random(f"{self.seed} name {old}")
        return "x" + "".join(chosen.choices(_LETTERS, k=6))


Change = Callable[[Design], None]


def redesigned(html: bytes | str, changes: tuple[str, ...], seed: int) -> str:
    """The page after these changes, in their order."""
    text = html if isinstance(html, str) else decode(html, None)[0]
    parts = parsing.parse(text, text.encode("utf-8", "replace"))
    bodies = pages.body_roots(parts)[1]
    own = random.Random(f"{seed} {len(text)} {text[2000:2400]}")
    design = Design(seed, parts.root, bodies, own)
    for change in changes:
        CHANGES[change](design)
    return "<!DOCTYPE html>\n" + etree.tostring(parts.root, method="html", encoding="unicode")


# --- names ---------------------------------------------------------------------


def rename(design: Design) -> None:
    """Every class and id has another name, the same on every page."""
    for element in design.root.iter(etree.Element):
        if classes := element.get("class"):
            element.set("class", " ".join(map(design.name, classes.split())))
        if name := element.get("id"):
            element.set("id", design.name(name))


# --- tags ----------------------------------------------------------------------


def wrap(design: Design) -> None:
    """Elements stand in others that say nothing: the page in one, the body in two, paragraphs by the design."""
    chance = design.chance("wrap")
    for body in design.bodies:
        paragraphs = chance.choice([0, 1, 1, 2])
        for child in list(body):
            if child.tag in ("p", "blockquote", "h2", "h3"):
                for _ in range(paragraphs):
                    _wrap(design, child, "para")
        for _ in range(chance.choice([1, 2])):
            _wrap(design, body, "body")
    for element in list(design.root.iter("div", "section", "ul", "figure")):
        if element not in design.bodies and design.own.random() < 0.15:
            _wrap(design, element, "any")


def _wrap(design: Design, element: _Element, what: str) -> None:
    around = element.getparent()
    if around is None:
        return
    wrapper = etree.Element("div", {"class": design.name(f"wrapper {what}")})
    around.replace(element, wrapper)
    wrapper.tail = element.tail
    element.tail = None
    wrapper.append(element)


def plain_paragraphs(design: Design) -> None:
    """Paragraphs are div."""
    for element in list(design.root.iter("p")):
        element.tag = "div"


def plain_figures(design: Design) -> None:
    """Figures are div, and by the design their captions too."""
    captions = design.chance("captions").random() < 0.5
    for element in list(design.root.iter("figure", "figcaption")):
        if element.tag == "figure" or captions:
            element.tag = "div"


def bold_headings(design: Design) -> None:
    """Headings below the title are div in bold."""
    bold = design.chance("bold").choice(["b", "strong"])
    for element in list(design.root.iter("h2", "h3", "h4", "h5")):
        inner = etree.Element(bold)
        inner.text = element.text
        inner.extend(list(element))
        element.text = None
        element.tag = "div"
        element.append(inner)


def less_metadata(design: Design) -> None:
    """JSON-LD, utag_data or bar_data is gone."""
    gone = design.own.choice(["ld+json", "utag_data", "bar_data"])
    for script in list(design.root.iter("script")):
        if gone in (script.get("type") or "") or gone in (script.text or ""):
            script.text = ""
            script.attrib.pop("type", "")


def lazy_pictures(design: Design) -> None:
    """Pictures come when they are scrolled to."""
    for image in design.root.iter("img"):
        if source := image.get("src"):
            image.set("data-src", source)
            image.set(
                "src",
                "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
            )
            image.set("loading", "lazy")


# --- what comes between ----------------------------------------------------------


def split(design: Design) -> None:
    """The body lies in two containers, with something of the design between them."""
    for body in design.bodies:
        children = list(body)
        around = body.getparent()
        if len(children) < 2 or around is None:
            continue
        second = etree.Element(str(body.tag), {"class": body.get("class") or ""})
        second.extend(children[len(children) // 2 :])
        second.tail = body.tail
        body.tail = None
        between = etree.Element("div", {"class": design.name("between")})
        around.insert(around.index(body) + 1, between)
        around.insert(around.index(between) + 1, second)
        design.bodies = [*design.bodies, second]


def add_boxes(design: Design) -> None:
    """Boxes of other stories, a letter to subscribe to, and comments stand in the main column."""
    bodies = [body for body in design.bodies if len(body)]
    for box in boxes.made(boxes.KNOWN, design.chance("boxes"), design.own, design.name):
        _put(design, bodies, box)


def _put(design: Design, bodies: list[_Element], box: _Element) -> None:
    """Puts a box between two elements of the body, or at its end."""
    if bodies:
        body = design.own.choice(bodies)
        body.insert(design.own.randint(1, len(body)), box)


# --- what the reader was not built with --------------------------------------------


def editor_blocks(design: Design) -> None:
    """Each paragraph is a block of an editor: section, div and span."""
    for body in design.bodies:
        for element in list(body.iter("p")):
            inner = etree.Element("span")
            inner.text = element.text
            inner.extend(list(element))
            middle = etree.Element("div")
            middle.append(inner)
            element.text = None
            element.tag = "section"
            element.set("class", design.name("block text"))
            element.append(middle)


def swapped_columns(design: Design) -> None:
    """The column beside the text stands before it."""
    for body in design.bodies:
        for around in body.iterancestors():
            beside = around.getnext()
            if beside is not None and around.tag == "div" and beside.tag == "div":
                parent = around.getparent()
                if parent is not None and next(beside.iter("li"), None) is not None:
                    parent.insert(parent.index(around), beside)
                    break


def other_boxes(design: Design) -> None:
    """Boxes of kinds that the reader was not built with stand in the main column."""
    bodies = [body for body in design.bodies if len(body)]
    for box in boxes.made(boxes.BLIND, design.chance("other boxes"), design.own, design.name):
        _put(design, bodies, box)


def more_boxes(design: Design) -> None:
    """Likewise, of still other kinds."""
    bodies = [body for body in design.bodies if len(body)]
    chance = design.chance("more boxes")
    for box in boxes.made(boxes.SECOND_BLIND, chance, design.own, design.name):
        _put(design, bodies, box)


def broken_lines(design: Design) -> None:
    """Paragraphs are lines of one element, with empty lines between them."""
    for body in design.bodies:
        for element in list(body.iter("p")):
            element.tag = "span"
            for _ in range(2):
                line = etree.Element("br")
                line.tail = element.tail
                element.tail = None
                element.addnext(line)


def thirds(design: Design) -> None:
    """The body lies in three elements of different classes, each in a row of its own."""
    for body in design.bodies:
        children = list(body)
        around = body.getparent()
        if len(children) < 3 or around is None:
            continue
        place = around.index(body)
        step = -(-len(children) // 3)
        for number, begin in enumerate(range(0, len(children), step)):
            row = etree.Element("div", {"class": design.name(f"row {number}")})
            cell = etree.SubElement(row, "div", {"class": design.name(f"cell {number}")})
            cell.extend(children[begin : begin + step])
            around.insert(place + number, row)
        if body.text and body.text.strip():
            around[place][0].text = body.text
        around.remove(body)


def notices(design: Design) -> None:
    """A notice of cookies at the beginning, words of the house at the end."""
    page = design.root.find("body")
    if page is None:
        return
    cookies = etree.fromstring(
        "<div><p>Situs ini memakai kuki untuk mengukur kunjungan dan memperbaiki layanan kami bagi Anda."
        "</p><button>Setuju</button></div>"
    )
    house = etree.fromstring(
        "<div><p>Kami menyajikan berita yang seimbang dari Washington sejak 1942. Hubungi redaksi bila "
        "Anda menemukan kekeliruan.</p></div>"
    )
    page.insert(0, cookies)
    page.append(house)


def no_heading(design: Design) -> None:
    """The title is a div."""
    for element in list(design.root.iter("h1")):
        element.tag = "div"


CHANGES: dict[str, Change] = {
    "split": split,
    "boxes": add_boxes,
    "names": rename,
    "wrap": wrap,
    "paragraphs": plain_paragraphs,
    "figures": plain_figures,
    "headings": bold_headings,
    "metadata": less_metadata,
    "lazy": lazy_pictures,
    "blocks": editor_blocks,
    "columns": swapped_columns,
    "others": other_boxes,
    "notices": notices,
    "more": more_boxes,
    "breaks": broken_lines,
    "thirds": thirds,
    "title": no_heading,
}

_TAGS = ("wrap", "paragraphs", "figures", "headings", "metadata", "lazy")

#: The levels that are measured: names renamed; then tags changed too; then other things in the main column too.
LEVELS = {
    "names": ("names",),
    "tags": ("names", *_TAGS),
    "boxes": ("split", "boxes", "names", *_TAGS),
}


#: Kinds that the reader was not built with, looked at only when it was done.
BLIND = {
    "blocks": ("blocks", "names"),
    "columns": ("columns", "names", "paragraphs"),
    "others": ("split", "others", "names", *_TAGS),
    "notices": ("notices", "names", *_TAGS),
    "title": ("title", "names", "wrap", "figures"),
}

#: The same once more, after the reader was changed for what the first ones showed.
SECOND_BLIND = {
    "more": ("split", "more", "names", *_TAGS),
    "breaks": ("breaks", "names", "figures", "metadata"),
    "thirds": ("thirds", "names", "paragraphs", "figures"),
}


def originals() -> Iterator[tuple[str, bytes, str, str | None]]:
    """The items of tests/pages: name, page, address, and the content type that it came with."""
    for folder in sorted(whole_pages.PAGES.iterdir()):
        spec = json.loads((folder / "article.json").read_text(encoding="utf-8"))
        if "article" in spec:
            kind = cast("str | None", spec.get("content_type"))
            yield folder.name, whole_pages.page(folder), spec["url"], kind


def main(name: str, level: str, seed: int) -> None:
    """Prints a page in a new design."""
    changes = LEVELS.get(level) or (level,)
    print(redesigned(whole_pages.page(whole_pages.PAGES / name), changes, seed))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: python -m tests.redesigns NAME LEVEL [SEED]")
    main(sys.argv[1], sys.argv[2], int([*sys.argv, "1"][3]))

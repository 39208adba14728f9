"""The captions of pictures, and credits that stand apart from them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element

from archive.reader.pangea import fields

_CAPTIONS = frozenset(["caption", "imageCaption"])
_CAPTION = re.compile(
    r"(?:^|[\w-]*[-_])(?:caption|description|desc|legend|teks|text)\b", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?:^|[\w-]*[-_])(?:credits?|author|source|copyright|byline|photographer)\b", re.IGNORECASE
)
#: How far a gallery has come: "3 / 12", "3 dari 12".
_COUNTER = re.compile(
    r"\(?\d{1,3}\s*(?:/|of|dari|из|de|von)\s*\d{1,3}\)?|\d{1,3}\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a picture."""

    text: str  #: whole; "" = nothing
    credit: str = ""  #: "" = none that stands apart


NONE = Caption("")


def of_figure(figure: _Element) -> Caption:
    """The caption of a figure: the span that holds it, else all of the figcaption, else what old
    markup calls so."""
    box = next(figure.iter("figcaption"), figure)
    for element in box.iter("span", "p", "div"):
        classes = (element.get("class") or "").split()
        if _CAPTIONS.intersection(classes) or element.get("itemprop") == "caption":
            return Caption(_text(element), _credit_outside(box, element))
    if box is figure:
        return NONE
    return _without_credit(box)


def of_item(image: _Element, frame: _Element) -> Caption:
    """The caption of a picture in a gallery: as of a figure, else what an element or an attribute
    calls so, else the words around the picture."""
    found = of_figure(frame)
    if found.text:
        return found
    for element in frame.iter("span", "p", "div", "h3", "h4", "h5", "dd", "em"):
        if _CAPTION.match(element.get("class") or "") and _text(element):
            return Caption(_text(element), _credit_outside(frame, element))
    around = _without_credit(frame)
    if around.text:
        return around
    beside = _beside(frame)
    if beside.text:
        return beside
    for name in ("data-caption", "data-description", "data-title", "alt", "title"):
        said = fields.plain(image.get(name) or "") or fields.plain(frame.get(name) or "")
        if " " in said:
            return Caption(said, around.credit)
    return around


def _beside(frame: _Element) -> Caption:
    """The words that follow a picture in a list where nothing holds the two together."""
    after = frame.getnext()
    if frame.tag not in ("img", "amp-img", "dt", "a", "picture", "figure") or after is None:
        return NONE
    if after.tag not in ("dd", "p", "div", "span", "figcaption", "small", "em"):
        return NONE
    if next(after.iter("img", "amp-img", "a"), None) is not None:
        return NONE
    return _without_credit(after)


def is_counter(text: str) -> bool:
    """True for words that only say how far a gallery has come."""
    return _COUNTER.fullmatch(text) is not None


def _without_credit(box: _Element) -> Caption:
    """The words of a box, and apart from them those of the element in it that names a credit."""
    for element in box.iter("span", "p", "div", "small", "cite", "em"):
        if element is not box and _CREDIT.match(element.get("class") or ""):
            credit = _text(element)
            words = _text(box)
            if credit and credit in words:
                rest = " ".join(words.replace(credit, " ", 1).split())
                return Caption(_counted_out(rest), credit)
    return Caption(_counted_out(_text(box)))


def _credit_outside(box: _Element, caption: _Element) -> str:
    """The credit beside a caption; "" = none, or it stands in the caption."""
    for element in box.iter("span", "p", "div", "small", "cite", "em"):
        if element is caption or caption in element.iterancestors():
            continue
        if _CREDIT.match(element.get("class") or "") and caption not in element.iter():
            return _text(element)
    return ""


def _counted_out(text: str) -> str:
    return "" if is_counter(text) else text


def _text(element: _Element) -> str:
    return fields.plain("".join(map(str, islice(element.itertext(), _MOST_PIECES))))


_MOST_PIECES = 200  # of the text of one caption; a real one has some five

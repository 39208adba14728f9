"""Pictures of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.etree import _Element

from archive import urls
from archive.reader.pangea import captions, image_sources
from archive.reader.pangea.captions import Caption
from archive.reader.pangea.image_sources import GUID
from archive.reader.pangea.parsing import in_frame

_SCHEME = re.compile(r"https?:$")
_HOST = "//gdb."  # of pictures; it is followed by the rest of an address
_REST = re.compile(rf"[\w.-]{{1,80}}/{GUID}[\w.-]{{0,80}}")
_WIDTH = re.compile(r"_w(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page shows it, its caption whole."""

    guid: str
    url: str  #: "" = not known: the page is a saved copy
    caption: str
    position: int
    credit: str = ""  #: what stands apart from the caption; "" = nothing


def _width(url: str) -> int:
    match = _WIDTH.search(url)
    return int(match[1]) if match else 0


def pictures(
    figures: Iterable[tuple[_Element, int]], base: str, renditions: dict[str, str]
) -> tuple[Picture, ...]:
    """The pictures in these elements, each once, at the widest rendition that the page names.

    `figures` are elements with their positions in the body; `renditions` comes from `widest`.
    """
    found: dict[tuple[str, str], Picture] = {}
    for element, position in figures:
        for image, caption in _shown(element):
            guid, url = image_sources.place(image, base)
            if not (guid or caption.text):
                continue
            best = renditions.get(guid, url)
            picture = Picture(guid, best, caption.text, position, caption.credit)
            found.setdefault((guid, caption.text), picture)
    captioned = {guid for guid, caption in found if caption}
    return tuple(
        picture for picture in found.values() if picture.caption or picture.guid not in captioned
    )


def of_gallery(gallery: _Element, base: str, renditions: dict[str, str]) -> tuple[Picture, ...]:
    """The pictures of a gallery in their order, each once, whatever stands around them; their
    places in a text are not known here."""
    found: dict[tuple[str, str], Picture] = {}
    for image, caption in listed(gallery):
        guid, url = image_sources.place(image, base)
        if guid or caption.text:
            picture = Picture(guid, renditions.get(guid, url), caption.text, 0, caption.credit)
            found.setdefault((guid, caption.text), picture)
    return tuple(found.values())


def merged(found: Sequence[Picture], listed: Sequence[Picture]) -> tuple[Picture, ...]:
    """Pictures of a page and of its gallery, each once: in the order of the gallery, the others
    before it; a picture that stands in the text keeps its place there."""
    own = {picture.guid for picture in listed if picture.guid}
    captions_ = {picture.caption for picture in listed}
    before = [
        picture
        for picture in found
        if picture.guid not in own and (picture.guid or picture.caption not in captions_)
    ]
    places = {picture.guid: picture.position for picture in found if picture.position}
    placed = [
        replace(picture, position=places.get(picture.guid, picture.position)) for picture in listed
    ]
    return (*before, *placed)


def widest(page: str) -> dict[str, str]:
    """The address of the widest rendition by guid, of all that a page's source names; the first of
    equal ones."""
    best: dict[str, str] = {}
    before, *others = page.split(_HOST)  # much quicker than a pattern that looks for addresses
    for behind in others:
        scheme = _SCHEME.search(before, max(0, len(before) - _LONGEST_SCHEME))
        rest = _REST.match(behind)
        before = behind
        if scheme is None or rest is None:
            continue
        url = f"{scheme[0]}{_HOST}{rest[0]}"
        guid = rest["guid"].lower()
        if guid not in best or _width(url) > _width(best[guid]):
            best[guid] = url
    return best


_LONGEST_SCHEME = len("https:")


def _shown(element: _Element) -> Iterator[tuple[_Element, Caption]]:
    """Images of figures with their captions; not those of players and of boxes that lead to other
    stories."""
    if element.tag in ("img", "amp-img"):
        if image_sources.is_shown(element) and not _tiny(element):
            yield element, captions.NONE
        return
    figures = list(islice(element.iter("figure"), _MOST_PICTURES))
    for figure in figures:
        image = _image_in(figure)
        if image is not None and not _belongs_elsewhere(figure, element):
            yield image, captions.of_figure(figure)
    if not figures:
        for image in islice(
            filter(image_sources.has_guid, element.iter("img", "amp-img")), _MOST_PICTURES
        ):
            if not _belongs_elsewhere(image, element):
                yield image, captions.of_figure(_frame(image, element))


def listed(element: _Element) -> Iterator[tuple[_Element, Caption]]:
    """The pictures of a gallery in their order, whatever stands around them, with their captions."""
    for image in islice(element.iter("img", "amp-img"), 2 * _MOST_PICTURES):
        if _is_too_deep(image):
            continue
        figure = next(image.iterancestors("figure"), None)
        if not _is_of_gallery(image, figure, element):
            continue
        frame = _frame(image, element) if figure is None else figure
        yield image, captions.of_item(image, frame)


def _is_too_deep(image: _Element) -> bool:
    """True for an image in more elements than those of any real page, each of which would be looked
    at for each of its images."""
    return next(islice(image.iterancestors(), _DEEPEST, None), None) is not None


_DEEPEST = 200  # levels of elements


def _is_of_gallery(image: _Element, figure: _Element | None, within: _Element) -> bool:
    if _tiny(image) or _belongs_elsewhere(image, within) or in_frame(image):
        return False
    if next(image.iterancestors("noscript", "aside"), None) is not None:
        return False
    link = next(image.iterancestors("a"), None)
    if link is not None and urls.item_number(urls.original(link.get("href") or "")) is not None:
        return False
    if image_sources.has_guid(image):
        return True
    return figure is not None and (
        image_sources.is_shown(image) or image_sources.is_held_in_page(image)
    )


def _image_in(figure: _Element) -> _Element | None:
    """The image of a figure; None = it holds none. A second one, in <noscript>, is the same.

    One whose bytes lie in the page itself, as a saved page has it, counts where it has a caption.
    """
    images = list(islice(figure.iter("img", "amp-img"), _MOST_PICTURES))
    for image in images:
        if image_sources.is_shown(image):
            return image
    if not captions.of_figure(figure).text:
        return None
    return next(filter(image_sources.is_held_in_page, images), None)


_MOST_PICTURES = 500  # outside figures in one element; a large gallery has 100


def _frame(image: _Element, within: _Element) -> _Element:
    """The largest element around a picture that holds no other: what a figure is elsewhere."""
    frame = image
    for around in image.iterancestors():
        if len(list(islice(around.iter("img", "amp-img"), 2))) > 1:
            break
        frame = around
        if around is within:
            break
    return frame


_ELSEWHERE = (
    "media-block",
    "c-mmp",
    "c-lightbox",
    "media-pholder",
    "c-sticky",
    "infographic",
    "quiz",
    "share",
)


def _belongs_elsewhere(figure: _Element, within: _Element) -> bool:
    for element in (figure, *figure.iterancestors()):
        if (element.get("class") or "").startswith(_ELSEWHERE):
            return True
        if element is within:
            break
    return False


def _tiny(image: _Element) -> bool:
    return any((image.get(side) or "").strip() in ("0", "1", "2") for side in ("width", "height"))

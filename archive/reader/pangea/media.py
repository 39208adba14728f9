"""Pictures and recordings of a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.etree import _Element

from archive import urls
from archive.article import Media, Rendition
from archive.reader.pangea import fields

# https://gdb.voanews.com/<guid>_w<width>_r<n>[_s].jpg, crop parts such as _cx0_cy16_cw0 before or
# between
_GUID = r"/(?P<guid>[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})"
_IMAGE = re.compile(_GUID)
_ADDRESS = re.compile(rf"https?://gdb\.[\w.-]{{1,80}}{_GUID}[\w.-]{{0,80}}")
_WIDTH = re.compile(r"_w(\d{1,5})")
_DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})")
_ISO_DURATION = re.compile(r"P(?:\d+D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the page shows it, its caption whole."""

    guid: str
    url: str
    caption: str
    position: int


def guid_of(url: str) -> str:
    """What identifies a picture whatever its width and crop, in lower case; the address itself
    where it has none."""
    match = _IMAGE.search(url)
    return match["guid"].lower() if match else url


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
            source = _source(image)
            url = urls.absolute(base, source) if source else ""
            if url is None:
                continue
            guid = guid_of(url)
            best = renditions.get(guid, url)
            found.setdefault((guid, caption), Picture(guid, best, caption, position))
    captioned = {guid for guid, caption in found if caption}
    return tuple(
        picture for picture in found.values() if picture.caption or picture.guid not in captioned
    )


def widest(page: str) -> dict[str, str]:
    """The address of the widest rendition by guid, of all that a page's source names; the first of
    equal ones."""
    best: dict[str, str] = {}
    for match in _ADDRESS.finditer(page):
        url = match[0]
        guid = match["guid"].lower()
        if guid not in best or _width(url) > _width(best[guid]):
            best[guid] = url
    return best


def _shown(element: _Element) -> Iterator[tuple[_Element, str]]:
    """Images of figures with their captions; not those of players and of boxes that lead to other
    stories."""
    if element.tag in ("img", "amp-img"):
        if _source(element) and not _tiny(element):
            yield element, ""
        return
    figures = list(element.iter("figure"))
    for figure in figures:
        image = _image_in(figure)
        if image is not None and not _belongs_elsewhere(figure, element):
            yield image, _caption(figure)
    if not figures:
        for image in islice(filter(_is_picture, element.iter("img", "amp-img")), _MOST_PICTURES):
            if not _belongs_elsewhere(image, element):
                yield image, _caption(_frame(image, element))


def _image_in(figure: _Element) -> _Element | None:
    """The image of a figure; None = it holds none. A second one, in <noscript>, is the same.

    One whose bytes lie in the page itself, as a saved page has it, counts where it has a caption.
    """
    images = list(islice(figure.iter("img", "amp-img"), _MOST_PICTURES))
    for image in images:
        if _source(image):
            return image
    if not _caption(figure):
        return None
    for image in images:
        if (image.get("src") or "").strip().startswith("data:image/"):
            return image
    return None


_MOST_PICTURES = 500  # outside figures in one element; a large gallery has 100


def _is_picture(image: _Element) -> bool:
    """True where an image outside figures is a picture of the platform and no icon."""
    return _IMAGE.search(_source(image)) is not None


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


def _source(image: _Element) -> str:
    source = (image.get("src") or image.get("data-src") or "").strip()
    return "" if source.startswith("data:") else source


def _tiny(image: _Element) -> bool:
    return any((image.get(side) or "").strip() in ("0", "1", "2") for side in ("width", "height"))


def _caption(figure: _Element) -> str:
    """The caption: the span that holds it, else all of the figcaption, else what old markup calls
    so."""
    box = next(figure.iter("figcaption"), figure)
    for element in box.iter("span", "p", "div"):
        if _CAPTIONS.intersection((element.get("class") or "").split()):
            return _text(element)
    return _text(box) if box is not figure else ""


_CAPTIONS = frozenset(["caption", "imageCaption"])


def _text(element: _Element) -> str:
    return fields.plain("".join(map(str, element.itertext())))


def recordings(players: Iterable[_Element], base: str, duration: str) -> tuple[Media, ...]:
    """The recordings of `audio` and `video` elements, each once; `duration` is the item's own where
    it has one."""
    found: dict[str, Media] = {}
    for player in players:
        renditions = tuple(_renditions(player, base))
        if renditions:
            kind = "video" if str(player.tag).endswith("video") else "audio"
            length = player.get("data-duration") or _shown_duration(player) or duration
            title = fields.plain(player.get("data-title") or player.get("title") or "") or None
            first = renditions[0].url
            found.setdefault(first, Media(kind, first, title, seconds(length), renditions))
    return tuple(found.values())


def _renditions(player: _Element, base: str) -> Iterator[Rendition]:
    mime = player.get("data-type") or player.get("type")
    offered = [Rendition(player.get("src") or "", mime, player.get("data-info") or None)]
    offered += [
        Rendition(source.get("src") or "", source.get("type"), None)
        for source in player.iter("source")
    ]
    listed = [_listed(source) for source in _data_sources(player)]
    known = {rendition.url: rendition for rendition in reversed(listed)}
    seen = set()
    for rendition in [*offered, *listed]:
        best = known.get(rendition.url, rendition)
        url = urls.absolute(base, best.url) if best.url.strip() else None
        if url and url not in seen:
            seen.add(url)
            yield Rendition(url, best.mime or None, best.label)


def _data_sources(player: _Element) -> list[dict[str, object]]:
    try:
        sources = json.loads(player.get("data-sources") or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(sources, list):
        return []
    return [source for source in sources if isinstance(source, dict)]


def _listed(source: dict[str, object]) -> Rendition:
    url = source.get("Src") or source.get("Url") or ""
    mime = source.get("Type")
    label = fields.plain(str(source.get("DataInfo") or ""))
    return Rendition(str(url), str(mime) if mime else None, label or None)


def _shown_duration(player: _Element) -> str:
    for box in player.iterancestors("div"):
        if "c-mmp" in (box.get("class") or "").split():
            spans = box.iter("span", "time", "div")
            return next(
                (span.text or "" for span in spans if "duration" in (span.get("class") or "")), ""
            )
    return ""


def seconds(text: str) -> int | None:
    """A duration such as "201", "3:21", "0:03:21" or "PT3M21S" in seconds; None = there is none, or
    only zeros."""
    text = text.strip()
    if text.isascii() and text.isdigit():
        return int(text[:6]) or None
    match = _DURATION.fullmatch(text) or (_ISO_DURATION.fullmatch(text) if text else None)
    if match is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest or None

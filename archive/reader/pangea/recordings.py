"""Recordings of a page: of its players, wherever they stand, and those that only its head names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.etree import _Element

from archive import urls
from archive.article import Media, Rendition
from archive.reader.pangea import fields, heads, schema_org
from archive.reader.pangea.heads import Head
from archive.reader.pangea.parsing import Parts, in_frame
from archive.reader.pangea.places import Places

_DURATION = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})")
_ISO_DURATION = re.compile(r"P(?:\d+D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")
_AUDIO = re.compile(r"\.(?:mp3|m4a|aac|wma|ogg|oga|ra|ram|opus)\b", re.IGNORECASE)
_VIDEO = re.compile(r"\.(?:mp4|m4v|m3u8|mpd|webm|mov|wmv|asx|flv|ogv|3gp)\b", re.IGNORECASE)
#: Either of them, for what is asked of every link.
_FILE = re.compile(rf"{_AUDIO.pattern}|{_VIDEO.pattern}", re.IGNORECASE)
#: The platform's own player in a frame.
_OWN_PLAYER = re.compile(r"/embed/player/|[?&]layout=player\b", re.IGNORECASE)

_MOST = 500  # recordings of one page


def of(head: Head, parts: Parts, places: Places, base: str) -> tuple[Media, ...]:
    """The recordings of a page in its order, each once; what the head names stands at the head
    where no player of its kind plays it."""
    duration = heads.text_of(head.json_ld.get("duration"))
    found = list(_of_players(parts.players, places, base, duration))
    frames = list(_frames(parts.frames, places, base))
    if not found and (frames or _promises(head)):
        found += _of_links(parts.root, places, base, duration)
    for recording in _of_head(head, base, duration):
        kinds = {media.kind for media in found}
        if recording.kind not in kinds:
            position = frames.pop(0).position if frames else 0
            found.append(_at(recording, position))
    named = {media.url for media in found}
    found += [frame for frame in frames if frame.url not in named and not _plays(frame, found)]
    return tuple(sorted(found, key=lambda media: media.position))


def named(head: Head) -> tuple[str, ...]:
    """The kinds of recordings that the head names."""
    return tuple(media.kind for media in _of_head(head, "", ""))


def _at(media: Media, position: int) -> Media:
    return Media(media.kind, media.url, media.title, media.duration_s, media.renditions, position)


def _plays(frame: Media, found: list[Media]) -> bool:
    """True where a frame plays what a player on the same place plays."""
    return any(media.position == frame.position for media in found)


# --- players on the page -----------------------------------------------------


def _of_players(
    players: Iterable[_Element], places: Places, base: str, duration: str
) -> Iterator[Media]:
    seen = set()
    for player in islice(players, _MOST):
        renditions = tuple(_renditions(player, base))
        if renditions and renditions[0].url not in seen:
            seen.add(renditions[0].url)
            kind = "video" if str(player.tag).endswith("video") else "audio"
            length = player.get("data-duration") or _shown_duration(player) or duration
            title = fields.plain(player.get("data-title") or player.get("title") or "") or None
            yield Media(
                kind, renditions[0].url, title, seconds(length), renditions, places.of(player)
            )


def _renditions(player: _Element, base: str) -> Iterator[Rendition]:
    mime = player.get("data-type") or player.get("type")
    source = player.get("src") or player.get("data-src") or ""
    offered = [Rendition(source, mime, player.get("data-info") or None)]
    offered += [
        Rendition(each.get("src") or each.get("data-src") or "", each.get("type"), None)
        for each in player.iter("source")
    ]
    listed = [_listed(each) for each in _data_sources(player)]
    known = {rendition.url: rendition for rendition in reversed(listed)}
    seen = set()
    for rendition in [*offered, *listed]:
        best = known.get(rendition.url, rendition)
        url = _address(best.url, base)
        if url and url not in seen:
            seen.add(url)
            yield Rendition(url, best.mime or None, best.label)


def _address(source: str, base: str) -> str | None:
    """The address of a file; None = there is none, or it lies beside a saved copy of the page."""
    source = urls.original(source.strip())
    if not source or "_files/" in source:
        return None
    return urls.absolute(base, source)


def _data_sources(player: _Element) -> list[dict[str, object]]:
    try:
        sources = json.loads(player.get("data-sources") or "[]")
    except (ValueError, RecursionError):
        return []
    if not isinstance(sources, list):
        return []
    return [source for source in sources if isinstance(source, dict)]


def _listed(source: dict[str, object]) -> Rendition:
    url = source.get("Src") or source.get("Url") or source.get("src") or source.get("url") or ""
    mime = source.get("Type") or source.get("type")
    label = fields.plain(str(source.get("DataInfo") or source.get("label") or ""))
    return Rendition(str(url), str(mime) if mime else None, label or None)


def _shown_duration(player: _Element) -> str:
    for box in player.iterancestors("div"):
        if "c-mmp" in (box.get("class") or "").split():
            spans = box.iter("span", "time", "div")
            return next(
                (span.text or "" for span in spans if "duration" in (span.get("class") or "")), ""
            )
    return ""


# --- players in frames, and pages whose players a script makes ---------------


def _frames(frames: Iterable[_Element], places: Places, base: str) -> Iterator[Media]:
    """The platform's own players in frames."""
    for frame in islice(frames, _MOST):
        source = frame.get("src") or frame.get("data-src") or ""
        if not _OWN_PLAYER.search(source) or in_frame(frame):
            continue
        url = urls.absolute(base, source)
        if url:
            kind = "audio" if re.search(r"\b(?:type=audio|audio/)", source) else "video"
            title = fields.plain(frame.get("title") or "") or None
            yield Media(kind, url, title, None, (), places.of(frame))


def _promises(head: Head) -> bool:
    """True where the head says that the page plays something."""
    said = " ".join(head.utag.get(key, "") for key in ("content_type", "subcontent_type"))
    return (
        head.meta.get("twitter:card") == "player"
        or re.search(r"audio|video|clip|podcast", said) is not None
        or schema_org.kind(head.json_ld) in ("audio", "video")
    )


def _of_links(root: _Element, places: Places, base: str, duration: str) -> Iterator[Media]:
    """What a page without players still names: sources of a player that a script makes, the link
    that stands in its place, and what is offered for download."""
    elements = [
        element
        for element in islice(root.iter("div", "a", "button", "span"), 20_000)
        if element.get("data-sources") or _offers(element)
    ]
    renditions: dict[str, list[Rendition]] = {}
    place: dict[str, int] = {}
    for element in elements[:_MOST]:
        if in_frame(element):
            continue
        mime = element.get("data-type") or None
        given = [_listed(source) for source in _data_sources(element)]
        if element.tag == "a":
            given.append(Rendition(element.get("href") or "", None, None))
        for each in given:
            url = _address(each.url, base)
            kind = kind_of(url, each.mime or mime or "") if url else None
            if url and kind:
                place.setdefault(kind, places.of(element))
                renditions.setdefault(kind, []).append(Rendition(url, each.mime, each.label))
    for kind, files in renditions.items():
        unique = tuple({_file(each.url): each for each in reversed(files)}.values())[::-1]
        yield Media(kind, unique[0].url, None, seconds(duration), unique, place[kind])


def _offers(element: _Element) -> bool:
    if element.tag != "a":
        return False
    return _FILE.search(element.get("href") or "") is not None


def _file(url: str) -> str:
    return url.partition("?")[0]


def kind_of(url: str, mime: str) -> str | None:
    """Audio or video, by the type of a file or its name; None = neither says so."""
    for kind, pattern in (("audio", _AUDIO), ("video", _VIDEO)):
        if mime.startswith(kind) or mime == kind:
            return kind
        if pattern.search(url.partition("?")[0]):
            return kind
    return None


# --- what the head names -----------------------------------------------------

_META = ("{}:url", "{}", "{}:secure_url")


def _of_head(head: Head, base: str, duration: str) -> Iterator[Media]:
    """The first recording of each kind that JSON-LD or `og:` names."""
    named: dict[str, Media] = {}
    for node in _nodes(head):
        said = _of_node(node, base, duration)
        if said:
            named.setdefault(said.kind, said)
    for kind in ("video", "audio"):
        mime = head.meta.get(f"og:{kind}:type", "")
        for form in _META:
            source = head.meta.get(form.format(f"og:{kind}"), "").strip()
            url = urls.absolute(base, source) if source else None
            if url and kind_of(url, mime):
                files = (Rendition(url, mime or None, None),)
                named.setdefault(kind, Media(kind, url, None, seconds(duration), files))
    yield from named.values()


def _nodes(head: Head) -> Iterator[schema_org.Node]:
    """The recordings that JSON-LD describes: objects of their own, or parts of the item."""
    yield from head.nodes
    for key in ("video", "audio", "associatedMedia", "encoding"):
        value = head.json_ld.get(key)
        for node in value if isinstance(value, list) else [value]:
            if isinstance(node, dict):
                yield node


def _of_node(node: schema_org.Node, base: str, duration: str) -> Media | None:
    source = heads.text_of(node.get("contentUrl")).strip()
    url = urls.absolute(base, source) if source else None
    if url is None:
        return None
    mime = heads.text_of(node.get("encodingFormat")) or heads.text_of(node.get("fileFormat"))
    kind = kind_of(url, mime) or schema_org.kind(node)
    if kind not in ("audio", "video"):
        return None
    length = heads.text_of(node.get("duration")) or duration
    title = fields.plain(heads.text_of(node.get("name"))) or None
    return Media(str(kind), url, title, seconds(length), (Rendition(url, mime or None, None),))


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

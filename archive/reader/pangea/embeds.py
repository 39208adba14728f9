"""What a page shows of other sites: videos of YouTube, posts of X, Facebook, Instagram and TikTok,
sound of SoundCloud, infographics in frames."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from urllib.parse import parse_qs, urlsplit

from lxml.etree import _Element

from archive import urls
from archive.article import Media
from archive.reader.pangea import fields
from archive.reader.pangea.parsing import Parts, in_frame
from archive.reader.pangea.places import Places

#: Frames that show nothing of an item: counters, advertisements, buttons, comments, the platform's
#: own players (which are recordings).
_NOTHING = re.compile(
    r"googletagmanager|doubleclick|googlesyndication|google\.com/recaptcha|/captcha/|/embed/player/"
    r"|facebook\.com/(?:plugins/(?:like|share|comments|page|follow)|tr\b|v[\d.]+/plugins/(?:like|comments))"
    r"|platform\.twitter\.com/widgets/(?:tweet_button|follow)|disqus\.com|addthis|sharethis|/navigation\.html"
    r"|about:blank|^javascript:|office365/login|scorecardresearch|[?&]layout=player\b",
    re.IGNORECASE,
)
#: A script of the platform that makes a frame: renderExternalContent("https://…").
_RENDERS = "renderExternalContent("
_RENDERED = re.compile(r"renderExternalContent\(\s*[\"']([^\"'\s]{5,1000})[\"']")
#: Addresses that hold another one, by host: the name of the part that holds it.
_WRAPPED = (
    (re.compile(r"[/.]facebook\.com/plugins/(?:post|video)"), "href"),
    (re.compile(r"[/.]soundcloud\.com/player"), "url"),
)
#: Parts of an address that only say how it is shown.
_PATH_IS_ALL = re.compile(r"(?:youtube(?:-nocookie)?\.com/embed/|youtu\.be/|tiktok\.com/embed)")

_MOST = 200  # embeds of one page
_MOST_ELEMENTS = 20_000  # in which they are looked for

# element or class, and where it says what it shows
_TAGS: dict[str, tuple[str, str]] = {
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-facebook": ("data-href", "{}"),
    "amp-soundcloud": ("data-trackid", "https://api.soundcloud.com/tracks/{}"),
    "amp-tiktok": ("data-src", "{}"),
    "embed": ("src", "{}"),
    "object": ("data", "{}"),
}
_CLASSES: dict[str, tuple[str, str]] = {
    "twitter-tweet": ("", r"(?:twitter|x)\.com/[^/]+/status(?:es)?/\d+"),
    "twitter-video": ("", r"(?:twitter|x)\.com/[^/]+/status(?:es)?/\d+"),
    "instagram-media": ("data-instgrm-permalink", r"instagram\.com/(?:p|reel|tv)/"),
    "fb-post": ("data-href", r"facebook\.com/"),
    "fb-video": ("data-href", r"facebook\.com/"),
    "tiktok-embed": ("cite", r"tiktok\.com/@"),
    "telegram-post": ("data-telegram-post", r"t\.me/"),
}
_FRAMES = ("iframe", "amp-iframe", "blockquote", "script", *_TAGS)
_READ = ("div", *_FRAMES)


def of(
    parts: Parts, covers: list[_Element], places: Places, base: str, *, is_text: bool
) -> tuple[Media, ...]:
    """The embeds of a page, each once, with their places: in its body and its cover, and of a page
    that is no text wherever they stand outside the frame."""
    found: dict[str, Media] = {}
    for element, place in _where(parts, covers, places, is_text=is_text):
        for address in filter(None, _addresses(element)):
            url = _absolute(address, base)
            if url and url not in found and len(found) < _MOST and not _is_of_frame(element):
                title = fields.plain(element.get("title") or "") or None
                position = places.of(element) if place is None else place
                found[url] = Media("embed", url, title, None, (), position)
    return tuple(sorted(found.values(), key=lambda media: media.position))


def _where(
    parts: Parts, covers: list[_Element], places: Places, *, is_text: bool
) -> Iterator[tuple[_Element, int | None]]:
    """The elements that can show something, with their places; None = `places` tells it."""
    for holder, place in (*((cover, 0) for cover in covers), *places.left_out):
        for element in islice(holder.iter(*_READ), _MOST_ELEMENTS):
            yield element, place
    if not is_text:
        boxes = [box for box in parts.by_class.get("embed", ()) if box.tag == "div"]
        for element in islice((*parts.root.iter(*_FRAMES), *boxes), _MOST_ELEMENTS):
            yield element, None


def _is_of_frame(element: _Element) -> bool:
    return in_frame(element) or next(element.iterancestors("aside"), None) is not None


def _addresses(element: _Element) -> Iterator[str]:
    tag = str(element.tag)
    if tag in ("iframe", "amp-iframe"):
        yield _first(element.get, "data-src", "src", "data-url", "data-lazy-src")
    elif tag == "script":
        script = element.text or ""
        if _RENDERS in script:
            yield from _RENDERED.findall(script)
    elif tag in _TAGS:
        attribute, form = _TAGS[tag]
        value = (element.get(attribute) or "").strip()
        if "/" in value or re.fullmatch(r"[\w-]+", value):
            yield form.format(value)
    else:
        yield from _of_class(element)


def _of_class(element: _Element) -> Iterator[str]:
    for name in (element.get("class") or "").split():
        if name in _CLASSES:
            attribute, pattern = _CLASSES[name]
            value = element.get(attribute) if attribute else None
            if value and name == "telegram-post":
                yield f"https://t.me/{value}"
            elif value:
                yield value
            else:
                hrefs = [link.get("href") or "" for link in element.iter("a")]
                yield next((href for href in reversed(hrefs) if re.search(pattern, href)), "")


def _first(get: Callable[[str], str | None], *names: str) -> str:
    values = ((get(name) or "").strip() for name in names)
    return next((value for value in values if value and not value.startswith("about:")), "")


def _absolute(address: str, base: str) -> str | None:
    """The address of what is shown; None = it is nothing of the item."""
    address = urls.original(address.strip())
    if address.startswith("//"):
        address = f"https:{address}"
    if _NOTHING.search(address):
        return None
    url = urls.absolute(base, address)
    if url is None or not urls.host(url):
        return None
    for pattern, name in _WRAPPED:
        if pattern.search(url):
            inner = _query(url).get(name, [""])[0]
            return inner if inner.startswith(("http://", "https://")) else url
    return url.partition("?")[0] if _PATH_IS_ALL.search(url) else url


def _query(url: str) -> dict[str, list[str]]:
    try:
        return parse_qs(urlsplit(url).query)
    except ValueError:
        return {}

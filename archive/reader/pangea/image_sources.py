"""Where a picture lies: from the element that shows it, on the site or in a saved copy of a page.

A saved copy has addresses of its own: files beside it, parts of a message, the picture itself.
They never were addresses of the site, and are not made into any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.etree import _Element

from archive import urls

# https://gdb.voanews.com/<guid>_w<width>_r<n>[_s].jpg, crop parts such as _cx0_cy16_cw0 before or
# between
GUID = r"(?P<guid>[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12})"
_IMAGE = re.compile(rf"(?:^|/){GUID}")

_ATTRIBUTES = ("src", "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url")
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
#: What stands in the place of a picture until a script shows it.
_PLACEHOLDER = re.compile(
    r"(?:spacer|blank|placeholder|transparent|loading|pixel|1x1|lazy|spinner)[\w.-]*\.(?:gif|png|svg|jpe?g)",
    re.IGNORECASE,
)
#: A path of wget or curl, which begins with the name of the host: "../../gdb.voanews.com/<guid>.jpg".
_HOST_IN_PATH = re.compile(rf"(?:^|/)(gdb\.[\w-]+(?:\.[\w-]+)+/{GUID}[\w.-]*)$")
_SCHEME = re.compile(r"[a-z][a-z\d+.-]*:", re.IGNORECASE)


def guid_of(url: str) -> str:
    """What identifies a picture whatever its width and crop, in lower case; the address itself
    where it has none."""
    match = _IMAGE.search(url)
    return match["guid"].lower() if match else url


def has_guid(image: _Element) -> bool:
    """True where an image is a picture of the platform and no icon."""
    return any(_IMAGE.search(source) for source in _sources(image))


def is_shown(image: _Element) -> bool:
    """True where an image names a source of its own, be it on the site or in a saved copy."""
    return next(_sources(image), None) is not None


def is_held_in_page(image: _Element) -> bool:
    """True where the bytes of an image lie in the page itself, as some saved pages have them."""
    return (image.get("src") or "").strip().startswith("data:image/")


def place(image: _Element, base: str) -> tuple[str, str]:
    """The guid of a picture, and its address; "" = not known: it is in the page itself or beside a
    saved copy of it."""
    sources = list(_sources(image))
    source = next(filter(_IMAGE.search, sources), next(iter(sources), ""))
    url = _address(source, base)
    named = _IMAGE.search(source)
    if named:
        return named["guid"].lower(), url
    return url, url


def _address(source: str, base: str) -> str:
    source = urls.original(source)
    beside = _HOST_IN_PATH.search(source)
    if _is_local(source):
        return f"https://{beside[1]}" if beside else ""
    return urls.absolute(base, source) or ""


def _is_local(source: str) -> bool:
    """True for an address in a saved copy: a file beside it, or a part of a message."""
    if source.startswith(("http://", "https://", "//")):
        return False
    if source.startswith("/"):
        return "_files/" in source
    return True


def _sources(image: _Element) -> Iterator[str]:
    """What an image names as its sources, in the order of trust."""
    later = []
    for name in _ATTRIBUTES:
        source = (image.get(name) or "").strip()
        if not source or source.startswith(("data:", "about:", "javascript:")):
            continue
        if _PLACEHOLDER.search(source):
            later.append(source)
        else:
            yield source
    yield from _of_sets(image)
    for picture in image.iterancestors("picture"):
        for offered in picture.iter("source"):
            yield from _of_sets(offered)
        break
    yield from (source for source in later if _IMAGE.search(source))


def _of_sets(element: _Element) -> Iterator[str]:
    """The addresses of a srcset, the widest first."""
    for name in _SETS:
        offered = []
        for candidate in (element.get(name) or "")[:20_000].split(", "):
            source, _, width = candidate.strip().strip(",").partition(" ")
            if source and not source.startswith("data:"):
                offered.append((_number(width), source))
        yield from (source for _, source in sorted(offered, key=lambda each: -each[0]))


def _number(width: str) -> float:
    digits = re.match(r"\s*(\d{1,6}(?:\.\d{1,3})?)", width)
    return float(digits[1]) if digits else 0

"""Which item a page is: its number, its address, and the hosts of its site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from archive import sites, urls
from archive.reader.pangea import heads
from archive.reader.pangea.heads import Head


@dataclass(frozen=True, slots=True)
class Identity:
    """Which item a page is, and what was odd about what names it."""

    number: int | None  #: the Pangea number; None = nothing names one
    address: str  #: canonical; "" = nothing names one
    hosts: frozenset[str]  #: hosts that links between pages of its site can lead to
    odd: tuple[str, ...]


def of(url: str, head: Head) -> Identity:
    """The item that was fetched from `url`; "" = not known: then the page's own word is all there
    is.

    The site is that of the address given. What the page calls its own address counts where it lies
    on the same site; elsewhere it is a diagnostic, as anybody can write it into a page. Only a copy
    on a host that is no known site, such as a replica, is believed that it is a known one's.
    """
    own = _own_addresses(url, head)
    at_home = [each for each in own if _is_home(url, each)]
    named = {
        "address": urls.item_number(url),
        "canonical": next(filter(None, map(urls.item_number, at_home)), None),
        "bar_data": _number(head.bar.get("apiId", "")),
        "utag_data": _number(head.utag.get("article_uid", "")),
    }
    found = {place: number for place, number in named.items() if number is not None}
    number = next(iter(found.values()), None)
    odd = []
    if len(set(found.values())) > 1:
        said = ", ".join(f"{place} {value}" for place, value in found.items())
        odd.append(f"id-conflict: {said}")
    if own and not at_home:
        odd.append(f"address-conflict: the page says {own[0][:200]}, and was fetched elsewhere")
    same_item = [each for each in own if number is not None and urls.item_number(each) == number]
    hosts = frozenset(filter(None, map(urls.host, [url, *same_item])))
    return Identity(number, _address(url, at_home, number), hosts, tuple(odd))


def _is_home(url: str, own: str) -> bool:
    given = sites.of(url)
    claimed = sites.of(own)
    if not url or given.name == claimed.name:
        return True
    return given.owner is None and claimed.owner is not None


def _own_addresses(url: str, head: Head) -> list[str]:
    """The addresses that the page gives as its own, the most trusted first, as they were before a
    web archive rewrote them. Relative ones only where nothing tells what they are relative to."""
    places = (
        head.canonical,
        head.meta.get("og:url", ""),
        heads.text_of(head.json_ld.get("url")),
        head.utag.get("url", ""),
    )
    written = dict.fromkeys(place.strip() for place in places if place.strip())
    given = list(dict.fromkeys(urls.original(place).strip() for place in written))
    if url:
        return list(filter(None, (urls.absolute(url, each) for each in given)))
    return given


def _address(url: str, own: Sequence[str], number: int | None) -> str:
    """The canonical address: the page's own where it leads to the same item, else the one given,
    else the short one of an item on the site that the page names."""
    own = [each for each in own if each.startswith(("http://", "https://"))]
    for candidate in own:
        if number is None or urls.item_number(candidate) == number:
            return _canonical(candidate)
    if url:
        return _canonical(url)
    known = (sites.of(each) for each in own)
    host = next((site.host for site in known if site.owner is not None), None)
    return f"https://{host}/a/{number}.html" if host else ""


def _canonical(url: str) -> str:
    """The canonical form of an address, on the host of its site where that is known: not `m.`."""
    site = sites.of(url)
    parts = urlsplit(urls.canonical(url))
    if site.owner is None or not parts.netloc:
        return urls.canonical(url)
    return urlunsplit(("https", site.host, parts.path, "", ""))


def _number(text: str) -> int | None:
    if not text.isascii() or not text.isdigit() or len(text) > 10:
        return None
    return int(text) or None

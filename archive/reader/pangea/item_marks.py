"""Whether a page is an item: the marks that speak for it and against it, each with its strength, weighed
together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from archive import sites, urls
from archive.article import NotAnItem
from archive.reader.pangea import identities
from archive.reader.pangea.fields import plain
from archive.reader.pangea.heads import Head
from archive.reader.pangea.page import body_roots
from archive.reader.pangea.parsing import Parts, outermost, text_in

#: What `page_type` of utag_data and the classes of body say when the page is no item.
_NO_ITEM_TYPES = {
    "section": "section", "zone": "section", "topic": "section", "programs": "section", "program": "section",
    "index": "home", "home": "home", "homepage": "home", "search": "search", "author": "author", "profile": "author",
}  # fmt: skip
_NO_ITEM_CLASSES = {
    "pg-section": "section", "pg-topic": "section", "pg-programs": "section", "pg-home": "home", "pg-homepage": "home",
    "pg-search": "search", "pg-author": "author",
}  # fmt: skip
_NO_ITEM_PATHS = (
    (re.compile(r"/(?:s|search)(?:/.*)?"), "search"),
    (
        re.compile(r"/(?:z|p|t)/.*|/(?:rssfeeds|podcasts|programs|radio|tv|schedule)(?:/.*)?"),
        "section",
    ),
    (re.compile(r"/author/.*"), "author"),
    (re.compile(r"/?"), "home"),
)
#: Titles of the pages that a firewall puts before a site.
_CHALLENGES = re.compile(
    r"access denied|just a moment|attention required|request (?:rejected|unsuccessful)|pardon "
    r"our interruption|"
    r"are you (?:a )?(?:human|robot)|verify(?:ing)? (?:that )?you are (?:a )?human|security check|"
    r"checking your browser|captcha|(?:error )?403|forbidden|blocked|akses ditolak",
    re.IGNORECASE,
)
_ERRORS = re.compile(
    r"page (?:not found|cannot be found|can't be found)|not found|halaman (?:ini )?tidak "
    r"(?:ditemukan|ada|tersedia)|"
    r"server error|service unavailable|too many requests|(?:under|site) maintenance|"
    r"bad gateway|gateway time-?out|internal error|^\W*(?:error\W+)?[45]\d\d\W*$",
    re.IGNORECASE,
)
#: The same for pages that say that there is nothing at their address.
_ERROR_TYPES = re.compile(r"404|error|not_?found")
_ERROR_CLASSES = frozenset(["pg-error", "pg-404", "pg-notfound"])


@dataclass(frozen=True, slots=True)
class Glance:
    """A page before its content is read."""

    url: str  #: that it was fetched from; "" = not known
    head: Head
    parts: Parts
    number: int | None  #: of the item, by the address or by the page

    @property
    def own_number(self) -> int | None:
        """The number that the page itself names."""
        return identities.of("", self.head).number

    @property
    def page_type(self) -> str:
        """What utag_data calls the page."""
        return self.head.utag.get("page_type", "").strip().lower().replace(" ", "_")


@dataclass(frozen=True, slots=True)
class ItemContent:
    """What was read of a page."""

    title: str
    has_text: bool
    has_recording: bool
    has_pictures: bool
    is_dated: bool


#: Of a page that gives nothing at all.
NOTHING = ItemContent("", has_text=False, has_recording=False, has_pictures=False, is_dated=False)


# --- against ---------------------------------------------------------------------


def _other_type(seen: Glance) -> tuple[str, str] | None:
    what = _NO_ITEM_TYPES.get(seen.page_type)
    if what is None:
        return None
    return what, f"utag_data says page_type {seen.page_type!r}"


def _other_class(seen: Glance) -> tuple[str, str] | None:
    for name in seen.parts.body_class.split():
        if what := _NO_ITEM_CLASSES.get(name):
            return what, f"body has the class {name!r}"
    return None


def _section_of_bar(seen: Glance) -> tuple[str, str] | None:
    if seen.head.bar.get("apiType") != "2":
        return None
    return "section", "bar_data says apiType 2"


def _error_type(seen: Glance) -> tuple[str, str] | None:
    if not _ERROR_TYPES.search(seen.page_type):
        return None
    return "error", f"utag_data says page_type {seen.page_type!r}"


def _error_class(seen: Glance) -> tuple[str, str] | None:
    for name in seen.parts.body_class.split():
        if name in _ERROR_CLASSES:
            return "error", f"body has the class {name!r}"
    return None


def _titles(seen: Glance) -> tuple[str, ...]:
    """The titles of a page that shows nothing of an item: neither its number nor its data nor its
    body."""
    if seen.head.json_ld or seen.parts.of("wsw") or seen.own_number is not None:
        return ()
    heading = next(filter(None, map(text_in, outermost(seen.parts.headings))), "")
    return plain(seen.head.title), heading


def _challenge(seen: Glance) -> tuple[str, str] | None:
    if seen.head.of_platform:
        return None
    for title in filter(_CHALLENGES.search, _titles(seen)):
        return "challenge", f"titled {title[:80]!r}, without a mark of the platform"
    return None


def _error_title(seen: Glance) -> tuple[str, str] | None:
    for title in filter(_ERRORS.search, _titles(seen)):
        return "error", f"titled {title[:80]!r}"
    return None


def _foreign(seen: Glance) -> tuple[str, str] | None:
    if seen.head.json_ld or _is_of_platform(seen.url, seen.head):
        return None
    if seen.own_number is not None:
        return None
    if seen.number is not None and body_roots(seen.parts)[1]:
        return None
    return "foreign", "no number of an item, and no mark of the platform, on the page itself"


def _other_address(seen: Glance) -> tuple[str, str] | None:
    address = seen.url or seen.head.canonical or seen.head.meta.get("og:url", "")
    if seen.number is not None or not address:
        return None
    try:
        path = urlsplit(address).path
    except ValueError:
        path = ""
    what = next((what for pattern, what in _NO_ITEM_PATHS if pattern.fullmatch(path)), "foreign")
    said = "the address is not that of an item, and the page names no number"
    return what, f"{said}: {address[:120]}"


def _is_of_platform(url: str, head: Head) -> bool:
    """True where the platform made the page; on a host that is no known site's its head must say so
    in words of the platform's own."""
    if url and sites.of(url).owner is None:
        return head.names_platform
    return head.of_platform


@dataclass(frozen=True, slots=True)
class Against:
    """A mark that speaks against an item."""

    name: str
    strength: int
    #: what the page is then, one of `NOT_ITEMS`, and what says so; None = the page has no such mark
    found: Callable[[Glance], tuple[str, str] | None]


_CERTAIN = 20  # stronger than everything that can speak for an item

#: In the order in which they are named.
AGAINST = (
    Against("page_type of an error", _CERTAIN, _error_type),
    Against("class of an error", _CERTAIN, _error_class),
    Against("page_type of a section, home page …", 3, _other_type),
    Against("class of a section, home page …", 3, _other_class),
    Against("apiType of a section", 2, _section_of_bar),
    Against("title of a challenge", _CERTAIN, _challenge),
    Against("title of an error", _CERTAIN, _error_title),
    Against("no mark of the platform", _CERTAIN, _foreign),
    Against("another address", _CERTAIN, _other_address),
)


@dataclass(frozen=True, slots=True)
class For:
    """A mark that speaks for an item."""

    name: str
    strength: int
    holds: Callable[[Glance, ItemContent], bool]


FOR = (
    For("fetched from the address of an item", 2, lambda seen, _: bool(urls.item_number(seen.url))),
    For("names its own number", 2, lambda seen, _: seen.own_number is not None),
    For("JSON-LD of an item", 2, lambda seen, _: bool(seen.head.json_ld)),
    For("a title", 1, lambda _, content: bool(content.title)),
    For("a date of publication", 1, lambda _, content: content.is_dated),
    For("running text", 2, lambda _, content: content.has_text),
    For("a recording", 2, lambda _, content: content.has_recording),
    For("pictures", 1, lambda _, content: content.has_pictures),
)


@dataclass(frozen=True, slots=True)
class Objection:
    """What speaks against it that a page is an item."""

    what: str
    reason: str
    strength: int


def objections(seen: Glance) -> list[Objection]:
    """What speaks against it that a page is an item; raises `NotAnItem` where that is certain."""
    found = list(_objections(seen))
    for each in found:
        if each.strength >= _CERTAIN:
            raise NotAnItem(each.what, each.reason)
    return found


def _objections(seen: Glance) -> Iterator[Objection]:
    for mark in AGAINST:
        said = mark.found(seen)
        if said:
            yield Objection(*said, mark.strength)


def decide(seen: Glance, found: list[Objection], content: ItemContent) -> list[str]:
    """What is odd about a page that is an item in spite of what speaks against it; raises `NotAnItem`
    where that weighs as much as what speaks for it."""
    if not found:
        return []
    weight = sum(mark.strength for mark in FOR if mark.holds(seen, content))
    if weight <= sum(each.strength for each in found):
        raise NotAnItem(found[0].what, "; ".join(each.reason for each in found))
    return [f"contrary-mark: {each.reason}; kept for all else" for each in found]

"""What kind of page it is, where its body lies, or why it is no item."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lxml.etree import _Element

from archive import sites
from archive.article import NotAnItem
from archive.reader.pangea.fields import identity, plain
from archive.reader.pangea.heads import Head
from archive.reader.pangea.parsing import Parts, in_frame, outermost, text_in

#: What `page_type` of utag_data and the classes of body say when the page is no item.
_NO_ITEM_TYPES = {
    "section": "section", "zone": "section", "topic": "section", "programs": "section", "program": "section",
    "index": "home", "home": "home", "homepage": "home", "search": "search", "author": "author", "profile": "author",
    "error": "error", "404": "error", "notfound": "error", "not_found": "error",
}  # fmt: skip
_NO_ITEM_CLASSES = {
    "pg-section": "section", "pg-topic": "section", "pg-programs": "section", "pg-home": "home", "pg-homepage": "home",
    "pg-search": "search", "pg-author": "author", "pg-error": "error", "pg-404": "error", "pg-notfound": "error",
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


def reject(url: str, head: Head, parts: Parts, number: int | None) -> None:
    """Raises `NotAnItem` where the page says that it is none: by its type, its classes, its title
    or its address."""
    page_type = head.utag.get("page_type", "").strip().lower().replace(" ", "_")
    if what := _NO_ITEM_TYPES.get(page_type):
        raise NotAnItem(what, f"utag_data says page_type {page_type!r}")
    for name in parts.body_class.split():
        if what := _NO_ITEM_CLASSES.get(name):
            raise NotAnItem(what, f"body has the class {name!r}")
    if head.bar.get("apiType") == "2":
        raise NotAnItem("section", "bar_data says apiType 2")
    # a page that names its own number is an item, whatever its title
    if identity("", head).number is None:
        _reject_by_title(head, parts)
        if not (
            _is_of_platform(url, head)
            or head.json_ld
            or (number is not None and body_roots(parts)[1])
        ):
            raise NotAnItem(
                "foreign", "no number of an item, and no mark of the platform, on the page itself"
            )
    if number is None:
        _reject_by_address(url or head.canonical or head.meta.get("og:url", ""))


def _is_of_platform(url: str, head: Head) -> bool:
    """True where the platform made the page; on a host that is no known site's its head must say so
    in words of the platform's own."""
    if url and sites.of(url).owner is None:
        return head.names_platform
    return head.of_platform


def _reject_by_title(head: Head, parts: Parts) -> None:
    heading = next(filter(None, map(text_in, outermost(parts.headings))), "")
    titles = (plain(head.title), heading)
    if head.json_ld or parts.of("wsw"):
        return
    if not head.of_platform and (title := next(filter(_CHALLENGES.search, titles), None)):
        raise NotAnItem("challenge", f"titled {title[:80]!r}, without a mark of the platform")
    if title := next(filter(_ERRORS.search, titles), None):
        raise NotAnItem("error", f"titled {title[:80]!r}")


def _reject_by_address(address: str) -> None:
    if not address:
        return
    try:
        path = urlsplit(address).path
    except ValueError:
        path = ""
    what = next((what for pattern, what in _NO_ITEM_PATHS if pattern.fullmatch(path)), "foreign")
    raise NotAnItem(
        what, f"the address is not that of an item, and the page names no number: {address[:120]}"
    )


def gallery(parts: Parts) -> _Element | None:
    """The element that lists a gallery's pictures; None = the page is none."""
    return parts.gallery


# --- where the body lies -----------------------------------------------------


def body_roots(parts: Parts) -> tuple[str, list[_Element]]:
    """The name of the era of the page's markup, and the elements that hold its body; none found:
    ("", [])."""
    contents = [] if parts.content is None else [parts.content]
    within = {element for each in contents for element in each.iter()}
    texts = parts.of("wsw")
    eras = (
        ("wsw", [text for text in texts if text in within]),
        ("article-content", contents),
        ("wsw-outside", [text for text in texts if not in_frame(text)]),
        ("classic", parts.of("zoomMe") or parts.of("articleContent", "article__content")),
    )
    return next((era for era in eras if era[1]), ("", []))

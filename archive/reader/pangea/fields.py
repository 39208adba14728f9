"""The fields of an item, each from the most trusted place that has it, with what was odd."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from lxml.etree import _Element

from archive.reader import agencies, lexicon
from archive.reader.pangea import heads, site_words
from archive.reader.pangea.heads import Head
from archive.reader.text import clean, folded


@dataclass(frozen=True, slots=True)
class Visible:
    """The elements of the page's own header that a reader sees."""

    headings: tuple[str, ...] = ()  #: texts of h1
    #: `datetime` attributes of time elements marked as publication dates
    times: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()


def title(head: Head, visible: Visible) -> tuple[str, list[str]]:
    """The page's own title: what most of h1, og:title and JSON-LD `name` say, else the first of
    them."""
    candidates = {
        "h1": next(iter(visible.headings), ""),
        "og:title": head.meta.get("og:title", ""),
        "name": heads.text_of(head.json_ld.get("name")),
    }
    said = {place: plain(text) for place, text in candidates.items()}
    said = {place: text for place, text in said.items() if text}
    if not said:
        rest = (
            head.title,
            head.utag.get("page_title", ""),
            heads.text_of(head.json_ld.get("headline")),
        )
        return next(filter(None, map(plain, rest)), ""), []
    counts = Counter(map(folded, said.values()))
    best = max(said.values(), key=lambda text: counts[folded(text)])
    odd = []
    if len(counts) > 1:
        odd.append(
            "title-conflict: " + "; ".join(f"{place} {text!r}" for place, text in said.items())
        )
    headline = plain(heads.text_of(head.json_ld.get("headline")))
    if headline and folded(headline) not in counts:
        odd.append(f"stale-headline: JSON-LD headline {headline!r}")
    return best, odd


def plain(text: str) -> str:
    """Text of an attribute or a script: entities that were escaped twice resolved, one clean
    line."""
    return clean(heads.unescape(text) if "&" in text else text)


def description(head: Head, title: str) -> str | None:
    """The summary that the page gives of itself; not JSON-LD's where its headline is another
    story's, and no slogan of the site."""
    headline = plain(heads.text_of(head.json_ld.get("headline")))
    own = not headline or folded(headline) == folded(title)
    of_item = plain(head.meta.get("og:description", ""))
    if of_item and not site_words.is_slogan(of_item, head, title):
        return of_item
    rest = [plain(head.meta.get("description", ""))]
    if own:
        rest.append(plain(heads.text_of(head.json_ld.get("description"))))
    return next((text for text in rest if text and _is_of_item(text, head, title)), None)


def _is_of_item(text: str, head: Head, title: str) -> bool:
    """True for a description outside `og:` that speaks of the item. The platform writes an item's
    own into `og:description`: where that is missing though other `og:` fields are there, what
    stands elsewhere may be the site's."""
    if site_words.is_slogan(text, head, title):
        return False
    if not head.of_platform or "og:title" not in head.meta:
        return True
    return site_words.shares_words(text, title, head)


def section(head: Head, visible: Visible) -> str | None:
    """The section that the item is filed under."""
    places = (
        heads.text_of(head.json_ld.get("articleSection")),
        *visible.sections,
        head.meta.get("article:section", ""),
        head.utag.get("section", ""),
        head.utag.get("categories", "").partition(",")[0],
    )
    return next((text for text in map(plain, places) if text), None)


def keywords(head: Head) -> tuple[str, ...]:
    """Its keywords, in order, each once, without names of the site. Where JSON-LD says that there
    are none, those of the meta elements are the site's."""
    given = head.json_ld.get("keywords")
    places = [given, head.meta.get("news_keywords")]
    if given is None:
        places.append(head.meta.get("keywords"))
    for place in places:
        words = site_words.without_names(filter(None, map(plain, _listed(place))), head)
        if words:
            return tuple(dict.fromkeys(words))
    return ()


def _listed(value: object) -> list[str]:
    """The words of a list, or of a text with commas."""
    if isinstance(value, list):
        return [word for word in value if isinstance(word, str)]
    return value.split(",") if isinstance(value, str) else []


def byline(head: Head, visible: Visible) -> tuple[str, ...]:
    """The names of its authors: those that the page shows, else those of JSON-LD, `utag_data` or
    the author meta, without names of the site."""
    places = (
        heads.names_of(head.json_ld.get("author")),
        [head.utag.get("byline", "")],
        [head.meta.get("author", "")],
    )
    shown = split_names(visible.byline)
    if shown:
        return shown
    for place in places:
        names = [name for name in split_names(place) if not site_words.is_own_name(name, head)]
        if names:
            return tuple(names)
    return ()


def site_as_author(head: Head) -> tuple[str, ...]:
    """The names of the site that its head gives for an author; () = none."""
    given = split_names([*heads.names_of(head.json_ld.get("author")), head.meta.get("author", "")])
    return tuple(name for name in given if site_words.is_own_name(name, head))


def owners(head: Head) -> tuple[str, ...]:
    """The agencies among those whom the head names as author or owner of the text, whatever the
    page shows."""
    places = (
        *(heads.names_of(head.json_ld.get(key)) for key in _OWNERS),
        [head.utag.get("byline", "")],
        [head.meta.get(key, "") for key in ("author", "copyright", "dcterms.rights")],
    )
    named = dict.fromkeys(name for names in places for name in names if name)
    return tuple(filter(agencies.may_name, named))


_OWNERS = (
    "author",
    "creator",
    "copyrightHolder",
    "sourceOrganization",
    "creditText",
    "copyrightNotice",
)


def split_names(texts: Sequence[str]) -> tuple[str, ...]:
    """The names in bylines, in order, each once: "Oleh Rio dan Nurhadi" -> "Rio", "Nurhadi"."""
    cleaned = (lexicon.BY.sub("", plain(text), count=1) for text in texts)
    found = (clean(name) for text in cleaned for name in lexicon.AND.split(text))
    return tuple(dict.fromkeys(filter(None, found)))


def language(head: Head, root: _Element) -> str | None:
    """The language of the text, ISO 639."""
    lang = root.get("lang") or ""
    for tag in (heads.text_of(head.json_ld.get("inLanguage")), head.bar.get("culture", ""), lang):
        code = tag.strip().partition("-")[0].lower()
        if re.fullmatch(r"[a-z]{2,3}", code):
            return code
    return None


def published(
    head: Head, visible: Visible, zone: tzinfo
) -> tuple[datetime | None, str | None, list[str]]:
    """When it was published, where that is said ("json-ld", "time", "utag_data"), and what could
    not be parsed.

    A time element without an offset speaks of the site's own `zone`, the others of UTC.
    """
    sources = (
        ("json-ld", heads.text_of(head.json_ld.get("datePublished")), UTC),
        ("time", next(iter(visible.times), ""), zone),
        ("utag_data", _utag_time(head), UTC),
    )
    odd: list[str] = []
    day: tuple[datetime, str] | None = None  # of a source that says no time of the day
    for source, text, meant in sources:
        time, problem = moment(text, meant)
        if problem and not day:
            odd.append(f"date-unparsed: {source} {problem}")
        if time and day is None and _DAY_ALONE.fullmatch(text.strip()):
            day = (time, source)
        elif time and (day is None or abs(time - day[0]) <= timedelta(days=1)):
            return time, source, odd
    if day:
        return *day, odd
    return None, None, odd


_DAY_ALONE = re.compile(r"\d{4}-\d\d-\d\d")


def modified(head: Head) -> datetime | None:
    """When it was last changed, as JSON-LD says."""
    return moment(heads.text_of(head.json_ld.get("dateModified")))[0]


def _utag_time(head: Head) -> str:
    year, month, day, hour, minute = (head.utag.get(f"pub_{part}", "") for part in _PARTS)
    if not (year and month and day):
        return ""
    return f"{year:0>4}-{month:0>2}-{day:0>2} {hour or '0':0>2}:{minute or '0':0>2}:00Z"


_PARTS = ("year", "month", "day", "hour", "minute")


def moment(text: str, zone: tzinfo = UTC) -> tuple[datetime | None, str]:
    """An ISO 8601 time as aware UTC, and the text where it could not be parsed; one without an
    offset is in `zone`."""
    text = html.unescape(text).strip()
    if not text:
        return None, ""
    try:
        time = datetime.fromisoformat(text)
        if time.tzinfo is None:
            time = time.replace(tzinfo=zone)
        time = time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None, repr(text[:60])
    if time.year <= 1900:  # year 1 is how the platform writes "no date"
        return None, repr(text[:60])
    return time.replace(microsecond=0), ""

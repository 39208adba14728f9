"""From a page to rows: what it says and the dates that it speaks of, in one transaction."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from archive import keys, sites, temporal
from archive.article import Article, Mention, NotAnItem, Page, to_json
from archive.extract import extract
from archive.reader import text_dump
from archive.reader.encoding import decode
from archive.reader.text import clean
from archive.store import Outcome, Placed, Proof, Store
from archive.store.sightings import ItemRows

# How HTML begins, after white space and byte order marks as latin-1 has them.
_BEGINS = re.compile(r"[\s\ufeffÿþï»¿]*<(?:[a-z!?])", re.IGNORECASE)

# An element that only HTML opens. A text may hold a "<" of its own.
_ELEMENT = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|span|article|section|h1|p|a|br|ul|img)\b",
    re.IGNORECASE,
)
_FIRST = 100_000  # characters in which an element of a page must show
_OF_HTML = ("text/html", "application/xhtml+xml", "application/octet-stream")


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """What one page gives."""

    article: Article
    #: () where the date of publication is not known: dates are read against it
    mentions: tuple[Placed, ...]
    #: how its id and its site are known
    proof: Proof = Proof.ADDRESS


def ingest(
    store: Store, page: Page, *, published: datetime | None = None, capture: int | None = None
) -> Outcome:
    """Reads a page, whose `seen` must be set, and keeps what it says.

    `published` is as in `understand`; `capture` the id of the row that tells where the page's bytes
    lie, None = none. Raises what `understand` and `Store.save` raise; then nothing has changed.
    """
    if page.seen is None:
        raise ValueError("page.seen must be set: it orders the texts of an item")
    found = understand(page, published=published)
    return store.save(
        found.article, found.mentions, seen=page.seen, capture=capture, proof=found.proof
    )


def understand(page: Page, *, published: datetime | None = None, dump: bool = False) -> ItemRecord:
    """What a page or a text dump says; pure, so that another process can do it.

    What is not HTML counts as a text dump only where it shows the frame of a page of the platform,
    or where the caller says that it is one (`dump`). `published` counts where the page shows no
    date; naive = in the local time of the site. Raises `NotAnItem`.
    """
    if is_html(_glimpse(page.html), page.content_type):
        article = extract(page.html, page.url, content_type=page.content_type)
        return record(article, published=published, proof=_proof(page, article))
    text = page.html if isinstance(page.html, str) else decode(page.html, page.content_type)[0]
    if not dump and not text_dump.shows_frame(text):
        raise NotAnItem("unreadable", _not_a_page(page.content_type, text))
    return of_dump(text, page.url, published=published)


def understand_rows(page: Page) -> ItemRows:
    """What a page says, as the rows that are written of it; raises `NotAnItem`."""
    found = understand(page)
    return ItemRows.of(found.article, found.mentions, found.proof)


def of_dump(text: str, url: str, *, published: datetime | None = None) -> ItemRecord:
    """What a text says that is known to be the dump of a page; raises `NotAnItem`."""
    return record(text_dump.read(text, url), published=published, proof=Proof.TEXT)


def record(
    article: Article, *, published: datetime | None = None, proof: Proof = Proof.ADDRESS
) -> ItemRecord:
    """An article with the dates that its text speaks of; `published` as in `understand`."""
    dated = _dated(article, published)
    return ItemRecord(dated, mentions_of(dated), proof)


def mentions_of(article: Article) -> tuple[Placed, ...]:
    """The dates that the text of an article speaks of, at their places; () where it has no date of
    its own to read them against."""
    return tuple(_mentions(article))


def to_record(record: ItemRecord) -> dict[str, Any]:
    """A record as JSON types: the article, and the dates that its text speaks of."""
    mentions = [
        {
            "block": placed.block,
            **asdict(placed.mention),
            "first_day": placed.first_day.isoformat(),
            "last_day": placed.last_day.isoformat(),
        }
        for placed in record.mentions
    ]
    return {**to_json(record.article), "mentions": mentions}


def is_html(text: str, content_type: str | None = None) -> bool:
    """True where a text is a page, be it whole, cut off or empty, and no other kind of text.

    A text that begins with an element is a page whatever the HTTP header says. One that begins
    otherwise counts as a page that has lost its beginning, unless the header or its first
    character speaks against it.
    """
    if _BEGINS.match(text) or not text.strip():
        return True
    if content_type and content_type.partition(";")[0].strip().lower() not in _OF_HTML:
        return False
    if text.lstrip().startswith(("{", "[")):
        return False
    return _ELEMENT.search(text, 0, _FIRST) is not None


def _not_a_page(content_type: str | None, text: str) -> str:
    label = f"{content_type.partition(';')[0].strip()[:60]}, " if content_type else ""
    return f"{label}no HTML, and nothing of the frame of a page in it: {clean(text[:300])[:60]!r}"


def _proof(page: Page, article: Article) -> Proof:
    """The proof of an article: its address counts only where it names the id and the site."""
    named = keys.of_url(page.url) == article.id and sites.of(page.url).name == article.site
    return Proof.ADDRESS if page.url and named else Proof.CLAIM


def _glimpse(html: bytes | str) -> str:
    """The beginning of a page as text; its ASCII letters are right in every encoding."""
    if isinstance(html, str):
        return html
    return html[:_FIRST].replace(b"\0", b"").decode("latin-1")


def _dated(article: Article, published: datetime | None) -> Article:
    if published is None or article.published is not None:
        return article
    if published.tzinfo is None:
        published = published.replace(tzinfo=ZoneInfo(_site(article).timezone))
    return replace(article, published=published.astimezone(UTC), published_source="given")


def _mentions(article: Article) -> Iterator[Placed]:
    if article.published is None:
        return
    site = _site(article)
    published = article.published.astimezone(ZoneInfo(site.timezone))
    starts = list(accumulate((len(block.text) + 2 for block in article.body), initial=0))
    for mention in temporal.mentions(article.text, published, article.language or site.language):
        block = bisect_right(starts, mention.start) - 1
        # no expression goes from one paragraph into the next
        if mention.end <= starts[block + 1] - 2:
            yield _placed(mention, block, starts[block])


def _placed(mention: Mention, block: int, start: int) -> Placed:
    first, last = temporal.interval(mention.value)
    in_block = Mention(
        start=mention.start - start,
        end=mention.end - start,
        text=mention.text,
        value=mention.value,
        mod=mention.mod,
        flag=mention.flag,
        reader=mention.reader,
    )
    return Placed(block, in_block, first, last)


def _site(article: Article) -> sites.Site:
    return sites.SITES.get(article.site) or sites.of(article.url)

"""From a page to rows: what it says, the dates that it speaks of, one transaction."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from archive import dump, sites, temporal
from archive.article import Article, Mention, Page, to_json
from archive.extract import extract
from archive.reader.encoding import decode
from archive.store import Outcome, Placed, Store

# An element that only HTML opens. A dump may hold a "<" of its own.
_ELEMENT = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|span|article|section|h1|p|a|br|ul|img)\b",
    re.IGNORECASE,
)
_FIRST = 100_000  # characters in which an element of a page must show


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """What one page gives."""

    article: Article
    #: () where the date of publication is not known: dates are read against it
    mentions: tuple[Placed, ...]


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
    return store.save(found.article, found.mentions, seen=page.seen, capture=capture)


def understand(page: Page, *, published: datetime | None = None) -> ItemRecord:
    """What a page or a text dump says; pure, so that another process can do it.

    `published` counts where the page shows no date; naive = in the local time of the site. Raises
    `NotAnItem`.
    """
    return record(_read(page), published=published)


def record(article: Article, *, published: datetime | None = None) -> ItemRecord:
    """An article with the dates that its text speaks of; `published` as in `understand`."""
    dated = _dated(article, published)
    return ItemRecord(dated, tuple(_mentions(dated)))


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


def is_html(text: str) -> bool:
    """Whether a text is a page, whole, cut off or empty, and no text dump."""
    return _ELEMENT.search(text, 0, _FIRST) is not None or not text.strip()


def _read(page: Page) -> Article:
    if is_html(_glimpse(page.html)):
        return extract(page.html, page.url, content_type=page.content_type)
    text = page.html if isinstance(page.html, str) else decode(page.html, page.content_type)[0]
    return dump.read(text, page.url)


def _glimpse(html: bytes | str) -> str:
    """The beginning of a page as text, whose letters of ASCII are right in every encoding."""
    return html if isinstance(html, str) else html[:_FIRST].replace(b"\0", b"").decode("latin-1")


def _dated(article: Article, published: datetime | None) -> Article:
    if published is None or article.published is not None:
        return article
    aware = (
        published
        if published.tzinfo
        else published.replace(tzinfo=ZoneInfo(_site(article).timezone))
    )
    return replace(article, published=aware.astimezone(UTC), published_source="given")


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
    return Placed(
        block, replace(mention, start=mention.start - start, end=mention.end - start), first, last
    )


def _site(article: Article) -> sites.Site:
    return sites.SITES.get(article.site) or sites.of(article.url)

"""What the CDX API of the Wayback Machine lists, and how it is asked. Nothing is fetched here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from archive import keys, sites
from archive.sites import Site
from archive.store.mementos import Memento
from crawler.sources.source_text import SourceError, text_parts

#: The archive, in the place of a site. https://archive.org/help/wayback_api.php
ARCHIVE = sites.of("https://web.archive.org/")
#: Seconds between requests, robots.txt and second tries included: 20 a minute.
PACE_S = 3.0
#: Paths that addresses of items begin with; the last two are those before 2014.
PREFIXES = ("/a/", "/content/", "/media/")

# `urlkey` is not needed, but some servers make the resume key of the fields that they show
_FIELDS = ("urlkey", "timestamp", "original")
_TIMESTAMP = re.compile(r"[0-9]{14}")
_LONGEST = 2000  # characters of an address or a resume key


class ListError(Exception):
    """A list that cannot be read; the text says why."""

    def __init__(self, reason: str, *, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status  #: HTTP; None = something else is wrong


@dataclass(frozen=True, slots=True)
class ListPage:
    """A part of a list."""

    mementos: tuple[Memento, ...]
    resume: str | None  #: the key of the next part; None = this was the last
    start: str = ""  #: its first row; "" = it has none
    odd: tuple[str, ...] = ()  #: rows that cannot be read, cut

    def follows(self, before: ListPage | None) -> bool:
        """False where this is the part before once more."""
        return before is None or not self.start or self.start != before.start


def query(site: Site, prefix: str, first: str | None, last: str | None, limit: int) -> str:
    """The address that lists the good captures of pages below a path; `first` and `last` are days
    such as 20230208."""
    asked = [
        ("url", site.host.removeprefix("www.") + prefix),
        ("matchType", "prefix"),
        ("output", "json"),
        ("fl", ",".join(_FIELDS)),
        ("from", first),
        ("to", last),
        ("filter", "statuscode:200"),
        ("filter", "mimetype:text/html"),
        ("collapse", "digest"),
        ("limit", str(limit)),
        ("showResumeKey", "true"),
    ]
    pairs = [(name, value) for name, value in asked if value]
    return f"https://{ARCHIVE.host}/cdx/search/cdx?{urlencode(pairs, safe=':,/')}"


def list_page(body: bytes, site: Site) -> ListPage:
    """What a part of a list names of a site's items: a row of names, rows, then behind an empty one
    the key to go on with. A row that cannot be read costs only itself."""
    rows = _table(body)
    end = rows.index([]) if [] in rows else len(rows)
    resume = _resume_key(rows[end:])
    if not rows[:end]:
        return ListPage((), resume)
    positions = _positions(rows[0])
    mementos: list[Memento] = []
    odd: list[str] = []
    for row in rows[1:end]:
        try:
            mementos.extend(_of_site(row, positions, site))
        except ValueError:
            odd.append(repr(row)[:100])
    start = repr(rows[1])[:_LONGEST] if end > 1 else ""
    return ListPage(tuple(mementos), resume, start, tuple(odd))


def said(body: bytes) -> str:
    """The first words of an answer, however it is packed, as far as they can be read."""
    text = ""
    with suppress(SourceError):
        for part in text_parts(body):
            text += part
            if len(text) >= 200:
                break
    return " ".join(text[:200].split())


def _table(body: bytes) -> list[Any]:
    try:
        rows = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ListError(f"no list: {said(body)}") from error
    if not isinstance(rows, list):
        raise ListError(f"no list: {said(body)}")
    return rows


def _positions(names: Any) -> tuple[int, int]:
    """The positions of time and address in a row."""
    try:
        return names.index("timestamp"), names.index("original")
    except (AttributeError, ValueError, TypeError) as error:
        raise ListError(f"no list: it begins with {names!r:.100}") from error


def _resume_key(rows: list[Any]) -> str | None:
    """The key behind an empty row; None = there is no such row."""
    if not rows:
        return None
    try:
        key = rows[1][0]
    except (IndexError, TypeError, KeyError) as error:
        raise ListError("no list: its resume key is missing") from error
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST or not key.isprintable():
        raise ListError(f"no list: its resume key is {key!r:.100}")
    return key


def _of_site(row: Any, positions: tuple[int, int], site: Site) -> Iterator[Memento]:
    """The capture in a row, where it is one of an item of the site; raises `ValueError` where the
    row cannot be read."""
    if not isinstance(row, list) or len(row) <= max(positions):
        raise ValueError("too short")
    timestamp, original = (row[position] for position in positions)
    if not isinstance(timestamp, str) or not _TIMESTAMP.fullmatch(timestamp):
        raise ValueError("no time")
    datetime.strptime(timestamp, "%Y%m%d%H%M%S")  # noqa: DTZ007 (only if there is such a time)
    if not isinstance(original, str) or not 0 < len(original) <= _LONGEST:
        raise ValueError("no address")
    original.encode()
    item = keys.of_url(original)
    if item is not None and sites.of(original).name == site.name:
        url = f"https://{ARCHIVE.host}/web/{timestamp}id_/{original}"
        yield Memento(url, item, timestamp)

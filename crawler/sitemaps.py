"""What robots.txt, sitemaps and feeds name, read without trust: streamed, capped, entities never
resolved."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

#: The sitemap protocol allows 50 MB when unpacked.
MAX_BYTES = 64 * 1024 * 1024
MAX_URL = 2000

_NUMBERED = re.compile(r"_\d+\.xml(\.gz)?$")
_ROOTS = {"urlset", "sitemapindex", "rss"}
_ENTRIES = {"url", "sitemap", "item"}
_FIELDS = {"loc": "url", "link": "url", "lastmod": "lastmod"}


class SourceError(Exception):
    """A sitemap or feed that cannot be read to its end; the text says why. What came before it
    holds."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One address in a sitemap or feed."""

    url: str
    lastmod: str | None  #: UTC, as exact as it was given; None = not given
    nested: bool  #: it is a sitemap itself


def whole_past(url: str) -> bool:
    """Whether a sitemap is one of the numbered files that list everything."""
    return _NUMBERED.search(url) is not None


def entries(body: bytes) -> Iterator[Entry]:
    """The addresses in a sitemap, a sitemap index or a feed, gzip or plain; raises `SourceError`
    where it breaks."""
    if b"<html" in body[:2048].lower():
        raise SourceError("an HTML page instead of a sitemap or feed")
    try:
        yield from _entries(_Capped(_plain(body)))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(f"gzip is damaged: {error}") from error
    except DefusedXmlException as error:
        raise SourceError(
            f"declares entities or a DTD, which are never resolved ({type(error).__name__})"
        ) from error
    except ParseError as error:
        raise SourceError(f"broken XML: {error}") from error


def _entries(stream: _Capped) -> Iterator[Entry]:
    root: Any = None
    fields: dict[str, str] = {}
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        space, _, name = element.tag.rpartition("}")
        if root is None:
            root, own_space = element, space
            if name not in _ROOTS:
                raise SourceError(f"neither sitemap nor feed, but <{name}>")
        if space != own_space:  # image:loc, atom:link … are not the address of the entry
            continue
        if event == "start":
            # a feed's own link stands before its entries
            fields = {} if name in _ENTRIES else fields
        elif name in _FIELDS:
            fields.setdefault(_FIELDS[name], (element.text or "").strip())
        elif name in _ENTRIES:
            if 0 < len(fields.get("url", "")) <= MAX_URL:
                yield Entry(fields["url"], utc(fields.get("lastmod", "")), name == "sitemap")
            root.clear()  # what was read is not kept
            element.clear()


def utc(text: str) -> str | None:
    """A W3C date in UTC with its own grain: a day stays a day; None = it is no date."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) <= len("2026-03-01"):
        return text
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(body: bytes) -> io.BufferedIOBase:
    """By its magic bytes, whatever the headers said."""
    raw = io.BytesIO(body)
    return gzip.GzipFile(fileobj=raw) if body.startswith(b"\x1f\x8b") else raw


class _Capped:
    """A stream that ends in an error when it grows too large."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream, self._left = stream, MAX_BYTES

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, 65_536) if size > 0 else 65_536)
        self._left -= len(data)
        if self._left < 0:
            raise SourceError(f"more than {MAX_BYTES:,} bytes when unpacked")
        return data

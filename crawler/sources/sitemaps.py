"""What sitemaps and feeds name, read without trust: XML of every kind that sites write, and plain
text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import chain

from crawler.sources.loose_xml import LONGEST, Declaration, Tag, Token, tokens
from crawler.sources.source_text import SourceError, text_parts
from crawler.sources.web_address import AddressError, meant

_NUMBERED = re.compile(r"_\d+\.xml(\.gz)?$")
_W3C = re.compile(r"(\d{4})(?:-\d\d(?:-\d\d)?)?")
_LISTED = re.compile(r"(?i)https?:|/|www\.")
_FIRST_YEAR = 1990
_BLANK = " \t\r\n\f\v\ufeff\x00"
_TAGS_BEFORE_ROOT = 20
_DEEPEST = 50
#: An entry with a thousand pictures has some ten thousand tags.
_MOST_FRUITLESS = 100_000

#: The elements that hold an address each, by the root of the document.
_ENTRIES = {
    "urlset": ("url", "sitemap"),
    "sitemapindex": ("sitemap", "url"),
    "rss": ("item",),
    "rdf": ("item",),
    "feed": ("entry",),
}
#: Children that name the address, the surest first, and those that say when it changed.
_ADDRESS = ("loc", "link", "guid")
_CHANGED = ("lastmod", "updated")
_FIELDS = {*_ADDRESS, *_CHANGED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One address in a sitemap or feed."""

    url: str  #: absolute
    lastmod: str | None  #: UTC, as exact as it was given; None = not given, or not to be believed
    nested: bool  #: it is a sitemap itself


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a source that cannot be understood; what stands beside it is."""

    reason: str
    text: str  #: as it stands there, cut


def whole_past(url: str) -> bool:
    """True for one of the numbered sitemaps that list everything."""
    return _NUMBERED.search(url) is not None


def entries(body: bytes, base: str, now: datetime) -> Iterator[Entry | Unread]:
    """What a sitemap, a sitemap index, a feed or a list of addresses at `base` names; raises
    `SourceError` behind the last of it where the document breaks off or is something else."""
    parts = text_parts(body)
    first = ""
    for part in parts:
        first = part.lstrip(_BLANK)
        if first:
            break
    if not first:
        raise SourceError("empty")
    whole = chain([first], parts)
    if first.startswith("<"):
        yield from _Document(base, now).entries(tokens(whole))
    else:
        yield from _listed(whole, base)


def in_robots(lines: Iterable[str], base: str) -> Iterator[Entry | Unread]:
    """The sitemaps that the lines of a robots.txt at `base` name."""
    for line in lines:
        try:
            yield Entry(meant(line, base), None, nested=True)
        except AddressError as error:
            yield Unread(f"Sitemap: {error}", _shown(line))


def utc(text: str, now: datetime) -> str | None:
    """A date in UTC with its own grain: a day stays a day; None = it is no date, or one that cannot
    be: before the web, or to come."""
    text = text.strip()
    if _W3C.fullmatch(text):
        moment = _moment(datetime.fromisoformat, (text + "-01-01")[: len("2026-01-01")])
    elif _W3C.match(text):
        moment = _moment(datetime.fromisoformat, text)
    else:
        moment = _moment(parsedate_to_datetime, text)
    if moment is None or not _FIRST_YEAR <= moment.year <= now.year + 1:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if moment > now + timedelta(days=1):
        return None
    if _W3C.fullmatch(text):
        return text
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _moment(read: Callable[[str], datetime], text: str) -> datetime | None:
    """What a reader of dates makes of a text; None = nothing."""
    try:
        return read(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


class _Document:
    """Follows the tags of one document: its root, the entry that is open, the field in it."""

    def __init__(self, base: str, now: datetime) -> None:
        self._base = base
        self._now = now
        self._fruitless = 0  #: tags since the last entry
        self._root: Tag | None = None  #: the one that is open
        self._rootless = 0  #: tags before the first root; afterwards it stays as it is
        self._found_root = False
        self._entry: Tag | None = None
        self._path: list[Tag] = []  #: what is open in the entry
        self._field: str | None = None  #: what the text that comes belongs to
        self._fields: dict[str, str] = {}

    def entries(self, found: Iterator[Token]) -> Iterator[Entry | Unread]:
        """What the entries name, in their order."""
        for token in found:
            if isinstance(token, Declaration):
                yield Unread("declares entities, which are never resolved", "<!ENTITY")
                continue
            if isinstance(token, str):
                self._read_text(token)
                continue
            self._fruitless += 1
            if self._fruitless > _MOST_FRUITLESS:
                yield from self._end_of_entry()
                raise SourceError(f"{_MOST_FRUITLESS:,} tags that name no address")
            if token.opens:
                yield from self._opened(token)
            else:
                yield from self._closed(token)
        yield from self._end_of_entry()
        if not self._found_root:
            raise SourceError("neither sitemap nor feed")
        if self._root:
            raise SourceError(f"breaks off: its <{self._root.name}> has no end")

    def _opened(self, tag: Tag) -> Iterator[Entry | Unread]:
        if self._root is None:
            self._begin(tag)
        elif self._entry is None:
            if tag.name in _ENTRIES[self._root.name]:
                self._entry = tag
        elif tag[:2] == self._entry[:2]:
            yield Unread("an entry without its end", "")
            yield from self._end_of_entry()
            self._entry = tag
        else:
            self._open_field(tag)
        if tag.closes:
            yield from self._closed(tag)

    def _begin(self, tag: Tag) -> None:
        if tag.name in _ENTRIES:
            self._root = tag
            self._found_root = True
        elif not self._found_root:
            self._rootless += 1
            if tag.name == "html":
                raise SourceError("an HTML page instead of a sitemap or feed")
            if self._rootless == _TAGS_BEFORE_ROOT:
                raise SourceError(f"neither sitemap nor feed, but <{tag.name}>")

    def _open_field(self, tag: Tag) -> None:
        if self._path and self._path[-1].name in _FIELDS:  # such hold text only: it has no end
            self._path.pop()
        if len(self._path) < _DEEPEST:
            self._path.append(tag)
        self._field = None
        if self._is_field(tag) and tag.name not in self._fields:
            self._field = tag.name
            target = tag.attribute("href") if tag.name == "link" else None
            if target and tag.attribute("rel") in (None, "alternate"):
                self._fields["link"] = target

    def _is_field(self, tag: Tag) -> bool:
        """True for a child of the entry that says something about it."""
        if self._entry is None or len(self._path) != 1:
            return False
        if tag.name in ("loc", "lastmod"):  # no other vocabulary has them there
            return True
        if tag.name == "guid" and tag.attribute("ispermalink") == "false":
            return False
        return tag.name in _FIELDS and tag.prefix == self._entry.prefix

    def _closed(self, tag: Tag) -> Iterator[Entry | Unread]:
        self._field = None
        if self._entry and tag[:2] == self._entry[:2]:
            yield from self._end_of_entry()
        elif self._root and tag.name == self._root.name:
            yield from self._end_of_entry()
            self._root = None
        elif any(tag[:2] == one[:2] for one in self._path):
            while self._path.pop()[:2] != tag[:2]:
                pass

    def _read_text(self, text: str) -> None:
        if self._field is None or not text.strip():
            return
        held = self._fields.get(self._field, "")
        if len(held) < LONGEST:
            self._fields[self._field] = (held + text)[:LONGEST]

    def _end_of_entry(self) -> Iterator[Entry | Unread]:
        if self._entry is None:
            return
        self._fruitless = 0
        nested = self._entry.name == "sitemap"
        changed = self._first(_CHANGED)
        address = self._first(_ADDRESS)
        self._entry = None
        self._path = []
        self._field = None
        self._fields = {}
        lastmod = utc(changed, self._now)
        if changed and lastmod is None:
            yield Unread("lastmod that cannot be", _shown(changed))
        try:
            yield Entry(meant(address, self._base), lastmod, nested)
        except AddressError as error:
            yield Unread(str(error), _shown(address))

    def _first(self, names: Iterable[str]) -> str:
        """What the first of these fields says that is there; "" = none is."""
        for name in names:
            if name in self._fields:
                return self._fields[name]
        return ""


def _listed(parts: Iterator[str], base: str) -> Iterator[Entry | Unread]:
    """The entries of a sitemap in plain text: one address per line."""
    named = 0
    for line in _lines(parts):
        text = line.strip(_BLANK)
        if not text or text.startswith("#"):
            continue
        try:
            if not _LISTED.match(text):
                raise AddressError("no web address")
            url = meant(text.split()[0], base)
        except AddressError as error:
            if not named:
                raise SourceError("neither sitemap nor feed") from error
            yield Unread(str(error), _shown(text))
        else:
            named += 1
            yield Entry(url, None, nested=False)


def _lines(parts: Iterator[str]) -> Iterator[str]:
    """The lines of a text; one without an end is cut."""
    rest = ""
    for part in parts:
        *lines, rest = (rest + part).replace("\r", "\n").split("\n")
        yield from lines
        rest = rest[:LONGEST]
    yield rest


def _shown(text: str) -> str:
    return repr(text.strip()[:100])

"""The values that flow through the archive: frozen, without behaviour that needs a clock, a file or
a network."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class ReadError(Exception):
    """The one error that a reader raises: the input cannot be read as an item; the text names
    why."""


class NotAnItem(ReadError):
    """A page that is no item of the archive: a section page, an error page, a bot challenge, an
    empty template …"""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(what, reason)  # both, so that the error can go from one process to another
        self.what = what  #: one of `NOT_ITEMS`
        self.reason = reason  #: what on the page says so, in words

    def __str__(self) -> str:
        return f"{self.what}: {self.reason}"


#: What a page can be when it is no item. empty = a template of the platform without title or
#: content; unreadable = no HTML that could be parsed.
NOT_ITEMS = (
    "section",
    "home",
    "search",
    "author",
    "error",
    "challenge",
    "empty",
    "foreign",
    "unreadable",
)


class Kind(StrEnum):
    """What an item is; the page tells it, the address does not."""

    ARTICLE = "article"
    AUDIO = "audio"
    VIDEO = "video"
    GALLERY = "gallery"
    QUIZ = "quiz"
    LIVEBLOG = "liveblog"
    OTHER = "other"


class BlockKind(StrEnum):
    """What a block of the body is."""

    PARAGRAPH = "paragraph"
    SUBHEAD = "subhead"
    QUOTE = "quote"
    ITEM = "item"  # of a list
    ROW = "row"  # of a table, cells separated by " | "


class Rights(StrEnum):
    """Whose material it is; UNKNOWN where the page does not say."""

    VOA = "voa"  # public domain: the work of US federal employees
    AGENCY = "agency"  # AP, Reuters, AFP … : not free
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, subhead, quote, list item or table row of a body."""

    kind: BlockKind
    text: str  #: plain text on one line, never empty


@dataclass(frozen=True, slots=True)
class Initials:
    """One of the credits that close a body: `rd` in "[rd/jm]"."""

    code: str  #: in lower case
    #: "writer" (of the first) or "editor" (of the last); None = in between or alone, not known
    role: str | None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that the page shows as part of the item."""

    #: identifies the picture whatever its width and crop; the whole address where it has none
    guid: str
    url: str  #: the widest rendition that the page names
    caption: str | None  #: without the credit; None = no caption
    #: what the caption ends in, such as "AP" of "(Foto: AP)"; None = no credit given
    credit: str | None
    #: 0 = at the head (the cover, or before the first block); n = after the nth block of the body
    position: int
    rights: Rights
    rights_reason: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file of a recording."""

    url: str
    mime: str | None  #: such as "audio/mp3"; None = not named
    #: what the page calls the bitrate or height: "64 kbps", "1080p"; None = not named
    label: str | None


@dataclass(frozen=True, slots=True)
class Media:
    """A recording that the page plays, or what it shows of others' sites: an embedded video, a post,
    an infographic."""

    kind: str  #: "audio", "video" or "embed"
    url: str  #: the address that the player starts with, or that of what is embedded
    title: str | None
    duration_s: int | None  #: None = the page does not tell
    #: every file named, the one at `url` included, in the page's order
    renditions: tuple[Rendition, ...]
    #: 0 = at the head (or before the first block); n = after the nth block of the body
    position: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What a fact-check examines, and what it found."""

    text: str  #: in the words of the page
    claimant: str | None = None  #: who said so; None = the page does not tell
    verdict: str | None = None  #: "False", "Salah"; None = the page does not tell
    source: str | None = None  #: where and when it was said; None = the page does not tell
    source_url: str | None = None  #: absolute; None = no link


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a live blog: where it begins in the body, and what stands over it."""

    block: int  #: index into `Article.body`, from 0; its head, where it has one
    head: str | None
    time: datetime | None  #: aware, UTC; None = the page does not tell
    byline: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside the body."""

    url: str  #: absolute
    text: str
    block: int  #: index into `Article.body`, from 0
    target: int | None  #: the id of the item that it leads to; None = not an item of the platform


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a body that are in another language than the rest: a quotation, agency copy."""

    block: int  #: index into `Article.body`, from 0
    start: int  #: offset in characters (code points) of the block's text
    end: int  #: exclusive
    language: str  #: ISO 639


@dataclass(frozen=True, slots=True)
class Mention:
    """A date expression in a text; see docs/dates.md for the forms of `value`."""

    start: int  #: offset in characters (code points) of the text that was read
    end: int  #: exclusive
    text: str  #: the text's own words, text[start:end]
    value: str  #: "2023-02-07", "2023-02", "2023-W05", "2023-02-07TNI", "2019/2024" …
    mod: str | None = None  #: "START", "MID", "END", "APPROX"; None = none
    flag: str | None = None  #: what was odd, such as "weekday-conflict"; None = nothing
    reader: str = "grammar"  #: who found it: "grammar" (tables of our own) or "dateparser"


@dataclass(frozen=True, slots=True)
class Capture:
    """Where the bytes of one response lie."""

    url: str  #: as asked for
    time: datetime  #: aware, UTC
    status: int
    digest: str | None  #: of the payload, "sha1:…" in base 32; None = none recorded
    file: str  #: the WARC file's name
    offset: int  #: of the record in the file, in bytes
    length: int  #: of the record in the file, in bytes (compressed where the file is)


@dataclass(frozen=True, slots=True)
class Page:
    """A page to read, wherever it came from."""

    html: bytes | str
    url: str  #: "" = not known; the page's own canonical link is used
    content_type: str | None = None  #: the HTTP header; None = none
    #: when the page was fetched or saved; aware, UTC; None = not known
    seen: datetime | None = None
    capture: Capture | None = None  #: None = not kept in a WARC


@dataclass(frozen=True, slots=True)
class Article:
    """An item of the archive: what one page says, and nothing that the page does not say.

    `None` and empty tuples mean that the page shows no such thing, never that it could not be
    parsed: what could not be parsed is named in `diagnostics`.
    """

    #: its Pangea number and whose number that is (`archive.keys`); None = neither the address nor
    #: the page names a number
    id: int | None
    kind: Kind
    site: str  #: a name from `archive.sites`, else the host
    url: str  #: canonical; "" = not known (a dump without its address)
    title: str
    description: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()  #: names, in the page's order
    initials: tuple[Initials, ...] = ()
    dateline: str | None = None  #: "JAKARTA"
    published: datetime | None = None  #: aware, UTC; None = the page shows no date
    published_source: str | None = (
        None  #: "json-ld", "time" or "utag_data", "given" by the caller; None with `published`
    )
    modified: datetime | None = None  #: aware, UTC; None = the page shows none
    language: str | None = None  #: "id", "en"; None = the page does not tell
    body: tuple[Block, ...] = ()
    images: tuple[Image, ...] = ()
    media: tuple[Media, ...] = ()
    links: tuple[Link, ...] = ()
    claims: tuple[Claim, ...] = ()  #: of a fact-check
    posts: tuple[Post, ...] = ()  #: of a live blog, in the order of the page
    #: what is in another language than `language`: runs of at least six words
    passages: tuple[Passage, ...] = ()
    rights: Rights = Rights.UNKNOWN  #: of the text; every image has its own
    rights_reason: str = ""
    diagnostics: tuple[str, ...] = field(default=(), compare=False)  #: what was odd: "name: words"

    @property
    def text(self) -> str:
        """The body as plain text: blocks separated by a blank line."""
        return "\n\n".join(block.text for block in self.body)


def to_json(article: Article) -> dict[str, Any]:
    """The article as JSON types: times as ISO 8601 in UTC with `Z`, tuples as lists, enums as their
    words."""
    plain: dict[str, Any] = _jsonable(article)
    return plain


def iso(time: datetime) -> str:
    """An aware time as ISO 8601 in UTC, to the second, with `Z`: "2023-02-07T00:05:00Z"."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _jsonable(value: object) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, tuple):
        return [_jsonable(item) for item in value]
    if is_dataclass(value):
        return {f.name: _jsonable(getattr(value, f.name)) for f in fields(value)}
    return value

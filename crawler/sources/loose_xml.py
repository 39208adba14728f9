"""Tags and text of XML that others wrote, in order and in constant memory, well formed or not.

Sitemaps and feeds are simple, and often broken in one place. A strict parser gives nothing from
there on, and libxml2's recovery changes addresses (`?a=1&b=2` comes back as `?a=1=2`). This one
reads marks only: what is no mark is text. Only the entities that HTML names and numbered
characters are resolved; no document type is ever read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import html5
from typing import NamedTuple

#: Characters that are kept of a text or a tag; what is longer is cut there, never an address.
LONGEST = 4096

_NAME = re.compile(r"(/?)\s*(?:([\w.-]+):)?([A-Za-z_][\w.-]*)")
# text and a tag behind it, as nearly all are
_PLAIN = re.compile(r"([^<]*)<(/?)(?:([\w.-]+):)?([A-Za-z_][\w.-]*)([^<>]*)>")
# the look behind has each name tried once, not at each of its letters
_ATTRIBUTE = re.compile(r"""(?<![\w:.-])([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z]\w{0,30}));")
_MARK = re.compile("[<>]")


class Tag(NamedTuple):
    """A start tag, an end tag, or both in one."""

    prefix: str  #: of its namespace, in lower case; "" = none
    name: str  #: without the prefix, in lower case
    opens: bool
    closes: bool
    rest: str  #: its attributes, as they were written

    def attribute(self, name: str) -> str | None:
        """The value of an attribute; None = the tag does not have it."""
        for match in _ATTRIBUTE.finditer(self.rest):
            if match[1].lower() == name:
                return unescaped(match[2] or match[3] or match[4] or "")
        return None


class Declaration(NamedTuple):
    """A document type that declares entities; they are not read."""


Token = Tag | Declaration | str


def tokens(parts: Iterable[str]) -> Iterator[Token]:
    """The tags of a document and the text between them."""
    source = _TextStream(parts)
    while True:
        for text, closing, prefix, name, rest in source.plain():
            if text:
                yield unescaped(text)
            yield _made(closing, prefix, name, rest)
        text, found = source.until("<")
        if text:
            yield unescaped(text)
        if not found:
            return
        token = _marked(source)
        if token is not None:
            yield token


def _marked(source: _TextStream) -> Token | None:
    """The token that begins behind a `<`; None = nothing that is kept, such as a comment."""
    start = source.next(len("![CDATA["))
    if not start.startswith(("!", "?")):
        return _tag(source)
    if start.startswith("!--"):
        source.until("-->")
        return None
    if start.upper() == "![CDATA[":
        source.until("[")
        source.until("[")
        return source.until("]]>")[0]
    if start.startswith("!"):
        return Declaration() if _declares_entities(source) else None
    source.until(">")
    return None


def unescaped(text: str) -> str:
    """Text with the references of XML resolved; other references, and impossible characters, stay
    as they are."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return html5.get(f"{name};", match[0])
    number = int(decimal) if decimal else int(hexadecimal, 16)
    is_character = 0 < number < 0xD800 or 0xE000 <= number <= 0x10FFFF
    return chr(number) if is_character else match[0]


def _tag(source: _TextStream) -> Token:
    """The tag that begins here; where there is none, the text that looked like one."""
    body = source.until_mark()
    match = _NAME.match(body)
    if match is None:
        return "<" + unescaped(body)
    closing, prefix, name = match.groups()
    return _made(closing, prefix, name, body[match.end() :])


def _made(closing: str, prefix: str | None, name: str, rest: str) -> Tag:
    prefix = prefix.lower() if prefix else ""
    if closing:
        return Tag(prefix, name.lower(), opens=False, closes=True, rest="")
    return Tag(prefix, name.lower(), opens=True, closes=rest.endswith("/"), rest=rest)


def _declares_entities(source: _TextStream) -> bool:
    """True where the document type that begins here declares entities; it is passed over."""
    text, found = source.until(">")
    if "[" not in text:
        return False
    entities = "<!ENTITY" in text.upper()
    while found and "]" not in text:
        text, found = source.until(">")
        entities = entities or "<!ENTITY" in text.upper()
    return entities


class _TextStream:
    """Text that comes in parts, of which little is kept."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._parts = iter(parts)
        self._text = ""
        self._at = 0

    def plain(self) -> Iterator[tuple[str, str, str | None, str, str]]:
        """Texts and the parts of the tag behind each, as long as they are plain, short and here."""
        while match := _PLAIN.match(self._text, self._at):
            if match.end() - match.start() > LONGEST:
                return
            self._at = match.end()
            yield match.groups()  # type: ignore[misc]

    def next(self, count: int) -> str:
        """The next characters, this many of them, without passing over them."""
        while len(self._text) - self._at < count and self._more():
            pass
        return self._text[self._at : self._at + count]

    def until(self, mark: str) -> tuple[str, bool]:
        """The text before a mark, which is passed over, and True where the mark was found."""
        kept = ""
        while (end := self._text.find(mark, self._at)) < 0:
            # the mark may begin in this part and end in the next
            end = max(self._at, len(self._text) - len(mark) + 1)
            kept = self._taken(kept, end)
            if not self._more():
                return self._taken(kept, len(self._text)), False
        kept = self._taken(kept, end)
        self._at = end + len(mark)
        return kept, True

    def until_mark(self) -> str:
        """The text before the next `<` or `>`; the latter is passed over."""
        kept = ""
        while (match := _MARK.search(self._text, self._at)) is None:
            kept = self._taken(kept, len(self._text))
            if not self._more():
                return kept
        kept = self._taken(kept, match.start())
        if match[0] == ">":
            self._at += 1
        return kept

    def _taken(self, kept: str, end: int) -> str:
        """What was kept before with what stands before this place, cut to the longest."""
        start = self._at
        self._at = end
        room = LONGEST - len(kept)
        return kept + self._text[start : min(end, start + room)]

    def _more(self) -> bool:
        """Read on; False = there is no more."""
        part = next(self._parts, None)
        if part is None:
            return False
        self._text = self._text[self._at :] + part
        self._at = 0
        return True

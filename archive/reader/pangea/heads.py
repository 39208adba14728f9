"""The metadata of a page outside its text: meta elements, JSON-LD, `utag_data`, `bar_data`."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lxml.etree import _Element

from archive.reader.pangea import schema_org, site_names

_UTAG = re.compile(r"utag_data\s*=\s*\{")
_UTAG_KEYS = frozenset(
    """
    page_type content_type subcontent_type page_title url article_uid byline dateline
    pub_year pub_month pub_day pub_hour pub_minute pangea_version language_service
    section categories
    """.split()
)
# Other systems fill a `utag_data`, too; these keys only this platform writes.
_OWN_UTAG_KEYS = frozenset(["article_uid", "pangea_version", "language_service"])
_BAR = re.compile(r"bar_data\s*=\s*\{")
# key:"value" of a JavaScript object; keys with or without quotes
_PAIR = re.compile(
    r"""(?<!\w)([A-Za-z_]\w{0,60})["']?\s*:\s*"((?:[^"\\]++|\\.)*+)"\s*([,}])""", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Head:
    """The fields of a page's head, as they stand; a missing one is "" or an empty mapping."""

    #: by `property` or `name`, the first of each
    meta: Mapping[str, str] = field(default_factory=dict)
    json_ld: Mapping[str, Any] = field(default_factory=dict)  #: the object that describes the item
    nodes: tuple[Mapping[str, Any], ...] = ()  #: every object of JSON-LD, that one among them
    utag: Mapping[str, str] = field(default_factory=dict)  #: of utag_data, what is in `_UTAG_KEYS`
    bar: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    canonical: str = ""
    site_names: frozenset[str] = frozenset()  #: how it calls its site, folded
    broken: tuple[str, ...] = ()  #: what stood there but could not be parsed

    @property
    def of_platform(self) -> bool:
        """True where the platform made the page."""
        return bool(self.utag or self.bar)

    @property
    def names_platform(self) -> bool:
        """True where it does so in words of its own, which prove it on any host."""
        return bool(self.bar) or not _OWN_UTAG_KEYS.isdisjoint(self.utag)


def read(elements: Iterable[_Element]) -> Head:
    """The head of a parsed page, from its meta, link, title and script elements, wherever in the
    document they stand."""
    meta: dict[str, str] = {}
    title = ""
    link = ""
    scripts = _Scripts()
    for element in elements:
        tag = element.tag
        if tag == "meta":
            key = element.get("property") or element.get("name")
            if key:
                meta.setdefault(key.lower(), element.get("content") or "")
        elif tag == "script":
            scripts.add(element)
        elif tag == "link":
            if not link and (element.get("rel") or "").lower() == "canonical":
                link = element.get("href") or ""
        elif not title:
            title = element.text or ""
    nodes = scripts.nodes
    item = schema_org.resolved(schema_org.item(nodes), nodes)
    address = link or meta.get("og:url", "") or scripts.utag.get("url", "")
    return Head(
        meta=meta,
        json_ld=item,
        site_names=site_names.names(meta, scripts.utag, item, nodes, address),
        nodes=tuple(nodes),
        utag=scripts.utag,
        bar=scripts.bar,
        title=title,
        canonical=link,
        broken=tuple(scripts.broken),
    )


class _Scripts:
    """Collects what scripts hold; the first of each kind counts."""

    def __init__(self) -> None:
        self.nodes: list[Mapping[str, Any]] = []
        self.utag: Mapping[str, str] = {}
        self.bar: Mapping[str, str] = {}
        self.broken: list[str] = []

    def add(self, script: _Element) -> None:
        text = script.text
        if not text:
            return
        if "ld+json" in (script.get("type") or ""):
            self._add_json_ld(text)
        elif not self.utag and (found := _UTAG.search(text)):
            self.utag = {
                key: unescape(value)
                for key, value in _pairs(text, found.end())
                if key in _UTAG_KEYS
            }
        elif not self.bar and (found := _BAR.search(text)):
            self.bar = dict(_pairs(text, found.end()))

    def _add_json_ld(self, text: str) -> None:
        documents = _documents(text)
        if documents is None:
            self.broken.append("json-ld")
        else:
            self.nodes += islice(_nodes(documents), _MOST_NODES - len(self.nodes))


# What sites put around a script's JSON, so that old browsers and XML parsers pass over it.
_OPENING = re.compile(r"(?:[\s\ufeff]|//|/\*|\*/|<!\[CDATA\[|<!--)+")
_CLOSING = re.compile(r"(?:\s|;|//|/\*|\*/|\]\]>|-->)+$")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_BETWEEN = re.compile(r"[\s;,]*")


def _integer(digits: str) -> int | None:
    """A number in JSON; None = it is too long to mean anything."""
    return int(digits) if len(digits) <= 18 else None


_DECODER = json.JSONDecoder(strict=False, parse_int=_integer)


def _documents(script: str) -> list[object] | None:
    """The JSON documents in a script; None = it holds no JSON."""
    opening = _OPENING.match(script)
    text = script[opening.end() :] if opening else script
    text = text[:-_CLOSING_LENGTH] + _CLOSING.sub("", text[-_CLOSING_LENGTH:])
    for mended in (text, _TRAILING_COMMA.sub(r"\1", html.unescape(text))):
        try:
            return _decoded(mended)
        except (ValueError, RecursionError):
            continue
    return None


_CLOSING_LENGTH = 100  # characters of a script's end in which what closes it is looked for


def _decoded(text: str) -> list[object]:
    documents: list[object] = []
    position = 0
    while position < len(text):
        document, end = _DECODER.raw_decode(text, position)
        documents.append(document)
        between = _BETWEEN.match(text, end)
        position = between.end() if between else end
    return documents


def _nodes(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The objects that JSON-LD describes, in order: of lists, of graphs, and what a page is
    about."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity"):
            yield from _nodes(value.get(name), depth + 1)


_MOST_NODES = 200  # objects of JSON-LD; a graph has some ten
_DEEPEST = 5  # levels of lists, graphs and entities in JSON-LD


def _pairs(text: str, start: int) -> Iterator[tuple[str, str]]:
    position = start
    while match := _PAIR.search(text, position, position + 20_000):
        yield match[1], match[2]
        if match[3] == "}":
            return
        position = match.end()


def unescape(value: str) -> str:
    r"""A JavaScript string's text, entities resolved, however often they were escaped: `\u0026#39;`
    -> `'`."""
    if "\\" in value:
        try:
            value = json.loads(f'"{value}"', strict=False)
        except ValueError:
            value = value.replace("\\'", "'").replace('\\"', '"')
    for _ in range(3):  # seen: &amp;#39;
        if "&" not in value or (resolved := html.unescape(value)) == value:
            break
        value = resolved
    return value


def text_of(value: object) -> str:
    """A JSON-LD value that should be a string, or the first of a list; "" where it is anything
    else."""
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) else ""


def names_of(value: object) -> list[str]:
    """The names in a JSON-LD `author`: a string, an object with `name`, or a list of those."""
    items = value if isinstance(value, list) else [value]
    names = [item.get("name") if isinstance(item, dict) else item for item in items]
    return [name for name in names if isinstance(name, str) and name.strip()]

"""The claims that a fact-check examines: from JSON-LD `ClaimReview`, and from the box over its text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml.etree import _Element

from archive import urls
from archive.article import Claim
from archive.reader.pangea import heads, schema_org
from archive.reader.pangea.fields import plain
from archive.reader.pangea.heads import Head
from archive.reader.pangea.parsing import Parts, text_in

_BOXES = ("fc__body", "fc-body", "factcheck__body", "fact-check")
_MOST = 50  # claims of one page


def of(head: Head, parts: Parts, base: str) -> tuple[Claim, ...]:
    """The claims of a page, in its order; each with what JSON-LD and the page say of it."""
    reviewed = [_reviewed(node, base) for node in _reviews(head)]
    shown = [_shown(box, base) for box in parts.of(*_BOXES)]
    found = [*reviewed, *shown]
    if len(reviewed) == len(shown):
        found = [_both(one, two) for one, two in zip(reviewed, shown, strict=True)]
    return tuple(dict.fromkeys(claim for claim in found if claim.text))[:_MOST]


def statements(parts: Parts) -> list[_Element]:
    """The elements that quote a claim, over the text of a fact-check."""
    found = []
    for box in parts.of(*_BOXES):
        found += _with_class(box, "statement-content", "statement__content")
    return found


def _reviews(head: Head) -> Iterator[schema_org.Node]:
    return (node for node in head.nodes if schema_org.is_a(node, "ClaimReview"))


def _reviewed(node: schema_org.Node, base: str) -> Claim:
    """What a ClaimReview says."""
    item = _first(node.get("itemReviewed"))
    rating = _first(node.get("reviewRating"))
    author = item.get("author")
    verdict = plain(heads.text_of(rating.get("alternateName")))
    if not verdict:
        verdict = plain(heads.text_of(rating.get("name")))
    appearance = _first(item.get("appearance")) or _first(item.get("firstAppearance"))
    address = heads.text_of(appearance.get("url")) or heads.text_of(item.get("url"))
    source = ", ".join(
        filter(None, (plain(heads.text_of(item.get(key))) for key in ("name", "datePublished")))
    )
    return Claim(
        plain(heads.text_of(node.get("claimReviewed"))),
        next((plain(name) for name in heads.names_of(author)), None) or None,
        verdict or None,
        source or None,
        urls.absolute(base, address) if address else None,
    )


def _first(value: object) -> Mapping[str, object]:
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, dict) else {}


def _shown(box: _Element, base: str) -> Claim:
    """What the box over the text says."""
    sources = _with_class(box, "statement-source", "statement__source")
    links = [link for source in sources for link in source.iter("a")]
    address = next((link.get("href") or "" for link in links), "")
    title = _text(box, "verdict-head", "verdict__head")
    verdict = next(
        (text_in(span) for head in _with_class(box, "title", "verdict") for span in head.iter("span")
         if text_in(span)),
        "",
    )  # fmt: skip
    return Claim(
        _text(box, "statement-content", "statement__content"),
        _text(box, "author", "statement-author", "statement__author") or None,
        verdict or title or None,
        _text(box, "statement-source", "statement__source") or None,
        urls.absolute(base, address) if address else None,
    )


def _both(reviewed: Claim, shown: Claim) -> Claim:
    """One claim of two: the words of JSON-LD, and what the page shows of its source."""
    return Claim(
        reviewed.text or shown.text,
        reviewed.claimant or shown.claimant,
        reviewed.verdict or shown.verdict,
        shown.source or reviewed.source,
        shown.source_url or reviewed.source_url,
    )


def _with_class(box: _Element, *names: str) -> list[_Element]:
    return [
        element
        for element in box.iter("div", "h3", "h4", "h5", "p", "span", "section", "blockquote")
        if not set(names).isdisjoint((element.get("class") or "").split())
    ]


def _text(box: _Element, *names: str) -> str:
    found = _with_class(box, *names)
    return text_in(found[0]) if found else ""

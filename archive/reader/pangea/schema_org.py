"""The types of schema.org that describe an item, and what they say of it: one row a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archive.article import Kind

# type, and the kind that it speaks for; - = none: the platform calls galleries and audio pages
# NewsArticle, too
_TEXTS = """
    Article                       -
    AdvertiserContentArticle      -
    NewsArticle                   -
    AnalysisNewsArticle           -
    AskPublicNewsArticle          -
    BackgroundNewsArticle         -
    OpinionNewsArticle            -
    ReportageNewsArticle          -
    ReviewNewsArticle             -
    Report                        -
    SatiricalArticle              -
    ScholarlyArticle              -
    MedicalScholarlyArticle       -
    SocialMediaPosting            -
    BlogPosting                   -
    DiscussionForumPosting        -
    LiveBlogPosting               liveblog
    TechArticle                   -
    APIReference                  -
    ClaimReview                   article
    Interview                     -
"""
_OTHERS = """
    VideoObject                   video
    VideoObjectSnapshot           video
    Clip                          video
    TVEpisode                     video
    TVClip                        video
    BroadcastEvent                -
    AudioObject                   audio
    AudioObjectSnapshot           audio
    PodcastEpisode                audio
    RadioEpisode                  audio
    RadioClip                     audio
    Episode                       audio
    ImageGallery                  gallery
    MediaGallery                  gallery
    VideoGallery                  video
    Quiz                          quiz
    Quotation                     -
    MediaObject                   -
    NewsMedia                     -
"""


def _table(rows: str) -> dict[str, Kind | None]:
    """The kind that each type speaks for."""
    table: dict[str, Kind | None] = {}
    for row in rows.strip().splitlines():
        name, kind = row.split()
        table[name] = None if kind == "-" else Kind(kind)
    return table


_OF_TEXTS = _table(_TEXTS)
KINDS = _OF_TEXTS | _table(_OTHERS)  #: every type that describes an item

Node = Mapping[str, Any]


def types(node: Node) -> Iterator[str]:
    """The types of a node by their names: "NewsArticle" of "https://schema.org/NewsArticle"."""
    given = node.get("@type")
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, str):
            yield each.rstrip("/").rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def is_a(node: Node, *names: str) -> bool:
    """True where a node has one of these types."""
    return any(name in names for name in types(node))


def kind(node: Node) -> Kind | None:
    """The kind of item that a node speaks for; None = it does not tell."""
    return next((KINDS[name] for name in types(node) if KINDS.get(name) is not None), None)


def item(nodes: list[Node]) -> Node:
    """The node that describes the item of a page: the first text, else the first of the other
    types; {} = none does.

    A fact-check can have a node for the text and one for the claim: what the first does not say is
    taken from the other.
    """
    texts = [node for node in nodes if any(name in _OF_TEXTS for name in types(node))]
    if not texts:
        return next((node for node in nodes if any(name in KINDS for name in types(node))), {})
    claims = [node for node in texts if is_a(node, "ClaimReview")]
    plain = [node for node in texts if node not in claims]
    if not (plain and claims):
        return texts[0]
    missing = {key: value for key, value in claims[0].items() if key in _SHARED}
    return {**missing, **{key: value for key, value in plain[0].items() if value not in ("", None)}}


_SHARED = ("datePublished", "dateModified", "keywords", "author", "articleSection", "inLanguage")


def resolved(node: Node, nodes: list[Node]) -> Node:
    """A node where `{"@id": …}` in its values is the node of that name, where there is one."""
    named = {each["@id"]: each for each in nodes if isinstance(each.get("@id"), str)}
    if len(named) < 2:
        return node
    return {key: _resolved(value, named) for key, value in node.items()}


def _resolved(value: object, named: Mapping[str, Node]) -> object:
    if isinstance(value, list):
        return [_resolved(each, named) for each in value[:100]]
    if isinstance(value, dict) and len(value) == 1:
        return named.get(str(value.get("@id")), value)
    return value

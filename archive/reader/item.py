"""A page of the platform to an `Article`: a pure function of bytes and address."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from archive import keys, sites, urls
from archive.article import Article, Image, Kind, Link, Media, NotAnItem, Post
from archive.reader import edges, languages, rights
from archive.reader.edges import Trimmed
from archive.reader.encoding import decode, mend, utf8
from archive.reader.pangea import (
    claims,
    contents,
    fields,
    galleries,
    heads,
    identities,
    item_marks,
    kinds,
    parsing,
)
from archive.reader.pangea.body import Body
from archive.reader.pangea.heads import Head
from archive.reader.pangea.identities import Identity
from archive.reader.pangea.item_marks import Glance, ItemContent
from archive.reader.pangea.kinds import Evidence
from archive.reader.pangea.liveblogs import LiveBlog
from archive.reader.pangea.media import Picture
from archive.reader.pangea.parsing import Parts
from archive.reader.pangea.places import Places
from archive.reader.text import dateline, own_credit, split_credit


def extract(html: bytes | str, url: str, *, content_type: str | None = None) -> Article:
    """The item that a page shows.

    `html` is the page as served, bytes or text; `url` its address, "" where it is not known (the
    page's own canonical link then counts); `content_type` the HTTP header, where there was one.
    Raises `NotAnItem` for every page that is no item, whatever the bytes; nothing else. Same input,
    same article: no clock, no file, no state.
    """
    if isinstance(html, str):
        text = mend(html)
        repaired = None
    else:
        text, repaired = decode(html, content_type)
    text, several = _first_document(text)
    parts = parsing.parse(text, utf8(text, html))
    head = heads.read(parts.head)
    identity = identities.of(url, head)
    glance = Glance(url, head, parts, identity.number)
    against = item_marks.objections(glance)
    odd = list(identity.odd)
    if repaired:
        odd.append(f"encoding-repaired: {repaired}")
    odd += [f"{name}-broken: could not be parsed" for name in head.broken]
    if several:
        odd.append("several-documents: only the first of the input was read")
    if "</html" not in text[-4000:].lower():
        odd.append("truncated: the page ends without </html>")
    if parts.is_cut:
        odd.append("too-deep: elements lie too deep in each other; what follows them is not read")
    try:
        article = _article(identity, text, head, parts, odd)
    except NotAnItem:
        item_marks.decide(glance, against, item_marks.NOTHING)
        raise
    if not against:
        return article
    contrary = item_marks.decide(glance, against, _content(article))
    return replace(article, diagnostics=(*article.diagnostics, *contrary))


def _content(article: Article) -> ItemContent:
    return ItemContent(
        title=article.title,
        has_text=bool(article.body),
        has_recording=bool(article.media),
        has_pictures=bool(article.images),
        is_dated=article.published is not None,
    )


def _first_document(text: str) -> tuple[str, bool]:
    """The text up to where a second document begins, and whether one does: a parser would make one
    page of both."""
    end = text.find("</html>")
    if end < 0 or "<html" not in text[end:]:
        return text, False
    return text[: end + len("</html>")], True


@dataclass(frozen=True, slots=True)
class _Told:
    """The text of an item, with what its page shows in the places of it."""

    body: Body
    trimmed: Trimmed
    places: Places
    posts: tuple[Post, ...]
    gallery: tuple[Picture, ...] | None  #: None = the page is none
    words: int  #: without what the page says of a recording
    odd: list[str]


def _article(identity: Identity, html: str, head: Head, parts: Parts, odd: list[str]) -> Article:
    seen = parsing.visible(parts)
    title, title_odd = fields.title(head, seen)
    if not title:
        raise NotAnItem("empty", "a template without a title")
    address = identity.address
    site = sites.of(address)
    zone = ZoneInfo(site.timezone)
    published, source, date_odd = fields.published(head, seen, zone)
    description = fields.description(head, title)
    told = _told(html, head, parts, address, title, description or "", zone)
    trimmed = told.trimmed
    pictures = _pictures(html, parts, address, told)
    media = contents.media(head, parts, told.places, address, told.words)
    kind = _kind(head, parts, told, pictures, media)
    empty_odd = []
    if not (trimmed.blocks or pictures or media or kind is not Kind.OTHER):
        empty_odd = _without_content(head, published)
    byline = fields.byline(head, seen)
    byline += tuple(name for name in trimmed.byline if name not in byline)
    authors = byline or fields.site_as_author(head)
    text_rights, reason = rights.of_text(authors, trimmed, site, fields.owners(head))
    said = fields.language(head, parts.root)
    language, passages, language_odd = languages.of_body(trimmed.blocks, said)
    return Article(
        id=None if identity.number is None else keys.make(site.installation, identity.number),
        kind=kind,
        site=site.name,
        url=address,
        title=title,
        description=description,
        section=fields.section(head, seen),
        keywords=fields.keywords(head),
        byline=byline,
        initials=trimmed.initials,
        dateline=trimmed.dateline or dateline(fields.plain(head.utag.get("dateline", ""))),
        published=published,
        published_source=source,
        modified=fields.modified(head),
        language=language,
        body=trimmed.blocks,
        images=tuple(map(_image, pictures)),
        media=media,
        links=_links(told.body, trimmed, identity),
        claims=claims.of(head, parts, address),
        posts=told.posts,
        passages=passages,
        rights=text_rights,
        rights_reason=reason,
        diagnostics=(*odd, *title_odd, *date_odd, *told.odd, *empty_odd, *language_odd),
    )


def _told(
    html: str, head: Head, parts: Parts, address: str, title: str, summary: str, zone: tzinfo
) -> _Told:
    """The text that a page with this title and summary holds, without its edges and without what
    belongs to pictures."""
    promised = kinds.promised(head, parts)
    live, odd = contents.live_blog(head, parts, promised, zone, title)
    if live is None:
        body, odd = contents.body(head, parts, title, summary)
    else:
        body = live.body
    body = contents.with_statements(body, parts)
    gallery = contents.gallery(html, head, parts, promised, body, address)
    if gallery is not None:
        body = galleries.without_captions(body, gallery)
    trimmed = edges.trim(body.blocks, body.dateline)
    words = 0
    if not body.is_summary:
        words = sum(len(block.text.split()) for block in trimmed.blocks)
    places = Places(body.figures, trimmed.kept)
    return _Told(body, trimmed, places, _posts(live, trimmed), gallery, words, odd)


def _pictures(html: str, parts: Parts, address: str, told: _Told) -> tuple[Picture, ...]:
    """The pictures of an item; those of a gallery stand behind its text."""
    end = len(told.trimmed.blocks)
    listed = [replace(picture, position=end) for picture in told.gallery or ()]
    return contents.pictures(html, parts, told.places, listed, address)


def _kind(
    head: Head, parts: Parts, told: _Told, pictures: Sequence[Picture], media: tuple[Media, ...]
) -> Kind:
    in_gallery = 0 if told.gallery is None else len(pictures)
    evidence = Evidence(words=told.words, pictures=in_gallery, posts=len(told.posts), media=media)
    return kinds.of(head, parts, evidence)


def _without_content(head: Head, published: datetime | None) -> list[str]:
    """What is odd about an item whose page shows nothing of it; raises `NotAnItem` where the page
    does not prove by a date and a number of its own that there is one."""
    if published is None or identities.of("", head).number is None:
        raise NotAnItem("empty", "a template without text, picture or recording")
    return ["no-content: neither text nor picture nor recording was found"]


def _posts(live: LiveBlog | None, trimmed: Trimmed) -> tuple[Post, ...]:
    """The posts of a live blog at their places in what is left of its body."""
    if live is None:
        return ()
    return tuple(replace(post, block=bisect_left(trimmed.kept, post.block)) for post in live.posts)


def _image(picture: Picture) -> Image:
    caption, credit = split_credit(picture.caption)
    if credit is None and picture.credit:
        credit = own_credit(picture.credit)
    whose, reason = rights.of_picture(credit)
    return Image(
        picture.guid, picture.url, caption or None, credit, picture.position, whose, reason
    )


def _links(body: Body, trimmed: Trimmed, identity: Identity) -> tuple[Link, ...]:
    found = []
    left = {given: now for now, given in enumerate(trimmed.kept)}
    for link in body.links:
        url = urls.absolute(identity.address, link.href)
        if url and link.block in left:
            found.append(Link(url, link.text, left[link.block], _target(url, identity)))
    return tuple(found)


def _target(url: str, identity: Identity) -> int | None:
    if sites.of(url).of_platform:
        return keys.of_url(url)
    if urls.host(url) in identity.hosts:
        return keys.of_url(url, sites.of(identity.address))
    return None

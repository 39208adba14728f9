"""A page of the platform to an `Article`: a pure function of bytes and address."""

from __future__ import annotations

from bisect import bisect_left
from zoneinfo import ZoneInfo

from archive import sites, urls
from archive.article import Article, Image, Kind, Link, NotAnItem
from archive.reader import edges, rights
from archive.reader.edges import Trimmed
from archive.reader.encoding import decode, mend
from archive.reader.pangea import body as bodies
from archive.reader.pangea import fallback, fields, heads, media
from archive.reader.pangea import page as pages
from archive.reader.pangea.body import Body
from archive.reader.pangea.heads import Head
from archive.reader.pangea.page import Parts
from archive.reader.text import dateline, split_credit


def extract(html: bytes | str, url: str, *, content_type: str | None = None) -> Article:
    """The item that a page shows.

    `html` is the page as served, bytes or text; `url` its address, "" where it is not known (the
    page's own canonical link then counts); `content_type` the HTTP header, where there was one.
    Raises `NotAnItem` for every page that is no item, whatever the bytes; nothing else. Same input,
    same article: no clock, no file, no state.
    """
    text, repaired = (mend(html), None) if isinstance(html, str) else decode(html, content_type)
    text, several = _first_document(text)
    parts = pages.parse(text.encode("utf-8", "replace"))
    if parts is None:
        raise NotAnItem("unreadable", "nothing in it could be parsed as HTML")
    head = heads.read(parts.root)
    number, odd = fields.identity(url, head)
    pages.reject(url, head, parts, number)
    odd += [f"encoding-repaired: {repaired}"] if repaired else []
    odd += [f"{name}-broken: could not be parsed" for name in head.broken]
    odd += ["several-documents: only the first of the input was read"] if several else []
    odd += [] if "</html" in text[-4000:].lower() else ["truncated: the page ends without </html>"]
    return _article(url, text, head, parts, number, odd)


def _first_document(text: str) -> tuple[str, bool]:
    """The text up to where a second document begins, and whether one does: a parser would make one
    page of both."""
    end = text.find("</html>")
    several = end >= 0 and "<html" in text[end:]
    return (text[: end + len("</html>")] if several else text), several


def _article(
    url: str, text: str, head: Head, parts: Parts, number: int | None, odd: list[str]
) -> Article:
    seen = pages.visible(parts)
    address = fields.address(url, head, number)
    site = sites.of(address or url)
    title, conflicts = fields.title(head, seen)
    published, source, unparsed = fields.published(head, seen, ZoneInfo(site.timezone))
    body, era_odd = _body(head, parts)
    trimmed = edges.trim(body.blocks, body.dateline)
    byline = fields.byline(head, seen)
    byline += tuple(name for name in trimmed.byline if name not in byline)
    text_rights, reason = rights.of_text(byline, trimmed, site)
    kind = pages.kind(head, parts, has_text=bool(trimmed.blocks) and not body.is_summary)
    images = _images(text, parts, body, trimmed, address)
    recordings = media.recordings(
        parts.players, address, heads.text_of(head.json_ld.get("duration"))
    )
    if not title:
        raise NotAnItem("empty", "a template without a title")
    if not (trimmed.blocks or images or recordings or kind is not Kind.OTHER):
        raise NotAnItem("empty", "a template without text, picture or recording")
    return Article(
        id=number,
        kind=kind,
        site=site.name,
        url=address,
        title=title,
        description=fields.description(head, title),
        section=fields.section(head, seen),
        keywords=fields.keywords(head),
        byline=byline,
        initials=trimmed.initials,
        dateline=trimmed.dateline or dateline(fields.plain(head.utag.get("dateline", ""))),
        published=published,
        published_source=source,
        modified=fields.modified(head),
        language=fields.language(head, parts.root),
        body=trimmed.blocks,
        images=images,
        media=recordings,
        links=_links(body, trimmed, address),
        rights=text_rights,
        rights_reason=reason,
        diagnostics=tuple(odd + conflicts + unparsed + era_odd),
    )


def _body(head: Head, parts: Parts) -> tuple[Body, list[str]]:
    era, roots = pages.body_roots(parts)
    body = bodies.read(roots)
    if body.blocks or not _expects_text(head, parts):
        return (body if body.blocks else bodies.summary(parts.of("intro")[:1])), []
    if era:
        return body, [f"body-empty: the {era} markup is there and holds no text"]
    found = fallback.body(parts.root)
    odd = ["no-body-root: none of a known era"]
    return found, odd + (["fallback-body: read by trafilatura"] if found.blocks else [])


def _expects_text(head: Head, parts: Parts) -> bool:
    return not parts.players and pages.kind(head, parts, has_text=False) in (
        Kind.OTHER,
        Kind.ARTICLE,
    )


def _images(
    text: str, parts: Parts, body: Body, trimmed: Trimmed, address: str
) -> tuple[Image, ...]:
    covers = [(element, 0) for element in parts.of("cover-media")]
    within = [(element, bisect_left(trimmed.kept, position)) for element, position in body.figures]
    gallery = pages.gallery(parts)
    shown = [(gallery, len(trimmed.blocks))] if gallery is not None else []
    figures = [*covers, *within, *shown]
    return (
        tuple(map(_image, media.pictures(figures, address, media.widest(text)))) if figures else ()
    )


def _image(picture: media.Picture) -> Image:
    caption, credit = split_credit(picture.caption)
    whose, reason = rights.of_picture(credit)
    return Image(
        picture.guid, picture.url, caption or None, credit, picture.position, whose, reason
    )


def _links(body: Body, trimmed: Trimmed, address: str) -> tuple[Link, ...]:
    found = []
    left = {given: now for now, given in enumerate(trimmed.kept)}
    for link in body.links:
        url = urls.absolute(address, link.href)
        if url and link.block in left:
            found.append(Link(url, link.text, left[link.block], _target(url, address)))
    return tuple(found)


def _target(url: str, address: str) -> int | None:
    on_platform = sites.of(url).owner is not None or urls.host(url) == urls.host(address)
    return urls.item_id(url) if on_platform else None

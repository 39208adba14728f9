"""A page of the platform to an `Article`: a pure function of bytes and address."""

from __future__ import annotations

from archive import rights, sites, urls
from archive.article import Article, Block, BlockKind, Image, Initials, Kind, Link, NotAnItem
from archive.encoding import decode, mend
from archive.pangea import body as bodies
from archive.pangea import fallback, fields, heads, media
from archive.pangea import page as pages
from archive.pangea.body import Body
from archive.pangea.heads import Head
from archive.pangea.page import Parts
from archive.text import dateline, split_credit, split_dateline, split_initials


def extract(html: bytes | str, url: str, *, content_type: str | None = None) -> Article:
    """The item that a page shows.

    `html` is the page as served, bytes or text; `url` its address, "" where it is not known (the page's own canonical
    link then counts); `content_type` the HTTP header, where there was one. Raises `NotAnItem` for every page that is
    no item, whatever the bytes; nothing else. Same input, same article: no clock, no file, no state.
    """
    text, repaired = (mend(html), None) if isinstance(html, str) else decode(html, content_type)
    parts = pages.parse(text.encode("utf-8", "replace"))
    if parts is None:
        raise NotAnItem("unreadable", "nothing in it could be parsed as HTML")
    head = heads.read(parts.root)
    number, odd = fields.identity(url, head)
    pages.reject(url, head, parts, number)
    odd += [f"encoding-repaired: {repaired}"] if repaired else []
    odd += [f"{name}-broken: could not be parsed" for name in head.broken]
    return _article(url, head, parts, number, odd)


def _article(url: str, head: Head, parts: Parts, number: int | None, odd: list[str]) -> Article:
    seen = pages.visible(parts)
    address = fields.address(url, head, number)
    site = sites.of(address or url)
    title, conflicts = fields.title(head, seen)
    published, source, unparsed = fields.published(head, seen)
    body, era_odd = _body(head, parts)
    blocks, initials, place = _credits(body, fields.plain(head.utag.get("dateline", "")))
    byline = fields.byline(head, seen)
    text_rights, reason = rights.of_text(byline, [block.text for block in body.blocks], site)
    kind = pages.kind(head, parts, has_text=bool(blocks))
    images = _images(parts, body, address)
    recordings = media.recordings(parts.players, address, heads.text_of(head.json_ld.get("duration")))
    _check(head, title, number, has_content=bool(blocks or images or recordings or kind is not Kind.OTHER))
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
        initials=initials,
        dateline=place,
        published=published,
        published_source=source,
        modified=fields.modified(head),
        language=fields.language(head, parts.root),
        body=tuple(blocks),
        images=images,
        media=recordings,
        links=_links(body, address, len(blocks)),
        rights=text_rights,
        rights_reason=reason,
        diagnostics=tuple(odd + conflicts + unparsed + era_odd),
    )


def _body(head: Head, parts: Parts) -> tuple[Body, list[str]]:
    era, roots = pages.body_roots(parts)
    body = bodies.read(roots)
    if body.blocks or not _expects_text(head, parts):
        intro = bodies.read(parts.of("intro")[:1]) if not body.blocks else body
        return (intro if intro.blocks else body), []
    if era:
        return body, [f"body-empty: the {era} markup is there and holds no text"]
    found = fallback.body(parts.root)
    return found, ["no-body-root: none of a known era" + ("; text found by trafilatura" if found.blocks else "")]


def _expects_text(head: Head, parts: Parts) -> bool:
    return not parts.players and pages.kind(head, parts, has_text=False) in (Kind.OTHER, Kind.ARTICLE)


def _check(head: Head, title: str, number: int | None, *, has_content: bool) -> None:
    if not head.of_platform and not head.json_ld and number is None:
        raise NotAnItem("foreign", "no address of an item, and no mark of the platform")
    if not title:
        raise NotAnItem("empty", "a template without a title")
    if not has_content:
        raise NotAnItem("empty", "a template without text, picture or recording")


def _credits(body: Body, said: str) -> tuple[list[Block], tuple[Initials, ...], str | None]:
    """The blocks without closing initials and without the dateline, and those."""
    blocks = list(body.blocks)
    initials: tuple[Initials, ...] = ()
    for index in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
        rest, initials = split_initials(blocks[index].text)
        if initials:
            blocks[index : index + 1] = [Block(blocks[index].kind, rest)] if rest else []
            break
    place = dateline(body.dateline) if body.dateline else None
    if place is None and blocks and blocks[0].kind is BlockKind.PARAGRAPH:
        place, rest = split_dateline(blocks[0].text)
        if place and rest:
            blocks[0] = Block(blocks[0].kind, rest)
    return blocks, initials, place or dateline(said)


def _images(parts: Parts, body: Body, address: str) -> tuple[Image, ...]:
    covers = [(element, 0) for element in parts.of("cover-media")]
    gallery = pages.gallery(parts)
    shown = [(gallery, len(body.blocks))] if gallery is not None else []
    sources = (value for image in parts.images for name in ("src", "data-src") if (value := image.get(name)))
    return tuple(
        _image(picture)
        for picture in media.pictures([*covers, *body.figures, *shown], address, media.widest(sources, address))
    )


def _image(picture: media.Picture) -> Image:
    caption, credit = split_credit(picture.caption)
    whose, reason = rights.of_picture(credit)
    return Image(picture.guid, picture.url, caption or None, credit, picture.position, whose, reason)


def _links(body: Body, address: str, blocks: int) -> tuple[Link, ...]:
    found = []
    for link in body.links:
        url = urls.absolute(address, link.href)
        if url and link.block < blocks:
            found.append(Link(url, link.text, link.block, urls.item_id(url)))
    return tuple(found)

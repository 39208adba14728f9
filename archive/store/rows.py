"""Between an `Article` and its rows, both ways; pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from archive.article import (
    Article,
    Block,
    BlockKind,
    Claim,
    Image,
    Initials,
    Kind,
    Link,
    Media,
    Passage,
    Post,
    Rendition,
    Rights,
    iso,
)
from archive.store.results import Placed

Row = dict[str, Any]  #: column -> value, as SQLite keeps it
Parts = dict[str, list[Row]]  #: table -> its rows of one article, in order

#: Tables of what an article has several of, in their order, each with article_id and number.
NUMBERED = ("credits", "tags", "article_images", "media", "links", "claims", "posts", "passages")
#: All tables that hold parts of an article, each with article_id.
PARTS = (*NUMBERED, "mentions")

#: … of which those that came later count in a record's digest only where they have rows, so that
#: the digest of a record without them stays what it was.
_LATER = ("claims", "posts", "passages")


class PartRows(NamedTuple):
    """Rows of one article in one table, without article_id."""

    columns: tuple[str, ...]  #: () where there are no rows
    rows: list[tuple[Any, ...]]


def text_digest(title: str, description: str | None, byline: str | None, body: str) -> str:
    """The digest that tells one text from another: 16 hex digits over what a reader of the page
    sees.

    Every field of the text is named here. A field that is added to the record is not one of them:
    it must not make another text of a page that has not changed.
    """
    return _digest([title, description, byline, body])


def record_digest(row: Row, parts: Parts, mentions: Sequence[Row]) -> str:
    """The digest that tells two records apart: 16 hex digits over everything that a page gives."""
    counted = {table: found for table, found in parts.items() if found or table not in _LATER}
    return _digest([row, counted, mentions])


def _digest(value: object) -> str:
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def row_id(article: Article) -> int:
    """The id of an item; of a text without a number a provisional id, negative: the same for the
    same address, or for the same text.

    It comes from the SHA-256 of the address, or of title and body where there is none: its first 13
    hex digits (52 bits, so that JavaScript and JSON keep it exact), plus one, negated.
    """
    if article.id is not None:
        return article.id
    source = article.url or f"{article.title}\n\n{article.text}"
    return -1 - int(hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:13], 16)


def to_row(article: Article) -> Row:
    """The columns of `articles` that come from the page."""
    byline = ", ".join(article.byline) or None
    body = article.text
    return {
        "id": row_id(article),
        "site": article.site,
        "kind": str(article.kind),
        "url": article.url,
        "title": article.title,
        "description": article.description,
        "section": article.section,
        "byline": byline,
        "initials": "/".join(initials.code for initials in article.initials) or None,
        "dateline": article.dateline,
        "published": _text(article.published),
        "published_source": article.published_source,
        "modified": _text(article.modified),
        "language": article.language,
        "body": body,
        "blocks": _json([str(block.kind) for block in article.body]),
        "captions": "\n".join(image.caption for image in article.images if image.caption),
        "words": len(body.split()),
        "rights": str(article.rights),
        "rights_reason": article.rights_reason,
        "digest": text_digest(article.title, article.description, byline, body),
        "diagnostics": _json(article.diagnostics),
    }


def to_parts(article: Article) -> Parts:
    """The rows of the tables in `NUMBERED`, without article_id and number."""
    return {
        "credits": [
            *({"name": name, "role": "byline"} for name in article.byline),
            *(
                {"name": initials.code, "role": initials.role or "initials"}
                for initials in article.initials
            ),
        ],
        "tags": [{"tag": tag} for tag in article.keywords],
        "article_images": [_image_row(image) for image in article.images],
        "media": [_media_row(media) for media in article.media],
        "links": [
            {"block": link.block, "url": link.url, "text": link.text, "target": link.target}
            for link in article.links
        ],
        "claims": [_claim_row(claim) for claim in article.claims],
        "posts": [_post_row(post) for post in article.posts],
        "passages": [_passage_row(passage) for passage in article.passages],
    }


def mention_rows(mentions: Iterable[Placed]) -> list[Row]:
    """The rows of `mentions`, without article_id."""
    return [
        {
            "block": placed.block,
            "start": placed.mention.start,
            "end": placed.mention.end,
            "text": placed.mention.text,
            "value": placed.mention.value,
            "first_day": placed.first_day.isoformat(),
            "last_day": placed.last_day.isoformat(),
            "mod": placed.mention.mod,
            "flag": placed.mention.flag,
            "reader": placed.mention.reader,
        }
        for placed in mentions
    ]


def to_tables(parts: Parts, mentions: Sequence[Row]) -> dict[str, PartRows]:
    """The rows of all tables in `PARTS`, as they are written."""
    numbered = {
        table: [{"number": number, **row} for number, row in enumerate(parts[table])]
        for table in NUMBERED
    }
    return {name: _table(rows) for name, rows in {**numbered, "mentions": mentions}.items()}


def to_article(row: Mapping[str, Any], parts: Parts) -> Article:
    """The article that was saved."""
    return Article(
        id=row["id"] if row["id"] >= 0 else None,
        kind=Kind(row["kind"]),
        site=row["site"],
        url=row["url"],
        title=row["title"],
        description=row["description"],
        section=row["section"],
        keywords=tuple(tag["tag"] for tag in parts["tags"]),
        byline=tuple(credit["name"] for credit in parts["credits"] if credit["role"] == "byline"),
        initials=tuple(
            _initials(credit) for credit in parts["credits"] if credit["role"] != "byline"
        ),
        dateline=row["dateline"],
        published=moment(row["published"]),
        published_source=row["published_source"],
        modified=moment(row["modified"]),
        language=row["language"],
        body=_blocks(row),
        images=tuple(_image(image) for image in parts["article_images"]),
        media=tuple(_media(media) for media in parts["media"]),
        links=tuple(
            Link(link["url"], link["text"], link["block"], link["target"])
            for link in parts["links"]
        ),
        claims=tuple(_claim(claim) for claim in parts["claims"]),
        posts=tuple(_post(post) for post in parts["posts"]),
        passages=tuple(_passage(passage) for passage in parts["passages"]),
        rights=Rights(row["rights"]),
        rights_reason=row["rights_reason"],
        diagnostics=tuple(json.loads(row["diagnostics"])),
    )


def moment(text: str | None) -> datetime | None:
    """The time that a column holds; None = NULL."""
    return datetime.fromisoformat(text) if text else None


def _table(rows: Sequence[Row]) -> PartRows:
    columns = tuple(rows[0]) if rows else ()
    return PartRows(columns, [tuple(row.values()) for row in rows])


def _text(time: datetime | None) -> str | None:
    return iso(time) if time else None


def _image_row(image: Image) -> Row:
    return {
        "image_id": image.guid,
        "position": image.position,
        "url": image.url,
        "caption": image.caption,
        "credit": image.credit,
        "rights": str(image.rights),
        "rights_reason": image.rights_reason,
    }


def _image(row: Row) -> Image:
    return Image(
        guid=row["image_id"],
        url=row["url"],
        caption=row["caption"],
        credit=row["credit"],
        position=row["position"],
        rights=Rights(row["rights"]),
        rights_reason=row["rights_reason"],
    )


def _media_row(media: Media) -> Row:
    renditions = [{"url": r.url, "mime": r.mime, "label": r.label} for r in media.renditions]
    return {
        "kind": media.kind,
        "url": media.url,
        "title": media.title,
        "duration_s": media.duration_s,
        "renditions": _json(renditions),
        "position": media.position,
    }


def _media(row: Row) -> Media:
    renditions = tuple(Rendition(**rendition) for rendition in json.loads(row["renditions"]))
    return Media(
        row["kind"], row["url"], row["title"], row["duration_s"], renditions, row["position"]
    )


def _claim_row(claim: Claim) -> Row:
    return {
        "claim": claim.text,
        "claimant": claim.claimant,
        "verdict": claim.verdict,
        "source": claim.source,
        "source_url": claim.source_url,
    }


def _claim(row: Row) -> Claim:
    return Claim(row["claim"], row["claimant"], row["verdict"], row["source"], row["source_url"])


def _post_row(post: Post) -> Row:
    return {
        "block": post.block,
        "head": post.head,
        "time": _text(post.time),
        "byline": _json(post.byline),
    }


def _post(row: Row) -> Post:
    byline = tuple(json.loads(row["byline"]))
    return Post(row["block"], row["head"], moment(row["time"]), byline)


def _passage_row(passage: Passage) -> Row:
    return {
        "block": passage.block,
        "start": passage.start,
        "end": passage.end,
        "language": passage.language,
    }


def _passage(row: Row) -> Passage:
    return Passage(row["block"], row["start"], row["end"], row["language"])


def _initials(row: Row) -> Initials:
    return Initials(row["name"], None if row["role"] == "initials" else row["role"])


def _blocks(row: Mapping[str, Any]) -> tuple[Block, ...]:
    kinds = json.loads(row["blocks"])
    texts = row["body"].split("\n\n") if kinds else []
    return tuple(Block(BlockKind(kind), text) for kind, text in zip(kinds, texts, strict=True))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

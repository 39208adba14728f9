"""Any number of pages in the platform's markup, each made from the story of its number, and the
truth about each.

    page(7123456)         the bytes of a page, some 50 KB: its story in the whole frame of the site
    page(7123456, day=2)  the same a day later: one page in twenty has been edited since
    truth(7123456)        what a reader should make of it, in the JSON form of an article

Deterministic: a number is all that a page depends on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from html import escape
from random import Random
from string import Template
from typing import Any
from urllib.parse import quote

from tests.site.stories import JAKARTA, MONTHS, TEMPLATES, Part, Story, published, tell
from tests.site.truth import BASE, Recording, guid, recordings, truth_of

__all__ = [
    "address",
    "item_ids",
    "lastmod",
    "listing",
    "missing",
    "page",
    "published",
    "render",
    "truth",
]

HOST = "www.voaindonesia.com"
_TEMPLATES = {
    path.stem: Template(path.read_text(encoding="utf-8").removesuffix("\n"))
    for path in TEMPLATES.glob("*.html")
}


def item_ids(count: int, seed: int = 0) -> list[int]:
    """Numbers of `count` items, newest first, spread over the years."""
    return sorted(Random(seed).sample(range(60_000, 8_010_000), count), reverse=True)


def edition(number: int, day: int) -> int:
    """Which edition of an item stands on a day: from the second day on one in twenty has been
    edited."""
    return 2 if day > 1 and number % 20 == 7 else 1


def address(number: int, *, day: int = 1) -> str:
    """The canonical address of an item."""
    return BASE + tell(number, edition=edition(number, day)).path


def lastmod(number: int, day: int = 1) -> datetime:
    """When an item was last changed, aware UTC."""
    return tell(number, edition=edition(number, day)).modified


def page(number: int, *, day: int = 1) -> bytes:
    """The page of an item as it stands on a day."""
    return render(tell(number, edition=edition(number, day)))


def truth(number: int, *, day: int = 1) -> dict[str, Any]:
    """What a reader should make of `page`: fields of an article in JSON form, and the body's texts
    as `paragraphs`."""
    return truth_of(tell(number, edition=edition(number, day)))


def render(story: Story, *, path: str | None = None) -> bytes:
    """The page of a story; `path` names another canonical path than the story's own."""
    url = BASE + (path or story.path)
    title, summary = escape(story.title), escape(story.summary)
    image = f"https://gdb.voanews.com/{guid(story.number, 99)}_w1200_r1.jpg"
    card = {"audio": "player", "video": "player", "gallery": "gallery"}.get(
        story.kind, "summary_large_image"
    )
    meta = _fill(
        "meta", url=url, amp=url.replace("/a/", "/amp/"), title=title, summary=summary, image=image, card=card,
        byline=escape(story.byline), json_ld=_json_ld(story, url, image),
    )  # fmt: skip
    kind = "photogallery" if story.kind == "gallery" else story.kind
    return _frame(
        title=title, description=summary, keywords=escape(story.keywords), head_meta=meta + "\n",
        body_class="pg-article print-lay-article" if kind == "article" else f"pg-{kind} pg-article",
        utag_data=_utag(story, url, kind), content=_content(story, url), api_id=story.number, api_type=1,
    )  # fmt: skip


def listing(path: str, title: str, numbers: Iterable[int]) -> bytes:
    """A section page, or with the path "/" the homepage, that lists items."""
    home = path == "/"
    blocks = "\n".join(_block(number, tell(number).title, tell(number).path) for number in numbers)
    return _frame(
        title=escape(title), description="", keywords="", head_meta=f'<link href="{BASE}{path}" rel="canonical" />\n',
        body_class="pg-section pg-home" if home else "pg-section", api_id=299, api_type=2,
        utag_data=_script({"page_type": "index" if home else "section", "property_id": "634"}),
        content=_fill("listing", title=escape(title), items=blocks),
    )  # fmt: skip


def missing() -> bytes:
    """The page that comes with a 404."""
    return _frame(
        title="Halaman tidak ditemukan", description="", keywords="", head_meta="", body_class="pg-404", api_id="",
        api_type="", utag_data=_script({"page_type": "404 error"}), content=_fill("missing"),
    )  # fmt: skip


def _fill(template: str, **values: object) -> str:
    return _TEMPLATES[template].substitute(values)


def _frame(**values: object) -> bytes:
    return _fill("page", lang="id", charset="utf-8", culture="id-ID", host=HOST, **values).encode()


def _json_ld(story: Story, url: str, image: str) -> str:
    author_url, form = BASE + _author_path(story), "%Y-%m-%d %H:%M:%SZ"
    data = {
        "articleSection": story.section, "isAccessibleForFree": True, "headline": story.title, "inLanguage": "id-ID",
        "keywords": story.keywords, "author": {"@type": "Person", "url": author_url, "name": story.byline},
        "datePublished": story.published.strftime(form), "dateModified": story.modified.strftime(form),
        "publisher": {"@type": "NewsMediaOrganization", "url": BASE, "name": "VOA Indonesia", "alternateName": ""},
        "@context": "https://schema.org", "@type": "NewsArticle", "mainEntityOfPage": url, "url": url,
        "description": story.summary, "image": {"@type": "ImageObject", "url": image}, "name": story.title,
    }  # fmt: skip
    return _escaped(data)


def _escaped(data: object) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("'", "\\u0027")
        .replace("&", "\\u0026")
        .replace("<", "\\u003C")
        .replace(">", "\\u003E")
    )


def _script(data: dict[str, object]) -> str:
    return (
        "{" + ",".join(f"{key}:{_escaped(escape(str(value)))}" for key, value in data.items()) + "}"
    )


def _utag(story: Story, url: str, kind: str) -> str:
    when = story.published
    title = dict.fromkeys(
        ("page_title", "page_name", "short_headline", "long_headline", "headline"), story.title
    )
    date = {
        "pub_year": f"{when:%Y}",
        "pub_month": f"{when:%m}",
        "pub_day": f"{when:%d}",
        "pub_hour": f"{when:%H}",
    }
    content = "photo" if story.kind == "gallery" else story.kind
    return _script({
        "entity": "VOA", "pangea_version": "8.31.0.0.276", "language": "Indonesian",
        "language_service": "VOA Indonesian", "short_language_service": "IND", "property_id": "634",
        "platform": "responsive", **title, "page_type": kind, "content_type": content, "subcontent_type": content,
        "url": url, "domain": HOST, **date, "pub_minute": f"{when:%M}", "byline": story.byline,
        "categories": story.section.lower(), "tags": story.keywords, "slug": story.slug,
        "section": story.section.lower(), "article_uid": story.number,
    })  # fmt: skip


def _author_path(story: Story) -> str:
    return f"/author/{story.byline.lower().replace(' ', '-')}/p-_qi"


def _content(story: Story, url: str) -> str:
    related = [_block(number, title, f"/a/{number}.html") for number, title in story.related]
    header = _header(story, url) + "\n"
    if story.kind in ("audio", "video"):
        own, intro = recordings(story)[0], escape(story.parts[0].text)
        return _fill(
            "media", header=header, player=_player(own), intro=intro, related="\n".join(related)
        )
    after = _fill("forum") if story.kind == "article" else _gallery(story)
    return _fill(
        "article", header=header, body=_body(story), after=after, related="\n".join(related[:4]),
        recommended="\n".join(related[4:]),
    )  # fmt: skip


def _header(story: Story, url: str) -> str:
    local = story.published.astimezone(JAKARTA)
    title = escape(story.title)
    category = (
        _fill("category", path=story.section_path, section=escape(story.section))
        if story.section
        else ""
    )
    picture = f"{_image(story, 0)}_w250_r1_s.jpg"
    cover = _fill("cover", image=picture, caption=_caption(story.cover)) if story.cover else ""
    return _fill(
        "header", category=category, title=title, local=f"{local:%Y-%m-%dT%H:%M:%S}&#x2B;07:00",
        day=f"{local.day:02} {MONTHS[local.month - 1]} {local.year}", byline=escape(story.byline),
        author_path=_author_path(story), share=_fill("share", url=url, quoted=quote(url, safe=""), title=title),
        cover=cover,
    )  # fmt: skip


def _player(recording: Recording) -> str:
    (src, label), name = recording.files[0], "MP3" if recording.kind == "audio" else "MP4"
    sources = [
        {"Src": url, "Type": recording.mime, "DataInfo": info, "Url": None}
        for url, info in recording.files
    ]
    links = (_fill("download", src=url, label=info, format=name) for url, info in recording.files)
    minutes, seconds = divmod(recording.duration_s, 60)
    return _fill(
        "player", kind=recording.kind, text=escape(recording.title), number=recording.number + recording.index, src=src,
        label=label, mime=recording.mime, sources=escape(json.dumps(sources)), links="\n".join(links), format=name,
        guid=guid(recording.number, recording.index), duration=f"0:{minutes:02}:{seconds:02}",
    )  # fmt: skip


def _block(number: int, title: str, path: str) -> str:
    image = f"https://gdb.voanews.com/{guid(number, 0)}"
    return _fill("media-block", path=path, title=escape(title), image=image)


def _image(story: Story, index: int) -> str:
    return f"https://gdb.voanews.com/{guid(story.number, index)}"


def _caption(figure: Part) -> str:
    return escape(f"{figure.text} (Foto: {figure.credit})" if figure.credit else figure.text)


def _gallery(story: Story) -> str:
    items = (
        _fill("gallery-item", image=_image(story, index), caption=_caption(part))
        for index, part in enumerate(story.parts, 1)
        if part.kind == "figure"
    )
    return _fill("gallery", items="\n".join(items)) if story.kind == "gallery" else ""


def _body(story: Story) -> str:
    rendered = [_part(story, index, part) for index, part in enumerate(story.parts, 1)]
    credit = f" {story.initials_style % '/'.join(story.initials)}" if story.initials else ""
    if story.era == "modern":
        dateline = (
            f'<span class="dateline">{story.dateline} —&nbsp;</span>\n' if story.dateline else ""
        )
        quiz = _fill("quiz", number=story.number) if story.kind == "quiz" else ""
        return dateline + _closed("\n".join(rendered), credit) + quiz
    dateline = f"<strong>{story.dateline}</strong> — " if story.dateline else ""
    text = dateline + "<br />\n<br />\n".join(rendered) + credit
    return f'<div class="wordclick">{text}</div>' if story.era == "wordclick" else text


def _closed(html: str, credit: str) -> str:
    """The body with its credit at the end of the last paragraph."""
    return f"{html.removesuffix('</p>')}{credit}</p>" if html.endswith("</p>") else html


def _part(story: Story, index: int, part: Part) -> str:
    text = escape(part.text)
    if part.kind == "figure":
        return (
            ""
            if story.kind == "gallery"
            else _fill("figure", image=_image(story, index), caption=_caption(part))
        )
    if part.kind in ("audio", "video"):
        player = _player(Recording(part.kind, part.text, story.number, index))
        return f'<div class="wsw__embed">\n{player}\n</div>'
    if part.kind == "tweet":
        return _fill("tweet", text=text, number=index)
    if part.kind == "also-read":
        number = story.number - index
        return _fill(
            "also-read",
            text=text,
            path=f"/a/{number}.html",
            image=f"https://gdb.voanews.com/{guid(number, 0)}",
        )
    if part.link:
        words, number = part.link
        text = text.replace(
            escape(words), f'<a class="wsw__a" href="/a/{number}.html">{escape(words)}</a>', 1
        )
    if story.era != "modern":
        return text
    open_tag, close_tag = _TAGS[part.kind]
    return f"{open_tag}{text}{close_tag}"


_TAGS = {
    "paragraph": ("<p>", "</p>"),
    "subhead": ('<h2 class="wsw__h2">', "</h2>"),
    "quote": ("<blockquote>", "</blockquote>"),
    "item": ("<ul><li>", "</li></ul>"),
}

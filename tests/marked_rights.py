"""The pages of tests/rights, with the rights that must come out for the text of each.

A line of pages.jsonl is an object: `is` (voa, agency or unknown), `by` (the byline that the page
shows; "" = none), `text` (its paragraphs), and where a page has them `dateline` (in a span of its
own), `caption` (of the cover), `meta` and `author` (other names in the head than the byline), `site`
(a name of archive.sites; voaindonesia where there is none). The page is made from a frame of
tests/frames. Every third line is blind: the reader was changed by the others only.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.sites import SITES
from tests import whole_pages

FILE = Path(__file__).parent / "rights" / "pages.jsonl"


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page and whose its text is."""

    number: int  #: line of the file, from 1
    url: str
    html: str
    rights: str
    is_blind: bool


def every() -> list[MarkedPage]:
    """The pages of the file, in its order."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [page(number, json.loads(line)) for number, line in enumerate(lines, 1)]


def page(number: int, row: dict[str, Any]) -> MarkedPage:
    """The page of a row."""
    host = SITES[row.get("site", "voaindonesia")].host
    path = f"contoh-hak/{8_100_000 + number}"
    url = f"https://{host}/a/{path}.html"
    own = {
        "title": f"Contoh hak nomor {number}",
        "path": path,
        "url": url,
        "description": "",
        "published": "2023-02-08T07:05:00+07:00",
        "image": "0079eaf5-0aff-0242-6cb3-08d3ab596ea4",
        "body": _body(row["text"], row.get("dateline", "")),
        "cover": _cover(row.get("caption", "")),
        "byline": row["by"],
    }
    if "meta" in row:
        own["author_meta"] = f'<meta content="{html.escape(row["meta"])}" name="Author" />'
    if "author" in row:
        organisation = {"@type": "Organization", "name": row["author"]}
        own["json_author"] = f'"author":{json.dumps(organisation)},'
    frame = whole_pages.parts(whole_pages.FRAMES / _frame(row))
    parts = frame | {name: text for name, text in own.items() if row["by"] or name != "byline"}
    return MarkedPage(
        number, url, whole_pages.filled("page", parts), row["is"], is_blind=number % 3 == 0
    )


def _frame(row: dict[str, Any]) -> str:
    if row["by"]:
        return "modern.parts"
    return "unsigned.parts"


def _body(paragraphs: list[str], dateline: str) -> str:
    shown = [html.escape(text, quote=False) for text in paragraphs]
    if dateline:
        shown[0] = f'<span class="dateline">{dateline}</span>{shown[0]}'
    return "\n".join(f"<p>{text}</p>" for text in shown)


def _cover(caption: str) -> str:
    if not caption:
        return ""
    picture = "https://gdb.voanews.com/0079eaf5-0aff-0242-6cb3-08d3ab596ea4_w250_r1.jpg"
    return (
        '<div class="cover-media"><figure class="media-image"><div class="img-wrap">'
        f'<img src="{picture}" alt="{html.escape(caption)}" /></div><figcaption>'
        f'<span class="caption">{html.escape(caption)}</span></figcaption></figure></div>'
    )

"""Small pages of an item, each with one thing about it."""

from __future__ import annotations

import json
from typing import Any

URL = "https://www.voaindonesia.com/a/contoh/7000001.html"
TITLE = "Perajin Perahu di Teluk Bone"
TEXT = "<p>Perajin perahu di Teluk Bone memakai kayu bekas untuk lunas yang baru.</p>"


def page(
    body: str = TEXT,
    *,
    head: str = "",
    utag: str = 'page_type:"article",content_type:"article"',
    title: str = TITLE,
    before: str = "",
    after: str = "",
) -> str:
    """A page of the platform: `body` is what its text holds, `before` and `after` stand around it."""
    text = f'<div id="article-content"><div class="wsw">{body}</div></div>' if body else ""
    return f"""<!doctype html><html lang="id"><head><title>{title}</title>
<link href="{URL}" rel="canonical"><meta content="{title}" property="og:title">{head}</head>
<body class="pg-article"><script>var utag_data={{{utag},article_uid:"7000001"}};</script>
<nav><ul><li><a href="/z/299">Berita</a></li></ul></nav><div id="content"><h1 class="pg-title">{title}</h1>
{before}{text}{after}</div>
<footer><p>Ikuti kami</p><img src="https://gdb.voanews.com/f0000000-0aff-0242-77f0-08dc0a8f77ff_w50.jpg"></footer>
<script>var bar_data = {{"apiId":"7000001","apiType":"1","culture":"id-ID"}};</script></body></html>"""


def ld(*nodes: dict[str, Any], graph: bool = False) -> str:
    """A script of JSON-LD: one object, a list of them, or a graph."""
    value: Any = nodes[0] if len(nodes) == 1 else list(nodes)
    if graph:
        value = {"@context": "https://schema.org", "@graph": list(nodes)}
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def meta(**names: str) -> str:
    """Meta elements; `og_title` is written as og:title."""
    return "".join(
        f'<meta property="{name.replace("_", ":", 1)}" content="{value}">'
        for name, value in names.items()
    )

"""Pages of several sites of the platform, made for tests: items of equal numbers, whoever gave
them."""

from __future__ import annotations

from archive.sites import SITES


def address(site: str, number: int, slug: str = "gempa") -> str:
    """The canonical address of an item of a known site, or of one of a host."""
    host = SITES[site].host if site in SITES else site
    return f"https://{host}/a/{slug}/{number}.html"


def item(site: str, number: int, text: str = "Warga mengungsi", *, links: str = "") -> bytes:
    """A page that has something of everything: tags, names, a picture, a recording, links, dates."""
    url = address(site, number)
    return f"""<!doctype html><html lang="id"><head><title>Gempa</title>
    <link rel="canonical" href="{url}">
    <script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2023-02-07 18:30:00Z",
    "name": "Gempa di {site}", "keywords": ["gempa", "{site}"]}}</script></head>
    <body class="pg-article"><h1 class="pg-title">Gempa di {site}</h1>
    <div class="publishing-details"><a class="links__item-link" href="/author/x/1">Ani Warga</a></div>
    <div class="cover-media"><figure class="media-image"><div class="thumb">
    <img src="https://gdb.voanews.com/11111111-2222-3333-4444-555555555555_w250_r1.jpg" alt="Tenda"></div>
    <figcaption><span class="caption">Tenda di Cianjur (Foto: AP)</span></figcaption></figure></div>
    <div class="c-mmp__player"><audio data-sources='[{{"Src": "https://a.example/x.mp3", "Type": "audio/mp3",
    "DataInfo": "64 kbps"}}]' src="https://a.example/x.mp3"></audio></div>
    <div id="article-content"><div class="wsw"><p>{text} pada hari Selasa (7/2).</p>
    <p>Lihat <a href="/a/lain/1234567.html">yang lain</a>{links}.</p><p>[rd/jm]</p>
    </div></div></body></html>""".encode()

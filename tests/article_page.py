"""A page of an item, and a text dump of another report of the same."""

URL = "https://www.voaindonesia.com/a/gempa/6951234.html"

HTML = f"""<!doctype html><html lang="id"><head><title>Gempa Cianjur</title>
<link rel="canonical" href="{URL}">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2023-02-07 18:30:00Z",
 "name": "Gempa Cianjur"}}</script></head>
<body class="pg-article"><h1 class="pg-title">Gempa Cianjur</h1>
<div id="article-content"><div class="wsw">
<p>Kemarin warga mengungsi ke tenda di lapangan desa.</p>
<p>Gempa terjadi hari Selasa (7/2) di Cianjur. 😀 Rabu (8/2) sepi.</p>
</div></div></body></html>"""

DUMP = """Tautan-tautan Akses

Gempa Mengguncang Cianjur dan Sekitarnya

Gempa terjadi hari Selasa (7/2) di Cianjur, Jawa Barat, dan membuat ratusan warga mengungsi ke tenda. [rd/jm]

XS
"""

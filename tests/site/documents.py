"""What the replica's site says about itself: robots.txt, the sitemaps, the feeds."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import escape

CANONICAL = "https://www.voaindonesia.com"

# the words of the platform's own robots.txt
FORBIDDEN = (
    "/z/*/*/*/*", "/ebar*", "/api/*", "/tv/*/*/*/*/*", "/radio/*/*/*/*/*", "/schedule/*/*/*/*/*", "/*?p=*",
    "/comments/*", "/embed/*", "/s?k=*", "/navigation.html", "/captcha/iframe.html", "/office365/login.html",
    "/podcast/sublink/*",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of a sitemap or feed."""

    path: str
    lastmod: str
    title: str = ""


def robots(base: str, extra: Iterable[str] = ()) -> bytes:
    lines = [
        f"Sitemap: {base}/sitemap.xml",
        "User-agent:*",
        *(f"Disallow: {path}" for path in FORBIDDEN),
        *extra,
    ]
    closing = [
        "Clean-param: layout&fb_comment_id /a/*.html",
        "User-agent: AhrefsBot",
        "Disallow: /",
    ]
    return "\r\n".join([*lines, *closing, ""]).encode()


def index(base: str, entries: Iterable[Entry]) -> bytes:
    rows = (
        f"<sitemap><loc>{base}{e.path}</loc><lastmod>{e.lastmod}</lastmod></sitemap>"
        for e in entries
    )
    return _xml("sitemapindex", "".join(rows))


def urlset(base: str, entries: Iterable[Entry]) -> bytes:
    """The content of a `.xml.gz` file: gzip is the file's, not the transfer's."""
    rows = (
        f"<url><loc>{escape(base + e.path)}</loc><lastmod>{e.lastmod}</lastmod></url>"
        for e in entries
    )
    return gzip.compress(_xml("urlset", "\n".join(rows)), 6, mtime=0)


def news(base: str, entries: Iterable[Entry]) -> bytes:
    rows = (
        f"<url><loc>{escape(base + e.path)}</loc><news:news><news:publication><news:name>VOA "
        "Indonesia</news:name>"
        f"<news:language>id</news:language></news:publication><news:publication_date>{e.lastmod}"
        f"</news:publication_date><news:title>{escape(e.title)}</news:title></news:news></url>"
        for e in entries
    )
    space = ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    return gzip.compress(_xml("urlset", "\n".join(rows), space), 6, mtime=0)


def rss(base: str, entries: Iterable[Entry]) -> bytes:
    rows = (
        f"<item><title>{escape(e.title)}</title><link>{escape(base + e.path)}</link>"
        f"<guid>{escape(base + e.path)}</guid></item>"
        for e in entries
    )
    own = (
        f'<link>{base}/</link><atom:link href="{base}/rss/" rel="self" type="application/rss+xml"/>'
    )
    head = f"<title>Berita - VOA Indonesia</title>{own}<language>id</language>"
    space = 'xmlns:atom="http://www.w3.org/2005/Atom"'
    channel = f"<channel>{head}{''.join(rows)}</channel>"
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {space}>{channel}</rss>'.encode()
    )


LAUGHS = gzip.compress(
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + b"".join(
        b'<!ENTITY lol%d "%s">' % (n, b"&lol%s;" % (str(n - 1).encode() if n > 1 else b"") * 10)
        for n in range(1, 10)
    )
    + b"]><urlset><url><loc>&lol9;</loc></url></urlset>",
    mtime=0,
)
EXTERNAL = gzip.compress(
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM '
    b'"file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>',
    mtime=0,
)


def bad() -> Iterator[tuple[str, bytes]]:
    """Path and content of sitemaps that are hostile, broken, or not what they say they are."""
    yield "/sitemap_bad_laughs.xml.gz", LAUGHS
    yield "/sitemap_bad_external.xml.gz", EXTERNAL
    yield "/sitemap_bad_broken.xml.gz", b"<urlset><url><loc>http://x</url>"
    yield "/sitemap_bad_rows.xml.gz", _xml("urlset", "".join(_BAD_ROWS))
    yield "/sitemap_bad_bomb.xml.gz", _bomb()
    yield "/sitemap_bad_page.xml.gz", b"<!DOCTYPE html><html><body>Access Denied</body></html>"
    yield "/sitemap_bad_empty.xml.gz", b""


_BAD_ROWS = (
    "<url><loc>https://[rusak/a/1.html</loc></url>",
    "<url><loc>javascript:void(0)</loc></url>",
    "<url><loc>/z/299?a=1&b=2</loc><lastmod>9999-12-31T23:59:59+07:00</lastmod></url>",
    "<url><loc>//www.voaindonesia.com/z/300</loc><lastmod>0001-01-01T00:00:00+07:00</lastmod></url>",
    "<url><loc>www.voaindonesia.com/z/301</loc><lastmod>20260301</lastmod></url>",
    "<url></url>",
)


@cache
def _bomb() -> bytes:
    """Some hundred bytes that unpack to a hundred million."""
    return gzip.compress(gzip.compress(bytes(100_000_000)))


def _xml(root: str, rows: str, space: str = "") -> bytes:
    name = f'{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{space}'
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{name}>\n{rows}\n</{root}>\n'.encode()

"""One exchange between the crawler and a site, as it is kept."""

from __future__ import annotations

from datetime import UTC, datetime

from archive.warc import Exchange

NOW = datetime(2026, 3, 2, 7, 30, 1, 250_000, tzinfo=UTC)
URL = "https://www.voaindonesia.com/a/gempa/7000001.html"
HTML = b"<!DOCTYPE html><html><title>Gempa</title><p>Warga mengungsi ke bukit.</p></html>" * 20
HEAD = b"HTTP/1.1 200 OK\r\ncontent-TYPE: text/html; charset=utf-8\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n"


def exchange(body: bytes = HTML, head: bytes = HEAD, url: str = URL) -> Exchange:
    request = b"GET /a/gempa/7000001.html HTTP/1.1\r\nHost: www.voaindonesia.com\r\n\r\n"
    return Exchange(url, NOW, request, head + b"\r\n" + body, "192.0.2.7")

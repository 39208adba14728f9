"""Which items the replica has on which day: on the second day some are new, edited, deleted and renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tests.site.documents import Entry, news, urlset

FIRST = 7_000_001
NEWEST = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
SECOND_DAY = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)

_PATH = re.compile(r"/(?:a|amp)/(?:[^/]+/)?(\d+)\.html")


class World:
    """`count` items on the first day, newest first, one every three hours back from its morning."""

    def __init__(self, count: int, *, per_sitemap: int = 20_000, new: int = 4) -> None:
        self.count, self.per_sitemap = count, per_sitemap
        self.new = [FIRST + count + n for n in range(new)]
        spread = [FIRST + count * part // 20 for part in range(20)] if count >= 40 else []
        self.edited, self.deleted, self.renamed = set(spread[1:6]), set(spread[7:9]), set(spread[10:13])

    def numbers(self, day: int) -> list[int]:
        """Ids that the sitemaps name, newest first."""
        first = [FIRST + n for n in reversed(range(self.count))]
        return first if day == 1 else [n for n in [*reversed(self.new), *first] if n not in self.deleted]

    def number(self, path: str, day: int) -> int | None:
        match = _PATH.fullmatch(path)
        number = int(match[1]) if match else 0
        last = FIRST + self.count + (len(self.new) if day > 1 else 0)
        return number if FIRST <= number < last else None

    def gone(self, number: int, day: int) -> bool:
        return day > 1 and number in self.deleted

    def edition(self, number: int, day: int) -> int:
        """Which of its texts an item shows."""
        return 2 if day > 1 and (number in self.edited or number in self.renamed) else 1

    def path(self, number: int, day: int) -> str:
        renamed = day > 1 and number in self.renamed
        return f"/a/{'judul-baru' if renamed else 'berita'}-nomor-{number}/{number}.html"

    def published(self, number: int) -> datetime:
        if number in self.new:
            return SECOND_DAY - timedelta(minutes=number - FIRST)
        return NEWEST - timedelta(hours=3 * (FIRST + self.count - 1 - number))

    def lastmod(self, number: int, day: int) -> str:
        moved = self.edition(number, day) == 2
        return f"{SECOND_DAY if moved else self.published(number):%Y-%m-%dT%H:%M:%SZ}"

    def page(self, number: int, day: int) -> bytes:
        when = self.published(number)
        title = f"Berita nomor {number}"
        edited = " Keterangan ini sudah diperbarui." if self.edition(number, day) == 2 else ""
        url = f"https://www.voaindonesia.com{self.path(number, day)}"
        return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title}</title>
<link rel="canonical" href="{url}"><meta content="{title}" property="og:title"/>
<script type="application/ld+json">{{"@context":"http://schema.org","@type":"NewsArticle","name":"{title}",
"headline":"{title}","datePublished":"{when:%Y-%m-%d %H:%M:%SZ}","inLanguage":"id","mainEntityOfPage":"{url}"}}</script>
<script>var utag_data = {{"page_type":"article","content_type":"article","article_uid":"{number}"}}; var bar_data =
{{"apiId":"{number}","apiType":"1","culture":"id-ID"}};</script></head><body class="pg pg-article">
<h1 class="title pg-title">{title}</h1><div id="article-content" class="content-floated"><div class="wsw">
<p>Warga desa {number} mengungsi ke bukit pada hari Selasa (24/2), kata petugas.{edited}</p>
<p>{"Ratusan rumah rusak dan jalan utama tertutup longsoran tanah setelah hujan deras. " * 40}</p>
</div></div></body></html>""".encode()

    def section(self, path: str) -> bytes:
        return f'<html><head><title>{path}</title></head><body class="pg pg-section"></body></html>'.encode()

    def entries(self, day: int) -> list[Entry]:
        """All items as sitemaps name them."""
        return [Entry(self.path(n, day), self.lastmod(n, day), f"Berita nomor {n}") for n in self.numbers(day)]

    def sitemaps(self, day: int, base: str) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Path -> (lastmod, content) of each file that the index names."""
        entries = self.entries(day)
        for n in range(0, len(entries), self.per_sitemap):
            part = entries[n : n + self.per_sitemap]
            number = n // self.per_sitemap + 1
            yield f"/sitemap_voaindonesia_{number}.xml.gz", (_last(part), urlset(base, part))
        newest = SECOND_DAY if day > 1 else NEWEST
        week = [e for e in entries if e.lastmod > f"{newest - timedelta(days=7):%Y-%m-%dT%H}"]
        yield "/sitemap_voaindonesia_latest.xml.gz", (_last(week), urlset(base, week))
        days = [e for e in entries if e.lastmod > f"{newest - timedelta(days=2):%Y-%m-%dT%H}"]
        yield "/sitemap_voaindonesia_news.xml.gz", (_last(days), news(base, days))
        zones = [Entry("/z/299", "2026-01-01T00:00:00Z"), Entry("/p/5678.html", "2026-01-01T00:00:00Z")]
        yield "/sitemap_voaindonesia_sections.xml.gz", (_last(zones), urlset(base, zones))


def _last(entries: list[Entry]) -> str:
    return max((entry.lastmod for entry in entries), default="2026-01-01T00:00:00Z")

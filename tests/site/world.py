"""Which items the replica has on which day: on the second day some are new, edited, deleted and
renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from tests.site import pages
from tests.site.documents import Entry, news, urlset
from tests.site.stories import tell
from tests.site.truth import BASE

NEW = 8_200_000  # ids of what is new on the second day begin here
_PATH = re.compile(r"/(?:a|amp)/(?:[^/]+/)?(\d+)\.html")


class World:
    """`count` items on the first day; a week's worth is 20 items, two days' worth 8.

    `share` (2, 5) = the third of five worlds, no two of which have a number in common.
    """

    def __init__(
        self,
        count: int,
        *,
        per_sitemap: int = 20_000,
        new: int = 4,
        share: tuple[int, int] = (0, 1),
    ) -> None:
        self.per_sitemap = per_sitemap
        self.first = pages.item_ids(count * share[1])[share[0] :: share[1]]
        self.new = [NEW + 1000 * n for n in range(new, 0, -1)]
        spread = self.first[3 :: max(1, count // 12)] if count >= 40 else []
        self.deleted, self.renamed = set(spread[2:4]), set(spread[5:8])
        self.edited = (
            {n for n in self.first if pages.edition(n, 2) == 2} - self.deleted - self.renamed
        )
        self._first = set(self.first)

    @property
    def changed(self) -> set[int]:
        """What a crawl has to visit again on the second day."""
        return {*self.new, *self.edited, *self.renamed}

    def numbers(self, day: int) -> list[int]:
        """Ids that the sitemaps name, newest first."""
        return (
            self.first
            if day == 1
            else [n for n in [*self.new, *self.first] if n not in self.deleted]
        )

    def number(self, path: str, day: int) -> int | None:
        """The item at an address, with any slug or none; None = there is none."""
        match = _PATH.fullmatch(path)
        number = int(match[1]) if match else 0
        return number if number in self._first or (day > 1 and number in self.new) else None

    def gone(self, number: int, day: int) -> bool:
        return day > 1 and number in self.deleted

    def edition(self, number: int, day: int) -> int:
        """Which of its pages an item shows."""
        return 2 if day > 1 and number in self.edited | self.renamed else 1

    def path(self, number: int, day: int) -> str:
        return (
            _renamed(number)
            if day > 1 and number in self.renamed
            else _path(number, self._story_day(number, day))
        )

    def lastmod(self, number: int, day: int) -> str:
        if day > 1 and number in self.renamed:
            return "2026-11-02T00:00:00Z"
        return f"{pages.lastmod(number, self._story_day(number, day)):%Y-%m-%dT%H:%M:%SZ}"

    def page(self, number: int, day: int) -> bytes:
        if day > 1 and number in self.renamed:
            return pages.render(tell(number), path=_renamed(number))
        return pages.page(number, day=self._story_day(number, day))

    def section(self, path: str) -> bytes:
        return pages.listing(path, "Berita", self.first[:20])

    def entries(self, day: int) -> list[Entry]:
        """All items as sitemaps name them."""
        return [
            Entry(self.path(n, day), self.lastmod(n, day), f"Berita {n}") for n in self.numbers(day)
        ]

    def sitemaps(self, day: int, base: str) -> Iterator[tuple[str, tuple[str, bytes]]]:
        """Path -> (lastmod, content) of each file that the index names."""
        entries = self.entries(day)
        for n in range(0, len(entries), self.per_sitemap):
            part = entries[n : n + self.per_sitemap]
            yield (
                f"/sitemap_voaindonesia_{n // self.per_sitemap + 1}.xml.gz",
                (_last(part), urlset(base, part)),
            )
        yield (
            "/sitemap_voaindonesia_latest.xml.gz",
            (_last(entries[:20]), urlset(base, entries[:20])),
        )
        yield "/sitemap_voaindonesia_news.xml.gz", (_last(entries[:8]), news(base, entries[:8]))
        zones = [
            Entry("/z/299", "2026-01-01T00:00:00Z"),
            Entry("/p/5678.html", "2026-01-01T00:00:00Z"),
        ]
        yield "/sitemap_voaindonesia_sections.xml.gz", (_last(zones), urlset(base, zones))

    def _story_day(self, number: int, day: int) -> int:
        return 2 if number in self.edited and day > 1 else 1


@cache
def _path(number: int, day: int) -> str:
    return pages.address(number, day=day).removeprefix(BASE)


def _renamed(number: int) -> str:
    return f"/a/judul-yang-baru-{number}/{number}.html"


def _last(entries: list[Entry]) -> str:
    return max((entry.lastmod for entry in entries), default="2026-01-01T00:00:00Z")

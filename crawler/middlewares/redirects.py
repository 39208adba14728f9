"""Redirects: within the site only, and never in circles."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.http import Response

from crawler.extensions import ArchiveExtension
from crawler.origin import SiteOrigin
from crawler.verdicts import OffSite, RedirectLoop


class SameSite(RedirectMiddleware):
    """Follows redirects within the site only, and never in circles."""

    archive: ArchiveExtension
    origin: SiteOrigin

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """The site is that of the crawl."""
        made = super().from_crawler(crawler)
        made.archive = ArchiveExtension.of(crawler)
        made.origin = made.archive.origin
        return made

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The request to follow; raises `OffSite` or `RedirectLoop`."""
        result = super().process_response(request, response)
        if not isinstance(result, Request) or not self.archive.recording:
            return result
        if not self.origin.owns(result.url):
            raise OffSite(f"redirects off the site, to {result.url}")
        target = self.origin.fetched(self.origin.kept(result.url))
        if target in result.meta["redirect_urls"]:
            raise RedirectLoop(f"redirects in a circle, to {target}")
        return result.replace(url=target)

"""Redirects: within the site only, and never in circles; robots.txt may lie anywhere."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.extensions import ArchiveExtension
from crawler.middlewares.robots import ROBOTS
from crawler.origin import SiteOrigin
from crawler.verdicts import OffSite, RedirectLoop


class SameSite(RedirectMiddleware):
    """Follows redirects within the site only, and never in circles.

    A redirect of robots.txt is followed to other hosts, too; what it says there holds for the host
    that was asked (RFC 9309, 2.3.1.2).
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._archive = ArchiveExtension.of(crawler)
        self._origin = self.origin(crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """As Scrapy's own, but for the site, and without a Referer."""
        return cls(crawler)

    def handle_referer(self, request: Request, response: Response) -> None:  # noqa: ARG002 (Scrapy's)
        """Send none."""
        request.headers.pop("Referer", None)

    @staticmethod
    def origin(crawler: Crawler) -> SiteOrigin:
        """The site that is not left."""
        return ArchiveExtension.of(crawler).origin

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """The request to follow; raises `OffSite`, `RedirectLoop`, or `IgnoreRequest` where it
        leads to what is no address."""
        result = self._followed(request, response)
        if not isinstance(result, Request) or not self._archive.recording:
            return result
        target = result.url
        if self._origin.owns(target):
            target = self._origin.fetched(self._origin.kept(target))
        elif ROBOTS not in request.meta:
            raise OffSite(f"redirects off the site, to {target}")
        if target in result.meta["redirect_urls"]:
            raise RedirectLoop(f"redirects in a circle, to {target}")
        return result.replace(url=target)

    def _followed(self, request: Request, response: Response) -> Request | Response:
        try:
            return super().process_response(request, response)
        except IgnoreRequest as error:  # more than REDIRECT_MAX_TIMES
            raise RedirectLoop(f"redirects more than {self.max_redirect_times} times") from error
        except ValueError as error:
            location = (response.headers.get("Location") or b"").decode("latin-1")
            raise IgnoreRequest(f"redirects to no address: {location!r:.100}") from error

"""What Scrapy's settings and the arguments of a spider say of a crawl: its site, where it keeps things,
what its captures say of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import scrapy
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings

from archive import __version__
from archive.warc.warcinfo import COPIES, SITE
from crawler.open_archive import ArchiveOptions
from crawler.origin import SiteOrigin, of_site


def origin_of(spider: Spider | None, settings: BaseSettings) -> SiteOrigin:
    """The site that a spider crawls, and where it is fetched from."""
    name = getattr(spider, "site", None) or settings["ARSIP_SITE"]
    return of_site(name, _base(spider, settings))


def _base(spider: Spider | None, settings: BaseSettings) -> str | None:
    """The address that sites are fetched from, as it was given; None = their own."""
    base: str | None = getattr(spider, "base_url", None) or settings["ARSIP_BASE_URL"]
    return base


def options_of(settings: BaseSettings) -> ArchiveOptions:
    """Where the crawl keeps things, and how."""
    database = Path(settings["ARSIP_DB"])
    return ArchiveOptions(
        database=database,
        captures=Path(settings["ARSIP_CAPTURES"] or database.parent / "captures"),
        roll_bytes=settings.getint("ARSIP_WARC_ROLL_BYTES"),
        commit_interval_s=settings.getfloat("ARSIP_COMMIT_INTERVAL_S"),
        commit_size=settings.getint("ARSIP_COMMIT_SIZE"),
        readers=settings.getint("ARSIP_READERS"),
        reader_timeout_s=settings.getfloat("ARSIP_READER_TIMEOUT_S"),
    )


def info_of(crawler: Crawler, sites: Sequence[str]) -> dict[str, str]:
    """What the WARC files of a crawl say of it."""
    settings = crawler.settings
    base = _base(crawler.spider, settings)
    fetched_from = f", from {base}" if base else ""
    info = {
        "software": f"arsip/{__version__} Scrapy/{scrapy.__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots": "obey" if settings.getbool("ROBOTSTXT_OBEY") else "ignore",
        "http-header-user-agent": settings["USER_AGENT"],
        **_addressed(sites, base),
        "description": f"arsip crawl {crawler.spidercls.name} of {', '.join(sites)}{fetched_from}",
    }
    if contact := settings.get("ARSIP_CONTACT"):
        info["operator"] = contact
    return info


def _addressed(sites: Sequence[str], base: str | None) -> dict[str, str]:
    """What a WARC file says of the sites that it holds, so that they are known where they were
    fetched from a copy; empty where their addresses tell."""
    if len(sites) == 1:
        return {SITE: sites[0]}
    if base is None:
        return {}
    return {COPIES: urlsplit(base).netloc}

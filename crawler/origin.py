"""Where a site is fetched from: from itself, or from a copy of it at another address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from archive import sites
from archive.sites import Site
from archive.warc.warcinfo import PLACE


@dataclass(frozen=True, slots=True)
class SiteOrigin:
    """Translates between the addresses that records keep and those that are fetched."""

    site: Site
    base: str | None = None  #: such as "http://127.0.0.1:8800"; None = the site itself

    def __post_init__(self) -> None:
        if self.base is not None:
            check_base(self.base)

    def fetched(self, url: str) -> str:
        """The address from which a canonical address of the site is fetched."""
        if self.base is None:
            return url
        parts = urlsplit(url)
        scheme, netloc = urlsplit(self.base)[:2]
        return urlunsplit((scheme, netloc, parts.path, parts.query, ""))

    def kept(self, url: str) -> str:
        """The site's own address for one that was fetched or named; other addresses unchanged."""
        parts = urlsplit(url)
        if self.base is None or parts.netloc.lower() != urlsplit(self.base).netloc.lower():
            return url
        return urlunsplit(("https", self.site.host, parts.path, parts.query, ""))

    def owns(self, url: str) -> bool:
        """True for an address, fetched or canonical, that belongs to the site."""
        return sites.of(self.kept(url)).name == self.site.name


def of_site(name: str, base: str | None = None) -> SiteOrigin:
    """The origin of a site by its name or host; `base` = fetched from there, as `--base-url` has
    it."""
    site = sites.named(name)
    if base is not None:
        base = base.replace(PLACE, site.name)
    return SiteOrigin(site, base)


def check_base(url: str) -> str:
    """The address itself, which must be http(s)://host[:port] and no more, `PLACE` allowed in the
    host; `ValueError` tells how to write it."""
    try:
        parts = urlsplit(url.replace(PLACE, "site"))
        sound = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        sound = sound and not set("{}") & set(parts.netloc)
    except ValueError:  # a port or an IPv6 address that is none
        sound = False
    if not sound:
        raise ValueError(f"{url!r} is no address to fetch from; write it as http://127.0.0.1:8800")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise ValueError(
            f"{url!r}: a path cannot be honoured; write it as {url.partition('://')[0]}://"
            f"{urlsplit(url).netloc}"
        )
    return url

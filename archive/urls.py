"""Addresses of the platform: the canonical form, and the number that identifies an item."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

# /a/<slug>/<id>.html and /a/<id>.html; /amp/ is the same item; /content/ and /media/ are addresses before 2014.
_ITEM = re.compile(r"/(?:a|amp|content|media/[a-z]+)(?:/[^/]+)?/(\d{1,18})\.html", re.IGNORECASE)


def item_id(url: str) -> int | None:
    """The Pangea number in an item's address, absolute or relative; None = not the address of an item."""
    match = _ITEM.fullmatch(_split(url)[2])
    return int(match[1]) if match else None


def canonical(url: str) -> str:
    """The address as records keep it: https, host in lower case, no port, query or fragment, `/amp/` as `/a/`.

    Not an absolute web address: returned as it is, trimmed.
    """
    scheme, host, path = _split(url)
    if scheme not in ("http", "https") or not host:
        return url.strip()
    path = "/a/" + path[len("/amp/") :] if path.startswith("/amp/") else path or "/"
    return urlunsplit(("https", host, path, "", ""))


def absolute(base: str, href: str) -> str | None:
    """The web address that a link leads to from the page at `base`; None = none (a broken address, a script)."""
    href = href.strip()
    if not href.startswith(("http://", "https://")):
        try:
            href = urljoin(base, href)
        except ValueError:  # such as an unclosed bracket in the host
            return None
    return href if href.startswith(("http://", "https://")) else None


def host(url: str) -> str:
    """The host in lower case, without port; "" = none."""
    return _split(url)[1]


def _split(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url.strip())
        return parts.scheme.lower(), (parts.hostname or "").lower(), parts.path
    except ValueError:  # such as an unclosed bracket in the host
        return "", "", ""

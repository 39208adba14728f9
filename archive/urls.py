"""Addresses: the canonical form, the number that identifies an item, and the key that indexes of
archives sort by."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote_from_bytes, unquote_to_bytes, urljoin, urlsplit, urlunsplit

# /a/<slug>/<id>.html and /a/<id>.html; /amp/ is the same item; /content/ and /media/ are addresses
# before 2014.
_ITEM = re.compile(
    r"/(?:a|amp|content|media/[a-z]+)(?:/[^/]+)?/0*([0-9]{1,10})\.html", re.IGNORECASE
)

# What keys leave as it is: all of ASCII that can be seen, but for the sign of an escape and that of
# a fragment.
_SAFE = "".join(sign for sign in map(chr, range(0x21, 0x7F)) if sign not in "%#")
_CONTROL = re.compile(r"[\t\r\n]")
_WWW = re.compile(r"^www\d*\.")


def item_number(url: str) -> int | None:
    """The Pangea number in an item's address, absolute or relative, of at most ten digits; None =
    not the address of an item.

    It says which item of an installation it is; `archive.keys` makes an id of both.
    """
    match = _ITEM.fullmatch(_split(url)[2])
    return int(match[1]) if match else None


def canonical(url: str) -> str:
    """The address as records keep it: https, host in lower case, no port, query or fragment,
    `/amp/` as `/a/`.

    Not an absolute web address: returned as it is, trimmed.
    """
    scheme, host, path = _split(url)
    if scheme not in ("http", "https") or not host:
        return url.strip()
    if path.startswith("/amp/"):
        path = "/a/" + path.removeprefix("/amp/")
    return urlunsplit(("https", host, path or "/", "", ""))


# https://web.archive.org/web/20230208071400id_/https://… and what pages saved there link to; archive.today likewise.
_REPLAYED = re.compile(
    r"(?:(?:https?:)?//web\.archive\.org)?/web/\d{1,14}(?:[a-z]{2}_)?/(?P<wayback>https?:/.*)|"
    r"https?://archive\.(?:today|ph|is|li|vn|fo|md)/o/\w+/(?P<today>https?:/.*)",
    re.IGNORECASE,
)


def original(url: str) -> str:
    """The original address in that of a replayed capture; any other address unchanged."""
    match = _REPLAYED.fullmatch(url.strip())
    if match is None:
        return url
    inner = match["wayback"] or match["today"]
    return inner if "://" in inner else inner.replace(":/", "://", 1)


def surt(url: str) -> str:
    """The key under which indexes of web archives keep an address:
    "com,voaindonesia)/a/gempa/7000001.html".

    The host is reversed and without `www`, then path and sorted query, all in lower case; scheme,
    user, default port, fragment and closing slash do not count. Not a web address: returned as it
    is, trimmed.
    """
    try:
        parts = urlsplit(_CONTROL.sub("", url.strip()))
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:  # such as an unclosed bracket in the host
        return url.strip()
    if not parts.hostname:
        return url.strip()
    host = _WWW.sub("", _ascii(parts.hostname.strip("."))).split(".")
    query = "?" + "&".join(sorted(_plain(parts.query).lower().split("&"))) if parts.query else ""
    return f"{','.join(reversed([label for label in host if label]))}{port}){_steps(_plain(parts.path).lower())}{query}"


def absolute(base: str, href: str) -> str | None:
    """The web address that a link leads to from the page at `base`; None = it leads to none (a
    broken address, a script)."""
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


def _plain(part: str) -> str:
    """The text escaped once, however often it was before."""
    data = part.encode("utf-8", "surrogatepass")
    while (plain := unquote_to_bytes(data)) != data:
        data = plain
    return quote_from_bytes(data, safe=_SAFE)


def _steps(path: str) -> str:
    """A path without empty steps, `.` and `..`, and without its closing slash."""
    steps: list[str] = []
    for step in path.split("/"):
        if step == ".." and steps and steps[-1] != "..":
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/" + "/".join(steps)


def _ascii(name: str) -> str:
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:  # such as a label of more than 63 characters
        return name


def _split(url: str) -> tuple[str, str, str]:
    """Scheme, host and path; of a page's own address and hosts it is asked many times."""
    return _parted(url) if len(url) <= _USUAL else _parted.__wrapped__(url)


_USUAL = 300  # characters: what is longer is not remembered


@lru_cache(maxsize=2048)
def _parted(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url.strip())
        return parts.scheme.lower(), (parts.hostname or "").lower(), parts.path
    except ValueError:  # such as an unclosed bracket in the host
        return "", "", ""

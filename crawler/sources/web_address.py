"""The web address that somebody meant: relative, without its scheme, with a broken line in it."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

MAX_URL = 2000

_FOLDED = re.compile(r"[\t\r\n]+[ \t]*")
_SCHEME = re.compile(r"(?i)(https?):/*(?=[^/])")
_OTHER_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:(?!\d)")
_NEVER_PART = re.compile(r"[\x00-\x1f\x7f<>\"\ud800-\udfff]")
_ENTITY = re.compile(r"&[A-Za-z]\w*;")
_HOST = re.compile(r"[\w.:\[\]-]+")


class AddressError(ValueError):
    """A text that is no web address; it says why."""


def meant(text: str, base: str) -> str:
    """The absolute address that a text means in a document at `base`; `AddressError` where it means
    none."""
    text = _FOLDED.sub("", text.strip("\ufeff \t\r\n\f\v"))
    if not text:
        raise AddressError("no address")
    if len(text) > MAX_URL:
        raise AddressError(f"an address of more than {MAX_URL:,} characters")
    if _NEVER_PART.search(text):
        raise AddressError("an address with signs that none has")
    if _ENTITY.search(text):
        raise AddressError("an address with an unknown entity")
    return _checked(_absolute(text.replace(" ", "%20"), base))


def _absolute(text: str, base: str) -> str:
    scheme = _SCHEME.match(text)
    if scheme:
        return f"{scheme[1].lower()}://{text[scheme.end() :]}"
    if _begins_with_host(text, base):
        return f"https://{text}"
    if _OTHER_SCHEME.match(text):
        raise AddressError("no web address")
    if text.startswith("//"):
        return f"https:{text}"
    try:
        return urljoin(base, text)
    except ValueError as error:  # such as an unclosed bracket in the host
        raise AddressError("no web address") from error


def _begins_with_host(text: str, base: str) -> bool:
    """True where the first step is a host: one that says so by its `www.`, or the document's."""
    first = text.partition("/")[0].lower()
    own = urlsplit(base).netloc.lower()
    return first.startswith("www.") or first.removeprefix("www.") == own.removeprefix("www.")


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:  # a bracket that is not closed, a port that is no number
        raise AddressError("no web address") from error
    if parts.scheme not in ("http", "https") or not host or not _HOST.fullmatch(host) or port == 0:
        raise AddressError("no web address")
    return url

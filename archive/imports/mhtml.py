"""MHTML: a page that a browser has saved with its pictures, as one message of MIME."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import UTC, datetime
from email.message import Message as MimeMessage
from email.utils import parsedate_to_datetime

from archive.article import Page, ReadError
from archive.warc import bounds

_HEAD_BYTES = 4096


def is_mhtml(data: bytes) -> bool:
    """True where a file that begins like this is MHTML."""
    head = data[:_HEAD_BYTES].lower()
    return b"mime-version:" in head and b"multipart/related" in head and not head.startswith(b"<")


def as_page(data: bytes, url: str) -> Page:
    """A saved page, in MHTML or as it is; `ReadError` for MHTML without a page."""
    return page(data, url) if is_mhtml(data) else Page(data, url)


def page(data: bytes, url: str) -> Page:
    """The page in it, at the address where it was saved unless another is given; `ReadError` where
    there is none."""
    message = _parsed(data)
    for part in message.walk():
        body = part.get_payload(decode=True)
        if part.get_content_type() in ("text/html", "application/xhtml+xml") and body:
            if not isinstance(body, bytes):
                break
            own = part["Content-Location"] or message["Snapshot-Content-Location"] or ""
            html = _with_addresses(body, message)
            return Page(html, url or str(own), str(part["Content-Type"] or "text/html"))
    raise ReadError("an MHTML file without a page")


def _with_addresses(html: bytes, message: MimeMessage) -> bytes:
    """The page with the addresses of its pictures, where it names them as parts of the message."""
    if b"cid:" not in html:
        return html
    places = {}
    for part in message.walk():
        name = str(part["Content-ID"] or "").strip(" <>")
        place = str(part["Content-Location"] or "").strip()
        if name and place.startswith(("http://", "https://")):
            places[name.encode()] = place.encode("ascii", "ignore")
    return _CID.sub(lambda found: places.get(found[1], found[0]), html)


_CID = re.compile(rb"cid:([^\s\"'<>()]{1,200})")


def saved_at(data: bytes) -> datetime | None:
    """When the page was saved: aware, UTC; None = it does not say."""
    try:
        time = parsedate_to_datetime(str(_parsed(data[: 1 << 16])["Date"]))
    except ValueError:
        return None
    if not bounds.FIRST_YEAR <= time.year <= bounds.LAST_YEAR:
        return None
    return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)


def _parsed(data: bytes) -> MimeMessage:
    return email.message_from_bytes(data, policy=email.policy.compat32)

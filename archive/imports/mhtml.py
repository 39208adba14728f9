"""MHTML: a page that a browser has saved with its pictures, as one message of MIME."""

from __future__ import annotations

import email
import email.policy
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
            return Page(body, url or str(own), str(part["Content-Type"] or "text/html"))
    raise ReadError("an MHTML file without a page")


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

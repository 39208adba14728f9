"""An HTTP response as its bytes: status, headers in their order, the body, and what its encodings
hide. The one decoder: of the crawl, of imports, of verification and of exports."""

from __future__ import annotations

from dataclasses import dataclass

from archive.warc import bounds, heads
from archive.warc.codings import CutShort, MessageError, content, start

__all__ = ["CutShort", "Message", "MessageError"]

#: How a body begins, in small letters.
_NOT_HTML = (
    (b"\x1f\x8b", "application/gzip"),
    (b"<?xml", "application/xml"),
    (b"%pdf-", "application/pdf"),
)
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")
#: Statuses whose responses have no body, whatever their headers say of its length.
_WITHOUT_BODY = (204, 304)


@dataclass(frozen=True, slots=True)
class Message:
    """One HTTP response."""

    status: int
    headers: tuple[tuple[str, str], ...]  #: as received: order, case and repetitions kept
    body: bytes  #: as received: transfer and content encodings intact

    @classmethod
    def parse(cls, block: bytes) -> Message:
        """The response in the block of a WARC record; `MessageError` where there is none.

        Read as browsers read: any version of HTTP in any case, bare line feeds, folded headers,
        lines without a colon.
        """
        end = heads.END.search(block)
        status = status_of(block)
        if end is None or not status:
            raise MessageError("no HTTP response")
        lines = heads.lines(block[: end.start()])
        return cls(status, tuple(heads.fields(lines[1:], "latin-1")), block[end.end() :])

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None = there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def content(self) -> bytes:
        """The body with transfer and content encodings undone; `CutShort` where it is known not to
        be whole, `MessageError` where it is broken."""
        if self.status < 200 or self.status in _WITHOUT_BODY:
            return self.body
        return content(self.body, self.headers)

    def media_type(self) -> str:
        """The media type of the body: by its first bytes, else as declared, else
        "application/octet-stream"."""
        declared = (self.header("content-type") or "").partition(";")[0].strip().lower()
        begins = start(self.body, self.headers).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if begins.startswith(_HTML):
            return "text/html"
        found = next((name for magic, name in _NOT_HTML if begins.startswith(magic)), None)
        if found == "application/xml" and b"<html" in begins:
            return "text/html"
        return found or declared or "application/octet-stream"


def status_of(block: bytes) -> int:
    """The status in the first line of a response; 0 = it has no such line."""
    line = block[:64].partition(b"\n")[0]
    words = line.decode("latin-1").split(None, 2)
    if len(words) < 2 or not words[0].upper().startswith("HTTP/"):
        return 0
    return bounds.status(words[1]) or 0

"""Evidence that a record is what it says: its digests and, in our own files, its form."""

from __future__ import annotations

from collections.abc import Iterator

from archive.warc import bounds
from archive.warc.codings import content, without_chunks
from archive.warc.digests import Digest
from archive.warc.message import Message, MessageError
from archive.warc.record import WarcRecord


def check_form(record: WarcRecord) -> None:
    """Raise `ValueError` for a record that is not in the form of our own, with what is odd."""
    if record.place.within is not None:
        raise ValueError("shares its gzip member")
    for name in ("warc-block-digest", "warc-payload-digest"):
        stated = record.header(name)
        if stated is not None and Digest.parse(stated) is None:
            raise ValueError(f"{name} is no digest")
    bounds.moment(record.header("WARC-Date") or "")


def check_digests(record: WarcRecord, *, strict: bool) -> bool:
    """True where digests show that a record is whole, False where it carries none. Raises
    `ValueError` where one differs.

    Strictly, each that is there must be right, and the payload is what follows the headers. Other
    tools have taken the payload's out of its chunks, or unpacked; and put the digest of nothing
    before there was anything.
    """
    block = Digest.parse(record.header("WARC-Block-Digest") or "")
    if not strict and block and record.block and block.matches(record.block):
        return True
    payload = None
    if record.type == "response":  # a revisit's is that of the record which it refers to
        payload = Digest.parse(record.header("WARC-Payload-Digest") or "")
    if strict:
        if block and not block.matches(record.block):
            raise ValueError("block digest does not match")
        if payload and not payload.matches(record.payload):
            raise ValueError("payload digest does not match")
        return bool(block or payload)
    if block and not block.matches(b""):
        raise ValueError("block digest does not match")
    if payload and not payload.matches(b""):
        if any(map(payload.matches, _payloads(record.block))):
            return True
        raise ValueError("payload digest does not match")
    return False


def _payloads(block: bytes) -> Iterator[bytes]:
    """What a payload digest may have been made of: the body as it was sent, out of its chunks,
    unpacked; the block, where it is no response."""
    try:
        response = Message.parse(block)
        yield response.body
        yield without_chunks(response.body, response.headers)[0]
        yield content(response.body, response.headers)
    except MessageError:
        yield block

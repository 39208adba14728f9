"""The values of WARC files: an exchange to be kept, a record that was read, a range of bytes that
holds none; and how a record is written."""

from __future__ import annotations

import uuid
import zlib
from dataclasses import dataclass
from datetime import datetime

from archive.warc import heads
from archive.warc.digests import digest
from archive.warc.message import status_of

VERSION = b"WARC/1.1\r\n"
#: zlib's: on article pages 3 % larger files than level 6 in 60 % of its time.
LEVEL = 4

#: A 200 whose payload an earlier record holds; a 304.
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


class WarcError(Exception):
    """Captures cannot be written or read; the text names file and offset, what is wrong, and the
    next step."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, as they went over the wire (inside TLS)."""

    url: str  #: as asked for
    time: datetime  #: when it was asked; aware, UTC
    request: bytes
    response: bytes  #: status line, headers and body as received, encodings intact
    ip: str | None = None  #: of the server; None = not known
    #: Where another archive gave it, and when; `url` and `time` are those of its capture. None = it
    #: came from `url`.
    source: tuple[str, datetime] | None = None

    @property
    def status(self) -> int:
        """The HTTP status; 0 = the response has no status line."""
        return status_of(self.response)

    @property
    def head(self) -> bytes:
        """Status line and headers, their blank line included; all of a response without one."""
        return heads.split(self.response)[0]

    @property
    def payload(self) -> bytes:
        """What follows the headers, as received."""
        return heads.split(self.response)[1]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a record begins."""

    #: of the record in the file, or of the packed member that holds it with others, in bytes
    offset: int
    #: of the record in that member, in unpacked bytes; None = the record stands alone
    within: int | None = None


#: The beginning of a file.
START = Location(0)


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """A whole record."""

    headers: dict[str, str]  #: by their names in lower case; the first of each
    block: bytes  #: b"" where it was passed over
    place: Location
    length: int  #: of the record: in the file, or unpacked where it does not stand alone; in bytes
    following: Location  #: where the next one may begin
    passed_over: bool = False  #: its block was not wanted, and not read

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None = there is none."""
        return self.headers.get(name.lower())

    @property
    def offset(self) -> int:
        """The offset in the file of the record, or of the packed member that it shares; in
        bytes."""
        return self.place.offset

    @property
    def type(self) -> str:
        """`response`, `request`, `revisit`, `warcinfo`, `metadata` …; "" = it does not say."""
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """WARC-Target-URI, without the brackets that some writers add; "" = none."""
        return self.headers.get("warc-target-uri", "").strip("<>")

    @property
    def payload(self) -> bytes:
        """The block after its HTTP headers; the whole block where it has none."""
        has_http = self.headers.get("content-type", "").lower().startswith("application/http")
        return heads.split(self.block)[1] if has_http else self.block


@dataclass(frozen=True, slots=True)
class Damage:
    """A range of bytes of a file that holds no whole record."""

    #: of the range in the file, or of the packed member that holds it with good records, in bytes
    offset: int
    length: int  #: bytes; unpacked ones where the range lies in such a member
    what: str
    #: of the range in that member, in unpacked bytes; None = the range is one of the file
    within: int | None = None
    tail: bool = False  #: no good record follows: what a crash leaves behind

    def __str__(self) -> str:
        if self.within is not None:
            return (
                f"{self.offset}+{self.within}: {self.length:,} unpacked bytes skipped: {self.what}"
            )
        return f"{self.offset}: {self.length:,} bytes skipped: {self.what}"


def new_id() -> str:
    """A fresh WARC-Record-ID."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def stamp(time: datetime) -> str:
    """WARC-Date, to the microsecond."""
    return time.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def member(
    kind: str, record_id: str, time: datetime, headers: list[tuple[str, str | None]], block: bytes
) -> bytes:
    """One record as one gzip member; headers whose value is None are left out."""
    fixed = [("WARC-Type", kind), ("WARC-Record-ID", record_id), ("WARC-Date", stamp(time))]
    closing = [("WARC-Block-Digest", digest(block)), ("Content-Length", str(len(block)))]
    lines = [
        f"{name}: {_one_line(value)}"
        for name, value in (*fixed, *headers, *closing)
        if value is not None
    ]
    deflater = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)
    head = VERSION + "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n"
    return deflater.compress(head + block + b"\r\n\r\n") + deflater.flush()


def _one_line(value: str) -> str:
    return " ".join(value.splitlines())

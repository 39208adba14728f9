"""Writing captures: appended and handed to the system record by record, forced to disk in
batches."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.article import Capture
from archive.warc.digests import digest
from archive.warc.message import Message, MessageError
from archive.warc.record import (
    NOT_MODIFIED,
    SAME_PAYLOAD,
    Exchange,
    WarcError,
    member,
    new_id,
    stamp,
)

#: What a file that is being written ends in; it is renamed when it is complete.
OPEN = ".open"

_Headers = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What was written for one exchange."""

    capture: Capture
    record: str  #: WARC-Record-ID of the response or revisit record
    refers: str | None  #: WARC-Record-ID of the record that holds the payload; None = this one does


class Writer:
    """Appends exchanges to `<prefix>-<number>.warc.gz` in a folder: one writer a process and run.

    `info` goes into the warcinfo record of each file. Nothing is written before the first exchange.
    A failed write leaves the file as it was before and raises `WarcError`.
    """

    def __init__(
        self,
        folder: Path,
        prefix: str,
        info: Mapping[str, str],
        *,
        roll_bytes: int = 1_000_000_000,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._info = info
        self._roll_bytes = roll_bytes
        self._clock = clock
        self._number = 0
        self._name = ""
        self._fd: int | None = None
        self._end = 0  # offset behind the last good record
        self._synced = 0
        self._warcinfo = ""
        self.written_bytes = 0  #: of all files of this writer

    def write(self, exchange: Exchange, *, same: tuple[str, Capture] | None = None) -> Kept:
        """Append request and response; with `same` (record id, capture of an equal payload) a
        revisit record.

        Whatever was received is written, byte for byte, also what is no HTTP response: then the
        capture has status 0.
        """
        fd = self._ready()
        response_id, request_id = new_id(), new_id()
        first = self._response(exchange, response_id, same)
        common: _Headers = [
            ("WARC-Target-URI", exchange.url),
            *_source(exchange),
            ("WARC-Concurrent-To", response_id),
        ]
        second = member(
            "request", request_id, exchange.time, [*common, *_http("request")], exchange.request
        )
        offset = self._append(fd, first + second)
        capture = Capture(
            exchange.url,
            exchange.time,
            exchange.status,
            digest(exchange.payload),
            self._name,
            offset,
            len(first),
        )
        refers = same[0] if same else None
        return Kept(capture, response_id, refers)

    def note(self, url: str, time: datetime, fields: Mapping[str, str]) -> None:
        """Append a metadata record about an address, such as why it gave no response; dropped
        before any exchange."""
        if self._fd is None:  # a network that is down for weeks should not leave a file every hour
            return
        headers: _Headers = [("WARC-Target-URI", url), ("Content-Type", "application/warc-fields")]
        self._append(self._fd, member("metadata", new_id(), time, headers, _fields(fields)))

    def sync(self) -> None:
        """Force what was written to the disk."""
        if self._fd is None or self._synced == self._end:
            return
        try:
            os.fdatasync(self._fd)
        except OSError as error:
            raise self._failed(error) from error
        self._synced = self._end

    def close(self) -> None:
        """Sync, and give the file its final name; writing again afterwards starts the next file."""
        if self._fd is None:
            return
        try:
            self.sync()
            path = self._folder / (self._name + OPEN)
            path.rename(self._folder / self._name)
        except OSError as error:
            raise self._failed(error) from error
        finally:
            os.close(self._fd)
            self._fd = None

    def _ready(self) -> int:
        if self._fd is not None and self._end >= self._roll_bytes:
            self.close()
        return self._open() if self._fd is None else self._fd

    def _open(self) -> int:
        self._name = f"{self._prefix}-{self._number:05d}.warc.gz"
        self._number += 1
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC
            fd = os.open(self._folder / (self._name + OPEN), flags, 0o644)
            # `recover` in another process leaves a file alone that is being written
            fcntl.flock(fd, fcntl.LOCK_EX)
            _sync_folder(self._folder)
        except OSError as error:
            raise self._failed(error) from error
        self._fd = fd
        self._end = 0
        self._synced = 0
        self._warcinfo = new_id()
        headers: _Headers = [
            ("WARC-Filename", self._name),
            ("Content-Type", "application/warc-fields"),
        ]
        first = member("warcinfo", self._warcinfo, self._clock(), headers, _fields(self._info))
        try:
            self._append(fd, first)
        except WarcError:  # a file begins with this record or is none; `recover` takes it away
            os.close(fd)
            self._fd = None
            raise
        return fd

    def _append(self, fd: int, data: bytes) -> int:
        """Write all or nothing; the offset where the data begin."""
        start = self._end
        left = memoryview(data)
        try:
            while left:
                left = left[os.write(fd, left) :]
        except OSError as error:
            os.ftruncate(fd, start)
            raise self._failed(error) from error
        self._end += len(data)
        self.written_bytes += len(data)
        return start

    def _response(
        self, exchange: Exchange, record_id: str, same: tuple[str, Capture] | None
    ) -> bytes:
        headers: _Headers = [
            ("WARC-Target-URI", exchange.url),
            *_source(exchange),
            ("WARC-Warcinfo-ID", self._warcinfo),
            ("WARC-IP-Address", exchange.ip),
            ("WARC-Payload-Digest", digest(exchange.payload)),
        ]
        if same is None:
            # without this header datatrove's reader drops the page: libmagic takes such pages for
            # JavaScript
            headers.append(("WARC-Identified-Payload-Type", _media_type(exchange.response)))
            return member(
                "response",
                record_id,
                exchange.time,
                [*headers, *_http("response")],
                exchange.response,
            )
        earlier = same[1]
        headers += [
            ("WARC-Profile", NOT_MODIFIED if exchange.status == 304 else SAME_PAYLOAD),
            ("WARC-Refers-To", same[0]),
            ("WARC-Refers-To-Target-URI", earlier.url),
            ("WARC-Refers-To-Date", stamp(earlier.time)),
        ]
        if exchange.status == 304:
            headers = [pair for pair in headers if pair[0] != "WARC-Payload-Digest"]
        return member(
            "revisit", record_id, exchange.time, [*headers, *_http("response")], exchange.head
        )

    def _failed(self, error: OSError) -> WarcError:
        path = self._folder / (self._name + OPEN)
        return WarcError(
            f"{path}: {error.strerror}; make room or give write permission, then run the same "
            "command"
        )


def _media_type(response: bytes) -> str:
    """The media type of the body of a response; unknown where there is no response."""
    try:
        return Message.parse(response).media_type()
    except MessageError:
        return "application/octet-stream"


def _source(exchange: Exchange) -> _Headers:
    """The headers by which pywb names the archive that a capture was copied from."""
    if exchange.source is None:
        return []
    url, time = exchange.source
    return [("WARC-Source-URI", url), ("WARC-Creation-Date", stamp(time))]


def _http(kind: str) -> _Headers:
    return [("Content-Type", f"application/http; msgtype={kind}")]


def _fields(values: Mapping[str, str]) -> bytes:
    return "".join(
        f"{name}: {' '.join(value.splitlines())}\r\n" for name, value in values.items()
    ).encode()


def _sync_folder(folder: Path) -> None:
    """Make the new name itself durable."""
    fd = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)

"""A download handler that keeps the bytes of each exchange as they went over the wire.

Scrapy's own handler hands out headers that Twisted has sorted and renamed, and bodies out of their
chunks. This one listens where the bytes come in: below HTTP, above TLS. The tape of an exchange is
in `request.meta[TAPE]`, whatever becomes of the exchange.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, cast

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.error import ConnectionDone, ConnectionLost
from twisted.web.client import HTTPConnectionPool, ResponseFailed, ResponseNeverReceived
from twisted.web.http_headers import InvalidHeaderName

from archive.warc import Exchange
from crawler.extensions import ArchiveExtension, engine
from crawler.pace import Pace
from crawler.verdicts import HeadTooLarge, NoHttp

TAPE = "arsip_tape"
#: Bytes that status line and headers may take, interim answers included.
MOST_HEAD_BYTES = 1024 * 1024

# An interim answer (1xx): its status line, its headers, a blank line.
_INTERIM = re.compile(rb"HTTP/\d\.\d 1\d\d\b[^\n]*+\n(?:[^\r\n][^\n]*+\n)*+\r?\n")


class Tape:
    """The bytes of one exchange, as far as they have come; `most_bytes` of an answer, 0 = any
    number."""

    def __init__(self, *, most_bytes: int = 0) -> None:
        self.time = datetime.now(UTC)  #: when it was asked
        self.sent = b""
        self.received = bytearray()
        self.ip: str | None = None  #: of the server; None = no connection
        self.headed = False  #: True once status line and headers have come
        self.excess: Exception | None = None  #: what was too large; None = nothing
        self._most_bytes = most_bytes

    def begin(self, ip: str) -> None:
        """The request is sent now, to this address; once more where a connection that was used
        before has gone."""
        self.time = datetime.now(UTC)
        self.sent = b""
        self.ip = ip

    def writeSequence(self, parts: Iterable[bytes]) -> None:  # noqa: N802 (a transport's method: Twisted writes here)
        """Take the request as it is written to the connection."""
        self.sent += b"".join(parts)

    def take(self, data: bytes) -> None:
        """Take what has come; more than an answer may have is an `excess`."""
        self.received += data
        if not self.headed and len(self.received) > MOST_HEAD_BYTES:
            self.excess = HeadTooLarge(f"headers larger than {MOST_HEAD_BYTES:,} bytes")
        elif self._most_bytes and len(self.received) > self._most_bytes:
            self.excess = DownloadCancelledError("larger than DOWNLOAD_MAXSIZE")

    def exchange(self, url: str) -> Exchange:
        """The recorded exchange, without the interim answers (1xx) before the answer."""
        start = 0
        while interim := _INTERIM.match(self.received, start):
            start = interim.end()
        return Exchange(url, self.time, self.sent, bytes(self.received[start:]), self.ip)


class _TolerantParser(_LenientHTTPClientParser):
    """Reads headers as browsers do: long ones, odd names, a space before the colon, and transfer
    encodings other than chunks are no reason to refuse an answer. It has no state of its own."""

    MAX_LENGTH = MOST_HEAD_BYTES  # of a line; the tape ends sooner

    def headerReceived(self, name: bytes, value: bytes) -> None:  # noqa: N802 (Twisted's name)
        name = name.strip()
        if name.lower() == b"transfer-encoding":
            if b"chunked" not in value.lower():
                return
            value = b"chunked"
        with suppress(InvalidHeaderName):
            super().headerReceived(name, value)  # type: ignore[no-untyped-call]


class _TapedProtocol(_LenientHTTP11ClientProtocol):
    tape: Tape | None = None  # of the request under way; None = none was made yet

    def request(self, request: Any) -> Any:
        transport: Any = self.transport
        tape: Tape = request.arsip_tape
        tape.begin(transport.getPeer().host)
        request.writeTo(tape)  # crawls ask with GET: a request is its head
        self.tape = tape
        answered = super().request(request)
        if self._parser is not None:  # its class is set as Scrapy sets its own, which it replaces
            self._parser.__class__ = _TolerantParser
        return answered.addCallback(_headed, tape)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        if self.tape and self.transport:
            self.tape.take(data)
            if self.tape.excess:
                self.transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


def _headed(response: Any, tape: Tape) -> Any:
    tape.headed = True
    return response


class _TapedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _TapedProtocol:  # noqa: ARG002, N802 (Twisted's name and argument)
        return _TapedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _TapedPool:
    """A pool whose connections are for one request and have its tape running: all that an agent asks
    of a pool."""

    def __init__(self, pool: Any, tape: Tape) -> None:
        self.persistent = pool.persistent
        self._pool = pool
        self._tape = tape

    def getConnection(self, key: Any, endpoint: Any) -> Deferred[Any]:  # noqa: N802 (Twisted's name)
        """A connection, new or used before."""
        connection: Deferred[Any] = self._pool.getConnection(key, endpoint)
        return connection.addCallback(_TapedConnection, self._tape)


class _TapedConnection:
    """A connection that tells the protocol below it, or the one that takes its place, which tape is
    running."""

    def __init__(self, connection: Any, tape: Tape) -> None:
        self._connection = connection
        self._tape = tape

    def request(self, request: Any) -> Any:
        """A deferred that fires with the response."""
        request.arsip_tape = self._tape
        return self._connection.request(request)


class WireHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, with a tape running."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _TapedFactory
        self._pace: Pace | None = getattr(crawler.spider, "pace", None)

    async def download_request(self, request: Request) -> Response:
        """The response; raises `HeadTooLarge`, `NoHttp` and `Stopped` beside what Scrapy's handler
        raises."""
        if self._pace is None:
            return await self._download(request)
        host, delay_s = slot_of(self._crawler, request)
        await self._pace.turn(host, delay_s, ArchiveExtension.of(self._crawler).ending)
        try:
            return await self._download(request)
        except CannotResolveHostError:
            self._pace.give_back(host)
            raise

    async def _download(self, request: Request) -> Response:
        most = request.meta.get("download_maxsize", self._default_maxsize)
        tape = Tape(most_bytes=most and most + MOST_HEAD_BYTES)
        request.meta[TAPE] = tape
        try:
            with wrap_twisted_exceptions():
                response = await maybe_deferred_to_future(
                    self._agent(tape).download_request(request)
                )
        except Exception as error:
            if tape.excess:
                raise tape.excess from error
            if not tape.headed and tape.received and _is_refused(error):
                raise NoHttp(_refusal(tape.received)) from error
            raise
        if tape.excess:
            raise tape.excess
        return response

    def _agent(self, tape: Tape) -> _ScrapyAgent:
        return _ScrapyAgent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=cast("HTTPConnectionPool", _TapedPool(self._pool, tape)),
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )


def slot_of(crawler: Crawler, request: Request) -> tuple[str, float]:
    """The host that a request goes to, and the seconds between two requests to it."""
    downloader = engine(crawler).downloader
    host = downloader.get_slot_key(request)
    return host, downloader.slots[host].delay


def _is_refused(error: Exception) -> bool:
    """True where Twisted could not read an answer; False where the connection broke off."""
    failed = error.__cause__
    if not isinstance(failed, ResponseFailed | ResponseNeverReceived):
        return False
    return not all(reason.check(ConnectionDone, ConnectionLost) for reason in failed.reasons)


def _refusal(received: bytearray) -> str:
    """The reason why an answer could not be read, with its first line where that says something."""
    line = bytes(received[:80]).lstrip().partition(b"\n")[0].decode("latin-1").strip()
    if line.startswith("HTTP/"):
        return f"the head of the answer cannot be read; it begins: {line}"
    return f"no HTTP answer; it begins: {line}"

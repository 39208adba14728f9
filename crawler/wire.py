"""A download handler that keeps the bytes of each exchange as they went over the wire.

Scrapy's own handler hands out headers that Twisted has sorted and renamed, and bodies out of their
chunks. This one listens where the bytes come in: below HTTP, above TLS. The tape of an exchange is
in `request.meta[TAPE]`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future

from archive.warc import Exchange

TAPE = "arsip_tape"


class Tape:
    """The bytes of one exchange, as far as they have come."""

    def __init__(self, time: datetime) -> None:
        self.time = time
        self.sent = b""
        self.received = bytearray()

    def writeSequence(self, parts: Iterable[bytes]) -> None:  # noqa: N802 (a transport's method: Twisted writes here)
        """Take the request as it is written to the connection."""
        self.sent += b"".join(parts)

    def exchange(self, url: str, ip: str | None) -> Exchange:
        """What was recorded, without the interim responses (1xx) before the response."""
        received = bytes(self.received)
        while received.startswith((b"HTTP/1.1 1", b"HTTP/1.0 1")) and b"\r\n\r\n" in received:
            received = received.partition(b"\r\n\r\n")[2]
        return Exchange(url, self.time, self.sent, received, ip)


class _TapedProtocol(_LenientHTTP11ClientProtocol):
    tape: Tape | None = None

    def request(self, request: Any) -> Any:
        self.tape = tape = Tape(datetime.now(UTC))
        request.writeTo(tape)  # crawls ask with GET: a request is its head
        return super().request(request).addCallback(_labelled, tape)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802 (Twisted's name)
        if self.tape:
            self.tape.received += data
        super().dataReceived(data)  # type: ignore[no-untyped-call]


def _labelled(response: Any, tape: Tape) -> Any:
    response.arsip_tape = tape
    return response


class _TapedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _TapedProtocol:  # noqa: ARG002, N802 (Twisted's name and argument)
        return _TapedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class _TapedAgent(_ScrapyAgent):
    def _cb_bodyready(self, txresponse: Any, request: Request) -> Any:
        request.meta[TAPE] = txresponse.arsip_tape
        return super()._cb_bodyready(txresponse, request)


class WireHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler, with a tape running."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _TapedFactory

    async def download_request(self, request: Request) -> Response:
        """Download; the tape is in the request's meta whatever becomes of the response."""
        request.meta.pop(TAPE, None)
        agent = _TapedAgent(
            contextFactory=self._contextFactory,
            bindAddress=self._bind_address,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=self._tls_verbose_logging,
        )
        with wrap_twisted_exceptions():
            return await maybe_deferred_to_future(agent.download_request(request))

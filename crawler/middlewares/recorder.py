"""Keeping every exchange before anything reads it."""

from __future__ import annotations

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.warc import CutShort, Exchange, Message, MessageError
from crawler.extensions import ArchiveExtension
from crawler.journal import StorageError
from crawler.verdicts import NoHttp, Undecodable
from crawler.wire import TAPE, Tape

#: In `request.meta`: the `archive.warc.Kept` of the exchange.
KEPT = "arsip_kept"
#: A flag of responses whose body cannot be whole.
BROKEN = "broken"


class Recorder:
    """Keeps every exchange before anything reads it; the first to see a response.

    A write that fails is an exception here, in a middleware: the page counts as not fetched, and
    the crawl stops. Without a session (`scrapy fetch`) nothing is kept, and responses come as they
    do with one.
    """

    def __init__(self, archive: ArchiveExtension) -> None:
        self._archive = archive

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Record into the session of this crawler."""
        return cls(ArchiveExtension.of(crawler))

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep the exchange; pass the response on with its body as it was before encoding."""
        exchange = self.exchange(request, response)
        if self._archive.recording:
            self._keep(request, exchange)
        try:
            return response.replace(body=Message.parse(exchange.response).content())
        except CutShort:
            return response.replace(body=b"", flags=[*response.flags, BROKEN])
        except MessageError as error:
            raise Undecodable(str(error)) from error

    def exchange(self, request: Request, response: Response) -> Exchange:  # noqa: ARG002 (others ask it)
        """What went over the wire."""
        tape: Tape = request.meta.pop(TAPE)
        return tape.exchange(request.url)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Keep what came that is no HTTP; note in the captures why else an address gave no
        response."""
        tape: Tape | None = request.meta.pop(TAPE, None)
        if tape is None or not self._archive.recording:
            return
        if isinstance(exception, NoHttp):
            self._keep(request, tape.exchange(request.url))
            return
        fields = {
            "outcome": f"{type(exception).__name__}: {exception}",
            "received-bytes": str(len(tape.received)),
        }
        try:
            self._archive.session.note(request.url, fields)
        except StorageError as error:
            self._archive.stop("storage", str(error))

    def _keep(self, request: Request, exchange: Exchange) -> None:
        try:
            request.meta[KEPT] = self._archive.session.keep(exchange)
        except StorageError as error:
            self._archive.stop("storage", str(error))
            raise

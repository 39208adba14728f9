"""Faults that the replica shows on demand, and the state in which an item must end up after
each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests import whole_pages

Headers = list[tuple[str, str]]

CHALLENGE = whole_pages.page(whole_pages.PAGES / "frame-js-challenge")
DENIED = whole_pages.page(whole_pages.PAGES / "frame-access-denied")
EMPTY = whole_pages.page(whole_pages.PAGES / "frame-empty-template")


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which a page can go wrong."""

    name: str
    state: str  #: of the address in the end
    times: int = 0  #: so many answers are faulty, then it is well; 0 = always
    #: the answer's fields, from path and page
    make: Callable[[str, bytes], dict[str, Any]] | None = None
    #: of the coded body and its headers
    mangle: Callable[[bytes, Headers], tuple[bytes, Headers]] | None = None
    #: how head and body are sent
    deliver: Callable[[asyncio.Transport, bytes, bytes], None] | None = None

    def answer(self, answer: Callable[..., Any], path: str, body: bytes) -> Any:
        fields = self.make(path, body) if self.make else {"body": body}
        return answer(**fields, fault=self)


def _busy(status: int, retry_after: str = "1") -> Callable[[str, bytes], dict[str, Any]]:
    return lambda path, body: {
        "status": status,
        "body": b"busy",
        "headers": (("Retry-After", retry_after),),
    }


def _status(status: int, body: bytes) -> Callable[[str, bytes], dict[str, Any]]:
    return lambda path, _: {"status": status, "body": body}


def _labelled(media_type: str, body: bytes) -> Callable[[str, bytes], dict[str, Any]]:
    return lambda path, _: {"status": 200, "body": body * 20, "media_type": media_type}


def _redirect(target: Callable[[str], str]) -> Callable[[str, bytes], dict[str, Any]]:
    return lambda path, _: {"status": 302, "headers": (("Location", target(path)),), "etag": False}


def _reset(transport: asyncio.Transport, head: bytes, body: bytes) -> None:
    transport.write(head + body[: len(body) // 2])
    asyncio.get_running_loop().call_later(0.02, transport.abort)


def _close_early(transport: asyncio.Transport, head: bytes, body: bytes) -> None:
    transport.write(head + body[: len(body) // 2])
    transport.close()


def _slow(transport: asyncio.Transport, head: bytes, body: bytes) -> None:
    """In ten parts over half a second: slow, but it comes."""
    loop, step = asyncio.get_running_loop(), len(body) // 10 + 1
    transport.write(head)
    for n in range(10):
        loop.call_later(0.05 * (n + 1), transport.write, body[n * step : (n + 1) * step])


def _stall(transport: asyncio.Transport, head: bytes, body: bytes) -> None:
    """Half, then nothing more: only the crawl's own time limit ends it."""
    transport.write(head + body[: len(body) // 2])


def _cut_gzip(body: bytes, headers: Headers) -> tuple[bytes, Headers]:
    """A whole message whose compressed content breaks off: nothing but the decoder can tell."""
    return body[: len(body) // 2], headers


def _wrong_charset(body: bytes, headers: Headers) -> tuple[bytes, Headers]:
    return body, [*headers, ("Content-Type", "text/html; charset=iso-8859-1")]


def _chunked(body: bytes, headers: Headers) -> tuple[bytes, Headers]:
    parts = [body[n : n + 4000] for n in range(0, len(body), 4000)]
    framed = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    return framed, [*headers, ("Transfer-Encoding", "chunked")]


FAULTS: dict[str, Fault] = {
    fault.name: fault
    for fault in (
        Fault("429", "fetched", 2, _busy(429)),
        Fault("503", "fetched", 1, _busy(503)),
        Fault("odd-retry", "fetched", 1, _busy(503, "²")),
        Fault("negative-retry", "fetched", 1, _busy(429, "-1")),
        Fault("reset", "fetched", 1, deliver=_reset),
        Fault("short", "fetched", 1, deliver=_close_early),
        Fault("slow", "fetched", deliver=_slow),
        Fault("stall", "fetched", 1, deliver=_stall),
        Fault("cut-gzip", "fetched", 1, mangle=_cut_gzip),
        Fault("chunked", "fetched", mangle=_chunked),
        Fault("charset", "fetched", mangle=_wrong_charset),
        Fault("404", "gone"),
        Fault("410", "gone"),
        Fault("500", "failed", 0, _status(500, b"<html>500</html>")),
        Fault("cut-forever", "failed", mangle=_cut_gzip),
        Fault(
            "loop",
            "failed",
            0,
            _redirect(lambda path: path + "?again=1" if "again" not in path else path),
        ),
        Fault("451", "blocked", 0, _status(451, b"<html>451</html>")),
        Fault("nowhere", "failed", 0, _redirect(lambda path: "https://[rusak/a/1.html")),
        Fault("offsite", "excluded", 0, _redirect(lambda path: "http://127.0.0.2:9/elsewhere")),
        Fault(
            "huge",
            "failed",
            0,
            lambda path, body: {"body": body + b"<!--" + b"x" * 30_000_000, "compress": False},
        ),
        Fault("challenge", "blocked", 0, _status(200, CHALLENGE)),
        Fault("denied", "blocked", 0, _status(403, DENIED)),
        Fault("empty", "blocked", 0, _status(200, EMPTY)),
        Fault("nothing", "failed", 0, _status(200, b"")),
        Fault("plain", "failed", 0, _labelled("text/plain", b"upstream connect error, reset")),
        Fault("css", "failed", 0, _labelled("text/css", b".wsw p { margin: 0 } /* <p> */")),
        Fault("json", "failed", 0, _labelled("application/json", b'{"body": "<p>Gempa</p>"}')),
        Fault("script", "failed", 0, _labelled("text/javascript", b"var page = '<h1>x</h1>';")),
    )
}


def assigned(numbers: Iterable[int]) -> dict[int, Fault]:
    """Each fault twice, spread over the items so that never ten in a row are blocked."""
    numbers = list(numbers)
    faults = list(FAULTS.values()) * 2
    step = max(1, len(numbers) // (len(faults) + 1))
    return {
        numbers[(n + 1) * step]: fault
        for n, fault in enumerate(faults)
        if (n + 1) * step < len(numbers)
    }

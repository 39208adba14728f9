"""A site on loopback that behaves like the platform, faults included, and logs every request.

    python -m tests.site.server --pages 300 --port 8800 --faults

It binds to loopback only. What it serves depends on its arguments alone, so a test can say
beforehand what must come.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import json
import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.site import documents
from tests.site.faults import FAULTS, Fault, assigned
from tests.site.world import World


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the replica saw it."""

    method: str
    path: str  #: with its query
    headers: Mapping[str, str]  #: names in lower case
    status: int  #: 0 = the connection was reset before an answer
    at: float  #: seconds, monotonic


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    media_type: str = "text/html; charset=utf-8"
    etag: bool = True
    compress: bool = True
    fault: Fault | None = None  # one that shows on the wire
    raw: bytes | None = None  # sent in the place of all else; None = an answer as it should be
    close: bool = False  # the connection after `raw`


REASONS = {200: "OK", 301: "Moved Permanently", 302: "Found", 304: "Not Modified", 403: "Forbidden", 404: "Not Found",
           410: "Gone", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable"}  # fmt: skip


@dataclass
class Replica:
    """The replica and its log; `day` can be set while it runs."""

    world: World
    day: int = 1
    faults: Mapping[int, Fault] = field(default_factory=dict)  # by item id
    bad_sitemaps: bool = False
    base: str = documents.CANONICAL  # which host its own documents name
    robots_extra: tuple[str, ...] = ()
    override: dict[str, Answer] = field(default_factory=dict)  # by path
    latency_s: float = 0.0
    log_file: Path | None = None
    log: list[Asked] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    port: int = 0
    scheme: str = "http"
    _cache: dict[Any, bytes] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}"

    def at(self, host: str) -> Replica:
        """What answers for a host: this one, for each."""
        return self

    def asked(self, prefix: str = "/") -> list[str]:
        """Paths asked for, in order."""
        return [one.path for one in self.log if one.path.startswith(prefix)]

    def forget(self) -> None:
        """Empty the log, and let faults that pass begin anew."""
        self.log.clear()
        self.seen.clear()

    def answer(self, target: str) -> Answer:
        """What a path gets, before conditions and faults on the wire."""
        parts = urlsplit(target)
        if parts.path in self.override:
            return self.override[parts.path]
        if parts.path == "/robots.txt":
            body = documents.robots(self.base, self.robots_extra)
            return Answer(body=body, media_type="text/plain", etag=False)
        if parts.path == "/rss/":
            return self._feed(parse_qs(parts.query))
        if parts.path == "/" or parts.path.startswith("/z/"):
            return Answer(body=self.world.section(parts.path))
        if parts.path.endswith((".xml", ".xml.gz")):
            return self._sitemap(parts.path)
        return self._item(parts.path)

    def _feed(self, query: Mapping[str, list[str]]) -> Answer:
        count = int(query.get("count", ["20"])[0])
        entries = self.world.entries(self.day)[: count if count <= 200 else 20]
        return Answer(body=documents.rss(self.base, entries), media_type="text/xml; charset=utf-8")

    def _sitemap(self, path: str) -> Answer:
        files = dict(self._files())
        if path == "/sitemap.xml":
            entries = [documents.Entry(name, lastmod) for name, (lastmod, _) in files.items()]
            return Answer(body=documents.index(self.base, entries), media_type="text/xml")
        if path not in files:
            return self._missing()
        body = files[path][1]
        if self.bad_sitemaps and path.endswith("_1.xml.gz"):  # cut the first time, whole the second
            self.seen[path] += 1
            body = body[: len(body) // 2] if self.seen[path] == 1 else body
        return Answer(body=body, media_type="application/octet-stream", compress=False)

    def _files(self) -> Iterator[tuple[str, tuple[str, bytes]]]:
        key = ("files", self.day)
        if key not in self._cache:
            self._cache[key] = dict(self.world.sitemaps(self.day, self.base))  # type: ignore[assignment]
        yield from self._cache[key].items()  # type: ignore[attr-defined]
        if self.bad_sitemaps:
            for path, body in documents.bad():
                yield path, ("2026-03-01T00:00:00Z", body)

    def _item(self, path: str) -> Answer:
        number = self.world.number(path, self.day)
        if number is None:
            return self._missing()
        fault = self.faults.get(number)
        if fault and fault.name == "410":
            return Answer(410, b"<html><title>410</title>gone</html>")
        if self.world.gone(number, self.day) or (fault and fault.name == "404"):
            return self._missing()
        canonical = self.world.path(number, self.day)
        if path != canonical:
            return Answer(301, headers=(("Location", canonical),), etag=False)
        body = self._page(number)
        return self._faulty(fault, path, body) if fault else Answer(body=body)

    def _page(self, number: int) -> bytes:
        key = ("page", number, self.world.edition(number, self.day))
        if key not in self._cache:
            self._cache[key] = self.world.page(number, self.day)
        return self._cache[key]

    def _faulty(self, fault: Fault, path: str, body: bytes) -> Answer:
        self.seen[path] += 1
        if fault.times and self.seen[path] > fault.times:
            return Answer(body=body)
        answer: Answer = fault.answer(Answer, path, body)
        return answer

    def _missing(self) -> Answer:
        return Answer(
            404, b"<html><head><title>404</title></head><body>Halaman tidak ditemukan</body></html>"
        )


class _Connection(asyncio.Protocol):
    def __init__(self, replica: Any, open_now: set[asyncio.Transport]) -> None:
        self.replica = replica
        self.buffer = b""
        self.transport: asyncio.Transport | None = None
        self.open_now = open_now

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]
        self.open_now.add(transport)  # type: ignore[arg-type]

    def connection_lost(self, error: Exception | None) -> None:
        self.open_now.discard(self.transport)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            method, target, _ = lines[0].split(" ", 2)
            pairs = (line.partition(":") for line in lines[1:])
            headers = {name.lower(): value.strip() for name, _, value in pairs}
            replica = self.replica.at(headers.get("host", ""))
            if replica.latency_s:
                asyncio.get_running_loop().call_later(
                    replica.latency_s, self.reply, replica, method, target, headers
                )
            else:
                self.reply(replica, method, target, headers)

    def reply(self, replica: Replica, method: str, target: str, headers: Mapping[str, str]) -> None:
        answer = replica.answer(target)
        status, body, extra = answer.status, answer.body, list(answer.headers)
        if answer.raw is not None:
            self.note(replica, method, target, headers, status)
            self.send_raw(answer.raw, close=answer.close)
            return
        if answer.etag and status == 200:
            etag = f'"{hashlib.sha1(body).hexdigest()[:16]}"'
            extra.append(("ETag", etag))
            if headers.get("if-none-match") == etag:
                status, body = 304, b""
        reset = answer.fault is not None and answer.fault.name == "reset"
        self.note(replica, method, target, headers, 0 if reset else status)
        if answer.compress and body and "gzip" in headers.get("accept-encoding", ""):
            body = self.compressed(replica, body)
            extra.append(("Content-Encoding", "gzip"))
        self.send(answer, status, body, extra)

    def send_raw(self, data: bytes, *, close: bool) -> None:
        assert self.transport is not None
        self.transport.write(data)
        if close:
            self.transport.close()

    def send(self, answer: Answer, status: int, body: bytes, extra: list[tuple[str, str]]) -> None:
        assert self.transport is not None
        if answer.fault and answer.fault.mangle:
            body, extra = answer.fault.mangle(body, extra)
        names = {name for name, _ in extra}
        lines = [
            f"HTTP/1.1 {status} {REASONS.get(status, '')}",
            "Server: replica",
            "x-Powered-By: Pangea",
        ]
        lines += [f"{name}: {value}" for name, value in extra]
        if "Content-Type" not in names:
            lines.append(f"Content-Type: {answer.media_type}")
        if not names & {"Content-Length", "Transfer-Encoding"} and status != 304:
            lines.append(f"Content-Length: {len(body)}")
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        if answer.fault and answer.fault.deliver:
            answer.fault.deliver(self.transport, head, body)
        else:
            self.transport.write(head + body)

    def compressed(self, replica: Replica, body: bytes) -> bytes:
        key = ("gzip", hashlib.sha1(body).digest())
        if key not in replica._cache:
            replica._cache[key] = gzip.compress(body, 6, mtime=0)
        return replica._cache[key]

    def note(
        self, replica: Replica, method: str, target: str, headers: Mapping[str, str], status: int
    ) -> None:
        replica.log.append(Asked(method, target, headers, status, time.monotonic()))
        if replica.log_file:
            with replica.log_file.open("a") as file:
                file.write(json.dumps({"method": method, "path": target, "status": status}) + "\n")


class Running:
    """The replica on a thread of its own: `with Running(replica): …`."""

    def __init__(self, replica: Any, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.replica = replica
        replica.scheme = "https" if tls else "http"
        self.loop = asyncio.new_event_loop()
        self.open_now: set[asyncio.Transport] = set()
        self.server = self.loop.run_until_complete(
            self.loop.create_server(
                lambda: _Connection(replica, self.open_now), "127.0.0.1", port, backlog=512, ssl=tls
            )
        )
        replica.port = self.server.sockets[0].getsockname()[1]
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    def __enter__(self) -> Any:
        self.thread.start()
        return self.replica

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.server.close()
        for transport in list(self.open_now):
            transport.abort()
        self.loop.run_until_complete(self._closed())
        self.loop.close()

    async def _closed(self) -> None:
        for _ in range(3):  # TLS closes in steps
            await asyncio.sleep(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="0 = any that is free")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--day", type=int, default=1)
    parser.add_argument(
        "--faults", action="store_true", help=f"switch on: {', '.join(FAULTS)}, bad sitemaps"
    )
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--per-sitemap", type=int, default=20_000)
    parser.add_argument("--log", type=Path, help="append each request as a JSON line")
    args = parser.parse_args()
    world = World(args.pages, per_sitemap=args.per_sitemap)
    faults = assigned(world.numbers(1)) if args.faults else {}
    replica = Replica(
        world, args.day, faults, args.faults, latency_s=args.latency, log_file=args.log
    )
    with Running(replica, args.port):
        print(replica.url, flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()

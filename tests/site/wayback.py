"""The Wayback Machine on loopback: its CDX API, its raw captures, its limits and its error pages.

with Running(Archive(held)) as archive: …  # archive.url
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote_plus, unquote_plus, urlsplit

from archive.urls import surt
from tests.site.server import Answer, Asked

_REPLAY = re.compile(r"/web/(\d{1,14})id_/(.+)")
_PAGE = "<!DOCTYPE html><html><head><title>Wayback Machine</title></head><body>{}</body></html>"


@dataclass(frozen=True, slots=True)
class Held:
    """A capture that the archive holds."""

    timestamp: str
    original: str
    body: bytes
    status: int = 200
    mimetype: str = "text/html"
    # such as Content-Encoding, with the body as it was sent
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def urlkey(self) -> str:
        return surt(self.original)

    @property
    def digest(self) -> str:
        return base64.b32encode(hashlib.sha1(self.body).digest()).decode()

    @property
    def row(self) -> dict[str, str]:
        length = str(len(self.body))
        return {
            "urlkey": self.urlkey, "timestamp": self.timestamp, "original": self.original, "mimetype": self.mimetype,
            "statuscode": str(self.status), "digest": self.digest, "length": length,
        }  # fmt: skip


@dataclass
class Archive:
    """The replica and its log. `override` has answers for paths, each given once, in order; True =
    the usual one."""

    held: list[Held]
    requests: int | None = None  # so many are answered in a window of `window_s`, others get 429
    window_s: float = 1.0
    retry_after: str | None = "1"
    robots: bytes | None = None
    override: dict[str, list[Answer | bool]] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    ignored: int = 0  # requests that came while a Retry-After was to be waited for
    port: int = 0
    latency_s: float = 0.0
    #: What a resume key is made of: "urlkey" as archive.org does it; "shown" as servers do it that
    #: know only the fields that were asked for; "stuck" = always the same; "new" = always another
    #: one, which leads to the same place
    keys: str = "urlkey"
    log_file: Path | None = None
    _cache: dict[Any, bytes] = field(default_factory=dict)
    _answered: list[float] = field(default_factory=list)
    _until: float = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def at(self, host: str) -> Archive:
        """What answers for a host: this one, for each."""
        return self

    def asked(self, prefix: str = "/") -> list[str]:
        return [one.path for one in self.log if one.path.startswith(prefix)]

    def answer(self, target: str) -> Answer:
        if limited := self._limited():
            return limited
        path = urlsplit(target).path
        for prefix, answers in self.override.items():
            if (
                path.startswith(prefix)
                and answers
                and not isinstance(given := answers.pop(0), bool)
            ):
                return given
        if path == "/cdx/search/cdx":
            return self._list(parse_qs(urlsplit(target).query, keep_blank_values=True))
        if path == "/robots.txt" and self.robots is not None:
            return plain(self.robots, "text/plain")
        if replay := _REPLAY.fullmatch(target):
            return self._replay(replay[1], replay[2])
        return page(404, "Page not found")

    def _limited(self) -> Answer | None:
        now = time.monotonic()
        self.ignored += now < self._until
        if self.requests is None:
            return None
        self._answered = [at for at in self._answered if at > now - self.window_s]
        if len(self._answered) < self.requests:
            self._answered.append(now)
            return None
        if self.retry_after:
            self._until = now + float(self.retry_after)
        return page(
            429,
            "Too Many Requests",
            *([("Retry-After", self.retry_after)] if self.retry_after else []),
        )

    def _list(self, asked: Mapping[str, list[str]]) -> Answer:
        rows = list(_collapsed(self._matching(asked), asked.get("collapse")))
        limit = int(asked["limit"][0]) if "limit" in asked else len(rows)
        names = asked["fl"][0].split(",") if "fl" in asked else list(Held("", "", b"").row)
        shown = [[one.row[name] for name in names] for one in rows[:limit]]
        table = [names, *shown] if shown else []
        if rows[limit:] and asked.get("showResumeKey") == ["true"]:
            table += [[], [self._key(names, rows[limit - 1], rows[limit])]]
        return plain(json.dumps(table).encode(), "application/json")

    def _key(self, names: list[str], last: Held, following: Held) -> str:
        if self.keys == "urlkey":
            return quote_plus(f"{following.urlkey} {following.timestamp}")
        if self.keys == "shown":
            first = last.urlkey if "urlkey" in names else "-"
            return quote_plus(f"{first} {int(last.timestamp) + 1}")
        if self.keys == "stuck":
            return quote_plus("com,voaindonesia)/a/ 0")
        return quote_plus(f"com,voaindonesia)/a/ {len(self.log):014}")

    def _matching(self, asked: Mapping[str, list[str]]) -> Iterator[Held]:
        wanted = surt(
            f"http://{asked['url'][0]}" if "://" not in asked["url"][0] else asked["url"][0]
        )
        wanted += "/" if asked["url"][0].endswith("/") and not wanted.endswith("/") else ""
        first, last = asked.get("from", ["0"])[0], asked.get("to", [""])[0].ljust(14, "9")
        resume = unquote_plus(unquote_plus(asked.get("resumeKey", [""])[0]))
        filters = [one.partition(":") for one in asked.get("filter", [])]
        for one in sorted(self.held, key=lambda held: (held.urlkey, held.timestamp)):
            if (
                (
                    one.urlkey.startswith(wanted)
                    if asked.get("matchType") == ["prefix"]
                    else one.urlkey == wanted
                )
                and first <= one.timestamp <= last
                and f"{one.urlkey} {one.timestamp}" >= resume
                and all(re.fullmatch(value, one.row[name]) for name, _, value in filters)
            ):
                yield one

    def _replay(self, timestamp: str, original: str) -> Answer:
        same = [one for one in self.held if one.urlkey == surt(original)]
        if not same:
            return page(404, "The Wayback Machine has not archived that URL.")
        nearest = min(same, key=lambda one: abs(int(one.timestamp) - int(timestamp.ljust(14, "0"))))
        if nearest.timestamp != timestamp:
            location = f"{self.url}/web/{nearest.timestamp}id_/{nearest.original}"
            return Answer(302, headers=(("Location", location),), etag=False)
        moment = datetime.strptime(nearest.timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        headers = (
            ("Memento-Datetime", format_datetime(moment, usegmt=True)),
            ("X-Archive-Orig-Server", "Pangea"),
            *((f"X-Archive-Orig-{name}", value) for name, value in nearest.headers),
            *nearest.headers,
        )
        return Answer(
            nearest.status, nearest.body, headers, nearest.mimetype, etag=False, compress=False
        )


def plain(body: bytes, media_type: str) -> Answer:
    return Answer(200, body, (), media_type, etag=False)


def page(status: int, words: str, *headers: tuple[str, str]) -> Answer:
    return Answer(status, _PAGE.format(words).encode(), headers, etag=False)


def _collapsed(rows: Iterator[Held], collapse: list[str] | None) -> Iterator[Held]:
    """Of neighbours with the same value only the first, as the API does it."""
    last: tuple[str, ...] | None = None
    for one in rows:
        value = tuple(one.row[name.partition(":")[0]] for name in collapse or ())
        if not collapse or (one.urlkey, *value) != last:
            yield one
        last = (one.urlkey, *value)

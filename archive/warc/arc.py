"""ARC, the form of archives before WARC: what the one line at the head of a record says, in the
terms of WARC."""

from __future__ import annotations

from archive.warc.message import status_of


class ArcError(ValueError):
    """A line that is not the head of an ARC record."""


def headers(line: bytes, start: bytes) -> dict[str, str]:
    """The headers that a WARC record of this content would have; `start` is how its block begins.

    Version 1 has five fields, version 2 ten: address, IP address, date, type, … and last the
    length. A record has no id and no digest.
    """
    words = line.decode("utf-8", "replace").strip().split(" ")
    dates = [index for index, word in enumerate(words) if index > 1 and _is_date(word)]
    if not dates or dates[0] + 1 >= len(words):
        raise ArcError("no head of an ARC record")
    date = dates[0]
    url = " ".join(words[: date - 1])  # old addresses have spaces in them
    found = {
        "warc-target-uri": url,
        "warc-ip-address": words[date - 1],
        "warc-date": words[date],
        "content-length": words[-1],
    }
    if url.startswith("filedesc:"):
        return {**found, "warc-type": "warcinfo"}
    if status_of(start):
        response = {"warc-type": "response", "content-type": "application/http; msgtype=response"}
        return {**found, **response}
    return {**found, "warc-type": "resource", "content-type": words[date + 1]}


def _is_date(word: str) -> bool:
    return word.isascii() and word.isdigit() and 12 <= len(word) <= 17

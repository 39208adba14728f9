"""WARC files of others, made for tests: records and whole files as bytes, in every packing that is
met."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import tarfile
import uuid
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

WHEN = datetime(2023, 2, 9, 12, 0, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HTML_HEAD = (("Content-Type", "text/html; charset=utf-8"),)


def sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()


def record_id(*key: object) -> str:
    """The same for the same key, so that files can be made twice."""
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, repr(key))}>"


def http(
    body: bytes, status: str = "200 OK", headers: Sequence[tuple[str, str]] = HTML_HEAD
) -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    kind: str,
    block: bytes,
    url: str = "",
    when: datetime = WHEN,
    *,
    headers: Sequence[tuple[str, str]] = (),
    digests: bool = True,
    length: int | None = None,
    version: str = "1.0",
) -> bytes:
    """One record; `length` states another Content-Length than that of the block."""
    fields = [("WARC-Type", kind), ("WARC-Date", f"{when:%Y-%m-%dT%H:%M:%SZ}")]
    if "WARC-Record-ID" not in dict(headers):
        fields.append(("WARC-Record-ID", record_id(kind, url, when, block)))
    fields += [("WARC-Target-URI", url)] if url else []
    fields += [("WARC-Block-Digest", sha1(block))] if digests else []
    if kind == "response":
        fields.append(("Content-Type", "application/http; msgtype=response"))
        fields += (
            [("WARC-Payload-Digest", sha1(block.partition(b"\r\n\r\n")[2]))] if digests else []
        )
    fields += [*headers, ("Content-Length", str(len(block) if length is None else length))]
    lines = [f"WARC/{version}", *(f"{name}: {value}" for name, value in fields)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(
    url: str, body: bytes, when: datetime = WHEN, *, status: str = "200 OK", **options: object
) -> bytes:
    http_headers = options.pop("http_headers", HTML_HEAD)
    return record("response", http(body, status, http_headers), url, when, **options)  # type: ignore[arg-type]


def revisit(url: str, when: datetime, of: tuple[str, datetime, bytes], **options: object) -> bytes:
    """A capture whose payload an earlier one holds: `of` is that one's address, time and body."""
    headers = [
        ("WARC-Profile", "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"),
        ("WARC-Payload-Digest", sha1(of[2])),
        ("WARC-Refers-To-Target-URI", of[0]),
        ("WARC-Refers-To-Date", f"{of[1]:%Y-%m-%dT%H:%M:%SZ}"),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    return record("revisit", http(b""), url, when, headers=headers, **options)  # type: ignore[arg-type]


def info() -> bytes:
    return record(
        "warcinfo", b"software: test\r\n", headers=[("Content-Type", "application/warc-fields")]
    )


def member(data: bytes) -> bytes:
    return gzip.compress(data, 4, mtime=0)


def packed(records: Iterable[bytes]) -> bytes:
    """A `.warc.gz`: one gzip member a record."""
    return b"".join(map(member, records))


def tar(name: str, data: bytes) -> bytes:
    """A tar archive with one file."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def wacz(path: Path, archives: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
        out.writestr("datapackage.json", "{}")
        for name, data in archives.items():
            out.writestr(f"archive/{name}", data)
    return path

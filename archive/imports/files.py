"""Saved pages and dumps: files, folders of them, gzip or not."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from archive.article import ReadError

#: How the names of pages and dumps end; in folders nothing else is read.
SUFFIXES = (".html", ".htm", ".txt", ".html.gz", ".htm.gz", ".txt.gz")

#: Bytes; the longest page that is read. What unpacks to more is no page.
MOST_BYTES = 64 * 1024 * 1024


def find(path: Path) -> Iterator[Path]:
    """A file as it is; of a folder the pages and dumps in it and below it, in the order of their
    names."""
    if path.is_dir():
        yield from sorted(each for each in path.rglob("*") if _is_page(each))
    else:
        yield path


def load(path: Path) -> bytes:
    """The bytes of a page, unpacked; `ReadError` for what cannot be read whole."""
    try:
        with path.open("rb") as file:
            return unpack(file.read(MOST_BYTES + 1))
    except OSError as error:
        raise ReadError(error.strerror or str(error)) from error


def unpack(data: bytes) -> bytes:
    """The bytes without gzip, which shows by itself whatever the name says; `ReadError` where it is
    broken."""
    if data.startswith(b"\x1f\x8b"):
        try:
            with gzip.open(io.BytesIO(data)) as packed:
                data = packed.read(MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise ReadError(f"broken gzip: {error}") from error
    if len(data) > MOST_BYTES:
        raise ReadError(f"longer than {MOST_BYTES:,} bytes, which no page is")
    return data


def saved_at(path: Path) -> datetime:
    """When a file was last written: aware, UTC."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _is_page(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES) and not path.name.startswith(".") and path.is_file()

"""Saved pages and dumps: files, folders of them, packed or not."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from gzip import GzipFile
from pathlib import Path

from archive.article import ReadError
from archive.imports import mhtml
from archive.warc import packing
from archive.warc.bounds import LONGEST_PAGE as MOST_BYTES
from archive.warc.packing import GZIP, ZSTD, UnpackError

_PAGES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml", ".mht", ".txt")
_PACKED = ("", ".gz", ".zst", ".bz2", ".xz", ".br")
#: How the names of pages and dumps end; in folders nothing else is read.
SUFFIXES = tuple(page + packed for page in _PAGES for packed in _PACKED)


def find(path: Path) -> Iterator[Path]:
    """A file as it is; of a folder the pages and dumps in it and below it, in the order of their
    names."""
    if path.is_dir():
        yield from sorted(each for each in path.rglob("*") if _is_page(each))
    else:
        yield path


def size(path: Path) -> int:
    """Bytes; 0 for a file that cannot be looked at: what is wrong shows when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def load(path: Path) -> bytes:
    """The bytes of a page, unpacked; `ReadError` for what cannot be read whole."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ReadError(error.strerror or str(error)) from error
    if path.name.lower().endswith(".br"):  # nothing in its bytes tells it
        data = _unpacked(data, "br")
    return unpack(data)


def unpack(data: bytes) -> bytes:
    """The bytes without gzip, zstd, bzip2 or xz, which show by themselves whatever the name says;
    `ReadError` where they are broken."""
    if data.startswith(GZIP[:2]):
        data = _read(lambda packed: GzipFile(fileobj=packed), data, "gzip")
    elif data.startswith(ZSTD):
        data = _unpacked(data, "zstd")
    elif data.startswith(b"BZh"):
        data = _read(bz2.BZ2File, data, "bzip2")
    elif data.startswith(b"\xfd7zXZ\0"):
        data = _read(lzma.LZMAFile, data, "xz")
    if len(data) > MOST_BYTES:
        raise ReadError(f"longer than {MOST_BYTES:,} bytes, which no page is")
    return data


def saved_at(path: Path) -> datetime:
    """When a page was saved, as an MHTML file tells, else when the file was last written: aware,
    UTC."""
    if path.name.lower().endswith((".mhtml", ".mht")):
        with path.open("rb") as file:
            stated = mhtml.saved_at(file.read(1 << 16))
        if stated:
            return stated
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _read(opens: Callable[[io.BytesIO], io.BufferedIOBase], data: bytes, name: str) -> bytes:
    try:
        with opens(io.BytesIO(data)) as packed:
            return packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error, lzma.LZMAError) as error:
        raise ReadError(f"broken {name}: {error}") from error


def _unpacked(data: bytes, kind: str) -> bytes:
    try:
        return packing.unpack(data, kind, MOST_BYTES)
    except UnpackError as error:
        raise ReadError(str(error)) from error


def _is_page(path: Path) -> bool:
    return path.name.lower().endswith(SUFFIXES) and not path.name.startswith(".") and path.is_file()

"""Files within files: zip (WACZ), tar, and whole files in packings that are unpacked to be read."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import lru_cache
from gzip import GzipFile
from pathlib import Path
from typing import IO, BinaryIO, cast

from archive.article import ReadError
from archive.imports import spool

ZIP = b"PK\x03\x04"
#: What is named and not read, by its first bytes.
_NOT_READ = (
    (b"\x04\x22\x4d\x18", "packed with lz4"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"LZIP", "packed with lzip"),
)
_LOCAL_HEADER = struct.Struct("<26xHH")  # of a zip file: lengths of the name and of the extra field
_BROKEN = (
    OSError, EOFError, KeyError, RuntimeError, ValueError, struct.error, zlib.error, lzma.LZMAError,
    tarfile.TarError, zipfile.BadZipFile, NotImplementedError,
)  # fmt: skip


def why_not_read(start: bytes) -> str:
    """The name of a kind of file that is not read, by its beginning; "" = it may be readable."""
    return next((what for magic, what in _NOT_READ if start.startswith(magic)), "")


def unpacker_of(start: bytes) -> Callable[[BinaryIO], IO[bytes]] | None:
    """The function that opens a file packed as a whole; None = it is not packed."""
    if start.startswith(b"BZh"):
        return bz2.BZ2File
    if start.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMAFile
    if start.startswith(b"\x1f\x8b"):
        return lambda file: cast(IO[bytes], GzipFile(fileobj=file))
    return None


def is_tar(start: bytes) -> bool:
    """True where a file that begins like this is a tar archive."""
    return start[257:262] == b"ustar"


def unpacked(path: Path, opens: Callable[[BinaryIO], IO[bytes]]) -> Path:
    """A copy of a packed file, unpacked: x.warc.bz2!x.warc; `ReadError`."""
    found = path.stat()
    inside = Path(path.name.rpartition("!")[2])
    suffix = ".tar" if inside.suffix.lower() == ".tgz" else ""
    name = f"{path.name}!{inside.stem}{suffix}"
    try:
        with path.open("rb") as file, opens(file) as content:
            return spool.keep(content, name, path, found.st_mtime, found.st_size)
    except _BROKEN as error:
        raise ReadError(f"{path}: {error}") from error


def in_tar(path: Path) -> Iterator[Path]:
    """Copies of the files in a tar archive; `ReadError` where it breaks off."""
    try:
        with tarfile.open(path, "r:") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isfile() else None
                if content:
                    name = f"{path.name}!{entry.name}"
                    yield spool.keep(content, name, path, entry.mtime, None)
    except _BROKEN as error:
        raise ReadError(f"{path}: {error}") from error


def names_in_zip(path: Path) -> list[str] | None:
    """The names of the files in a zip archive, in order; None = its directory is broken."""
    try:
        return sorted(_zip(path).namelist())
    except _BROKEN:
        return None


def from_zip(path: Path, entry: str) -> Path:
    """A copy of a file in a zip archive; `ReadError`."""
    try:
        info = _zip(path).getinfo(entry)
        with _zip(path).open(info) as content:
            name = f"{path.name}!{entry}"
            return spool.keep(content, name, path, path.stat().st_mtime, info.compress_size)
    except _BROKEN as error:
        raise ReadError(f"{path}!{entry}: {error}") from error


def open_in_zip(path: Path, entry: str) -> BinaryIO:
    """A file in a zip archive, to be read and sought in; `ReadError`."""
    try:
        info = _zip(path).getinfo(entry)
        if info.compress_type == zipfile.ZIP_STORED and not info.flag_bits & 1:
            return _Section.of(path, info)
        out = tempfile.TemporaryFile()  # noqa: SIM115 (whoever reads it closes it)
        with _zip(path).open(info) as content:
            spool.copy(content, out, info.compress_size)
        return cast(BinaryIO, out)
    except _BROKEN as error:
        words = error.strerror if isinstance(error, OSError) else None
        raise ReadError(f"{path}!{entry}: {words or error}") from error


def _zip(path: Path) -> zipfile.ZipFile:
    found = path.stat()
    return _opened(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=4)  # its directory is read once, however many files lie in it
def _opened(path: Path, written: int, size: int) -> zipfile.ZipFile:  # noqa: ARG001 (part of the key)
    return zipfile.ZipFile(path)


class _Section(io.RawIOBase):
    """A stretch of a file, as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file = file
        self._start = start
        self._size = size
        self._at = 0

    @classmethod
    def of(cls, path: Path, info: zipfile.ZipInfo) -> BinaryIO:
        """An entry of a zip file that is stored as it is."""
        file = path.open("rb")
        file.seek(info.header_offset)
        name, extra = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        start = info.header_offset + _LOCAL_HEADER.size + name + extra
        return cast(BinaryIO, cls(file, start, info.file_size))

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def read(self, size: int = -1) -> bytes:
        left = max(0, self._size - self._at)
        self._file.seek(self._start + self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data

    def close(self) -> None:
        self._file.close()
        super().close()

"""What a path holds: WARC files, alone, in folders or in WACZ files, and saved pages; in an order
of their own."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import BinaryIO, cast

from archive.article import ReadError
from archive.imports import files
from archive.warc.packing import UnpackError
from archive.warc.stream import MemberStream

_WARCS = (".warc", ".warc.gz", ".warc.open", ".warc.gz.open")
_TEXTS = (".wet", ".wet.gz")
_ZIP = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<26xHH")  # of a zip file: lengths of the name and of the extra field
_HEAD_BYTES = 1 << 16


class SourceKind(IntEnum):
    """What a source is; sources are read in this order, so that their order on the command line
    does not matter."""

    CAPTURES = 0  # WARC records with pages in them
    PAGE = 1  # a saved page or text dump, which only has the date of its file
    TEXTS = 2  # WARC records with the text that another program made of pages (WET)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    path: Path
    form: SourceKind
    entry: str | None = None  #: the file inside a WACZ file; None = the file itself

    @property
    def name(self) -> str:
        """As captures name it: without its folder, and with the entry of a WACZ file."""
        return f"{self.path.name}!{self.entry}" if self.entry else self.path.name

    def __str__(self) -> str:
        return f"{self.path}!{self.entry}" if self.entry else str(self.path)


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """What tells one file from another of the same name."""

    size: int  #: bytes
    written: int  #: when it was last written, in nanoseconds since 1970
    head: str  #: of the first 64 KiB: the first 16 hex digits of their SHA-256


def find(paths: Iterable[Path]) -> list[Source]:
    """Every file to read below these paths, once each; a path that is a file is read whatever its
    name."""
    found: dict[tuple[Path, str | None], Source] = {}
    for path in paths:
        for source in _in_folder(path) if path.is_dir() else _of_file(path):
            found.setdefault((source.path.resolve(), source.entry), source)
    return sorted(found.values(), key=lambda source: (source.form, source.name, str(source)))


def open_raw(source: Source) -> BinaryIO:
    """The bytes of a source, to be read and sought in; `ReadError` where it cannot be opened."""
    try:
        if source.entry is None:
            return source.path.open("rb")
        return _Section.of(source.path, source.entry) or cast(
            BinaryIO, zipfile.ZipFile(source.path).open(source.entry)
        )
    except (
        OSError,
        KeyError,
        RuntimeError,
        struct.error,
        zipfile.BadZipFile,
    ) as error:  # RuntimeError: encrypted
        words = error.strerror if isinstance(error, OSError) else None
        raise ReadError(f"{source}: {words or error}") from error


def identify(source: Source, raw: BinaryIO) -> FileIdentity:
    """The identity of a source that is open."""
    size = raw.seek(0, 2)
    raw.seek(0)
    return FileIdentity(
        size, source.path.stat().st_mtime_ns, hashlib.sha256(raw.read(_HEAD_BYTES)).hexdigest()[:16]
    )


def holds_records(data: bytes) -> bool:
    """Whether a file that begins so is a WARC file."""
    try:
        return MemberStream(io.BytesIO(data)).at_record()
    except UnpackError:
        return False


def _in_folder(folder: Path) -> Iterator[Source]:
    for path in sorted(folder.rglob("*")):
        name = path.name.lower()
        if name.startswith(".") or not path.is_file():
            continue
        if name.endswith((*_WARCS, *_TEXTS, ".wacz")):
            yield from _of_file(path)
        elif name.endswith(files.SUFFIXES):
            yield Source(path, SourceKind.PAGE)


def _of_file(path: Path) -> Iterator[Source]:
    name = path.name.lower()
    start = _start(path)
    if name.endswith(".wacz") or start.startswith(_ZIP):
        yield from _in_wacz(path)
    elif name.endswith(_TEXTS):
        yield Source(path, SourceKind.TEXTS)
    elif name.endswith(_WARCS) or holds_records(start):
        yield Source(path, SourceKind.CAPTURES)
    else:
        yield Source(path, SourceKind.PAGE)


def _start(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError:
        return b""  # what is wrong shows when it is read


def _in_wacz(path: Path) -> Iterator[Source]:
    """The WARC files in a WACZ file; of a broken one whatever records can be found in its bytes."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(archive.namelist())
    except (OSError, zipfile.BadZipFile):
        yield Source(path, SourceKind.CAPTURES)
        return
    for name in names:
        if name.lower().endswith((*_WARCS, *_TEXTS)):
            yield Source(
                path,
                SourceKind.TEXTS if name.lower().endswith(_TEXTS) else SourceKind.CAPTURES,
                name,
            )


class _Section(io.RawIOBase):
    """A stretch of a file, as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size, self._at = file, start, size, 0

    @classmethod
    def of(cls, path: Path, entry: str) -> BinaryIO | None:
        """An entry of a zip file that is stored as it is; None = it is compressed."""
        with zipfile.ZipFile(path) as archive:
            info = archive.getinfo(entry)
        if info.compress_type != zipfile.ZIP_STORED:
            return None
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

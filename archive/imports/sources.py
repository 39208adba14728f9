"""What a path holds: WARC and ARC files, alone, in folders or in other files, and saved pages; in an
order of their own."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import BinaryIO

from archive.article import ReadError
from archive.imports import containers, files, spool
from archive.warc.packing import DICTIONARY_FRAME, UnpackError, beginning
from archive.warc.stream import MemberStream

_PACKED = ("", ".gz", ".zst", ".open", ".gz.open")
_WARCS = tuple(form + packed for form in (".warc", ".arc") for packed in _PACKED)
_TEXTS = tuple(form + packed for form in (".wet",) for packed in _PACKED)
_ZIPS = (".wacz", ".zip")
#: What a folder is also looked into for, or named and not read.
_OTHERS = (
    ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst", ".lz4", ".7z", ".rar", ".lz", ".warc.bz2",
    ".warc.xz", ".warc.br", ".arc.bz2", ".arc.xz", ".warc.gz.gz",
)  # fmt: skip
_INDEXES = (
    ".cdx",
    ".cdxj",
    ".cdx.gz",
    ".cdxj.gz",
    ".cdx.zst",
    ".cdxj.zst",
    ".idx",
    ".wat",
    ".wat.gz",
)
_DEEPEST = 4  # files in files in files
_ESCAPED = re.compile(rb"\\x([89a-f][0-9a-f])")
_START_BYTES, _HEAD_BYTES = 1 << 12, 1 << 16


class SourceKind(IntEnum):
    """What a source is; sources are read in this order, so that their order on the command line
    does not matter."""

    CAPTURES = 0  # records with pages in them
    PAGE = 1  # a saved page or text dump, which only has the date of its file
    TEXTS = 2  # WARC records with the text that another program made of pages (WET)
    UNREAD = 3  # something that is not read


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read."""

    path: Path
    form: SourceKind
    entry: str | None = None  #: the file inside a WACZ file; None = the file itself
    why: str = ""  #: of what is not read: why not

    @property
    def name(self) -> str:
        """As captures name it: without its folder, and with the entry of a WACZ file."""
        return f"{self.path.name}!{self.entry}" if self.entry else self.path.name

    def __str__(self) -> str:
        origin = spool.origin_of(self.path)
        return f"{origin}!{self.entry}" if self.entry else str(origin)


@dataclass(frozen=True, slots=True)
class FileIdentity:
    """What tells one file from another of the same name."""

    size: int  #: bytes
    written: int  #: when it was last written, in nanoseconds since 1970
    head: str  #: of the first 64 KiB: the first 16 hex digits of their SHA-256


def find(paths: Iterable[Path]) -> list[Source]:
    """Every file to read below these paths, once each, and what is not read; a path that is a file
    is looked at whatever its name."""
    found: dict[tuple[Path, str | None], Source] = {}
    for path in paths:
        for source in _in_folder(path) if path.is_dir() else _of_file(path):
            found.setdefault((source.path.resolve(), source.entry), source)
    return sorted(found.values(), key=lambda source: (source.form, source.name, str(source)))


def noted(path: str, file: str) -> Source:
    """The source of captures by what the database says of it: where it lay, and its name with that
    of the entry of a WACZ file; unpacked again where it lies in another."""
    there = on_disk(path)
    outer, mark, _ = there.name.partition("!")
    if mark and spool.copy_of(there) == there:
        _unpack(there.with_name(outer))
    entry = file.partition(".wacz!")[2]
    return Source(spool.copy_of(there), SourceKind.CAPTURES, entry or None)


@cache
def _unpack(path: Path) -> None:
    """Have a copy of everything in a file that holds others."""
    for _source in _of_file(path):
        pass


def in_utf8(name: str) -> str:
    """The name of a file as the database keeps it: bytes that are no UTF-8 as `\\xe9`."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def on_disk(name: str) -> Path:
    """The file that is meant by a name from `in_utf8`."""
    path = Path(name)
    if path.exists():
        return path
    escaped = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), name.encode())
    return Path(os.fsdecode(escaped))


def open_raw(source: Source) -> BinaryIO:
    """The bytes of a source, to be read and sought in; `ReadError` where it cannot be opened."""
    if source.entry is not None:
        return containers.open_in_zip(source.path, source.entry)
    try:
        return source.path.open("rb")
    except OSError as error:
        raise ReadError(f"{source}: {error.strerror or error}") from error


def identify(source: Source, raw: BinaryIO) -> FileIdentity:
    """The identity of a source that is open."""
    size = raw.seek(0, 2)
    raw.seek(0)
    return FileIdentity(
        size, source.path.stat().st_mtime_ns, hashlib.sha256(raw.read(_HEAD_BYTES)).hexdigest()[:16]
    )


def holds_records(data: bytes) -> bool:
    """True where a file that begins like this is a WARC or ARC file."""
    if data.startswith(DICTIONARY_FRAME):
        return True
    try:
        return MemberStream(io.BytesIO(data)).at_record()
    except UnpackError:
        return False


def _in_folder(folder: Path) -> Iterator[Source]:
    empty = True
    for path in sorted(folder.rglob("*")):
        name = path.name.lower()
        if name.startswith(".") or not path.is_file():
            continue
        if name.endswith((*_WARCS, *_TEXTS, *_ZIPS, *_OTHERS, *_INDEXES, *files.SUFFIXES)):
            empty = False
            yield from _of_file(path, in_folder=True)
    if empty:
        yield _unread(folder, "holds no WARC or ARC file, saved page or text dump")


def _of_file(path: Path, depth: int = 0, *, in_folder: bool = False) -> Iterator[Source]:
    try:
        yield from _sources(path, depth, in_folder=in_folder)
    except (OSError, ReadError) as error:
        words = error.strerror if isinstance(error, OSError) else None
        yield _unread(path, words or str(error).removeprefix(f"{path}: "))


def _sources(path: Path, depth: int, *, in_folder: bool) -> Iterator[Source]:
    mode = path.stat().st_mode
    if stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode):
        path = _from_pipe(path)
    elif not stat.S_ISREG(mode):
        yield _unread(path, "neither a file nor a folder nor a pipe")
        return
    with path.open("rb") as file:
        start = file.read(_START_BYTES)
    name = path.name.lower()
    why = _why_not_read(name, start, depth)
    if why:
        yield _unread(path, f"{why}: not read")
    elif start.startswith(containers.ZIP) or name.endswith(".wacz"):
        yield from _in_zip(path, depth)
    elif containers.is_tar(start):
        yield from _in_tar(path, depth)
    elif name.endswith(_TEXTS):
        yield Source(path, SourceKind.TEXTS)
    elif holds_records(start):
        yield Source(path, SourceKind.CAPTURES)
    elif _is_packed_archive(name, start):
        yield from _unpacked(path, start, depth)
    elif name.endswith((*_WARCS, *(_OTHERS if in_folder else ()))):
        yield Source(path, SourceKind.CAPTURES)
    else:
        yield Source(path, SourceKind.PAGE)


def _why_not_read(name: str, start: bytes, depth: int) -> str:
    """The kind of a file that is not read; "" = it is read."""
    if depth > _DEEPEST:
        return f"a file in more than {_DEEPEST} others"
    if name.endswith(_INDEXES):
        return "an index or a list of links, which holds no pages"
    return containers.why_not_read(start)


def _unread(path: Path, why: str) -> Source:
    return Source(path, SourceKind.UNREAD, why=why)


def _from_pipe(path: Path) -> Path:
    """A copy of what comes from a pipe, which can be read only once."""
    with path.open("rb") as pipe:
        return spool.keep(pipe, path.name, path, None, None)


def _is_packed_archive(name: str, start: bytes) -> bool:
    """True for a packed file that is no page and has to be unpacked to see what it is; pages are
    unpacked where they are read."""
    if containers.unpacker_of(start) is None or name.endswith(files.SUFFIXES):
        return False
    begins = beginning(start, 1024)
    if begins == start[:1024]:
        return True  # bzip2 or xz: nothing tells what is in it
    return containers.is_tar(begins) or containers.unpacker_of(begins) is not None


def _unpacked(path: Path, start: bytes, depth: int) -> Iterator[Source]:
    opens = containers.unpacker_of(start)
    if opens:
        yield from _of_file(containers.unpacked(path, opens), depth + 1, in_folder=True)


def _in_tar(path: Path, depth: int) -> Iterator[Source]:
    empty = True
    for entry in containers.in_tar(path):
        if entry.name.lower().endswith((*_WARCS, *_TEXTS, *_ZIPS, *_OTHERS, *files.SUFFIXES)):
            empty = False
            yield from _of_file(entry, depth + 1, in_folder=True)
    if empty:
        yield _unread(path, "a tar archive without a WARC file, saved page or text dump")


def _in_zip(path: Path, depth: int) -> Iterator[Source]:
    """The WARC files in a WACZ file, else the pages in a zip archive; of a broken one whatever
    records can be found in its bytes."""
    names = containers.names_in_zip(path)
    if names is None:
        yield Source(path, SourceKind.CAPTURES)
        return
    warcs = [name for name in names if name.lower().endswith((*_WARCS, *_TEXTS))]
    for name in warcs:
        is_text = name.lower().endswith(_TEXTS)
        yield Source(path, SourceKind.TEXTS if is_text else SourceKind.CAPTURES, name)
    others = [name for name in names if name.lower().endswith((*_ZIPS, *_OTHERS))]
    if not warcs and not path.name.lower().endswith(".wacz"):
        others += [name for name in names if name.lower().endswith(files.SUFFIXES)]
    for name in others:
        yield from _of_file(containers.from_zip(path, name), depth + 1, in_folder=True)
    if not warcs and not others:
        yield _unread(path, "holds no WARC file, saved page or text dump")

"""Copies of what can only be read once, or not from the middle: pipes, and files in packings that
archives are not read in. They are gone when the program ends."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import IO

from archive.article import ReadError

_STEP = 1 << 20
#: What unpacks to more than so many bytes, and so many times its size, is a bomb.
_BOMB_BYTES, _BOMB_RATIO = 1 << 28, 500

_ORIGINS: dict[Path, Path] = {}  # of each copy
_COPIES: dict[Path, Path] = {}  # by their origins


def copy(source: IO[bytes], out: IO[bytes], packed_bytes: int | None) -> None:
    """Copy to the end; `packed_bytes` is the size of what is being unpacked, None = it is not
    packed. `ReadError` for a bomb."""
    size = 0
    while data := source.read(_STEP):
        size += len(data)
        if packed_bytes is not None and size > max(_BOMB_BYTES, _BOMB_RATIO * packed_bytes):
            raise ReadError(f"unpacks to over {_BOMB_RATIO} times its size")
        out.write(data)


def keep(
    source: IO[bytes], name: str, within: Path, written: float | None, packed_bytes: int | None
) -> Path:
    """A file of this name with everything in a stream; `within` is what the stream comes from,
    `written` its date, None = now."""
    folder = Path(tempfile.mkdtemp(dir=_folder().name))
    path = folder / (name.replace("/", "_") or "pipe")
    origin = origin_of(within).with_name(path.name)
    _ORIGINS[path] = origin
    _COPIES[origin.absolute()] = path
    with path.open("wb") as out:
        copy(source, out, packed_bytes)
    if written is not None:
        os.utime(path, (written, written))
    return path


def origin_of(path: Path) -> Path:
    """Where the bytes of a file lie that may be a copy: day.tar!story.warc is in day.tar."""
    return _ORIGINS.get(path, path)


def copy_of(origin: Path) -> Path:
    """The copy of what lies there; the path itself where there is none."""
    return _COPIES.get(origin.absolute(), origin)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="arsip-")

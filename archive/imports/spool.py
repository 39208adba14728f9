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


def copy(source: IO[bytes], out: IO[bytes], packed_bytes: int | None) -> None:
    """Copy to the end; `packed_bytes` is the size of what is being unpacked, None = it is not
    packed. `ReadError` for a bomb."""
    size = 0
    while data := source.read(_STEP):
        size += len(data)
        if packed_bytes is not None and size > max(_BOMB_BYTES, _BOMB_RATIO * packed_bytes):
            raise ReadError(f"unpacks to over {_BOMB_RATIO} times its size")
        out.write(data)


def keep(source: IO[bytes], name: str, written: float | None, packed_bytes: int | None) -> Path:
    """A file of this name with everything in a stream; `written` is its date, None = now."""
    folder = Path(tempfile.mkdtemp(dir=_folder().name))
    path = folder / (name.replace("/", "_") or "pipe")
    with path.open("wb") as out:
        copy(source, out, packed_bytes)
    if written is not None:
        os.utime(path, (written, written))
    return path


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="arsip-")

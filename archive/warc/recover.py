"""What a crash leaves behind: files still named `.open`, the last of their records perhaps cut."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.warc.captures import records
from archive.warc.record import Damage, WarcError
from archive.warc.write import OPEN


@dataclass(frozen=True, slots=True)
class Recovered:
    """A file that an earlier run left open, now under its final name."""

    file: str
    trimmed: Damage | None  #: what was cut off, up to the end of the file; None = all was whole


def recover(folder: Path, skip: Callable[[Path], bool] = lambda _: False) -> Iterator[Recovered]:
    """Trim and rename the files that no process is writing any more; a file without one whole
    record is removed. Those to `skip` are left alone."""
    for path in sorted(folder.glob(f"*.warc.gz{OPEN}")):
        if skip(path):
            continue
        try:
            recovered = _recovered(path)
        except OSError as error:
            step = "make room or give write permission, then run the same command"
            raise WarcError(f"{path}: {error.strerror}; {step}") from error
        if recovered:
            yield recovered


def trim(path: Path) -> int:
    """Cut a file that a crash has left, or that is a copy of one which is being written, at its
    first damage; gives the number of bytes that it has then."""
    with path.open("r+b") as file:
        _trim(file, path)
        return os.fstat(file.fileno()).st_size


def growing(path: Path) -> bool:
    """True while another process is writing the file."""
    with path.open("rb") as file:
        return not _alone(file, fcntl.LOCK_SH)


def _recovered(path: Path) -> Recovered | None:
    with path.open("r+b") as file:
        if not _alone(file):
            return None
        damage = _trim(file, path)
        if os.fstat(file.fileno()).st_size == 0:
            path.unlink()
            return None
        final = path.rename(path.with_name(path.name.removesuffix(OPEN)))
    return Recovered(final.name, damage)


def _trim(file: BinaryIO, path: Path) -> Damage | None:
    """Cut a file at its first damage, where the crash was: what looks like a record behind it may
    lie in the bytes of a page, and no row speaks of what was not forced to disk."""
    damage = next((found for found in records(path) if isinstance(found, Damage)), None)
    if damage is None:
        return None
    length = os.fstat(file.fileno()).st_size - damage.offset
    file.truncate(damage.offset)
    os.fsync(file.fileno())
    return Damage(damage.offset, length, damage.what, tail=True)


def _alone(file: BinaryIO, lock: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(file, lock | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

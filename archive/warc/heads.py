"""The head of a record or of a response: its lines as names and values."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: The end of a head: an empty line, whatever ends the lines.
END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")  # not `splitlines`: a value may hold what Unicode takes for one


def split(block: bytes) -> tuple[bytes, bytes]:
    """A head with its empty line, and what follows; without such a line everything is head."""
    end = END.search(block)
    if end is None:
        return block, b""
    return block[: end.end()], block[end.end() :]


def lines(head: bytes) -> list[bytes]:
    """The lines of a head without their ends, folded ones joined by a space."""
    found: list[bytes] = []
    for line in _LINE_END.split(head):
        if line[:1] in (b" ", b"\t") and len(found) > 1:  # the first line is no header
            found[-1] = found[-1].rstrip() + b" " + line.strip()
        elif line:
            found.append(line)
    return found


def fields(head_lines: list[bytes], encoding: str) -> Iterator[tuple[str, str]]:
    """The names and values of header lines, in order; what has no colon is left out."""
    for line in head_lines:
        name, colon, value = line.decode(encoding, "replace").partition(":")
        if colon and name.strip():
            yield name.strip(), value.strip()

"""Standard input, output and error: results on output, all else on error, nothing that a terminal
would obey.

Addresses, titles and file names are written by others, and may hold what moves a cursor, renames a
window or turns a line round. `main` puts a `SafeStream` in the place of both streams, so that
whatever writes there (a command, click, a log, a warning) passes `escaped`.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, BinaryIO, TextIO, cast

#: What a shell reports of a program that SIGPIPE ends: who reads the output has gone.
PIPE_CLOSED = 128 + 13

# C0 but for tab and newline, DEL, C1, the ends of line of Unicode, the controls of writing
# direction (Unicode's Bidi_Control), and halves of surrogate pairs.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_ERASE_LINE = "\r\033[K"
_PLAIN = "\033[0m"
_BOLD = "\033[1m"
_YELLOW = "\033[33m"


class OutputError(Exception):
    """Standard output cannot be written; the text says why."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror or str(error))
        self.closed = error.errno == errno.EPIPE  #: who reads it has gone, which is no fault


@dataclass(frozen=True, slots=True)
class Styled:
    """A text that stands out on a terminal."""

    text: str
    style: str  #: the sequences that switch it on


def bold(text: str) -> Styled:
    """A text in bold."""
    return Styled(text, _BOLD)


def highlighted(text: str) -> Styled:
    """A text that was searched for."""
    return Styled(text, _YELLOW + _BOLD)


def escaped(text: str) -> str:
    """The text with every sign that a terminal would obey written as in Python: "\\x1b[31m".

    Bytes of a file name that are not UTF-8 are written as they are stored: "caf\\xe9.html".
    """
    return _UNSAFE.sub(_escape, text)


def one_line(text: str) -> str:
    """The text escaped, on one line."""
    return escaped(text).replace("\n", "\\n")


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:  # a byte that the file system gave
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class SafeStream:
    """A text stream whose writes are escaped.

    A stream that is not `needed` may fail: work goes on where nobody can be told of it. One that
    is raises `OutputError`. There is no `buffer`, so that nothing passes it by.
    """

    def __init__(self, stream: TextIO | None, *, needed: bool) -> None:
        self._stream = stream
        self._needed = needed
        self.encoding = getattr(stream, "encoding", None) or "utf-8"
        self.errors = "backslashreplace"

    def write(self, text: str | bytes) -> int:
        """Write the text, escaped; for an empty one not even a flush, which a full disk refuses.

        click writes bytes when a shell completes a word, and asks with empty ones whether this is
        a stream of bytes, which it is not.
        """
        if text == b"":
            raise TypeError("a stream of text")
        shown = escaped(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
        if shown:
            self._write(shown)
        return len(text)

    def write_styled(self, parts: Iterable[str | Styled]) -> None:
        """Write one line of parts."""
        shown = [self._part(part) for part in parts]
        self._write("".join(shown) + "\n")

    def renew(self, text: str, width: int) -> None:
        """Write the text, cut to the width, in the place of the line on which the cursor stands."""
        self._write(_ERASE_LINE + one_line(text)[: width - 1])

    def flush(self) -> None:
        """Hand on what was written as bytes; the lines are handed on already."""
        if self._stream is None:
            return
        with self._errors():
            self._stream.flush()

    def isatty(self) -> bool:
        """True for a terminal."""
        return self._stream is not None and self._stream.isatty()

    def fileno(self) -> int:
        """The descriptor below it."""
        if self._stream is None:
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return self._stream.fileno()

    def write_bytes(self, data: bytes) -> None:
        """Write data as it is: a file of its own, not lines to read."""
        with self._errors():
            if self._stream is None:
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            self._stream.buffer.write(data)

    @property
    def holds_unicode(self) -> bool:
        """True where every character can be written."""
        return self.encoding.lower().replace("-", "").startswith("utf")

    def _part(self, part: str | Styled) -> str:
        if isinstance(part, str):
            return one_line(part)
        coloured = self.isatty() and "NO_COLOR" not in os.environ
        text = one_line(part.text)
        return f"{part.style}{text}{_PLAIN}" if coloured else text

    def _write(self, text: str) -> None:
        if not self.holds_unicode:
            text = text.encode(self.encoding, "backslashreplace").decode(self.encoding)
        with self._errors():
            if self._stream is None:
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            self._stream.write(text)
            self._stream.flush()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._drop()
            if self._needed:
                raise OutputError(error) from error

    def _drop(self) -> None:
        """Send what is still to be written nowhere, lest the program fail as it ends."""
        if self._stream is None:
            return
        with suppress(OSError, ValueError):  # such as a stream of a test, without a descriptor
            number = self._stream.fileno()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)


@contextmanager
def safe_streams() -> Iterator[None]:
    """Inside the block everything that is written to standard output and error is escaped."""
    _fill_descriptors()
    output, error = sys.stdout, sys.stderr
    sys.stdout = cast("TextIO", SafeStream(output, needed=True))
    sys.stderr = cast("TextIO", SafeStream(error, needed=False))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = output, error


def _fill_descriptors() -> None:
    """Have descriptors that were closed when the program began lead nowhere: otherwise the next
    file that is opened, such as a WARC file, would get one, and messages could be written into
    it."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest that is free: this one


def standard_output() -> SafeStream:
    """The stream for results."""
    return _safe(sys.stdout, needed=True)


def standard_error() -> SafeStream:
    """The stream for everything else."""
    return _safe(sys.stderr, needed=False)


def _safe(stream: Any, *, needed: bool) -> SafeStream:
    return stream if isinstance(stream, SafeStream) else SafeStream(stream, needed=needed)


def standard_input() -> BinaryIO:
    """The stream that brings a page from a pipe."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), "standard input")
    return sys.stdin.buffer


def result(*parts: str | Styled) -> None:
    """Write a line of a result."""
    standard_output().write_styled(parts)


def notice(text: str) -> None:
    """Write a line about what happens: an error, a warning, how far a command has come."""
    standard_error().write_styled([text])


class JsonForm(StrEnum):
    """How a result is written as JSON."""

    DOCUMENT = "document"  # one, indented
    LINES = "lines"  # one object a line


def write_json(value: Any, form: JsonForm) -> None:
    """Write one thing."""
    standard_output().write(f"{_json(value, form)}\n")


def write_json_list(values: Iterable[Any], form: JsonForm) -> None:
    """Write several things: an array, or a line each."""
    if form == JsonForm.LINES:
        for value in values:
            write_json(value, form)
        return
    out = standard_output()
    before = "["
    for value in values:
        out.write(f"{before}\n{textwrap.indent(_json(value, form), '  ')}")
        before = ","
    out.write("[]\n" if before == "[" else "\n]\n")


def _json(value: Any, form: JsonForm) -> str:
    """JSON in which what a terminal would obey is written as JSON writes it, so that nothing of it
    is lost."""
    indent = 2 if form == JsonForm.DOCUMENT else None
    ascii_only = not standard_output().holds_unicode
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)

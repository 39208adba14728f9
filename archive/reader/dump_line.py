"""A line of a text dump, and what its words and neighbours show of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.reader.text import ENDS

_ENDS = (*ENDS, ":", ";", "：", "；", "؛")
#: Signs of scripts that put no spaces between words, and of Thai and its neighbours, which end no
#: sentence with a sign either.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_WITHOUT_STOPS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]$")
_PHOTO = re.compile(r"[(\[]\s*(?:foto|photo)\s*[:/][^()\[\]]{1,80}[)\]][\s.]*$", re.IGNORECASE)
_LONG = 60  # characters: from here on a sentence is running text, not a menu entry or a label
_OPEN_END = 120  # characters: such a line is running text also where its last sign was left out


def is_sentence(line: str) -> bool:
    """True for text that ends as a sentence does, or that is long in a script without stops."""
    if line.endswith(_ENDS):
        return True
    return len(line) >= _LONG and _WITHOUT_STOPS.search(line) is not None


def goes_on(line: DumpLine) -> bool:
    """True for a line that is running text where it follows such."""
    if is_sentence(line.text):
        return True
    return _width(line.text) >= _OPEN_END and not line.is_caption


def shows_photo(text: str) -> bool:
    """True where the text ends with the credit of a photo in brackets."""
    return _PHOTO.search(text) is not None


def _width(line: str) -> int:
    """How long a line is in letters of a script with spaces: a Chinese sign says as much as three."""
    return len(line) + 2 * len(_UNSPACED.findall(line))


@dataclass(frozen=True, slots=True)
class DumpLine:
    """A line that may belong to the record."""

    number: int
    text: str
    doubled: bool  # it stands twice in a row: a caption, once as `alt` and once as itself
    beside_frame: bool  # the line before or after it is of the frame

    @property
    def is_caption(self) -> bool:
        """True for a line that stands twice or ends with the credit of a photo."""
        return self.doubled or shows_photo(self.text)

    @property
    def is_running(self) -> bool:
        """True for a line that is running text wherever it stands."""
        return _width(self.text) >= _LONG and is_sentence(self.text) and not self.is_caption

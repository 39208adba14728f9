"""A line of a text dump, and what its words and neighbours show of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.reader.text import closes, ends_sentence, ends_without_stop, width

_PAUSES = (":", ";", "：", "；", "؛", "፤")
_PHOTO = re.compile(r"[(\[]\s*(?:foto|photo)\s*[:/][^()\[\]]{1,80}[)\]][\s.]*$", re.IGNORECASE)
_LONG = 60  # characters: from here on a sentence is running text, not a menu entry or a label
_OPEN_END = 120  # characters: such a line is running text also where its last sign was left out


def is_sentence(line: str) -> bool:
    """True for text that ends as a sentence or a quotation does, or that is long in a script without
    stops."""
    if ends_sentence(line) or closes(line) or line.endswith(_PAUSES):
        return True
    return len(line) >= _LONG and ends_without_stop(line)


def goes_on(line: DumpLine) -> bool:
    """True for a line that is running text where it follows such."""
    if is_sentence(line.text):
        return True
    return width(line.text) >= _OPEN_END and not line.is_caption


def shows_photo(text: str) -> bool:
    """True where the text ends with the credit of a photo in brackets."""
    return _PHOTO.search(text) is not None


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
        if self.is_caption or not is_sentence(self.text):
            return False
        if closes(self.text) and not ends_sentence(self.text):
            return width(self.text) >= _OPEN_END  # a shorter one can be a title with a quotation
        return width(self.text) >= _LONG

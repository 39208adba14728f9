"""The title of a text dump: which of its lines it is, and where the running text begins."""

from __future__ import annotations

import re

from archive.reader import edges
from archive.reader.dump_line import DumpLine, shows_photo
from archive.reader.text import asks, closes, ends_sentence, is_unspaced, width

_HEADLINE = 150  # characters: a longer line is no title
_SHORTEST = 8  # characters of a title: a shorter line is a label

_DATE_LINE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}.*|"
    r"(?:\w+,\s*)?\d{1,2}\s+\w{3,9}\s+\d{4}(?:[\s,]+\d{1,2}[:.]\d{2}.*)?|\w{3,9}\s+\d{1,2},\s+\d{4}.*"
)


def beginning(lines: list[DumpLine]) -> tuple[int | None, int | None]:
    """Where the title stands, and where running text begins (None = there is none).

    A title that stands again further down is the page's heading: menus lie between the two.
    """
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if _could_be_title(line.text):
            places.setdefault(line.text, []).append(index)
    heading: list[int] = []
    for at in places.values():
        if not heading and len(at) > 1 and _apart(at, lines):
            heading = at
    after = heading[1] if heading else 0
    running = [index for index in range(after, len(lines)) if lines[index].is_running]
    if not running:
        return None, None
    begin = running[0]
    if heading:
        return heading[0], begin
    if _first_is_title(begin, running, lines):
        return begin, running[1]
    return _title_before(begin, lines), begin


def _first_is_title(begin: int, running: list[int], lines: list[DumpLine]) -> bool:
    """True where the first running text is the title, as nothing before it could be: it is a
    question, or words of a script without stops below no line at all."""
    first = lines[begin].text
    if len(running) == 1 or len(first) > _HEADLINE or not _could_be_title(first):
        return False
    if any(_is_free(line) and _could_be_title(line.text) for line in lines[:begin]):
        return False
    return asks(first) or _title_before(begin, lines) is None


def _title_before(begin: int, lines: list[DumpLine]) -> int | None:
    """Where the title stands that does not stand again: it is the last before the text that is long
    enough for one, else the last of the short ones; None = nowhere."""
    places = [at for at in range(begin) if _is_free(lines[at])]
    long = [at for at in places if _could_be_title(lines[at].text)]
    short = [at for at in places if width(lines[at].text) >= _SHORTEST]
    return next(iter(long[-1:] or short[-1:]), None)


def _is_free(line: DumpLine) -> bool:
    """True for a line that is no caption, date or byline."""
    return not line.is_caption and not _names_no_title(line.text)


def _apart(at: list[int], lines: list[DumpLine]) -> bool:
    return lines[at[1]].number - lines[at[0]].number > 1 and not lines[at[0]].doubled


def _could_be_title(line: str) -> bool:
    if width(line) < 15 or _is_closed(line) or _names_no_title(line):
        return False
    return is_unspaced(line) or len(line.split()) >= 3


def _is_closed(line: str) -> bool:
    """True for a line that ends as a statement does, without a question or a quotation."""
    if asks(line) or closes(line) or line.endswith("…"):
        return False
    return ends_sentence(line) or line.endswith(":")


def _names_no_title(line: str) -> bool:
    if _DATE_LINE.fullmatch(line) or shows_photo(line):
        return True
    return edges.names_in(line) != ()

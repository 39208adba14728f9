"""The title of a text dump: which of its lines it is, and where the running text begins."""

from __future__ import annotations

import re

from archive.reader import edges
from archive.reader.dump_line import DumpLine, shows_photo

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
    if len(running) > 1 and _asks(lines[begin]) and all(at[0] >= begin for at in places.values()):
        return begin, running[1]
    return _title_before(begin, lines, places), begin


def _asks(line: DumpLine) -> bool:
    """True for one question alone, which where nothing could be a title before it is the title."""
    return (
        line.text.endswith(("?", "؟", "？"))
        and len(line.text) <= 150
        and _could_be_title(line.text)
    )


def _title_before(begin: int, lines: list[DumpLine], places: dict[str, list[int]]) -> int | None:
    """Where the title stands that does not stand again; None = nowhere."""
    for at in places.values():
        if at[0] < begin and not lines[at[0]].doubled:
            return at[0]
    # a short title, where nothing else stands before the text
    rest = [
        at
        for at in range(begin)
        if not lines[at].is_caption and not _names_no_title(lines[at].text)
    ]
    return rest[0] if len(rest) == 1 else None


def _apart(at: list[int], lines: list[DumpLine]) -> bool:
    return lines[at[1]].number - lines[at[0]].number > 1 and not lines[at[0]].doubled


def _could_be_title(line: str) -> bool:
    return (
        len(line) >= 15
        and len(line.split()) >= 3
        and not line.endswith((".", ":"))
        and not _names_no_title(line)
    )


def _names_no_title(line: str) -> bool:
    if _DATE_LINE.fullmatch(line) or shows_photo(line):
        return True
    return edges.names_in(line) != ()

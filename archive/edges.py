"""The edges of a body: byline and dateline that open it, credit lines and initials that close it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive import words
from archive.article import Block, BlockKind, Initials
from archive.text import dateline, split_dateline, split_initials

_NAME = r"[^\W\d_a-z][\w.'’-]*"
_NAME_LINE = re.compile(rf"(?i:{words.BY.pattern})(?P<names>{_NAME}(?:[\s,]+(?:dan|and|&|{_NAME}))*)")


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A body without its edges, and what they were."""

    blocks: tuple[Block, ...]
    opening: int  #: how many blocks were removed before the first that is left
    byline: tuple[str, ...]  #: names in a line of its own at the top
    dateline: str | None
    initials: tuple[Initials, ...]


def trim(blocks: Sequence[Block], given_dateline: str = "") -> Trimmed:
    """The body without its edges; `given_dateline` is one that stands apart from it ("" = none)."""
    kept = list(blocks)
    initials = _close(kept)
    byline = _open(kept)
    place = dateline(given_dateline)
    if place is None and kept and kept[0].kind is BlockKind.PARAGRAPH:
        found, rest = split_dateline(kept[0].text)
        if found and rest:
            place = found
            kept[0] = Block(kept[0].kind, rest)
    return Trimmed(tuple(kept), 1 if byline else 0, byline, place, initials)


def _close(blocks: list[Block]) -> tuple[Initials, ...]:
    """Removes credit lines and initials from the end, in whatever order they stand there."""
    initials: tuple[Initials, ...] = ()
    while blocks:
        last = blocks[-1]
        rest, found = split_initials(last.text) if not initials else (last.text, ())
        if found:
            initials = found
            blocks[-1:] = [Block(last.kind, rest)] if rest else []
        elif len(blocks) > 1 and is_credit_line(last.text):
            blocks.pop()
        else:
            break
    return initials


def is_credit_line(text: str) -> bool:
    """Whether a paragraph only says whose material went into the report."""
    return len(text) < 300 and words.CONTRIBUTION.search(text) is not None


def _open(blocks: list[Block]) -> tuple[str, ...]:
    """Removes a line that only names the authors from the beginning."""
    match = _NAME_LINE.fullmatch(blocks[0].text) if len(blocks) > 1 and len(blocks[0].text) <= 80 else None
    if match is None:
        return ()
    blocks.pop(0)
    return tuple(filter(None, words.AND.split(match["names"])))

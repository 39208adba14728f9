"""The edges of a body: byline and dateline that open it, credit lines and initials that close
it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.article import Block, BlockKind, Initials
from archive.reader import agencies, lexicon
from archive.reader.text import dateline, split_dateline, split_initials

_NAME = r"[^\W\d_a-z][\w.'’-]*"
_NAME_LINE = re.compile(
    rf"(?i:{lexicon.BY.pattern})(?P<names>{_NAME}(?:[\s,]+(?:dan|and|&|{_NAME}))*)"
)


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A body without its edges, and what they were."""

    blocks: tuple[Block, ...]
    kept: tuple[int, ...]  #: where each of these stood in the body as given
    byline: tuple[str, ...]  #: names in a line of its own at the top
    dateline: str | None
    opening: str  #: the dateline as it was written: "WASHINGTON (AP) —"; "" = none
    initials: tuple[Initials, ...]
    credits: tuple[str, ...]  #: the credit lines that closed it


_Numbered = list[tuple[int, Block]]


def trim(blocks: Sequence[Block], given_dateline: str = "") -> Trimmed:
    """The body without its edges; `given_dateline` is one that stands apart from it ("" = none)."""
    kept = list(enumerate(blocks))
    initials, credits_ = _close(kept)
    byline = _open(kept)
    opening = given_dateline or _take_dateline(kept)
    left = tuple(block for _, block in kept)
    return Trimmed(
        left, tuple(at for at, _ in kept), byline, dateline(opening), opening, initials, credits_
    )


def _close(blocks: _Numbered) -> tuple[tuple[Initials, ...], tuple[str, ...]]:
    """Removes credit lines and initials from the end, in whatever order they stand there."""
    initials: tuple[Initials, ...] = ()
    credit_lines: list[str] = []
    while blocks:
        text = blocks[-1][1].text
        found: tuple[Initials, ...] = ()
        if not initials:
            found = _take_initials(blocks, len(blocks) - 1)
        if found:
            initials = found
        elif len(blocks) > 1 and is_credit_line(text):
            credit_lines.append(text)
            blocks.pop()
        else:
            break
    if not initials:
        initials = _take_earlier_initials(blocks)
    return initials, tuple(reversed(credit_lines))


_NOTES = 3  # paragraphs, such as where a report was broadcast, that can follow the initials


def _take_earlier_initials(blocks: _Numbered) -> tuple[Initials, ...]:
    """Removes initials that notes follow; only several of them are told apart from a word in
    brackets there."""
    last = len(blocks) - 1
    for at in range(last - 1, last - 1 - _NOTES, -1):
        if at >= 0 and len(split_initials(blocks[at][1].text)[1]) > 1:
            return _take_initials(blocks, at)
    return ()


def _take_initials(blocks: _Numbered, at: int) -> tuple[Initials, ...]:
    rest, found = split_initials(blocks[at][1].text)
    if found:
        _replace(blocks, at, rest)
    return found


def _replace(blocks: _Numbered, at: int, text: str) -> None:
    """Leaves only this text of a block; of none the block goes."""
    if text:
        number, block = blocks[at]
        blocks[at] = (number, Block(block.kind, text))
    else:
        del blocks[at]


def _take_dateline(blocks: _Numbered) -> str:
    """Removes the dateline from the first paragraph, or the first block that is nothing else."""
    if not blocks:
        return ""
    first = blocks[0][1]
    rest = split_dateline(first.text)[1]
    if rest == first.text:
        return ""
    if rest and first.kind is not BlockKind.PARAGRAPH:
        return ""
    if not rest and len(blocks) == 1:
        return ""
    _replace(blocks, 0, rest)
    return first.text[: len(first.text) - len(rest)].strip()


def is_credit_line(text: str) -> bool:
    """True for a paragraph that only says whose material went into the report."""
    if len(text) >= 300:
        return False
    if agencies.CONTRIBUTION.search(text):
        return True
    if not agencies.may_name(text):
        return False
    return agencies.is_signature(text) or agencies.is_mixed(text)


def closes(text: str) -> bool:
    """True for a line that closes a body and is no text of it: initials, or whose material it is."""
    return bool(split_initials(text)[1]) or is_credit_line(text)


def _open(blocks: _Numbered) -> tuple[str, ...]:
    """Removes a line that only names the authors, or the agency, from the beginning."""
    if len(blocks) < 2:
        return ()
    text = blocks[0][1].text
    names = names_in(text)
    if not names and agencies.may_name(text) and agencies.is_signature(text):
        names = (agencies.named(text) or text,)
    if names:
        blocks.pop(0)
    return names


def names_in(line: str) -> tuple[str, ...]:
    """The names in a line that only says who wrote: "Oleh Rio Tuasikal dan Nurhadi"; () = it is no
    such line."""
    if len(line) > 80:
        return ()
    match = _NAME_LINE.fullmatch(line)
    if match is None:
        return ()
    return tuple(filter(None, lexicon.AND.split(match["names"])))

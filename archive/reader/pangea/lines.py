"""Runs of inline text to lines: the text between two breaks, and which breaks end a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.reader.text import clean


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a run of inline text."""

    what: str
    href: str = ""  #: of a link that begins


BREAK = Mark("break")
STRONG = Mark("strong")
NO_STRONG = Mark("/strong")
NO_LINK = Mark("/link")

Run = Sequence[str | Mark]


@dataclass(frozen=True, slots=True)
class TextLine:
    """Text between two breaks."""

    text: str = ""
    outside: str = ""  #: what of it is in no link
    strong: bool = True  #: all of it is bold
    links: tuple[tuple[str, str], ...] = ()  #: address, text


_EMPTY = TextLine()


def has_words(run: Run) -> bool:
    """False where a run holds only white space and marks, as between most elements: it makes no
    line with a text."""
    return any(isinstance(part, str) and not part.isspace() for part in run)


def lines(run: Run) -> Iterator[TextLine]:
    """The lines between breaks; empty ones too, for they tell a soft break from a hard one."""
    parts: list[str] = []
    outside: list[str] = []
    links: list[tuple[str, list[str]]] = []
    strong = 0
    all_strong = True
    href: str | None = None
    for part in [*run, BREAK]:
        if isinstance(part, str):
            parts.append(part)
            if href is None:
                outside.append(part)
            else:
                links[-1][1].append(part)
            if strong <= 0 and not part.isspace():
                all_strong = False
        elif part is BREAK:
            yield _line(parts, outside, links, strong=all_strong)
            parts = []
            outside = []
            links = []
            all_strong = True
            if href is not None:  # a link that goes on behind the break
                links.append((href, []))
        elif part is STRONG:
            strong += 1
        elif part is NO_STRONG:
            strong -= 1
        elif part is NO_LINK:
            href = None
        else:
            href = part.href
            links.append((href, []))


def _line(
    parts: list[str], outside: list[str], links: list[tuple[str, list[str]]], *, strong: bool
) -> TextLine:
    text = clean("".join(parts))
    if not text:
        return _EMPTY
    if not links:
        return TextLine(text, text, strong)
    named = tuple((href.strip(), clean("".join(label))) for href, label in links)
    return TextLine(text, clean("".join(outside)), strong, named)


def joined(lines: Iterable[TextLine], *, always: bool) -> Iterator[TextLine]:
    """The lines, joined where a sentence runs across them: where a small letter follows a line that
    does not end a sentence."""
    held: TextLine | None = None
    for line in lines:
        if held is None:
            held = line if line.text else None
        elif not line.text:
            if not always:
                yield held
                held = None
        elif always or _runs_on(held.text, line.text):
            held = _both(held, line)
        else:
            yield held
            held = line
    if held:
        yield held


def _both(one: TextLine, other: TextLine) -> TextLine:
    return TextLine(
        text=f"{one.text} {other.text}",
        outside=f"{one.outside} {other.outside}".strip(),
        strong=one.strong and other.strong,
        links=one.links + other.links,
    )


def _runs_on(before: str, after: str) -> bool:
    return after[0].islower() and before[-1] not in '.!?:;…"”’»)]'

"""The sentences of tests/dates, with the dates that must come out of each.

A line there is `2023-02-08 | Lavrov tiba {hari Selasa (7/2)|2023-02-07}.`: the day of publication,
then the text, with each date between braces and its value behind a bar. A line that begins with "#" is
a heading. Other languages have folders of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

FOLDER = Path(__file__).parent / "dates"

_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A date in a text: where it stands, its words, and its value."""

    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence with its dates; `id` is "voa-003" for the third of voa.txt."""

    id: str
    published: datetime
    text: str
    marks: list[Mark]


def every(language: str = "id") -> list[Marked]:
    """The sentences of all files of a language; those of Indonesian lie in the folder itself."""
    folder = FOLDER if language == "id" else FOLDER / language
    sentences = []
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        marked = [line for line in lines if line and not line.startswith("#")]
        for number, line in enumerate(marked, 1):
            sentences.append(sentence(f"{path.stem}-{number:03d}", line))
    return sentences


def sentence(name: str, line: str) -> Marked:
    """What a marked line says."""
    day, _, marked = line.partition(" | ")
    text = ""
    marks = []
    end = 0
    for found in _MARK.finditer(marked):
        text += marked[end : found.start()]
        marks.append(Mark(len(text), len(text) + len(found[1]), found[1], found[2]))
        text += found[1]
        end = found.end()
    published = datetime.fromisoformat(f"{day}T09:00:00+07:00")
    return Marked(name, published, text + marked[end:], marks)


def unbraced(example: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its braces, and what stood between them."""
    spans = [
        (m.start() - 2 * i, m.end() - 2 * i - 2)
        for i, m in enumerate(re.finditer(r"\{.*?\}", example))
    ]
    return re.sub(r"[{}]", "", example), spans

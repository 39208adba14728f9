"""Sentences whose languages are marked, and what the reader makes of them.

python -m tests.language_sentences      the figures for each language
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.article import Passage
from archive.reader import languages

HERE = Path(__file__).parent
#: By these the rules and tables were made; the others were written afterwards, and changed none.
TUNED = HERE / "language_sentences_tuned.txt"
BLIND = HERE / "language_sentences_blind.txt"
_MARK = re.compile(r"\{(\w{2}):([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence on a page of one language."""

    page: str  #: the language of the page
    text: str
    passages: tuple[Passage, ...]  #: what is in another language


def sentences(file: Path) -> Iterator[Marked]:
    """The sentences of a file."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        page, marked = line.split("\t")
        text = ""
        passages = []
        last = 0
        for mark in _MARK.finditer(marked):
            text += marked[last : mark.start()]
            passages.append(Passage(0, len(text), len(text) + len(mark[2]), mark[1]))
            text += mark[2]
            last = mark.end()
        yield Marked(page, text + marked[last:], tuple(passages))


def agree(found: Passage, marked: Passage) -> bool:
    """True where both are in the same language and most of their letters are the same."""
    shared = min(found.end, marked.end) - max(found.start, marked.start)
    length = max(found.end, marked.end) - min(found.start, marked.start)
    return found.language == marked.language and shared >= 0.8 * length


@dataclass(slots=True)
class Figures:
    """How many passages are marked, found, and found as they are marked."""

    marked: int = 0
    found: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """Of what is found, the part that is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of what is marked, the part that is found."""
        return self.right / self.marked if self.marked else 1.0


def measured(given: Iterable[Marked]) -> tuple[Figures, dict[str, Figures], list[str]]:
    """The figures for all sentences and for each language, and a line for each that is wrong."""
    whole = Figures()
    single: dict[str, Figures] = {}
    wrong = []
    for sentence in given:
        found = languages.passages([sentence.text], sentence.page)
        right = Counter[str]()
        for passage in found:
            if any(agree(passage, marked) for marked in sentence.passages):
                right[passage.language] += 1
        for name in {passage.language for passage in (*found, *sentence.passages)}:
            for figures in (whole, single.setdefault(name, Figures())):
                figures.marked += sum(each.language == name for each in sentence.passages)
                figures.found += sum(each.language == name for each in found)
                figures.right += right[name]
        if right.total() != len(found) or len(found) != len(sentence.passages):
            said = [(each.language, sentence.text[each.start : each.end]) for each in found]
            wrong.append(f"{sentence.page}\t{said}\t{sentence.text}")
    return whole, single, wrong


if __name__ == "__main__":
    for part in (TUNED, BLIND):
        given = list(sentences(part))
        total, by_language, _ = measured(given)
        print(f"{part.name}: {len(given)} sentences, {total.marked} passages")
        for language, figures in [("all", total), *sorted(by_language.items())]:
            print(f"  {language:4} precision {figures.precision:.3f} recall {figures.recall:.3f}")

"""In which language a text is, and which of its words are in another: by words and scripts, rather no
answer than a wrong one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from archive.article import Block, Passage
from archive.reader.language_words import SCRIPTS, WORDS

_TABLES = {language: frozenset(words.split()) for language, words in WORDS.items()}

_ENGLISH = _TABLES["en"]
LEAST_WORDS = 6  #: so many words in another language are kept
_LEAST_OF_PAGE = 80  # characters from which the language of a page can be told
_MOST_OF_PAGE = 0.7  # of them must be in another language for the page to be in that one
# Letters of a script that puts no spaces between words that are as much as `LEAST_WORDS`.
_LEAST_LETTERS = 15

_WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
# A clause: what stands between the signs that end sentences, quotations and brackets.
_CLAUSE = re.compile(
    r"[^.!?…;:“”\"«»()\[\]—–。！？؟۔।]+(?:\.(?=\w)[^.!?…;:“”\"«»()\[\]—–。！？؟۔।]+)*"
)


def of_body(
    blocks: Sequence[Block], said: str | None
) -> tuple[str | None, tuple[Passage, ...], list[str]]:
    """The language of a body and its passages in others, as `told` says, with what is odd: a text in
    another language than its page or its site says."""
    language, found = told([block.text for block in blocks], said)
    if language == said:
        return said, found, []
    return language, found, [f"language-conflict: said to be {said}, and the text is {language}"]


def told(blocks: Sequence[str], said: str | None) -> tuple[str | None, tuple[Passage, ...]]:
    """The language that a text is in, and the runs of words in it that are in another one.

    It is the one that is `said`, save where most of the text is in another one beyond doubt; None =
    nothing is said, and so nothing is told.
    """
    if said is None:
        return None, ()
    found = passages(blocks, said)
    other = _most(blocks, found)
    if other is None:
        return said, found
    return other, passages(blocks, other)


def passages(blocks: Sequence[str], own: str) -> tuple[Passage, ...]:
    """The runs of at least `LEAST_WORDS` words of a text whose language is `own` that are in another
    one, in order."""
    if not _may_hold_others("\n".join(blocks), own):
        return ()
    return tuple(
        Passage(number, run.start, run.end, run.language)
        for number, block in enumerate(blocks)
        if _may_hold_others(block, own)
        for run in _runs(block, own)
    )


def _most(blocks: Sequence[str], found: Sequence[Passage]) -> str | None:
    """The language of the passages that most of a text lies in; None = it lies in none."""
    if not found:
        return None
    lengths: Counter[str] = Counter()
    for passage in found:
        lengths[passage.language] += passage.end - passage.start
    total = sum(map(len, blocks))
    language, length = lengths.most_common(1)[0]
    if total < _LEAST_OF_PAGE or length < _MOST_OF_PAGE * total:
        return None
    return language


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some clauses that follow each other."""

    start: int
    end: int
    language: str
    words: int


def _runs(block: str, own: str) -> Iterator[_Stretch]:
    """The runs of a block, each as long as its clauses go on in one language."""
    last: _Stretch | None = None
    for clause in _clauses(block, own):
        if last and _goes_on(last, clause):
            last = _Stretch(last.start, clause.end, last.language, last.words + clause.words)
        else:
            if last and last.language:
                yield last
            last = clause
    if last and last.language:
        yield last


def _goes_on(run: _Stretch, clause: _Stretch) -> bool:
    return run.language != "" and clause.language == run.language


def _clauses(block: str, own: str) -> Iterator[_Stretch]:
    """The clauses of a block with the language that each is in; "" = its own, or not known."""
    for match in _CLAUSE.finditer(block):
        text = match[0]
        start = match.start() + len(text) - len(text.lstrip())
        end = match.end() - len(text) + len(text.rstrip())
        if start < end:
            clause = block[start:end]
            yield _Stretch(start, end, _foreign(clause, own), len(_WORD.findall(clause)))


def _foreign(clause: str, own: str) -> str:
    """The language of a clause where that is another than its own beyond doubt; "" = it is not."""
    script = _script(clause)
    if script not in SCRIPTS:
        return ""
    if SCRIPTS[script]:
        long = len(clause) >= _LEAST_LETTERS and SCRIPTS[script] != own
        return SCRIPTS[script] if long and script != _script_of(own) else ""
    words = _WORD.findall(clause)
    if len(words) < LEAST_WORDS or _are_names(words):
        return ""
    return _by_words([word.lower() for word in words], own)


def _are_names(words: Sequence[str]) -> bool:
    """True where most words begin with a capital: the name of an organisation, a film, a law."""
    capitals = sum(word[0].isupper() for word in words)
    return capitals > len(words) / 2


def _by_words(words: Sequence[str], own: str) -> str:
    """The language whose words these are and not those of their own; "" = none, or several."""
    if own not in WORDS:
        return _by_english_words(words)
    if len(_others(own).intersection(words)) < 2:
        return ""
    counts = {name: sum(word in table for word in words) for name, table in _TABLES.items()}
    best = max(counts, key=lambda name: counts[name])
    if best == own:
        return ""
    others = {word for word in words if word in _TABLES[best] and word not in _table(own)}
    evidence = sum(word in others for word in words)
    against = sum(word in _table(own) and word not in _TABLES[best] for word in words)
    enough = len(words) * (0.1 if are_related(best, own) else 0.2)
    if len(others) < 2 or evidence < enough or evidence < 3 * against:
        return ""
    rivals = [name for name in counts if name not in (best, own) and counts[name] == counts[best]]
    if all(are_related(best, rival) for rival in rivals):
        return best
    return ""


def _by_english_words(words: Sequence[str]) -> str:
    """ "en" for words that are English whatever language they stand in whose own words are not known;
    "" = they may be anything."""
    known = [word for word in words if word in _ENGLISH]
    return "en" if len(set(known)) >= 4 and len(known) >= 0.3 * len(words) else ""


def are_related(one: str, other: str) -> bool:
    """True for two languages whose words are the same for a good part."""
    return len(_table(one) & _table(other)) > _RELATED


_RELATED = 30  # words that two languages share which are hard to tell apart


def _table(language: str) -> frozenset[str]:
    return _TABLES.get(language, frozenset())


@lru_cache(maxsize=256)
def _others(own: str) -> frozenset[str]:
    """The words that belong to other languages and not to this one."""
    return frozenset().union(*_TABLES.values()) - _table(own)


def _may_hold_others(text: str, own: str) -> bool:
    """False where a text cannot hold a run in another language: the quick answer for most texts."""
    words = text.lower().replace(".", "").replace(",", "").split()
    if len(_others(own).intersection(words)) >= 2:
        return True
    if text.isascii() or _script_of(own) != "LATIN":
        return False
    # letters of Latin take a byte or two, those of most other scripts two or three
    beyond = len(text.encode()) - len(text) - 2 * sum(map(text.count, _TYPOGRAPHIC))
    return beyond >= _LEAST_LETTERS


_TYPOGRAPHIC = "“”‘’–—…"


@lru_cache(maxsize=256)
def _script_of(language: str) -> str:
    """The script of a language; that of most where it is not known."""
    for script, alone in SCRIPTS.items():
        if alone == language:
            return script
    words = WORDS.get(language, "")
    return _script(words) if words else _SCRIPTS_OF.get(language, "LATIN")


_SCRIPTS_OF = {
    "be": "CYRILLIC", "bg": "CYRILLIC", "ce": "CYRILLIC", "kk": "CYRILLIC", "ky": "CYRILLIC",
    "mk": "CYRILLIC", "tg": "CYRILLIC", "tt": "CYRILLIC", "av": "CYRILLIC", "am": "ETHIOPIC",
    "ti": "ETHIOPIC", "hi": "DEVANAGARI",
}  # fmt: skip


def _script(text: str) -> str:
    """The script of most letters of a text, as Unicode names them; "" = it has none."""
    if text.isascii():
        return "LATIN" if _WORD.search(text) else ""
    counts = Counter(_script_of_letter(letter) for letter in text if letter.isalpha())
    return counts.most_common(1)[0][0] if counts else ""


@lru_cache(maxsize=8192)
def _script_of_letter(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]

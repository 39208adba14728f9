"""The notation in which forms are written, and what a row of the table is.

{slot}     a word or number of the vocabulary (see `slots.py`); {d2} is a second {d}
[ ... ]    may be missing
<a|b c>    one of these
space      one to three spaces; everything else stands for itself
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from archive.temporal.slots import DIGIT, MONTH_WORD, SLOTS, choice, first_words

_ITEM = re.compile(
    r"\{(?P<slot>[a-z]+)(?P<nth>\d?)\}|<(?P<choice>[^>]+)>|(?P<open>\[)|(?P<close>\])"
    r"|(?P<space> +)|(?P<word>\w+)|(?P<sign>.)"
)
#: A match ends at a closing bracket, or where no word, number or "-an" goes on; "30 September/1
#: Oktober" are two dates.
_END = rf"(?:(?<=\))|(?!\w|[-.,:]\d|/\d(?!\d?[ ]{MONTH_WORD})|-an\b))"

#: The day of publication of a row's example, where it names none: a Wednesday.
PUBLISHED = "2023-02-08"

Fields = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means."""

    value: str
    mod: str | None = None
    flag: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Where an expression stands, and on which day it is read."""

    day: date  #: of publication
    text: str  #: the whole text, with its capitals
    low: str  #: the same, in lower case, with plain quotes, dashes and spaces; same length
    start: int
    end: int  #: exclusive
    before: Sequence[str] = ()  #: values of earlier mentions, for a form that is read late
    after: Sequence[str] = ()  #: values of later mentions in the sentence, likewise


Resolver = Callable[[Fields, Span], "Reading | None"]


@dataclass(frozen=True, slots=True)
class Form:
    """One row of the table: how a date is written, how it is read, and an example that the tests
    check."""

    name: str
    pattern: str
    resolve: Resolver | None  #: None = a trap: what it covers looks like a date and is none
    example: str  #: a text that holds it, between { and }
    published: str = PUBLISHED  #: the example's day of publication
    value: str | None = None  #: of the example; None = nothing is found
    where: Callable[[Span], bool] | None = None  #: what else must be true of the place
    late: bool = False  #: True = needs the readings of other mentions, see `context.py`
    regex: re.Pattern[str] = field(init=False, compare=False)
    first: frozenset[str] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "regex", compiled(self.pattern))
        object.__setattr__(self, "first", frozenset(_first(self.pattern)))


def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern, for text in lower case with plain quotes, dashes and
    spaces."""
    return re.compile(_regex(pattern).replace(r"{1,3}\(", r"{0,3}\(") + _END)


def _regex(pattern: str) -> str:
    return "".join(_part(item) for item in _ITEM.finditer(pattern))


def _part(item: re.Match[str]) -> str:
    if slot := item["slot"]:
        return f"(?P<{slot}{item['nth']}>{SLOTS[slot]})" + (r"(?!\w)" if slot in _WORDS else "")
    if words := item["choice"]:
        return choice(words.split("|"))
    return _SIGNS.get(item[0].strip(), re.escape(item[0]))


#: Signs of the notation, and brackets, which the text may write close or wide.
_SIGNS = {"": r"[ \t]{1,3}", "[": "(?:", "]": ")?", "(": r"\([ \t]?", ")": r"[ \t]?\)"}
#: Slots of whole words: a longer word that begins with one of theirs is another word.
_WORDS = frozenset(
    "weekday month part ago past ahead rel edge unit one deictic quarter term zone word said "
    "partnya".split()
)


def _first(pattern: str) -> set[str]:
    """The words that the pattern can begin with."""
    found: set[str] = set()
    depth = 0
    blocked = 0  # depth at which an optional group has got its first word
    for item in _ITEM.finditer(pattern):
        if item["open"]:
            depth += 1
        elif item["close"]:
            depth -= 1
            blocked = 0 if blocked > depth else blocked
        elif not item["space"] and not item["sign"] and not blocked:
            found |= _first_of(item)
            if depth == 0:
                return found
            blocked = depth
    return found


def _first_of(item: re.Match[str]) -> set[str]:
    if item["slot"]:
        return first_words(item["slot"])
    words = item["choice"].split("|") if item["choice"] else [item[0]]
    return {DIGIT if word[0].isdigit() else re.split(r"\W", word)[0] for word in words}

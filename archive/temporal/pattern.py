"""The notation in which forms are written, and what a row of the table is.

{slot}     a word or number of the vocabulary (see `slots.py`); {d2} is a second {d}
[ ... ]    may be missing
<a|b c>    one of these
space      one to three spaces; everything else stands for itself
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from archive.temporal.slots import MONTH_BEGINS, SLOTS, Slot, choice, first_word

_ITEM = re.compile(
    r"\{(?P<slot>[a-z]+)(?P<nth>\d?)\}|<(?P<choice>[^>]+)>|(?P<open>\[)|(?P<close>\])"
    r"|(?P<space> +)|(?P<word>\w+)|(?P<sign>.)"
)
#: A match ends at a closing bracket, or where no word, number or "-an" goes on; "30 September/1
#: Oktober" are two dates.
_END = rf"(?:(?<=\))|(?!\w|[-.,:]\d|/\d(?!\d?[ ]{MONTH_BEGINS})|-an\b))"

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


class TableError(ValueError):
    """A row of a table that cannot be used; the text names the row and what is wrong in it."""


@dataclass(frozen=True)  # without slots: its regular expression is made when it is first asked for
class Form:
    """One row of the table: how a date is written, how it is read, and an example that the tests
    check."""

    name: str
    pattern: str
    resolve: Resolver | None  #: None = a trap: what it covers looks like a date and is none
    example: str  #: a text that holds it, between { and }
    published: str = PUBLISHED  #: the example's day of publication
    value: str | None = None  #: of the example; None = nothing is found
    where: Callable[[Span], bool] | None = None  #: what else must be true of the span
    late: bool = False  #: True = needs the readings of other mentions, see `anchors.py`
    first: frozenset[str] = field(init=False, compare=False)  #: words that it can begin with

    def __post_init__(self) -> None:
        with self._named():
            object.__setattr__(self, "first", frozenset(_first(self.pattern)))

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The regular expression of the pattern, made at the first time: most texts need few of
        the rows. Raises `TableError`, which names the row."""
        with self._named():
            regex = compiled(self.pattern)
            if regex.match(""):
                raise TableError(f"{self.pattern!r}: all of it may be missing")
        return regex

    @contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except TableError as error:
            raise TableError(f"form {self.name!r}: {error}") from None


def compiled(pattern: str) -> re.Pattern[str]:
    """The regular expression of a pattern, for text in lower case with plain quotes, dashes and
    spaces; `TableError` says what is wrong with it."""
    regex = "".join(_part(item, pattern) for item in _ITEM.finditer(pattern))
    try:
        return re.compile(regex.replace(r"{1,3}\(", r"{0,3}\(") + _END)
    except re.error as error:
        wrong = _wrong_slot(pattern) or _in_words(error)
        raise TableError(f"{pattern!r}: {wrong}") from None


def _wrong_slot(pattern: str) -> str | None:
    """The slot of a pattern that is no regular expression by itself, and why; None = all are."""
    for item in _ITEM.finditer(pattern):
        if item["slot"]:
            try:
                re.compile(_slot(item["slot"], pattern).regex)
            except re.error as error:
                return f"the pattern of slot {item['slot']!r} cannot be used: {error}"
    return None


def _in_words(error: re.error) -> str:
    if "redefinition" in error.msg:
        name = error.msg.split("'")[1]
        return f"{{{name}}} stands in it twice; call the second {{{name}2}}"
    if "parenthesis" in error.msg or "subpattern" in error.msg or "nothing to repeat" in error.msg:
        return "a [ has no ], or a ] no ["
    return str(error)


def _part(item: re.Match[str], pattern: str) -> str:
    if name := item["slot"]:
        return f"(?P<{name}{item['nth']}>{_slot(name, pattern).regex})"
    if words := item["choice"]:
        return choice(words.split("|"))
    if item[0] in "{}<>":
        raise TableError(f"{pattern!r}: a {item[0]} without its other half")
    return _SIGNS.get(item[0].strip(), re.escape(item[0]))


def _slot(name: str, pattern: str) -> Slot:
    if name not in SLOTS:
        near = get_close_matches(name, SLOTS, 1)
        hint = f"; did you mean {{{near[0]}}}?" if near else ""
        raise TableError(f"{pattern!r}: no slot is called {name!r}{hint}")
    return SLOTS[name]


#: Signs of the notation, and brackets, which the text may write close or wide.
_SIGNS = {"": r"[ \t]{1,3}", "[": "(?:", "]": ")?", "(": r"\([ \t]?", ")": r"[ \t]?\)"}


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
            if blocked > depth:
                blocked = 0
        elif not item["space"] and not item["sign"] and not blocked:
            found |= _first_of(item, pattern)
            if depth == 0:
                return found
            blocked = depth
    if not found:
        raise TableError(f"{pattern!r}: it begins with no word, number or slot")
    return found


def _first_of(item: re.Match[str], pattern: str) -> set[str]:
    if name := item["slot"]:
        words = _slot(name, pattern).first_words
        if not words:
            raise TableError(f"{pattern!r}: a form cannot begin with {{{name}}}")
        return words
    phrases = item["choice"].split("|") if item["choice"] else [item[0]]
    return set(map(first_word, phrases))

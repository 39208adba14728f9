"""Weekdays in the platform's other languages: the words around tell which day is meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, partial

from archive.article import Mention
from archive.temporal import calendars as cal
from archive.temporal.other_words import WEEKDAY_WORDS

#: Stands in a sentence for the weekday.
_SIGN = "¤"
#: How many characters of a sentence are looked at on either side.
_REACH = 120
#: The same for words that turn a weekday or make it none.
_BESIDE = 40
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\n")
_CLAUSE_END = r",(?!\d)|[;:()\[\]«»\"“”„—]|\s[-–]\s"
_OPENS = re.compile(r"(?:^|[.!?…:\n\"«“„(—])\s*$")
#: "Domingo Rivera" is a man.
_NAME_BEHIND = re.compile(r"\s[^\W\d_a-zà-ÿа-яёіїєґ]")
#: "lunes 16", "quarta-feira, 18": a day of the month, or a count.
_NUMBER = re.compile(r",?\s(?:le\s|el\s|dia\s)?(\d{1,2})(?=[.,;:)»\"]?(?:\s|$))(?!\s\w)")
#: "thứ Hai, 20/5"
_FRACTION = re.compile(r"(?:\s[^\W\d]{1,5}){0,2},?\s\(?\d{1,2}[/.]\d{1,2}(?!\d)")
#: "lundi", "le lundi": a piece of a sentence with no more words than these tells nothing itself.
_FEW = 3
#: Matches nowhere.
_NOTHING = r"(?!)"
#: So many weekdays, and one in so many characters: more make a timetable.
_MANY = 50
_WIDE = 100
#: A day of the month beside its weekday lies within this of publication.
_NUMBERED_WITHIN = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with one of its weekdays, for which the sign stands."""

    text: str
    sign: int  #: where the sign stands
    start: int  #: where the weekday stands in the whole text
    end: int

    @property
    def near(self) -> str:
        """The words right beside the weekday, with the sign."""
        return self.text[max(0, self.sign - _BESIDE) : self.sign + _BESIDE]

    def place(self, found: re.Match[str]) -> tuple[int, int]:
        """Where in the whole text an expression stands that holds the sign, found near by."""
        sign = min(self.sign, _BESIDE)
        return self.start - (sign - found.start()), self.end + (found.end() - sign - 1)


Turn = Callable[[int, date], date]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The table of a language as regular expressions."""

    weekday: re.Pattern[str]
    never: re.Pattern[str]
    turned: tuple[tuple[re.Pattern[str], Turn], ...]
    this: re.Pattern[str]
    verb: re.Pattern[str]  #: "past", "future" or "unsure"
    unsure: re.Pattern[str]
    end: re.Pattern[str]  #: of a "clause", or of what one "verb" says
    behind: re.Pattern[str]


@cache
def _patterns(language: str) -> _Patterns:
    words = WEEKDAY_WORDS[language]
    names = "|".join(f"(?P<d{n}>{name})" for n, name in enumerate(words.weekdays, 1))
    # a capital makes a name of "Sahara" and "Irán"
    verb = rf"(?P<unsure>{_any(words.unsure)})|(?P<future>{_any(words.future)})|(?P<past>(?i:{_any(words.past)}))"
    end = f"(?P<clause>{_CLAUSE_END}|{_any(words.breaks)})|(?P<verb>{_any(words.joins)})"
    return _Patterns(
        weekday=re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"),
        never=_compiled(words.never),
        turned=(
            (_compiled(words.last_week), partial(cal.weekday_of_week, weeks=-1)),
            (_compiled(words.next_week), partial(cal.weekday_of_week, weeks=1)),
            (_compiled(words.last), cal.weekday_before),
            (_compiled(words.next), cal.weekday_after),
        ),
        this=_compiled(words.this),
        verb=re.compile(verb),
        unsure=_compiled(words.unsure),
        end=re.compile(end),
        behind=_compiled(words.behind or (_SIGN,)),
    )


def _compiled(rows: Collection[str]) -> re.Pattern[str]:
    return re.compile(_any(rows), re.IGNORECASE)


def _any(rows: Collection[str]) -> str:
    """Rows of a table as one pattern; one that matches nowhere where there are none."""
    if not rows:
        return _NOTHING
    return rf"(?<!\w)(?:{'|'.join(rows)})(?!\w)"


def mentions(text: str, published: date, language: str) -> Iterator[Mention]:
    """The weekdays of a text of which the words around tell which day is meant; none in a language
    that has no table."""
    if language not in WEEKDAY_WORDS:
        return
    weekdays = list(_patterns(language).weekday.finditer(text))
    if len(weekdays) > max(_MANY, len(text) // _WIDE):
        return  # a timetable
    capital = WEEKDAY_WORDS[language].capital
    for weekday in weekdays:
        if not capital and _is_name(text, weekday):
            continue
        mention = _mention(text, weekday, published, language)
        if mention:
            yield mention


def _is_name(text: str, weekday: re.Match[str]) -> bool:
    """True for a capital that the sentence's beginning does not explain, and for two in a row."""
    if not weekday[0][0].isupper():
        return False
    if _OPENS.search(text, max(0, weekday.start() - 8), weekday.start()) is None:
        return True
    return _NAME_BEHIND.match(text, weekday.end()) is not None


def _mention(text: str, weekday: re.Match[str], published: date, language: str) -> Mention | None:
    """The mention of a weekday; None = it names no day, or nothing tells which."""
    sentence = _sentence(text, *weekday.span())
    if _FRACTION.match(text, weekday.end()):
        return None
    if _patterns(language).never.search(sentence.near):
        return None
    number = int(str(weekday.lastgroup)[1:])
    found = (
        _turned(sentence, number, published, language)
        or _numbered(text, weekday, number, published)
        or _told(sentence, number, published, language)
    )
    if found is None:
        return None
    (start, end), day = found
    return Mention(start, end, text[start:end], day.isoformat(), reader="grammar")


Found = tuple[tuple[int, int], date]


def _turned(sentence: _Sentence, number: int, published: date, language: str) -> Found | None:
    """A weekday with a word that turns it: "lundi dernier", "в следующий вторник"."""
    for pattern, turn in _patterns(language).turned:
        found = pattern.search(sentence.near)
        if found:
            return sentence.place(found), turn(number, published)
    return None


def _numbered(text: str, weekday: re.Match[str], number: int, published: date) -> Found | None:
    """A weekday with the number of its day behind it, where the two agree: "lunes 16"."""
    found = _NUMBER.match(text, weekday.end())
    if found is None:
        return None
    agreeing = []
    for months in (-1, 0, 1):
        year, month = cal.plus_months(published.year, published.month, months)
        day = cal.on(year, month, int(found[1]))
        if day and day.isoweekday() == number and abs(day - published) <= _NUMBERED_WITHIN:
            agreeing.append(day)
    if not agreeing:
        return None
    nearest = min(agreeing, key=lambda day: abs(day - published))
    return (weekday.start(), found.end()), nearest


def _told(sentence: _Sentence, number: int, published: date, language: str) -> Found | None:
    """A weekday of which the verbs tell on which side of publication it lies."""
    patterns = _patterns(language)
    this = patterns.this.search(sentence.near)
    if not this and not patterns.behind.search(sentence.near):
        return None
    side = _side(sentence, language)
    if side == 0:
        return None
    place = sentence.place(this) if this else (sentence.start, sentence.end)
    return place, cal.weekday_told(number, published, ahead=side > 0)


def is_told_as_past(text: str, start: int, end: int, language: str) -> bool:
    """True where the verbs around an expression tell what was done; False in a language that has no
    table."""
    if language not in WEEKDAY_WORDS:
        return False
    return _side(_sentence(text, start, end), language) < 0


def _sentence(text: str, start: int, end: int) -> _Sentence:
    begin = max(0, start - _REACH)
    for sign in _SENTENCE_END.finditer(text, begin, start):
        begin = sign.end()
    limit = end + _REACH
    stop = _SENTENCE_END.search(text, end, limit)
    before = text[begin:start].replace(_SIGN, " ")
    after = text[end : stop.start() if stop else limit].replace(_SIGN, " ")
    return _Sentence(before + _SIGN + after, len(before), start, end)


def _side(sentence: _Sentence, language: str) -> int:
    """The side of publication that the verbs of a weekday's clause tell, else those of its sentence:
    -1 the past, 1 the future, 0 = they tell nothing, or both."""
    patterns = _patterns(language)
    words = WEEKDAY_WORDS[language]
    verbs = [(verb.start(), verb.lastgroup) for verb in patterns.verb.finditer(sentence.text)]
    if words.verb_last:
        return _side_of_next(verbs, sentence)
    if patterns.unsure.search(sentence.near):
        return 0
    for begin, end in _pieces(sentence, patterns):
        sides = {side for start, side in verbs if begin <= start < end}
        if len(sides) == 1:
            return _SIDES[str(sides.pop())]
    return -1 if words.tenseless else 0


_SIDES = {"past": -1, "future": 1, "unsure": 0}


def _side_of_next(verbs: list[tuple[int, str | None]], sentence: _Sentence) -> int:
    """The side that the first verb behind a weekday tells; of one that may stand within another
    verb's clause only where the past does not follow."""
    sides = [side for start, side in verbs if start > sentence.sign and side]
    if not sides:
        return 0
    if sides[0] == "unsure":
        return 0 if "past" in sides else 1
    return _SIDES[sides[0]]


def _pieces(sentence: _Sentence, patterns: _Patterns) -> Iterator[tuple[int, int]]:
    """Where the pieces of a sentence around its weekday begin and end, the shortest first: that of
    its verb, its clause, and where the clause has hardly a word the sentence."""
    ends = list(patterns.end.finditer(sentence.text))
    clause_ends = [end for end in ends if end.lastgroup == "clause"]
    yield _between(ends, sentence)
    begin, end = _between(clause_ends, sentence)
    yield begin, end
    if len(sentence.text[begin:end].split()) <= _FEW:
        yield 0, len(sentence.text)


def _between(ends: list[re.Match[str]], sentence: _Sentence) -> tuple[int, int]:
    before = [end.end() for end in ends if end.end() <= sentence.sign]
    behind = [end.start() for end in ends if end.start() > sentence.sign]
    return before[-1] if before else 0, behind[0] if behind else len(sentence.text)

"""What each `{slot}` of a form matches: one row a slot, made from the vocabulary."""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from archive.temporal import decoys as d
from archive.temporal import english_words as e
from archive.temporal import vocabulary as v

#: Stands for a digit where a slot's first words are listed: "##" is a number of two digits.
DIGIT = "#"


def choice(words: Iterable[str]) -> str:
    """The words as one alternation, longest first, a space in a phrase standing for up to three."""
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(_escaped, ordered)) + ")"


def _escaped(phrase: str) -> str:
    return "[ \\t]{1,3}".join(map(re.escape, phrase.split(" ")))


_DIGITS = choice(v.DIGITS)
_NUMBER_WORD = (
    f"(?:se(?:puluh|belas)|(?:{_DIGITS}[ ]ratus|seratus)(?:[ ]{_DIGITS}[ ]puluh)?(?:[ ]{_DIGITS})?"
    f"|{_DIGITS}(?:[ ]belas|[ ]puluh(?:[ ]{_DIGITS})?)?)"
)
_ANY_MONTH = (
    "(?:" + choice({**v.MONTHS, **v.ENGLISH_MONTHS}) + "|" + choice(v.SHORT_MONTHS) + r"\.?)"
)
#: The name of a month, short or long.
MONTH_WORD = r"\b" + _ANY_MONTH
#: How such a name begins: of "sept" and "september" the first is enough.
_MONTHS = {**v.MONTHS, **v.ENGLISH_MONTHS, **v.SHORT_MONTHS}
MONTH_BEGINS = choice(
    word for word in _MONTHS if not any(word != it and word.startswith(it) for it in _MONTHS)
)
#: "lalu lintas" and "lalu-lalang" are traffic.
_NO_TRAFFIC = r"(?![ \t-]{1,3}l(?:intas|alang)|[ ]kala)"
_NO_DIGIT = r"(?!\d)"
_FOREIGN = v.ENGLISH_MONTHS.keys() - v.MONTHS.keys() - v.SHORT_MONTHS.keys()
_HOUR = r"(?:2[0-4]|1\d|0?\d)"

_HOUR_WORD = f"(?:1[0-2](?!\\d)|[1-9](?!\\d)|{_NUMBER_WORD})"
#: A time as one says it: "tujuh", "setengah tujuh", "tujuh lewat seperempat", "8 kurang 10 menit".
_SAID = (
    rf"(?:setengah[ \t]{{1,3}}{_HOUR_WORD}"
    rf"|{_HOUR_WORD}[ \t]{{1,3}}(?:lewat|lebih|kurang)[ \t]{{1,3}}(?:seperempat|(?:\d\d?|{_NUMBER_WORD})[ \t]menit)"
    rf"|{_NUMBER_WORD})"
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One row of the table of slots: words of the vocabulary, or a pattern of their own."""

    name: str
    what: str  #: it stands for, in words
    example: str  #: in lower case, as it is compared
    words: Collection[str] = ()  #: words and phrases, each matched as it is written
    #: a regular expression instead, for text in lower case with plain quotes, dashes and spaces
    pattern: str = ""
    #: what a pattern can begin with, a DIGIT for each digit; () = no form begins with it
    first: Collection[str] = ()
    after: str = ""  #: what may or must follow, as a regular expression
    whole: bool = False  #: a longer word that begins with one of the words is another word

    def __post_init__(self) -> None:
        if bool(self.words) == bool(self.pattern):
            raise ValueError(f"slot {self.name!r}: give it words or a pattern, one of the two")

    @property
    def regex(self) -> str:
        """The regular expression of what it matches."""
        matched = choice(self.words) if self.words else self.pattern
        return matched + self.after + (_NO_WORD if self.whole else "")

    @property
    def first_words(self) -> set[str]:
        """The first word of everything that it matches, cut at an apostrophe or hyphen; a DIGIT
        for each digit of a number."""
        return {first_word(phrase) for phrase in self.first or self.words}


def first_word(phrase: str) -> str:
    """The first word of a phrase, cut at a sign; a DIGIT for each digit of a number."""
    if phrase[0] == DIGIT:
        return phrase
    if phrase[0].isdigit():
        return digits_of(phrase)
    return re.split(r"\W", phrase)[0]


def digits_of(number: str) -> str:
    """A DIGIT for each digit that a number begins with."""
    return DIGIT * (len(number) - len(number.lstrip("0123456789")))


_NO_WORD = r"(?!\w)"
_ONE_OR_TWO = ("#", "##")
_UP_TO_THREE = ("#", "##", "###")
_UP_TO_FOUR = ("#", "##", "###", "####")
_NUMBER_OR_WORD = (*_UP_TO_THREE, *v.DIGITS, *v.TENS)
_WITH_NYA = [f"{part}nya" for part in v.PARTS if " " not in part]
_DOT = r"\.?"

_ROWS = (
    Slot("weekday", "a weekday", "selasa", v.WEEKDAYS, whole=True),
    Slot("anyweekday", "a weekday, also a short one", "sel.", pattern=f"(?:{choice(v.WEEKDAYS)}|{choice(v.SHORT_WEEKDAYS)}{_DOT})", first=(*v.WEEKDAYS, *v.SHORT_WEEKDAYS)),
    Slot("engday", "an English weekday", "tuesday", e.WEEKDAYS, whole=True),
    Slot("month", "a month", "februari", v.MONTHS, whole=True),
    Slot("anymonth", "a month, also a short one", "feb.", pattern=f"(?:{choice(v.MONTHS)}|{choice(v.SHORT_MONTHS)}{_DOT})", first=(*v.MONTHS, *v.SHORT_MONTHS)),
    Slot("english", "an English month", "february", v.ENGLISH_MONTHS, after=_DOT),
    Slot("foreign", "an English month that is no Indonesian word", "december", _FOREIGN, after=_DOT),
    Slot("d", "a day of a month in digits", "7", pattern=r"(?:3[01]|[12]\d|0?[1-9])", first=_ONE_OR_TWO, after=_NO_DIGIT),
    Slot("m", "a month in digits", "2", pattern=r"(?:1[0-2]|0?[1-9])", first=_ONE_OR_TWO, after=_NO_DIGIT),
    Slot("y", "a year of four digits", "2023", pattern=r"(?:1\d|20|21)\d\d", first=("####",), after=_NO_DIGIT),
    Slot("yy", "a year of four or two digits", "23", pattern=r"(?:(?:19|20)\d\d|'?\d\d)", first=("##", "####"), after=_NO_DIGIT),
    Slot("short", "a year of two digits", "98", pattern=r"'?\d\d", first=("##",), after=_NO_DIGIT),
    Slot("hijri", "a year of the Hijra", "1444", pattern=r"1[34]\d\d", first=("####",), after=_NO_DIGIT),
    Slot("n", "a count, in digits or words", "dua belas", pattern=rf"(?:\d{{1,3}}{_NO_DIGIT}|{_NUMBER_WORD})", first=_NUMBER_OR_WORD),
    Slot("word", "a number in words", "tujuh belas", pattern=_NUMBER_WORD, first=(*v.DIGITS, *v.TENS), whole=True),
    Slot("amount", "an amount in digits", "1.250", pattern=r"\d{1,4}(?:[.,]\d{1,3}){0,3}", first=_UP_TO_FOUR, after=_NO_DIGIT),
    Slot("docket", "the number of a document", "m.hh-01/2020", pattern=rf"(?:\d|[ivxlc]{{1,6}}/|[a-z]\.)\w{{0,6}}(?:[./-]\w{{1,8}}){{0,6}}(?![ \t]{_ANY_MONTH}\b)"),
    Slot("code", "a code of letters and digits", "ahu-01/2020", pattern=r"[\w./-]{1,40}"),
    Slot("name", "one to five words of a name", "cipta kerja", pattern=r"[a-z-]{1,20}(?:[ \t][a-z-]{1,20}){0,4}?"),
    Slot("part", "a part of the day", "dini hari", v.PARTS, whole=True),
    Slot("partnya", "a part of the day with -nya", "malamnya", _WITH_NYA, whole=True),
    Slot("rel", "a word that turns a date", "lalu", v.AGO | v.AHEAD | v.NOW, after=_NO_TRAFFIC, whole=True),
    Slot("ago", "a word for the past", "silam", v.AGO, after=_NO_TRAFFIC, whole=True),
    Slot("past", "lalu or silam", "lalu", ("lalu", "silam"), after=_NO_TRAFFIC, whole=True),
    Slot("ahead", "a word for what is to come", "mendatang", v.AHEAD, whole=True),
    Slot("edge", "an edge of a period", "akhir", v.EDGES, whole=True),
    Slot("unit", "a unit of time", "pekan", v.UNITS, whole=True),
    Slot("one", "one unit in a word", "sepekan", v.ONE_UNIT, whole=True),
    Slot("vague", "a count that names no number", "beberapa", v.VAGUE),
    Slot("deictic", "a day named from today", "kemarin", v.DEICTIC, whole=True),
    Slot("quarter", "a quarter or half of a year", "kuartal", v.QUARTERS, whole=True),
    Slot("term", "the same, where it needs no year", "semester", v.QUARTERS.keys() - {"paruh"}, whole=True),
    Slot("ordinal", "which of them", "kedua", pattern=f"(?:iv|i{{1,3}}|ke-?[1-4]|[1-4]|{choice(v.ORDINALS)})", first=("#", *v.ORDINALS, *v.ROMAN, "ke"), whole=True),
    Slot("sign", "a quarter or half as a sign", "q3", pattern="(?:q[1-4]|h[12])", first=("q1", "q2", "q3", "q4", "h1", "h2")),
    Slot("roman", "a Roman number", "xix", pattern="(?:[ivx]{1,6})", first=tuple(v.ROMAN), whole=True),
    Slot("at", "a word before a clock", "pukul", v.CLOCKS),
    Slot("h", "an hour", "19", pattern=_HOUR, first=_ONE_OR_TWO, after=_NO_DIGIT),
    Slot("hm", "hour and minute", "19.30", pattern=_HOUR + r"[.:][0-5]\d(?:[.:][0-5]\d)?", first=_ONE_OR_TWO, after=_NO_DIGIT),
    Slot("time", "an hour, with or without minutes", "19", pattern=_HOUR + r"(?:[.:][0-5]\d(?:[.:][0-5]\d)?)?", first=_ONE_OR_TWO, after=_NO_DIGIT),
    Slot("said", "a time in words", "setengah tujuh", pattern=_SAID, first=("setengah", *_NUMBER_OR_WORD), whole=True),
    Slot("zone", "a time zone", "wib", pattern=rf"(?:(?:gmt|utc)[ ]?[+-]\d\d?(?::?\d\d)?|{choice(v.ZONES)})", first=tuple(v.ZONES), whole=True),
    Slot("offset", "the offset of an ISO time", "+07:00", pattern=r"[ ]?(?:z|[+-]\d\d:?\d\d)"),
    Slot("feast", "a feast", "idul fitri", v.FEASTS, whole=True),
    Slot("quote", "a quotation mark", '"', pattern="['\"“”]"),
    Slot("work", "a work that has a title", "novel", d.WORKS, whole=True),
    Slot("titled", "a word before a title", "berjudul", d.TITLED, whole=True),
    Slot("dated", "a work whose title can end in a year", "film", d.DATED_WORKS, whole=True),
    Slot("yearwork", "a work known by its year", "cyberpunk 2077", d.WORKS_WITH_YEAR, whole=True),
    Slot("club", "a club known by its year", "como", d.CLUBS_WITH_YEAR, whole=True),
    Slot("rite", "a rite of Friday", "salat", d.RITES, whole=True),
    Slot("place", "a place named after a weekday", "pasar", d.WEEKDAY_PLACES, whole=True),
    Slot("epithet", "a word that makes a name of a weekday", "agung", d.WEEKDAY_EPITHETS, whole=True),
    Slot("namesake", "what is named after a day", "jalan", d.NAMESAKES, whole=True),
    Slot("museum", "more that is named after a day", "museum", d.MORE_NAMESAKES, whole=True),
    Slot("title", "a title before a name", "pak", d.TITLES, whole=True),
    Slot("address", "a title or place before a name", "ibu", d.TITLES_AND_PLACES, whole=True),
    Slot("object", "a thing that is counted", "bungkus", d.OBJECTS, whole=True),
    Slot("taking", "a verb whose object is counted", "menjual", d.TAKING, whole=True),
    Slot("shop", "a club or shop named after a weekday", "komunitas", d.WEEKDAY_CLUBS, whole=True),
    Slot("law", "a law or ruling", "undang-undang", d.LAWS, whole=True),
    Slot("clause", "a part of a document or an address", "pasal", d.CLAUSES, whole=True),
    Slot("measure", "a measure", "meter", d.MEASURES, whole=True),
    Slot("counted", "who or what is counted", "orang", d.COUNTED, whole=True),
    Slot("quantity", "a word before a quantity", "setidaknya", d.QUANTITIES, whole=True),
    Slot("machine", "an aircraft or machine", "boeing", d.MACHINES, whole=True),
    Slot("daynight", "parts of the day that name no time", "siang dan malam", d.DAY_AND_NIGHT, whole=True),
    Slot("enmonth", "an English month, also a short one", "feb.", pattern=f"(?:{choice(e.MONTHS)}|{choice(e.SHORT_MONTHS)}{_DOT})", first=(*e.MONTHS, *e.SHORT_MONTHS), after=_NO_WORD),
    Slot("enfull", "an English month in full", "february", e.MONTHS, whole=True),
    Slot("enpart", "a part of the day in English", "morning", e.PARTS, whole=True),
    Slot("enday", "a day named from today in English", "yesterday", e.DEICTIC, whole=True),
    Slot("enturn", "an English word that turns what follows", "last", e.TURNS, whole=True),
    Slot("enedge", "an edge of a period in English", "early", e.EDGES, whole=True),
    Slot("enunit", "a unit of time in English", "weeks", e.UNITS, whole=True),
    Slot("encount", "a count in English", "two", pattern=rf"(?:\d{{1,3}}{_NO_DIGIT}|{choice(e.NUMBERS)})", first=(*_UP_TO_THREE, *e.NUMBERS), whole=True),
    Slot("enorder", "which of several in English", "19th", pattern=rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{choice(e.ORDINALS)})", first=(*_ONE_OR_TWO, *e.ORDINALS), whole=True),
    Slot("encounted", "who or what is counted in English", "people", e.COUNTED, whole=True),
    Slot("ento", "what stands between two edges in English", " to ", pattern=r"(?:[ \t]?-[ \t]?|[ \t]{1,3}(?:to|through|until)[ \t]{1,3})"),
    Slot("endash", "a hyphen or space", "-", pattern=r"(?:-|[ \t]{1,3})"),
    Slot("ampm", "a.m. or p.m.", "p.m.", pattern=r"[ap]\.?m\.?", whole=True),
    Slot("to", "what stands between two edges", " hingga ", pattern=r"(?:[ \t]?-[ \t]?|[ \t]{1,3}(?:hingga|sampai(?:[ ]dengan)?|s\.?/?d\.?)[ \t]{1,3})"),
)  # fmt: skip


def by_name(rows: Iterable[Slot]) -> dict[str, Slot]:
    """Every slot by its name; ValueError names one that two rows have."""
    found: dict[str, Slot] = {}
    for slot in rows:
        if slot.name in found:
            raise ValueError(f"slot {slot.name!r}: another row has the name")
        found[slot.name] = slot
    return found


#: Every slot by its name.
SLOTS = by_name(_ROWS)

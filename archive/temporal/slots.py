"""What each `{slot}` of a form matches, made from the vocabulary, and the words it can begin
with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.temporal import vocabulary as v

#: Stands for any word that begins with a digit, where a slot's first words are listed.
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
#: "lalu lintas" and "lalu-lalang" are traffic.
_NO_TRAFFIC = r"(?![ \t-]{1,3}l(?:intas|alang)|[ ]kala)"
_RELATIVE = choice(v.AGO | v.AHEAD | v.NOW) + _NO_TRAFFIC
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

#: name of the slot -> regular expression (of text in lower case, with plain quotes, dashes and
#: spaces).
SLOTS = {
    "weekday": choice(v.WEEKDAYS),
    "anyweekday": "(?:" + choice(v.WEEKDAYS) + "|" + choice(v.SHORT_WEEKDAYS) + r"\.?)",
    "engday": choice(v.ENGLISH_WEEKDAYS),
    "month": choice(v.MONTHS),
    "anymonth": "(?:" + choice(v.MONTHS) + "|" + choice(v.SHORT_MONTHS) + r"\.?)",
    "english": choice(v.ENGLISH_MONTHS) + r"\.?",
    "foreign": choice(_FOREIGN) + r"\.?",
    "vague": choice(v.VAGUE),
    "code": r"[\w./-]{1,40}",
    "d": r"(?:3[01]|[12]\d|0?[1-9])" + _NO_DIGIT,
    "m": r"(?:1[0-2]|0?[1-9])" + _NO_DIGIT,
    "y": r"(?:1\d|20|21)\d\d" + _NO_DIGIT,
    "yy": r"(?:(?:19|20)\d\d|'?\d\d)" + _NO_DIGIT,
    "short": r"'?\d\d" + _NO_DIGIT,
    "n": r"(?:\d{1,3}" + _NO_DIGIT + "|" + _NUMBER_WORD + ")",
    "word": _NUMBER_WORD,
    "said": _SAID,
    "amount": r"\d{1,4}(?:[.,]\d{1,3}){0,3}" + _NO_DIGIT,
    "docket": rf"(?:\d|[ivxlc]{{1,6}}/)\w{{0,6}}(?:[./-]\w{{1,8}}){{0,6}}(?![ \t]{_ANY_MONTH}\b)",
    "name": r"[a-z-]{1,20}(?:[ \t][a-z-]{1,20}){0,4}?",
    "part": choice(v.PARTS),
    "ago": choice(v.AGO) + _NO_TRAFFIC,
    "past": "(?:lalu|silam)" + _NO_TRAFFIC,
    "ahead": choice(v.AHEAD),
    "rel": _RELATIVE,
    "edge": choice(v.EDGES),
    "unit": choice(v.UNITS),
    "one": choice(v.ONE_UNIT),
    "deictic": choice(v.DEICTIC),
    "quarter": choice(v.QUARTERS),
    "term": choice(v.QUARTERS.keys() - {"paruh"}),
    "ordinal": "(?:iv|i{1,3}|ke-?[1-4]|[1-4]|" + choice(v.ORDINALS) + ")" + r"(?!\w)",
    "sign": "(?:q[1-4]|h[12])",
    "roman": "(?:[ivx]{1,6})" + r"(?!\w)",
    "h": _HOUR + _NO_DIGIT,
    "at": choice(v.CLOCKS),
    "partnya": choice(f"{part}nya" for part in v.PARTS if " " not in part),
    "quote": "['\"“”]",
    "hm": _HOUR + r"[.:][0-5]\d(?:[.:][0-5]\d)?" + _NO_DIGIT,
    "time": _HOUR + r"(?:[.:][0-5]\d(?:[.:][0-5]\d)?)?" + _NO_DIGIT,
    "feast": choice(v.FEASTS),
    "hijri": r"1[34]\d\d" + _NO_DIGIT,
    "zone": rf"(?:(?:gmt|utc)[ ]?[+-]\d\d?(?::?\d\d)?|{choice(v.ZONES)})",
    "offset": r"[ ]?(?:z|[+-]\d\d:?\d\d)",
    "to": r"(?:[ \t]?-[ \t]?|[ \t]{1,3}(?:hingga|sampai(?:[ ]dengan)?|s\.?/?d\.?)[ \t]{1,3})",
}

#: Slots whose first words are not the words of one table.
_FIRST = {
    "anymonth": {*v.MONTHS, *v.SHORT_MONTHS},
    "month": set(v.MONTHS),
    "english": set(v.ENGLISH_MONTHS),
    "weekday": set(v.WEEKDAYS),
    "anyweekday": {*v.WEEKDAYS, *v.SHORT_WEEKDAYS},
    "engday": set(v.ENGLISH_WEEKDAYS),
    "foreign": set(_FOREIGN),
    "vague": set(v.VAGUE),
    "n": {DIGIT, *v.DIGITS, *v.TENS},
    "word": {*v.DIGITS, *v.TENS},
    "said": {"setengah", DIGIT, *v.DIGITS, *v.TENS},
    "part": set(v.PARTS),
    "edge": set(v.EDGES),
    "one": set(v.ONE_UNIT),
    "unit": set(v.UNITS),
    "deictic": set(v.DEICTIC),
    "quarter": set(v.QUARTERS),
    "term": v.QUARTERS.keys() - {"paruh"},
    "feast": set(v.FEASTS),
    "zone": set(v.ZONES),
    "at": {"pukul", "jam", "pkl", "pk"},
    "partnya": {f"{part}nya" for part in v.PARTS if " " not in part},
    "ordinal": {*v.ORDINALS, *v.ROMAN},
    "roman": set(v.ROMAN),
    "sign": {"q1", "q2", "q3", "q4", "h1", "h2"},
}
_NUMERIC = frozenset("d m y yy short amount h hm time hijri".split())


def first_words(slot: str) -> set[str]:
    """The first word of everything that the slot matches, cut at an apostrophe or hyphen; DIGIT for
    a number."""
    if slot in _NUMERIC:
        return {DIGIT}
    return {word.split(" ")[0].split("'")[0].split("-")[0] for word in _FIRST[slot]}

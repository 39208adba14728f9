"""Numbers in words and signs: "dua puluh tujuh", "II", "ke-3", "'98"."""

from __future__ import annotations

from archive.temporal import vocabulary as v


def number(words: str) -> int:
    """The number that digits or number words say: "12", "dua belas", "seratus dua puluh"."""
    if words.isdigit():
        return int(words)
    total = 0
    last = 0
    for word in words.split():
        if word == "belas":
            total += 10
        elif word in v.SCALES:
            total += last * (v.SCALES[word] - 1)
        else:
            last = v.DIGITS.get(word) or v.TENS[word]
            total += last
    return total


def roman(signs: str) -> int:
    """The value of a Roman number in lower case, 0 when it is none: "xvi" is 16."""
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}.get(sign, 0) for sign in signs]
    if not all(values):
        return 0
    total = 0
    for value, following in zip(values, [*values[1:], 0], strict=True):
        if value < following:
            total -= value
        else:
            total += value
    return total


def ordinal(words: str) -> int:
    """The place that a word, digit or Roman number names: "kedua", "ke-2", "2", "II"; -1 for
    "terakhir"."""
    plain = words
    if words[-1].isdigit():
        plain = words.removeprefix("ke-").removeprefix("ke")
    if plain.isdigit():
        return int(plain)
    return v.ORDINALS.get(plain) or roman(plain)


def year(digits: str) -> int:
    """The year of four digits, or of two: below 40 in this century, else in the last one."""
    plain = digits.removeprefix("'")
    short = int(plain)
    if len(plain) > 2:
        return short
    return 2000 + short if short < 40 else 1900 + short

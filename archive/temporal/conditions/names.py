"""Conditions of names that hold a weekday, a month or a year."""

from __future__ import annotations

import re

from archive.temporal import vocabulary as v
from archive.temporal.conditions.surroundings import _SPAN, before
from archive.temporal.pattern import Span
from archive.temporal.slots import choice

_DATED_BEHIND = re.compile(r"[ \t]+(?:\d{4}|lalu|silam|ini|mendatang|tahun)\b")


def is_name_alone(span: Span) -> bool:
    """True where a name with a month is no date: "Revolusi Oktober", but not "Revolusi Oktober
    1917"."""
    return span.text[span.start].isupper() and not _DATED_BEHIND.match(span.low, span.end)


def is_named(span: Span) -> bool:
    """True where every word of an expression begins with a capital or digit, as a name has it."""
    words = span.text[span.start : span.end].split()
    return all(not word[0].islower() for word in words[1:] if word not in ("tahun", "nomor", "no."))


_PLACE = re.compile(
    r"\b(?:Desa|Kampung|Dusun|Kelurahan|Kecamatan|Distrik|Sungai|Danau|Gunung|Pulau|Teluk)[ \t][A-Z][a-z]+[ \t]$"
)


def names_a_place(span: Span) -> bool:
    """True for the last word of a place's name: "Desa Lung Mei", but not in "Desa Lung Mei 2022"."""
    begin = max(0, span.start - _SPAN)
    return is_name_alone(span) and _PLACE.search(span.text, begin, span.start) is not None


_GATHERING = re.compile(
    r"\b(?:festival|pekan|ajang|anugerah|penghargaan|kompetisi|lomba|pameran|konser)[ \t]+$"
)


def is_title_with_year(span: Span) -> bool:
    """True for "film Death Race 2000"; the year of "Festival Film Cannes 2007" is its edition."""
    return is_named(span) and _GATHERING.search(before(span)) is None


_TOLD = re.compile(r"\b(?:kata|ujar|tutur|ucap|jelas|menurut|bernama|oleh)[ \t]+$")

_AGE = re.compile(r"[ \t]\(\d\d\)|,[ \t]\d\d(?:[ \t]tahun)?,")

_LED = re.compile(
    r"\b(?:pada|sejak|hingga|sampai|antara|mulai|selama|sepanjang|sebelum|setelah|sesudah|menjelang|bulan)[ \t]+$"
)

_SPEAKS = re.compile(rf"[ \t](?:{choice(v.TELLING)})\b")

_TITLED = re.compile(
    r"\b(?:ny|tn|nyonya|tuan|ibu|bapak|pak|bu|dr|sdr|sdri|ustaz|kiai|jenderal|kolonel|kapten)\.?[ \t][a-z]+[ \t]+$"
)

_NAME_BEFORE = re.compile(r"[A-Z][a-z]+[ \t]$")

_NAME_AFTER = re.compile(r"[ \t][A-Z]")

#: How far back a name of a person is looked for.
_NAME_REACH = 4000

_LED_TO = re.compile(
    r"(?:[Pp]ada|[Ss]ejak|[Hh]ingga|[Ss]ampai|[Bb]ulan|[Aa]wal|[Aa]khir|\d)[ \t]+$"
)


def names_a_person(span: Span) -> bool:
    """True where a month is somebody's name: "Juni Irawan", "kata Mei", "Maret (34)", "Siti Mei
    mengatakan", and "Juni" where an earlier "Juni Irawan" was a person."""
    month = span.text[span.start : span.end]
    if not month[0].isupper() or month.isupper() or _LED.search(before(span)):
        return False
    if _AGE.match(span.low, span.end) or _TOLD.search(before(span)):
        return True
    if _NAME_AFTER.match(span.text, span.end) or _TITLED.search(before(span)):
        return True
    if span.low.endswith(", ", 0, span.start) and _SPEAKS.match(span.low, span.end + 1):
        return True  # "istrinya, Mei, kata"
    named = _NAME_BEFORE.search(span.text, max(0, span.start - _SPAN), span.start)
    if named and _SPEAKS.match(span.low, span.end):
        return True
    return _was_named(month, span)


def _was_named(month: str, span: Span) -> bool:
    """True where the month stood earlier as a part of a person's name: "Juni Irawan"."""
    full = re.compile(rf"\b{month}[ \t][A-Z][a-z]+")
    for name in full.finditer(span.text, max(0, span.start - _NAME_REACH), span.start):
        if not _LED_TO.search(span.text, max(0, name.start() - 12), name.start()):
            return True
    return False


def is_part_of_name(span: Span) -> bool:
    """True where a capital follows, as in "komunitas Rabu Ceria"."""
    return _NAME_AFTER.match(span.text, span.end) is not None

"""Conditions of counts and durations."""

from __future__ import annotations

import re

from archive.temporal import vocabulary as v
from archive.temporal.conditions.surroundings import before
from archive.temporal.pattern import Span
from archive.temporal.slots import MONTH_WORD, choice


def is_no_duration(span: Span) -> bool:
    """True for a count of units that points to a time: "dua tahun lalu", but not "selama dua tahun
    lalu", "dalam lima tahun mendatang"."""
    if span.low[span.start].isdigit() and _NUMBERED.search(before(span)):
        return False
    if not is_uncounted(span):
        return False
    if span.low.endswith("lagi", 0, span.end):
        return _LASTING.search(before(span)) is None
    return _LASTING_OR_WITHIN.search(before(span)) is None


#: A term of school: "soal ujian |semester 2".
_OF_SCHOOL = re.compile(
    r"\b(?:kelas|soal|pts|uts|uas|pas|rapor|mahasiswa|kuliah|pelajaran|ujian|ulangan|siswa|murid)\b[^.;]*$"
)
_FOR_SCHOOL = re.compile(r"[ \t](?:kurikulum|kelas|tahun ajaran|tahun pelajaran)\b")


def is_term_of_the_year(span: Span) -> bool:
    """True for a quarter or half of the year, but not for a term of school."""
    if not is_uncounted(span) or _FOR_SCHOOL.match(span.low, span.end):
        return False
    return _OF_SCHOOL.search(before(span)) is None


_LASTING = re.compile(r"\b(?:selama|berusia|berumur|umur|usia)[ \t]+$")

_LASTING_OR_WITHIN = re.compile(r"\b(?:selama|berusia|berumur|umur|usia|dalam|kurun)[ \t]+$")

_NUMBERED = re.compile(rf"\b{choice(v.NUMBERED)}[ \t]+$")


_COUNTED = re.compile(
    rf"(?:(?P<lead>\S+)[ \t]+)?(?P<number>\S*\d(?:-an)?|\b{choice({*v.DIGITS, *v.TENS, *v.SCALES, *v.VAGUE})})"
    r"(?P<scale>[ \t]+(?:ribu|juta|miliar))?[ \t]+(?:(?<!\b[12]\d{3}[ \t])(?:hingga|sampai|atau)[ \t]+)?$"
)

_SCORE = re.compile(rf"\b{choice(v.SCORED)}\b[^.;]{{0,24}}[ \t]\d{{1,2}}-\d{{1,2}}[ \t]+$")


def is_uncounted(span: Span) -> bool:
    """True where no count stands before: of "dua ratus ribu tahun lalu" the last two words are no
    date."""
    count = _COUNTED.search(before(span))
    return (
        count is None or _stands_for_itself(count, span) or _SCORE.search(before(span)) is not None
    )


def _stands_for_itself(count: re.Match[str], span: Span) -> bool:
    """True where a number is a name's or an amount, and counts no years: "KTT G20 tahun lalu",
    "Rp15.000 pekan lalu"."""
    if re.search(r"[a-z$€£/].*\d$", count["number"]) or count["lead"] in (*v.NUMBERED, "rp"):
        return True
    if span.low.startswith("hari", span.start):  # "tiga hari ini" counts, "268 hari ini" does not
        return not re.fullmatch(r"[a-z]+|\d\d?", count["number"])
    if _MODERN_YEAR.fullmatch(count["number"]) or _MONEY.search(count["lead"] or ""):
        return True
    return bool(count["scale"]) and not _AGES_AGO.search(span.low, span.start, span.end)


#: "Nations Cup 2025 |bulan lalu"; "2000 tahun lalu" counts.
_MODERN_YEAR = re.compile(r"(?:19|20)(?!00)\d\d")

#: "US$ 80 miliar |tahun lalu", "senilai 80 miliar |tahun lalu".
_MONEY = re.compile(r"[$€£¥]$|^(?:rp\.?|usd|idr|eur|senilai|seharga)$")

#: "13,8 miliar |tahun lalu" counts, "80 miliar |tahun ini" does not.
_AGES_AGO = re.compile(r"(?:tahun|abad)[ \t](?:yang[ \t])?(?:lalu|silam)")


_YEAR = re.compile(r"\d{4}(?!\d)")

_DATED = re.compile(
    rf"\b(?:pada|sejak|tahun|awal|akhir|pertengahan|di|{'|'.join(v.EVENTS)})[ \t]+$"
)

#: Units of time before a word that turns them are for the rows of dates: "menang 2-1 |pekan lalu".
_TIME_TOLD = re.compile(r"\d{1,3}(?:-\d{1,3})?[ \t]+(?:hari|pekan|minggu|bulan|tahun)[ \t]+\w")

#: "Nations Cup 2025 |bulan lalu": the unit is of the word that turns it.
_YEAR_TURNED = re.compile(
    r"(?:19|20)\d\d[ \t]+(?:hari|pekan|minggu|bulan|tahun)[ \t]+(?:lalu|silam|ini|depan|mendatang|kemarin)\b"
)


def is_counted(span: Span) -> bool:
    """True where a number and a noun are a count: "pada 2013 pasukan Prancis tiba" has a year."""
    if _TIME_TOLD.match(span.low, span.start) or _YEAR_TURNED.match(span.low, span.start):
        return False
    return not (_YEAR.match(span.low, span.start) and _DATED.search(before(span)))


def is_no_rate(span: Span) -> bool:
    """True where "semalam" is last night and no night that one pays for: "Rp500 ribu semalam"."""
    return not re.search(r"(?:\brp[ \t]?[\d.]+|\b(?:ribu|juta|rupiah|dolar))[ \t]+$", before(span))


def is_true_count(span: Span) -> bool:
    """True where a number counts what follows: "tiga hari ini", but not "menjadi 20 hari ini", "268
    hari ini"."""
    return (
        not _NUMBERED.search(before(span)) and not span.low[span.start : span.start + 3].isdigit()
    )


def is_no_count_of_days(span: Span) -> bool:
    """True for "hari ini" as today, and not as the end of a count: "dalam tiga hari ini"."""
    return not span.low.startswith("hari", span.start) or is_uncounted(span)


_UNTIL_A_YEAR = re.compile(r"\b(?:hingga|sampai|sejak|pada)[ \t]+$")


def is_quantity(span: Span) -> bool:
    """True for "setidaknya 1998 kepala", but not for "hingga setidaknya 2026"."""
    return _UNTIL_A_YEAR.search(before(span)) is None


_CLASS = re.compile(r"\b(?:serie|seri|grup|liga|kelas|divisi|formula|kategori|piala)[ \t]+$")


def is_machine(span: Span) -> bool:
    """True for "Boeing 2000", "A 320", but not for "Serie A 2025-2026"."""
    return _CLASS.search(before(span)) is None


_MONTH_BEHIND = re.compile(rf"[ \t]{MONTH_WORD}\b")


_TURNED = re.compile(r"[ \t](?:tadi|ini|nanti|kemarin|itu)\b")


def is_clock_and_part(span: Span) -> bool:
    """True for "pukul 01.35 WITA dini hari", but not for the clock of "pukul 04.53 WIT pagi tadi",
    where the rest is a day of its own."""
    return is_clocks(span) and _TURNED.match(span.low, span.end) is None


def is_clocks(span: Span) -> bool:
    """True for a range of clocks, and not for "pukul 22.00 hingga 10 Maret"."""
    return is_uncounted(span) and _MONTH_BEHIND.match(span.low, span.end) is None

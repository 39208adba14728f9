"""Conditions of months, years, decades and centuries that stand alone."""

from __future__ import annotations

import re

from archive.temporal import vocabulary as v
from archive.temporal.conditions.counts import is_uncounted
from archive.temporal.conditions.surroundings import _SPAN, after, before
from archive.temporal.pattern import Span
from archive.temporal.slots import choice

_AGED = re.compile(
    r"\b(?:berusia|usia|berumur|umur|pria|perempuan|wanita|lelaki)[ \t]+(?:[\w-]+[ \t]+){0,3}$"
)

_ERA = re.compile(
    r"\b(?:era|zaman|jaman|masa|periode|angkatan|generasi|tahun|dekade|dan|pada|sejak|hingga|sampai|dari|musik|lagu|gaya)"
    r"[ \t]+'?$"
)

_MEASURED = re.compile(r"[ \t]+(?:orang|warga|tahun|hari|bulan|persen|meter|kilometer|ribu|juta)\b")

_HEADED = re.compile(r"(?:[a-z]+[ \t]+)?(?:(?:tahun|dekade|dasawarsa)\b|\d{4})")


def is_decade(span: Span) -> bool:
    """True where "30-an" is a decade and no age or count: four digits, a noun such as "tahun", or an
    era before it."""
    if _AGED.search(before(span)) or _MEASURED.match(after(span)):
        return False
    return bool(_HEADED.match(span.low, span.start) or _ERA.search(before(span)))


_CENTURIES = re.compile(
    r"\babad[ \t]ke[- ]\w+(?:,[ \t]ke[- ]\w+){0,2},?[ \t](?:(?:dan|atau|serta)[ \t])?$"
)


def follows_century(span: Span) -> bool:
    """True where "ke-18" goes on a list of centuries: "abad ke-17 dan ke-18"."""
    return _CENTURIES.search(before(span)) is not None


def is_lone_month(span: Span) -> bool:
    """True where a month without day and year is no number's unit; traps catch the names."""
    # "Mei Mei"
    doubled = span.low[span.start : span.end] == before(span).rstrip().rpartition(" ")[2]
    return not doubled and not re.search(r"\d[ \t]+$", before(span))


def is_title(span: Span) -> bool:
    """True where "Bulan" has a capital that the sentence's beginning does not explain: "Hujan Bulan
    Juni"."""
    if not span.text.startswith("Bulan", span.start) or is_timely(span):
        return False
    return bool(re.search(r"\w[ \t]+$", before(span)))


_TIMELY = re.compile(
    r"\b(?:pada|sejak|hingga|sampai|dari|antara|mulai|tahun|selama|sepanjang|sebelum|setelah|sesudah|menjelang"
    r"|awal|akhir|pertengahan|bulan|musim|periode|berdiri|didirikan|dibangun|lahir|kelahiran|wafat)[ \t]+$"
)


def is_timely(span: Span) -> bool:
    """True where a word that leads to a time stands before: "pada", "sejak", "hingga" …"""
    return _TIMELY.search(before(span)) is not None


#: "Perang Jawa 1825": a name may follow the noun.
_EVENT = re.compile(rf"\b(?i:{choice(v.EVENTS)})(?:[ \t][A-Z][a-z]+)?[ \t]+$")

#: "Formula 4 |2025", "tahap 2 |2025": the number before is a name's.
_NAMED_NUMBER = re.compile(rf"\b{choice(v.NUMBERED)}[ \t]+\d{{1,2}}[ \t]+$")

#: "0274 1998 2013" is a telephone number; "U-20 2023" ends in a year.
_NUMBER_BEFORE = re.compile(r"(?:^|[^\w-])\d[\d-]*[ \t]+$")

_NUMBER_AFTER = re.compile(r"[ \t]+\d{4}(?![\d.])")


def is_lone_year(span: Span) -> bool:
    """True where four digits are a year: no part of a longer number, and outside 1900 to 2100 only
    where a time is due."""
    if (
        (_NUMBER_BEFORE.search(before(span)) and not _NAMED_NUMBER.search(before(span)))
        or _NUMBER_AFTER.match(after(span))
        or is_number_plate(span)
    ):
        return False
    modern = 1900 <= int(span.low[span.start : span.start + 4]) <= 2100
    return (
        modern
        or is_timely(span)
        or bool(_EVENT.search(span.text, max(0, span.start - _SPAN), span.start))
        or is_in_brackets(span)
    )


def is_in_brackets(span: Span) -> bool:
    """True where a number stands alone in brackets or ends them: the year of a work, "(Penangkapan,
    1857)"."""
    return (
        span.low.startswith(")", span.end)
        and re.search(r"(?:\(|,[ \t])$", before(span)) is not None
    )


def is_lone_span(span: Span) -> bool:
    """True where "1500-2018" is a span of years: before 1900 only in brackets, with "tahun", or where
    a time is due."""
    first = span.low[span.start : span.start + 4]
    return (
        not first.isdigit()
        or int(first) >= 1900
        or span.low.endswith("(", 0, span.start)
        or is_timely(span)
    )


def is_number_plate(span: Span) -> bool:
    """True where a number stands between capitals: "B 2013 XYZ"."""
    around = span.text[max(0, span.start - 4) : span.end + 4]
    return re.search(r"(?:^|\W)[A-Z]{1,2} \d{4} [A-Z]{1,3}(?:\W|$)", around) is not None


def is_short_year(span: Span) -> bool:
    """True where "tahun 98" is a year: not of the first forty, and nothing is counted."""
    return is_uncounted(span) and span.low[span.end - 2] >= "4"


def is_no_month_with_year(span: Span) -> bool:
    """True where no year follows: a month with its year is a date in a title too."""
    return not re.match(r"[ \t]+\d", after(span))

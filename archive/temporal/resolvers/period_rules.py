"""Rules of what is longer than a day: weeks, months, quarters, years, decades, centuries."""

from __future__ import annotations

from archive.temporal import calendars as cal
from archive.temporal import vocabulary as v
from archive.temporal.numbers import number, ordinal, roman
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers.day_rules import far
from archive.temporal.resolvers.list_rules import months_of_list
from archive.temporal.resolvers.matched import direction, mod_of, month_of, plain, year_of
from archive.temporal.tense import leans, year_of_clause


def _turn(f: Fields) -> int:
    """Which period is meant: -1 the last, 0 the present, 1 the next; "akhir tahun nanti" is the end
    of the present one."""
    if f["rel"] == "nanti" and mod_of(f) == "END":
        return 0
    return direction(f["rel"]) or 0


def week(f: Fields, span: Span) -> Reading | None:
    """The week beside publication: "pekan lalu", "pertengahan pekan ini"."""
    day = cal.plus_days(span.day, 7 * _turn(f))
    return Reading(cal.iso_week(day), mod_of(f)) if day else None


def weekend(f: Fields, span: Span) -> Reading | None:
    """The weekend of the week beside publication: "akhir pekan lalu"."""
    found = week({**f, "edge": "akhir"}, span)
    return Reading(found.value + "-WE") if found else None


def month(f: Fields, span: Span) -> Reading | None:
    """The month, in a year that is written, told or nearest: "Agustus 2021", "April lalu", "Juli
    tahun lalu", "Mei"."""
    named = month_of(f)
    year = year_of(f)
    turn = direction(f.get("rel2"))
    if turn is not None:
        year = span.day.year + turn
    if year is None:
        year = _year_of_month(named, f, span)
    return Reading(f"{year:04d}-{named:02d}", mod_of(f))


def _year_of_month(named: int, f: Fields, span: Span) -> int:
    """The year of a month that names none: by the word that turns it, the year or the words around
    it, else the year that brings it nearest to publication."""
    turn = direction(f.get("rel"))
    if turn:
        return cal.year_of_month(named, span.day, turn)
    year = year_of_clause(span)
    if year:
        return year
    turn = leans(span)
    if turn and named != span.day.month:
        return cal.year_of_month(named, span.day, turn)
    return _shared_year(named, span)


def _shared_year(named: int, span: Span) -> int:
    """The year that brings a month nearest to publication; in a list of months ("Februari, Mei dan
    September") the month that is nearest decides for all."""
    listed = months_of_list(span)
    if named not in listed or listed != sorted(set(listed)):
        return cal.year_of_month(named, span.day)
    nearest = None
    for month in listed:
        year = cal.year_of_month(month, span.day)
        off = abs(12 * (year - span.day.year) + month - span.day.month)
        if nearest is None or off < nearest[0]:
            nearest = (off, year)
    return nearest[1] if nearest else cal.year_of_month(named, span.day)


def month_turned(f: Fields, span: Span) -> Reading | None:
    """The month beside that of publication: "bulan lalu"."""
    year, named = cal.plus_months(span.day.year, span.day.month, _turn(f))
    return Reading(f"{year:04d}-{named:02d}", mod_of(f))


def year_turned(f: Fields, span: Span) -> Reading | None:
    """The year beside that of publication: "tahun lalu"."""
    year = span.day.year + _turn(f)
    return Reading(f"{year:04d}", mod_of(f))


def written_year(f: Fields, _span: Span) -> Reading | None:
    """The year that is written: "2013", "tahun '98"."""
    found = year_of(f)
    return Reading(f"{found:04d}", mod_of(f)) if found else None


def decade(f: Fields, _span: Span) -> Reading | None:
    """ "1980-an", "tahun 70-an"; "tahun 2012-an" is about that year, "27-an" is none."""
    digits = (f["yy"] or "").removeprefix("'")
    if digits[-1] != "0":
        return Reading(digits, "APPROX") if len(digits) == 4 else None
    if len(digits) == 2:  # two digits are of the last century, but "00-an" and "10-an"
        century_of_two = "20" if digits < "20" else "19"
        digits = century_of_two + digits
    return Reading(digits[:3] + "X", mod_of(f))


def century(f: Fields, span: Span) -> Reading | None:
    """The century: "abad ke-18", "abad XIX", "abad pertama", "abad ini"."""
    if f.get("rel"):
        count = span.day.year // 100 + 1 + (direction(f["rel"]) or 0)
    elif f.get("n"):
        count = number(plain(f["n"] or ""))
    else:
        count = roman(f["roman"] or "")
    return Reading(f"{count - 1:02d}XX", mod_of(f)) if 1 <= count <= 100 else None


def first_century(f: Fields, _span: Span) -> Reading | None:
    """The first century: "abad pertama"."""
    return Reading("00XX", mod_of(f))


def decade_turned(f: Fields, span: Span) -> Reading | None:
    """The decade beside that of publication: "dekade lalu"."""
    return far(span.day.year + 10 * (direction(f["rel"]) or 0), "decade")


def quarter(f: Fields, span: Span) -> Reading | None:
    """The quarter or half of a year that is written or told: "kuartal kedua 2023", "semester I
    tahun lalu", "kuartal ini"."""
    months = v.QUARTERS[f["quarter"] or ""]
    parts = 12 // months
    if f["ordinal"] == "terakhir":
        nth = parts
    else:
        nth = ordinal(f["ordinal"] or "")
    if not 1 <= nth <= parts:
        return None
    year = year_of(f)
    if year is None:
        year = span.day.year + (direction(f.get("rel")) or 0)
    return Reading(f"{year:04d}-{_LETTERS[months]}{nth}", mod_of(f))


#: The letter of a part of the year by its months.
_LETTERS = {3: "Q", 6: "H"}


def quarter_of_the_year(f: Fields, span: Span) -> Reading | None:
    """ "semester I"; "kuartal terakhir" alone is vague."""
    if f["ordinal"] == "terakhir":
        return None
    return quarter({**f, "quarter": f["term"]}, span)


def quarter_sign(f: Fields, _span: Span) -> Reading | None:
    """The quarter or half that a sign names: "Q3 2022"."""
    return Reading(f"{year_of(f):04d}-{(f['sign'] or '').upper()}")


def quarter_turned(f: Fields, span: Span) -> Reading | None:
    """The quarter or half beside that of publication: "kuartal lalu", "semester depan"."""
    months = v.QUARTERS[f["quarter"] or ""]
    turn = direction(f["rel"]) or 0
    year, named = cal.plus_months(span.day.year, span.day.month, months * turn)
    return Reading(f"{year:04d}-{_LETTERS[months]}{(named - 1) // months + 1}", mod_of(f))

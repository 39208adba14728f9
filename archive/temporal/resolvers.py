"""What the words of a form mean: fields of a match and its place -> `Reading`. Each function is one
rule.

A resolver returns None when the words name nothing that the calendar has ("31 Februari").
"""

from __future__ import annotations

from datetime import date

from archive.temporal import calendars as cal
from archive.temporal import vocabulary as v
from archive.temporal.numbers import number, ordinal, roman, year
from archive.temporal.pattern import Fields, Reading, Span

_WEEKDAYS = {**v.WEEKDAYS, **v.SHORT_WEEKDAYS, **v.ENGLISH_WEEKDAYS}
CONFLICT = "weekday-conflict"


def plain(words: str) -> str:
    """The words with single spaces."""
    return " ".join(words.split())


def direction(words: str | None) -> int | None:
    """-1 for "lalu" and the like, 0 for "ini", 1 for "mendatang"; None without a word."""
    if words is None:
        return None
    key = plain(words)
    return -1 if key in v.AGO else 1 if key in v.AHEAD else 0


def month_of(f: Fields, nth: str = "") -> int:
    """The month that a match names, in words or as a number."""
    for slot, table in (
        ("month", v.MONTHS),
        ("anymonth", v.MONTHS | v.SHORT_MONTHS),
        ("english", v.ENGLISH_MONTHS),
        ("foreign", v.ENGLISH_MONTHS),
    ):
        if word := f.get(slot + nth):
            return table[word.removesuffix(".")]
    return int(f["m" + nth] or 0)


def year_of(f: Fields, nth: str = "") -> int | None:
    """The year that a match names; None = it names none."""
    digits = f.get("y" + nth) or f.get("yy" + nth) or f.get("short" + nth)
    return year(digits) if digits else None


def weekday_of(f: Fields, nth: str = "") -> int | None:
    """ISO number of the weekday that a match names; None = it names none."""
    word = f.get("weekday" + nth) or f.get("anyweekday" + nth) or f.get("engday" + nth)
    return _WEEKDAYS[word.removesuffix(".")] if word else None


def part_of(f: Fields) -> str:
    """The part of the day that a match names, as TIMEX3; "" = none."""
    word = f.get("part") or f.get("part2") or (f.get("partnya") or "").removesuffix("nya")
    return v.PARTS[plain(word)] if word else ""


def as_day(day: date | None, f: Fields, flag: str | None = None) -> Reading | None:
    """A day, with the part of day that the match names."""
    return Reading(day.isoformat() + part_of(f), None, flag) if day else None


def mod_of(f: Fields) -> str | None:
    """ "START", "MID", "END" of "awal", "pertengahan", "akhir"; None without such a word."""
    return v.EDGES.get(f.get("edge") or "")


# Days of the calendar


def dated(f: Fields, span: Span) -> Reading | None:
    """A day and month, with or without weekday, year and a word such as "lalu"."""
    day, flag = day_of(f, span.day)
    return as_day(day, f, flag)


def day_of(f: Fields, to: date, nth: str = "") -> tuple[date | None, str | None]:
    """The day that a match names, and the flag of a weekday that contradicts it."""
    day, month, weekday = int(f["d" + nth] or 0), month_of(f, nth), weekday_of(f, nth)
    written = year_of(f, nth)
    if (turn := direction(f.get("rel2"))) is not None:  # "27 Januari tahun lalu"
        written = to.year + turn
    if written is not None:
        found = cal.on(written, month, day)
        return found, CONFLICT if found and weekday and found.isoweekday() != weekday else None
    near = cal.nearest(day, month, to)
    if weekday:
        found = cal.nearest_on_weekday(day, month, weekday, to)
        return found, CONFLICT if found and found != near else None
    turn = direction(f.get("rel"))
    return (
        cal.last(day, month, to)
        if turn == -1
        else cal.following(day, month, to)
        if turn == 1
        else near
    ), None


def weekday_turned(f: Fields, span: Span) -> Reading | None:
    """ "Sabtu lalu", "Senin depan", "Senin ini"; "Rabu pagi tadi" and "Rabu malam nanti" can be
    today."""
    weekday, turn = weekday_of(f) or 0, direction(f["rel"])
    today = f["rel"] == "tadi" or (f["rel"] == "nanti" and part_of(f))
    if today and weekday == span.day.isoweekday():
        return as_day(span.day, f)
    if turn == -1:
        return as_day(cal.weekday_before(weekday, span.day), f)
    return as_day(
        cal.weekday_after(weekday, span.day) if turn else cal.weekday_of_week(weekday, span.day, 0),
        f,
    )


def weekday_of_week(f: Fields, span: Span) -> Reading | None:
    """ "Kamis pekan lalu", "Senin dua pekan lalu"."""
    count = number(plain(f.get("n") or "1"))
    turn = direction(f["rel"]) or 0
    return as_day(cal.weekday_of_week(weekday_of(f) or 0, span.day, turn * count), f)


def deictic(f: Fields, span: Span) -> Reading | None:
    """ "kemarin", "hari ini", "besok", with a part of day."""
    return as_day(cal.plus_days(span.day, v.DEICTIC[plain(f["deictic"] or "")]), f)


def today(f: Fields, span: Span) -> Reading | None:
    """ "pagi ini", "nanti malam", "sore tadi"."""
    return as_day(span.day, f)


def yesterday(f: Fields, span: Span) -> Reading | None:
    """ "malam kemarin"."""
    return as_day(cal.plus_days(span.day, -1), f)


def last_night(_f: Fields, span: Span) -> Reading | None:
    """ "tadi malam", "semalam": the night of the day before."""
    day = cal.plus_days(span.day, -1)
    return Reading(day.isoformat() + "TNI") if day else None


def night_dated(f: Fields, span: Span) -> Reading | None:
    """ "semalam (7/2)": the night of the day in brackets."""
    found = dated(f, span)
    return Reading(found.value + "TNI", None, found.flag) if found else None


# Weeks, months, years and longer


def week(f: Fields, span: Span) -> Reading | None:
    """ "pekan lalu", "pertengahan pekan ini"."""
    day = cal.plus_days(span.day, 7 * (direction(f["rel"]) or 0))
    return Reading(cal.iso_week(day), mod_of(f)) if day else None


def weekend(f: Fields, span: Span) -> Reading | None:
    """ "akhir pekan lalu"."""
    found = week(f, span)
    return Reading(found.value + "-WE") if found else None


def month(f: Fields, span: Span) -> Reading | None:
    """ "Agustus 2021", "April lalu", "Juli tahun lalu", "Mei"."""
    number_, written = month_of(f), year_of(f)
    if (turn := direction(f.get("rel2"))) is not None:
        written = span.day.year + turn
    if written is None:
        written = cal.year_of_month(number_, span.day, direction(f.get("rel")) or 0)
    return Reading(f"{written:04d}-{number_:02d}", mod_of(f))


def month_turned(f: Fields, span: Span) -> Reading | None:
    """ "bulan lalu"."""
    found = cal.plus_months(span.day.year, span.day.month, direction(f["rel"]) or 0)
    return Reading("{:04d}-{:02d}".format(*found), mod_of(f))


def day_of_month_turned(f: Fields, span: Span, nth: str = "") -> Reading | None:
    """ "tanggal 5 bulan ini", "tanggal 20 bulan lalu"."""
    year_, month_ = cal.plus_months(span.day.year, span.day.month, direction(f["rel"]) or 0)
    return as_day(cal.on(year_, month_, int(f["d" + nth] or 0)), f)


def year_turned(f: Fields, span: Span) -> Reading | None:
    """ "tahun lalu"."""
    return Reading(f"{span.day.year + (direction(f['rel']) or 0):04d}", mod_of(f))


def written_year(f: Fields, _place: Span) -> Reading | None:
    """ "2013", "tahun '98"."""
    found = year_of(f)
    return Reading(f"{found:04d}", mod_of(f)) if found else None


def decade(f: Fields, _place: Span) -> Reading | None:
    """ "1980-an", "tahun 70-an"; "27-an" is none."""
    digits = (f["yy"] or "").removeprefix("'")
    if digits[-1] != "0":
        return None
    if len(digits) == 2:  # two digits are of the last century, but "00-an" and "10-an"
        digits = ("20" if digits < "20" else "19") + digits
    return Reading(digits[:3] + "X", mod_of(f))


def century(f: Fields, span: Span) -> Reading | None:
    """ "abad ke-18", "abad XIX", "abad pertama", "abad ini"."""
    if f.get("rel"):
        count = span.day.year // 100 + 1 + (direction(f["rel"]) or 0)
    elif f.get("n"):
        count = number(plain(f["n"] or ""))
    else:
        count = roman(f["roman"] or "")
    return Reading(f"{count - 1:02d}XX", mod_of(f)) if 1 <= count <= 100 else None


def first_century(f: Fields, _place: Span) -> Reading | None:
    """ "abad pertama"."""
    return Reading("00XX", mod_of(f))


def decade_turned(f: Fields, span: Span) -> Reading | None:
    """ "dekade lalu"."""
    return far(span.day.year + 10 * (direction(f["rel"]) or 0), "decade")


def quarter(f: Fields, span: Span) -> Reading | None:
    """ "kuartal kedua 2023", "semester I tahun lalu", "kuartal ini"."""
    months = v.QUARTERS[f["quarter"] or ""]
    parts = 12 // months
    nth = parts if f["ordinal"] == "terakhir" else ordinal(f["ordinal"] or "")
    found = year_of(f)
    if found is None:
        found = span.day.year + (direction(f.get("rel")) or 0)
    return (
        Reading(f"{found:04d}-{'Q' if months == 3 else 'H'}{nth}", mod_of(f))
        if 1 <= nth <= parts
        else None
    )


def quarter_of_the_year(f: Fields, span: Span) -> Reading | None:
    """ "semester I"; "kuartal terakhir" alone is vague."""
    return quarter({**f, "quarter": f["term"]}, span) if f["ordinal"] != "terakhir" else None


def quarter_sign(f: Fields, _place: Span) -> Reading | None:
    """ "Q3 2022"."""
    return Reading(f"{year_of(f):04d}-{(f['sign'] or '').upper()}")


def quarter_turned(f: Fields, span: Span) -> Reading | None:
    """ "kuartal lalu", "semester depan"."""
    months = v.QUARTERS[f["quarter"] or ""]
    year_, month_ = cal.plus_months(
        span.day.year, span.day.month, months * (direction(f["rel"]) or 0)
    )
    return Reading(
        f"{year_:04d}-{'Q' if months == 3 else 'H'}{(month_ - 1) // months + 1}", mod_of(f)
    )


# Counted


def counted(f: Fields, span: Span) -> Reading | None:
    """ "tiga hari lalu", "dua bulan lagi", "sepekan lalu", at the unit's grain."""
    unit = v.ONE_UNIT[f["one"] or ""] if f.get("one") else v.UNITS[f["unit"] or ""]
    count = number(plain(f.get("n") or "1"))
    return step(unit, -count if f.get("past") else count, span.day)


def step(unit: str, count: int, day: date) -> Reading | None:
    """So many units from a day, at the unit's grain."""
    if unit in ("day", "week"):
        found = cal.plus_days(day, count * (7 if unit == "week" else 1))
        return (
            Reading(cal.iso_week(found) if unit == "week" else found.isoformat()) if found else None
        )
    if unit == "month":
        return Reading("{:04d}-{:02d}".format(*cal.plus_months(day.year, day.month, count)))
    return far(day.year + count * {"year": 1, "decade": 10, "century": 100}[unit], unit)


def far(found: int, unit: str) -> Reading | None:
    """A year, its decade or its century; None = before year 1 or after 9999."""
    if not 1 <= found <= 9999:
        return None
    digits = f"{found:04d}"
    return Reading({"year": digits, "decade": digits[:3] + "X", "century": digits[:2] + "XX"}[unit])

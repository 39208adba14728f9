"""The days of Indonesian feasts: "Natal 2022", "Idul Fitri 1444 H", "Lebaran 2023", "HUT ke-77 RI".

The moving ones stand in a table, a row a year. It was made from the package `holidays` (country
ID), which a test compares it with.
"""

from __future__ import annotations

from datetime import date, timedelta

#: Month and day of the feasts that do not move.
FIXED = {
    "tahun-baru": (1, 1),
    "hari-buruh": (5, 1),
    "pancasila": (6, 1),
    "kemerdekaan": (8, 17),
    "natal": (12, 25),
}

#: Names of the columns of the table.
MOVING = (
    "idul-fitri",
    "idul-adha",
    "tahun-baru-islam",
    "nyepi",
    "imlek",
    "waisak",
    "jumat-agung",
    "kenaikan",
)

#: The first day of each by the government's decree; "-" = no day off in that year, "," = twice in it.
#: Tahun Baru Islam 2021 is the feast itself, the day off was a day later.
TABLE = """
    1990  04-26        07-03        07-23        03-27        -            05-10        04-13        05-24
    1991  04-16        06-23        07-13        03-17        -            05-28        03-29        05-09
    1992  04-05        06-11        07-02        03-05        -            05-16        04-17        05-28
    1993  03-25        06-01        06-21        03-24        -            05-06        04-09        05-20
    1994  03-14        05-21        06-11        03-12        -            05-25        04-01        05-12
    1995  03-03        05-10        05-31        04-01        -            05-15        04-14        05-25
    1996  02-20        04-28        05-19        03-21        -            06-02        04-05        05-16
    1997  02-09        04-18        05-08        04-09        -            05-22        03-28        05-08
    1998  01-30        04-07        04-28        03-29        -            05-11        04-10        05-21
    1999  01-19        03-28        04-17        03-18        -            05-30        04-02        05-13
    2000  01-08,12-27  03-16        04-06        04-04        -            05-18        04-21        06-01
    2001  12-16        03-05        03-26        03-25        -            05-07        04-13        05-24
    2002  12-06        02-23        03-15        04-13        -            05-26        03-29        05-09
    2003  11-25        02-12        03-03        04-02        02-01        05-16        04-18        05-29
    2004  11-14        02-02        02-23        03-22        01-22        06-03        04-09        05-20
    2005  11-03        01-21        02-10        03-11        02-09        05-24        03-25        05-05
    2006  10-24        01-10,12-31  01-31        03-30        01-30        05-13        04-14        05-25
    2007  10-13        12-20        01-20        03-19        02-19        06-01        04-06        05-17
    2008  10-01        12-08        01-10,12-29  03-07        02-07        05-20        03-21        05-01
    2009  09-20        11-27        12-18        03-26        01-26        05-09        04-10        05-21
    2010  09-10        11-17        12-07        03-16        02-15        05-28        04-02        05-13
    2011  08-30        11-06        11-27        03-05        02-03        05-17        04-22        06-02
    2012  08-19        10-26        11-15        03-23        01-23        05-06        04-06        05-17
    2013  08-08        10-15        11-05        03-12        02-11        05-25        03-29        05-09
    2014  07-28        10-05        10-25        03-31        01-31        05-15        04-18        05-29
    2015  07-17        09-24        10-14        03-21        02-19        06-02        04-03        05-14
    2016  07-06        09-12        10-02        03-09        02-08        05-22        03-25        05-05
    2017  06-25        09-01        09-21        03-28        01-28        05-11        04-14        05-25
    2018  06-15        08-22        09-11        03-17        02-16        05-29        03-30        05-10
    2019  06-05        08-11        09-01        03-07        02-05        05-19        04-19        05-30
    2020  05-24        07-31        08-20        03-25        01-25        05-07        04-10        05-21
    2021  05-13        07-20        08-10        03-14        02-12        05-26        04-02        05-13
    2022  05-02        07-10        07-30        03-03        02-01        05-16        04-15        05-26
    2023  04-22        06-29        07-19        03-22        01-22        06-04        04-07        05-18
    2024  04-10        06-17        07-07        03-11        02-10        05-23        03-29        05-09
    2025  03-31        06-06        06-27        03-29        01-29        05-12        04-18        05-29
    2026  03-21        05-27        06-16        03-19        02-17        05-31        04-03        05-14
    2027  03-10        05-17        06-06        03-08        02-06        05-20        03-26        05-06
    2028  02-27        05-05        05-26        03-26        01-26        05-09        04-14        05-25
    2029  02-15        04-25        05-15        03-15        02-13        05-27        03-30        05-10
    2030  02-04        04-14        05-04        03-05        02-03        05-16        04-19        05-30
"""

#: The year of independence, from which birthdays of the republic count.
_INDEPENDENCE = 1945
#: Feasts that tell the Hijri year, with the number of one of them.
_HIJRI = {
    "idul-fitri": (date(2018, 6, 15), 1439),
    "idul-adha": (date(2018, 8, 22), 1439),
    "tahun-baru-islam": (date(2018, 9, 11), 1440),
}


def _days() -> dict[str, dict[int, list[date]]]:
    days: dict[str, dict[int, list[date]]] = {feast: {} for feast in MOVING}
    for row in TABLE.strip().splitlines():
        year, *cells = row.split()
        for feast, cell in zip(MOVING, cells, strict=True):
            if cell != "-":
                days[feast][int(year)] = [
                    date.fromisoformat(f"{year}-{day}") for day in cell.split(",")
                ]
    return days


#: The days of the moving feasts by year.
DAYS = _days()


def in_year(feast: str, year: int) -> date | None:
    """The first day of a feast in a year of our calendar; None = it is not in the table."""
    if feast in FIXED:
        month, day = FIXED[feast]
        return date(year, month, day)
    if feast == "paskah":
        friday = in_year("jumat-agung", year)
        return friday + timedelta(days=2) if friday else None
    days = DAYS[feast].get(year)
    return days[0] if days else None


def in_hijri_year(feast: str, year: int) -> date | None:
    """The first day of a feast in a year of the Hijra; None = it is not told by that calendar, or
    not in the table."""
    if feast not in _HIJRI:
        return None
    days = sorted(day for in_one_year in DAYS[feast].values() for day in in_one_year)
    known, number = _HIJRI[feast]
    index = days.index(known) + year - number
    return days[index] if 0 <= index < len(days) else None


def birthday(number: int) -> date | None:
    """The day on which the republic turned this many years old; None = no such day."""
    return date(_INDEPENDENCE + number, 8, 17) if 1 <= number <= 200 else None

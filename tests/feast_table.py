"""The moving feasts as the package `holidays` has them, in the form of `archive.temporal.feasts`.

`python tests/feast_table.py` prints the table, in an environment that has the package.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import holidays

#: Column of the table -> name in the package.
NAMES = {
    "idul-fitri": "Eid al-Fitr",
    "idul-adha": "Eid al-Adha",
    "tahun-baru-islam": "Islamic New Year",
    "nyepi": "Day of Silence",
    "imlek": "Lunar New Year",
    "waisak": "Vesak Day",
    "jumat-agung": "Good Friday",
    "kenaikan": "Ascension Day",
}


def rows(first: int, last: int) -> dict[int, dict[str, list[date]]]:
    """The days of each feast by year; a feast of the lunar year can fall twice in one, or never."""
    found: dict[int, dict[str, list[date]]] = {}
    for year in range(first, last + 1):
        days = defaultdict(list)
        for day, names in sorted(
            holidays.country_holidays("ID", years=year, language="en_US").items()
        ):
            for feast, name in NAMES.items():
                if name in [part.removesuffix(" (estimated)") for part in names.split("; ")]:
                    days[feast].append(day)
        found[year] = dict(days)
    return found


def main() -> None:
    """Print the table."""
    for year, days in rows(1990, 2030).items():
        cells = [",".join(f"{day:%m-%d}" for day in days.get(feast, [])) or "-" for feast in NAMES]
        print(f"    {year}  " + "  ".join(f"{cell:11}" for cell in cells).rstrip())


if __name__ == "__main__":
    main()

"""Clock times: "pukul 7 malam", "19.30 WIB", "pukul 09.00-17.00 WITA"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from archive.temporal import vocabulary as v
from archive.temporal.numbers import number
from archive.temporal.pattern import Fields
from archive.temporal.resolvers import plain

_PAST = re.compile(r"(.+) (lewat|lebih|kurang) (.+)")


def clock(f: Fields, nth: str = "") -> str | None:
    """The time of a match as "T19:00" with its zone's offset; None = no such time.

    What only one edge of a span names, part of day or zone, holds for the other too: "pukul 7-9
    malam".
    """
    written = f.get("time" + nth) or f.get("hm" + nth) or ""
    numbers = [int(digits) for digits in re.findall(r"\d+", written)] or said(
        plain(f.get("said") or "satu")
    )
    part, zone = (
        f.get(slot + nth) or f.get(slot) or f.get(slot + "2") for slot in ("part", "zone")
    )
    hour, minute = hour_in(numbers[0], plain(part)) if part else numbers[0], [*numbers, 0][1]
    if hour > 24 or (hour == 24 and minute):
        return None
    return f"T{hour:02d}:{minute:02d}{v.ZONES[zone] if zone else ''}"


def said(words: str) -> list[int]:
    """Hour and minute of a time in words: "setengah tujuh" is 6:30, "delapan kurang seperempat"
    7:45."""
    if words.startswith("setengah "):
        return [(number(words.removeprefix("setengah ")) or 12) - 1, 30]
    past = _PAST.fullmatch(words)
    if not past:
        return [number(words), 0]
    hour, minutes = (
        number(past[1]),
        15 if past[3] == "seperempat" else number(past[3].removesuffix(" menit")),
    )
    return [hour - 1, 60 - minutes] if past[2] == "kurang" else [hour, minutes]


def hour_in(hour: int, part: str) -> int:
    """The hour of 24 that an hour of 12 means in a part of the day: 7 in "malam" is 19."""
    first, last = v.PART_HOURS[part]
    if hour == 12 and first == 0:
        return 0
    if first <= hour <= last or hour > 12:
        return hour
    return hour + 12 if first <= hour + 12 <= last else hour


def on_day(day: str, f: Fields) -> str | None:
    """A day with the clock or the span of clocks of a match; None = no such time."""
    start = clock(f)
    if not f.get("time2"):
        return day + start if start else None
    end = clock(f, "2")
    if not start or not end:
        return None
    over_night = end[:6] <= start[:6]
    return f"{day}{start}/{date.fromisoformat(day) + timedelta(days=over_night)}{end}"

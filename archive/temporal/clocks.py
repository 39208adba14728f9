"""Clock times: "pukul 7 malam", "19.30 WIB", "pukul 09.00-17.00 WITA"."""

from __future__ import annotations

import re

from archive.temporal import vocabulary as v
from archive.temporal.pattern import Fields
from archive.temporal.resolve import plain


def clock(f: Fields, nth: str = "") -> str | None:
    """The time of a match as "T19:00" with its zone's offset; None = no such time."""
    written = f.get("time" + nth) or f.get("hm" + nth) or f.get("h" + nth) or ""
    numbers = [int(digits) for digits in re.findall(r"\d+", written)]
    if not numbers:
        return None
    part = f.get("clockpart") or f.get("part")
    hour, minute = hour_in(numbers[0], plain(part)) if part else numbers[0], [*numbers, 0][1]
    if hour > 24 or (hour == 24 and minute):
        return None
    zone = f.get("zone")
    return f"T{hour:02d}:{minute:02d}{v.ZONES[zone] if zone else ''}"


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
    return f"{day}{start}/{day}{end}" if start and end else None

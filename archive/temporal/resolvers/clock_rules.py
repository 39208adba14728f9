"""Rules of clock times: "pukul 7 malam", "19.30 WIB", "pukul 09.00-17.00 WITA"."""

from __future__ import annotations

import re
from datetime import date

from archive.temporal import calendars as cal
from archive.temporal import vocabulary as v
from archive.temporal.numbers import number
from archive.temporal.pattern import Fields, Reading, Span
from archive.temporal.resolvers.matched import day_number, plain

_OFFSET = re.compile(r"([+-])(\d\d?)(?::?(\d\d))?$")
_PAST = re.compile(r"(.+) (lewat|lebih|kurang) (.+)")


def time_of(f: Fields, nth: str = "") -> str | None:
    """The time of a match as "T19:00" with its zone's offset; None = no such time.

    What only one edge of a range names, part of day or zone, holds for the other too: "pukul 7-9
    malam".
    """
    hour, minute = _hour_and_minute(f, nth)
    part = _of_either_edge(f, "part", nth)
    zone = _of_either_edge(f, "zone", nth)
    if part:
        hour = hour_in(hour, plain(part))
    if half := f.get("ampm"):
        hour = hour % 12
        if half.startswith("p"):
            hour += 12
    if hour > 24 or (hour == 24 and minute) or not 0 <= minute < 60:
        return None
    offset = offset_of(zone) if zone else ""
    return f"T{hour:02d}:{minute:02d}{offset}"


def offset_of(zone: str) -> str:
    """The offset of a zone: "+07:00" for "wib", "+08:00" for "gmt+8", "+07:00" for "+0700"."""
    if zone in v.ZONES:
        return v.ZONES[zone]
    written = _OFFSET.search(zone)
    if written is None:  # "z"
        return "+00:00"
    return f"{written[1]}{int(written[2]):02d}:{written[3] or '00'}"


def _hour_and_minute(f: Fields, nth: str) -> tuple[int, int]:
    written = f.get("time" + nth) or f.get("hm" + nth)
    if not written:
        return said(plain(f.get("said") or "satu"))
    numbers = [int(digits) for digits in re.findall(r"\d+", written)]
    minute = numbers[1] if len(numbers) > 1 else 0
    return numbers[0], minute


def _of_either_edge(f: Fields, slot: str, nth: str) -> str | None:
    return f.get(slot + nth) or f.get(slot) or f.get(slot + "2")


def said(words: str) -> tuple[int, int]:
    """Hour and minute of a time in words: "setengah tujuh" is 6:30, "delapan kurang seperempat"
    7:45."""
    if words.startswith("setengah "):
        hour = number(words.removeprefix("setengah ")) or 12
        return hour - 1, 30
    past = _PAST.fullmatch(words)
    if not past:
        return number(words), 0
    hour = number(past[1])
    if past[3] == "seperempat":
        minutes = 15
    else:
        minutes = number(past[3].removesuffix(" menit"))
    if past[2] == "kurang":
        return hour - 1, 60 - minutes
    return hour, minutes


def hour_in(hour: int, part: str) -> int:
    """The hour of 24 that an hour of 12 means in a part of the day: 7 in "malam" is 19."""
    first, last = v.PART_HOURS[part]
    if hour == 12 and first == 0:
        return 0
    if first <= hour <= last or hour > 12:
        return hour
    return hour + 12 if first <= hour + 12 <= last else hour


def on_day(day: str, f: Fields) -> str | None:
    """A day with the clock or the range of clocks of a match; None = no such time."""
    start = time_of(f)
    if not start:
        return None
    if not f.get("time2"):
        return day + start
    end = time_of(f, "2")
    if not end:
        return None
    last: date | None = date.fromisoformat(day)
    if end[:6] <= start[:6]:
        last = _next_day(day)  # over night
    return f"{day}{start}/{last}{end}" if last else None


def _next_day(day: str) -> date | None:
    return cal.plus_days(date.fromisoformat(day), 1)


#: The parts of a day in their order.
_ORDER = ("TMO", "TMI", "TAF", "TEV", "TNI")


def day_of_end(day: str, first: str, last: str) -> date | None:
    """The day on which the last of two parts of a day lies: the next one for "malam hingga pagi";
    None = behind the end of the calendar."""
    if _ORDER.index(last) < _ORDER.index(first):
        return _next_day(day)
    return date.fromisoformat(day)


def stamped(f: Fields, _span: Span) -> Reading | None:
    """ "2023-02-07T14:30", with or without an offset."""
    day = cal.on(int(f["y"] or 0), int(f["m"] or 0), day_number(f))
    value = on_day(day.isoformat(), {**f, "zone": f.get("offset")}) if day else None
    return Reading(value) if value else None

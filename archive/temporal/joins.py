"""From the forms of a text to its mentions: clocks to their days, words in apposition, ranges.

`hari ini, Rabu (18/6) pukul 10.00` is three forms and one mention; so is `awal Mei hingga 9 Juni`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from archive.temporal import anchors, ranges
from archive.temporal import vocabulary as v
from archive.temporal.pattern import Reading, Span
from archive.temporal.ranges import Part
from archive.temporal.resolvers import clock_rules, day_rules, english_rules
from archive.temporal.resolvers.matched import plain, weekday_of
from archive.temporal.scan import Match, read
from archive.temporal.slots import choice
from archive.temporal.tense import REACH

#: Rules of days that are named from the day of publication.
_DEICTIC = (
    day_rules.deictic,
    day_rules.today,
    day_rules.yesterday,
    day_rules.last_night,
    english_rules.deictic,
    english_rules.today,
)
_DATED = (day_rules.dated, english_rules.dated)
_TURNED = (day_rules.weekday_turned, day_rules.weekday_of_week)
_BARE_WEEKDAY = (day_rules.weekday, english_rules.weekday)
#: What stands between words that name the same day.
_APPOSED = re.compile(r",?[ \t]{1,3}")
#: What stands between a clock and the day behind it.
_TO_ITS_DAY = re.compile(r"(?:,|[ \t]+(?:pada|di|tanggal|hari|on))*[ \t]{1,3}\(?")
_DAY_VALUE = re.compile(r"(\d{4}-\d\d-\d\d)(T\S+)?")
_UNTIL_PART = re.compile(
    rf"[ \t]?(?:-|hingga|sampai)[ \t]?(?P<part>{choice(v.PARTS)})(?!\w|[ \t](?:ini|tadi|nanti|kemarin)\b)"
)


def joined(matches: Sequence[Match], language: str) -> list[Part]:
    """The mentions that the forms of a text make, in reading order."""
    return _with_ranges(_Reader(matches).parts(), language)


class _Reader:
    """Goes through the forms in order; what was read tells how to read what follows."""

    def __init__(self, matches: Sequence[Match]) -> None:
        self._matches = matches
        self._seen: list[str] = []

    def parts(self) -> list[Part]:
        found: list[Part] = []
        index = 0
        done = 0
        while index < len(self._matches):
            if self._matches[index].span.start < done:  # a clock that belongs to the day before it
                index += 1
                continue
            part, index = self._part(index)
            if part:
                done = part.span.end
                self._seen.append(part.reading.value)
                found.append(part)
        return found

    def _part(self, index: int) -> tuple[Part | None, int]:
        """The mention that begins with a form, and where to go on."""
        match = self._matches[index]
        reading = self._reading(index)
        if reading is None:
            return None, index + 1
        part = Part(match.span, reading, match, match)
        index += 1
        if match.form.resolve is anchors.clock:
            return self._with_day(part, index)
        return self._apposed(part, index)

    def _reading(self, index: int) -> Reading | None:
        match = self._matches[index]
        if not match.form.late:
            return match.reading
        span = replace(match.span, before=self._seen, after=self._ahead(index))
        return read(match.form, span, match.fields)

    def _ahead(self, index: int) -> list[str]:
        """Values of the later mentions in the sentence of a mention, of those that stand for
        themselves."""
        span = self._matches[index].span
        limit = span.end + REACH
        sentence_end = span.low.find(". ", span.end, limit)
        if sentence_end >= 0:
            limit = sentence_end
        values = []
        for later in range(index + 1, len(self._matches)):
            match = self._matches[later]
            if match.span.start >= limit:
                break
            if match.reading:
                values.append(match.reading.value)
        return values

    def _with_day(self, clock: Part, index: int) -> tuple[Part, int]:
        """A clock with the day right behind it: "pukul 06.15 WITA, Jumat (3/3)"."""
        day = self._next_day(index)
        if day is None or not _stands_between(_TO_ITS_DAY, clock.span, day.span):
            return clock, index
        written, part = _day_and_part(day)
        fields = {**clock.match.fields}
        if part and not fields.get("part"):
            fields["part"] = anchors.word_of_part(part)
        value = clock_rules.on_day(written, fields)
        if value is None:
            return clock, index
        end = _behind_bracket(clock.span, day.span)
        reading = Reading(value, None, day.reading.flag if day.reading else None)
        return Part(replace(clock.span, end=end), reading, clock.match, day), index + 1

    def _next_day(self, index: int) -> Match | None:
        """The next form, where it names a day; None = it does not."""
        if index >= len(self._matches):
            return None
        match = self._matches[index]
        if match.reading is None or not _DAY_VALUE.fullmatch(match.reading.value):
            return None
        return match

    def _apposed(self, part: Part, index: int) -> tuple[Part, int]:
        """A day with the words beside it that name the same day, and the clock behind them."""
        while _DAY_VALUE.fullmatch(part.reading.value):
            part = _with_clock(part)
            following = self._next_day(index)
            if following is None or following.span.start < part.span.end:
                break
            both = _one_day(part, following)
            if both is None:
                break
            part = both
            index += 1
        return part, index


def _with_clock(part: Part) -> Part:
    clocked = anchors.with_clock(part.span, part.reading)
    if clocked is None:
        return part
    end, reading = clocked
    return replace(part, span=replace(part.span, end=end), reading=reading)


def _one_day(part: Part, other: Match) -> Part | None:
    """A day and the day right behind it as one mention; None where they are two."""
    if not _stands_between(_APPOSED, part.span, other.span) or other.reading is None:
        return None
    if _is_same_turned(part, other):
        return replace(part, span=replace(part.span, end=other.span.end), last=other)
    deictic = part.match.form.resolve in _DEICTIC
    if deictic == (other.form.resolve in _DEICTIC):
        return None
    day, time = _day_and_part(part)
    other_day, other_time = _day_and_part(other)
    if day != other_day:
        pointed, written_day = (day, other_day) if deictic else (other_day, day)
        written = other if deictic else part.match
        if written.form.resolve in _DATED:  # the fullest date wins
            day = written_day
        elif _is_weekday_of(written, pointed):
            day = pointed
        else:
            return None
    span = replace(part.span, end=other.span.end)
    flag = part.reading.flag or other.reading.flag
    return Part(span, Reading(day + (time or other_time), None, flag), part.match, other)


def _is_same_turned(part: Part, other: Match) -> bool:
    """True for a weekday that is turned and the date behind it, of the same day: "Kamis kemarin, 22
    Agustus"."""
    if part.match.form.resolve not in _TURNED or other.form.resolve not in _DATED:
        return False
    return part.reading.value[:10] == _day_and_part(other)[0] and not _day_and_part(other)[1]


def _is_weekday_of(match: Match, day: str) -> bool:
    """True for a bare weekday that the day falls on: "besok hari Jumat"."""
    if match.form.resolve not in _BARE_WEEKDAY:
        return False
    return weekday_of(match.fields) == date.fromisoformat(day).isoweekday()


def _day_and_part(found: Part | Match) -> tuple[str, str]:
    """The day of a value, and its part of day or clock with the T; "" = none."""
    value = found.reading.value if found.reading else ""
    return value[:10], value[10:]


def _stands_between(pattern: re.Pattern[str], first: Span, second: Span) -> bool:
    return pattern.fullmatch(first.low, first.end, second.start) is not None


def _behind_bracket(clock: Span, day: Span) -> int:
    """Where a day ends, its closing bracket included where one was opened between."""
    opened = clock.low.endswith("(", clock.end, day.start)
    return day.end + 1 if opened and clock.low.startswith(")", day.end) else day.end


def _with_ranges(parts: list[Part], language: str) -> list[Part]:
    """The mentions, two edges of a range as one."""
    found: list[Part] = []
    for part in parts:
        whole = ranges.joined(found[-1], part, language) if found else None
        if whole:
            found[-1] = whole
        else:
            found.append(part)
    return [_until_part(part) for part in found]


def _until_part(part: Part) -> Part:
    """ "Kamis siang hingga sore": the range of two parts of one day."""
    day, first = _day_and_part(part)
    if not _DAY_VALUE.fullmatch(part.reading.value) or first not in v.PARTS.values():
        return part
    match = _UNTIL_PART.match(part.span.low, part.span.end)
    if match is None:
        return part
    last = v.PARTS[plain(match["part"])]
    end = clock_rules.day_of_end(day, first, last)
    if end is None:
        return part
    reading = Reading(f"{day}{first}/{end}{last}", None, part.reading.flag)
    return replace(part, span=replace(part.span, end=match.end()), reading=reading)

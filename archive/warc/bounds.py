"""The plausible bounds of lengths, statuses and dates in archives: the one place that says so.

Whatever others wrote is read through here, so that a length of 5,000 digits, a status of 20 or a
date in the year 9999 is a named fault of the one record that has it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

#: Bytes; no record of any archive is longer.
LONGEST_RECORD = 1 << 40
#: Bytes; the longest page, packed or not. What unpacks to more is no page.
LONGEST_PAGE = 64 * 1024 * 1024
#: Bytes; more than the headers of a record have.
LONGEST_HEAD = 1 << 18
#: Years; archives of the web began in 1996, and clocks that are wrong by more say nothing.
FIRST_YEAR, LAST_YEAR = 1990, 2200

_LENGTH = re.compile(r"\+?[0-9]{1,20}")
_STATUS = re.compile(r"[1-9][0-9]{2}")
_REDUCED = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?")


def length(text: str) -> int | None:
    """The length that a header states, in bytes; None = none, or one that nothing can have."""
    stated = text.strip()
    if not stated.isascii() or not _LENGTH.fullmatch(stated):
        return None
    size = int(stated)
    return size if size <= LONGEST_RECORD else None


def status(text: str) -> int | None:
    """The status code of a response, 100 to 999; None = there is no such code."""
    return int(text) if text.isascii() and _STATUS.fullmatch(text) else None


def moment(text: str) -> datetime:
    """The time in a WARC-Date or in the date of an ARC record: aware, UTC.

    A date of reduced precision ("2023-02") is the beginning of what it names. `ValueError` says
    what is wrong with one that is no time, or a time that no archive can have.
    """
    try:
        time = _parsed(text.strip())
    except ValueError:
        raise ValueError(f"the date {text[:40]!r} is no time") from None
    if not FIRST_YEAR <= time.year <= LAST_YEAR:  # asked first: an offset may leave the calendar
        raise ValueError(f"the date {text[:40]!r} is no time of an archive")
    if time.tzinfo is None:
        return time.replace(tzinfo=UTC)
    return time.astimezone(UTC)


def _parsed(text: str) -> datetime:
    if not text.isascii():
        raise ValueError
    if reduced := _REDUCED.fullmatch(text):
        year, month = reduced.groups()
        return datetime(int(year), int(month or 1), 1, tzinfo=UTC)
    if digits := _DIGITS.fullmatch(text):
        return datetime(*(int(part or 0) for part in digits.groups()), tzinfo=UTC)  # type: ignore[misc, arg-type]
    return datetime.fromisoformat(text)

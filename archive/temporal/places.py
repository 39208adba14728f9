"""Whether a month, year or count that stands alone is a date where it stands."""

from __future__ import annotations

import re

from archive.temporal.pattern import Place

_SPAN = 40


def before(place: Place) -> str:
    """What stands before an expression on its line, in lower case."""
    return place.low[max(0, place.start - _SPAN) : place.start]


def after(place: Place) -> str:
    """What stands behind an expression, in lower case."""
    return place.low[place.end : place.end + _SPAN]


_DURATION = re.compile(r"\b(?:selama|dalam|hingga|kurun|usia|berusia|berumur|umur)[ \t]+$")


def is_no_duration(place: Place) -> bool:
    """Whether a count of units points to a time: "selama dua tahun lalu" does not."""
    return not re.search(r"\b(?:selama|dalam|berusia|berumur|umur|usia)[ \t]+$", before(place))


def is_day_or_week(place: Place) -> bool:
    """Whether "30-an" is a decade and not an age."""
    return not re.search(r"\b(?:berusia|usia|berumur|umur)[ \t]+$", before(place))


def is_lone_month(place: Place) -> bool:
    """Whether a month without day and year is no name."""
    return True


def is_lone_year(place: Place) -> bool:
    """Whether four digits are a year."""
    return True

"""The id of an item: the number that an installation of the platform gave it, and which
installation that was, in one integer.

    id = number + installation × 10,000,000,000

VOA is installation 0, so the ids of its items are their numbers; item 33123456 of RFE/RL, which is
installation 1, is 10033123456. Every id is below 2**53, so that a reader of JSON keeps it exact
which makes doubles of numbers. Negative ids are provisional, of texts without a number
(`archive.store.rows`). This is the one place that makes ids of numbers, and undoes it.
"""

from __future__ import annotations

import re

from archive import sites
from archive.sites import INSTALLATIONS, SITES, Site
from archive.urls import item_number

#: The number of numbers of one installation: they have at most ten digits.
SPAN = 10**10

#: The ids of items lie below this.
END = sites.UNKNOWN.stop * SPAN

_NAMES = {code: name for name, code in INSTALLATIONS.items()}
_VOA = INSTALLATIONS["voa"]
_WRITTEN = re.compile(r"(?P<name>[A-Za-z0-9][A-Za-z0-9.-]*):(?P<number>[0-9]{1,19})")


def make(installation: int, number: int) -> int:
    """The id of an item; `ValueError` for a number of more than ten digits, or for what is no
    installation."""
    if not 0 <= number < SPAN:
        raise ValueError(f"{number} is no number of an item: those have at most ten digits")
    if not 0 <= installation < sites.UNKNOWN.stop:
        raise ValueError(f"{installation} is no installation")
    return number + installation * SPAN


def split(item: int) -> tuple[int, int]:
    """Installation and number of an id; `ValueError` for a provisional one and for what is none."""
    if not 0 <= item < END:
        raise ValueError(f"{item} is not made of a number of the platform")
    return divmod(item, SPAN)


def of_url(url: str, home: Site | None = None) -> int | None:
    """The id of the item that an address is that of; None = of none.

    `home` is the site that a host which is not known is a copy of, such as a mirror; None = it is
    no copy, and its numbers are its own.
    """
    number = item_number(url)
    if number is None:
        return None
    site = sites.of(url)
    if home is not None and not site.of_platform:
        site = home
    return make(site.installation, number)


def same_number(one: int, other: int) -> bool:
    """True for two ids whose numbers are the same, whatever the installations."""
    return one == other or (min(one, other) >= 0 and one % SPAN == other % SPAN)


def namesakes(number: int) -> list[int]:
    """The ids that this number has in the installations that are known; [] = it is no number."""
    if not 0 <= number < SPAN:
        return []
    return [make(code, number) for code in sorted(INSTALLATIONS.values())]


def written(item: int) -> str:
    """An id as people read it: "6951234" of VOA, "rferl:33123456" of an installation that has a
    name; any other as it is."""
    name = _NAMES.get(item // SPAN)
    if name is None or item // SPAN == _VOA:
        return str(item)
    return f"{name}:{item % SPAN}"


def read(text: str) -> int | None:
    """The id that is written as an installation, a site or a host with a number, such as
    "rferl:33123456"; None = nothing that is known, or no number of an item."""
    found = _WRITTEN.fullmatch(text)
    if found is None or int(found["number"]) >= SPAN:
        return None
    name = found["name"].lower()
    if name in INSTALLATIONS:
        return make(INSTALLATIONS[name], int(found["number"]))
    if name in SITES or "." in name:
        return make(sites.named(name).installation, int(found["number"]))
    return None

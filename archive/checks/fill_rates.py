"""Which fields of the records are filled, and which stopped being so: the sign that a site has changed
its markup in a way that the reader does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from math import exp, lgamma, log

from archive.article import iso
from archive.store import Store
from archive.store.held_pages import FILLED, Fill

#: The rule by which a field has stopped being filled: it was, on most pages; now it is on half as many
#: at most; and that is no chance.
_MOST = 0.5  # of the pages before had the field
_HALF = 0.5  # of what is expected, or less, have it now
_CHANCE = 1e-6  # for so few to have it if nothing has changed
_LEAST_NOW = 20  # pages from which anything is said
_LEAST_BEFORE = 40  # pages to which they are held

_WINDOW = 30  # pages: after a crawl that brought fewer, those before it count with them
_REFERENCE = timedelta(weeks=8)
_MONTHS_BEFORE = 6


@dataclass(frozen=True, slots=True)
class Fallen:
    """A field that stopped being filled."""

    field: str  #: of `archive.store.held_pages.FILLED`
    kind: str
    pages: int  #: that were looked at
    filled: int  #: of them
    expected: float  #: so many of them would have it, as those before had
    site: str = ""
    era: str = ""
    since: str = ""  #: first month of publication; "" = it is counted by the time of the fetch
    until: str = ""  #: last month, likewise

    def __str__(self) -> str:
        before = f"{self.expected / self.pages:.0%}"
        return (
            f"{self.field} of {self.kind} pages in {self.filled} of {self.pages} ({before} before)"
        )


@dataclass(frozen=True, slots=True)
class Group:
    """Pages of one month that are alike."""

    site: str
    kind: str
    era: str  #: of their markup
    month: str  #: of publication


class FillCounts:
    """Counts the fields of pages that come one by one."""

    def __init__(self) -> None:
        self._groups: dict[Group, Counter[str]] = {}

    def add(self, group: Group, filled: frozenset[str]) -> None:
        """Count one more page."""
        counts = self._groups.setdefault(group, Counter())
        counts["pages"] += 1
        counts.update(filled)

    def each(self) -> Iterator[tuple[Group, Fill]]:
        """Every group with its counts, in order of site, kind, era and month."""
        order = sorted(
            self._groups, key=lambda group: (group.site, group.kind, group.era, group.month)
        )
        for group in order:
            yield group, self._groups[group]

    def fallen(self) -> list[Fallen]:
        """The fields that stopped being filled, each with the months in which it was not; a field is
        held to the six months before that had it."""
        found = []
        by_series = groupby(self.each(), key=lambda each: (each[0].site, each[0].kind, each[0].era))
        for _, series in by_series:
            months = [each for each in series if each[0].month]
            for field in FILLED:
                found += _of_series(field, months)
        return found


def _of_series(field: str, months: list[tuple[Group, Fill]]) -> list[Fallen]:
    """The times in which a field was not filled, of months of pages that are alike."""
    found: list[Fallen] = []
    good: list[Fill] = []
    for group, fill in months:
        before = _sum(good[-_MONTHS_BEFORE:], field)
        fallen = _fallen(field, group.kind, fill, before)
        if fallen is None:
            good.append(fill)
        elif found and found[-1].until == _last(months, group):
            found[-1] = _longer(found[-1], fallen, group)
        else:
            month = group.month
            found.append(replace(fallen, site=group.site, era=group.era, since=month, until=month))
    return found


def _last(months: list[tuple[Group, Fill]], group: Group) -> str:
    """The month before this one, of those that have pages; "" = it is the first."""
    names = [each.month for each, _ in months]
    at = names.index(group.month)
    return names[at - 1] if at else ""


def _longer(found: Fallen, more: Fallen, group: Group) -> Fallen:
    return replace(
        found,
        pages=found.pages + more.pages,
        filled=found.filled + more.filled,
        expected=found.expected + more.expected,
        until=group.month,
    )


def _sum(fills: list[Fill], field: str) -> Fill:
    return {name: sum(fill.get(name, 0) for fill in fills) for name in ("pages", field)}


def _fallen(field: str, kind: str, now: Fill, before: Fill) -> Fallen | None:
    """The field, where it has stopped being filled; None = it has not, or too few pages tell."""
    pages = now["pages"]
    if pages < _LEAST_NOW or before["pages"] < _LEAST_BEFORE:
        return None
    rate = before.get(field, 0) / before["pages"]
    if _is_change(now.get(field, 0), pages, rate):
        return Fallen(field, kind, pages, now.get(field, 0), rate * pages)
    return None


def _is_change(filled: int, pages: int, rate: float) -> bool:
    """True where a field that pages have at a rate is filled on so few of so many that it must have
    been lost."""
    if rate < _MOST or filled > _HALF * rate * pages:
        return False
    # a rate of 1 is what was seen of some pages only
    return _at_most(filled, pages, min(rate, 1 - 1 / _LEAST_BEFORE)) < _CHANCE


def _at_most(filled: int, pages: int, rate: float) -> float:
    """How likely it is that at most so many of so many pages have what each has at a rate."""
    chances = (
        lgamma(pages + 1) - lgamma(k + 1) - lgamma(pages - k + 1)
        + k * log(rate) + (pages - k) * log(1 - rate)
        for k in range(filled + 1)
    )  # fmt: skip
    return sum(map(exp, chances))


def after_crawl(store: Store, site: str, *, started: datetime) -> list[Fallen]:
    """The fields that pages which a crawl has brought lack, held to those that were first seen in the
    eight weeks before them.

    A crawl that brought fewer than 30 is judged with the pages before it, so that small runs are no
    reason for an alarm and many of them are. Pages are held to those of the same kind, published in
    the same year or the ones beside it: an archive that is fetched back through the years meets other
    markup without a change.
    """
    since = iso(started)
    oldest, count = store.pages.newest(site, _WINDOW)
    brought = store.pages.filled(site, since, _END)
    if not brought or count < _LEAST_NOW:
        return []
    begin = min(since, oldest)
    earlier = iso(datetime.fromisoformat(begin) - _REFERENCE)
    now = store.pages.filled(site, begin, _END)
    before = store.pages.filled(site, earlier, begin)
    kinds = sorted({kind for kind, _ in brought})
    return [fallen for kind in kinds for fallen in _of_kind(kind, now, before)]


_END = "9999"  # after every time as the database keeps it

_ByYear = Mapping[tuple[str, str], Fill]


def _of_kind(kind: str, now: _ByYear, before: _ByYear) -> Iterator[Fallen]:
    """The fields that pages of a kind lack, each year held to its own."""
    years = {
        year: (fill, _around(kind, year, before))
        for (each, year), fill in now.items()
        if each == kind
    }
    known = [pair for pair in years.values() if pair[1]["pages"] >= _LEAST_BEFORE]
    pages = sum(fill["pages"] for fill, _ in known)
    if pages < _LEAST_NOW:
        return
    for field in FILLED:
        filled = sum(fill[field] for fill, _ in known)
        expected = sum(fill["pages"] * old[field] / old["pages"] for fill, old in known)
        if _is_change(filled, pages, expected / pages):
            yield Fallen(field, kind, pages, filled, expected)


def _around(kind: str, year: str, before: _ByYear) -> Fill:
    """The counts of pages of a kind that were published in a year or the ones beside it."""
    counts: Counter[str] = Counter({"pages": 0})
    for (each, other), fill in before.items():
        near = other == year or (year and other and abs(int(other) - int(year)) == 1)
        if each == kind and near:
            counts.update(fill)
    return counts

"""Pages that were read, written together: their records, and what their visits came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.article import Capture
from archive.store import Outcome, Refused, Store
from archive.store.addresses import Address, Visit
from archive.store.sightings import ItemRows, Sighting
from crawler.frontier import Frontier


@dataclass(frozen=True, slots=True)
class PageWrite:
    """A page that was read, and the visit that brought it."""

    read: ItemRows
    capture: Capture
    address: Address
    visit: Visit
    frontier: Frontier  #: of its site
    now: datetime  #: when the visit came to its end; aware, UTC


class PageWriter:
    """Writes pages into one database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write_all(self, pages: Sequence[PageWrite]) -> list[Outcome | Refused]:
        """Write these, whose captures have their rows; what became of each. The address of one that
        is refused is not settled."""
        outcomes = self._store.articles.save_all([self._sighting(page) for page in pages])
        for page, outcome in zip(pages, outcomes, strict=True):
            if not isinstance(outcome, Refused):
                page.frontier.settle(page.address, page.visit, now=page.now)
        return outcomes

    def _sighting(self, page: PageWrite) -> Sighting:
        number = self._store.captures.number(page.capture)
        return Sighting.of(page.read, seen=page.capture.time, capture=number)

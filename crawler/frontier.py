"""The items to visit next: small batches from the table of addresses, never the whole of it in
memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from archive.store.addresses import Address, Visit

BATCH = 200


class Table(Protocol):
    """Where it is kept what is to be visited: `archive.store.addresses.Addresses`, or another like
    it."""

    def due(
        self, site: str, *, now: datetime, limit: int, backlog: bool, since: str | None = None
    ) -> list[Address]:
        """Items to visit."""

    def waiting(self, site: str, *, now: datetime, backlog: bool, since: str | None = None) -> int:
        """The number of items that are due."""

    def settle(self, url: str, visit: Visit, *, now: datetime) -> None:
        """Note what a visit came to."""


class Frontier:
    """Hands out items that are due, each once at a time.

    `lanes` says which: False = news, True = the backlog that a first reading of whole sitemaps
    left.
    """

    def __init__(
        self,
        addresses: Table,
        site: str,
        clock: Callable[[], datetime],
        *,
        lanes: Sequence[bool],
        since: str | None = None,
        limit: int | None = None,
    ) -> None:
        self._addresses = addresses
        self._site = site
        self._clock = clock
        self._lanes = lanes
        self._since = since
        self._left = limit
        self._in_hand: set[str] = set()
        self._asked = 0
        self.settled = 0
        self.begun = False  #: True once the first batch was asked for

    def known(self) -> int:
        """The number of items that are due, those in hand included; at most the limit."""
        now = self._clock()
        due = sum(
            self._addresses.waiting(self._site, now=now, backlog=lane, since=self._since)
            for lane in self._lanes
        )
        if self._left is None:
            return due
        return min(due, self._left + len(self._in_hand))

    @property
    def asked(self) -> int:
        """The number of items that were asked for and are not settled yet."""
        return self._asked

    def ask(self) -> None:
        """Note that an item that was taken is being asked for."""
        self._asked += 1

    def take(self) -> list[Address]:
        """The next batch; empty = nothing is due that is not in hand, or the limit is reached."""
        self.begun = True
        for lane in self._lanes:
            if batch := self._from(lane):
                self._in_hand.update(address.url for address in batch)
                if self._left is not None:
                    self._left -= len(batch)
                return batch
        return []

    def put_back(self, addresses: Iterable[Address]) -> None:
        """Have addresses that were taken and not asked for taken again, in their turn."""
        for address in addresses:
            self._in_hand.discard(address.url)
            if self._left is not None:
                self._left += 1

    def settle(self, address: Address, visit: Visit, *, now: datetime) -> None:
        """Note in the table what the visit of an address came to."""
        self._addresses.settle(address.url, visit, now=now)

    def done(self, address: Address) -> None:
        """Note that the visit of an address has been committed, or has come to nothing."""
        self._in_hand.discard(address.url)
        self._asked -= 1
        self.settled += 1

    @property
    def limit_reached(self) -> bool:
        """True where items are left that the limit did not allow."""
        return self._left == 0 and any(self._due(lane, 1) for lane in self._lanes)

    def _from(self, lane: bool) -> list[Address]:
        size = BATCH if self._left is None else min(BATCH, self._left)
        if size == 0:
            return []
        due = self._due(lane, size + len(self._in_hand))
        return [address for address in due if address.url not in self._in_hand][:size]

    def _due(self, lane: bool, limit: int) -> list[Address]:
        return self._addresses.due(
            self._site, now=self._clock(), limit=limit, backlog=lane, since=self._since
        )

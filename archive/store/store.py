"""`Store`: one database, with a part for each group of tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from archive.article import Article
from archive.store import connection
from archive.store.addresses import Addresses
from archive.store.articles import Articles
from archive.store.captures import Captures
from archive.store.collection import Collection
from archive.store.fulltext import Search
from archive.store.held_pages import HeldPages
from archive.store.imports import Imports
from archive.store.mementos import Mementos
from archive.store.mentions import Mentions
from archive.store.results import Clock, Outcome, Placed, Proof, horizon, utc_now
from archive.store.runs import Runs
from archive.store.sightings import ItemRows, Sighting

# From each site to the next one in an index: there are few, and very many rows of each.
_SITES = """
WITH RECURSIVE
    named (site) AS (
        SELECT min(site) FROM addresses
        UNION ALL SELECT (SELECT min(site) FROM addresses WHERE site > named.site) FROM named
        WHERE named.site IS NOT NULL
    ),
    held (site) AS (
        SELECT min(site) FROM articles
        UNION ALL SELECT (SELECT min(site) FROM articles WHERE site > held.site) FROM held
        WHERE held.site IS NOT NULL
    )
SELECT site FROM named WHERE site IS NOT NULL UNION SELECT site FROM held WHERE site IS NOT NULL
ORDER BY site
"""


class Store:
    """The archive's database, open for reading and writing; a context manager that closes it.

    WAL: others read while one process writes. A writer waits `busy_s` seconds for another one.
    Raises `StoreError`, which names the file and the next step.
    """

    def __init__(
        self, place: str | Path | Database, *, busy_s: float = 30.0, clock: Clock = utc_now
    ) -> None:
        """`place` is the file, made where there is none, or a database that is open already.

        `clock` tells which times no capture can have: those more than a day after it.
        """
        if isinstance(place, Database):
            db = place
        else:
            db = connection.connect(Path(place), busy_s=busy_s)
        self.db = db  #: for queries of your own
        self.clock = clock
        self.articles = Articles(db, clock)
        self.mentions = Mentions(db)
        self.search = Search(db)
        self.captures = Captures(db)
        self.addresses = Addresses(db)
        self.runs = Runs(db)
        self.imports = Imports(db)
        self.mementos = Mementos(db)
        self.collection = Collection(db)
        self.pages = HeldPages(db)

    @classmethod
    def reading(cls, path: str | Path, *, busy_s: float = 30.0) -> Self:
        """An archive that must exist already and may lie on a read-only disk."""
        return cls(connection.connect_to_read(Path(path), busy_s=busy_s))

    @classmethod
    def changing(cls, path: str | Path) -> Self:
        """An archive that must exist already, open for reading and writing."""
        cls.reading(path).close()
        return cls(path)

    @classmethod
    def in_memory(cls, *, clock: Clock = utc_now) -> Self:
        """An empty archive that vanishes when it is closed."""
        return cls(connection.in_memory(), clock=clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            if isinstance(error, sqlite3.Error):  # such as damage that a query comes upon
                with connection.named(connection.name(self.db)):
                    raise error
        finally:
            self.close()

    def close(self) -> None:
        """Closes the file."""
        connection.close(self.db)

    def transaction(self) -> AbstractContextManager[None]:
        """All writes of the block or none; transactions nest."""
        return connection.transaction(self.db)

    def save(
        self,
        article: Article,
        mentions: Sequence[Placed] = (),
        *,
        seen: datetime,
        capture: int | None = None,
        proof: Proof = Proof.ADDRESS,
    ) -> Outcome:
        """Keeps what a page said when it was `seen` (aware); see `Articles.save`.

        `capture` is the id of the capture that holds the page. Without one `seen` is a file's date,
        which says less: it dates a text that is not held yet, and moves no date of one that is.
        """
        read = ItemRows.of(article, mentions, proof)
        return self.articles.save(Sighting.of(read, seen=seen, capture=capture))

    def is_ahead(self, time: datetime) -> bool:
        """True for a time (aware) so far ahead of the clock that it orders nothing."""
        return time > self.horizon()

    def horizon(self) -> datetime:
        """The time after which no capture can have been made: a day after the clock; aware."""
        return horizon(self.clock)

    def sites(self) -> list[str]:
        """The sites of which anything is known."""
        return [name for (name,) in self.db.execute(_SITES)]

    def forget_capture(self, number: int) -> None:
        """Forget a capture whose bytes are lost: no row points to it any more, and its item is due
        again."""
        with self.transaction():
            self.articles.forget_capture(number)
            if lost := self.captures.remove(number):
                capture, item = lost
                self.addresses.revisit(capture.url, item)

    def article(self, article_id: int) -> Article | None:
        """The article as it was read; None = not held."""
        return self.articles.get(article_id)

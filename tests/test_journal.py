"""Group commit: bytes before rows, what is refused fails alone, nothing after a failure."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

import pytest

from archive.store import Refused, Store, StoreError
from archive.warc import WarcError
from crawler.journal import Journal

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


class Disk:
    """Stands for a writer of captures; tells when it was forced to disk."""

    def __init__(self, told: list[str], error: Exception | None = None) -> None:
        self.told, self.error = told, error

    def sync(self) -> None:
        self.told.append("sync")
        if self.error:
            raise self.error


def journalled(
    store: Store, disk: Disk, writes: list[Callable[[], object]], size: int = 100
) -> list[object]:
    async def go() -> list[object]:
        journal = Journal(store, disk, interval_s=0.01, size=size)  # type: ignore[arg-type]
        return await asyncio.gather(*map(journal.add, writes), return_exceptions=True)

    return asyncio.run(go())


def test_captures_are_on_disk_before_the_rows_that_speak_of_them() -> None:
    told: list[str] = []
    with Store.in_memory() as store:
        store.db.conn.set_trace_callback(lambda sql: told.append(sql.partition(" ")[0]))
        results = journalled(store, Disk(told), [lambda: 1, lambda: 2])
    assert results == [1, 2]
    assert told.index("sync") < told.index("BEGIN")
    assert told.count("COMMIT") == 1


def test_a_record_that_is_refused_fails_alone() -> None:
    def refused() -> None:
        with store.transaction():
            store.db.execute("INSERT INTO runs (spider, site, started) VALUES ('x', 'x', 'x')")
            raise Refused("no")

    with Store.in_memory() as store:
        results = journalled(
            store, Disk([]), [lambda: store.runs.begin("latest", "x", now=NOW), refused, lambda: 3]
        )
        assert (results[0], results[2]) == (1, 3)
        assert isinstance(results[1], Refused)
        assert [run.spider for run in store.runs.last()] == ["latest"]


@pytest.mark.parametrize(
    "error", [WarcError("captures: full"), StoreError("database: full"), RuntimeError("a fault")]
)
def test_after_a_failure_nothing_more_is_written(error: Exception) -> None:
    with Store.in_memory() as store:
        disk = Disk([], error)

        async def go() -> list[object]:
            journal = Journal(store, disk, interval_s=0.01, size=100)  # type: ignore[arg-type]
            first = await asyncio.gather(journal.add(lambda: 1), return_exceptions=True)
            disk.error = None
            return [*first, *await asyncio.gather(journal.add(lambda: 2), return_exceptions=True)]

        assert asyncio.run(go()) == [error, error]


def test_a_check_that_fails_fails_the_transaction_and_the_close() -> None:
    def check() -> None:
        raise StoreError("database: was deleted")

    async def go(store: Store) -> None:
        journal = Journal(store, Disk([]), interval_s=0.01, size=100, check=check)  # type: ignore[arg-type]
        with pytest.raises(StoreError, match="was deleted"):
            await journal.add(lambda: 1)
        with pytest.raises(StoreError, match="was deleted"):
            journal.close()

    with Store.in_memory() as store:
        asyncio.run(go(store))


def test_a_failure_that_nobody_waited_for_shows_when_it_is_closed() -> None:
    async def go(store: Store) -> None:
        journal = Journal(store, Disk([], WarcError("captures: full")), interval_s=9, size=100)  # type: ignore[arg-type]
        journal.add(lambda: 1)
        with pytest.raises(WarcError, match="captures: full"):
            journal.close()

    with Store.in_memory() as store:
        asyncio.run(go(store))


def test_things_of_one_kind_are_written_together_behind_what_stands_alone() -> None:
    order: list[object] = []

    def write_all(things: Sequence[str]) -> list[str | Refused]:
        order.append(list(things))
        return [Refused("no") if thing == "b" else thing.upper() for thing in things]

    async def go(store: Store) -> list[object]:
        journal = Journal(store, Disk([]), interval_s=0.01, size=100)  # type: ignore[arg-type]
        waiting: list[Awaitable[object]] = []
        for thing in "abc":
            waiting.append(journal.add_to(write_all, thing))
            waiting.append(journal.add(lambda thing=thing: order.append(thing)))
        return await asyncio.gather(*waiting, return_exceptions=True)

    with Store.in_memory() as store:
        results = asyncio.run(go(store))
    assert order == ["a", "b", "c", ["a", "b", "c"]]
    assert (results[0], results[4]) == ("A", "C")
    assert isinstance(results[2], Refused)


def test_a_kind_that_fails_fails_the_transaction() -> None:
    def write_all(things: Sequence[str]) -> list[str]:
        raise StoreError(f"no {things}")

    async def go(store: Store) -> list[object]:
        journal = Journal(store, Disk([]), interval_s=0.01, size=100)  # type: ignore[arg-type]
        alone = journal.add(lambda: store.runs.begin("latest", "x", now=NOW))
        together = journal.add_to(write_all, "a")
        return await asyncio.gather(alone, together, return_exceptions=True)

    with Store.in_memory() as store:
        results = asyncio.run(go(store))
        assert store.runs.last() == []
    assert all(isinstance(result, StoreError) for result in results)

"""Group commit: bytes before rows, what is refused fails alone, nothing after a failure; one crawl
at a time."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.store import Refused, Store, StoreError
from archive.store.lock import Lock, Locked
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


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "arsip.db")
    lock.take("the first")
    with pytest.raises(
        Locked,
        match=rf"arsip.db.lock: held by process {os.getpid()} \(the first\); wait until it ends",
    ):
        Lock(tmp_path / "arsip.db").take("the second")
    lock.release()
    program = """if True:
        import os, sys
        from pathlib import Path
        from archive.store.lock import Lock
        Lock(Path(sys.argv[1])).take("one that is killed")
        os._exit(9)
    """
    subprocess.run([sys.executable, "-c", program, tmp_path / "arsip.db"], check=False)
    third = Lock(tmp_path / "arsip.db")
    third.take("the third")
    third.release()

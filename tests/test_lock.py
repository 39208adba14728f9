"""One crawl a database, whatever the database is called and whatever lies where its lock belongs."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.store import StoreError
from archive.store.lock import HeldFile, Lock, Locked, held


@pytest.mark.slow
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
    assert (tmp_path / "arsip.db.lock").read_bytes() == b""


@pytest.mark.parametrize(
    "name",
    ["arsip.db", "a b.db", "a#b?c%20.db", "é\n.db", "-x.db", ":memory:", "file:x.db?mode=memory",
     os.fsdecode(b"caf\xe9.db")],
)  # fmt: skip
def test_any_name_is_locked(tmp_path: Path, name: str) -> None:
    lock = Lock(tmp_path / name)
    lock.take("the first")
    assert held(tmp_path / name)
    with pytest.raises(Locked):
        Lock(tmp_path / name).take("the second")
    lock.release()
    assert not held(tmp_path / name)


def test_who_only_looks_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = tmp_path / "arsip.db"
    (tmp_path / "arsip.db.lock").touch()
    with (tmp_path / "arsip.db.lock").open("rb") as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)  # as `held` does, for a moment
        monkeypatch.setattr("time.sleep", lambda _: fcntl.flock(looking, fcntl.LOCK_UN))
        lock = Lock(database)
        lock.take("the first")
    assert held(database)
    lock.release()


def links(folder: Path) -> list[Path]:
    """Ways to one database: itself, a link, a link to the link, a link to its folder, dots."""
    (folder / "real").mkdir()
    database = folder / "real" / "arsip.db"
    (folder / "one.db").symlink_to("real/arsip.db")
    (folder / "two.db").symlink_to(folder / "one.db")
    (folder / "linked").symlink_to("real")
    return [
        database,
        folder / "one.db",
        folder / "two.db",
        folder / "linked" / "arsip.db",
        folder / "real" / ".." / "real" / "arsip.db",
    ]


@pytest.mark.parametrize("there", [True, False], ids=["held", "not yet made"])
def test_a_database_has_one_lock_by_whatever_way_it_is_reached(tmp_path: Path, there: bool) -> None:
    ways = links(tmp_path)
    if there:
        ways[0].touch()
    for first in ways:
        lock = Lock(first)
        lock.take("the first")
        for second in ways:
            assert held(second)
            with pytest.raises(Locked):
                Lock(second).take("the second")
        lock.release()
    locks = [path for path in tmp_path.rglob("*.lock") if not path.is_symlink()]
    assert {path.resolve() for path in locks} == {tmp_path / "real" / "arsip.db.lock"}


PRECIOUS = b"the only copy of something\n"


def link(place: Path) -> None:
    target = place.with_name("precious")
    target.write_bytes(PRECIOUS)
    place.symlink_to(target)


def hard_link(place: Path) -> None:
    target = place.with_name("precious")
    target.write_bytes(PRECIOUS)
    place.hardlink_to(target)


@pytest.mark.parametrize(
    ("make", "what"),
    [
        (link, "a symbolic link"),
        (hard_link, "not written by arsip"),
        (lambda place: place.symlink_to("nowhere"), "a symbolic link"),
        (lambda place: place.write_bytes(PRECIOUS), "not written by arsip"),
        (os.mkfifo, "no regular file"),
        (Path.mkdir, "Is a directory"),
    ],
)
def test_what_is_no_lock_is_left_alone(tmp_path: Path, make: object, what: str) -> None:
    place = tmp_path / "arsip.db.lock"
    make(place)  # type: ignore[operator]
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    with pytest.raises(StoreError, match=f"arsip.db.lock: {what}.*or name another --db"):
        Lock(tmp_path / "arsip.db").take("the first")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


def test_a_lock_whose_file_was_removed_is_taken_again(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "arsip.db")
    lock.take("the first")
    (tmp_path / "arsip.db.lock").unlink()
    lock.renew()
    with pytest.raises(Locked, match=r"\(the first\)"):
        Lock(tmp_path / "arsip.db").take("the second")
    (tmp_path / "arsip.db.lock").unlink()
    second = Lock(tmp_path / "arsip.db")
    second.take("the second")
    with pytest.raises(Locked, match=r"\(the second\)"):
        lock.renew()
    lock.release()
    second.release()


def test_a_file_that_is_not_the_one_that_was_opened(tmp_path: Path) -> None:
    database = tmp_path / "arsip.db"
    database.write_bytes(b"one")
    opened = HeldFile(database)
    opened.check()
    database.write_bytes(b"two")
    opened.check()
    database.rename(tmp_path / "aside.db")
    with pytest.raises(StoreError, match=r"arsip\.db: was deleted during the crawl"):
        opened.check()
    database.write_bytes(b"three")
    with pytest.raises(StoreError, match=r"arsip\.db: was replaced by another file"):
        opened.check()
    (tmp_path / "aside.db").rename(database)
    opened.check()

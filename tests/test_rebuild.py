"""One record by every road, and the database again from the captures.

ARSIP_PAGES=500 makes the first test take as many pages.
"""

from __future__ import annotations

import gzip
import os
from datetime import timedelta
from pathlib import Path

import pytest

from archive.checks import comparison, verification
from archive.imports import rebuilding
from archive.sites import Site
from archive.store import Store
from archive.store.captures import LastVisit
from tests import archives, fetching
from tests.archives import WHEN, info, packed, response
from tests.crawling import Place, Serve
from tests.databases import check, records
from tests.importing import arsip, load, rows, story, write
from tests.site import wayback
from tests.site.faults import assigned
from tests.site.server import Replica, Running
from tests.site.world import World

pytestmark = pytest.mark.slow


def roads(folder: Path, world: World, serve: Serve) -> dict[str, Path]:
    """Databases of the same pages: crawled, rebuilt, from saved HTML, from WARC files and from a
    WACZ file."""
    crawled = Place(folder / "crawl")
    crawled.folder.mkdir()
    assert crawled.crawl("backfill", serve(Replica(world))).returncode == 0
    arsip("rebuild", crawled.captures, "--db", folder / "rebuilt.db")
    numbers = world.numbers(1)
    captures = [info()]
    for index, number in enumerate(numbers):
        html, url = world.page(number, 1), "https://www.voaindonesia.com" + world.path(number, 1)
        name, data = (
            (f"{number}.html.gz", gzip.compress(html)) if index % 2 else (f"{number}.html", html)
        )
        write(folder / "saved" / name, data)
        captures.append(response(url, html, WHEN + index * timedelta(seconds=1)))
    write(folder / "warc" / "a.warc.gz", packed(captures[::2]))
    write(folder / "warc" / "b.warc", b"".join(captures[1::2]))
    archives.wacz(folder / "all.wacz", {"data.warc.gz": packed(captures)})
    found = {"crawl": crawled.db, "rebuild": folder / "rebuilt.db"}
    for name, path in (
        ("saved HTML", folder / "saved"),
        ("WARC", folder / "warc"),
        ("WACZ", folder / "all.wacz"),
    ):
        found[name] = folder / f"{name}.db"
        arsip("import", path, "--db", found[name])
    return found


def test_identical_records_by_every_road(tmp_path: Path, serve: Serve) -> None:
    world = World(int(os.environ.get("ARSIP_PAGES", "100")))
    found = roads(tmp_path, world, serve)
    crawled = records(found["crawl"])
    assert {row["id"] for row in crawled["articles"]} == set(world.numbers(1))
    for name, path in found.items():
        check(path)
        assert records(path) == crawled, name


def test_rebuilt_from_captures_is_the_database_that_was_crawled(
    tmp_path: Path, serve: Serve
) -> None:
    world = World(120)
    faults = assigned([number for number in world.numbers(1) if number not in world.deleted][:40])
    place = Place(tmp_path)
    replica = serve(Replica(world, faults=faults))
    place.crawl("backfill", replica)
    replica.day = 2
    for number in world.deleted:
        place.change(
            "UPDATE addresses SET due = first_seen, state = 'pending', backlog = 0 WHERE id = ?",
            number,
        )
    place.crawl("latest", replica)
    held = place.query("SELECT count(*), sum(status = 'gone') FROM articles")
    assert held[0][0] > 90
    assert held[0][1] == len(world.deleted)
    assert place.query("SELECT count(*) > 0 FROM versions") == [(1,)]

    (tmp_path / "new").mkdir()
    new = tmp_path / "new" / "arsip.db"
    arsip("rebuild", place.captures, "--db", new, "--workers", 2)
    check(new)
    then, now = records(place.db, seen=True), records(new, seen=True)
    for row in (*then["articles"], *now["articles"]):  # a crawl notes when it settled the address
        row["gone_at"] = row["gone_at"] and row["gone_at"][:10]
    assert now == then
    captures = (
        "SELECT url, time, status, file, offset, length, record, refers, item, import FROM "
        "captures ORDER BY 4, 5"
    )
    assert rows(tmp_path / "new", captures) == place.query(captures)
    states = "SELECT id, state FROM addresses WHERE state IN ('fetched', 'gone') AND role = 'item' ORDER BY id"
    assert dict(rows(tmp_path / "new", states)).items() >= dict(place.query(states)).items()
    with Store(new) as store:
        assert [
            problem
            for checked in verification.verify(store, place.captures)
            for problem in checked.problems
        ] == []
    shown = arsip("rebuild", place.captures, "--db", tmp_path / "other.db", "--diff", place.db)
    assert shown.stdout == "no item differs\n"


def test_differences_are_counted_and_listed(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    pages = [
        story(text, 7000000 + n) for n, text in enumerate(("Satu orang", "Dua orang", "Tiga orang"))
    ]
    load(old, write(old / "x.warc", b"".join(response(*page) for page in pages[:2])))
    url, html = pages[1]
    third = pages[2][0], pages[2][1].replace(b">Gempa<", b">Gempa di Poso<")
    changed = html.replace(b"Dua orang", b"Dua warga").replace(b"(7/2)", b"(14/2)")
    load(
        new, write(new / "x.warc", response(*pages[0]) + response(url, changed) + response(*third))
    )
    with Store(old / "arsip.db") as before, Store(new / "arsip.db") as after:
        found = [(each.id, each.field, each.name) for each in comparison.differences(before, after)]
        (added,) = [each for each in comparison.differences(before, after) if each.field == "item"]
        (lost,) = [each for each in comparison.differences(after, before) if each.field == "item"]
        assert (added.old, added.new) == (None, "Gempa di Poso")
        assert (lost.old, lost.new) == ("Gempa di Poso", None)
        assert list(comparison.differences(before, before)) == []
    assert found == [
        (7000001, "body[0].text", "body"),
        (7000001, "mentions[0].end", "mentions"),
        (7000001, "mentions[0].text", "mentions"),
        (7000001, "mentions[0].value", "mentions"),
        (7000001, "mentions[0].first_day", "mentions"),
        (7000001, "mentions[0].last_day", "mentions"),
        (7000002, "item", "item"),
    ]


def test_diff_prints_counts_first(tmp_path: Path, serve: Serve) -> None:
    place = Place(tmp_path)
    place.crawl("backfill", serve(Replica(World(12))))
    number = min(place.ids())
    place.change("UPDATE articles SET section = 'Lama', record_digest = 'x' WHERE id = ?", number)
    done = arsip("rebuild", place.captures, "--db", tmp_path / "new.db", "--diff", place.db)
    first, line = done.stdout.splitlines()
    assert first == "items that differ, by field: section 1"
    assert line.split("\t")[:3] == [str(number), "section", '"Lama"']
    refused = arsip("rebuild", place.captures, "--db", place.db, code=1)
    assert "is there already; name a new file" in refused.stderr


def test_a_damaged_capture_file_is_named(tmp_path: Path, serve: Serve) -> None:
    place = Place(tmp_path)
    place.crawl("backfill", serve(Replica(World(12))))
    (path,) = place.captures.iterdir()
    data = bytearray(path.read_bytes())
    (offset,) = place.query("SELECT offset FROM captures WHERE item IS NOT NULL LIMIT 1")[0]
    data[offset + 200] ^= 1
    path.write_bytes(data)
    done = arsip("rebuild", place.captures, "--db", tmp_path / "new.db", code=8)
    assert f"{path}@{offset}: " in done.stderr
    assert rows_of(tmp_path / "new.db") == 11


def rows_of(path: Path) -> int:
    with Store.reading(path) as store:
        return int(store.db.execute("SELECT count(*) FROM articles").fetchone()[0])


def test_what_came_from_the_wayback_machine_is_rebuilt_too(tmp_path: Path) -> None:
    place = Place(tmp_path / "crawl")
    place.folder.mkdir()
    with Running(wayback.Archive(fetching.captures())) as archive:  # type: ignore[arg-type]
        fetching.fetch(place, archive)  # type: ignore[arg-type]
    assert len(place.ids()) == 12
    arsip("rebuild", place.captures, "--db", tmp_path / "new.db")
    assert records(tmp_path / "new.db", seen=True) == records(place.db, seen=True)


def test_the_files_of_two_databases_in_one_folder(tmp_path: Path, serve: Serve) -> None:
    """Each database verifies its own; a rebuilt one goes by the name of the one that it replaces, or
    holds what both hold."""
    one, other = Place(tmp_path), Place(tmp_path / "other")
    other.folder.mkdir()
    shared = ("--captures", str(one.captures))
    replica = serve(Replica(World(12)))
    one.crawl("backfill", replica)
    arsip("rebuild", one.captures, "--db", tmp_path / "same.db")
    other.crawl("backfill", replica, *shared)
    names = {}
    for name, db in (("one", one.db), ("other", other.db), ("same", tmp_path / "same.db")):
        with Store.reading(db) as store:
            names[name] = store.collection.held_id()
            problems = [
                problem
                for checked in verification.verify(store, one.captures)
                for problem in checked.problems
            ]
            assert problems == []
    assert names["one"] == names["same"] != names["other"]
    done = arsip("rebuild", one.captures, "--db", tmp_path / "both.db")
    assert f"{one.captures}: holds the files of 2 databases; this one holds them all" in done.stderr
    with Store.reading(tmp_path / "both.db") as store:
        assert store.collection.held_id() is None
        assert not any(checked.foreign for checked in verification.verify(store, one.captures))


def test_an_import_of_its_own_captures_names_rebuild(tmp_path: Path, serve: Serve) -> None:
    place = Place(tmp_path)
    place.crawl("backfill", serve(Replica(World(3))))
    (file,) = place.captures.iterdir()
    held = place.query("SELECT count(*) FROM captures")
    done = arsip("import", place.captures, "--db", place.db, code=1)
    why = "failed: a capture of this database; 'arsip rebuild' reads those"
    assert done.stderr == f"{file}: {why}\n"
    assert place.query("SELECT count(*) FROM captures") == held


def test_a_crash_of_one_database_is_not_mended_by_another(tmp_path: Path, serve: Serve) -> None:
    one, other = Place(tmp_path), Place(tmp_path / "other")
    other.folder.mkdir()
    replica = serve(Replica(World(12)))
    one.crawl("backfill", replica)
    (file,) = one.captures.iterdir()
    file.rename(f"{file}.open")  # as a crash leaves it
    other.crawl("backfill", replica, "--captures", str(one.captures))
    assert Path(f"{file}.open").exists()
    assert other.query("SELECT count(*) FROM captures WHERE file = ?", file.name) == [(0,)]
    one.crawl("latest", replica)
    assert file.exists()


def test_an_address_that_cannot_be_settled_costs_itself(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Place(tmp_path)
    place.crawl("backfill", serve(Replica(World(12))))
    number = min(place.ids())
    settle = rebuilding._settle

    def fails(store: Store, last: LastVisit, home: Site | None) -> None:
        settle(store, last, home)
        if last.item == number:
            raise ValueError("odd")

    monkeypatch.setattr(rebuilding, "_settle", fails)
    said: list[str] = []
    with Store(tmp_path / "new.db") as store:
        found = rebuilding.plan(place.captures)
        counts = rebuilding.rebuild(store, place.captures, found, workers=1, say=said.append)
        assert counts["failed"] == 1
        assert sum(store.addresses.counts("voaindonesia").values()) == len(place.ids()) - 1
    assert [line.rpartition(": failed: ")[2] for line in said] == ["ValueError: odd"]

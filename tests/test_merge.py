"""`arsip merge`: databases and their captures made one; what is merged stays as it was."""

from __future__ import annotations

import hashlib
import resource
import shutil
import subprocess
from itertools import permutations
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import keys, merging, migrations, warc
from archive.checks.verification import adopt
from archive.store import Store, StoreError
from tests.archives import DAY, WHEN, info, packed, record, response, revisit
from tests.crawling import BIN, Place, Serve, assert_sound, environment, until
from tests.databases import check, dump, records
from tests.importing import arsip, write
from tests.platform import address, item
from tests.site.server import Replica
from tests.site.world import World
from tests.test_platform import Elsewhere

pytestmark = pytest.mark.slow


def content(folder: Path) -> dict[str, str]:
    """Every file below a folder, with what is in it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(".lock")
    }


def archive_of(folder: Path, name: str, pages: list[bytes]) -> Path:
    """A database that was imported from a file."""
    write(folder / f"{name}.warc.gz", packed(pages))
    arsip("import", f"{name}.warc.gz", "--db", f"{name}.db", cwd=folder)
    return folder / f"{name}.db"


@pytest.fixture
def crawls(tmp_path: Path, serve: Serve) -> tuple[Place, Place]:
    """Two archives of two installations, with items of equal number, crawled on two days."""
    world = World(40)
    voa, rferl = Place(tmp_path / "voa"), Place(tmp_path / "rferl")
    for place, replica, site in (
        (voa, Replica(world), "voaindonesia"),
        (rferl, Elsewhere(world), "rferl"),
    ):
        place.folder.mkdir()
        assert (
            place.crawl("backfill", serve(replica), "--site", site, "--limit", "8").returncode == 3
        )
    return voa, rferl


def test_two_crawls_are_one(crawls: tuple[Place, Place], tmp_path: Path) -> None:
    voa, rferl = crawls
    before = content(voa.folder), content(rferl.folder)
    (tmp_path / "out").mkdir()
    done = arsip("merge", voa.db, rferl.db, "-o", tmp_path / "out" / "arsip.db")
    assert done.stdout.splitlines() == [
        f"{voa.db}: 8 articles",
        f"{rferl.db}: 8 articles",
        f"{tmp_path}/out/arsip.db: 16 articles, 0 held by several; 2 capture files in "
        f"{tmp_path}/out/captures/ (2 linked, 0 copied)",
    ]
    assert (content(voa.folder), content(rferl.folder)) == before
    out = Place(tmp_path / "out")
    assert sorted(path.name for path in out.folder.iterdir()) == ["arsip.db", "captures"]
    check(out.db)
    assert_sound(out)
    assert "sound" in arsip("verify", "--db", out.db).stdout
    assert out.query("SELECT count(*) FROM addresses") == [
        (sum(place.query("SELECT count(*) FROM addresses")[0][0] for place in crawls),)
    ]
    assert out.query("SELECT id, site FROM runs ORDER BY id") == [(1, "voaindonesia"), (2, "rferl")]
    assert out.query("SELECT * FROM collection") == []

    both = tmp_path / "both"
    both.mkdir()
    for place in crawls:
        for path in place.captures.iterdir():
            shutil.copy(path, both)
    arsip("rebuild", both, "--db", tmp_path / "rebuilt.db")
    assert records(out.db, seen=True) == records(tmp_path / "rebuilt.db", seen=True)
    captures = "SELECT * FROM captures ORDER BY id"
    rebuilt = Database(tmp_path / "rebuilt.db")
    assert out.query(captures) == rebuilt.execute(captures).fetchall()
    states = "SELECT id, state FROM addresses WHERE state = 'fetched' AND id NOT NULL ORDER BY id"
    assert out.query(states) == rebuilt.execute(states).fetchall()
    rebuilt.close()
    shown = arsip("rebuild", out.captures, "--db", tmp_path / "again.db", "--diff", out.db)
    assert shown.stdout == "no item differs\n"


def test_a_crawl_goes_on_in_what_was_merged(
    crawls: tuple[Place, Place], tmp_path: Path, serve: Serve
) -> None:
    voa, rferl = crawls
    (tmp_path / "out").mkdir()
    out = Place(tmp_path / "out")
    arsip("merge", voa.db, rferl.db, "-o", out.db)
    done = out.crawl("backfill", serve(Elsewhere(World(40))), "--site", "rferl")
    assert "32 new" in done.stdout + done.stderr
    assert len(out.ids()) == 48
    assert_sound(out)


PAGES = {
    "a": [
        info(),
        response(address("rferl", 7), item("rferl", 7, "Satu"), WHEN),
        response(address("rferl", 7), item("rferl", 7, "Tiga"), WHEN + 2 * DAY),
        response(address("voanews", 7), item("voanews", 7)),
        revisit(
            address("svoboda", 9), WHEN, (address("svoboda", 9), WHEN - DAY, item("svoboda", 9))
        ),
    ],
    "b": [
        response(address("rferl", 7), item("rferl", 7, "Dua"), WHEN + DAY),
        response(address("svoboda", 9), item("svoboda", 9), WHEN - DAY),
        response(address("voanews", 7), b"gone", WHEN + DAY, status="404 Not Found"),
    ],
    "c": [
        response(address("rferl", 7), item("rferl", 7, "Empat"), WHEN + 3 * DAY),
        response(address("rferl", 7), item("rferl", 7, "Satu"), WHEN - DAY),
        response(address("alhurra", 7), item("alhurra", 7)),
    ],
}


@pytest.fixture
def imported(tmp_path: Path) -> Path:
    for name, pages in PAGES.items():
        archive_of(tmp_path, name, pages)
    return tmp_path


def test_three_orders_give_the_database_of_one_import(imported: Path) -> None:
    arsip("import", *(f"{name}.warc.gz" for name in PAGES), "--db", "one.db", cwd=imported)
    dumps = []
    for order in permutations(PAGES):
        name = f"{''.join(order)}-merged.db"
        arsip("merge", *(f"{each}.db" for each in order), "-o", name, cwd=imported)
        dumps.append(dump(imported / name))
        check(imported / name)
    assert all(each == dumps[0] for each in dumps)
    (imported / "step.db").unlink(missing_ok=True)
    arsip("merge", "c.db", "a.db", "-o", "step.db", cwd=imported)
    arsip("merge", "step.db", "b.db", "-o", "steps.db", cwd=imported)
    assert dump(imported / "steps.db") == dumps[0]
    # of one import only the numbers of the full-text index differ, which come of its history
    assert _without_index(dumps[0]) == _without_index(dump(imported / "one.db"))


def _without_index(lines: list[str]) -> list[str]:
    return sorted(line for line in lines if "articles_fts_" not in line)


def test_versions_of_several_interleave_by_capture_time(imported: Path) -> None:
    arsip("merge", "c.db", "b.db", "a.db", "-o", "all.db", cwd=imported)
    with Store.reading(imported / "all.db") as store:
        theirs = keys.read("rferl:7") or 0
        texts = [
            (version.body.split()[0], version.first_seen.day, version.last_seen.day)
            for version in store.articles.versions(theirs)
        ]
        assert texts == [("Satu", 8, 9), ("Dua", 10, 10), ("Tiga", 11, 11)]
        assert store.articles.row(theirs)["body"].startswith("Empat")
        assert store.articles.row(7)["status"] == "gone"
        assert store.articles.row(keys.read("rferl:9"))  # its payload lay in the other database
        assert store.db.execute("SELECT count(*) FROM revisits_waiting").fetchone() == (0,)


# what cannot be


def test_what_is_there_already_is_left(imported: Path) -> None:
    (imported / "c.db").rename(imported / "taken.db")
    before = content(imported)
    done = arsip("merge", "a.db", "b.db", "-o", "taken.db", cwd=imported, code=1)
    assert (
        done.stderr
        == "Error: taken.db: is there already; name a new file with -o, or remove this one\n"
    )
    done = arsip("merge", "a.db", "b.db", "-o", "a.db", cwd=imported, code=1)
    assert "a.db: is there already" in done.stderr
    arsip("merge", "a.db", "-o", "x.db", cwd=imported, code=2)
    done = arsip("merge", "a.db", "none.db", "-o", "x.db", cwd=imported, code=1)
    assert done.stderr == "Error: none.db: no such database; check its name\n"
    write(imported / "text.db", b"not a database, but a text that is long enough to be read as one")
    done = arsip("merge", "a.db", "text.db", "-o", "x.db", cwd=imported, code=1)
    assert done.stderr == "Error: text.db: not an SQLite database; name another file\n"
    done = arsip("merge", "a.db", "b.db", "-o", "none/x.db", cwd=imported, code=1)
    assert done.stderr == (
        "Error: none/x.db: there is no folder none; make it, or name another file\n"
    )
    for folder in ("folder", "folder/"):
        (imported / "folder").mkdir(exist_ok=True)
        done = arsip("merge", "a.db", "b.db", "-o", folder, cwd=imported, code=1)
        advice = "is a folder; name a file, such as folder/arsip.db"
        assert done.stderr == f"Error: {folder}: {advice}\n"
    (imported / "folder").rmdir()
    (imported / "text.db").unlink()
    assert content(imported) == before


def test_of_two_sites_with_one_id_the_first_seen_stays_and_the_other_is_named(
    tmp_path: Path,
) -> None:
    for name, site, when in (("a", "voanews", WHEN), ("b", "voakorea", WHEN - DAY)):
        archive_of(tmp_path, name, [response(address(site, 5), item(site, 5), when)])
    for order in (["a.db", "b.db"], ["b.db", "a.db"]):
        done = arsip("merge", *order, "-o", f"{order[0]}-first.db", cwd=tmp_path, code=1)
        left, stays = address("voanews", 5), address("voakorea", 5)
        assert done.stderr == f"{left}: left out, as {stays} of another site has its id\n"
        assert rows_of(tmp_path / f"{order[0]}-first.db", "SELECT site FROM articles") == [
            ("voakorea",)
        ]


def test_a_database_named_twice_counts_once(imported: Path) -> None:
    done = arsip("merge", "a.db", "./a.db", "-o", "x.db", cwd=imported)
    assert done.stderr == "a.db: named twice; it counts once\n"
    assert records(imported / "x.db", seen=True) == records(imported / "a.db", seen=True)


def test_a_copy_of_a_database_adds_nothing(imported: Path) -> None:
    shutil.copy(imported / "a.db", imported / "copy.db")
    arsip("merge", "a.db", "copy.db", "-o", "x.db", cwd=imported)
    assert _without_index(dump(imported / "x.db")) == _without_index(dump(imported / "a.db"))


def test_a_database_of_an_older_arsip_is_brought_up_to_date_in_a_copy(imported: Path) -> None:
    old = Database(imported / "old.db")
    migrations.migration.apply(old, stop_before="m013_kinds")
    old.close()
    before = content(imported)["old.db"]
    arsip("merge", "old.db", "b.db", "-o", "x.db", cwd=imported)
    assert content(imported)["old.db"] == before
    assert records(imported / "x.db") == records(imported / "b.db")


def test_databases_that_cannot_be_written_are_merged(imported: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for name in ("a.db", "b.db"):
        shutil.move(imported / name, shelf / name)
        (shelf / name).chmod(0o444)
    shelf.chmod(0o555)
    try:
        arsip("merge", shelf / "a.db", shelf / "b.db", "-o", tmp_path / "x.db")
        assert sorted(path.name for path in shelf.iterdir()) == ["a.db", "b.db"]
    finally:
        shelf.chmod(0o755)
    assert rows_of(tmp_path / "x.db", "SELECT count(*) FROM articles") == [(3,)]


def rows_of(path: Path, sql: str) -> list[tuple[object, ...]]:
    db = Database(path)
    try:
        return list(db.execute(sql).fetchall())
    finally:
        db.close()


@pytest.mark.parametrize("killed", [False, True])
def test_a_database_that_a_crawl_is_writing_is_merged_as_it_is_then(
    tmp_path: Path, serve: Serve, imported: Path, *, killed: bool
) -> None:
    place = Place(tmp_path / "busy")
    place.folder.mkdir()
    replica = serve(Replica(World(60), latency_s=0.3))
    crawl = place.begin("backfill", replica, "--concurrency", "1")
    until(lambda: place.db.exists() and _committed(place) > 3)
    (tmp_path / "out").mkdir()
    out = Place(tmp_path / "out")
    if killed:
        crawl.kill()
        crawl.wait(timeout=60)
    before = content(place.captures)
    arsip("merge", place.db, imported / "b.db", "-o", out.db)
    if killed:
        assert content(place.captures) == before
        assert [name for name in before if name.endswith(".open")]
        place.crawl("latest", replica, "--limit", "1")  # mends what the kill has left
    else:
        crawl.terminate()
    crawl.communicate(timeout=60)
    assert 3 < out.query("SELECT count(*) FROM articles WHERE site = 'voaindonesia'")[0][0] < 60
    assert_sound(place)
    assert_sound(out)
    assert "sound" in arsip("verify", "--db", out.db).stdout
    assert "sound" in arsip("verify", "--db", place.db).stdout


def _committed(place: Place) -> int:
    """How many articles are there, once there is a table of them."""
    if not place.query("SELECT 1 FROM sqlite_master WHERE name = 'articles'"):
        return 0
    return int(place.query("SELECT count(*) FROM articles")[0][0])


def test_a_disk_that_is_full_leaves_nothing(imported: Path) -> None:
    before = content(imported)
    command = [str(BIN / "arsip"), "merge", "a.db", "b.db", "-o", "x.db"]

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = subprocess.run(
        command, cwd=imported, env=environment(), capture_output=True, text=True, check=False,
        preexec_fn=small,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert content(imported) == before


# captures


def kept(folder: Path, number: int, body: bytes, name: str) -> Place:
    """An archive with one capture of our own, in a file of this name."""
    place = Place(folder)
    folder.mkdir()
    url = address("voaindonesia", number)
    with Store(place.db) as store:
        identity = store.collection.id()
        data = packed([_info(identity), response(url, body)])
        write(place.captures / name, data)
        assert adopt(store, place.captures, name) == 1
    return place


def _info(identity: str) -> bytes:
    fields = f"software: test\r\nisPartOf: {identity}\r\n".encode()
    return record("warcinfo", fields, headers=[("Content-Type", "application/warc-fields")])


def test_files_of_one_name_lie_beside_each_other(tmp_path: Path) -> None:
    name = "arsip-1-host-00000.warc.gz"
    one = kept(tmp_path / "one", 1, b"satu", name)
    two = kept(tmp_path / "two", 2, b"dua", name)
    (tmp_path / "out").mkdir()
    out = Place(tmp_path / "out")
    arsip("merge", one.db, two.db, "-o", out.db)
    files = sorted(path.name for path in out.captures.iterdir())
    assert len(files) == 2
    assert files[1] == name
    assert sorted(file for (file,) in out.query("SELECT file FROM captures")) == files
    with Store.reading(out.db) as store:
        bodies = {warc.read(out.captures, capture).payload for capture in store.captures.each()}
    assert bodies == {b"satu", b"dua"}
    assert "sound" in arsip("verify", "--db", out.db).stdout
    (tmp_path / "turned").mkdir()
    arsip("merge", two.db, one.db, "-o", tmp_path / "turned" / "arsip.db")
    assert content(tmp_path / "turned" / "captures") == content(out.captures)


def test_databases_that_share_a_folder_share_it_with_the_new_one(tmp_path: Path) -> None:
    one = kept(tmp_path / "one", 1, b"satu", "one.warc.gz")
    two = kept(tmp_path / "two", 2, b"dua", "two.warc.gz")
    two.db.rename(one.folder / "two.db")
    (two.captures / "two.warc.gz").rename(one.captures / "two.warc.gz")
    done = arsip("merge", "arsip.db", "two.db", "-o", "all.db", cwd=one.folder)
    assert "2 capture files in captures/ (0 linked, 0 copied)" in done.stdout
    assert sorted(path.name for path in one.captures.iterdir()) == ["one.warc.gz", "two.warc.gz"]
    assert "sound" in arsip("verify", "--db", "all.db", cwd=one.folder).stdout


def test_captures_that_are_not_found_are_asked_for(tmp_path: Path) -> None:
    one = kept(tmp_path / "one", 1, b"satu", "one.warc.gz")
    two = kept(tmp_path / "two", 2, b"dua", "two.warc.gz")
    two.captures.rename(tmp_path / "elsewhere")
    (tmp_path / "out").mkdir()
    out = Place(tmp_path / "out")
    done = arsip("merge", one.db, two.db, "-o", out.db, code=1)
    assert (
        f"{two.db}: no capture file two.warc.gz in {two.captures}/; name the folder with --from"
        in done.stderr
    )
    assert list(out.folder.iterdir()) == []
    arsip("merge", one.db, two.db, "-o", out.db, "--from", tmp_path / "elsewhere")
    assert "sound" in arsip("verify", "--db", out.db).stdout
    arsip("merge", one.db, two.db, "-o", out.folder / "rows.db", "--without-captures")
    assert rows_of(out.folder / "rows.db", "SELECT count(*) FROM captures") == [(2,)]


def test_a_merge_that_fails_takes_its_captures_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(tmp_path / "one", 1, b"satu", "one.warc.gz")
    two = kept(tmp_path / "two", 2, b"dua", "two.warc.gz")
    (tmp_path / "out").mkdir()

    def fails(new: Path, out: Path) -> None:
        raise OSError(28, "No space left on device", str(new))

    monkeypatch.setattr(merging, "_publish", fails)
    inputs = [merging.MergeInput(place.db, [place.captures]) for place in (one, two)]
    with pytest.raises(StoreError, match="No space left on device; make room"):
        merging.merge_archives(inputs, tmp_path / "out" / "x.db", tmp_path / "out" / "captures")
    assert list((tmp_path / "out").iterdir()) == []


def test_captures_are_copied_where_there_are_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = kept(tmp_path / "one", 1, b"satu", "one.warc.gz")
    two = kept(tmp_path / "two", 2, b"dua", "two.warc.gz")
    (tmp_path / "out").mkdir()
    out = Place(tmp_path / "out")

    def fails(*_: object, **__: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(merging.os, "link", fails)
    inputs = [merging.MergeInput(place.db, [place.captures]) for place in (one, two)]
    report = merging.merge_archives(inputs, out.db, out.captures)
    assert (report.files, report.linked, report.copied) == (2, 0, 2)
    assert content(out.captures) == {**content(one.captures), **content(two.captures)}
    assert (out.captures / "one.warc.gz").stat().st_ino != (
        one.captures / "one.warc.gz"
    ).stat().st_ino
    check(out.db)


def test_another_file_where_a_capture_file_belongs_is_left(tmp_path: Path) -> None:
    one = kept(tmp_path / "one", 8_100_001, item("voaindonesia", 8_100_001), "a.warc.gz")
    two = kept(tmp_path / "two", 8_100_002, item("voaindonesia", 8_100_002), "b.warc.gz")
    captures = tmp_path / "captures"
    digest = hashlib.sha256((two.captures / "b.warc.gz").read_bytes()).hexdigest()
    write(captures / "b.warc.gz", b"of somebody else")
    write(captures / f"b-{digest[:8]}.warc.gz", b"of somebody else, too")
    before = content(tmp_path)
    done = arsip("merge", one.db, two.db, "-o", "all.db", cwd=tmp_path, code=1)
    place = f"captures/b-{digest[:8]}.warc.gz"
    assert done.stderr == (
        f"Error: {place}: another file is there already; move it away, or name another folder "
        "with --captures\n"
    )
    assert content(tmp_path) == before

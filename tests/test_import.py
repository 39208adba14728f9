"""Importing archives: the same rows whatever the order, the number of processes and the
interruptions."""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
import time
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from archive.article import ReadError
from archive.imports import batches, plan, tasks, works
from archive.imports.batches import ImportFilter, parts
from archive.imports.importer import Importer
from archive.imports.tasks import read_rows
from archive.ingest import understand
from archive.sites import SITES
from archive.store import Store, StoreError
from archive.store.imports import FoundCapture, Imports
from archive.store.sightings import ItemRows
from archive.warc import Location, reader
from tests import archives, damaged
from tests.archives import DAY, WHEN, info, member, packed, record, response, revisit
from tests.crawling import BIN, environment
from tests.databases import check, dump, records
from tests.importing import ALL, HOME, arsip, load, rows, story, write
from tests.site import pages

pytestmark = pytest.mark.slow


def page_of(number: int, *, day: int = 1) -> tuple[str, bytes]:
    return pages.address(number, day=day), pages.page(number, day=day)


# what is read


def test_a_file_of_everything_that_archives_hold(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    gone_url, gone = story("Tenda didirikan", 7000002)
    challenge = b"<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    file = packed(
        [
            info(),
            response(url, html),
            record("request", b"GET / HTTP/1.1\r\n\r\n", url),
            response(url, b"Not found", WHEN + DAY, status="500 Internal Server Error"),
            response(url, challenge, WHEN + 2 * DAY),
            response(
                url.replace("gempa", "x"), b"", WHEN + 3 * DAY, status="301 Moved Permanently"
            ),
            response(gone_url, b"gone", WHEN + 5 * DAY, status="404 Not Found"),
            response(gone_url, gone, WHEN),
            response(f"{HOME}/z/299", b"<html>"),
            response("https://example.org/a/x/5.html", html),
            response("https://gdb.voanews.com/x.jpg", b"\xff\xd8"),
            record("metadata", b"via: x\r\n", url),
        ]
    )
    counts = load(tmp_path, write(tmp_path / "x.warc.gz", file))
    assert counts == {"read": 9, "new": 2, "not items": 5, "other hosts": 2}
    assert rows(tmp_path, "SELECT id, status FROM articles ORDER BY id") == [
        (7000001, "live"),
        (7000002, "gone"),
    ]
    assert rows(
        tmp_path, "SELECT count(*) FROM captures WHERE import = 1 AND item IS NOT NULL"
    ) == [(6,)]
    with Store(tmp_path / "arsip.db") as store:
        article = store.article(7000001)
        assert article
        assert article.text == "Warga mengungsi pada hari Selasa (7/2)."
        assert [placed.mention.value for placed in store.mentions.of(7000001)] == ["2023-02-07"]
        assert store.captures.count() == 0  # none of our own


def test_a_capture_tells_where_it_lies(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    for index, data in enumerate(
        (packed([info(), response(url, html)]), member(info() + response(url, html)))
    ):
        folder = tmp_path / str(index)
        path = write(folder / "x.warc.gz", data)
        load(folder, path)
        with Store(folder / "arsip.db") as store:
            (row,) = store.db.query(
                "SELECT c.* FROM captures c JOIN articles a ON a.capture = c.id"
            )
        with path.open("rb") as raw:
            found = reader.at(
                raw, Location(row["offset"], row["within"] if row["within"] >= 0 else None)
            )
        assert (found.url, found.length, found.headers["warc-record-id"]) == (
            url,
            row["length"],
            row["record"],
        )
        assert (row["file"], row["status"], row["time"]) == (
            "x.warc.gz",
            200,
            "2023-02-09T12:00:00.000000Z",
        )
        assert row["digest"] == archives.sha1(html)


def test_only_the_sites_that_are_asked_for(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    file = write(tmp_path / "x.warc.gz", packed([response(url, html)]))
    assert load(tmp_path, file, selection=ImportFilter(frozenset({"voanews"}))) == {
        "read": 1,
        "other hosts": 1,
    }
    assert load(tmp_path, file) == {"read": 1, "new": 1}  # another selection: another import
    assert load(tmp_path, file) == {}


NO_PAGES = {
    "text/plain": b"The server is under maintenance. Please come back later, and bring patience.",
    "text/css": b"body { font: 12px serif } p { margin: 0 }",
    "application/json": b'{"error": {"code": 7, "message": "nothing is found here any more"}}',
    "application/javascript": b"window.location.replace('/a/other/7000001.html?reason=moved');",
    "text/html": b"The server is under maintenance. Please come back later, and bring patience.",
}


@pytest.mark.parametrize("kind", NO_PAGES)
@pytest.mark.parametrize("later", [1, -1])
def test_what_is_no_page_never_takes_the_place_of_one(
    tmp_path: Path, kind: str, later: int
) -> None:
    """Whatever its status, its label and its date."""
    url, html = story("Warga mengungsi")
    http_headers = [("Content-Type", kind)]
    other = response(url, NO_PAGES[kind], WHEN + later * DAY, http_headers=http_headers)
    resource = record("resource", NO_PAGES[kind], url, WHEN + later * DAY, headers=http_headers)
    data = packed([response(url, html), other, resource])
    counts = load(tmp_path, write(tmp_path / "x.warc.gz", data))
    assert counts == {"read": 3, "new": 1, "not items": 2}
    assert rows(tmp_path, "SELECT title FROM articles") == [("Gempa",)]
    assert rows(tmp_path, "SELECT count(*) FROM versions") == [(0,)]


def test_a_text_in_a_folder_is_no_article(tmp_path: Path) -> None:
    """Only what is named with its address, or shows that it was a page, is a dump."""
    folder = tmp_path / "pages"
    write(folder / "LICENSE.txt", b"Permission is hereby granted to any person. " * 20)
    write(folder / "README.txt", b"Pages\n\nThese pages were saved in 2023. They are many.\n" * 5)
    write(folder / "page.html", story("Warga mengungsi")[1])
    assert load(tmp_path, folder) == {"read": 3, "new": 1, "not items": 2}


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_texts_become_versions_in_order_of_capture(tmp_path: Path, order: Sequence[int]) -> None:
    texts = ["Lima orang tewas", "Enam orang tewas", "Tujuh orang tewas"]
    captures = [response(*story(text), WHEN + n * DAY) for n, text in enumerate(texts)]
    captures.append(
        response(story("")[0], b"error", WHEN + 9 * DAY, status="503 Service Unavailable")
    )
    for n in order:  # one run each
        load(tmp_path, write(tmp_path / f"{n}.warc.gz", packed([captures[n]])))
    with Store(tmp_path / "arsip.db") as store:
        article = store.article(7000001)
        assert article
        assert article.text.startswith(texts[2])
        assert [
            version.body.split(" pada")[0] for version in store.articles.versions(7000001)
        ] == texts[:2]
        (row,) = store.db.query("SELECT first_seen, last_seen, status FROM articles")
        assert tuple(row.values()) == ("2023-02-09T12:00:00Z", "2023-02-11T12:00:00Z", "live")


@pytest.mark.parametrize("together", [True, False])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_revisits_show_the_text_again(tmp_path: Path, order: Sequence[int], together: bool) -> None:
    (url, first), (_, second) = story("Lima orang tewas"), story("Enam orang tewas")
    captures = [
        response(url, first, WHEN),
        response(url, second, WHEN + DAY),
        revisit(url, WHEN + 2 * DAY, (url, WHEN, first)),  # the first text is back
    ]
    if together:
        load(tmp_path, write(tmp_path / "x.warc.gz", packed([captures[n] for n in order])))
    else:
        for n in order:
            load(tmp_path, write(tmp_path / f"{n}.warc.gz", packed([captures[n]])))
    with Store(tmp_path / "arsip.db") as store:
        article = store.article(7000001)
        assert article
        assert article.text.startswith("Lima")
        assert len(store.mentions.of(7000001)) == 1
        (row,) = store.db.query("SELECT first_seen, text_seen, last_seen FROM articles")
        assert row["last_seen"] == "2023-02-11T12:00:00Z"
        assert row["text_seen"] == row["first_seen"] == "2023-02-09T12:00:00Z"
        assert store.db.table("revisits_waiting").count == 0
        assert store.db.table("captures").count == 3


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(("one", "other"), [("http", "https"), ("https", "http")])
def test_a_revisit_may_name_the_other_scheme(
    tmp_path: Path, one: str, other: str, told: bool
) -> None:
    url, html = story("Lima orang tewas")
    held, named = (re.sub("^https?", scheme, url) for scheme in (one, other))
    when = WHEN if told else WHEN - DAY  # a date at which nothing is held: the digest decides
    captures = [response(held, html, WHEN), revisit(named, WHEN + DAY, (named, when, html))]
    counts = load(tmp_path, write(tmp_path / "x.warc.gz", packed(captures)))
    assert counts == {"read": 2, "new": 1, "same": 1}


def test_a_revisit_of_what_is_not_held_waits(tmp_path: Path) -> None:
    url, html = story("Lima orang tewas")
    file = write(tmp_path / "x.warc.gz", packed([revisit(url, WHEN + DAY, (url, WHEN, html))]))
    assert load(tmp_path, file) == {"read": 1, "waiting": 1}
    assert load(tmp_path, file) == {"waiting": 1}
    (tmp_path / "y").mkdir()
    assert load(tmp_path, write(tmp_path / "y" / "y.warc", response(url, html))) == {
        "read": 1,
        "new": 1,
        "same": 1,
    }
    assert rows(tmp_path, "SELECT last_seen FROM articles") == [("2023-02-10T12:00:00Z",)]


@pytest.mark.parametrize("replaced", [True, False])
def test_a_revisit_whose_file_is_gone_waits_too(tmp_path: Path, replaced: bool) -> None:
    url, html = story("Lima orang tewas")
    held = write(tmp_path / "x.warc.gz", packed([response(url, html)]))
    load(tmp_path, held)
    if replaced:
        held.write_bytes(packed([response(*story("Enam orang tewas"))]))
    else:
        held.unlink()
    said: list[str] = []
    file = write(tmp_path / "y.warc.gz", packed([revisit(url, WHEN + DAY, (url, WHEN, html))]))
    assert load(tmp_path, file, say=said.append)["waiting"] == 1
    assert "waiting" in said[0]
    assert "x.warc.gz" in said[0]


WET = """Tautan-tautan Akses

Gempa Mengguncang Cianjur dan Sekitarnya

Gempa terjadi hari Selasa (7/2) di Cianjur, Jawa Barat, dan membuat ratusan warga mengungsi ke tenda. [rd/jm]
"""


@pytest.mark.parametrize("order", [("wet", "warc"), ("warc", "wet"), ("both",)])
def test_a_text_stands_in_until_a_page_is_read(tmp_path: Path, order: Sequence[str]) -> None:
    url, html = story("Warga mengungsi")
    headers = [("Content-Type", "text/plain")]
    wet = packed([info(), record("conversion", WET.encode(), url, WHEN + DAY, headers=headers)])
    files = {
        "wet": write(tmp_path / "x.warc.wet.gz", wet),
        "warc": write(tmp_path / "x.warc.gz", packed([response(url, html)])),
    }
    for name in order:
        load(tmp_path, *(files.values() if name == "both" else [files[name]]))
        if order[0] == "wet" and name == "wet":
            assert rows(tmp_path, "SELECT title FROM articles") == [
                ("Gempa Mengguncang Cianjur dan Sekitarnya",)
            ]
    assert rows(tmp_path, "SELECT id, title FROM articles") == [(7000001, "Gempa")]
    assert rows(tmp_path, "SELECT count(*) FROM versions") == [(0,)]
    check(tmp_path / "arsip.db")


def test_half_a_page_is_no_record(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    short = response(url, html[:-50], http_headers=[("Content-Length", str(len(html)))])
    cut = response(url, html[:-50], WHEN + DAY, headers=[("WARC-Truncated", "length")])
    said: list[str] = []
    counts = load(tmp_path, write(tmp_path / "x.warc", short + cut), say=said.append)
    assert counts == {"read": 2, "cut short": 2}
    assert rows(tmp_path, "SELECT count(*) FROM articles") == [(0,)]
    assert "x.warc@0: cut short" in said[0]


def test_a_resource_record_is_a_page(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    file = record("resource", html, url, headers=[("Content-Type", "text/html; charset=utf-8")])
    assert load(tmp_path, write(tmp_path / "x.warc", file)) == {"read": 1, "new": 1}


def test_a_wacz_and_a_broken_one(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    file = packed([info(), response(url, html)])
    path = archives.wacz(tmp_path / "x.wacz", {"data.warc.gz": file, "more.warc": info()})
    assert load(tmp_path, path) == {"read": 1, "new": 1}
    with zipfile.ZipFile(tmp_path / "y.wacz", "w", zipfile.ZIP_DEFLATED) as packed_twice:
        packed_twice.writestr("archive/data.warc", info() + response(*story("Tenda", 7000002)))
    assert load(tmp_path, tmp_path / "y.wacz") == {"read": 1, "new": 1}
    assert rows(tmp_path, "SELECT file FROM captures") == [
        ("x.wacz!archive/data.warc.gz",),
        ("y.wacz!archive/data.warc",),
    ]
    again = write(tmp_path / "y.warc.gz", packed([revisit(url, WHEN + DAY, (url, WHEN, html))]))
    assert load(tmp_path, again) == {"read": 1, "same": 1}
    (tmp_path / "cut").mkdir()
    broken = write(tmp_path / "cut" / "x.wacz", path.read_bytes()[:-300])
    counts = load(tmp_path / "cut", broken)
    assert counts["new"] == 1
    assert counts["damaged"] >= 1


# damage


def test_fifty_damaged_files(tmp_path: Path) -> None:
    folder = tmp_path / "damaged"
    files = list(damaged.files())
    for one in files:
        write(folder / one.name, one.data)
    done = arsip("import", folder, "--db", tmp_path / "arsip.db", "--workers", 2, code=8)
    for one in files:
        assert (f"{folder / one.name}@" in done.stderr) is not one.harmless, one.name
    held = {number for (number,) in rows(tmp_path, "SELECT id FROM articles")}
    assert held == set(damaged.NUMBERS)
    assert "failed 0" in done.stdout
    ranges = rows(
        tmp_path,
        "SELECT file, d.offset, d.length FROM import_damage d JOIN imports i ON i.id = d.import",
    )
    assert len(ranges) >= sum(not one.harmless and bool(one.data) for one in files)
    texts = rows(tmp_path, "SELECT count(*) FROM versions")
    assert texts == [(0,)]  # no short body was taken for a text
    again = arsip("import", folder, "--db", tmp_path / "arsip.db", code=8)
    assert "imported before" in again.stderr
    check(tmp_path / "arsip.db")


# processes


def mixed(folder: Path, count: int = 150) -> list[Path]:
    """Some files with texts that change, revisits, errors and damage, and saved pages."""
    numbers = pages.item_ids(count, seed=3)
    dice = random.Random(1)
    captures: list[list[bytes]] = [[info()] for _ in range(4)]
    for index, number in enumerate(numbers):
        url, html = page_of(number)
        captures[index % 3].append(response(url, html, WHEN + index * timedelta(seconds=7)))
        if index % 5 == 0:
            later = WHEN + timedelta(days=dice.randrange(-9, 9), seconds=index)
            captures[dice.randrange(4)].append(response(url, html.replace(b"yang", b"jang"), later))
        if index % 7 == 0:
            captures[dice.randrange(4)].append(
                revisit(url, WHEN + index * DAY, (url, WHEN + index * timedelta(seconds=7), html))
            )
        if index % 11 == 0:
            captures[dice.randrange(4)].append(
                response(url, b"", WHEN + index * DAY, status="404 Not Found")
            )
        captures[dice.randrange(4)].append(response("https://example.org/", b"x"))
    files = [write(folder / f"{n}.warc.gz", packed(parts)) for n, parts in enumerate(captures)]
    files[1].write_bytes(files[1].read_bytes()[:-500])
    saved = [write(folder / f"{number}.html", pages.page(number)) for number in numbers[:40]]
    for path in saved:
        os.utime(path, (1.7e9, 1.7e9))
    return [*files, *saved]


def test_the_same_for_any_number_of_processes_and_any_order(tmp_path: Path) -> None:
    files = mixed(tmp_path / "files")
    results = []
    for index, (workers, order) in enumerate(
        [(1, files), (3, files), (2, files[::-1]), (2, random.Random(2).sample(files, len(files)))]
    ):
        folder = tmp_path / str(index)
        folder.mkdir()
        load(folder, *order, workers=workers)
        check(folder / "arsip.db")
        results.append(dump(folder / "arsip.db"))
    assert all(result == results[0] for result in results)
    one_by_one = tmp_path / "one-by-one"
    one_by_one.mkdir()
    captures = [path for path in files if path.name.endswith(".gz")]
    for path in [*captures[::-1], *files[len(captures) :]]:
        if path.name.endswith(".gz"):
            load(one_by_one, path)
    load(one_by_one, *files[len(captures) :])
    assert records(one_by_one / "arsip.db", seen=True) == records(
        tmp_path / "0" / "arsip.db", seen=True
    )
    assert load(tmp_path / "0", *files)["same"] == 40  # the saved pages; everything else is known
    assert dump(tmp_path / "0" / "arsip.db") == results[0]


def test_killed_ten_times_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    files = mixed(tmp_path / "files", 500)
    (tmp_path / "whole").mkdir()
    load(tmp_path / "whole", *files, workers=2)
    db = tmp_path / "arsip.db"
    command = [
        str(BIN / "arsip"),
        "import",
        str(tmp_path / "files"),
        "--db",
        str(db),
        "--workers",
        "2",
    ]
    kills = 0
    while kills < 10:
        before = _items(db)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and _items(db) == before:
            time.sleep(0.005)
        if process.poll() is None:
            process.kill()
            kills += 1
        elif kills < 10:  # it was too quick: once more from the beginning
            db.unlink()
        process.wait()
        if db.exists():
            check(db)
    arsip("import", tmp_path / "files", "--db", db, "--workers", 2, code=8)
    check(db)
    assert records(db, seen=True) == records(tmp_path / "whole" / "arsip.db", seen=True)
    for table in ("captures", "import_damage", "revisits_waiting"):
        sql = f"SELECT count(*) FROM {table}"
        assert rows(tmp_path, sql) == rows(tmp_path / "whole", sql)
    counted = "SELECT read, new, same, damaged FROM imports ORDER BY file"
    assert rows(tmp_path, counted) == rows(tmp_path / "whole", counted)


def _items(db: Path) -> int:
    if not db.exists():
        return 0
    try:
        with Store.reading(db) as store:
            return int(store.db.execute("SELECT count(*) FROM articles").fetchone()[0])
    except Exception:  # it is being made
        return 0


def deadly(page: object, **options: object) -> object:
    """A reader that certain pages bring down."""
    if b"Enam orang" in page.html:  # type: ignore[attr-defined]
        os._exit(9)
    if b"Tujuh orang" in page.html:  # type: ignore[attr-defined]
        time.sleep(600)
    if b"Delapan orang" in page.html:  # type: ignore[attr-defined]
        raise MemoryError
    return understand(page, **options)  # type: ignore[arg-type]


def deadly_rows(task: tasks.Task) -> ItemRows | tasks.Refusal:
    tasks.understand = deadly  # type: ignore[assignment]  # in the worker process
    return read_rows(task)


@pytest.mark.parametrize("count", [4, 80])
def test_a_page_that_brings_its_reader_down_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    monkeypatch.setattr(tasks, "read_rows", deadly_rows)
    texts = [f"Orang {n}" for n in range(count)]
    texts[count // 2 - 1 : count // 2 + 2] = ["Enam orang", "Tujuh orang", "Delapan orang"]
    captures = [response(*story(text, 7000000 + n)) for n, text in enumerate(texts)]
    file = write(tmp_path / "x.warc", b"".join(captures))
    said: list[str] = []
    counts = load(tmp_path, file, workers=2, say=said.append, timeout_s=5)
    assert counts == {"read": count, "new": count - 3, "failed": 3}
    reasons = [
        "the worker process died; please report this page",
        "no end within 5 s; please report this page",
        "takes more memory than a page should",
    ]
    offsets = [sum(map(len, captures[: count // 2 + n])) for n in (-1, 0, 1)]
    assert said == [
        f"{file}@{offset}: failed: {why}" for offset, why in zip(offsets, reasons, strict=True)
    ]


def test_a_page_from_a_pipe_is_guarded_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "read_rows", deadly_rows)
    said: list[str] = []
    for text, expected in (("Satu orang", "new"), ("Enam orang", "failed")):
        with Store(tmp_path / "arsip.db") as store:
            importer = Importer(store, ALL, workers=1, say=said.append)
            counts = importer.run(plan.Plan.of([]), pipe=story(text)[1])
        assert counts == {"read": 1, expected: 1}
    assert said == ["-: failed: the worker process died; please report this page"]


# whatever goes wrong with one thing, the things beside it are imported


def test_a_record_that_cannot_be_written_costs_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures = [response(*story(f"Orang {n}", 7000000 + n)) for n in range(9)]
    file = write(tmp_path / "x.warc", b"".join(captures))
    write(tmp_path / "z" / "7100000.html", story("Tenda", 7100000)[1])
    add_all = Imports.add_all

    def refuse(self: Imports, found: Sequence[FoundCapture]) -> list[int]:
        numbers = add_all(self, found)
        if any("7000004" in each.capture.url for each in found):
            raise OverflowError("too large")
        return numbers

    monkeypatch.setattr(Imports, "add_all", refuse)
    said: list[str] = []
    counts = load(tmp_path, file, tmp_path / "z", say=said.append)
    assert counts == {"read": 10, "new": 9, "failed": 1}
    assert said == [f"{file}@{sum(map(len, captures[:4]))}: failed: OverflowError: too large"]
    assert rows(tmp_path, "SELECT count(*) FROM captures") == [(8,)]  # nothing of it is left


def test_a_database_that_takes_nothing_more_ends_the_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures = [response(*story(f"Orang {n}", 7000000 + n)) for n in range(3)]
    file = write(tmp_path / "x.warc", b"".join(captures))

    def full(*_: object) -> list[int]:
        raise StoreError("arsip.db: the disk is full; make room and run this again")

    monkeypatch.setattr(Imports, "add_all", full)
    with pytest.raises(StoreError, match="disk is full"):
        load(tmp_path, file)
    monkeypatch.undo()
    assert load(tmp_path, file) == {"read": 3, "new": 3}


def dies(*_: object) -> None:
    os._exit(3)


def test_pages_that_no_worker_could_be_started_for_are_still_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.warc", b"".join(response(*story("a", n)) for n in range(3)))
    monkeypatch.setattr("archive.worker_process._serve", dies)
    with pytest.raises(ReadError, match=r"no process could be started: .*: run it again"):
        load(tmp_path, path)
    monkeypatch.undo()
    assert load(tmp_path, path) == {"read": 3, "new": 3}


def test_a_batch_ends_where_damage_alone_fills_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_MOST_RECORDS", 3)
    data = (info() + b"WARC/1.0\r\nA: b\r\n\r\n") * 7 + info()
    found = list(parts(io.BytesIO(data), ImportFilter(frozenset(SITES))))
    assert [len(batch.records) for batch in found] == [3, 3, 1]


def test_a_file_whose_reading_fails_costs_what_is_left_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        captures = [response(*story(name, ord(name) * 10_000 + n)) for n in range(70)]
        write(tmp_path / f"{name}.warc", b"".join(captures))

    def fails(raw: BinaryIO, *rest: object) -> Iterator[object]:
        for number, batch in enumerate(parts(raw, *rest)):  # type: ignore[arg-type]
            if number == 1 and raw.name.endswith("b.warc"):
                raise RecursionError("too deep")
            yield batch

    monkeypatch.setattr(works, "parts", fails)
    said: list[str] = []
    counts = load(tmp_path, *(tmp_path / f"{name}.warc" for name in "abc"), say=said.append)
    assert counts == {"read": 172, "new": 172, "failed": 1}
    assert said == [f"{tmp_path}/b.warc: RecursionError: too deep; the rest of it was not read"]
    monkeypatch.undo()
    assert load(tmp_path, tmp_path / "b.warc") == {"read": 38, "new": 38}  # it goes on there


@pytest.mark.parametrize("name", [b"caf\xe9", b"baris\nbaru", b"\\xe9", b"\xf0\x9f\x98\x80"])
def test_a_file_of_any_name_is_imported_and_found_again(tmp_path: Path, name: bytes) -> None:
    """Also when a revisit needs it."""
    url, html = story("Warga mengungsi")
    first = Path(os.fsdecode(os.fsencode(tmp_path / "one") + b"/" + name + b".warc"))
    assert load(tmp_path, write(first, response(url, html))) == {"read": 1, "new": 1}
    again = write(tmp_path / "two.warc", revisit(url, WHEN + DAY, (url, WHEN, html)))
    assert load(tmp_path, again) == {"read": 1, "same": 1}


# the command


def test_the_command_line(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    write(
        tmp_path / "x.warc.gz",
        packed([info(), response(url, html), response("https://example.org/", b"x")]),
    )
    done = arsip("import", "x.warc.gz", cwd=tmp_path)
    expected = "read 2, items 1, new 1, changed 0, same 0, other hosts 1, not items 0, damaged 0, failed 0\n"
    assert done.stdout == expected
    again = arsip("import", "x.warc.gz", cwd=tmp_path)
    assert again.stdout.startswith("read 0, items 0, new 0")
    once_more = arsip("import", "x.warc.gz", "--again", cwd=tmp_path)
    assert once_more.stdout.startswith("read 2, items 1, new 0, changed 0, same 1")
    assert (
        "is not a known site"
        in arsip("import", "x.warc.gz", "--site", "nowhere", cwd=tmp_path, code=2).stderr
    )
    host = arsip("import", "x.warc.gz", "--site", "www.voaindonesia.com", cwd=tmp_path)
    assert "same 1" in host.stdout


def test_a_warc_file_from_a_pipe_is_refused(tmp_path: Path) -> None:
    command = [str(BIN / "arsip"), "import", "-", "--db", str(tmp_path / "a.db")]
    done = subprocess.run(
        command, input=packed([info()]), capture_output=True, check=False, env=environment()
    )
    assert done.returncode == 1
    assert b"save it to a file" in done.stderr


def test_times_with_offsets_and_none(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    wrong = response(url, html).replace(b"2023-02-09T12:00:00Z", b"2023-02-09T99:00:00Z")
    fine = response(url, html).replace(b"2023-02-09T12:00:00Z", b"2023-02-09T19:00:00+07:00")
    counts = load(tmp_path, write(tmp_path / "x.warc", wrong + fine))
    assert counts == {"read": 2, "damaged": 1, "new": 1}
    (seen,) = rows(tmp_path, "SELECT last_seen FROM articles")
    assert datetime.fromisoformat(str(seen[0])) == WHEN


# what orders nothing, and what is no page

FAR = WHEN.replace(year=2099)


@pytest.mark.parametrize("order", [1, -1])
def test_a_capture_of_the_future_is_named_and_orders_nothing(tmp_path: Path, order: int) -> None:
    url, html = story("Warga mengungsi")
    captures = [
        response(url, html, WHEN),
        response(url, story("Palsu")[1], FAR),
        response(url, b"", FAR + DAY, status="404 Not Found"),
    ]
    said: list[str] = []
    load(tmp_path, write(tmp_path / "x.warc.gz", packed(captures[::order])), say=said.append)
    assert ["2099" in line and "clock" in line for line in said] == [True]
    columns = "substr(body, 1, 15), status, gone_at, substr(last_seen, 1, 4)"
    assert rows(tmp_path, f"SELECT {columns} FROM articles") == [
        ("Warga mengungsi", "live", None, f"{WHEN:%Y}")
    ]
    assert rows(tmp_path, "SELECT count(*) FROM versions") == [(0,)]
    assert rows(tmp_path, "SELECT count(*) FROM captures") == [(3,)]


def test_an_error_in_plain_text_is_no_newer_text(tmp_path: Path) -> None:
    url, html = story("Warga mengungsi")
    plain = b"upstream connect error or disconnect/reset before headers\n" * 9
    labelled = (("Content-Type", "text/plain"),)
    captures = [
        response(url, html, WHEN),
        response(url, plain, WHEN + DAY),
        response(url, plain, WHEN + 2 * DAY, http_headers=labelled),
    ]
    counts = load(tmp_path, write(tmp_path / "x.warc.gz", packed(captures)))
    assert (counts["new"], counts["not items"], counts.get("changed")) == (1, 2, None)


def test_texts_in_a_folder_are_no_items_unless_they_show_it(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    write(
        folder / "LICENSE.txt",
        b"MIT License\n\nPermission is hereby granted, free of charge, to all.\n",
    )
    write(
        folder / "README.txt",
        b"# Halaman\n\nFolder ini memuat halaman yang disimpan oleh banyak orang pada tahun 2023.\n",
    )
    dumped = (
        "Tautan-tautan Akses\n\nGempa Mengguncang Cianjur\n\n"
        + "Warga mengungsi ke tenda di desa. " * 3
    )
    write(folder / "dump.txt", dumped.encode())
    write(folder / "page.html", story("Tenda didirikan")[1])
    said: list[str] = []
    counts = load(tmp_path, folder, say=said.append)
    assert (counts["read"], counts["new"], counts["not items"]) == (4, 2, 2)
    assert ["not an item" in line for line in said] == [True, True]
    done = arsip("import", folder / "README.txt", "--db", tmp_path / "b.db", "--url", story("")[0])
    assert "new 1" in done.stdout

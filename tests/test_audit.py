"""`arsip audit`: records against another reading of their pages."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.article import Page
from archive.checks import audit
from archive.checks.audit import lacking
from archive.reader import second_opinion
from archive.reader.pangea.witness import witness
from archive.store import Store
from archive.warc import Exchange, Writer
from tests import archives
from tests.archives import WHEN, http, info, packed, response, revisit
from tests.commands import arsip
from tests.site import pages

pytestmark = pytest.mark.slow

COUNT = 12


def texts(numbers: list[int]) -> list[int]:
    """Those of some items that are articles with a text of several paragraphs."""
    return [n for n in numbers if len(pages.truth(n)["body"]) > 3]


NUMBERS = texts(pages.item_ids(80))[:COUNT]


@pytest.fixture(autouse=True)
def no_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is found must not depend on what is installed."""
    monkeypatch.setattr(second_opinion, "find_spec", lambda name: None)


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """The database of some pages that were captured."""
    writer = Writer(tmp_path / "captures", "arsip-1", {"software": "arsip"})
    for at, number in enumerate(NUMBERS):
        url = pages.address(number)
        request = f"GET {url} HTTP/1.1\r\n\r\n".encode()
        when = WHEN + timedelta(seconds=at)
        writer.write(Exchange(url, when, request, http(pages.page(number))))
    writer.close()
    db = tmp_path / "arsip.db"
    arsip("rebuild", tmp_path / "captures", "--db", db)
    return db


def run(db: Path, *options: object, code: int = 0) -> tuple[list[dict], str]:
    """What an audit gives as JSON, and what it says on standard error."""
    done = arsip("audit", "--db", db, "--workers", "1", "--nl", *options, code=code)
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def found(rows: list[dict]) -> list[tuple[str, int]]:
    return [(row["what"], row["id"]) for row in rows if row["what"] not in ("fill", "audit")]


def test_good_records_give_no_finding(held: Path) -> None:
    rows, said = run(held)
    assert found(rows) == []
    assert rows[-1] == {"what": "audit", "pages": COUNT, "unread": 0, "differing": {}}
    assert said.splitlines()[-1] == f"{COUNT} pages looked at"
    fills = [row for row in rows if row["what"] == "fill"]
    assert sum(row["pages"] for row in fills) == COUNT
    assert sum(row["body"] for row in fills) == COUNT
    assert {row["era"] for row in fills} <= {"wsw", "article-content", "classic", "wsw-outside"}


def changed(db: Path, number: int, change: Callable[[str], str]) -> None:
    """Change the body of one record."""
    with Database(db).conn as connection:
        (body,) = connection.execute("SELECT body FROM articles WHERE id = ?", [number]).fetchone()
        body = change(body)
        blocks = json.dumps(["paragraph"] * len(body.split("\n\n")) if body else [])
        connection.execute(
            "UPDATE articles SET body = ?, blocks = ? WHERE id = ?", [body, blocks, number]
        )


EXTRA = (
    "Paragraf ini tidak ada di halaman mana pun, dan seharusnya tidak ada di dalam catatan itu. "
)


@pytest.mark.parametrize(
    ("change", "whats"),
    [
        (lambda body: body.rpartition("\n\n")[0], {"only-there"}),
        (lambda body: body.partition("\n\n")[2], {"only-there"}),
        (lambda body: body.partition("\n\n")[0][:70], {"only-there", "collapsed"}),
        (lambda body: "", {"only-there", "collapsed"}),
        (lambda body: f"{body}\n\n{EXTRA * (1 + len(body) // len(EXTRA))}", {"only-here"}),
        (lambda body: body.replace("\n\n", " "), set()),
    ],
    ids=["last", "first", "most", "all", "more", "joined"],
)
def test_a_record_that_differs_from_its_page_is_named(
    held: Path, change: Callable[[str], str], whats: set[str]
) -> None:
    number = NUMBERS[3]
    last = pages.truth(number)["body"]
    changed(held, number, change)
    rows, _ = run(held)
    if whats != {"only-there"} or any(len(text) >= 60 for text in (last[0], last[-1])):
        assert {what for what, _ in found(rows)} == whats
        assert {each for _, each in found(rows)} <= {number}


def test_the_findings_are_lines_to_read(held: Path) -> None:
    changed(held, NUMBERS[0], lambda body: "")
    done = arsip("audit", "--db", held, "--workers", "1")
    lines = done.stdout.splitlines()
    assert lines[-1] == f"{COUNT} pages looked at, 1 collapsed, 1 only-there"
    assert len(lines) == 3
    assert lines[0].startswith(f"{NUMBERS[0]}\t{pages.address(NUMBERS[0])}\tonly-there: ")
    array = json.loads(arsip("audit", "--db", held, "--workers", "1", "--json").stdout)
    assert [row["what"] for row in array[:2]] == ["only-there", "collapsed"]


def test_a_sample_is_the_same_in_every_run(held: Path) -> None:
    for number in NUMBERS:
        changed(held, number, lambda body: "")
    first, _ = run(held, "--sample", "5")
    assert first[-1]["pages"] == 5
    assert run(held, "--sample", "5")[0] == first
    assert run(held, "--sample", "500")[0][-1]["pages"] == COUNT


def test_several_processes_find_the_same(held: Path) -> None:
    changed(held, NUMBERS[5], lambda body: "")
    one = run(held)[0]
    done = arsip("audit", "--db", held, "--workers", "3", "--nl")
    assert [json.loads(line) for line in done.stdout.splitlines()] == one


def test_damage_is_named_and_the_others_are_looked_at(held: Path) -> None:
    (file,) = (held.parent / "captures").glob("*.warc.gz")
    sql = "SELECT c.offset FROM captures c JOIN articles a ON a.capture = c.id WHERE a.id = ?"
    (offset,) = Database(held).execute(sql, [NUMBERS[4]]).fetchone()
    data = bytearray(file.read_bytes())
    data[offset + 200 : offset + 210] = b"\0" * 10
    file.write_bytes(data)
    rows, said = run(held, code=1)
    assert rows[-1]["pages"] == COUNT
    assert rows[-1]["unread"] == 1
    assert f"{NUMBERS[4]} {pages.address(NUMBERS[4])}: not read: " in said
    assert f"{file.name}@{offset}: " in said
    assert "Traceback" not in said


def test_a_folder_without_the_captures_is_refused(held: Path, tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        done = arsip("audit", "--db", held, "--captures", folder, code=2)
        assert str(folder) in done.stderr
        assert "name the right folder" in done.stderr


def test_pages_of_other_peoples_archives_and_repeated_ones(tmp_path: Path) -> None:
    first, second, third = NUMBERS[:3]
    original = response(pages.address(first), pages.page(first), WHEN)
    url = pages.address(first)
    again = revisit(url, WHEN + archives.DAY, (url, WHEN, pages.page(first)))
    others = [response(pages.address(n), pages.page(n), WHEN) for n in (second, third)]
    archive = tmp_path / "others.warc.gz"
    archive.write_bytes(packed([info(), original, again, *others]))
    db = tmp_path / "arsip.db"
    arsip("import", archive, "--db", db)
    changed(db, first, lambda body: "")
    rows, _ = run(db)
    assert rows[-1]["pages"] == 3
    assert {each for _, each in found(rows)} == {first}
    archive.unlink()
    rows, said = run(db, code=1)
    assert rows[-1]["unread"] == 3
    assert str(archive) in said


def test_saved_pages_are_counted_as_such(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(pages.page(NUMBERS[0]))
    db = tmp_path / "arsip.db"
    arsip("import", page, "--db", db)
    done = arsip("audit", "--db", db)
    assert done.stdout == "0 pages looked at, 1 record of pages that no capture holds\n"


def test_a_database_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = arsip("audit", "--db", tmp_path / "none.db", code=1)
    assert "none.db" in done.stderr


def test_the_second_opinion_names_texts_of_another_language(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_opinion, "language", lambda text: "en")
    with Store.reading(held) as store:
        tasks = [audit.PageTask(page, held.parent / "captures") for page in store.pages.each(1)]
    looked = audit.look(tasks[0])
    assert isinstance(looked, audit.Looked)
    assert [finding.what for finding in looked.findings] == ["language"]
    monkeypatch.setattr(second_opinion, "language", lambda text: "ms")  # too near to Indonesian
    assert audit.look(tasks[0]) == audit.Looked(looked.era, ())


LONG = "Empat perahu kayu kembali ke muara pada Selasa pagi setelah tiga hari tertahan ombak."


@pytest.mark.parametrize(
    ("paragraph", "text", "is_lacking"),
    [
        (LONG, LONG, False),
        (LONG, LONG.replace(" ", "\n\n").upper(), False),
        (f"MUARA — {LONG}", LONG, False),
        (f"{LONG} Nelayan gembira.", LONG, False),
        (LONG, "Kata lain.", True),
        (f"{LONG} {EXTRA}", LONG, True),
        ("Pendek saja.", "Kata lain.", False),
    ],
)
def test_what_a_text_lacks(paragraph: str, text: str, is_lacking: bool) -> None:
    assert lacking([paragraph], text) == ([paragraph] if is_lacking else [])


@pytest.mark.parametrize(
    "html", [b"", b"\0\0", "<p>teks", b"<html><body>" + b"<div>" * 3000, "\ud800", b"%PDF-1.7"]
)
def test_the_other_reading_of_no_page_fails(html: bytes | str) -> None:
    assert len(witness(Page(html, "")).paragraphs) <= 1

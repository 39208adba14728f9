"""Exports of captures that came by import: their files are where they were, or are named."""

from __future__ import annotations

import bz2
import gzip
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from backports import zstd

from archive import warc
from archive.store import Store
from archive.warc import WarcRecord
from tests import archives
from tests.archives import DAY, WHEN, info, member, packed, record, response, revisit, tar
from tests.importing import arsip, load, story, write
from tests.pywb import indexed

pytestmark = pytest.mark.slow

URL, HTML = story("Warga mengungsi")
OTHER_URL, OTHER = story("Tenda didirikan", 7000002)
GONE = response("https://www.voaindonesia.com/a/7000003.html", b"gone", status="404 Not Found")
RECORDS = [
    info(),
    response(URL, HTML),
    record("request", b"GET / HTTP/1.1\r\n\r\n", URL),
    response(OTHER_URL, OTHER, WHEN + DAY),
    revisit(URL, WHEN + 2 * DAY, (URL, WHEN, HTML)),
    GONE,
]
HELD = {(URL, "20230209120000"), (OTHER_URL, "20230210120000"), (URL, "20230211120000")}
HELD |= {("https://www.voaindonesia.com/a/7000003.html", "20230209120000")}
PACKINGS = {
    "members.warc.gz": packed(RECORDS),
    "plain.warc": b"".join(RECORDS),
    "one-member.warc.gz": member(b"".join(RECORDS)),
    "frames.warc.zst": b"".join(map(zstd.compress, RECORDS)),
    "in.tar": tar("grabs/data.warc.gz", packed(RECORDS)),
    "in.tgz": gzip.compress(tar("data.warc", b"".join(RECORDS))),
    "whole.warc.bz2": bz2.compress(b"".join(RECORDS)),
    "two-members.warc.gz": member(b"".join(RECORDS[:3])) + member(b"".join(RECORDS[3:])),
}


def export(folder: Path, *arguments: object, code: int = 0) -> tuple[str, str]:
    where = ["--db", folder / "arsip.db", "--captures", folder / "captures"]
    done = arsip("export", *arguments, *where, code=code)
    return done.stdout, done.stderr


def index(text: str) -> set[tuple[str, str]]:
    found = set()
    for line in text.splitlines():
        _, time, fields = line.split(" ", 2)
        found.add((json.loads(fields)["url"], time))
    return found


def without_length(lines: Iterable[str]) -> set[str]:
    return {re.sub(r'"length": "\d+", ', "", line) for line in lines}


def held(path: Path) -> list[WarcRecord]:
    assert warc.check(path) == []
    return [one for one in warc.records(path) if isinstance(one, WarcRecord)]


@pytest.mark.parametrize("name", [*PACKINGS, "in.wacz", "packed.wacz"])
def test_a_file_of_others_is_exported_from_where_it_is(
    tmp_path: Path, replay_tools: Path, name: str
) -> None:
    if name == "in.wacz":
        file = archives.wacz(tmp_path / name, {"data.warc.gz": PACKINGS["members.warc.gz"]})
    elif name == "packed.wacz":
        file = archives.wacz(tmp_path / name, {"data.warc": PACKINGS["plain.warc"]})
    else:
        file = write(tmp_path / name, PACKINGS[name])
    load(tmp_path, file)
    out = tmp_path / "out.warc.gz"
    text, _ = export(tmp_path, "warc", out, "--cdxj", tmp_path / "out.cdxj")
    assert text.startswith("4 captures to ")
    lines = (tmp_path / "out.cdxj").read_text()
    assert lines.splitlines() == indexed(replay_tools, out)
    assert index(lines) == HELD
    bodies = [one.payload for one in held(out) if one.type == "response"]
    assert bodies == [HTML, OTHER, b"gone"]
    ids = {one.header("WARC-Record-ID") for one in held(out)}
    assert archives.record_id("response", URL, WHEN, archives.http(HTML)) in ids


def test_members_of_others_are_copied_byte_for_byte(tmp_path: Path) -> None:
    load(tmp_path, write(tmp_path / "x.warc.gz", PACKINGS["members.warc.gz"]))
    export(tmp_path, "warc", tmp_path / "out.warc.gz")
    data = (tmp_path / "out.warc.gz").read_bytes()
    for one in (RECORDS[1], RECORDS[3], RECORDS[4], GONE):
        assert member(one) in data


def test_what_another_tool_would_not_read_is_written_anew(tmp_path: Path) -> None:
    loose = RECORDS[1].replace(b"\r\n\r\n<!doctype", b"\r\n\r\n<!doctype")[:-4] + b"\n"
    load(tmp_path, write(tmp_path / "x.warc.gz", gzip.compress(loose)))
    export(tmp_path, "warc", tmp_path / "out.warc.gz")
    (page,) = [one for one in held(tmp_path / "out.warc.gz") if one.type == "response"]
    assert page.payload == HTML
    assert page.header("WARC-Target-URI") == URL
    assert page.header("WARC-Record-ID") == archives.record_id(
        "response", URL, WHEN, archives.http(HTML)
    )


@pytest.mark.parametrize("name", ["members.warc.gz", "plain.warc"])
def test_an_index_leads_into_the_files_of_others(
    tmp_path: Path, replay_tools: Path, name: str
) -> None:
    file = write(tmp_path / name, PACKINGS[name])
    load(tmp_path, file)
    text, _ = export(tmp_path, "cdxj", "-")
    assert index(text) == HELD
    theirs = set(indexed(replay_tools, file))
    if name == "plain.warc":  # they count the empty lines behind a record otherwise
        assert without_length(text.splitlines()) == without_length(theirs)
    else:
        assert set(text.splitlines()) == theirs


@pytest.mark.parametrize("name", ["one-member.warc.gz", "frames.warc.zst"])
def test_where_no_index_can_point_that_is_said(tmp_path: Path, name: str) -> None:
    load(tmp_path, write(tmp_path / name, PACKINGS[name]))
    _, error = export(tmp_path, "cdxj", "-", code=1)
    assert "nothing can be exported: of the captures, 4 lie where an index cannot point" in error


def test_the_original_of_a_revisit_comes_from_another_file(tmp_path: Path) -> None:
    first = write(tmp_path / "a.warc.gz", packed([response(URL, HTML)]))
    second = write(tmp_path / "b.warc", revisit(URL, WHEN + DAY, (URL, WHEN, HTML)))
    load(tmp_path, first, second)
    export(tmp_path, "warc", tmp_path / "out.warc.gz", "--since", "2023-02-10")
    assert [one.type for one in held(tmp_path / "out.warc.gz")] == [
        "warcinfo",
        "response",
        "revisit",
    ]


def test_a_file_that_has_moved_is_named_once_and_the_rest_exported(tmp_path: Path) -> None:
    moved = write(tmp_path / "a.warc.gz", packed(RECORDS))
    load(tmp_path, moved, write(tmp_path / "b.warc", response(*story("Hujan", 7000009))))
    moved.rename(tmp_path / "c.warc.gz")
    out = tmp_path / "out.warc.gz"
    text, error = export(tmp_path, "warc", out, code=1)
    line = (
        f"{moved}: No such file or directory: lie in a file that is not where it was imported from"
    )
    assert error.splitlines() == [line]
    assert "1 capture to " in text
    assert "; 4 lie in a file that is not where it was imported from, left out" in text
    assert [one.type for one in held(out)] == ["warcinfo", "response"]
    write(moved, response(*story("Lain", 7000010)))  # another file of this name
    text, error = export(tmp_path, "warc", tmp_path / "again.warc.gz", code=1)
    assert "1 capture to " in text
    (tmp_path / "c.warc.gz").rename(moved)
    assert export(tmp_path, "warc", tmp_path / "all.warc.gz")[0].startswith("5 captures")


def test_a_capture_whose_place_another_one_has_taken_is_named(tmp_path: Path) -> None:
    file = write(tmp_path / "a.warc.gz", packed([response(URL, HTML)]))
    load(tmp_path, file)
    load(tmp_path, write(file, packed([response(OTHER_URL, OTHER), GONE])))
    text, error = export(tmp_path, "warc", tmp_path / "out.warc.gz", code=1)
    assert "2 captures to " in text
    assert "; 1 lie in a file that is not where it was imported from, left out" in text
    lost = archives.record_id("response", URL, WHEN, archives.http(HTML))
    assert f"a.warc.gz@0: no record {lost}: lie in a file" in error


def test_texts_that_programs_made_are_no_captures(tmp_path: Path) -> None:
    text = "Tautan-tautan Akses\n\nGempa di Cianjur\n\n" + "Warga mengungsi ke tenda hari ini. " * 9
    wet = packed([record("conversion", text.encode(), URL)])
    load(tmp_path, write(tmp_path / "x.warc.wet.gz", wet))
    with Store.reading(tmp_path / "arsip.db") as store:
        assert list(store.captures.stored()) == []


def test_an_index_holds_pages_without_http_headers_and_headers_without_an_end(
    tmp_path: Path,
) -> None:
    saved = record("resource", HTML, URL, headers=[("Content-Type", "text/html; charset=utf-8")])
    endless = record("response", b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html", OTHER_URL)
    load(tmp_path, write(tmp_path / "a.warc.gz", packed([saved, endless, GONE])))
    text, _ = export(tmp_path, "cdxj", "-")
    fields = [json.loads(line.split(" ", 2)[2]) for line in text.splitlines()]
    mimes = {each["url"]: each.get("mime") for each in fields}
    assert mimes == {
        URL: "text/html",
        OTHER_URL: None,
        "https://www.voaindonesia.com/a/7000003.html": "text/html",
    }

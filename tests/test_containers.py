"""What a path can hold: the same pages give the same database in whatever they are packed, and what
is not read is named."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import quopri
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.imports import containers, files, sources
from archive.imports.batches import ImportFilter
from archive.imports.importer import Importer
from archive.imports.plan import Plan
from archive.sites import SITES
from archive.store import Store
from archive.warc.packing import zstd
from tests.archives import HTML_HEAD, WHEN, http, info, packed, record, response, tar, wacz
from tests.site import pages

pytestmark = pytest.mark.slow

NUMBERS = pages.item_ids(4, seed=8)
URLS = [pages.address(number) for number in NUMBERS]
BODIES = [pages.page(number) for number in NUMBERS]
RECORDS = [info(), *(response(url, body) for url, body in zip(URLS, BODIES, strict=True))]
PLAIN = b"".join(RECORDS)

Rows = list[tuple[object, ...]]


def imported(path: Path, *, said: list[str] | None = None) -> tuple[Rows, dict[str, int]]:
    """The articles and captures that an import of a path gives, and what it counted."""
    lines: list[str] = [] if said is None else said
    with Store.in_memory() as store:
        importer = Importer(store, ImportFilter(frozenset(SITES)), workers=1, say=lines.append)
        counts = dict(importer.run(Plan.of(sources.find([path]))))
        rows = store.db.execute("SELECT id, url, title, body, digest FROM articles ORDER BY id")
        taken = store.db.execute("SELECT url, substr(time, 1, 19), status FROM captures ORDER BY 1")
        return [*rows.fetchall(), *taken.fetchall()], counts


def frames(dictionary: zstd.ZstdDict | None = None) -> bytes:
    return b"".join(zstd.compress(one, zstd_dict=dictionary) for one in RECORDS)


def skippable(data: bytes) -> bytes:
    return b"\x5d\x2a\x4d\x18" + len(data).to_bytes(4, "little") + data


def trained() -> zstd.ZstdDict:
    parts = [PLAIN[n : n + 700] for n in range(0, len(PLAIN), 350)]
    return zstd.train_dict(parts, 8_000)


def arc() -> bytes:
    head = b"1 1 test\nURL IP-address Archive-date Content-type Archive-length\n\n"
    parts = [b"filedesc://x.arc 0.0.0.0 20230209120000 text/plain %d\n" % len(head), head]
    for url, body in zip(URLS, BODIES, strict=True):
        block = http(body)
        line = f"{url} 192.0.2.7 {WHEN:%Y%m%d%H%M%S} text/html {len(block)}\n"
        parts += [line.encode(), block, b"\n"]
    return b"".join(parts)


def zipped(name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, data)
    return out.getvalue()


FORMS: dict[str, Callable[[], bytes]] = {
    "a.warc": lambda: PLAIN,
    "a.warc.gz": lambda: packed(RECORDS),
    "one-member.warc.gz": lambda: gzip.compress(PLAIN),
    "a.warc.zst": frames,
    "one-frame.warc.zst": lambda: zstd.compress(PLAIN),
    "raw-dictionary.warc.zst": lambda: skippable(trained().dict_content) + frames(trained()),
    "packed-dictionary.warc.zst": lambda: (
        skippable(zstd.compress(trained().dict_content)) + frames(trained())
    ),
    "any-dictionary.warc.zst": lambda: (
        skippable(PLAIN[:5000]) + frames(zstd.ZstdDict(PLAIN[:5000], is_raw=True))
    ),
    "a.arc": arc,
    "a.arc.gz": lambda: gzip.compress(arc()),
    "a.warc.bz2": lambda: bz2.compress(PLAIN),
    "a.warc.xz": lambda: lzma.compress(PLAIN),
    "a.warc.gz.gz": lambda: gzip.compress(packed(RECORDS)),
    "a.tar": lambda: tar("grabs/a.warc.gz", packed(RECORDS)),
    "a.tar.gz": lambda: gzip.compress(tar("a.warc", PLAIN)),
    "a.tgz": lambda: gzip.compress(tar("a.warc", PLAIN)),
    "a.tar.xz": lambda: lzma.compress(tar("a.warc", PLAIN)),
    "a.wacz": lambda: zipped("archive/a.warc.gz", packed(RECORDS), zipfile.ZIP_STORED),
    "packed.wacz": lambda: zipped("archive/a.warc", PLAIN),
    "nested.wacz": lambda: zipped("b.wacz", zipped("archive/a.warc", PLAIN)),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_records_give_the_same_database_in_whatever_they_are_packed(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "plain.warc").write_bytes(PLAIN)
    expected, _ = imported(tmp_path / "plain.warc")
    assert len(expected) == 8
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / name).write_bytes(FORMS[name]())
    for path in (folder / name, folder):
        found, counts = imported(path)
        assert found == expected
        assert not counts.keys() & {"damaged", "failed"}


def test_a_file_in_another_is_named_by_where_it_lies(tmp_path: Path) -> None:
    inner = tar("LICENSE.txt", b"Permission is hereby granted to any person.")
    outer = tmp_path / "outer.tgz"
    outer.write_bytes(gzip.compress(tar("grabs/inner.tar", inner)))
    said: list[str] = []
    imported(outer, said=said)
    (line,) = said
    assert line.startswith(f"{outer}!outer.tar!grabs_inner.tar!LICENSE.txt: not an item: ")


def mhtml(url: str, html: bytes) -> bytes:
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\n"
        "Date: Thu, 9 Feb 2023 12:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n'
        "----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {url}\r\n\r\n"
    )
    return head.encode() + quopri.encodestring(html) + b"\r\n----x--\r\n"


PAGES: dict[str, Callable[[bytes], bytes]] = {
    "a.html": lambda html: html,
    "a.xhtml": lambda html: html,
    "a.html.gz": gzip.compress,
    "a.html.zst": zstd.compress,
    "frames.html.zst": lambda html: zstd.compress(html[:900]) + zstd.compress(html[900:]),
    "a.html.bz2": bz2.compress,
    "a.html.xz": lzma.compress,
    "a.mhtml": lambda html: mhtml(URLS[0], html),
    "a.zip": lambda html: zipped("saved/a.html", html),
    "a.tar": lambda html: tar("saved/a.html", html),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_saved_page_is_the_same_record_in_whatever_it_is_packed(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(PAGES[name](BODIES[0]))
    for path in (tmp_path / name, tmp_path):
        rows, counts = imported(path)
        assert [row[0] for row in rows] == [NUMBERS[0]], counts
        assert counts.get("new") == 1


@pytest.mark.parametrize(
    "stated", ["Fri, 31 Dec 9999 23:00:00 -1200", "Mon, 01 Jan 1601 00:00:00 -0000"]
)
def test_a_page_saved_at_an_impossible_time_has_the_date_of_its_file(
    stated: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.mhtml"
    saved = mhtml(URLS[0], BODIES[0])
    path.write_bytes(saved)
    assert files.saved_at(path) == datetime(2023, 2, 9, 12, tzinfo=UTC)
    path.write_bytes(saved.replace(b"Thu, 9 Feb 2023 12:00:00 -0000", stated.encode()))
    assert files.saved_at(path) == datetime.fromtimestamp(path.stat().st_mtime, UTC)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.lz4", b"\x04\x22\x4d\x18" + bytes(50)),
        ("a.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50)),
        ("a.rar", b"Rar!\x1a\x07" + bytes(50)),
        ("a.cdx", b" CDX N b a m s k r M S V g\n"),
        ("a.cdxj.gz", gzip.compress(b"com,example)/ 2023 {}\n")),
        ("a.wacz", zipped("datapackage.json", b"{}")),
        ("a.tar", tar("a.bin", b"x")),
        ("a.warc.xz", lzma.compress(PLAIN)[:-900]),
        ("nothing.json", b"[]"),
        ("picture.png", b"\x89PNG\r\n\x1a\n"),
    ],
)
def test_a_folder_of_what_is_not_read_never_ends_without_a_word(
    name: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    said: list[str] = []
    _, counts = imported(tmp_path, said=said)
    assert counts.get("failed") == 1
    assert len(said) == 1
    assert said[0].startswith((str(tmp_path), "/"))


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    said: list[str] = []
    assert imported(tmp_path, said=said)[1] == {"failed": 1}
    assert said == [f"{tmp_path}: failed: holds no WARC or ARC file, saved page or text dump"]


@pytest.mark.parametrize("data", [PLAIN, packed(RECORDS), frames()])
def test_a_pipe_is_read_from_its_first_byte(data: bytes, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    thread = threading.Thread(target=lambda: pipe.write_bytes(data))
    thread.start()
    rows, counts = imported(pipe)
    thread.join()
    assert len(rows) == 8, counts


def test_a_large_wacz_has_its_directory_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = {f"{n}.warc": RECORDS[1] for n in range(60)}
    path = wacz(tmp_path / "a.wacz", entries)
    opened: list[Path] = []
    true = zipfile.ZipFile

    def counted(file: Path) -> zipfile.ZipFile:
        opened.append(file)
        return true(file)

    monkeypatch.setattr(containers.zipfile, "ZipFile", counted)
    for source in sources.find([path]):
        with sources.open_raw(source) as raw:
            assert raw.read() == RECORDS[1]
    assert opened == [path]


def test_a_zip_name_that_is_not_utf8_costs_nothing(tmp_path: Path) -> None:
    data = zipped("archive/é.warc.gz", packed(RECORDS), zipfile.ZIP_STORED)
    (tmp_path / "a.wacz").write_bytes(data.replace("é".encode(), b"\xe9\x80"))
    assert len(imported(tmp_path)[0]) == 8


def test_a_resource_record_of_http_in_any_case_is_read(tmp_path: Path) -> None:
    url = URLS[0].replace("https", "HTTP", 1)
    data = record("resource", BODIES[0], url, headers=HTML_HEAD)
    (tmp_path / "a.warc").write_bytes(data)
    assert imported(tmp_path)[1].get("new") == 1

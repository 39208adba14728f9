"""The archive in other tools: what cdxj-indexer says of the same files, and what pywb shows of
them."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import warc
from archive.cli import main
from archive.exports import cdxj
from archive.store import Store
from archive.urls import surt
from archive.warc import Exchange, Kept, WarcRecord, Writer
from tests.crawling import Place
from tests.pywb import Pywb, indexed, with_index
from tests.site.server import Replica, Running
from tests.site.world import World

pytestmark = pytest.mark.slow

HOST = "https://www.voaindonesia.com"
DAY = datetime(2026, 3, 2, 7, 30, 1, 250_000, tzinfo=UTC)
PAGE = b"<!DOCTYPE html><html><title>Gempa</title><p>Warga mengungsi ke bukit.</p></html>" * 20
OTHER = PAGE.replace(b"bukit", b"gunung")


class Shelf:
    """Captures and a database that knows them, filled by hand."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.db, self.captures = folder, folder / "arsip.db", folder / "captures"
        self.writer = Writer(self.captures, "arsip-test", {"software": "arsip"}, roll_bytes=4_000)
        self.store = Store(self.db)

    def keep(
        self,
        path: str,
        days: int,
        body: bytes = PAGE,
        *,
        head: bytes = b"",
        same: Kept | None = None,
        host: str = HOST,
    ) -> Kept:
        head = head or b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        response = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
        request = f"GET {path} HTTP/1.1\r\nHost: www.voaindonesia.com\r\n\r\n".encode()
        exchange = Exchange(host + path, DAY + timedelta(days), request, response, "192.0.2.7")
        kept = self.writer.write(exchange, same=(same.record, same.capture) if same else None)
        self.store.captures.add(kept.capture, record=kept.record, refers=kept.refers)
        return kept

    def export(self, *arguments: str | Path) -> Result:
        self.writer.close()
        where = ["--db", self.db, "--captures", self.captures]
        return CliRunner().invoke(main, ["export", *map(str, [*arguments, *where])])


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.store.close()


@pytest.fixture
def full(shelf: Shelf) -> Shelf:
    """One of each: a page, seen again, not modified, under another slug; encoded; a redirect;
    gone."""
    first = shelf.keep("/a/gempa/7000001.html", 0)
    shelf.keep("/a/gempa/7000001.html", 1, same=first)
    shelf.keep("/a/gempa/7000001.html", 2, b"", head=b"HTTP/1.1 304 Not Modified\r\n", same=first)
    shelf.keep("/a/gempa-besar/7000001.html", 3, same=first)
    encoded = b"HTTP/1.1 200 OK\r\ncontent-type:text/html\r\nContent-Encoding: gzip\r\n"
    shelf.keep("/a/Banjir/7000002.html", 0, gzip.compress(OTHER, mtime=0), head=encoded)
    shelf.keep(
        "/a/7000003.html?x=2&a=1",
        1,
        b"",
        head=b"HTTP/1.1 302 Found\r\nLocation: /a/Banjir/7000002.html\r\n",
    )
    shelf.keep(
        "/a/7000004.html", 1, b"gone", head=b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n"
    )
    return shelf


def entries(lines: list[str]) -> list[tuple[str, str, str]]:
    return [
        (url["url"].removeprefix(HOST), time, url["status"]) for _, time, url in map(parsed, lines)
    ]


def parsed(line: str) -> tuple[str, str, dict[str, str]]:
    key, time, fields = line.split(" ", 2)
    return key, time, json.loads(fields)


def test_the_index_is_that_of_cdxj_indexer_but_for_304s(full: Shelf, replay_tools: Path) -> None:
    done = full.export("cdxj", "-")
    assert done.exit_code == 0, done.stderr
    theirs = indexed(replay_tools, *full.captures.iterdir())
    assert len(list(full.captures.iterdir())) > 1
    assert done.stdout.splitlines() == [line for line in theirs if '"status": "304"' not in line]
    assert len(theirs) - len(done.stdout.splitlines()) == 1
    assert "6 captures to -; 1 said that nothing had changed (304), left out" in done.stderr


def test_an_exported_file_stands_alone(full: Shelf, replay_tools: Path, tmp_path: Path) -> None:
    out, index = tmp_path / "out" / "seluruhnya.warc.gz", tmp_path / "out" / "index.cdxj"
    out.parent.mkdir()
    done = full.export("warc", out, "--cdxj", index)
    assert done.exit_code == 0, done.stderr
    assert warc.check(out) == []
    assert index.read_text().splitlines() == indexed(replay_tools, out)
    records = [record for record in warc.records(out) if isinstance(record, WarcRecord)]
    assert records[0].header("WARC-Filename") == out.name
    ids = {record.header("WARC-Record-ID") for record in records}
    for record in records:
        for name in ("WARC-Warcinfo-ID", "WARC-Concurrent-To", "WARC-Refers-To"):
            assert record.header(name) in {None, *ids}, name
    kinds = [record.type for record in records]
    assert kinds.count("request") == kinds.count("response") + kinds.count("revisit") == 6
    assert {path.name for path in out.parent.iterdir()} == {out.name, index.name}


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["--since", "2026-03-05"],
            [("/a/gempa-besar/7000001.html", "200"), ("/a/gempa/7000001.html", "200")],
        ),
        (["7000002", "7000004"], [("/a/7000004.html", "404"), ("/a/Banjir/7000002.html", "200")]),
        (
            ["--until", "2026-03-02"],
            [("/a/Banjir/7000002.html", "200"), ("/a/gempa/7000001.html", "200")],
        ),
        (
            ["--site", "voaindonesia", "--since", "2026-03-03", "7000003"],
            [("/a/7000003.html?x=2&a=1", "302")],
        ),
    ],
)
def test_a_selection_brings_the_originals_with_it(
    full: Shelf, tmp_path: Path, arguments: list[str], expected: list[tuple[str, str]]
) -> None:
    done = full.export("warc", tmp_path / "out.warc.gz", "--cdxj", "-", *arguments)
    assert done.exit_code == 0, done.stderr
    assert [(url, status) for url, _, status in entries(done.stdout.splitlines())] == expected


def test_pywb_shows_what_was_captured(full: Shelf, replay_tools: Path, tmp_path: Path) -> None:
    assert full.export("cdxj", tmp_path / "index.cdxj").exit_code == 0
    folder = with_index(tmp_path / "pywb", index=tmp_path / "index.cdxj", files=full.captures)
    with Pywb(replay_tools, folder) as replay:
        # the third is that of the 304
        for time in ("20260302073001", "20260303073001", "20260304073001", "2027"):
            assert replay.get(f"{HOST}/a/gempa/7000001.html", time) == (200, PAGE), time
        assert replay.get(f"{HOST}/a/gempa-besar/7000001.html", "2026") == (200, PAGE)
        assert replay.get(f"{HOST}/a/Banjir/7000002.html", "2026") == (200, OTHER)
        assert replay.get(f"{HOST}/a/7000003.html?a=1&x=2", "2026")[0] == 302
        assert replay.get(f"{HOST}/a/7000004.html", "2026") == (404, b"gone")
        assert replay.get(f"{HOST}/a/7000005.html", "2026")[0] == 404


def test_pywb_shows_a_crawl(replay_tools: Path, tmp_path: Path) -> None:
    place, world = Place(tmp_path), World(40)
    with Running(Replica(world)) as replica:
        assert place.crawl("backfill", replica).returncode == 0
        replica.day = 2
        assert place.crawl("latest", replica).returncode == 0
    index, out = tmp_path / "index.cdxj", tmp_path / "out" / "crawl.warc.gz"
    out.parent.mkdir()
    where = ["--db", str(place.db), "--captures", str(place.captures)]
    done = CliRunner().invoke(
        main, ["export", "warc", str(out), "--cdxj", str(index), *where], prog_name="arsip"
    )
    assert done.exit_code == 0, done.stderr
    folder = with_index(tmp_path / "pywb", index=index, files=out.parent)
    with Pywb(replay_tools, folder) as replay:
        for number in [*sorted(world.edited)[:2], world.numbers(1)[0]]:
            address = replica.url + world.path(number, 1)
            assert replay.get(address, "2000") == (200, world.page(number, 1))
            edition = 2 if number in world.edited else 1
            assert replay.get(replica.url + world.path(number, edition), "2100") == (
                200,
                world.page(number, edition),
            )


def test_what_is_damaged_or_not_held_is_named_and_the_rest_exported(
    shelf: Shelf, tmp_path: Path
) -> None:
    lost = shelf.keep("/a/hilang/7000009.html", 0)
    broken = shelf.keep("/a/rusak/7000008.html", 0, OTHER)
    shelf.keep("/a/hilang/7000009.html", 1, same=lost)
    shelf.keep("/a/utuh/7000007.html", 1, b"utuh")
    shelf.writer.close()
    path = shelf.captures / broken.capture.file
    data = bytearray(path.read_bytes())
    data[broken.capture.offset + 40] ^= 1
    path.write_bytes(data)
    shelf.store.captures.remove(shelf.store.captures.number(lost.capture))
    done = shelf.export("warc", tmp_path / "out.warc.gz")
    assert done.exit_code == 1
    assert f"{path}@{broken.capture.offset}: " in done.stderr
    assert f"{lost.record}: repeat a record that the archive does not hold" in done.stderr
    held = [
        one.header("WARC-Target-URI")
        for one in warc.records(tmp_path / "out.warc.gz")
        if one.type != "request"
    ]
    assert [url for url in held if url] == [
        f"{HOST}/a/hilang/7000009.html",
        f"{HOST}/a/utuh/7000007.html",
    ]


@pytest.mark.parametrize("site", ["voanews", "www.voanews.com", "example.org"])
def test_only_one_site(shelf: Shelf, site: str) -> None:
    for host in (HOST, "https://www.voanews.com", "https://example.org"):
        shelf.keep("/a/x/7000001.html", 0, host=host)
    done = shelf.export("cdxj", "-", "--site", site)
    (line,) = done.stdout.splitlines()
    assert (
        parsed(line)[2]["url"]
        == f"https://{site if '.' in site else 'www.voanews.com'}/a/x/7000001.html"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["warc", "{}/arsip.db"], "name a new file that ends in .warc.gz"),
        (
            ["warc", "{}/none/out.warc.gz"],
            "No such file or directory; name another file, or make room",
        ),
        (
            ["warc", "{}/out.warc.gz", "--cdxj", "{}/./out.warc.gz"],
            "out.warc.gz is the WARC file itself; name another file",
        ),
        (["warc", "{}/out.warc.gz", "1"], "no capture is held that fits"),
        (["cdxj", "{}/none/index.cdxj"], "No such file or directory; name another file"),
    ],
)
def test_nothing_is_left_behind_when_it_fails(
    full: Shelf, arguments: list[str], words: str
) -> None:
    full.writer.close()
    before = sorted(full.folder.rglob("*.warc.gz*"))
    done = full.export(*(argument.format(full.folder) for argument in arguments))
    assert done.exit_code in (1, 2)
    assert words in done.stderr
    assert sorted(full.folder.rglob("*.warc.gz*")) == before


def test_lines_are_sorted_beyond_memory() -> None:
    lines = [f"{n * 7919 % 1000:04}" for n in range(2000)]
    assert list(cdxj.in_order(lines, chunk=300)) == sorted(set(lines))
    assert list(cdxj.in_order(lines, chunk=500)) == sorted(set(lines))
    assert list(cdxj.in_order([])) == []


ADDRESSES = """
https://www.voaindonesia.com/a/gempa/7000001.html
https://WWW2.VOAIndonesia.com:443/a/Gempa/7000001.html#top
http://127.0.0.1:8800/a/x/1.html
https://www.com/
http://www2x.foo.com:80
https://m.voaindonesia.com./a/7.html/
https://www.voaindonesia.com/rss/?zoneid=299&count=200
https://www.voaindonesia.com/rss/?
https://www.voaindonesia.com/rss/?b=2&a=1&&B=1&a
https://www.voaindonesia.com/a/gempa%20bumi/7.html?q=a+b%26c%2541
https://www.voaindonesia.com/a/gémpa 印/100%/%zz/%7E%252F%0A/1.html
https://bücher.example/a
https://www.voaindonesia.com/a//b/./c/../d/..
https://www.voaindonesia.com/a/../../b
https://user:pw@www..voaindonesia.com/a;b='(c)!*,:@&=+$~-_."<d>|^`{e}
https://web.archive.org/web/20230208id_/https://www.voaindonesia.com/a/x/1.html
http://[2001:db8::1]:8080/a
dns:www.voaindonesia.com
""".strip().splitlines()


def test_keys_are_those_of_the_library(replay_tools: Path) -> None:
    """It is not used here because its licence (AGPL) would become that of the archive."""
    program = "import json, surt, sys; print(json.dumps([surt.surt(url) for url in json.load(sys.stdin)]))"
    command = [str(replay_tools / "python"), "-c", program]
    done = subprocess.run(
        command, input=json.dumps(ADDRESSES), capture_output=True, text=True, check=True
    )
    assert [surt(url) for url in ADDRESSES] == json.loads(done.stdout)


@pytest.mark.parametrize("url", ["http://[::1/x", "", "https://x:99999/", "/a/1.html"])
def test_what_is_no_web_address_is_its_own_key(url: str) -> None:
    assert surt(f" {url}") == url

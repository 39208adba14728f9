"""One database for the platform: a VOA and an RFE/RL item of equal number, by every road and in
every command."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from archive import keys
from archive.sites import SITES
from archive.store import Store
from tests.archives import DAY, WHEN, packed, response
from tests.crawling import Place, Serve, assert_sound
from tests.databases import check, records
from tests.importing import arsip, load, rows, write
from tests.platform import address, item
from tests.site.server import Answer, Replica
from tests.site.world import World

pytestmark = pytest.mark.slow


@dataclass
class Elsewhere(Replica):
    """The replica under another name: the same numbers, on the pages of RFE/RL."""

    host: str = "www.rferl.org"

    def answer(self, target: str) -> Answer:
        answer = super().answer(target)
        body = answer.body
        packed_file = body[:2] == b"\x1f\x8b"
        if packed_file:
            body = gzip.decompress(body)
        body = body.replace(b"www.voaindonesia.com", self.host.encode())
        return replace(answer, body=gzip.compress(body, mtime=0) if packed_file else body)


@pytest.fixture
def crawled(place: Place, serve: Serve) -> Place:
    """The same items of two installations, crawled into one database."""
    world = World(40)
    for site, replica in (("voaindonesia", Replica(world)), ("rferl", Elsewhere(world))):
        done = place.crawl("backfill", serve(replica), "--site", site)
        assert done.returncode == 0, done.stderr
    return place


def test_items_of_equal_number_are_crawled_into_one_database(
    crawled: Place, serve: Serve, tmp_path: Path
) -> None:
    world = World(40)
    numbers = set(world.numbers(1))
    assert crawled.ids() == numbers | {keys.read(f"rferl:{number}") for number in numbers}
    assert set(crawled.states().values()) == {"fetched"}
    assert len(crawled.states()) == 2 * len(numbers)
    assert crawled.query("SELECT count(*) FROM captures WHERE item IS NOT NULL") == [(80,)]
    assert crawled.query("SELECT count(*) FROM articles a JOIN captures c ON c.item = a.id") == [
        (80,)
    ]
    targets = crawled.query("SELECT DISTINCT a.site, l.target > ? FROM links l JOIN articles a"
                            " ON a.id = article_id WHERE target NOT NULL", keys.SPAN)  # fmt: skip
    assert sorted(targets) == [("rferl", 1), ("voaindonesia", 0)]

    # what is gone at one of them is not gone at the other
    elsewhere = Elsewhere(world, day=2)
    (gone, other) = sorted(world.deleted)
    crawled.change("UPDATE addresses SET due = first_seen, state = 'pending', backlog = 0"
                   " WHERE id = ?", keys.read(f"rferl:{gone}"))  # fmt: skip
    crawled.crawl("latest", serve(elsewhere), "--site", "rferl")
    gone_now = crawled.query("SELECT id FROM articles WHERE status = 'gone'")
    assert gone_now == [(keys.read(f"rferl:{gone}"),)]
    assert other in crawled.ids()
    assert_sound(crawled)
    check(crawled.db)
    assert "sound" in arsip("verify", "--db", crawled.db).stdout

    (tmp_path / "new").mkdir()
    new = tmp_path / "new" / "arsip.db"
    arsip("rebuild", crawled.captures, "--db", new)
    then, now = records(crawled.db, seen=True), records(new, seen=True)
    for row in (*then["articles"], *now["articles"]):  # a crawl notes when it settled the address
        row["gone_at"] = row["gone_at"] and row["gone_at"][:10]
    assert now == then
    captures = "SELECT url, time, item, file, offset FROM captures ORDER BY 4, 5"
    assert rows(tmp_path / "new", captures) == crawled.query(captures)
    states = "SELECT id, state FROM addresses WHERE role = 'item' ORDER BY id"
    assert rows(tmp_path / "new", states) == crawled.query(states)
    shown = arsip("rebuild", crawled.captures, "--db", tmp_path / "b.db", "--diff", crawled.db)
    assert shown.stdout == "no item differs\n"


def test_captures_that_are_lost_are_due_again_where_they_were(crawled: Place) -> None:
    number = World(40).numbers(1)[0]
    theirs = keys.read(f"rferl:{number}")
    ((file, offset),) = crawled.query("SELECT file, offset FROM captures WHERE item = ?", theirs)
    path = crawled.captures / file
    data = bytearray(path.read_bytes())
    data[offset + 40] ^= 1
    path.write_bytes(data)
    arsip("verify", "--db", crawled.db, "--repair", code=1)
    assert crawled.states()[theirs] == "pending"
    assert crawled.states()[number] == "fetched"


@pytest.fixture
def both(tmp_path: Path) -> Path:
    """A folder with a database into which items of equal number were imported, and one that only
    RFE/RL has."""
    pages = [
        response(
            address(site, 7000001), item(site, 7000001, f"Warga {site} mengungsi"), WHEN + n * DAY
        )
        for n, site in enumerate(("rferl", "voaindonesia", "alhurra"))
    ]
    pages.append(response(address("azattyq", 33123456), item("azattyq", 33123456)))
    write(tmp_path / "mixed.warc.gz", packed(pages))
    done = arsip("import", "mixed.warc.gz", cwd=tmp_path)
    assert done.stdout.startswith("read 4, items 4, new 4,")
    return tmp_path


@pytest.mark.parametrize("given", ["7000001", "voa:7000001", address("voaindonesia", 7000001)])
def test_a_number_alone_is_that_of_voa(both: Path, given: str) -> None:
    assert "Gempa di voaindonesia" in arsip("show", given, cwd=both).stdout


@pytest.mark.parametrize(
    "given",
    ["rferl:7000001", "RFERL:7000001", "svoboda:7000001", "www.rferl.org:7000001", "10007000001",
     address("rferl", 7000001), "https://www.rferl.org/a/7000001.html?x#y"],
)  # fmt: skip
def test_an_item_of_another_installation_is_asked_for(both: Path, given: str) -> None:
    shown = arsip("show", given, cwd=both).stdout
    assert "Gempa di rferl" in shown
    assert "id rferl:7000001, in tables and JSON 10007000001" in shown
    record = json.loads(arsip("show", given, "--json", cwd=both).stdout)
    assert (record["id"], record["site"]) == (10007000001, "rferl")
    assert [link["target"] for link in record["links"]] == [10001234567]


def test_a_number_that_only_another_installation_has_is_named(both: Path) -> None:
    done = arsip("show", "33123456", cwd=both, code=1)
    assert done.stderr == (
        "Error: arsip.db: holds no article 33123456; the same number is held as rferl:33123456; show that\n"
    )
    done = arsip("show", "rferl:8", "mbn:33123456", "9" * 18, cwd=both, code=1)
    assert "holds no article rferl:8; 'arsip search" in done.stderr
    assert "holds no article mbn:33123456; the same number is held as rferl:33123456" in done.stderr
    assert f"holds no article {'9' * 18}; 'arsip search" in done.stderr
    assert "is neither the id nor the address" in arsip("show", "9" * 20, cwd=both, code=2).stderr
    assert "is neither the id nor the address" in arsip("show", "rferi:8", cwd=both, code=2).stderr


def test_a_search_shows_ids_that_can_be_shown(both: Path) -> None:
    found = arsip("search", "mengungsi", cwd=both).stdout
    ids = [line.split()[0] for line in found.splitlines() if not line.startswith(" ")]
    assert sorted(ids) == ["7000001", "mbn:7000001", "rferl:33123456", "rferl:7000001"]
    for each in ids:
        arsip("show", each, cwd=both)
    found = arsip("search", "rferl", "--site", "rferl", "--json", cwd=both).stdout
    assert [hit["id"] for hit in json.loads(found)] == [10007000001]


def test_captures_are_exported_by_id(both: Path) -> None:
    for given, url in {
        "7000001": address("voaindonesia", 7000001),
        "rferl:7000001": address("rferl", 7000001),
        "20007000001": address("alhurra", 7000001),
    }.items():
        index = arsip("export", "cdxj", "-", given, cwd=both).stdout
        assert [json.loads(line.split(" ", 2)[2])["url"] for line in index.splitlines()] == [url]
        arsip("export", "warc", f"{given}.warc.gz", given, cwd=both)
        arsip("import", f"{given}.warc.gz", "--db", f"{given}.db", cwd=both)
        assert (
            "held      1 item: 1 article" in arsip("status", "--db", f"{given}.db", cwd=both).stdout
        )
    none = arsip("export", "cdxj", "-", "33123456", cwd=both, code=1)
    assert "the same number is held as rferl:33123456" in none.stderr


def test_one_import_holds_twenty_hosts_whole(tmp_path: Path) -> None:
    """A mixed file as those of Archive Team are: numbers that are equal across installations, and
    such as only one of them has."""
    names = ["voaindonesia", "voanews", "voakorea", "martinoticias", "rferl", "azattyq", "svoboda",
             "radiofarda", "krymr", "azatutyun", "ozodi", "gandhara", "alhurra", "radiosawa", "irfaasawtak",
             "maghrebvoices", "polygraph", "voaurdu", "learningenglish", "azadliq"]  # fmt: skip
    assert len({SITES[name].host for name in names}) == 20
    shared: dict[int, int] = {}
    pages, wanted = [], {}
    for site in names:
        installation = SITES[site].installation
        shared[installation] = shared.get(installation, 7000000) + 1
        for number in (shared[installation], 8000000 + len(wanted)):
            wanted[keys.make(installation, number)] = site
            pages.append(response(address(site, number), item(site, number)))
    assert len(wanted) == 40
    file = write(tmp_path / "mixed.warc.gz", packed(pages))
    done = arsip("import", file, "--db", tmp_path / "arsip.db")
    assert (
        "items 40, new 40, changed 0, same 0, other hosts 0, not items 0, damaged 0, failed 0"
        in done.stdout
    )
    held = dict(rows(tmp_path, "SELECT id, site FROM articles"))
    assert held == wanted
    assert rows(
        tmp_path,
        "SELECT count(*) FROM captures c JOIN articles a ON a.capture = c.id AND a.id = c.item",
    ) == [(40,)]
    again = load(tmp_path, write(tmp_path / "again.warc.gz", packed(pages[::-1])))
    assert (again["same"], again.get("new", 0), again.get("failed", 0)) == (40, 0, 0)
    check(tmp_path / "arsip.db")


def test_a_host_that_is_not_known_has_numbers_of_its_own(tmp_path: Path) -> None:
    hosts = ["pangea.example.org", "berita.example.net", "en.radiofarda.com"]
    pages = [response(address(host, 7000001), item(host, 7000001)) for host in (*hosts, "voanews")]
    write(tmp_path / "x.warc.gz", packed(pages))
    options = [word for host in (*hosts, "voanews") for word in ("--site", host)]
    arsip("import", "x.warc.gz", *options, cwd=tmp_path)
    for host in hosts:
        assert f"Gempa di {host}" in arsip("show", f"{host}:7000001", cwd=tmp_path).stdout
        assert f"Gempa di {host}" in arsip("show", address(host, 7000001), cwd=tmp_path).stdout
    done = arsip("show", "ocb:7000001", cwd=tmp_path, code=1)
    with Store.reading(tmp_path / "arsip.db") as store:
        unknown = [each for each in store.articles.namesakes(7000001) if each > keys.SPAN * 1000]
    assert len(unknown) == 2
    assert f"is held as 7000001 or rferl:7000001 or {unknown[0]} or {unknown[1]}" in done.stderr
    assert "Gempa" in arsip("show", unknown[0], cwd=tmp_path).stdout

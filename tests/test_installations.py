"""Items whose numbers are those of several installations, in one database."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from archive import keys, migrations
from archive.article import iso
from archive.imports.batches import ImportFilter
from archive.store import Store
from archive.store.addresses import Named, Role
from archive.store.mementos import Memento
from tests.archives import DAY, WHEN, info, packed, response, revisit
from tests.databases import check
from tests.importing import load, write
from tests.platform import address, item

pytestmark = pytest.mark.slow

BEFORE = "m015_installations"
RFERL, VOA = 33123456, 7000001
LINK = f', <a href="{address("voanews", VOA)}">satu</a>, <a href="{address("azattyq", 5)}">dua</a>'


def records() -> list[bytes]:
    """Captures of three installations and of an unknown host, with a version, an item that is gone,
    and a revisit whose payload is not at hand."""
    rferl = address("rferl", RFERL)
    return [
        info(),
        response(rferl, item("rferl", RFERL, links=LINK)),
        response(rferl, item("rferl", RFERL, "Warga pulang", links=LINK), WHEN + DAY),
        response(address("voaindonesia", VOA), item("voaindonesia", VOA, links=LINK)),
        response(address("voanews", 11), item("voanews", 11)),
        response(address("alhurra", 12), item("alhurra", 12)),
        response(address("alhurra", 12), b"gone", WHEN + 2 * DAY, status="404 Not Found"),
        response(address("pangea.example.org", 13), item("pangea.example.org", 13)),
        revisit(address("svoboda", 14), WHEN, (address("svoboda", 14), WHEN - DAY, b"lost")),
    ]


SITES = ("rferl", "voaindonesia", "voanews", "alhurra", "svoboda", "pangea.example.org")


@pytest.fixture
def today(tmp_path: Path) -> Path:
    """A database as it is made now."""
    path = tmp_path / "now"
    path.mkdir()
    load(
        path, write(path / "x.warc.gz", packed(records())), selection=ImportFilter(frozenset(SITES))
    )
    with Store(path / "arsip.db") as store, store.transaction():
        for site, number in (("rferl", RFERL), ("rferl", 15), ("voaindonesia", 16)):
            named = Named(address(site, number), Role.ITEM, "2023-02-07")
            store.addresses.name(site, "sitemap", [named], now=WHEN)
            url = f"https://web.archive.org/web/20230208071400id_/{address(site, number)}"
            found = keys.of_url(address(site, number)) or 0
            store.mementos.add(site, site, [Memento(url, found, "20230208071400")], None, now=WHEN)
    return path / "arsip.db"


def _old(now: Path, path: Path) -> Path:
    """The same database as the version before made it: with bare numbers for ids."""
    old = Database(path)
    migrations.migration.apply(old, stop_before=BEFORE)
    old.execute("ATTACH ? AS now", [str(now)])
    for table in old.table_names():
        if table.startswith(("_", "articles_fts")):
            continue
        old.execute(f"INSERT INTO {table} SELECT * FROM now.{table}")
    parts = [
        (table.name, "article_id") for table in old.tables if "article_id" in table.columns_dict
    ]
    for table, column in [*_IDS, *parts]:
        old.execute(f"UPDATE {table} SET {column} = {column} % {keys.SPAN} WHERE {column} > 0")
    old.execute("UPDATE articles SET record_digest = 'before'")
    old.conn.commit()
    old.execute("DETACH now")
    old.close()
    return path


_IDS = [
    ("articles", "id"), ("links", "target"), ("addresses", "id"), ("captures", "item"), ("mementos", "item"),
]  # fmt: skip


def _content(path: Path) -> dict[str, list[object]]:
    db = Database(path)
    try:
        tables = [name for name in db.table_names() if not name.startswith("_")]
        return {name: sorted(map(repr, db[name].rows)) for name in tables}
    finally:
        db.close()


def test_ids_of_a_database_made_before_are_those_of_one_made_now(today: Path, tmp_path: Path):
    old = _old(today, tmp_path / "old.db")
    held = {row["id"] for row in Database(old)["articles"].rows}
    assert held == {RFERL, VOA, 11, 12, 13}
    Store(old).close()
    check(old)
    now, then = _content(today), _content(old)
    kept = [row for row in then["articles"] if "'record_digest': 'before'" in row]
    assert len(kept) == 1  # of VOA, and no link of it has moved
    for rows in (now, then):
        rows["articles"] = [row for row in rows["articles"] if "voanews" not in row]
        for table in [name for name in rows if name.startswith("articles_fts_")]:
            del rows[table]  # its content is right, as `check` has it; its form depends on its past
    assert now["versions"]
    assert now["revisits_waiting"]
    assert now["mementos"]
    assert now["earlier_values"] == then["earlier_values"]
    assert then == now
    found = {row["id"] for row in Database(old)["articles"].rows}
    assert found == {keys.read(f"rferl:{RFERL}"), VOA, 11, keys.read("mbn:12"),
                     keys.read("pangea.example.org:13")}  # fmt: skip


def test_a_database_of_voa_alone_stays_as_it_was(tmp_path: Path):
    (tmp_path / "now").mkdir()
    pages = [response(address("voaindonesia", n), item("voaindonesia", n)) for n in (VOA, 11)]
    load(tmp_path / "now", write(tmp_path / "x.warc.gz", packed(pages)))
    now = tmp_path / "now" / "arsip.db"
    old = _old(now, tmp_path / "old.db")
    before = _content(old)
    Store(old).close()
    assert _content(old) == before


def test_a_number_longer_than_any_makes_room(tmp_path: Path):
    """The number 10033123456 of VOA, which cannot be, stands where item 33123456 of RFE/RL goes."""
    path = tmp_path / "old.db"
    db = Database(path)
    migrations.migration.apply(db, stop_before=BEFORE)
    forged = keys.SPAN + RFERL
    for number, site in ((forged, "voaindonesia"), (RFERL, "rferl"), (10**17, "voanews")):
        row = dict.fromkeys((column.name for column in db["articles"].columns), "")
        row |= {"id": number, "site": site, "url": address(site, number), "words": 0,
                "first_seen": iso(WHEN), "capture": None, "blocks": "[]", "diagnostics": "[]"}  # fmt: skip
        db["articles"].insert(row)
        db["tags"].insert({"article_id": number, "number": 0, "tag": site})
        db["links"].insert({"article_id": number, "number": 0, "block": 0, "url": address(site, number),
                            "text": "", "target": number})  # fmt: skip
        db["addresses"].insert({"url": address(site, number), "id": number, "site": site, "role": "item",
            "source": "", "first_seen": "", "state": "pending", "attempts": 0, "backlog": 0})  # fmt: skip
    db.close()
    with Store(path) as store:
        tags = dict(store.db.execute("SELECT tag, article_id FROM tags").fetchall())
        held = dict(store.db.execute("SELECT site, id FROM articles").fetchall())
        assert tags == held
        assert held["rferl"] == forged
        assert held["voaindonesia"] < 0
        assert held["voanews"] < 0
        targets = store.db.execute("SELECT article_id, target FROM links WHERE target NOT NULL")
        assert targets.fetchall() == [(forged, forged)]
        known = store.db.execute("SELECT site, id FROM addresses WHERE id NOT NULL").fetchall()
        assert known == [("rferl", forged)]
    check(path)


def test_columns_of_a_database_made_before_are_said_to_hold_what_they_hold(tmp_path: Path):
    path = tmp_path / "old.db"
    db = Database(path)
    migrations.migration.apply(db, stop_before=BEFORE)
    db.execute("PRAGMA writable_schema = ON")
    for before, after in migrations._REWORDED.items():
        db.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", [after, before])
    db.execute("PRAGMA writable_schema = RESET")
    assert "bare" not in db.schema
    assert db.schema.count("Pangea number") == 4
    db.conn.commit()
    db.close()
    with Store(path) as store, Store.in_memory() as new:
        assert store.db.schema == new.db.schema
        assert "Pangea number" not in new.db.schema

"""The crawl from end to end: a process of its own, real HTTP to the replica, real WARC files, a
real database."""

from __future__ import annotations

import os
import re
import subprocess
from fnmatch import fnmatchcase

import pytest

from archive.extract import extract
from archive.store import Store
from tests.crawling import BIN, FAST, Place, Serve, articles, assert_sound, environment
from tests.site import documents
from tests.site.faults import assigned
from tests.site.server import Answer, Replica
from tests.site.world import World

pytestmark = pytest.mark.slow


def forbidden(path: str) -> bool:
    return any(
        fnmatchcase(path, pattern.replace("?", "[?]") + "*") for pattern in documents.FORBIDDEN
    )


def test_every_fault_ends_in_its_right_state(serve: Serve, place: Place) -> None:
    world = World(300)
    faults = assigned(world.numbers(1))
    replica = serve(Replica(world, faults=faults, bad_sitemaps=True))
    done = place.crawl("backfill", replica)

    expected = dict.fromkeys(world.numbers(1), "fetched") | {
        n: fault.state for n, fault in faults.items()
    }
    assert place.states() == expected
    assert done.returncode == 3, done.stderr
    assert done.stdout.count("\n") == 1
    for name in ("laughs", "external", "broken", "rows", "bomb", "page", "empty"):
        assert re.search(rf"sitemap_bad_{name}\.xml\.gz: \w", done.stderr)

    fetched = {number for number, state in expected.items() if state == "fetched"}
    assert place.ids() == fetched
    with Store.reading(place.db) as store:
        for number in fetched:
            url = documents.CANONICAL + world.path(number, 1)
            assert store.article(number) == extract(world.page(number, 1), url), faults.get(number)

    asked = replica.asked()
    assert not [path for path in asked if forbidden(path)]
    assert asked.count("/robots.txt") == 1
    assert asked[0] == "/robots.txt"
    assert_sound(place)


def test_the_second_day_and_a_day_with_nothing_new(serve: Serve, place: Place) -> None:
    world = World(120, per_sitemap=50)
    replica = serve(Replica(world))
    assert place.crawl("backfill", replica).returncode == 0
    assert len(articles(replica.asked())) == 120
    before = {row[0]: row[1] for row in place.query("SELECT id, body FROM articles")}

    replica.day = 2
    replica.forget()
    done = place.crawl("latest", replica)
    assert done.returncode == 0, done.stderr
    numbers = {int(re.findall(r"(\d+)\.html", path)[0]) for path in articles(replica.asked())}
    assert numbers == world.changed
    assert len(articles(replica.asked())) == len(world.changed)
    after = {row[0]: row[1] for row in place.query("SELECT id, body FROM articles")}
    assert {number for number in after if after[number] != before.get(number)} == {
        *world.new,
        *world.edited,
    }
    assert {row[0] for row in place.query("SELECT article_id FROM versions")} >= world.edited
    renamed = place.query("SELECT url FROM addresses WHERE id = ?", min(world.renamed))
    assert renamed == [
        (
            f"https://www.voaindonesia.com/a/judul-yang-baru-{min(world.renamed)}/{min(world.renamed)}.html",
        )
    ]

    replica.forget()
    done = place.crawl("latest", replica)
    assert done.returncode == 0, done.stderr
    assert articles(replica.asked()) == []
    assert not [path for path in replica.asked() if re.search(r"_\d+\.xml", path)]
    assert {one.status for one in replica.log if one.path.endswith((".xml", ".xml.gz"))} == {304}
    assert_sound(place)


def test_where_the_sitemaps_of_news_name_nothing_new_little_else_is_asked(
    serve: Serve, place: Place
) -> None:
    replica = serve(Replica(World(12)))

    def asked() -> set[str]:
        replica.forget()
        assert place.crawl("latest", replica).returncode == 0
        return {path.partition("?")[0] for path in replica.asked()}

    news = {f"/sitemap_voaindonesia_{name}.xml.gz" for name in ("latest", "news")}
    always = {"/robots.txt", "/sitemap.xml", *news}
    others = {"/rss/", "/sitemap_voaindonesia_sections.xml.gz"}
    assert asked() > always | others
    assert asked() == always
    assert len(replica.log) == len(always)
    replica.day = 2
    assert asked() > always | {"/rss/"}
    place.change("UPDATE addresses SET fetched = '2020-01-01T00:00:00Z' WHERE fetched > ''")
    assert asked() == always | others  # once a day, whatever the sitemaps say
    place.change("UPDATE addresses SET state = 'failed' WHERE url LIKE '%news%'")
    replica.override[sorted(news)[1]] = Answer(status=500)
    replica.forget()
    place.crawl("latest", replica)
    assert replica.asked("/rss/")  # nothing tells whether there is any


def test_what_vanishes_is_gone_and_its_text_stays(serve: Serve, place: Place) -> None:
    world = World(60)
    replica = serve(Replica(world))
    place.crawl("backfill", replica)
    replica.day = 2
    gone = world.deleted
    for number in gone:
        place.change(
            "UPDATE addresses SET due = first_seen, state = 'pending', backlog = 0 WHERE id = ?",
            number,
        )
    assert place.crawl("latest", replica).returncode == 0
    rows = place.query("SELECT id, status, gone_at IS NOT NULL FROM articles WHERE status = 'gone'")
    assert {row[0] for row in rows} == gone
    assert all(row[2] for row in rows)
    assert place.ids() == {*world.first, *world.new}
    assert {number for number, state in place.states().items() if state == "gone"} == gone


def test_latest_in_an_empty_folder_brings_the_newest(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(300, per_sitemap=100)))
    done = place.crawl("latest", replica)
    assert done.returncode == 0, done.stderr
    newest = set(replica.world.numbers(1)[:20])
    assert place.ids() >= newest
    assert not [path for path in replica.asked() if re.search(r"_\d+\.xml", path)]


def test_an_item_is_one_whatever_its_address(serve: Serve, place: Place) -> None:
    world = World(12)
    number = world.numbers(1)[0]
    slugless, amp = f"/a/{number}.html", world.path(number, 1).replace("/a/", "/amp/") + "?x=1"
    entries = [
        documents.Entry(path, "2025-01-01") for path in (slugless, amp, world.path(number, 1))
    ]
    replica = Replica(world)
    name = "/sitemap_voaindonesia_latest.xml.gz"
    replica.override[name] = Answer(
        body=documents.urlset(documents.CANONICAL, entries), compress=False
    )
    serve(replica)
    assert place.crawl("backfill", replica).returncode == 0
    assert len(place.states()) == 12
    assert len(articles(replica.asked())) == 12


def test_limit_and_since_and_continuing(serve: Serve, place: Place) -> None:
    world = World(60)
    replica = serve(Replica(world))
    done = place.crawl("backfill", replica, "--limit", "10")
    assert (done.returncode, len(place.ids())) == (3, 10), done.stderr
    assert "limit reached" in done.stdout
    assert place.ids() <= set(world.numbers(1)[:30])
    since = world.lastmod(world.numbers(1)[29], 1)[:10]
    assert place.crawl("backfill", replica, "--since", since).returncode == 0
    assert len(place.ids()) >= 30
    assert all(world.lastmod(n, 1) >= since for n in place.ids())
    assert place.crawl("backfill", replica).returncode == 0
    assert place.ids() == set(world.numbers(1))
    assert len(articles(replica.asked())) == 60


def test_an_item_that_has_not_changed_is_asked_for_with_its_etag(
    serve: Serve, place: Place
) -> None:
    world = World(20)
    replica = serve(Replica(world))
    place.crawl("backfill", replica)
    number = world.numbers(1)[5]
    place.change("UPDATE addresses SET due = first_seen, state = 'pending' WHERE id = ?", number)
    before = place.query("SELECT * FROM articles WHERE id = ?", number)
    replica.forget()
    assert place.crawl("latest", replica).returncode == 0
    assert [(one.path, one.status) for one in replica.log if one.path.startswith("/a/")] == [
        (world.path(number, 1), 304)
    ]
    assert place.query("SELECT * FROM articles WHERE id = ?", number) == before
    assert place.states()[number] == "fetched"
    assert_sound(place)


def test_not_modified_is_no_answer_where_nothing_is_held(serve: Serve, place: Place) -> None:
    world = World(20)
    path = world.path(world.numbers(1)[5], 1)
    number = world.numbers(1)[5]
    replica = serve(Replica(world, override={path: Answer(304, etag=False)}))
    done = place.crawl("backfill", replica)
    assert done.returncode == 3
    assert "(1 failed)" in done.stdout
    rows = place.query("SELECT state, reason, due > first_seen FROM addresses WHERE id = ?", number)
    assert rows == [("failed", "HTTP 304, though the page was asked for whole", 1)]
    assert place.ids() == set(world.numbers(1)) - {number}


def test_an_item_whose_text_is_not_held_is_asked_for_whole(serve: Serve, place: Place) -> None:
    world = World(20)
    replica = serve(Replica(world))
    place.crawl("backfill", replica)
    number, gone = world.numbers(1)[5:7]
    place.change("DELETE FROM articles WHERE id = ?", number)
    place.change("UPDATE articles SET status = 'gone', gone_at = last_seen WHERE id = ?", gone)
    place.change("UPDATE addresses SET due = first_seen WHERE id IN (?, ?)", number, gone)
    replica.forget()
    assert place.crawl("latest", replica).returncode == 0
    visits = [one for one in replica.log if one.path.startswith("/a/")]
    assert [one.status for one in visits] == [200, 200]
    assert place.ids() == set(world.numbers(1))
    assert place.query("SELECT status FROM articles WHERE id = ?", gone) == [("live",)]


@pytest.mark.parametrize("status", [201, 203, 206])
def test_only_a_whole_page_is_a_page(serve: Serve, place: Place, status: int) -> None:
    world = World(3)
    number = world.numbers(1)[0]
    body = world.page(number, 1)
    head = (
        f"HTTP/1.1 {status} Odd\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    odd = Answer(raw=head.encode() + body)
    replica = serve(Replica(world, override={world.path(number, 1): odd}))
    assert place.crawl("backfill", replica).returncode == 3
    assert place.query("SELECT state, reason FROM addresses WHERE id = ?", number) == [
        ("failed", f"HTTP {status}")
    ]
    assert number not in place.ids()


def test_a_limit_that_leaves_nothing_over_is_no_limit(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(12)))
    done = place.crawl("backfill", replica, "--limit", "11")
    assert done.returncode == 3
    assert "partial (limit reached): 11 new" in done.stdout
    done = place.crawl("backfill", replica, "--limit", "1")
    assert done.returncode == 0
    assert "complete: 1 new" in done.stdout
    done = place.crawl("backfill", replica, "--limit", "1")
    assert done.returncode == 0
    assert "complete: 0 new" in done.stdout


def test_a_mirror_that_writes_its_own_address_into_its_pages(serve: Serve, place: Place) -> None:
    world = World(6)
    replica = serve(Replica(world))
    for number in world.numbers(1):
        page = world.page(number, 1).replace(documents.CANONICAL.encode(), replica.base.encode())
        replica.override[world.path(number, 1)] = Answer(body=page)
    assert place.crawl("backfill", replica).returncode == 0
    with Store.reading(place.db) as store:
        for number in world.numbers(1):
            url = documents.CANONICAL + world.path(number, 1)
            expected, held = extract(world.page(number, 1), url), store.article(number)
            assert (held.site, held.url, held.rights) == ("voaindonesia", url, expected.rights)


@pytest.mark.parametrize(
    "name", ["-é a#b?c%20\n.db", "file:x.db?mode=memory", os.fsdecode(b"caf\xe9.db")]
)
def test_a_database_may_have_any_name(serve: Serve, place: Place, name: str) -> None:
    replica = serve(Replica(World(3)))
    for spider in ("backfill", "latest"):
        command = [BIN / "arsip", "crawl", spider, "--base-url", replica.url, f"--db={name}", *FAST]
        done = subprocess.run(
            command, capture_output=True, check=False, cwd=place.folder, env=environment()
        )
        assert done.returncode == 0, done.stderr
    assert {path.name for path in place.folder.iterdir()} >= {name, f"{name}.lock", "captures"}
    with Store.reading(place.folder / name) as store:
        assert [run.verdict for run in store.runs.last()] == ["complete", "complete"]
        assert store.captures.count() > 4


def test_a_page_that_leads_to_another_item(serve: Serve, place: Place) -> None:
    world = World(20)
    old, new = world.numbers(1)[3:5]
    moved = Answer(301, headers=(("Location", world.path(new, 1)),), etag=False)
    replica = serve(Replica(world, override={world.path(old, 1): moved}))
    assert place.crawl("backfill", replica).returncode == 0
    assert place.states()[old] == "excluded"
    assert place.query("SELECT reason FROM addresses WHERE id = ?", old) == [
        (f"leads to item {new}",)
    ]
    assert place.ids() == set(world.numbers(1)) - {old}

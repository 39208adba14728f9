"""The Wayback Machine as a source: only what is missing, as slowly as it wants, and with where it
came from."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from scrapy.settings import Settings

from archive import warc
from archive.article import Page
from archive.ingest import ingest, understand
from archive.store import Store
from archive.warc import WarcRecord
from crawler.wayback.spider import Wayback
from tests.crawling import BIN, Place, Serve, environment
from tests.fetching import HOST, NUMBERS, WORLD, captures, command, fetch, lists
from tests.site.server import Answer, Running
from tests.site.wayback import Archive, Held, page

pytestmark = pytest.mark.slow


LIVE = NUMBERS[:3]  # what the crawl of the site itself has brought


@dataclass(frozen=True)
class First:
    """A first run, and what it has left."""

    place: Place
    archive: Archive
    said: str


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> First:
    place, archive = Place(tmp_path_factory.mktemp("first")), Archive(captures())
    with Store(place.db) as store:
        for number in LIVE:
            url = f"https://www.voaindonesia.com{WORLD.path(number, 1)}"
            ingest(store, Page(WORLD.page(number, 1), url, seen=datetime(2026, 3, 1, tzinfo=UTC)))
    with Running(archive):  # type: ignore[arg-type]
        done = fetch(place, archive)
    assert done.returncode == 0, done.stderr
    return First(place, archive, done.stdout)


def test_what_is_missing_is_fetched_and_nothing_else(first: First) -> None:
    place, archive = first.place, first.archive
    assert "complete: 9 new, 0 changed" in first.said
    asked = archive.asked("/web/")
    assert len(asked) == len(set(asked)) == 9 + 1  # of one the newest was no good
    assert not [path for path in asked if any(str(number) in path for number in LIVE)]
    assert place.ids() == set(NUMBERS)
    assert archive.asked()[0] == "/robots.txt"

    states = dict(place.query("SELECT state, count(*) FROM mementos GROUP BY state"))
    assert states == {"fetched": 9, "excluded": 1, "pending": 3}
    (reason,) = place.query("SELECT reason FROM mementos WHERE state = 'excluded'")
    assert reason[0].startswith("challenge: ")
    seen = dict(place.query("SELECT id, first_seen FROM articles"))
    assert seen[NUMBERS[4]] == "2013-04-05T06:07:08Z"
    assert seen[LIVE[0]] == "2026-03-01T00:00:00Z"


def test_a_capture_is_kept_as_what_it_is_and_says_where_it_is_from(first: First) -> None:
    place = first.place
    rows = place.query(
        "SELECT c.url, c.time, a.id FROM articles a JOIN captures c ON c.id = a.capture"
    )
    held = {url: (time, number) for url, time, number in rows}
    assert held[f"{HOST}/content/judul/{NUMBERS[4]}.html"] == (
        "2013-04-05T06:07:08.000000Z",
        NUMBERS[4],
    )
    assert len(held) == 9
    records = [
        one
        for path in place.captures.iterdir()
        for one in warc.records(path)
        if isinstance(one, WarcRecord)
    ]
    pages = [one for one in records if one.type == "response" and one.header("WARC-Source-URI")]
    assert {one.header("WARC-Target-URI") for one in pages} == held.keys()
    with Store.reading(place.db) as store:
        for record in pages:
            url, date = record.header("WARC-Target-URI") or "", record.header("WARC-Date") or ""
            stamp = "".join(filter(str.isdigit, date))[:14]
            assert (
                record.header("WARC-Source-URI") == f"https://web.archive.org/web/{stamp}id_/{url}"
            )
            assert (record.header("WARC-Creation-Date") or "") > "2026"
            if held[url][0] == date:
                read = understand(warc.page(record, warc.capture(record, "x")))
                assert store.article(held[url][1]) == read.article


def test_the_database_can_be_made_again_from_the_captures(first: First, tmp_path: Path) -> None:
    anew = tmp_path / "new.db"
    rebuild = [BIN / "arsip", "rebuild", first.place.captures, "--db", anew]
    subprocess.run(rebuild, capture_output=True, check=True)
    query = "SELECT id, digest, first_seen, text_seen, last_seen FROM articles WHERE capture IS NOT NULL ORDER BY id"
    with Store.reading(first.place.db) as old, Store.reading(anew) as new:
        rows = old.db.execute(query).fetchall()
        assert len(rows) == 9
        assert new.db.execute(query).fetchall() == rows


def test_the_second_run_asks_for_nothing_and_later_lists_are_read_again(
    first: First, tmp_path: Path
) -> None:
    shutil.copytree(first.place.folder, tmp_path / "second")
    place, archive = Place(tmp_path / "second"), Archive(first.archive.held.copy())
    with Running(archive):  # type: ignore[arg-type]
        done = fetch(place, archive)
        assert (done.returncode, archive.asked()) == (0, ["/robots.txt"]), done.stderr
        assert "complete: 0 new" in done.stdout
        place.change("UPDATE memento_lists SET ended = '2026-01-01T00:00:00Z'")
        archive.held.append(
            Held("20260101000000", f"{HOST}/a/baru/8888888.html", WORLD.page(NUMBERS[0], 1))
        )
        assert fetch(place, archive).returncode == 0
    assert len(lists(archive)) > 3
    assert len(archive.asked("/web/")) == 1


def test_it_goes_on_where_it_was_stopped(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    archive.override["/cdx/"] = [True, *[page(429, "too fast")] * 4]
    done = fetch(place, archive)
    assert done.returncode == 4, done.stderr
    assert "HTTP 429: the Wayback Machine is busy; run again later" in done.stderr
    before = lists(archive)
    assert len(before) == 1 + 4
    archive.log.clear()
    done = fetch(place, archive, "--limit", "5")
    assert (done.returncode, len(archive.asked("/web/"))) == (3, 5), done.stderr
    assert "limit reached" in done.stdout
    assert lists(archive)[0] == before[-1]
    assert before[0] not in lists(archive)
    assert fetch(place, archive).returncode == 0
    assert place.ids() == set(NUMBERS)
    asked = archive.asked("/web/")
    assert len(asked) == len(set(asked))


def test_ctrl_c_ends_it_well(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures(), latency_s=0.1))
    process = subprocess.Popen(
        command(place, archive.url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    while len(archive.asked("/web/")) < 3 and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 3
    assert "stopped by a signal" in said
    assert all(path.name.endswith(".warc.gz") for path in place.captures.iterdir())
    fetched = {item for (item,) in place.query("SELECT item FROM mementos WHERE state = 'fetched'")}
    assert place.ids() == fetched
    assert 0 < len(fetched) < len(NUMBERS)


def test_a_capture_that_it_cannot_give_is_passed_over_and_several_end_the_run(
    serve: Serve, place: Place
) -> None:
    archive = serve(Archive(captures()))
    archive.override["/web/"] = [page(500, "error")] * 4 + [True] + [page(503, "error")] * 12
    done = fetch(place, archive)
    assert done.returncode == 4, done.stderr
    assert "HTTP 503: the Wayback Machine is busy; run again later" in done.stderr
    assert len(archive.asked("/web/")) == 4 + 1 + 12
    states = dict(
        place.query("SELECT reason, count(*) FROM mementos WHERE state = 'failed' GROUP BY reason")
    )
    assert states == {"HTTP 500": 1, "HTTP 503": 3}


def test_a_limit_is_kept_by_waiting(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures(), requests=5, window_s=0.5))
    done = fetch(place, archive, "-s", "DOWNLOAD_DELAY=0.15")
    assert done.returncode == 0, done.stderr
    assert {one.status for one in archive.log} == {200, 404}  # 404: no robots.txt


def test_it_backs_off_when_told_to(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures(), requests=8, window_s=1.0, retry_after="1"))
    done = fetch(place, archive)
    assert done.returncode == 0, done.stderr
    assert 429 in {one.status for one in archive.log}
    assert archive.ignored == 0
    assert place.ids() == set(NUMBERS)


def test_it_gives_up_where_it_is_told_to_stay_away(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures(), requests=8, window_s=60, retry_after="86400"))
    done = fetch(place, archive)
    assert done.returncode == 4, done.stderr
    assert "come back in 86,400 s" in done.stderr
    assert [one.status for one in archive.log].count(429) == 1
    assert place.query(
        "SELECT count(*) FROM mementos WHERE reason LIKE 'HTTP%' AND state <> 'failed'"
    ) == [(0,)]


def test_a_refused_connection_is_a_long_pause(place: Place) -> None:
    with Running(Archive([])) as gone:  # type: ignore[arg-type]
        port = gone.port
    process = subprocess.Popen(
        command(place, f"http://127.0.0.1:{port}"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=environment(),
    )  # fmt: skip
    assert process.stderr
    assert "refuses connections; waiting 0 s" in process.stderr.readline()
    with Running(Archive(captures()), port):  # type: ignore[arg-type]
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert place.ids() == set(NUMBERS)


def test_answers_of_its_own_are_no_captures(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    archive.override["/web/"] = [
        page(200, "maintenance"),
        page(403, "excluded"),
        True,
        page(404, "not here"),
    ]
    done = fetch(place, archive)
    assert done.returncode == 3, done.stderr
    assert "1 failed" in done.stdout
    reasons = place.query(
        "SELECT state, reason, due IS NULL FROM mementos WHERE reason IS NOT NULL ORDER BY "
        "state, reason"
    )
    assert reasons[:2] == [
        ("excluded", "HTTP 403 from the Wayback Machine", 1),
        ("excluded", "HTTP 404 from the Wayback Machine", 1),
    ]
    assert reasons[-1] == ("failed", "the answer is no capture", 0)
    assert len(place.ids()) == len(NUMBERS) - 3
    assert place.query("SELECT count(*) FROM articles WHERE status = 'gone'") == [(0,)]


@pytest.mark.parametrize("status", [403, 404, 410, 451])
def test_what_the_archive_does_not_give_is_not_gone_from_the_site(
    serve: Serve, place: Place, status: int
) -> None:
    (held,) = [one for one in captures() if one.original.endswith(f"/{NUMBERS[0]}.html")]
    with Store(place.db) as store:
        url = f"https://www.voaindonesia.com{WORLD.path(NUMBERS[0], 1)}"
        ingest(store, Page(WORLD.page(NUMBERS[0], 1), url, seen=datetime(2026, 3, 1, tzinfo=UTC)))
    place.change("UPDATE articles SET kind = 'article', words = 0")
    archive = serve(Archive([held]))
    archive.override["/web/"] = [page(status, "not given")]
    assert fetch(place, archive).returncode == 0
    assert len(archive.asked("/web/")) == 1
    assert place.query("SELECT state, reason FROM mementos") == [
        ("excluded", f"HTTP {status} from the Wayback Machine")
    ]
    assert place.query("SELECT status FROM articles") == [("live",)]


@pytest.mark.parametrize("shown", [False, True])
def test_what_is_no_whole_capture_is_no_page(serve: Serve, place: Place, shown: bool) -> None:
    """A part of one, and one in the archive's own frame, to which it leads."""
    (held,) = [one for one in captures() if one.original.endswith(f"/{NUMBERS[0]}.html")]
    archive = serve(Archive([held]))
    (memento,) = archive.answer(f"/web/{held.timestamp}id_/{held.original}").headers[:1]
    if shown:
        location = ("Location", f"/web/{held.timestamp}/{held.original}")
        answers = [Answer(302, headers=(location,), etag=False)]
        answers.append(Answer(200, held.body, (memento,), etag=False))
    else:
        answers = [Answer(206, held.body, (memento,), etag=False)]
    archive.override["/web/"] = [*answers]
    assert fetch(place, archive).returncode == 3
    assert place.query("SELECT state, reason FROM mementos") == [
        ("failed", "the answer is no capture")
    ]
    assert place.ids() == set()


def test_a_redirect_leads_to_the_capture_nearest_in_time(serve: Serve, place: Place) -> None:
    (held,) = [one for one in captures() if one.original.endswith(f"/{NUMBERS[0]}.html")]
    older = replace(held, timestamp="20220101000000")
    archive = serve(Archive([held, replace(older, body=older.body + b"<!-- -->")]))
    location = f"/web/{older.timestamp}id_/{older.original}"
    archive.override["/web/"] = [Answer(302, headers=(("Location", location),), etag=False)]
    assert fetch(place, archive).returncode == 0
    assert len(archive.asked("/web/")) == 2
    assert place.query("SELECT first_seen FROM articles") == [("2022-01-01T00:00:00Z",)]
    (capture,) = place.query(
        "SELECT c.url, c.time FROM articles a JOIN captures c ON c.id = a.capture"
    )
    assert capture == (held.original, "2022-01-01T00:00:00.000000Z")


def test_only_captures_of_some_days(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    done = fetch(place, archive, "--since", "2013", "--until", "2013-04")
    assert done.returncode == 0, done.stderr
    assert place.ids() == {NUMBERS[4]}
    assert len(lists(archive)) == 3
    assert all("from=20130101&to=20130430" in path for path in lists(archive))


def test_the_lists_alone_are_read_and_counted(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    done = fetch(place, archive, verb="list")
    assert done.returncode == 0, done.stderr
    assert lists(archive)
    assert archive.asked("/web/") == []
    listed = place.query("SELECT count(*), count(DISTINCT item) FROM mementos")
    (captured, items) = listed[0]
    said = done.stdout.splitlines()[-1]
    assert said == f"voaindonesia: {captured:,} captures listed, {items:,} items missing here"
    some = fetch(place, archive, "--until", "2013", verb="list").stdout.splitlines()[-1]
    assert int(some.split(", ")[-1].split(" ")[0]) < items
    assert fetch(place, archive).returncode == 0
    assert len(place.ids()) == items
    assert fetch(place, archive, verb="list").stdout.endswith(" 0 items missing here\n")


def test_robots_txt_is_obeyed(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures(), robots=b"User-agent: *\nDisallow: /web/\n"))
    done = fetch(place, archive)
    assert done.returncode == 4
    assert "robots.txt of the Wayback Machine forbids it" in done.stderr
    assert archive.asked() == ["/robots.txt"]


def test_twenty_requests_a_minute_and_one_at_a_time() -> None:
    chosen = Settings()
    chosen.setmodule("crawler.settings", priority="project")
    Wayback.update_settings(chosen)
    assert chosen.getfloat("DOWNLOAD_DELAY") == 3.0
    assert chosen.getint("CONCURRENT_REQUESTS") == 1
    assert chosen.getfloat("DOWNLOAD_DELAY_JITTER") == 0
    assert not chosen.getbool("AUTOTHROTTLE_ENABLED")

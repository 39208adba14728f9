"""Many sites in one crawl: polite to each and to all together, and none stopped by another."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections import Counter

import pytest

from archive.sites import SITES
from archive.store import Store
from crawler.endings import EXIT_CODES, worst
from crawler.origin import check_base, of_site
from tests.crawling import BIN, Place, Serve, assert_sound, environment, until
from tests.site.faults import DENIED
from tests.site.many import DEAD, ManySites, SiteReplica, make_odd, many, names_of
from tests.site.server import Answer
from tests.site.world import World

pytestmark = pytest.mark.slow

PAGES = 4


def crawl(
    place: Place, sites: ManySites, *arguments: str, spider: str = "backfill"
) -> subprocess.CompletedProcess[str]:
    names = ",".join(sites.replicas)
    return place.crawl(spider, sites.url, "--site", names, *arguments)


def begin(place: Place, sites: ManySites, *arguments: str) -> subprocess.Popen[str]:
    names = ",".join(sites.replicas)
    return place.begin("backfill", sites.url, "--site", names, *arguments)


def verdicts(place: Place) -> dict[str, str]:
    """Of each site's last run."""
    return dict(place.query("SELECT site, verdict FROM runs ORDER BY id"))


def asked_for(sites: ManySites) -> int:
    return sum(len(log) for log in sites.logs().values())


def test_twenty_sites_each_at_its_own_pace_and_all_at_one(serve: Serve, place: Place) -> None:
    delay_s, per_s = 0.2, 40
    sites = serve(many(names_of(20), PAGES))
    names = list(sites.replicas)
    make_odd(list(sites.replicas.values()))
    sites.replicas[names[0]].override["/robots.txt"] = Answer(500, b"down")
    sites.replicas[names[1]].bad_sitemaps = True
    arguments = ("--delay", str(delay_s), "--concurrency", "2", "--platform-rate", str(per_s))
    done = crawl(place, sites, *arguments)

    odd = {
        names[0]: "network",
        names[1]: "partial",
        names[-3]: "network",
        names[-1]: "blocked",
    }
    expected = dict.fromkeys(names, "complete") | odd
    assert verdicts(place) == expected, done.stderr
    assert place.query("SELECT count(*) FROM runs") == [(20,)]
    assert done.returncode == EXIT_CODES["blocked"]
    said = done.stdout + done.stderr
    for name, verdict in expected.items():
        assert re.search(rf"Z crawl backfill {re.escape(name)}: {verdict}[ :]", said)
    last = done.stderr.splitlines()[-1]
    assert "crawl backfill 20 sites: blocked (16 complete, 2 network, 1 " in last
    whole = [name for name, verdict in expected.items() if verdict in ("complete", "partial")]
    held = place.query("SELECT site, count(*) FROM articles GROUP BY site")
    assert dict(held) == dict.fromkeys(whole, PAGES)

    every: list[float] = []
    for log in sites.logs().values():
        times = sorted(one.at for one in log)
        every += times
        if times:  # a server that is busy may see two requests together, but not many
            assert times[-1] - times[0] > (len(times) - 2) * delay_s * 0.9
    assert max(every) - min(every) > (len(every) - 2) / per_s * 0.9
    assert_sound(place)

    status = [BIN / "arsip", "status", "--db", place.db]
    shown = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    for name, verdict in expected.items():
        block = re.split(r"\n(?! )", shown.partition(f"{name}\n")[2])[0]
        assert re.search(rf"  last run  .* backfill {verdict}[ :]", block)


def test_sites_in_a_queue_and_in_their_turn(serve: Serve, place: Place) -> None:
    sites = serve(many(["voaindonesia", "voanews", "rferl"], PAGES))
    at_once = ("--sites-at-once", "1", "--platform-rate", "1000")
    done = crawl(place, sites, *at_once, "--time-limit", "1s", "-s", "ARSIP_COMMIT_INTERVAL_S=3")
    assert done.returncode == 3, done.stderr
    assert re.search(r"3 sites: partial \(time limit reached; .*2 not begun\)", done.stdout)
    assert verdicts(place) == {"voaindonesia": "partial"}
    done = crawl(place, sites, *at_once, "--limit", str(PAGES - 1))
    assert done.returncode == 3, done.stderr
    order = [site for (site,) in place.query("SELECT site FROM runs ORDER BY id")]
    assert order == ["voaindonesia", "voanews", "rferl", "voaindonesia"]
    assert crawl(place, sites, *at_once).returncode == 0
    assert len(place.ids()) == 3 * PAGES
    assert_sound(place)


@pytest.mark.parametrize("times", [1, 2])
def test_a_signal_ends_all_of_them(serve: Serve, place: Place, times: int) -> None:
    sites = serve(many(["voaindonesia", "voanews", "rferl", "svoboda"], 40))
    for replica in sites.replicas.values():
        replica.latency_s = 0.2
    process = begin(place, sites, "--platform-rate", "50", "-s", "DOWNLOAD_TIMEOUT=60")
    until(lambda: all(len(replica.asked("/a/")) > 2 for replica in sites.replicas.values()))
    if times == 2:
        for replica in sites.replicas.values():
            replica.latency_s = 50
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    said = process.stderr.readline()
    assert re.fullmatch(r"stopping: \d+ pages in hand; again to drop them\n", said)
    if times == 2:
        process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3, err
    assert "Traceback" not in err
    assert "crawl backfill 4 sites: partial (stopped by a signal; 4 partial)" in out
    assert verdicts(place) == dict.fromkeys(sites.replicas, "partial")
    reasons = place.query("SELECT DISTINCT reason FROM runs")
    assert reasons == [("stopped by a signal",)]
    assert_sound(place)


def test_killed_and_run_again(serve: Serve, place: Place) -> None:
    sites = serve(many(["voaindonesia", "voanews", "rferl"], 40))
    for replica in sites.replicas.values():
        replica.latency_s = 0.1
    process = begin(place, sites, "--platform-rate", "50")
    until(lambda: place.db.exists() and asked_for(sites) > 40)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    for replica in sites.replicas.values():
        replica.latency_s = 0.0
    done = crawl(place, sites, "--platform-rate", "1000")
    assert done.returncode == 0, done.stderr
    ended = place.query("SELECT verdict, count(*) FROM runs GROUP BY verdict")
    assert dict(ended) == {"complete": 3, "crashed": 3}
    assert Counter(s for (s,) in place.query("SELECT site FROM articles")) == dict.fromkeys(
        sites.replicas, 40
    )
    assert place.query("SELECT count(*) FROM versions") == [(0,)]
    assert_sound(place)


def test_another_process_beside_a_crawl_of_several(serve: Serve, place: Place) -> None:
    sites = serve(many(["voaindonesia", "voanews"], 40))
    for replica in sites.replicas.values():
        replica.latency_s = 2.0
    process = begin(place, sites, "--concurrency", "1")
    until(lambda: all(replica.asked("/a/") for replica in sites.replicas.values()))
    news = place.crawl("latest", sites.url, "--site", "voanews")
    assert news.returncode == 0, news.stderr
    assert "complete (left to process " in news.stdout
    assert "which reads the news of http://voanews.localhost" in news.stdout
    all_news = crawl(place, sites, spider="latest")
    assert all_news.returncode == 0, all_news.stderr
    assert "crawl latest 2 sites: complete (2 complete)" in all_news.stdout
    second = place.crawl("latest", sites.url, "--site", "voanews,rferl")
    assert second.returncode == 5
    last = second.stderr.splitlines()[-1]
    assert f"held by process {process.pid} (arsip crawl backfill of 2 sites, since " in last
    assert second.stderr.count("\n") == 1
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)


def test_a_database_that_vanishes_ends_all_of_them(serve: Serve, place: Place) -> None:
    sites = serve(many(["voaindonesia", "voanews", "rferl"], 40))
    for replica in sites.replicas.values():
        replica.latency_s = 0.1
    process = begin(place, sites, "--platform-rate", "50", "--sites-at-once", "2")
    until(lambda: asked_for(sites) > 30)
    place.db.rename(place.folder / "aside.db")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 7, err
    assert "Traceback" not in err
    last = err.splitlines()[-1]
    assert "arsip.db: was deleted during the crawl" in last
    assert "1 not begun" in last
    assert not sites.replicas["rferl"].log


def test_all_sites_without_a_network(place: Place) -> None:
    done = place.crawl("latest", "http://{site}.localhost:9", "--site", "all")
    assert done.returncode == 6
    assert "Traceback" not in done.stderr
    last = done.stderr.splitlines()[-1]
    assert re.search(rf"crawl latest {len(SITES)} sites: network \(", last)
    assert {verdict for (verdict,) in place.query("SELECT verdict FROM runs")} == {"network"}


def test_many_that_are_gone_are_no_network_that_is_down(serve: Serve, place: Place) -> None:
    names = names_of(14)
    sites = serve(many(names, 1))
    for name in names[:12]:
        sites.replicas[name].override["/robots.txt"] = DEAD
    done = crawl(place, sites, "--platform-rate", "1000")
    assert done.returncode == 6
    assert verdicts(place) == {
        name: "network" if name in names[:12] else "complete" for name in names
    }


def test_a_site_that_refuses_pages_stops_alone(serve: Serve, place: Place) -> None:
    sites = serve(many(["voaindonesia", "voanews"], 30))
    refusing = sites.replicas["voaindonesia"]
    for number in refusing.world.numbers(1):
        refusing.override[refusing.world.path(number, 1)] = Answer(403, DENIED)
    done = crawl(place, sites, "--platform-rate", "1000")
    assert done.returncode == 4
    assert verdicts(place) == {"voaindonesia": "blocked", "voanews": "complete"}
    assert len(refusing.asked("/a/")) < 20


@pytest.mark.parametrize("at_once", ["1", "3"])
def test_a_crawl_that_cannot_begin_ends_all_of_them(
    serve: Serve, place: Place, at_once: str
) -> None:
    sites = serve(many(["voaindonesia", "voanews", "rferl"], 2))
    fault = (
        "from crawler import extensions\n"
        "of = extensions.origin_of\n"
        "faulty = lambda spider, settings: {}['such'] if spider.site == 'voanews' else (\n"
        "    of(spider, settings))\n"
        "extensions.origin_of = faulty\n"
    )
    names = ("--site", ",".join(sites.replicas), "--sites-at-once", at_once)
    done = place.crawl_with(fault, "latest", sites.url, *names)
    assert done.returncode == 1, done.stderr
    assert "Traceback" in done.stderr
    last = done.stderr.splitlines()[-1]
    assert "crawl latest 3 sites: error (KeyError: 'such'; " in last
    assert "2 not begun" in last
    assert verdicts(place).keys() == {"voaindonesia"}
    assert_sound(place)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("voa,voaindonesia", "'voa' is not a known site"),
        ("voanews,voaindonesai", "did you mean voaindonesia"),
        (",", "',' names no site; write it as voanews or voanews,voaindonesia"),
        (
            "voanews,rferl",
            "'http://127.0.0.1:9' is one address for 2 sites; write it with the place",
        ),
    ],
)
def test_wrong_sites_are_named(place: Place, given: str, words: str) -> None:
    done = place.crawl("latest", "http://127.0.0.1:9", "--site", given)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())
    assert list(place.folder.iterdir()) == []


@pytest.mark.parametrize(
    "option", ["--platform-rate=0", "--platform-rate=nan", "--sites-at-once=0"]
)
def test_a_pace_that_is_none(place: Place, option: str) -> None:
    done = place.crawl("latest", "http://{site}.localhost:9", "--site", "all", option)
    assert done.returncode == 2
    assert list(place.folder.iterdir()) == []


def test_a_site_that_is_given_twice_is_crawled_once(serve: Serve, place: Place) -> None:
    sites = serve(many(["voanews"], 2))
    done = place.crawl("latest", sites.url, "--site", "voanews, www.voanews.com,VOANEWS,")
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r".*Z crawl latest voanews: complete: 2 new.*\n", done.stdout)


def test_a_setting_that_cannot_be_read_leaves_nothing(place: Place) -> None:
    for setting in ("CONCURRENT_REQUESTS=x", "ARSIP_PLATFORM_RATE=x", "ARSIP_READERS=x"):
        command = [BIN / "arsip", "crawl", "latest", "--site", "all", "-s", setting]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            cwd=place.folder,
            env=environment(),
        )
        assert done.returncode == 2
        assert "a setting that -s gives cannot be read" in done.stderr
        assert list(place.folder.iterdir()) == []


def test_the_worst_verdict_counts() -> None:
    assert {worst([verdict, "complete"]) for verdict in EXIT_CODES} == set(EXIT_CODES)
    assert worst(["network", "partial", "blocked", "complete"]) == "blocked"


def test_the_place_of_the_name_in_an_address() -> None:
    assert of_site("voanews", "http://{site}.localhost:1").base == "http://voanews.localhost:1"
    assert of_site("www.x.org", "http://{site}.y.org").base == "http://www.x.org.y.org"
    for wrong in ("http://{host}.localhost", "http://{site", "{site}://x", "http://x/{site}/"):
        with pytest.raises(ValueError, match="write it as http"):
            check_base(wrong)


def test_each_site_is_known_to_the_database(serve: Serve, place: Place) -> None:
    sites = serve(many(["voaindonesia", "www.site1.example"], 2))
    assert crawl(place, sites).returncode == 0
    with Store.reading(place.db) as store:
        assert store.sites() == ["voaindonesia", "www.site1.example"]


def test_copies_of_several_sites_are_known_again_by_their_captures(
    serve: Serve, place: Place
) -> None:
    """VOA's and RFE/RL's items of equal numbers, in one crawl, and in the database made again."""
    sites = serve(ManySites({name: SiteReplica(name, World(3, new=0)) for name in ("voanews", "rferl")}))  # fmt: skip
    assert crawl(place, sites).returncode == 0
    numbers = place.query("SELECT id % 10000000000, count(DISTINCT site) FROM articles GROUP BY 1")
    assert [count for _, count in numbers] == [2, 2, 2]
    again = place.folder / "again.db"
    command = [BIN / "arsip", "rebuild", "--db", again, place.captures]
    subprocess.run(command, capture_output=True, text=True, check=True)
    found = "SELECT id, site, url FROM articles ORDER BY id"
    addresses = "SELECT id, site, url, state FROM addresses WHERE role = 'item' ORDER BY id"
    for query in (found, addresses):
        with Store.reading(again) as store:
            assert store.db.execute(query).fetchall() == place.query(query)


def test_sites_from_the_environment(place: Place) -> None:
    done = subprocess.run(
        [BIN / "arsip", "crawl", "latest"],
        capture_output=True,
        text=True,
        check=False,
        cwd=place.folder,
        env=environment() | {"ARSIP_CRAWL_SITE": "voanews,nowhere"},
    )
    assert done.returncode == 2
    assert "'nowhere' is not a known site" in done.stderr

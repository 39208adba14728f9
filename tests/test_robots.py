"""robots.txt: what it forbids, however it is written and wherever it lies; and hosts that ask to be
left alone."""

from __future__ import annotations

import asyncio
import gzip
import tracemalloc
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.exceptions import DownloadTimeoutError, IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.utils.test import get_crawler

from archive.store import Store
from archive.store.addresses import Named, Role
from crawler.middlewares import robots
from crawler.middlewares.patience import retry_after
from crawler.middlewares.robots import Robots, text_of
from crawler.verdicts import RedirectLoop, RobotsUnreachable, Stopped
from tests.crawling import Place, Serve
from tests.site.server import Answer, Replica
from tests.site.world import World

HOST = "https://www.voaindonesia.com"
NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
FORBIDS = "User-agent: *\r\nDisallow: /a/dua/\r\n"


class Asked:
    """What `Robots` did when its host answered so."""

    def __init__(self, answer: Response | Exception) -> None:
        self.delays: list[tuple[str, float]] = []
        self.stops: list[tuple[str, str]] = []
        self._answer = answer

    def allows(self, path: str) -> bool:
        async def fetch(url: str) -> Response:
            assert url == f"{HOST}/robots.txt"
            if isinstance(self._answer, Exception):
                raise self._answer
            return self._answer

        def slow_down(host: str, delay_s: float) -> None:
            self.delays.append((host, delay_s))

        def stop(verdict: str, reason: str) -> None:
            self.stops.append((verdict, reason))

        obeyed = Robots("arsip", fetch, slow_down, stop, longest_delay_s=300)

        return asyncio.run(obeyed.allows(f"{HOST}{path}"))


def answer(body: bytes, status: int = 200) -> Response:
    return Response(f"{HOST}/robots.txt", status=status, body=body)


@pytest.mark.parametrize(
    "body",
    [
        FORBIDS.encode(),
        FORBIDS.encode("utf-8-sig"),
        FORBIDS.encode("utf-16"),
        FORBIDS.replace("\r\n", "\r").encode(),
        b"\n\n" + FORBIDS.encode(),
        gzip.compress(FORBIDS.encode(), mtime=0),
        "# café\n".encode("latin-1") + FORBIDS.encode(),
        FORBIDS.upper().replace("/A/DUA/", "/a/dua/").encode(),
        b"<!-- cached -->\n" + FORBIDS.encode(),
    ],
)
def test_it_is_obeyed_however_it_is_written(body):
    asked = Asked(answer(body))
    assert asked.allows("/a/satu/1.html")
    assert not asked.allows("/a/dua/2.html")


@pytest.mark.parametrize("status", [204, 301, 400, 401, 403, 404, 410, 451])
def test_where_there_is_none_nothing_is_forbidden(status):
    assert Asked(answer(FORBIDS.encode(), status)).allows("/a/dua/2.html")


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 520])
def test_where_the_server_cannot_say_everything_is_forbidden(status):
    with pytest.raises(RobotsUnreachable, match=f"robots.txt: HTTP {status}"):
        Asked(answer(b"", status)).allows("/")


@pytest.mark.parametrize(
    "failure", [DownloadTimeoutError("slow"), IgnoreRequest("off"), answer(gzip.compress(b"x" * 99, mtime=0)[:-9])]
)  # fmt: skip
def test_where_it_cannot_be_had_everything_is_forbidden(failure):
    with pytest.raises(RobotsUnreachable, match=f"{HOST}/robots.txt: "):
        Asked(failure).allows("/")


def test_one_that_leads_in_circles_is_taken_for_none():
    assert Asked(RedirectLoop("redirects in a circle")).allows("/a/dua/2.html")


@pytest.mark.parametrize(
    ("text", "delays"),
    [
        ("0.5", [0.5]), ("2 # seconds", [2.0]), ("300", [300.0]), ("0", []), ("-5", []), ("nan", []), ("inf", []),
        ("0,5", []), ("soon", []), ("", []), ("1" * 400, []),
    ],
)  # fmt: skip
def test_a_delay_is_obeyed_and_what_is_none_is_passed_over(text, delays):
    asked = Asked(answer(f"User-agent: *\nCrawl-delay: {text}\n".encode()))
    assert asked.allows("/")
    assert asked.delays == [("www.voaindonesia.com", delay_s) for delay_s in delays]
    assert asked.stops == []


@pytest.mark.parametrize("text", ["301", "86400", "1e9", "1" * 20])
def test_a_delay_that_nobody_waits_for_ends_the_crawl(text):
    asked = Asked(answer(f"User-agent: *\nCrawl-delay: {text}\n".encode()))
    with pytest.raises(Stopped):
        asked.allows("/")
    ((verdict, reason),) = asked.stops
    assert verdict == "blocked"
    assert f"{float(text):,.0f} s between two pages" in reason
    assert asked.delays == []


def test_one_delay_never_shortens_another():
    crawler = get_crawler(settings_dict={"DOWNLOAD_DELAY": 1.0})
    throttle = SimpleNamespace(mindelay=1.0, maxdelay=60.0)
    downloader = SimpleNamespace(per_slot_settings={}, slots={})
    crawler.engine = SimpleNamespace(downloader=downloader)
    crawler.get_extension = {AutoThrottle: throttle}.get
    for host, delay_s, obeyed_s in [
        ("web.archive.org", 10.0, 10.0),
        ("web.archive.org", 3.0, 10.0),  # our own pace
        ("m.voaindonesia.com", 0.5, 1.0),  # what was configured
        ("www.voaindonesia.com", 90.0, 90.0),
        ("m.voaindonesia.com", 2.0, 2.0),
    ]:
        robots.slow_down(crawler, host, delay_s)
        assert downloader.per_slot_settings[host]["delay"] == obeyed_s
    assert (throttle.mindelay, throttle.maxdelay) == (90.0, 90.0)


def test_an_endless_one_is_read_as_far_as_it_must_be():
    line = "Disallow: /a/dua/\n"
    rules = "User-agent: *\n" + line * 30_000 + "Disallow: /a/tiga/\n"
    assert 500 * 1024 < len(rules) < robots.LONGEST
    assert not Asked(answer(rules.encode())).allows("/a/tiga/3.html")
    endless = gzip.compress(b"User-agent: *\n" + line.encode() * 2_000_000)
    tracemalloc.start()
    text = text_of(endless)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(text) <= robots.LONGEST
    assert text.endswith(line)
    assert peak < 8 * robots.LONGEST


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120), (" 7 ", 7), ("120.5", 120.5), ("0", 0), ("1" * 20, 1e12), ("9" * 400, 1e12),
        ("-5", 0), ("²", 0), ("٣", 0), ("0x10", 0), ("1e9", 0), ("inf", 0), ("nan", 0), ("soon", 0), ("", 0),
        ("Sun, 01 Mar 2026 06:01:30 GMT", 90), ("Sun, 01 Mar 2026 06:01:30", 90),
        ("Sun, 01 Mar 2026 05:00:00 GMT", 0), ("Mon, 01 Jan 0001 00:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 13:01:30 +0700", 90), ("Sun, 99 Mar 2026 06:00:00 GMT", 0),
        ("Sun, 01 Mar 2026 06:00:00 +9999999", 0),
    ],
)  # fmt: skip
def test_retry_after_in_all_its_forms(value: str, seconds: float) -> None:
    assert retry_after(value, NOW) == seconds


@given(
    st.one_of(
        st.text(),
        st.from_regex(r"[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{1,6} \d\d:\d\d:\d\d .{0,9}"),
    )
)
def test_whatever_retry_after_says_it_is_some_seconds(value: str) -> None:
    assert 0 <= retry_after(value, NOW) <= 1e12


# --- over the wire -----------------------------------------------------------


def robots_txt(text: str) -> Answer:
    return Answer(body=text.encode(), media_type="text/plain", etag=False)


def moved(target: str) -> Answer:
    return Answer(302, headers=(("Location", target),), etag=False)


@pytest.mark.slow
def test_one_on_another_host_holds_for_the_host_that_was_asked(serve: Serve, place: Place) -> None:
    world = World(6)
    elsewhere, replica = serve(Replica(World(1))), serve(Replica(world))
    shut = world.path(world.numbers(1)[0], 1)
    elsewhere.override["/robots.txt"] = moved("/rules.txt")
    elsewhere.override["/rules.txt"] = robots_txt(
        f"User-agent: *\nDisallow: {shut}\nSitemap: /sitemap_voaindonesia_latest.xml.gz\n"
    )
    replica.override["/robots.txt"] = moved(f"{elsewhere.url}/robots.txt")
    done = place.crawl("latest", replica)
    assert done.returncode == 0, done.stderr
    assert elsewhere.asked() == ["/robots.txt", "/rules.txt"]
    assert replica.asked()[:2] == ["/robots.txt", "/sitemap_voaindonesia_latest.xml.gz"]
    assert shut not in replica.asked()
    assert len(place.ids()) == 5


@pytest.mark.slow
def test_an_item_is_never_followed_to_another_host(serve: Serve, place: Place) -> None:
    world = World(4)
    elsewhere, replica = serve(Replica(World(1))), serve(Replica(world))
    off, broken, kept = (world.path(number, 1) for number in world.numbers(1)[:3])
    replica.override[off] = moved(f"{elsewhere.url}{kept}")
    replica.override[broken] = moved("https://[rusak/a/1.html")
    done = place.crawl("latest", replica)
    assert done.returncode == 3, done.stderr
    assert elsewhere.asked() == []
    reasons = dict(
        place.query(
            "SELECT state, reason FROM addresses WHERE role = 'item' AND reason IS NOT NULL"
        )
    )
    assert reasons["excluded"].startswith("redirects off the site")
    assert reasons["failed"] == "redirects to no address: 'https://[rusak/a/1.html'"


@pytest.mark.slow
def test_sitemap_lines_are_read_one_by_one(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(8)))
    replica.override["/robots.txt"] = robots_txt(
        "User-agent: *\nDisallow:\nSitemap: https://[rusak/s.xml\nSitemap: https://elsewhere.example/s.xml\n"
        "SITEMAP: /sitemap_voaindonesia_latest.xml.gz # new\nSitemap: mailto:a@b\n"
    )
    done = place.crawl("latest", replica)
    assert done.returncode == 3
    assert "1 source damaged" in done.stdout
    (line,) = [one for one in done.stderr.splitlines() if "robots.txt" in one]
    assert "2 × Sitemap: no web address ('https://[rusak/s.xml')" in line
    assert len(place.ids()) == 8
    assert place.query(
        "SELECT url, reason FROM addresses WHERE role = 'other' AND source = 'robots.txt'"
    ) == [("https://elsewhere.example/s.xml", "off the site")]


@pytest.mark.slow
def test_a_delay_of_years_ends_a_crawl_at_once(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(4), robots_extra=("Crawl-delay: 1000000000",)))
    done = place.crawl("backfill", replica, timeout=60)
    assert done.returncode == 4
    assert "1,000,000,000 s between two pages (Crawl-delay)" in done.stderr
    assert replica.asked() == ["/robots.txt"]


@pytest.mark.slow
def test_an_address_that_is_none_costs_only_itself(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(4)))
    bad = "https://[rusak/a/x/7000009.html"
    with Store(place.db) as store:
        named = [Named(bad, Role.ITEM, "2026-02-01")]
        store.addresses.name("voaindonesia", "an older version", named, now=NOW)
    done = place.crawl("latest", replica)
    assert done.returncode == 0, done.stderr
    assert len(place.ids()) == 4
    ((state, reason),) = place.query("SELECT state, reason FROM addresses WHERE url = ?", bad)
    assert state == "excluded"
    assert reason.startswith("no address to ask for: ")

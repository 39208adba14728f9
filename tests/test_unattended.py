"""Running as others run it: from cron, through Scrapy, on a terminal; and what other tools make of
the captures."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import shlex
import shutil
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from archive import warc
from archive.article import iso
from archive.store import Store
from tests.crawling import BIN, Place, Serve, articles, environment, until
from tests.pywb import Pywb, with_files
from tests.site.server import Replica
from tests.site.world import World

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


def unavailable(what: str) -> None:
    """Skip with the reason; in continuous integration, fail."""
    if os.environ.get("ARSIP_CI"):
        pytest.fail(what)
    pytest.skip(what)


# --- cron --------------------------------------------------------------------


def crontab_line(spider: str) -> str:
    """The line for this spider and one site that the runbook tells to put into a crontab."""
    runbook = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    pattern = rf"^(?:\S+ ){{5}}cd \S+ && \S+arsip crawl {spider} (?!--site).*$"
    (line,) = re.findall(pattern, runbook, re.MULTILINE)
    return line


def test_the_lines_of_the_runbook_do_not_lock_each_other_out(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(200), latency_s=0.15))
    here = f"cd {place.folder} && {BIN}/arsip"
    lines = []
    for spider in ("backfill", "latest"):
        line = re.sub(r"^(?:\S+ ){5}cd \S+ && \S+arsip", here, crontab_line(spider))
        base = f"crawl {spider} --base-url {replica.url} --delay 0"
        lines.append(line.replace(f"crawl {spider}", base))
    backfill = subprocess.Popen(["sh", "-c", lines[0]])
    until(lambda: len(articles(replica.asked())) > 20)
    latest = subprocess.run(["sh", "-c", lines[1]], check=False)
    assert backfill.poll() is None, "the backfill ended before latest was tried beside it"
    assert latest.returncode == 0
    assert backfill.wait(timeout=60) == 0
    assert len(articles(replica.asked())) == 200


@contextmanager
def cron(lines: list[str]) -> Iterator[None]:
    """A cron daemon that runs these lines every minute, as this user."""
    table = Path("/etc/cron.d/arsip-test")
    rows = [re.sub(r"^(?:\S+ ){5}", "* * * * * root ", line) for line in lines]
    table.write_text("\n".join(rows) + "\n")
    # ends at once where one is running already
    daemon = subprocess.Popen(["cron", "-f"], stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        table.unlink()
        daemon.terminate()
        daemon.wait()


def test_cron_runs_latest_from_the_documented_line(serve: Serve, place: Place) -> None:
    if os.geteuid() != 0 or shutil.which("cron") is None:
        unavailable("a cron daemon of one's own needs root and Debian's package cron")
    replica = serve(Replica(World(30)))
    line = crontab_line("latest")
    here = re.sub(r"cd \S+ && \S+arsip", f"cd {place.folder} && {BIN}/arsip", line)
    here = here.replace("crawl latest", f"crawl latest --base-url {replica.url} --delay 0")
    again = here.replace("cd ", "sleep 15; cd ", 1)
    log = place.folder / "arsip.log"
    with cron([here, again]):
        end = time.monotonic() + 100
        while not (log.exists() and log.read_text().count("\n") >= 2):
            assert time.monotonic() < end, (
                f"cron did not run it twice; the log: {log.read_text() if log.exists() else None}"
            )
            time.sleep(0.5)
    first, second = log.read_text().splitlines()[:2]
    assert re.search(r"Z crawl latest voaindonesia: complete: 30 new, 0 changed", first)
    assert re.search(r"Z crawl latest voaindonesia: complete: 0 new, 0 changed", second)
    assert len(articles(replica.asked())) == 30


# --- by hand -----------------------------------------------------------------


def scrapy_crawl(place: Place, spider: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A crawl by Scrapy's own command."""
    settings = (f"ARSIP_DB={place.db}", f"ARSIP_CAPTURES={place.captures}", "DOWNLOAD_DELAY=0")
    command = [str(BIN / "scrapy"), "crawl", spider, *arguments]
    for setting in settings:
        command += ["-s", setting]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_scrapy_lists_and_crawls_with_its_own_options(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(30)))
    done = subprocess.run(
        [BIN / "scrapy", "list"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == ["backfill", "latest", "wayback"]
    done = scrapy_crawl(
        place,
        "backfill",
        *("-a", f"base_url={replica.url}", "-a", "limit=3"),
        *("-s", "AUTOTHROTTLE_ENABLED=0", "-s", "ARSIP_CONTACT=arsip@example.org"),
    )
    assert done.returncode == 0, done.stderr
    assert len(place.ids()) == 3
    assert all("arsip@example.org" in one.headers["user-agent"] for one in replica.log)


def test_scrapy_refuses_an_argument_that_is_misspelt(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(5)))
    for argument, said in (
        (
            f"base_ulr={replica.url}",
            "base_ulr: no such argument of latest; it knows site, base_url, limit, since",
        ),
        ("base_url=bogus", "'bogus' is no address to fetch from"),
    ):
        done = scrapy_crawl(place, "latest", "-a", argument)
        assert done.returncode == 1
        assert said in done.stderr
        assert list(place.folder.iterdir()) == []
    done = scrapy_crawl(place, "latest", "-a", f"base-url={replica.url}", "-a", "limit=1")
    assert done.returncode == 0, done.stderr
    assert "/robots.txt" in replica.asked()


def test_the_user_agent_is_honest_and_can_be_set(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(20)))
    for arguments, expected in (
        ((), r"arsip/[\d.]+ \(archive crawler\)"),
        (
            ("--contact", "https://example.org/arsip"),
            r"arsip/[\d.]+ \(archive crawler; \+https://example\.org/arsip\)",
        ),
        (("--user-agent", "Perpustakaan/1.0"), r"Perpustakaan/1\.0"),
    ):
        replica.forget()
        place.crawl("latest", replica, *arguments)
        agents = {one.headers["user-agent"] for one in replica.log}
        assert len(agents) == 1
        assert re.fullmatch(expected, agents.pop())
    (path, *_) = sorted(place.captures.iterdir(), reverse=True)
    (info, *_) = (found for found in warc.records(path) if isinstance(found, warc.WarcRecord))
    assert b"http-header-user-agent: Perpustakaan/1.0\r\n" in info.block


def test_one_request_at_a_time_and_no_sooner_than_asked(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(20)))
    place.crawl("latest", replica, "--delay", "0.3", "--limit", "3")
    assert min(later.at - earlier.at for earlier, later in pairwise(replica.log)) > 0.25


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["latest", "--site", "nowhere"], "'nowhere' is not a known site"),
        (["latest", "--since", "kemarin"], "'kemarin' is not a date"),
        (["latest", "--time-limit", "lama"], "'lama' is not a length of time"),
        (["latest", "--delay", "-1"], "-1.0 is not in the range"),
        (["everything"], "'everything' is not one of"),
        (
            ["latest", "--base-url", "bogus"],
            "'bogus' is no address to fetch from; write it as http://127.0.0.1:8800",
        ),
        (["latest", "--base-url", "ftp://x"], "'ftp://x' is no address to fetch from"),
        (["latest", "--base-url", "http://x:port"], "'http://x:port' is no address to fetch from"),
        (
            ["latest", "--base-url", "http://x/copy"],
            "a path cannot be honoured; write it as http://x",
        ),
        (
            ["latest", "--base-url", "http://x?a=1"],
            "a path cannot be honoured; write it as http://x",
        ),
        (["latest", "--base-url", "http://x#a"], "a path cannot be honoured; write it as http://x"),
        (["latest", "--delay", "nan"], "'nan' is not a number of seconds"),
        (["latest", "--time-limit", "inf"], "'inf' is not a time to crawl"),
        (["latest", "--since", "2999"], "--since 2999-01-01 is in the future"),
        (["latest", "--contact", "me"], "'me' is no mail or web address"),
        (["latest", "--contact", "a@b.org\nX: 1"], "is no mail or web address"),
        (["latest", "--contact", "https://"], "'https://' is no mail or web address"),
        (["latest", "--user-agent", " "], "' ' is no user agent"),
        (["latest", "-s", "USER_AGENT=a\r\nX: 1"], "is no user agent"),
        (["latest", "-s", "ARSIP_CONTACT=me"], "'me' is no mail or web address"),
        (["latest", "-s", "CONCURRENT_REQUESTS=many"], "a setting that -s gives cannot be read"),
        (["latest", "-s", "ARSIP_READERS=many"], "a setting that -s gives cannot be read"),
        (["latest", "-s", "DELAY"], "'DELAY': write it as NAME=VALUE"),
    ],
)
def test_wrong_usage_is_named(arguments: list[str], words: str, tmp_path: Path) -> None:
    command = [BIN / "arsip", "crawl", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def on_a_terminal(command: list[str], columns: int = 200) -> tuple[int, str, str]:
    """Exit code, standard output, and what a terminal of this width was sent."""
    primary, secondary = pty.openpty()
    fcntl.ioctl(secondary, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=secondary, text=True, env=environment()
    )
    os.close(secondary)
    shown = b""
    try:
        while data := os.read(primary, 4096):
            shown += data
    except OSError:  # the other end was closed
        pass
    out, _ = process.communicate()
    os.close(primary)
    return process.returncode, out, shown.decode()


def test_a_terminal_shows_how_far_it_is(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(60), latency_s=0.2))
    code, out, shown = on_a_terminal(place.command("backfill", replica))
    assert code == 0
    assert re.search(
        r"\d+/60  [\d,]+ pages/min  new \d+  changed 0  gone 0  failed 0  \d+ min \d\d s left",
        shown,
    )
    assert shown.endswith("\r\033[K")
    assert out.count("\n") == 1


def test_a_terminal_shows_what_is_asked_for_first(place: Place) -> None:
    code, _, shown = on_a_terminal(place.command("latest", "http://127.0.0.1:9"))
    assert code == 6
    assert "asking http://127.0.0.1:9/robots.txt …" in shown
    last = shown.rstrip().splitlines()[-1]
    assert "network (http://127.0.0.1:9/robots.txt: connection refused; the next run" in last


@pytest.mark.parametrize("where", ["/dev/full", None], ids=["full", "closed"])
def test_a_crawl_ends_as_it_did_wherever_its_line_goes(
    serve: Serve, place: Place, where: str | None
) -> None:
    command = shlex.join(place.command("latest", serve(Replica(World(3)))))
    redirected = f"{command} >{where}" if where else f"{command} >&-"
    done = subprocess.run(
        ["bash", "-c", redirected], capture_output=True, text=True, check=False, env=environment()
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert len(place.ids()) == 3
    if where:
        assert "complete: 3 new" in done.stderr


def test_a_terminal_shows_how_far_a_backlog_is(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(60), latency_s=0.2))
    place.crawl("backfill", replica, "--limit", "20")
    _, _, shown = on_a_terminal(place.command("backfill", replica, "--limit", "20"))
    assert set(re.findall(r"\d+(?=/)/(\d+)  ", shown)) == {"20"}
    code, _, shown = on_a_terminal(place.command("backfill", replica), columns=30)
    assert code == 0
    lines = shown.split("\r\033[K")
    assert max(map(len, lines)) == 29
    assert any(re.match(r"\d+/20  ", line) for line in lines)


def test_status_at_a_glance(serve: Serve, place: Place) -> None:
    world = World(60)
    replica = serve(Replica(world))
    place.crawl("backfill", replica, "--limit", "20")
    replica.day = 2
    place.crawl("backfill", replica, "--limit", "20")
    done = subprocess.run(
        [BIN / "arsip", "status", "--db", place.db], capture_output=True, text=True, check=True
    )
    assert re.search(r"^voaindonesia\n  held +\d+ items: \d+ article", done.stdout, re.MULTILINE)
    assert re.search(
        r"known +\d+ pending, \d+ fetched, \d+ gone, 0 blocked, 0 failed, 0 excluded", done.stdout
    )
    assert re.search(r"pending +the oldest since 20", done.stdout)
    assert (
        len(re.findall(r"backfill voaindonesia  partial \(limit reached\): \d+ new", done.stdout))
        == 2
    )


def test_status_of_a_run_that_was_killed(serve: Serve, place: Place) -> None:
    process = place.begin("backfill", serve(Replica(World(60), latency_s=0.2)))
    end = time.monotonic() + 30
    while not (
        place.db.exists() and place.query("SELECT name FROM sqlite_master WHERE name = 'runs'")
    ):
        assert time.monotonic() < end
        time.sleep(0.05)
    while not place.query("SELECT id FROM runs"):
        assert time.monotonic() < end
        time.sleep(0.05)
    status = [BIN / "arsip", "status", "--db", place.db]
    said = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    assert "backfill voaindonesia  running: " in said
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    said = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    assert "backfill voaindonesia  crashed: " in said
    assert place.query("SELECT verdict FROM runs") == [(None,)]


def test_a_folder_for_the_database_is_not_made(serve: Serve, place: Place) -> None:
    done = place.crawl(
        "latest", serve(Replica(World(5))), "--db", str(place.folder / "no" / "x.db")
    )
    assert done.returncode == 7
    assert f"{place.folder}/no/x.db: there is no folder {place.folder}/no; make it" in done.stderr
    assert list(place.folder.iterdir()) == []


# --- others ------------------------------------------------------------------


def test_pywb_replays_a_page_with_the_same_bytes(
    serve: Serve, place: Place, replay_tools: Path
) -> None:
    world = World(20)
    replica = serve(Replica(world))
    assert place.crawl("backfill", replica).returncode == 0
    number = world.numbers(1)[7]
    with Store.reading(place.db) as store:
        (capture,) = [
            one for one in store.captures.each() if one.url.endswith(world.path(number, 1))
        ]
    stamp = re.sub(r"\D", "", iso(capture.time))
    folder = with_files(place.folder / "pywb", replay_tools, sorted(place.captures.iterdir()))
    with Pywb(replay_tools, folder) as replay:
        assert replay.get(capture.url, stamp) == (200, world.page(number, 1))

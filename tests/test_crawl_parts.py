"""The parts of the crawl by themselves: journal, readers, lock, patience, and what goes over the wire."""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from archive import verify, warc
from archive.article import NotAnItem, Page, ReadError
from archive.store import Refused, Store, StoreError
from archive.store.addresses import State
from archive.warc import WarcError, Writer
from crawler import verdicts
from crawler.journal import Journal
from crawler.lock import Lock, Locked
from crawler.middlewares.patience import retry_after
from crawler.progress import duration
from crawler.readers import ReaderCrashed, Readers
from tests.crawling import BIN, Place
from tests.site.server import Answer, Replica, Running
from tests.site.world import World
from tests.test_warc import exchange

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


# --- journal -----------------------------------------------------------------


class Disk:
    """Stands for a writer of captures; tells when it was forced to disk."""

    def __init__(self, told: list[str], error: Exception | None = None) -> None:
        self.told, self.error = told, error

    def sync(self) -> None:
        self.told.append("sync")
        if self.error:
            raise self.error


def journalled(store: Store, disk: Disk, writes: list[Callable[[], object]], size: int = 100) -> list[object]:
    async def go() -> list[object]:
        journal = Journal(store, disk, interval_s=0.01, size=size)  # type: ignore[arg-type]
        return await asyncio.gather(*map(journal.add, writes), return_exceptions=True)

    return asyncio.run(go())


def test_captures_are_on_disk_before_the_rows_that_speak_of_them() -> None:
    told: list[str] = []
    with Store.in_memory() as store:
        store.db.conn.set_trace_callback(lambda sql: told.append(sql.partition(" ")[0]))
        results = journalled(store, Disk(told), [lambda: 1, lambda: 2])
    assert results == [1, 2]
    assert told.index("sync") < told.index("BEGIN")
    assert told.count("COMMIT") == 1


def test_a_record_that_is_refused_fails_alone() -> None:
    def refused() -> None:
        with store.transaction():
            store.db.execute("INSERT INTO runs (spider, site, started) VALUES ('x', 'x', 'x')")
            raise Refused("no")

    with Store.in_memory() as store:
        results = journalled(store, Disk([]), [lambda: store.runs.begin("latest", "x", now=NOW), refused, lambda: 3])
        assert (results[0], results[2]) == (1, 3)
        assert isinstance(results[1], Refused)
        assert [run.spider for run in store.runs.last()] == ["latest"]


@pytest.mark.parametrize("error", [WarcError("captures: full"), StoreError("database: full"), RuntimeError("a fault")])
def test_after_a_failure_nothing_more_is_written(error: Exception) -> None:
    with Store.in_memory() as store:
        disk = Disk([], error)

        async def go() -> list[object]:
            journal = Journal(store, disk, interval_s=0.01, size=100)  # type: ignore[arg-type]
            first = await asyncio.gather(journal.add(lambda: 1), return_exceptions=True)
            disk.error = None
            return [*first, *await asyncio.gather(journal.add(lambda: 2), return_exceptions=True)]

        assert asyncio.run(go()) == [error, error]


# --- readers -----------------------------------------------------------------


def behave(page: Page) -> str:
    """A reader that does what its page says."""
    words = str(page.html)
    if words == "die":
        os._exit(9)
    if words == "hang":
        time.sleep(60)
    if words == "challenge":
        raise NotAnItem("challenge", "it says so")
    if words == "fault":
        raise KeyError("a fault of the reader")
    return words.upper()


def read(*pages: str, timeout_s: float = 20) -> list[object]:
    async def go() -> list[object]:
        readers: Readers[str] = Readers(behave, count=1, timeout_s=timeout_s)
        try:
            asked = (readers.read(Page(html, "")) for html in pages)
            return await asyncio.gather(*asked, return_exceptions=True)
        finally:
            readers.close()

    return asyncio.run(go())


def test_readers_say_what_a_page_is() -> None:
    good, challenge, fault = read("satu", "challenge", "fault")
    assert good == "SATU"
    assert isinstance(challenge, NotAnItem)
    assert (challenge.what, challenge.reason) == ("challenge", "it says so")
    assert isinstance(fault, ReadError)
    assert str(fault) == "KeyError: 'a fault of the reader'"


def test_a_page_that_kills_its_reader_costs_itself_only() -> None:
    results = read("satu", "die", "dua", "tiga")
    assert [one for one in results if isinstance(one, str)] == ["SATU", "DUA", "TIGA"]
    assert isinstance(results[1], ReaderCrashed)


def test_a_page_that_holds_its_reader_costs_itself_only() -> None:
    results = read("hang", "satu", timeout_s=3)
    assert isinstance(results[0], ReaderCrashed)
    assert results[1] == "SATU"


def test_readers_end_with_the_crawl_even_when_it_is_killed() -> None:
    program = """if True:
        import asyncio, os
        from archive.article import Page
        from crawler.readers import Readers
        from tests.test_crawl_parts import behave
        async def go():
            readers = Readers(behave, count=2, timeout_s=20)
            await asyncio.gather(*(readers.read(Page("x", "")) for _ in range(8)))
            print(*readers._pool._processes, flush=True)
            os.kill(os.getpid(), 9)
        if __name__ == "__main__":
            asyncio.run(go())
    """
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    readers = done.stdout.split()
    assert readers, done.stderr
    end = time.monotonic() + 10
    while any(Path(f"/proc/{number}").exists() for number in readers):
        assert time.monotonic() < end, "a reader has outlived its crawl"
        time.sleep(0.05)


# --- lock --------------------------------------------------------------------


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    lock = Lock(tmp_path / "arsip.db")
    lock.take("the first")
    with pytest.raises(
        Locked, match=rf"arsip.db.lock: held by process {os.getpid()} \(the first\); wait until it ends"
    ):
        Lock(tmp_path / "arsip.db").take("the second")
    lock.release()
    program = """if True:
        import os, sys
        from pathlib import Path
        from crawler.lock import Lock
        Lock(Path(sys.argv[1])).take("one that is killed")
        os._exit(9)
    """
    subprocess.run([sys.executable, "-c", program, tmp_path / "arsip.db"], check=False)
    third = Lock(tmp_path / "arsip.db")
    third.take("the third")
    third.release()


# --- frontier ----------------------------------------------------------------


def test_memory_does_not_grow_with_the_frontier() -> None:
    command = [sys.executable, "benchmarks/discovery.py", "--only", "--simulate", "60000"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent)
    measured = json.loads(done.stdout)
    assert measured["peak_mb"] < 300
    assert measured["growth_mb"] < 20


# --- verdicts ----------------------------------------------------------------


def test_tries_come_later_each_time_and_end() -> None:
    hours = [(verdicts.next_try(n, NOW) or NOW) - NOW for n in range(1, 10)]
    assert hours[:4] == [timedelta(hours=n) for n in (1, 4, 16, 64)]
    assert hours[4:8] == [timedelta(days=7)] * 4
    assert verdicts.next_try(9, NOW) is None


@pytest.mark.parametrize(
    ("status", "state", "again"),
    [(304, State.FETCHED, False), (404, State.GONE, False), (410, State.GONE, False), (403, State.BLOCKED, True),
     (500, State.FAILED, True), (418, State.FAILED, True), (301, State.FAILED, True)],
)  # fmt: skip
def test_what_a_status_says(status: int, state: State, again: bool) -> None:
    visit = verdicts.of_status(status, 1, NOW)
    assert (visit.state, visit.due is not None) == (state, again)


@pytest.mark.parametrize(
    ("what", "state", "again"),
    [("challenge", State.BLOCKED, True), ("empty", State.BLOCKED, True), ("error", State.FAILED, True),
     ("section", State.EXCLUDED, False), ("home", State.EXCLUDED, False)],
)  # fmt: skip
def test_what_a_page_that_is_no_item_says(what: str, state: State, again: bool) -> None:
    visit = verdicts.of_page(NotAnItem(what, "so"), 1, NOW)
    assert (visit.state, visit.due is not None) == (state, again)


def test_a_fault_of_the_reader_is_not_mended_by_fetching_again() -> None:
    visit = verdicts.of_page(ReadError("KeyError: 'x'"), 1, NOW)
    assert (visit.state, visit.reason, visit.due) == (State.FAILED, "reader: KeyError: 'x'", None)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 7 ", 7), ("Sun, 01 Mar 2026 06:01:30 GMT", 90), ("Sun, 01 Mar 2026 05:00:00 GMT", 0),
     ("soon", 0), ("", 0), ("-5", 0)],
)  # fmt: skip
def test_retry_after_in_both_forms(value: str, seconds: float) -> None:
    assert retry_after(value, NOW) == seconds


def test_a_duration_in_its_two_largest_units() -> None:
    assert [duration(s) for s in (9, 250, 11_100, 190_000)] == ["0 min 09 s", "4 min 10 s", "3 h 05 min", "2 d 4 h"]


# --- the wire ----------------------------------------------------------------


@pytest.fixture
def serve() -> Iterator[Callable[[Replica], Replica]]:
    with ExitStack() as stack:
        yield lambda replica: stack.enter_context(Running(replica))


def test_what_went_over_the_wire_is_kept_to_the_byte(serve: Callable[[Replica], Replica], tmp_path: Path) -> None:
    world = World(3)
    number = world.numbers(1)[0]
    odd = (("set-COOKIE", "a=1"), ("X-Twice", "one"), ("set-COOKIE", "b=2"), ("X-Twice", "two"))
    body = world.page(number, 1)
    replica = Replica(world, override={world.path(number, 1): Answer(body=body, headers=odd, etag=False)})
    serve(replica)
    place = Place(tmp_path)
    assert place.crawl("backfill", replica).returncode == 0
    with Store.reading(place.db) as store:
        (capture,) = [one for one in store.captures.each() if str(number) in one.url]
    record = warc.read(place.captures, capture)
    head, _, payload = record.block.partition(b"\r\n\r\n")
    assert head.split(b"\r\n")[:7] == [
        b"HTTP/1.1 200 OK", b"Server: replica", b"x-Powered-By: Pangea",
        b"set-COOKIE: a=1", b"X-Twice: one", b"set-COOKIE: b=2", b"X-Twice: two",
    ]  # fmt: skip
    assert warc.Message.parse(record.block).content() == body
    assert len(payload) < len(body) / 2  # gzip, as it came
    requests = [
        r for r in warc.records(place.captures / capture.file) if isinstance(r, warc.Record) and r.type == "request"
    ]
    (request,) = [r for r in requests if str(number) in (r.header("WARC-Target-URI") or "")]
    lines = request.block.split(b"\r\n")
    assert lines[0] == f"GET {world.path(number, 1)} HTTP/1.1".encode()
    assert request.block.endswith(b"\r\n\r\n")
    asked = next(one for one in replica.log if str(number) in one.path)
    assert {line.partition(b":")[0].decode().lower() for line in lines[1:-2]} == set(asked.headers)


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    """A certificate that nobody has signed."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
    pem = serialization.Encoding.PEM
    (folder / "cert").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "key").write_bytes(key.private_bytes(pem, *plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert", folder / "key")
    return context


def test_bytes_are_kept_from_inside_tls(tls: ssl.SSLContext, tmp_path: Path) -> None:
    world, place = World(3), Place(tmp_path)
    with Running(Replica(world), tls=tls) as replica:
        assert place.crawl("backfill", replica, "-s", "DOWNLOAD_VERIFY_CERTIFICATES=False").returncode == 0
    assert place.ids() == set(world.numbers(1))
    with Store.reading(place.db) as store:
        for capture in store.captures.each():
            assert capture.url.startswith("https://")
            assert warc.read(place.captures, capture).block.startswith(b"HTTP/1.1 200 OK\r\nServer: replica\r\n")


def test_a_certificate_that_nobody_has_signed_is_not_trusted(tls: ssl.SSLContext, tmp_path: Path) -> None:
    place = Place(tmp_path)
    with Running(Replica(World(3)), tls=tls) as replica:
        done = place.crawl("latest", replica, "-s", "RETRY_TIMES=0")
    assert done.returncode == 6
    assert "certificate verify failed" in done.stderr
    assert replica.log == []


def test_an_unchanged_payload_is_a_revisit(serve: Callable[[Replica], Replica], tmp_path: Path) -> None:
    replica = serve(Replica(World(3)))
    place = Place(tmp_path)
    for _ in range(2):
        assert place.crawl("backfill", replica).returncode == 0
    rows = place.query("SELECT url, status, refers IS NOT NULL FROM captures WHERE url LIKE '%robots.txt'")
    assert [row[1:] for row in rows] == [(200, 0), (200, 1)]
    rows = place.query("SELECT status, refers IS NOT NULL FROM captures WHERE url LIKE '%/sitemap.xml' ORDER BY id")
    assert rows == [(200, 0), (304, 1)]


# --- verify ------------------------------------------------------------------


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[tuple[Store, Path]]:
    """A database and a folder with six captures in one file."""
    folder = tmp_path / "captures"
    writer = Writer(folder, "arsip-test", {})
    with Store(tmp_path / "arsip.db") as store:
        for n in range(6):
            kept = writer.write(exchange(bytes([n]) * 99, url=f"https://www.voaindonesia.com/a/x/{n}.html"))
            store.captures.add(kept.capture, record=kept.record)
        writer.close()
        yield store, folder


def problems(archive: tuple[Store, Path]) -> list[str]:
    return [str(problem) for checked in verify.verify(*archive) for problem in checked.problems]


def test_a_sound_archive(archive: tuple[Store, Path]) -> None:
    (checked,) = verify.verify(*archive)
    assert (checked.records, checked.problems) == (13, ())


def test_damage_is_named_with_the_captures_that_it_costs(archive: tuple[Store, Path]) -> None:
    store, folder = archive
    third = list(store.captures.each())[2]
    path = folder / third.file
    data = bytearray(path.read_bytes())
    data[third.offset + 40] ^= 0xFF
    path.write_bytes(data)
    (problem,) = [problem for checked in verify.verify(store, folder) for problem in checked.problems]
    assert (problem.offset, problem.captures) == (third.offset, (3,))


def test_repair_trims_and_has_lost_pages_fetched_again(archive: tuple[Store, Path], tmp_path: Path) -> None:
    store, folder = archive
    last = list(store.captures.each())[-1]
    path = folder / last.file
    os.truncate(path, last.offset + 30)
    command = [BIN / "arsip", "verify", "--db", tmp_path / "arsip.db", "--captures", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"{path}@{last.offset}: 30 bytes: breaks off after 30 bytes" in done.stderr
    done = subprocess.run([*command, "--repair"], capture_output=True, text=True, check=False)
    assert done.stdout == "1 files, 11 records, 5 captures: damaged, repaired\n"
    assert problems(archive) == []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "1 files, 11 records, 5 captures: sound\n")


def test_a_file_that_is_missing_and_a_row_that_points_elsewhere(archive: tuple[Store, Path]) -> None:
    store, folder = archive
    with store.transaction():
        store.db.execute("UPDATE captures SET offset = offset + 1 WHERE id = 2")
    (only,) = problems(archive)
    assert only.endswith("the record of capture 2 (https://www.voaindonesia.com/a/x/1.html) is not there")
    next(folder.iterdir()).unlink()
    (only,) = problems(archive)
    assert "no such file; 6 captures lost" in only

"""What goes over the wire is kept to the byte, from inside TLS too."""

from __future__ import annotations

import gzip
import re
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from archive import warc
from archive.store import Store
from crawler.wire import MOST_HEAD_BYTES, Tape
from tests.crawling import Place, Serve
from tests.site.server import Answer, Replica, Running
from tests.site.world import World

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


def test_what_went_over_the_wire_is_kept_to_the_byte(serve: Serve, tmp_path: Path) -> None:
    world = World(3)
    number = world.numbers(1)[0]
    odd = (("set-COOKIE", "a=1"), ("X-Twice", "one"), ("set-COOKIE", "b=2"), ("X-Twice", "two"))
    body = world.page(number, 1)
    replica = Replica(
        world, override={world.path(number, 1): Answer(body=body, headers=odd, etag=False)}
    )
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
        r
        for r in warc.records(place.captures / capture.file)
        if isinstance(r, warc.WarcRecord) and r.type == "request"
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
    made = x509.CertificateBuilder(
        name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1)
    )
    made = made.add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
    )
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
        assert (
            place.crawl("backfill", replica, "-s", "DOWNLOAD_VERIFY_CERTIFICATES=False").returncode
            == 0
        )
    assert place.ids() == set(world.numbers(1))
    with Store.reading(place.db) as store:
        for capture in store.captures.each():
            assert capture.url.startswith("https://")
            assert warc.read(place.captures, capture).block.startswith(
                b"HTTP/1.1 200 OK\r\nServer: replica\r\n"
            )


def test_a_certificate_that_nobody_has_signed_is_not_trusted(
    tls: ssl.SSLContext, tmp_path: Path
) -> None:
    place = Place(tmp_path)
    with Running(Replica(World(3)), tls=tls) as replica:
        done = place.crawl("latest", replica, "-s", "RETRY_TIMES=0")
    assert done.returncode == 6
    assert "certificate verify failed" in done.stderr
    assert replica.log == []


def test_an_unchanged_payload_is_a_revisit(serve: Serve, tmp_path: Path) -> None:
    replica = serve(Replica(World(3)))
    place = Place(tmp_path)
    for _ in range(2):
        assert place.crawl("backfill", replica).returncode == 0
    rows = place.query(
        "SELECT url, status, refers IS NOT NULL FROM captures WHERE url LIKE '%robots.txt'"
    )
    assert [row[1:] for row in rows] == [(200, 0), (200, 1)]
    rows = place.query(
        "SELECT status, refers IS NOT NULL FROM captures WHERE url LIKE '%/sitemap.xml' ORDER BY id"
    )
    assert rows == [(200, 0), (304, 1)]


# --- answers that are not as they should be ----------------------------------

BARE = b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n%s"
CRLF = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def chunked(page: bytes, extra: bytes = b"", last: bytes = b"0\r\n\r\n") -> bytes:
    return (
        CRLF + b"Transfer-Encoding: chunked\r\n\r\n%x%s\r\n%s\r\n" % (len(page), extra, page) + last
    )


def sized(page: bytes, *lines: bytes) -> bytes:
    head = CRLF + b"".join(line + b"\r\n" for line in lines)
    return head + b"Content-Length: %d\r\n\r\n%s" % (len(page), page)


#: What a server sends for a page, whether it closes the connection then, and what comes of it.
ODD: dict[str, tuple[Callable[[bytes], bytes], bool, str]] = {
    "bare line feeds": (lambda page: BARE % (len(page), page), False, "fetched"),
    "a status without a word": (lambda page: sized(page).replace(b" OK", b"", 1), False, "fetched"),
    "a folded header": (lambda page: sized(page, b"X-Long: one", b" two"), False, "fetched"),
    "a line without a colon": (lambda page: sized(page, b"odd"), False, "fetched"),
    "a header that says nothing": (lambda page: sized(page, b"X-\xe9\xff: \x00"), False, "fetched"),
    "a space before a colon": (
        lambda page: sized(page).replace(b"Content-Length:", b"Content-Length :"),
        False,
        "fetched",
    ),
    "a transfer encoding that is none": (
        lambda page: sized(page, b"Transfer-Encoding: identity"),
        False,
        "fetched",
    ),
    "packed for the transfer, in chunks": (
        lambda page: chunked(gzip.compress(page)).replace(b": chunked", b": gzip, chunked"),
        False,
        "fetched",
    ),
    "two lengths": (
        lambda page: sized(page, b"Content-Length: 7"),
        True,
        "the head of the answer cannot be read; it begins: HTTP/1.1 200 OK",
    ),
    "a header of 100,000 bytes": (
        lambda page: sized(page, b"X-Policy: " + b"z" * 100_000),
        False,
        "fetched",
    ),
    "the length twice": (
        lambda page: sized(page, b"Content-Length: %d" % len(page)),
        False,
        "fetched",
    ),
    "an extension of a chunk, a trailer": (
        lambda page: chunked(page, b";a=1", b"0\r\nX-T: 1\r\n\r\n"),
        False,
        "fetched",
    ),
    "until the connection closes": (
        lambda page: CRLF + b"Connection: close\r\n\r\n" + page,
        True,
        "fetched",
    ),
    "a label that is not true": (
        lambda page: sized(page, b"Content-Encoding: utf-8"),
        False,
        "fetched",
    ),
    "packed in two members": (
        lambda page: sized(
            gzip.compress(page[:900]) + gzip.compress(page[900:]), b"Content-Encoding: gzip"
        ),
        False,
        "fetched",
    ),
    "no head at all": (
        lambda page: page,
        True,
        "no HTTP answer; it begins: <!DOCTYPE html>",
    ),
    "another protocol": (
        lambda page: b"SSH-2.0-OpenSSH_9.6\r\n",
        True,
        "no HTTP answer; it begins: SSH-2.0-OpenSSH_9.6",
    ),
    "a status of twenty digits": (
        lambda page: sized(page).replace(b"200", b"9" * 20, 1),
        False,
        "no HTTP response",
    ),
    "a packed body that unpacks to a quarter of a gigabyte": (
        lambda page: sized(
            gzip.compress(gzip.compress(bytes(1 << 28), 9), 9), b"Content-Encoding: gzip, gzip"
        ),
        False,
        "unpacks to more than 67,108,864 bytes",
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_is_kept_to_the_byte_and_read_or_named(
    serve: Serve, tmp_path: Path, name: str
) -> None:
    make, close, outcome = ODD[name]
    world, place = World(3), Place(tmp_path)
    number = world.numbers(1)[1]
    path = world.path(number, 1)
    sent = make(world.page(number, 1))
    serve(replica := Replica(world, override={path: Answer(raw=sent, close=close)}))
    done = place.crawl("backfill", replica, "-s", "RETRY_TIMES=0")
    assert "Traceback" not in done.stderr
    ((state, reason),) = place.query("SELECT state, reason FROM addresses WHERE id = ?", number)
    assert outcome in (reason or state)
    assert (number in place.ids()) == (outcome == "fetched")
    assert place.ids() >= set(world.numbers(1)) - {number}
    with Store.reading(place.db) as store:
        (capture,) = [one for one in store.captures.each() if one.url.endswith(path)]
    assert warc.read(place.captures, capture).block == sent


def test_interim_answers_are_left_out(serve: Serve, tmp_path: Path) -> None:
    world, place = World(3), Place(tmp_path)
    number = world.numbers(1)[1]
    sent = sized(world.page(number, 1))
    interim = b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\n\n" * 2000
    path = world.path(number, 1)
    serve(replica := Replica(world, override={path: Answer(raw=interim + sent)}))
    assert place.crawl("backfill", replica).returncode == 0
    with Store.reading(place.db) as store:
        (capture,) = [one for one in store.captures.each() if one.url.endswith(path)]
    assert warc.read(place.captures, capture).block == sent


ENDLESS = {
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-Y: %s\r\n" % (b"z" * 1000), "headers larger than"),
    "one header": (b"HTTP/1.1 200 OK\r\nX: ", b"z" * 1000, "headers larger than"),
    "the status line": (b"", b"A" * 1000, "headers larger than"),
    "interim answers": (
        b"",
        b"HTTP/1.1 100 Continue\r\nX-Y: %s\r\n\r\n" % (b"z" * 1000),
        "headers larger than",
    ),
    "a body": (CRLF + b"\r\n", b"z" * 1000, "larger than DOWNLOAD_MAXSIZE"),
    "extensions of chunks": (
        CRLF + b"Transfer-Encoding: chunked\r\n\r\n",
        b"1;%s\r\nx\r\n" % (b"a" * 900),
        "larger than DOWNLOAD_MAXSIZE",
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_an_answer_without_an_end_is_ended(serve: Serve, tmp_path: Path, name: str) -> None:
    start, more, outcome = ENDLESS[name]
    world, place = World(3), Place(tmp_path)
    number = world.numbers(1)[1]
    answer = Answer(raw=start + more * (6_000_000 // len(more)))
    serve(replica := Replica(world, override={world.path(number, 1): answer}))
    done = place.crawl("backfill", replica, "-s", "RETRY_TIMES=0", "-s", "DOWNLOAD_MAXSIZE=2000000")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    ((reason,),) = place.query("SELECT reason FROM addresses WHERE id = ?", number)
    assert re.search(outcome, reason)
    assert place.ids() == set(world.numbers(1)) - {number}


def test_a_tape_takes_no_more_than_an_answer_may_have() -> None:
    tape = Tape(most_bytes=3_000_000)
    taken = 0
    while not tape.excess:
        tape.take(b"x" * 1000)
        taken += 1000
    assert taken < MOST_HEAD_BYTES + 2000
    tape = Tape(most_bytes=3_000_000)
    tape.headed = True
    taken = 0
    while not tape.excess:
        tape.take(b"x" * 1000)
        taken += 1000
    assert 3_000_000 < taken < 3_002_000

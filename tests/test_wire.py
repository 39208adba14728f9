"""What goes over the wire is kept to the byte, from inside TLS too."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from archive import warc
from archive.store import Store
from tests.crawling import Place
from tests.site.server import Answer, Replica, Running
from tests.site.world import World

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def serve() -> Iterator[Callable[[Replica], Replica]]:
    with ExitStack() as stack:
        yield lambda replica: stack.enter_context(Running(replica))


def test_what_went_over_the_wire_is_kept_to_the_byte(
    serve: Callable[[Replica], Replica], tmp_path: Path
) -> None:
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


def test_an_unchanged_payload_is_a_revisit(
    serve: Callable[[Replica], Replica], tmp_path: Path
) -> None:
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

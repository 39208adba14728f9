"""Captures: what is written can be read back byte for byte, by us and by others, and damage is
always named."""

from __future__ import annotations

import gzip
import io
import random
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import warc
from archive.warc import OPEN, Damage, Exchange, WarcError, WarcRecord, Writer, reader
from archive.warc.record import START, member, new_id
from archive.warc.stream import MemberStream
from archive.warc.warcinfo import warcinfo
from tests.exchanges import HEAD, HTML, NOW, URL, exchange


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    writer = Writer(
        tmp_path, "arsip-test", {"software": "arsip/0.1.0", "format": "WARC File Format 1.1"}
    )
    yield writer
    writer.close()


def test_bytes_come_back_as_they_went_over_the_wire(writer: Writer, tmp_path: Path) -> None:
    sent = exchange()
    kept = writer.write(sent)
    for _ in ("while it is open", "after it is closed"):
        record = warc.read(tmp_path, kept.capture)
        assert (record.type, record.block, record.payload) == ("response", sent.response, HTML)
        assert record.header("WARC-Identified-Payload-Type") == "text/html"
        assert record.header("WARC-Record-ID") == kept.record
        writer.close()
    assert (kept.capture.url, kept.capture.status, kept.capture.time) == (URL, 200, NOW)
    assert kept.capture.digest == warc.digest(HTML)


def test_a_file_is_open_while_it_is_written(writer: Writer, tmp_path: Path) -> None:
    name = writer.write(exchange()).capture.file
    assert [path.name for path in tmp_path.iterdir()] == [name + ".open"]
    writer.close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.slow
def test_order_of_records_and_that_others_read_them(writer: Writer, tmp_path: Path) -> None:
    first = writer.write(exchange())
    writer.write(exchange(), same=(first.record, first.capture))
    writer.write(
        exchange(b"", b"HTTP/1.1 304 Not Modified\r\n"), same=(first.record, first.capture)
    )
    writer.note(URL, NOW, {"outcome": "reset after 5,686 bytes"})
    writer.close()
    path = tmp_path / first.capture.file
    with path.open("rb") as file:
        rows = [
            (r.rec_type, r.rec_headers["WARC-Target-URI"], r.content_stream().read())
            for r in ArchiveIterator(file)
        ]
    assert [row[0] for row in rows] == [
        "warcinfo", "response", "request", "revisit", "request", "revisit", "request", "metadata",
    ]  # fmt: skip
    assert rows[1][1:] == (URL, HTML)
    assert rows[-1][2] == b"outcome: reset after 5,686 bytes\r\n"
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "no digest to check" not in done.stdout


def test_revisits_point_to_the_record_that_has_the_payload(writer: Writer, tmp_path: Path) -> None:
    first = writer.write(exchange())
    again = writer.write(exchange(), same=(first.record, first.capture))
    record = warc.read(tmp_path, again.capture)
    assert again.refers == first.record == record.header("WARC-Refers-To")
    assert (
        record.header("WARC-Profile")
        == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    )
    assert record.header("WARC-Payload-Digest") == first.capture.digest
    assert record.header("WARC-Refers-To-Date") == "2026-03-02T07:30:01.250000Z"
    assert record.block == exchange().head


def test_one_gzip_member_a_record(writer: Writer, tmp_path: Path) -> None:
    capture = writer.write(exchange()).capture
    data = (tmp_path / (capture.file + ".open")).read_bytes()[
        capture.offset : capture.offset + capture.length
    ]
    assert gzip.decompress(data).startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")


def test_files_roll(tmp_path: Path) -> None:
    writer = Writer(tmp_path, "arsip-test", {}, roll_bytes=2_000)
    names = [writer.write(exchange(bytes(range(256)) * n)).capture.file for n in range(12)]
    writer.close()
    assert sorted(set(names)) == sorted(path.name for path in tmp_path.iterdir())
    assert len(set(names)) > 2
    assert all(warc.check(path) == [] for path in tmp_path.iterdir())


GZIPPED = gzip.compress(HTML)
CHUNKED = b"%x\r\n%b\r\n%x;x=y\r\n%b\r\n0\r\n\r\n" % (
    100,
    GZIPPED[:100],
    len(GZIPPED) - 100,
    GZIPPED[100:],
)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"", HTML),
        (b"Content-Encoding: gzip\r\n", GZIPPED),
        (b"content-encoding: GZIP\r\nTransfer-Encoding: chunked\r\n", CHUNKED),
    ],
)
def test_a_page_has_its_encodings_undone(
    writer: Writer, tmp_path: Path, headers: bytes, body: bytes
) -> None:
    capture = writer.write(exchange(body, HEAD + headers)).capture
    record = warc.read(tmp_path, capture)
    page = warc.page(record, capture)
    assert record.payload == body
    assert record.header("WARC-Identified-Payload-Type") == "text/html"
    assert (page.html, page.url, page.content_type) == (HTML, URL, "text/html; charset=utf-8")
    assert (page.seen, page.capture) == (NOW, capture)
    writer.close()
    with (tmp_path / capture.file).open("rb") as file:
        (theirs,) = [
            r.content_stream().read() for r in ArchiveIterator(file) if r.rec_type == "response"
        ]
    assert theirs == HTML


def test_a_body_that_breaks_off_is_never_handed_out_short() -> None:
    with pytest.raises(warc.CutShort):
        warc.Message.parse(HEAD + b"Content-Encoding: gzip\r\n\r\n" + GZIPPED[:-20]).content()
    with pytest.raises(warc.MessageError):
        warc.Message.parse(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + CHUNKED[:-9]).content()


@contextmanager
def file_size_limit(limit_bytes: int) -> Iterator[None]:
    """A disk that is full after so many bytes of one file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_failed_write_leaves_no_half_record(writer: Writer, tmp_path: Path) -> None:
    first = writer.write(exchange()).capture
    path = tmp_path / (first.file + ".open")
    whole = path.stat().st_size
    with file_size_limit(whole + 200), pytest.raises(WarcError, match="File too large; make room"):
        writer.write(exchange(bytes(range(256)) * 40))
    assert path.stat().st_size == whole
    second = writer.write(exchange()).capture
    assert second.offset == whole
    assert warc.check(path) == []


def test_a_file_whose_first_record_cannot_be_written_is_left(
    writer: Writer, tmp_path: Path
) -> None:
    with file_size_limit(20), pytest.raises(WarcError, match="File too large; make room"):
        writer.write(exchange())
    file = writer.write(exchange()).capture.file
    writer.close()
    assert [one.type for one in warc.records(tmp_path / file)] == [
        "warcinfo",
        "response",
        "request",
    ]  # type: ignore[union-attr]
    assert list(warc.recover(tmp_path)) == []
    assert [path.name for path in tmp_path.iterdir()] == [file]


def test_what_a_file_says_of_itself_is_read_from_its_first_record_alone(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / writer.write(exchange()).capture.file
    writer.close()
    data = path.read_bytes()
    assert warcinfo(path)["software"] == "arsip/0.1.0"
    monkeypatch.setattr(MemberStream, "search", lambda *_: pytest.fail("looked further"))
    path.write_bytes(gzip.decompress(data))
    assert warcinfo(path) == {}
    path.write_bytes(b"x" + data)
    assert warcinfo(path) == {}


@pytest.mark.parametrize("at", [30, -5, -4, -3, -2, -1])
def test_a_head_may_go_on_in_the_next_member(at: int) -> None:
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 4\r\n\r\n"
    data = gzip.compress(head[:at]) + gzip.compress(head[at:] + b"page\r\n\r\n")
    found = reader.at(io.BytesIO(data), START)
    assert found.block == b"page"


def written(folder: Path) -> tuple[Path, list[WarcRecord]]:
    writer = Writer(folder, "arsip-test", {})
    captures = [writer.write(exchange(bytes([n]) * 50)).capture for n in range(3)]
    writer.close()
    path = folder / captures[0].file
    return path, [record for record in warc.records(path) if isinstance(record, WarcRecord)]


def crashed(path: Path, data: bytes) -> Damage | None:
    """What is cut off a file that a crash left with these bytes."""
    path.with_name(path.name + OPEN).write_bytes(data)
    (recovered,) = warc.recover(path.parent)
    assert recovered.file == path.name
    return recovered.trimmed


def test_a_record_cut_anywhere_is_trimmed_at_its_start(tmp_path: Path) -> None:
    path, records = written(tmp_path)
    data, last = path.read_bytes(), records[-1]
    for size in range(last.offset + 1, len(data)):
        damage = crashed(path, data[:size])
        assert damage is not None
        assert (damage.offset, damage.length) == (last.offset, size - last.offset)
        assert path.stat().st_size == last.offset
    assert crashed(path, data) is None


def test_zeros_behind_the_last_record_are_trimmed(tmp_path: Path) -> None:
    path, _ = written(tmp_path)
    data = path.read_bytes()
    trimmed = crashed(path, data + bytes(4096))
    assert str(trimmed) == f"{len(data)}: 4,096 bytes skipped: no gzip member"
    assert path.read_bytes() == data


def test_any_flipped_byte_is_named_and_the_rest_still_read(tmp_path: Path) -> None:
    path, records = written(tmp_path)
    data = bytearray(path.read_bytes())
    target, named = records[3], 0
    for position in range(target.offset, target.offset + target.length):
        data[position] ^= 0x55
        path.write_bytes(data)
        data[position] ^= 0x55
        found = list(warc.records(path))
        damages = [one for one in found if isinstance(one, Damage)]
        # a few bits mean nothing: the time in gzip's own header, codes that no symbol uses
        harmless = [one.block for one in found if isinstance(one, WarcRecord)] == [
            one.block for one in records
        ]
        assert harmless or [d.offset for d in damages] == [target.offset], position
        named += len(damages)
        assert not any(damage.tail for damage in damages)
        assert len(found) == len(records)
    assert named > 0.95 * target.length - 10


def test_a_flipped_byte_is_an_error_when_its_capture_is_read(
    writer: Writer, tmp_path: Path
) -> None:
    capture = writer.write(exchange()).capture
    writer.close()
    data = bytearray((tmp_path / capture.file).read_bytes())
    data[capture.offset + capture.length // 2] ^= 1
    (tmp_path / capture.file).write_bytes(data)
    with pytest.raises(
        WarcError, match=rf"{capture.file}@{capture.offset}: .*; run 'arsip verify'"
    ):
        warc.read(tmp_path, capture)


def test_a_missing_file_and_a_short_one_are_named(writer: Writer, tmp_path: Path) -> None:
    capture = writer.write(exchange()).capture
    writer.close()
    path = tmp_path / capture.file
    path.write_bytes(path.read_bytes()[: capture.offset + 40])
    with pytest.raises(WarcError, match=f"40 of {capture.length:,} bytes"):
        warc.read(tmp_path, capture)
    path.unlink()
    with pytest.raises(WarcError, match="No such file"):
        warc.read(tmp_path, capture)


def test_recovery_trims_renames_and_leaves_a_writer_alone(tmp_path: Path) -> None:
    path, records = written(tmp_path)
    crashed = path.rename(tmp_path / "arsip-crashed-00000.warc.gz.open")
    crashed.write_bytes(crashed.read_bytes()[:-7])
    (tmp_path / "arsip-empty-00000.warc.gz.open").touch()
    alive = Writer(tmp_path, "arsip-alive", {})
    alive.write(exchange())
    (done,) = warc.recover(tmp_path)
    assert done.file == "arsip-crashed-00000.warc.gz"
    assert done.trimmed is not None
    assert done.trimmed.offset == records[-1].offset
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "arsip-alive-00000.warc.gz.open", "arsip-crashed-00000.warc.gz",
    ]  # fmt: skip
    alive.close()


def test_an_empty_file_and_one_that_is_no_warc(tmp_path: Path) -> None:
    path = tmp_path / "x.warc.gz"
    path.touch()
    assert list(warc.records(path)) == []
    path.write_bytes(gzip.compress(b"no record"))
    assert [(d.offset, d.what) for d in warc.check(path)] == [(0, "no WARC record")]
    path.write_bytes(b"neither gzip")
    assert [d.offset for d in warc.check(path)] == [0]


@pytest.mark.parametrize(
    ("response", "status"),
    [
        (b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>", 200),
        (b"http/1.1 200 ok\r\n\r\n<p>", 200),
        (b"HTTP/2 200\r\n\r\n<p>", 200),
        (b"HTTP/1.1 99999999999999999999 OK\r\n\r\n<p>", 0),
        (b"HTTP/1.1 \xb2 OK\r\n\r\n<p>", 0),
        (b"HTTP/1.1 200 OK", 200),
        (b"garbage", 0),
        (b"\x00\xff" * 300, 0),
        (b"", 0),
    ],
)
def test_whatever_is_received_is_written_byte_for_byte(
    writer: Writer, tmp_path: Path, response: bytes, status: int
) -> None:
    capture = writer.write(Exchange(URL, NOW, b"GET / HTTP/1.1\r\n\r\n", response)).capture
    writer.close()
    record = warc.read(tmp_path, capture)
    assert (record.block, capture.status) == (response, status)
    assert warc.capture(record, capture.file) == capture
    assert all(warc.check(path) == [] for path in tmp_path.iterdir())
    with (tmp_path / capture.file).open("rb") as file:
        found = [one for one in ArchiveIterator(file) if one.rec_type == "response"]
    assert len(found) == 1


def forged(url: str) -> bytes:
    """A record as one of ours would be, made by somebody else."""
    block = HEAD + b"\r\n" + HTML
    headers: list[tuple[str, str | None]] = [
        ("WARC-Target-URI", url),
        ("WARC-Payload-Digest", warc.digest(HTML)),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    return member("response", new_id(), NOW, headers, block)


FORGED = "https://www.voaindonesia.com/a/forged/7000009.html"


def carrying(folder: Path) -> tuple[Path, int, bytes]:
    """A file with a record whose page holds a forged one, byte for byte; where that lies."""
    inner = forged(FORGED)
    noise = random.Random(5).randbytes(100_000)  # what cannot be packed lies in the file as it is
    writer = Writer(folder, "arsip-test", {})
    writer.write(exchange())
    file = writer.write(exchange(noise + inner + noise)).capture.file
    writer.write(exchange())
    writer.close()
    path = folder / file
    return path, path.read_bytes().index(inner), inner


def test_a_forged_record_in_a_page_is_not_adopted_after_a_crash(tmp_path: Path) -> None:
    path, at, inner = carrying(tmp_path)
    data = path.read_bytes()[: at + len(inner) + 1000]
    path.unlink()
    trimmed = crashed(path, data)
    assert trimmed is not None
    assert trimmed.offset + trimmed.length == len(data)
    assert warc.check(path) == []
    assert FORGED not in [one.url for one in warc.records(path) if isinstance(one, WarcRecord)]


def test_a_forged_record_in_a_damaged_page_is_not_one_of_the_file(tmp_path: Path) -> None:
    path, at, _ = carrying(tmp_path)
    data = bytearray(path.read_bytes())
    data[at - 1000] ^= 0x55
    data[at - 70_000 : at - 69_000] = bytes(1000)
    path.write_bytes(data)
    for way in (reader.STRICT, reader.OWN):
        with path.open("rb") as file:
            found = list(reader.records(file, way=way))
        urls = [one.url for one in found if isinstance(one, WarcRecord) and one.type == "response"]
        assert urls == [URL, URL]
        assert any(isinstance(one, Damage) for one in found)


@pytest.mark.parametrize("name", ["WARC-Block-Digest", "WARC-Payload-Digest"])
def test_each_digest_of_a_record_is_checked(writer: Writer, tmp_path: Path, name: str) -> None:
    """Also where the other one is right: a payload digest is what revisits are told by."""
    capture = writer.write(exchange()).capture
    writer.close()
    path = tmp_path / capture.file
    data = path.read_bytes()
    record = gzip.decompress(data[capture.offset : capture.offset + capture.length])
    label = f"{name}: sha1:".encode()
    start = record.index(label) + len(label)
    wrong = record[:start] + b"A" * 32 + record[start + 32 :]
    path.write_bytes(data[: capture.offset] + gzip.compress(wrong))
    kind = "block" if "Block" in name else "payload"
    assert [one.what for one in warc.check(path)] == [f"{kind} digest does not match"]


def test_the_next_file_begins_where_one_is_as_long_as_it_may_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.warc.write.new_id", lambda: "<urn:x:1>")  # all equally long
    first = Writer(tmp_path, "measured", {}, clock=lambda: NOW)
    first.write(exchange())
    first.close()
    whole = first.written_bytes
    for longest, files in ((whole, 2), (whole + 1, 1)):
        folder = tmp_path / str(files)
        writer = Writer(folder, "measured", {}, roll_bytes=longest, clock=lambda: NOW)
        names = [writer.write(exchange()).capture.file for _ in range(2)]
        writer.close()
        assert names == [f"measured-{number:05d}.warc.gz" for number in (0, files - 1)]
        assert writer.written_bytes == sum(path.stat().st_size for path in folder.iterdir())


def test_a_file_that_is_closed_is_written_no_more(writer: Writer, tmp_path: Path) -> None:
    first = writer.write(exchange()).capture
    writer.close()
    data = (tmp_path / first.file).read_bytes()
    writer.close()
    second = writer.write(exchange()).capture
    assert second.file == "arsip-test-00001.warc.gz"
    assert [one.type for one in warc.records(warc.locate(tmp_path, second.file))] == [
        "warcinfo",
        "response",
        "request",
    ]
    assert (tmp_path / first.file).read_bytes() == data
    assert not warc.growing(tmp_path / first.file)
    assert warc.growing(warc.locate(tmp_path, second.file))


def test_only_what_is_new_is_forced_to_the_disk(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[int] = []
    monkeypatch.setattr("os.fdatasync", forced.append)
    writer.sync()
    assert forced == []
    for times in (1, 2):
        writer.write(exchange())
        writer.sync()
        writer.sync()
        assert len(forced) == times
    writer.close()
    assert len(forced) == 2
    writer.write(exchange())
    writer.close()
    assert len(forced) == 3


def test_a_note_before_any_exchange_makes_no_file(writer: Writer, tmp_path: Path) -> None:
    writer.note(URL, NOW, {"outcome": "host name not found"})
    assert list(tmp_path.iterdir()) == []
    capture = writer.write(exchange()).capture
    writer.note(URL, NOW, {"outcome": "reset\nafter a while"})
    writer.close()
    found = list(warc.records(tmp_path / capture.file))
    assert [one.type for one in found if isinstance(one, WarcRecord)] == [
        "warcinfo", "response", "request", "metadata",
    ]  # fmt: skip
    assert isinstance(found[-1], WarcRecord)
    assert found[-1].block == b"outcome: reset after a while\r\n"


def test_a_304_refers_to_a_payload_and_has_no_digest_of_its_own(
    writer: Writer, tmp_path: Path
) -> None:
    first = writer.write(exchange())
    head = b"HTTP/1.1 304 Not Modified\r\n"
    again = writer.write(exchange(b"", head), same=(first.record, first.capture))
    record = warc.read(tmp_path, again.capture)
    assert record.header("WARC-Profile") == (
        "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    )
    assert record.header("WARC-Payload-Digest") is None
    assert (record.header("WARC-Refers-To"), record.block) == (first.record, head + b"\r\n")

"""Captures against the database: damage is named, repaired, and fetched again."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import warc
from archive.checks import verification
from archive.store import Store
from archive.store.addresses import Named, Role, State, Visit
from archive.warc import Writer
from archive.warc.warcinfo import COLLECTION
from tests.crawling import BIN
from tests.exchanges import exchange

pytestmark = pytest.mark.slow

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[tuple[Store, Path]]:
    """A database and a folder with six captures in one file."""
    folder = tmp_path / "captures"
    writer = Writer(folder, "arsip-test", {})
    with Store(tmp_path / "arsip.db") as store:
        for n in range(6):
            kept = writer.write(
                exchange(bytes([n]) * 99, url=f"https://www.voaindonesia.com/a/x/{n}.html")
            )
            store.captures.add(kept.capture, record=kept.record)
        writer.close()
        yield store, folder


def problems(archive: tuple[Store, Path]) -> list[str]:
    return [
        str(problem) for checked in verification.verify(*archive) for problem in checked.problems
    ]


def test_a_sound_archive(archive: tuple[Store, Path]) -> None:
    (checked,) = verification.verify(*archive)
    assert (checked.records, checked.problems) == (13, ())


def test_damage_is_named_with_the_captures_that_it_costs(archive: tuple[Store, Path]) -> None:
    store, folder = archive
    third = list(store.captures.each())[2]
    path = folder / third.file
    data = bytearray(path.read_bytes())
    data[third.offset + 40] ^= 0xFF
    path.write_bytes(data)
    (problem,) = [
        problem for checked in verification.verify(store, folder) for problem in checked.problems
    ]
    assert (problem.offset, problem.captures) == (third.offset, (3,))


def arsip_verify(
    archive: tuple[Store, Path], *options: str, folder: Path | None = None
) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command."""
    place = archive[1].parent
    where = ["--db", place / "arsip.db", "--captures", folder or archive[1]]
    done = subprocess.run(
        [BIN / "arsip", "verify", *where, *options], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def damage(path: Path, offset: int) -> bytes:
    """What a file holds once a byte of it has been flipped."""
    data = bytearray(path.read_bytes())
    data[offset] ^= 0xFF
    path.write_bytes(data)
    return bytes(data)


def test_a_damaged_range_becomes_a_known_hole_and_no_byte_is_touched(
    archive: tuple[Store, Path],
) -> None:
    store, folder = archive
    third, last = list(store.captures.each())[2], list(store.captures.each())[-1]
    path = folder / third.file
    os.truncate(path, last.offset + 30)
    data = damage(path, third.offset + 40)
    code, out, err = arsip_verify(archive)
    assert (code, out) == (
        1,
        "1 file, 10 records, 6 captures: damaged; see arsip verify --repair\n",
    )
    assert f"{path}@{last.offset}: 30 bytes: gzip member breaks off after 30 bytes\n" in err
    code, out, _ = arsip_verify(archive, "--repair")
    assert (code, out) == (1, "1 file, 10 records, 4 captures: damaged, repaired\n")
    code, out, err = arsip_verify(archive)
    assert (code, out) == (0, "1 file, 10 records, 4 captures: sound, 2 known holes\n")
    assert err.count("(known)\n") == 2
    assert path.read_bytes() == data
    damage(path, third.offset + third.length + 40)
    assert arsip_verify(archive)[0] == 1


def test_what_is_lost_is_due_again(archive: tuple[Store, Path]) -> None:
    store, folder = archive
    url = "https://www.voaindonesia.com/a/x/2000001.html"
    store.addresses.name("voaindonesia", "sitemap", [Named(url, Role.ITEM)], now=NOW)
    store.addresses.settle(url, Visit(State.FETCHED), now=NOW)
    with store.transaction():
        store.db.execute("UPDATE captures SET url = ?, item = 2000001 WHERE id = 2", [url])
    (checked,) = verification.verify(store, folder)
    verification.repair(store, folder, checked, now=NOW)
    assert store.addresses.counts("voaindonesia") == {State.PENDING: 1}


def test_a_folder_that_is_the_wrong_one_changes_nothing(
    archive: tuple[Store, Path], tmp_path: Path
) -> None:
    store = archive[0]
    (name,) = store.captures.files()
    (tmp_path / "other").mkdir()
    for wrong, words in (
        ("captuers", f"{tmp_path}/captuers: no such folder"),
        (
            "other",
            f"{tmp_path}/other/{name}: no such file, 6 captures of {tmp_path}/arsip.db lie there",
        ),
    ):
        for options in ((), ("--repair",)):
            code, out, err = arsip_verify(archive, *options, folder=tmp_path / wrong)
            assert (code, out) == (2, "")
            assert words in err
    assert store.captures.count() == 6


def test_a_database_that_is_not_there_is_not_made(
    archive: tuple[Store, Path], tmp_path: Path
) -> None:
    for options in ((), ("--repair",)):
        code, out, err = arsip_verify(archive, *options, "--db", f"{tmp_path}/arsp.db")
        assert (code, out) == (1, "")
        assert f"{tmp_path}/arsp.db: no such database" in err
    assert not (tmp_path / "arsp.db").exists()


def test_a_missing_file_is_forgotten_only_when_that_is_said(archive: tuple[Store, Path]) -> None:
    store, folder = archive
    writer = Writer(folder, "arsip-second", {})
    kept = writer.write(exchange(b"x", url="https://www.voaindonesia.com/a/x/7.html"))
    store.captures.add(kept.capture, record=kept.record)
    writer.close()
    (folder / kept.capture.file).unlink()
    code, _, err = arsip_verify(archive)
    assert code == 1
    assert f"{folder / kept.capture.file}@0: no such file; it held 1 capture" in err
    code, out, err = arsip_verify(archive, "--repair")
    assert (code, out) == (1, "")
    assert "bring the files back, or add --forget-missing" in err
    assert store.captures.count() == 7
    assert arsip_verify(archive, "--repair", "--forget-missing")[0] == 1
    assert arsip_verify(archive)[:2] == (0, "1 file, 13 records, 6 captures: sound\n")


def test_records_that_the_database_does_not_list_are_entered_again(
    archive: tuple[Store, Path],
) -> None:
    store = archive[0]
    columns = (
        "SELECT url, time, status, digest, file, offset, length, record, refers, item FROM "
        "captures ORDER BY offset"
    )
    before = store.db.execute(columns).fetchall()
    with store.transaction():
        store.db.execute("DELETE FROM captures WHERE id > 2")
    code, _, err = arsip_verify(archive)
    assert code == 1
    assert f"@{before[2][5]}: 4 whole records from here on are in no row" in err
    assert arsip_verify(archive, "--repair")[0] == 1
    assert store.db.execute(columns).fetchall() == before
    assert arsip_verify(archive)[:2] == (0, "1 file, 13 records, 6 captures: sound\n")


def test_a_file_that_is_being_written_may_be_ahead_of_the_database(
    archive: tuple[Store, Path],
) -> None:
    writer = Writer(archive[1], "arsip-second", {})
    writer.write(exchange(b"x", url="https://www.voaindonesia.com/a/x/7.html"))
    assert problems(archive) == []
    writer.close()
    (only,) = problems(archive)
    assert "1 whole records from here on are in no row" in only


def test_a_row_that_points_elsewhere(archive: tuple[Store, Path]) -> None:
    store, folder = archive
    with store.transaction():
        store.db.execute("UPDATE captures SET offset = offset + 1 WHERE id = 2")
    astray, unlisted = problems(archive)
    assert astray.endswith(
        "the record of capture 2 (https://www.voaindonesia.com/a/x/1.html) is not there"
    )
    assert unlisted.endswith("1 whole records from here on are in no row")
    (checked,) = verification.verify(store, folder)
    verification.repair(store, folder, checked, now=NOW)
    assert problems(archive) == []
    assert store.captures.count() == 6


def test_a_tail_that_is_being_written_is_no_damage_until_its_writer_has_gone(
    archive: tuple[Store, Path],
) -> None:
    """What lies before it still is."""
    folder = archive[1]
    writer = Writer(folder, "arsip-second", {})
    first = writer.write(exchange(b"x" * 500, url="https://www.voaindonesia.com/a/x/7.html"))
    second = writer.write(exchange(b"y" * 500, url="https://www.voaindonesia.com/a/x/8.html"))
    path = folder / f"{second.capture.file}.open"
    whole = path.read_bytes()
    with path.open("ab") as file:
        file.write(whole[: len(whole) - 30])  # half of what comes next
    assert problems(archive) == []
    damage(path, first.capture.offset + 40)
    (before,) = problems(archive)
    assert before.startswith(f"{second.capture.file}@{first.capture.offset}: ")
    writer.close()
    assert any(
        f"@{len(whole) * 2 - 30 - 30}" in one or "breaks off" in one for one in problems(archive)
    )


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_cannot_be_read_is_named_and_the_next_file_checked(
    archive: tuple[Store, Path], kind: str
) -> None:
    path = archive[1] / "arsip-0-first.warc.gz"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    code, out, err = arsip_verify(archive)
    assert code == 1
    assert out.endswith(", 13 records, 6 captures: damaged; see arsip verify --repair\n")
    (line,) = err.splitlines()
    assert line.startswith(f"{path}@0: ")
    assert arsip_verify(archive, "--repair")[0] == 1
    assert archive[0].captures.count() == 6  # nothing is forgotten


def test_a_file_without_permission_is_named(
    archive: tuple[Store, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    records = warc.records

    def refused(path: Path, start: int = 0) -> object:
        if path.name.startswith("arsip-test"):
            raise PermissionError(13, "Permission denied", str(path))
        return records(path, start)

    monkeypatch.setattr(warc, "records", refused)
    (problem,) = problems(archive)
    assert problem.endswith(
        "@0: cannot be read: Permission denied; give read permission, or get a copy"
    )


def other_archive(archive: tuple[Store, Path], pages: int = 3) -> Store:
    """Another database with a file in the same folder; both say to whom they belong."""
    other = Store(archive[1].parent / "other.db")
    writer = Writer(archive[1], "arsip-other", {COLLECTION: other.collection.id()})
    for n in range(pages):
        kept = writer.write(exchange(b"z" * 99, url=f"https://www.voanews.com/a/x/{n}.html"))
        other.captures.add(kept.capture, record=kept.record)
    writer.close()
    return other


def test_files_of_another_database_are_no_damage_and_not_adopted(
    archive: tuple[Store, Path],
) -> None:
    store, folder = archive
    store.collection.id()
    other = other_archive(archive)
    for options in ((), ("--repair",)):
        code, out, err = arsip_verify(archive, *options)
        assert (code, err) == (0, "")
        assert out == (
            "1 file, 13 records, 6 captures: sound, "
            "1 file of another database (arsip-other-00000.warc.gz)\n"
        )
    assert store.captures.count() == 6
    # a row of it, such as in a database that was made again from the folder, makes it one's own
    verification.adopt(store, folder, "arsip-other-00000.warc.gz")
    assert {checked.foreign for checked in verification.verify(store, folder)} == {False}
    other.close()


def test_what_a_full_disk_kept_out_is_entered_by_the_next_run(archive: tuple[Store, Path]) -> None:
    store, folder = archive
    writer = Writer(folder, "arsip-second", {COLLECTION: store.collection.id()})
    writer.write(exchange(b"x", url="https://www.voaindonesia.com/a/x/7.html"))
    writer.close()
    other_archive(archive).close()
    with store.transaction():
        store.db.execute("DELETE FROM captures WHERE id > 4")
    run = store.runs.begin("latest", "voaindonesia", now=NOW)
    store.runs.end(run, "complete", None, {}, now=NOW)
    assert list(verification.catch_up(store, folder)) == []
    run = store.runs.begin("latest", "voaindonesia", now=NOW)
    store.runs.end(run, "storage", "the disk is full", {}, now=NOW)
    entered = dict(verification.catch_up(store, folder))
    assert entered == {"arsip-second-00000.warc.gz": 1, "arsip-test-00000.warc.gz": 2}
    assert problems(archive) == []
    assert store.captures.count() == 7


ODD = {  # a pattern, and what stands in its place
    "date": (rb"WARC-Date: 2", b"WARC-Date: x2"),
    "no date": (rb"WARC-Date: 2", b"X-Date: 2"),
    "year 1": (rb"WARC-Date: \S+", b"WARC-Date: 0001-01-01T00:00:00+07:00"),
    "year 9999": (rb"WARC-Date: \S+", b"WARC-Date: 9999-12-31T23:59:59-07:00"),
}


@pytest.mark.parametrize("odd", ODD)
def test_a_whole_record_that_cannot_be_entered_costs_itself(
    archive: tuple[Store, Path], odd: str
) -> None:
    """Named, and known once it was repaired."""
    store, folder = archive
    (name,) = store.captures.files()
    path = folder / name
    members = split(path)
    pattern, instead = ODD[odd]
    changed, count = re.subn(pattern, instead, gzip.decompress(members[3]), count=1)
    assert count == 1
    changed = re.sub(rb"WARC-(?:Block|Payload)-Digest: .*\r\n", b"", changed)
    head, _, block = changed.partition(b"\r\n\r\n")
    length = b"Content-Length: %d" % len(block[:-4])
    head = re.sub(rb"Content-Length: \d+", length, head)
    members[3] = gzip.compress(head + b"\r\n\r\n" + block)
    path.write_bytes(b"".join(members))
    with store.transaction():
        store.db.execute("DELETE FROM captures")
    code, _, err = arsip_verify(archive)
    assert code == 1
    assert "Traceback" not in err
    code, _, err = arsip_verify(archive, "--repair")
    assert code == 1
    assert "Traceback" not in err
    held = {capture.url[-6] for capture in store.captures.each()}
    assert held == set("02345")
    assert arsip_verify(archive)[0] == 0
    assert verification.adopt(store, folder, name) == 0


def split(path: Path) -> list[bytes]:
    """The gzip members of a file."""
    data = path.read_bytes()
    members = []
    while data:
        inflater = zlib.decompressobj(31)
        inflater.decompress(data)
        members.append(data[: len(data) - len(inflater.unused_data)])
        data = inflater.unused_data
    return members

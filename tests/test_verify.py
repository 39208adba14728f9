"""Captures against the database: damage is named, repaired, and fetched again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive import verify
from archive.store import Store
from archive.warc import Writer
from tests.crawling import BIN
from tests.test_warc import exchange

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)


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

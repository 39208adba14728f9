"""What an import finds in a file, and in the files within it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from archive.imports.sources import SourceKind, find


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def nested(depth: int) -> bytes:
    """A page in so many zip archives, one in the other."""
    data = zipped("page.html", b"<html></html>")
    for _ in range(depth - 1):
        data = zipped("inner.zip", data)
    return data


@pytest.mark.parametrize("depth", [1, 4])
def test_a_page_in_four_archives_is_found(depth: int, tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    path.write_bytes(nested(depth))
    assert [source.form for source in find([path])] == [SourceKind.PAGE]


@pytest.mark.parametrize("depth", [5, 9])
def test_a_page_in_more_archives_is_named_and_not_looked_for(depth: int, tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    path.write_bytes(nested(depth))
    (source,) = find([path])
    assert (source.form, source.why) == (
        SourceKind.UNREAD,
        "a file in more than 4 others: not read",
    )

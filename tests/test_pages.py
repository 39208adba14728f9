"""Replays tests/pages and tests/dumps, and the real samples where ARSIP_SAMPLES names their folder:
one test a field.

A folder holds `page.html` (or `page.parts`, or `dump.txt`) and `article.json`, which names the address that the
reader is given and what must come out: the fields of the record (only those to assert), names among
its diagnostics, words that no block of the body may hold, or what the page is when it is no item.
Samples are other people's pages: of their texts the expectations hold only a digest and the first
words.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import fields
from datetime import datetime
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import trafilatura  # noqa: F401  (the reader imports it when it first needs it, and it tries a socket then)

from archive import dump
from archive.article import NOT_ITEMS, Article, NotAnItem, to_json
from archive.extract import extract
from tests import whole_pages

HERE = Path(__file__).parent
SPEC_KEYS = {
    "url",
    "content_type",
    "published",
    "article",
    "not_an_item",
    "diagnostics",
    "no_diagnostics",
    "without",
}
FOLDERS = {
    f"{root.name[0]}:{path.name}": path
    for root in (whole_pages.PAGES, whole_pages.DUMPS)
    for path in sorted(root.iterdir())
}
SAMPLES = {path.stem: path for path in sorted((HERE / "samples").glob("*.json"))}


@cache
def spec(name: str) -> dict[str, Any]:
    path = SAMPLES.get(name) or FOLDERS[name] / "article.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def source(name: str) -> bytes:
    """The page or dump of a folder, or the file of a sample."""
    if name in SAMPLES:
        return sample(spec(name)["file"])
    if is_dump(name):
        return (FOLDERS[name] / "dump.txt").read_bytes()
    return whole_pages.page(FOLDERS[name])


def sample(file: str) -> bytes:
    root = os.environ.get("ARSIP_SAMPLES")
    if not root:
        pytest.skip("ARSIP_SAMPLES names no folder with the real pages")
    return Path(root, file).read_bytes()


@cache
def read(name: str) -> dict[str, Any]:
    """The record of a folder or sample as JSON; read once for all its fields."""
    data = source(name)
    expected = spec(name)
    if is_dump(name):
        published = expected.get("published") and datetime.fromisoformat(expected["published"])
        text = data.decode("utf-8")  # line ends as they are
        return to_json(dump.read(text, expected["url"], published=published))
    return to_json(extract(data, expected["url"], content_type=expected.get("content_type")))


def is_dump(name: str) -> bool:
    if name in SAMPLES:
        return str(spec(name)["file"]).endswith(".txt")
    return name.startswith("d:")


def shaped(actual: Any, expected: Any) -> Any:
    """`actual` cut to what `expected` speaks of, so that a plain == compares them and pytest shows
    the difference."""
    if isinstance(expected, dict) and "sha256" in expected:
        digest = hashlib.sha256((actual or "").encode()).hexdigest()[:16]
        return {"sha256": digest, "starts": (actual or "")[: len(expected["starts"])]}
    if isinstance(expected, dict) and isinstance(actual, dict):
        return {key: shaped(actual.get(key), value) for key, value in expected.items()}
    if isinstance(expected, list) and isinstance(actual, list):
        return [shaped(a, e) for a, e in zip_longest(actual, expected)]
    return actual


def every(key: str, *, names: dict[str, Path]) -> list[Any]:
    """One case for every member of `key` in every expectation: (name, member)."""
    return [
        pytest.param(name, member, id=f"{name.removeprefix('p:').replace('d:', 'dump-')}:{member}")
        for name in names
        for member in spec(name).get(key, ())
    ]


EVERYTHING = FOLDERS | SAMPLES


@pytest.mark.parametrize(("name", "field"), every("article", names=EVERYTHING))
def test_field(name: str, field: str) -> None:
    expected = spec(name)["article"][field]
    assert shaped(read(name)[field], expected) == expected


@pytest.mark.parametrize(("name", "words"), every("without", names=EVERYTHING))
def test_no_block_holds(name: str, words: str) -> None:
    assert [block["text"] for block in read(name)["body"] if words in block["text"]] == []


@pytest.mark.parametrize(("name", "diagnostic"), every("diagnostics", names=EVERYTHING))
def test_diagnostic_is_there(name: str, diagnostic: str) -> None:
    assert diagnostic in {line.split(":")[0] for line in read(name)["diagnostics"]}


@pytest.mark.parametrize(("name", "diagnostic"), every("no_diagnostics", names=EVERYTHING))
def test_diagnostic_is_absent(name: str, diagnostic: str) -> None:
    assert diagnostic not in {line.split(":")[0] for line in read(name)["diagnostics"]}


@pytest.mark.parametrize("name", [name for name in FOLDERS if "not_an_item" in spec(name)])
def test_is_no_item(name: str) -> None:
    with pytest.raises(NotAnItem) as caught:
        read(name)
    assert caught.value.what == spec(name)["not_an_item"]
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [name for name in FOLDERS if "article" in spec(name)])
def test_blocks_are_clean_lines(name: str) -> None:
    blocks = [block["text"] for block in read(name)["body"]]
    assert [text for text in blocks if text != " ".join(text.split()) or not text] == []
    assert [
        text
        for text in blocks
        if re.search(r"[\0\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", text)
    ] == []
    assert [
        block for link in read(name)["links"] if (block := link["block"]) not in range(len(blocks))
    ] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_folder_is_complete(name: str) -> None:
    folder = FOLDERS[name]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", folder.name)
    sources = {"dump.txt"} if is_dump(name) else {"page.html", "page.parts"}
    held = {path.name for path in folder.iterdir()}
    assert "article.json" in held
    assert len(held & sources) == len(held) - 1 == 1
    assert set(spec(name)) <= SPEC_KEYS
    assert ("article" in spec(name)) != ("not_an_item" in spec(name))
    assert set(spec(name).get("article", {})) <= {field.name for field in fields(Article)}
    assert spec(name).get("not_an_item", "error") in NOT_ITEMS


PARTS = [path for path in FOLDERS.values() if (path / "page.parts").exists()]


@pytest.mark.parametrize("folder", PARTS, ids=lambda folder: folder.name)
def test_parts_are_only_those_that_the_frame_does_not_give(folder: Path) -> None:
    own = whole_pages.own_parts(folder / "page.parts")
    frame = whole_pages.parts(whole_pages.FRAMES / f"{own.pop('frame')}.parts")
    for name in own:
        without = frame | {other: text for other, text in own.items() if other != name}
        assert written(without) != whole_pages.page(folder).decode(), name


def written(parts: dict[str, str]) -> str | None:
    """The page of these parts; None when it needs one that is not among them."""
    try:
        return whole_pages.filled("page", parts)
    except KeyError:
        return None

"""The lists of the Wayback Machine: odd ones, broken ones, and those that never end."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.sites import SITES
from crawler.wayback import cdx
from tests.crawling import Place, Serve
from tests.fetching import HOST, NUMBERS, captures, fetch, lists
from tests.site.faults import FAULTS
from tests.site.server import Answer
from tests.site.wayback import Archive, page, plain

pytestmark = pytest.mark.slow


@pytest.mark.slow
def test_a_time_limit_ends_it_well_while_it_lists(serve: Serve, place: Place) -> None:
    done = fetch(place, serve(Archive(captures(), latency_s=0.6)), "--time-limit", "1")
    assert (done.returncode, done.stderr) == (3, ""), done.stderr
    assert "time limit reached" in done.stdout
    assert place.ids() == set()


@pytest.mark.slow
def test_what_is_no_list_is_asked_for_again_and_then_named(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    cut, down = (
        plain(b'[["timestamp","original"],["2023', "application/json"),
        page(200, "down for maintenance"),
    )
    # the third list, of old addresses, is never had
    archive.override["/cdx/"] = [cut, True, True, down, down, down]
    done = fetch(place, archive)
    assert done.returncode == 3, done.stderr
    assert re.search(
        r"url=voaindonesia.com/content/.*: no list: <!DOCTYPE html>.*Wayback Machine", done.stderr
    )
    assert "1 source failed" in done.stdout
    assert place.ids() == {*NUMBERS} - {NUMBERS[4]}


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["urlkey", "shown"])
def test_a_list_is_read_to_its_end_whatever_its_keys_are_made_of(
    serve: Serve, place: Place, keys: str
) -> None:
    archive = serve(Archive(captures(), keys=keys))
    done = fetch(place, archive)
    assert done.returncode == 0, done.stderr
    assert place.ids() == set(NUMBERS)


@pytest.mark.slow
@pytest.mark.parametrize("keys", ["stuck", "new"])
def test_a_list_that_does_not_move_on_ends_and_is_named(
    serve: Serve, place: Place, keys: str
) -> None:
    archive = serve(Archive(captures(), keys=keys))
    done = fetch(place, archive)
    assert done.returncode == 3, done.stderr
    assert "it gives the same part again and again" in done.stderr
    assert len(lists(archive)) <= 2 * 3
    assert len(place.ids()) >= 7  # what it named was fetched


@pytest.mark.slow
def test_a_key_that_is_known_no_more_is_forgotten(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    archive.override["/cdx/"] = [True, *[page(429, "too fast")] * 4]
    assert fetch(place, archive).returncode == 4
    archive.override["/cdx/"] = [page(400, "Bad Request: resumeKey")]
    done = fetch(place, archive)
    assert done.returncode == 0, done.stderr
    assert "reading it from its beginning" in done.stderr
    assert place.ids() == set(NUMBERS)


@pytest.mark.slow
def test_rows_that_cannot_be_read_cost_only_themselves(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    rows = [
        ["urlkey", "timestamp", "original"],
        ["x"],
        None,
        ["a", "20139905040302", "http://[x/a/1.html"],
    ]
    rows += [
        ["a", "20130405060708", f"{HOST}/content/judul/{NUMBERS[4]}.html"],
        ["a", 1, 2],
        ["a", "20130405060708", "\ud800"],
    ]
    odd = plain(json.dumps(rows).encode(), "application/json")
    archive.override["/cdx/"] = [odd, True, True]
    done = fetch(place, archive)
    assert done.returncode == 3, done.stderr
    assert "1 source damaged" in done.stdout
    assert "5 rows cannot be read (['x']); the rest was read" in done.stderr
    assert place.ids() == {NUMBERS[4]}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("status", "headers"), [(200, ()), (400, ()), (504, (("Content-Encoding", "gzip"),))]
)
def test_a_time_out_in_gzip_is_told_in_words(
    serve: Serve, place: Place, status: int, headers: tuple[tuple[str, str], ...]
) -> None:
    body = gzip.compress(b"<html>504 Gateway Time-out</html>")
    answer = Answer(status, body, headers, "application/octet-stream", etag=False, compress=False)
    archive = serve(Archive(captures()))
    archive.override["/cdx/"] = [answer] * 40
    done = fetch(place, archive)
    assert done.returncode in (3, 4), done.stderr
    assert "504 Gateway Time-out" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_a_list_that_never_comes_costs_only_itself(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    archive.override["/cdx/"] = [Answer(200, b"[]" * 5000, fault=FAULTS["stall"])] * 4
    done = fetch(place, archive, "-s", "DOWNLOAD_TIMEOUT=1")
    assert done.returncode == 3, done.stderr
    assert re.search(r"url=voaindonesia.com/a/\S*: timed out", done.stderr)
    assert place.ids() == {NUMBERS[4]}


@pytest.mark.slow
def test_a_time_limit_is_kept_while_a_list_is_waited_for(serve: Serve, place: Place) -> None:
    archive = serve(Archive(captures()))
    archive.override["/cdx/"] = [page(200, "down for maintenance")] * 9
    done = fetch(place, archive, "--time-limit", "2", "-s", "ARSIP_RETRY_BACKOFF_S=60")
    assert (done.returncode, done.stderr) == (3, "")
    assert "time limit reached" in done.stdout


@pytest.mark.parametrize(
    ("body", "resume", "count"),
    [
        (b"[]", None, 0),
        (b'[["timestamp","original"],["20230208071400","http://www.voaindonesia.com/a/x/1.html"]]', None, 1),
        (b'[["timestamp","original"],["2","http://www.voaindonesia.com/a/1.html"],[],["com%2Cx+2"]]', "com%2Cx+2", 0),
    ],
)  # fmt: skip
def test_lists(body: bytes, resume: str | None, count: int) -> None:
    found = cdx.list_page(body, SITES["voaindonesia"])
    assert (found.resume, len(found.mementos)) == (resume, count)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"a": 1}',
        b"null",
        b"[[1],[2]]",
        b"org.archive.util.io.RuntimeIOException",
        b'[["timestamp","original"],[],[7]]',
        b'[["timestamp","original"],[],[""]]',
        b'[["timestamp","original"],[]]',
        b'["timestamp","original"]',
        b"[" * 100_000,
        b"1" * 10_000,
        b"\x1f\x8b",
    ],
)
def test_what_is_no_list(body: bytes) -> None:
    with pytest.raises(cdx.ListError):
        cdx.list_page(body, SITES["voaindonesia"])


JSON = st.recursive(
    st.one_of(st.none(), st.integers(), st.floats(), st.text(), st.sampled_from(
        ["timestamp", "original", "20230208071400", f"{HOST}/a/x/1.html", "http://[x/a/1.html", "99999999999999"])),
    lambda inner: st.lists(inner, max_size=4),
    max_leaves=30,
)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(JSON, st.booleans())
def test_whatever_a_list_holds_it_is_read_or_named(rows: object, names: bool) -> None:
    body = json.dumps(
        [["timestamp", "original"], *rows] if names and isinstance(rows, list) else rows
    )
    try:
        found = cdx.list_page(body.encode(), SITES["voaindonesia"])
    except cdx.ListError:
        return
    for memento in found.mementos:
        memento.url.encode()
        assert re.fullmatch("[0-9]{14}", memento.timestamp)

"""The table of captures: each once, the last visit of an item, and the record that holds a payload."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from archive.article import Capture
from archive.store import Store

SEEN = datetime(2023, 2, 8, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)
URL = "https://www.voaindonesia.com/a/gempa/6951234.html"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory() as opened:
        yield opened


def kept(
    store: Store,
    day: int,
    *,
    offset: int = 0,
    status: int = 200,
    digest: str = "sha1:A",
    refers: str | None = None,
    url: str = URL,
) -> int:
    place = Capture(url, SEEN + day * DAY, status, digest, "a.warc.gz", offset, 10)
    return store.captures.add(place, record=f"<urn:x:{offset}>", refers=refers)


def test_a_capture_is_known_by_its_file_and_offset(store: Store) -> None:
    first = kept(store, 0)
    assert kept(store, 0) == first
    assert kept(store, 0, offset=10) != first
    assert (store.captures.count(), store.captures.files()) == (2, {"a.warc.gz": 2})
    assert (store.captures.end("a.warc.gz"), store.captures.end("b.warc.gz")) == (20, 0)
    assert [one.offset for one in store.captures.each()] == [0, 10]
    removed = store.captures.remove(first)
    assert removed is not None
    capture, item = removed
    assert (capture.file, capture.offset, capture.time, item) == ("a.warc.gz", 0, SEEN, 6951234)
    assert store.captures.remove(first) is None
    assert list(store.captures.within("a.warc.gz")) != [first]


def test_a_duplicate_is_the_newest_whole_page_with_that_payload(store: Store) -> None:
    assert store.captures.find_duplicate(URL, None) is None
    kept(store, 1, offset=10)
    kept(store, 0, offset=20)
    kept(store, 2, offset=30, digest="sha1:B")
    kept(store, 3, offset=40, refers="<urn:x:10>")
    kept(store, 4, offset=50, status=404)
    kept(store, 5, offset=60, url="https://www.voaindonesia.com/a/2.html")
    for digest, offset in (("sha1:A", 10), ("sha1:B", 30), (None, 30)):
        found = store.captures.find_duplicate(URL, digest)
        assert found is not None
        record, capture = found
        assert (record, capture.offset) == (f"<urn:x:{offset}>", offset)
    assert store.captures.find_duplicate(URL, "sha1:C") is None


def test_the_last_visit_of_an_item_is_not_a_redirect(store: Store) -> None:
    for day, status in ((2, 404), (1, 200), (3, 301)):
        kept(store, day, offset=day, status=status)
    (last,) = store.captures.last_visits(until=SEEN + 9 * DAY)
    assert (last.item, last.status, last.time) == (6951234, 404, SEEN + 2 * DAY)
    assert last.first == SEEN + DAY
    (earlier,) = store.captures.last_visits(until=SEEN + DAY)
    assert (earlier.status, earlier.time) == (200, SEEN + DAY)
    assert list(store.captures.last_visits(until=SEEN)) == []

"""Several databases made one: the same as if one had seen everything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from archive.article import Article, Block, BlockKind, Capture, Kind
from archive.store import Proof, Store
from archive.store.addresses import Named, Role, State, Visit
from archive.store.merging import MergeSource, merge
from tests.databases import check, dump, records

NOW = datetime(2024, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Seen:
    """One capture of an item."""

    item: int
    day: int  #: when it was captured; beyond 300: after the clock
    text: int
    title: int
    tag: int
    published: int
    payload: int
    proof: Proof
    gone: bool


# two of one second are told apart by the order of their digests, which files have not
seen = st.builds(
    Seen,
    item=st.integers(1, 2),
    day=st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, 400, 401]),
    text=st.integers(0, 2),
    title=st.integers(0, 1),
    tag=st.integers(0, 2),
    published=st.integers(0, 2),
    payload=st.integers(0, 5),
    proof=st.sampled_from([Proof.ADDRESS, Proof.ADDRESS, Proof.CLAIM, Proof.TEXT]),
    gone=st.booleans(),
)


def fill(store: Store, sightings: Sequence[tuple[int, Seen]]) -> None:
    for number, one in sightings:
        url = f"https://www.voaindonesia.com/a/x/{one.item}.html"
        when = NOW + one.day * DAY
        status = 404 if one.gone else 200
        # a payload is read in one way
        digest = f"sha1:{one.item}-{one.text}-{one.title}-{one.payload}"
        place = Capture(url, when, status, digest, f"{number:02}.warc.gz", 0, 10)
        capture = store.captures.add(place, record=f"<urn:x:{number}>")
        if one.gone:
            store.articles.gone(one.item, seen=when)
            continue
        article = Article(
            one.item, Kind.ARTICLE, "voaindonesia", url, f"Judul {one.title}",
            keywords=(f"tag {one.tag}",), published=NOW - one.published * DAY,
            body=(Block(BlockKind.PARAGRAPH, f"Teks {one.text}."),),
        )  # fmt: skip
        store.save(article, seen=when, capture=capture, proof=one.proof)


def clock() -> datetime:
    return NOW + 300 * DAY


def made(path: Path, sightings: Sequence[tuple[int, Seen]]) -> Path:
    with Store(path, clock=clock) as store:
        fill(store, sightings)
        _settle(store)
    return path


def _settle(store: Store) -> None:
    """What an import does at its end."""
    with store.transaction():
        for item, when in store.imports.found_gone(until=store.horizon()):
            store.articles.gone(item, seen=when)


def merged(out: Path, paths: Sequence[Path]) -> Path:
    with Store(out, clock=clock) as store:
        merge(store.db, [MergeSource(f"{path.as_uri()}?mode=ro") for path in paths], clock)
        _settle(store)
    return out


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(st.tuples(st.integers(0, 2), seen), min_size=2, max_size=9))
def test_what_is_merged_is_what_one_database_would_hold(given_):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        numbered = [(number, source, one) for number, (source, one) in enumerate(given_)]
        one = made(folder / "one.db", [(number, each) for number, _, each in numbered])
        parts = [
            made(
                folder / f"{n}.db",
                [(number, each) for number, source, each in numbered if source == n],
            )
            for n in range(3)
        ]
        together = merged(folder / "merged.db", parts)
        assert records(together, seen=True) == records(one, seen=True)
        check(together)
        other = merged(folder / "other.db", parts[::-1])
        assert dump(other) == dump(together)


def _frontier(
    path: Path, named: Sequence[tuple[int, str | None]], visits: Sequence[tuple[int, int, State]]
) -> Path:
    """A database whose sitemap named items with their lastmod, and whose crawl visited some."""
    with Store(path, clock=clock) as store:
        for item, lastmod in named:
            one = Named(f"https://www.voaindonesia.com/a/x/{item}.html", Role.ITEM, lastmod)
            store.addresses.name("voaindonesia", "sitemap", [one], now=NOW)
        for item, day, state in visits:
            url = f"https://www.voaindonesia.com/a/x/{item}.html"
            status = 200 if state is State.FETCHED else 404
            place = Capture(url, NOW + day * DAY, status, None, f"{path.stem}.warc.gz", item, 1)
            store.captures.add(place, record=f"<{path.stem}-{item}>")
            store.addresses.settle(url, Visit(state), now=NOW + day * DAY)
    return path


def test_the_frontier_is_as_the_last_visits_left_it(tmp_path):
    one = _frontier(
        tmp_path / "one.db",
        [(1, "2023-01-01"), (2, "2023-01-01"), (3, "2023-01-01"), (4, None)],
        [(1, 1, State.FETCHED), (2, 1, State.FETCHED), (3, 5, State.FETCHED)],
    )
    two = _frontier(
        tmp_path / "two.db",
        [(1, "2023-01-01"), (2, "2023-02-01"), (3, "2023-01-01"), (4, "2023-01-01"), (5, None)],
        [(3, 2, State.GONE), (5, 3, State.GONE)],
    )
    for order in ([one, two], [two, one]):
        out = merged(tmp_path / f"{order[0].stem}-first.db", order)
        with Store(out, clock=clock) as store:
            rows = store.db.execute(
                "SELECT id, state, due IS NOT NULL, lastmod FROM addresses ORDER BY id"
            )
            assert rows.fetchall() == [
                (1, "fetched", 0, "2023-01-01"),
                (2, "pending", 1, "2023-02-01"),  # another database has seen that it changed
                (3, "fetched", 0, "2023-01-01"),
                (4, "pending", 1, "2023-01-01"),
                (5, "gone", 0, None),
            ]
            due = store.addresses.due("voaindonesia", now=NOW + 9 * DAY, limit=9, backlog=False)
            assert [address.id for address in due] == [2, 4]

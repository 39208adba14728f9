"""The frontier: what sources name, what is due, what a visit leaves behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from archive.store import Store
from archive.store.addresses import Named, Naming, Role, State, Visit

NOW = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
SITE = "voaindonesia"
SOURCE = "https://www.voaindonesia.com/sitemap_voaindonesia_1.xml.gz"


@pytest.fixture
def store() -> Iterator[Store]:
    with Store.in_memory() as store:
        yield store


def item(number: int, slug: str = "gempa", lastmod: str | None = "2026-02-01T00:00:00Z") -> Named:
    path = f"{slug}/{number}" if slug else str(number)
    return Named(f"https://www.voaindonesia.com/a/{path}.html", Role.ITEM, lastmod)


def name(store: Store, *named: Named, backlog: bool = False, now: datetime = NOW) -> Naming:
    return store.addresses.name(SITE, SOURCE, named, now=now, backlog=backlog)


def due(
    store: Store,
    *,
    backlog: bool = False,
    now: datetime = LATER,
    limit: int = 10,
    since: str | None = None,
) -> list[int | None]:
    return [
        one.id
        for one in store.addresses.due(SITE, now=now, limit=limit, backlog=backlog, since=since)
    ]


def test_named_items_are_due_newest_first(store: Store) -> None:
    naming = name(
        store,
        item(1, lastmod="2026-01-01"),
        item(2, lastmod="2026-03-01T00:00:00Z"),
        item(3, lastmod=None),
    )
    assert naming == Naming(new=3)
    assert due(store) == [2, 1, 3]
    assert due(store, limit=1) == [2]
    assert due(store, since="2026-02-01") == [2, 3]
    assert store.addresses.waiting(SITE, now=LATER, backlog=False, since="2026-02-01") == 2
    assert store.addresses.counts(SITE) == {State.PENDING: 3}
    assert store.addresses.oldest_pending(SITE) == "2026-03-01T06:00:00Z"


def test_a_coarse_lastmod_may_be_as_late_as_is_asked_for(store: Store) -> None:
    name(store, item(1, lastmod="2026"), item(2, lastmod="2026-02"), item(3, lastmod="2026-01"))
    assert due(store, since="2026-02-15") == [2, 1]


def test_one_item_under_many_addresses_is_one(store: Store) -> None:
    assert name(store, item(1, ""), item(1, "gempa"), item(1, "")) == Naming(new=1)
    assert name(store, item(1, "banjir")) == Naming()
    found = store.addresses.get("https://www.voaindonesia.com/amp/apa-saja/1.html")
    assert found is not None
    assert found.url == "https://www.voaindonesia.com/a/gempa/1.html"


def test_a_newer_lastmod_brings_the_newer_slug_and_is_due_again(store: Store) -> None:
    name(store, item(1, "lama"))
    store.addresses.settle(item(1).url, Visit(State.FETCHED, validators=('"x"', None)), now=NOW)
    assert due(store) == []
    assert name(store, item(1, "lama")) == Naming()
    assert name(store, item(1, "baru", "2026-03-01T05:00:00Z"), now=LATER) == Naming(moved=1)
    (again,) = store.addresses.due(SITE, now=LATER, limit=5, backlog=False)
    assert (again.url.split("/")[-2], again.etag, again.state) == ("baru", '"x"', State.PENDING)


def test_a_coarser_lastmod_is_no_newer_one(store: Store) -> None:
    name(store, item(1, lastmod="2026-02-01"))
    store.addresses.settle(item(1).url, Visit(State.FETCHED), now=NOW)
    assert name(store, item(1, lastmod="2026-02-01T09:00:00Z")) == Naming()
    assert name(store, item(1, lastmod="2026-02-01")) == Naming()
    assert name(store, item(1, lastmod=None)) == Naming()
    assert name(store, item(1, lastmod="2026-02-01T10:00:00Z"), now=LATER) == Naming(moved=1)


def test_the_backlog_is_apart_until_news_name_it(store: Store) -> None:
    name(store, item(1), item(2), backlog=True)
    assert due(store) == []
    assert due(store, backlog=True) == [2, 1] or due(store, backlog=True) == [1, 2]
    name(store, item(1))
    assert due(store) == [1]
    name(store, item(1), item(2), backlog=True)
    assert (due(store), due(store, backlog=True)) == ([1], [2])


def test_a_failed_visit_is_due_later_and_counted(store: Store) -> None:
    name(store, item(1))
    for attempt in (1, 2):
        store.addresses.settle(item(1).url, Visit(State.FAILED, "HTTP 500", due=LATER), now=NOW)
        known = store.addresses.get(item(1).url)
        assert known is not None
        assert (known.state, known.attempts) == (State.FAILED, attempt)
    assert due(store, now=NOW) == []
    assert due(store, now=LATER) == [1]
    assert store.addresses.problems(SITE, State.FAILED, 5) == [(item(1).url, "HTTP 500")]


def test_what_was_tried_once_is_no_backlog(store: Store) -> None:
    name(store, item(1), backlog=True)
    store.addresses.settle(item(1).url, Visit(State.FAILED, "HTTP 500", due=LATER), now=NOW)
    assert due(store, now=LATER) == [1]


def test_what_is_excluded_stays_so(store: Store) -> None:
    section = Named(
        "https://www.voaindonesia.com/z/299", Role.OTHER, "2026-01-01", excluded="no item"
    )
    assert name(store, section, section) == Naming(new=1)
    assert name(store, Named(section.url, Role.OTHER, "2026-02-01", excluded="no item")) == Naming()
    assert due(store) == []
    known = store.addresses.get(section.url)
    assert known is not None
    assert known.state is State.EXCLUDED


def test_visits_keep_and_replace_validators(store: Store) -> None:
    name(store, item(1))
    for validators, expected in (
        (('"a"', "Sun, 01 Mar 2026 06:00:00 GMT"), ('"a"', "Sun, 01 Mar 2026 06:00:00 GMT")),
        (None, ('"a"', "Sun, 01 Mar 2026 06:00:00 GMT")),
        ((None, None), (None, None)),
    ):
        store.addresses.settle(item(1).url, Visit(State.FETCHED, validators=validators), now=NOW)
        known = store.addresses.get(item(1).url)
        assert known is not None
        assert (known.etag, known.last_modified) == expected


def test_a_finer_lastmod_is_kept_and_moves_nothing(store: Store) -> None:
    name(store, item(1, lastmod="2026-02"))
    assert name(store, item(1, lastmod="2026-02-03")) == Naming()
    known = store.addresses.get(item(1).url)
    assert known is not None
    assert known.lastmod == "2026-02-03"
    name(store, item(1, lastmod="2026-02"))
    name(store, item(1, lastmod="2026-02-01"))
    name(store, item(1, lastmod=None))
    assert store.addresses.get(item(1).url) == known


def test_what_waits_for_its_first_visit_keeps_its_turn_when_its_lastmod_moves(
    store: Store,
) -> None:
    name(store, item(1))
    assert name(store, item(1, lastmod="2026-03-01"), now=LATER) == Naming()
    assert due(store, now=NOW) == [1]
    assert store.addresses.problems(SITE, State.PENDING, 5) == [(item(1).url, "")]


@pytest.mark.parametrize("state", [State.FAILED, State.GONE, State.BLOCKED, State.FETCHED])
def test_a_lastmod_that_moves_gives_another_chance_with_all_its_tries(
    store: Store, state: State
) -> None:
    name(store, item(1))
    for _ in range(3):
        store.addresses.settle(item(1).url, Visit(state, "so"), now=NOW)
    assert due(store) == []
    assert name(store, item(1, lastmod="2026-03-01"), now=LATER) == Naming(moved=1)
    (again,) = store.addresses.due(SITE, now=LATER, limit=5, backlog=False)
    assert (again.state, again.attempts) == (State.PENDING, 0)
    assert store.addresses.problems(SITE, State.PENDING, 5) == [(again.url, "lastmod moved")]


def test_a_page_without_a_lastmod_is_due_only_once(store: Store) -> None:
    name(store, item(1, lastmod=None))
    store.addresses.settle(item(1).url, Visit(State.FETCHED), now=NOW)
    assert name(store, item(1, lastmod="2026-03-01"), now=LATER) == Naming()
    assert due(store) == []


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [("", "gempa", "gempa"), ("gempa", "", "gempa"), ("gempa", "banjir", "gempa"), ("", "", "")],
)
def test_an_address_with_its_words_is_better_than_one_without(
    store: Store, first: str, then: str, kept: str
) -> None:
    name(store, item(1, first))
    name(store, item(1, then))
    known = store.addresses.get(item(1).url)
    assert known is not None
    assert known.url == item(1, kept).url


def test_a_lost_capture_has_its_address_visited_again_and_asked_for_whole(store: Store) -> None:
    name(store, item(1))
    validators = ('"a"', "Sun, 01 Mar 2026 06:00:00 GMT")
    store.addresses.settle(item(1).url, Visit(State.FETCHED, validators=validators), now=NOW)
    store.addresses.revisit(f"{item(1).url}?utm_source=x")
    (again,) = store.addresses.due(SITE, now=NOW, limit=5, backlog=False)
    assert (again.state, again.etag, again.last_modified) == (State.PENDING, None, None)
    assert store.addresses.problems(SITE, State.PENDING, 5) == [(again.url, "capture lost")]


def test_a_page_that_is_no_item_is_known_by_its_address(store: Store) -> None:
    feed = Named("https://www.voaindonesia.com/api/zmgqoe$", Role.FEED)
    sitemap = Named(SOURCE, Role.SITEMAP, "2026-02-01")
    assert name(store, feed, sitemap, item(1)) == Naming(new=3)
    assert name(store, feed, Named(SOURCE, Role.SITEMAP, "2026-02-02")) == Naming()
    assert [one.lastmod for one in store.addresses.sitemaps(SITE)] == ["2026-02-02"]
    assert due(store) == [1]
    store.addresses.settle(SOURCE, Visit(State.GONE, "HTTP 404"), now=NOW)
    assert store.addresses.sitemaps(SITE) == []

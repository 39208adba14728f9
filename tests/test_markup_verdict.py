"""A crawl of a site that has changed its markup says so, once its pages are kept; one of a site that
has not says nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.store import Store
from crawler.endings import EXIT_CODES, Ending
from tests.crawling import Place, Serve
from tests.site.server import Replica
from tests.site.world import World
from tests.test_fill_rates import fill

pytestmark = pytest.mark.slow

_SECTION = re.compile(
    rb'"articleSection":"[^"]*",|,section:"[^"]*"|class="category|,categories:"[^"]*"'
)


class Redesigned(Replica):
    """A replica whose pages name no section any more."""

    def _page(self, number: int) -> bytes:
        return _SECTION.sub(b" ", super()._page(number))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A database with pages of every year, fetched three weeks ago."""
    with Store(tmp_path / "arsip.db") as store:
        for kind in ("article", "audio", "video", "gallery", "quiz"):
            for year in range(2001, 2027):
                published = datetime(year, 6, 1, tzinfo=UTC)
                when = datetime.now(UTC) - timedelta(weeks=3)
                fill(store, when, 25, published=published, kind=kind)
    return Place(tmp_path)


def test_a_redesign_is_told_in_one_line_and_all_is_kept(place: Place, serve: Serve) -> None:
    replica = serve(Redesigned(World(60)))
    done = place.crawl("backfill", replica)
    assert done.returncode == EXIT_CODES["markup"] == 9, done.stderr
    assert "the markup seems to have changed: section of article pages in 0 of " in done.stderr
    assert "(100% before)" in done.stderr
    (verdict, reason) = place.query("SELECT verdict, reason FROM runs")[0]
    assert verdict == "markup"
    assert reason.startswith("the markup seems to have changed")
    assert (
        place.query("SELECT count(*) FROM articles WHERE capture > 0 AND section IS NULL")[0][0]
        >= 20
    )
    # the same crawl again brings nothing, and says nothing
    assert place.crawl("latest", replica).returncode == 0


def test_the_site_as_it_was_raises_nothing(place: Place, serve: Serve) -> None:
    done = place.crawl("backfill", serve(Replica(World(60))))
    assert done.returncode == 0, done.stderr


def test_a_partial_crawl_says_both(place: Place, serve: Serve) -> None:
    done = place.crawl("backfill", serve(Redesigned(World(60))), "--limit", "50")
    assert done.returncode == 9, done.stderr
    assert done.stderr.rstrip().count("also partial: limit reached") == 1


def test_a_small_run_raises_nothing(place: Place, serve: Serve) -> None:
    done = place.crawl("backfill", serve(Redesigned(World(60))), "--limit", "8")
    assert done.returncode == EXIT_CODES["partial"], done.stderr


def test_a_verdict_of_markup_is_one_to_look_at() -> None:
    assert Ending("markup", "…").failed

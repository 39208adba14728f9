"""Where a site is fetched from, and the addresses that are kept of it."""

from __future__ import annotations

import re

import pytest

from archive import sites
from crawler.origin import SiteOrigin, check_base

SITE = sites.SITES["voaindonesia"]
URL = "https://www.voaindonesia.com/a/gempa/1.html?page=2"
COPY = "http://127.0.0.1:8800/a/gempa/1.html?page=2"
HERE = "http://127.0.0.1:8800"


@pytest.mark.parametrize("base", [HERE, f"{HERE}/", "https://copy.example", "http://[::1]:80"])
def test_a_base_is_a_scheme_and_a_host(base: str) -> None:
    assert check_base(base) == base


@pytest.mark.parametrize("rest", ["/copy", "?query", "/?query", "#top", "/#top"])
def test_what_stands_behind_the_host_of_a_base_cannot_be_honoured(rest: str) -> None:
    said = f"{HERE}{rest}"
    with pytest.raises(
        ValueError, match=re.escape(f"a path cannot be honoured; write it as {HERE}")
    ):
        check_base(said)
    with pytest.raises(ValueError, match="a path cannot be honoured"):
        SiteOrigin(SITE, said)


@pytest.mark.parametrize(
    "base",
    ["", "bogus", "ftp://copy.example", "http://", "http://x:0", "http://x:99999", "http://[x"],
)
def test_what_is_no_address_is_no_base(base: str) -> None:
    with pytest.raises(ValueError, match="is no address to fetch from; write it as http"):
        check_base(base)


def test_addresses_are_fetched_from_the_copy_and_kept_as_the_sites_own() -> None:
    origin = SiteOrigin(SITE, HERE)
    assert origin.fetched(URL) == COPY
    assert origin.kept(COPY) == URL
    assert origin.kept(f"{HERE.upper()}/a/1.html#top") == "https://www.voaindonesia.com/a/1.html"
    for other in (URL, "http://127.0.0.1:8801/a/gempa/1.html", "https://other.example/a/1.html"):
        assert origin.kept(other) == other


def test_without_a_copy_addresses_stay_as_they_are() -> None:
    origin = SiteOrigin(SITE)
    for url in (URL, COPY):
        assert origin.fetched(url) == origin.kept(url) == url


def test_a_site_owns_its_addresses_and_those_of_its_copy() -> None:
    origin = SiteOrigin(SITE, HERE)
    assert origin.owns(URL)
    assert origin.owns(COPY)
    assert not origin.owns("https://www.voanews.com/a/1.html")
    assert not SiteOrigin(SITE).owns(COPY)

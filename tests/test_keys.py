"""Ids: a number and its installation in one integer, made and undone in one place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import keys, sites
from archive.sites import INSTALLATIONS, SITES, UNKNOWN
from archive.urls import item_number

numbers = st.integers(0, keys.SPAN - 1)
installations = st.sampled_from(sorted(INSTALLATIONS.values())) | st.integers(
    UNKNOWN.start, UNKNOWN.stop - 1
)
hosts = st.from_regex(r"[a-z]{1,12}\.[a-z]{2,8}\.[a-z]{2,4}", fullmatch=True)


@given(installations, numbers)
def test_an_id_is_undone(installation, number):
    item = keys.make(installation, number)
    assert keys.split(item) == (installation, number)
    written = keys.written(item)
    if ":" in written:
        assert keys.read(written) == item
    else:
        assert int(written) == item


@given(installations, numbers)
def test_an_id_is_exact_where_numbers_are_doubles(installation, number):
    item = keys.make(installation, number)
    assert 0 <= item < 2**53
    assert int(float(item)) == item
    assert json.loads(json.dumps(item), parse_int=float) == item


@given(st.tuples(installations, numbers), st.tuples(installations, numbers))
def test_ids_are_as_different_as_what_they_are_made_of_and_in_its_order(one, other):
    assert (keys.make(*one) == keys.make(*other)) == (one == other)
    assert (keys.make(*one) < keys.make(*other)) == (one < other)
    assert keys.same_number(keys.make(*one), keys.make(*other)) == (one[1] == other[1])


@given(numbers)
def test_numbers_of_voa_are_their_own_ids(number):
    assert keys.make(INSTALLATIONS["voa"], number) == number
    assert keys.written(number) == str(number)


@given(st.sampled_from(list(SITES.values())), numbers)
def test_an_address_a_site_and_an_installation_give_the_same_id(site, number):
    item = keys.make(site.installation, number)
    name = next(name for name, code in INSTALLATIONS.items() if code == site.installation)
    assert keys.of_url(f"https://{site.host}/a/judul/{number}.html") == item
    assert keys.of_url(f"http://m.{site.host.removeprefix('www.')}/a/{number:012}.html?x=1") == item
    for written in (f"{name}:{number}", f"{site.name}:{number}", f"{site.host}:{number}"):
        assert keys.read(written) == item
        assert keys.read(written.upper()) == item
    assert item in keys.namesakes(number)


@given(hosts, numbers)
def test_a_host_that_is_not_known_has_numbers_of_its_own(host, number):
    if sites.of(f"https://{host}/").of_platform:
        return
    item = keys.of_url(f"https://{host}/a/{number}.html")
    assert item is not None
    assert keys.split(item)[0] in UNKNOWN
    assert item == keys.of_url(f"https://www.{host}/a/x/{number}.html")
    assert item == keys.read(f"{host}:{number}")
    assert keys.split(item)[1] == number
    copied = keys.of_url(f"https://{host}/a/{number}.html", SITES["azattyq"])
    assert copied == keys.make(INSTALLATIONS["rferl"], number)


def test_what_stands_in_the_documents():
    assert keys.of_url("https://www.rferl.org/a/33123456.html") == 10033123456
    assert keys.written(10033123456) == "rferl:33123456"
    assert keys.read("svoboda:33123456") == 10033123456


def test_the_codes_of_installations_stay():
    assert INSTALLATIONS == {"voa": 0, "rferl": 1, "mbn": 2, "ocb": 3}
    assert keys.of_url("https://pangea.example.org/a/1.html") == 2364350000000001


@pytest.mark.parametrize(
    ("host", "installation"),
    [
        ("en.radiofarda.com", "rferl"),
        ("rus.azathabar.com", "rferl"),
        ("ukrainian.voanews.com", "voa"),
        ("www.voa.gov", "voa"),
        ("", "voa"),
    ],
)
def test_a_host_of_a_known_domain_has_the_numbers_of_its_installation(host, installation):
    assert sites.of(f"https://{host}/").installation == INSTALLATIONS[installation]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "org", "notvoanews.com", "xn--p1ai.рф"])
def test_other_hosts_have_not(host):
    assert sites.of(f"https://{host}/").installation in UNKNOWN


def test_a_link_between_pages_of_no_known_address_names_a_number_of_voa():
    assert keys.of_url("/a/6951234.html") == 6951234


@pytest.mark.parametrize("number", [-1, keys.SPAN, 10**19, 2**63])
def test_what_is_no_number_of_an_item_gives_no_id(number):
    with pytest.raises(ValueError, match="at most ten digits"):
        keys.make(0, number)
    assert keys.namesakes(number) == []
    assert keys.read(f"rferl:{number}") is None
    assert item_number(f"https://www.rferl.org/a/{number}.html") is None


@pytest.mark.parametrize("installation", [-1, UNKNOWN.stop, 10**9])
def test_what_is_no_installation_gives_no_id(installation):
    with pytest.raises(ValueError, match="is no installation"):
        keys.make(installation, 1)


@pytest.mark.parametrize("item", [-1, -(2**52), keys.END, 2**63 - 1])
def test_what_is_no_id_of_a_number_is_not_undone(item):
    with pytest.raises(ValueError, match="is not made of a number"):
        keys.split(item)
    assert keys.written(item) == str(item)
    assert not keys.same_number(item, 1)


@pytest.mark.parametrize(
    "text", ["", ":", "rferl:", ":1", "rferl:-1", "rferl:1:2", "nowhere:1", "rferl:1.0", "rferl: 1", "rferl:٣"]
)  # fmt: skip
def test_what_names_no_id(text):
    assert keys.read(text) is None

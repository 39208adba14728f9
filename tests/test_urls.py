import zoneinfo

import pytest

from archive import sites
from archive.urls import absolute, canonical, item_number


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://www.voaindonesia.com/a/menlu-rusia-kunjungi-mali/6953222.html", 6953222),
        ("https://www.voaindonesia.com/a/6953222.html?ltflags=mailer#top", 6953222),
        ("/amp/menlu-rusia/6953222.html", 6953222),
        (
            "https://learningenglish.voanews.com/a/the-69th-golden-globes-138159229/131343.html",
            131343,
        ),
        ("http://www.voanews.com/content/old-story/1234567.html", 1234567),
        ("https://www.voaindonesia.com/z/299", None),
        ("https://www.voaindonesia.com/p/5613.html", None),
        ("https://www.voaindonesia.com/author/nama/abc12", None),
        ("https://www.voaindonesia.com/", None),
        ("http://[tidak/a/1.html", None),
        ("", None),
    ],
)
def test_item_id(url: str, number: int | None) -> None:
    assert item_number(url) == number


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "HTTP://WWW.VOAIndonesia.com:80/a/x/1.html?y=2#z",
            "https://www.voaindonesia.com/a/x/1.html",
        ),
        ("https://www.voaindonesia.com/amp/x/1.html", "https://www.voaindonesia.com/a/x/1.html"),
        ("https://www.voaindonesia.com", "https://www.voaindonesia.com/"),
        (" not an address ", "not an address"),
    ],
)
def test_canonical(url: str, expected: str) -> None:
    assert canonical(url) == expected
    assert canonical(expected) == expected


def test_absolute() -> None:
    base = "https://www.voaindonesia.com/a/x/1.html"
    assert absolute(base, "/a/y/2.html") == "https://www.voaindonesia.com/a/y/2.html"
    assert absolute(base, "//[rusak") is None
    assert absolute(base, "javascript:void(0)") is None


def test_sites() -> None:
    assert sites.of("https://m.voaindonesia.com/a/1.html") is sites.SITES["voaindonesia"]
    assert sites.of("https://gandhara.rferl.org/a/1.html").name == "gandhara"
    unknown = sites.of("https://contoh.example/a/1.html")
    assert (unknown.name, unknown.owner, unknown.federal) == ("contoh.example", None, False)
    assert len(sites.SITES) > 90
    assert len({site.host for site in sites.SITES.values()}) == len(sites.SITES)
    for site in sites.SITES.values():
        zoneinfo.ZoneInfo(site.timezone)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("en.radiofarda.com", "radiofardaen"),
        ("rus.azathabar.com", "azathabarrus"),
        ("www.votvot.tv", "votvottv"),
        ("www.golos-ameriki.ru", "voarussian"),
        ("m.golos-ameriki.ru", "voarussian"),
        ("www.voanoticias.com", "voaspanish"),
        ("ukrainian.voanews.com", "voaukrainian"),
        ("makdenes.org", "slobodnaevropamk"),
    ],
)
def test_hosts_that_sites_have_or_once_had(host: str, name: str) -> None:
    assert sites.of(f"https://{host}/a/1.html") is sites.SITES[name]


def test_no_former_host_is_one_of_today() -> None:
    today = {site.host for site in sites.SITES.values()}
    assert today.isdisjoint(sites.FORMER_HOSTS)
    assert sites.SITES.keys() >= set(sites.FORMER_HOSTS.values())

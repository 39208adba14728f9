"""What a page says of its site is no field of its item."""

import pytest

from archive.extract import extract
from tests.small_pages import TEXT, TITLE, URL, ld, meta, page

SLOGAN = "Belajar bahasa Inggris dengan VOA Learning English setiap hari"
SITE = meta(og_site_name="VOA Learning English")
PUBLISHER = {"@type": "NewsMediaOrganization", "name": "POLYGRAPH.info", "slogan": "Fakta, titik."}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (meta(og_description="Kayu bekas jadi lunas"), "Kayu bekas jadi lunas"),
        ('<meta name="description" content="Perahu dari kayu bekas">', "Perahu dari kayu bekas"),
        (f'{SITE}<meta name="description" content="{SLOGAN}">', None),
        (f'{SITE}<meta name="description" content="{SLOGAN}: perahu">', f"{SLOGAN}: perahu"),
        (SITE + meta(og_description=SLOGAN), None),
        (SITE + meta(og_description="VOA Learning English"), None),
        ('<meta name="description" content="Kabar tepercaya sepanjang hari">', None),
        (
            '<meta name="description" content="Kabar tepercaya">'
            + ld({"@type": "NewsArticle", "description": "Lunas perahu"}),
            "Lunas perahu",
        ),
        (
            meta(og_description="Fakta, titik.")
            + ld({"@type": "NewsArticle", "publisher": PUBLISHER}),
            None,
        ),
    ],
)
def test_a_slogan_is_no_description(head: str, expected: str | None) -> None:
    assert extract(page(head=head), URL).description == expected


def test_a_slogan_in_a_script_without_spaces() -> None:
    head = '<meta name="description" content="{}">'
    chinese = {"title": "木船回到河口"}
    assert extract(page(head=head.format("渔民把木船带回"), **chinese), URL).description
    assert extract(page(head=head.format("每天为您播报新闻"), **chinese), URL).description is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (ld({"@type": "NewsArticle", "keywords": "Laut, Kayu"}), ("Laut", "Kayu")),
        (ld({"@type": "NewsArticle", "keywords": ["Laut", "VOA"]}), ("Laut",)),
        ('<meta name="news_keywords" content="Laut, Kayu">', ("Laut", "Kayu")),
        ('<meta name="keywords" content="Laut, Kayu">', ("Laut", "Kayu")),
        (SITE + '<meta name="keywords" content="VOA Learning English, Laut">', ("Laut",)),
        (
            ld({"@type": "NewsArticle", "keywords": ""})
            + '<meta name="keywords" content="belajar, bahasa, inggris">',
            (),
        ),
    ],
)
def test_names_of_the_site_are_no_tags(head: str, expected: tuple[str, ...]) -> None:
    assert extract(page(head=head), URL).keywords == expected


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("Rio Tuasikal", ("Rio Tuasikal",)),
        ("POLYGRAPH.info", ()),
        ("VOA", ("VOA",)),
        ("www.voaindonesia.com", ("www.voaindonesia.com",)),
        ("voaindonesia.com", ()),
    ],
)
def test_the_name_of_the_site_is_no_byline(author: str, expected: tuple[str, ...]) -> None:
    node = {"@type": "NewsArticle", "author": {"name": author}, "publisher": PUBLISHER}
    article = extract(page(head=ld(node)), URL)
    assert article.byline == expected
    assert article.rights == "voa"


def test_what_the_page_shows_as_its_byline_is_one() -> None:
    shown = (
        '<div class="publishing-details"><a class="links__item-link">VOA Learning English</a></div>'
    )
    assert extract(page(head=SITE, before=shown), URL).byline == ("VOA Learning English",)


@pytest.mark.parametrize(
    ("utag", "before", "expected"),
    [
        ('section:"laut",categories:"laut,kayu"', "", "laut"),
        ('categories:"kayu,laut"', "", "kayu"),
        ('section:"laut"', '<div class="category"><a href="/z/1">Maritim</a></div>', "Maritim"),
        ('section:""', "", None),
    ],
)
def test_a_section_in_utag_data_counts(utag: str, before: str, expected: str | None) -> None:
    made = page(TEXT, utag=f'page_type:"article",{utag}', before=before)
    assert extract(made, URL).section == expected


def test_the_item_is_found_among_the_nodes_of_a_graph() -> None:
    head = ld(
        {"@type": "WebPage", "name": "Laman"},
        {"@type": "VideoObject", "name": "Video", "uploadDate": "2020-01-01"},
        {"@type": "https://schema.org/ReportageNewsArticle", "name": TITLE,
         "datePublished": "2023-02-08 00:05:00Z", "author": {"@id": "#rio"}},
        {"@type": "Person", "@id": "#rio", "name": "Rio Tuasikal"},
        {"@type": "Organization", "@id": "#voa", "name": "VOA"},
        graph=True,
    )  # fmt: skip
    article = extract(page(head=head), URL)
    assert (article.kind, article.byline) == ("article", ("Rio Tuasikal",))
    assert article.published_source == "json-ld"

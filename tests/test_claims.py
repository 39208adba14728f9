"""The claims of fact-checks, from JSON-LD and from the page."""

import pytest

from archive.article import Claim
from archive.extract import extract
from archive.reader.pangea import schema_org
from tests.small_pages import TEXT, TITLE, URL, ld, page

REVIEW = {
    "@type": "ClaimReview",
    "claimReviewed": "Teluk itu kering.",
    "itemReviewed": {
        "@type": "CreativeWork",
        "author": {"@type": "Person", "name": "Seorang pejabat"},
        "datePublished": "2019-11-18",
        "name": "Pidato",
        "appearance": {"url": "https://example.org/pidato"},
    },
    "reviewRating": {"@type": "rating", "ratingValue": 1, "alternateName": "Salah"},
    "datePublished": "2019-11-18",
    "dateModified": "2019-11-19 14:42:55Z",
    "keywords": "Teluk, Salah",
}
BOX = """<div class="{0}"><div class="statement"><div class="statement-head red"><h4 class="author">Seorang pejabat</h4>
<p class="desc">Kepala dinas</p></div><div class="statement-content"><div class="wsw">
<p>“Teluk itu kering sejak lama.”</p></div></div>
<div class="statement-source"><a href="/sumber.html">Sumber: Radio, 18 November 2019</a></div></div>
<div class="verdict"><div class="verdict-head"><div class="title red"><span class="ico"></span><span>Salah</span>
<div class="intro">Laut ada di sana</div></div></div></div></div>"""
SOURCE = "Sumber: Radio, 18 November 2019"
LINK = "https://www.voaindonesia.com/sumber.html"


@pytest.mark.parametrize("name", ["fc__body", "fc-body", "row fc__body fc__body--big"])
def test_the_box_over_the_text(name: str) -> None:
    article = extract(page(before=BOX.format(name)), URL)
    said = "“Teluk itu kering sejak lama.”"
    assert article.claims == (Claim(said, "Seorang pejabat", "Salah", SOURCE, LINK),)
    assert [str(block.kind) for block in article.body] == ["quote", "paragraph"]
    assert article.body[0].text == said
    assert article.kind == "article"


def test_a_long_statement_stands_once_and_as_a_quotation() -> None:
    said = "“Teluk itu kering sejak lama, dan siapa berkata lain tidak pernah berdiri di tepinya.”"
    box = BOX.format("fc__body").replace("“Teluk itu kering sejak lama.”", said)
    article = extract(page(TEXT, before=box, after="<p>Kaki halaman.</p>"), URL)
    assert [str(block.kind) for block in article.body] == ["quote", "paragraph"]
    assert article.body[0].text == said


@pytest.mark.parametrize("others", [[], [{"@type": "NewsArticle", "name": TITLE}]])
@pytest.mark.parametrize("graph", [False, True])
def test_json_ld_alone(others: list[dict[str, str]], graph: bool) -> None:
    article = extract(page(head=ld(*others, REVIEW, graph=graph)), URL)
    assert article.claims == (
        Claim("Teluk itu kering.", "Seorang pejabat", "Salah", "Pidato, 2019-11-18",
              "https://example.org/pidato"),
    )  # fmt: skip
    assert article.keywords == ("Teluk", "Salah")
    assert article.modified is not None
    assert article.kind == "article"


def test_both_are_one_claim() -> None:
    article = extract(page(head=ld(REVIEW), before=BOX.format("fc__body")), URL)
    assert article.claims == (Claim("Teluk itu kering.", "Seorang pejabat", "Salah", SOURCE, LINK),)


@pytest.mark.parametrize(
    "node",
    [
        {"claimReviewed": 5, "itemReviewed": "x", "reviewRating": []},
        {"claimReviewed": ["Satu", "Dua"], "itemReviewed": [{"author": None}], "reviewRating": 3},
        {},
    ],
)
def test_odd_reviews_do_no_harm(node: dict[str, object]) -> None:
    article = extract(page(head=ld({"@type": "ClaimReview", **node})), URL)
    assert article.claims in ((), (Claim("Satu"),))


@pytest.mark.parametrize("name", sorted(schema_org.KINDS))
@pytest.mark.parametrize("form", ["{}", "https://schema.org/{}", "schema:{}"])
def test_every_type_of_the_table_describes_the_item(name: str, form: str) -> None:
    node = {"@type": ["Thing", form.format(name)], "datePublished": "2023-02-07 05:00:00Z"}
    article = extract(page(head=ld({"@type": "WebPage"}, node, graph=True), utag=""), URL)
    assert article.published_source == "json-ld"
    assert article.body[0].text in TEXT

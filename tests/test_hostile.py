"""No page, however broken, makes the reader raise anything but its own error, hang, or leak a word
of the frame."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest
import trafilatura  # noqa: F401  (the reader imports it when it first needs it; that is not what is timed here)
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive import dump
from archive.article import Article, NotAnItem, ReadError
from archive.extract import extract
from tests import whole_pages

pytestmark = pytest.mark.slow

PAGES = sorted(whole_pages.PAGES.iterdir())
DUMPS = sorted(Path(__file__).parent.glob("dumps/*/dump.txt"))
URL = "https://www.voaindonesia.com/a/contoh/7000001.html"
FRAME = {
    "XS",
    "SM",
    "MD",
    "LG",
    "Forum",
    "Recommended",
    "Tautan-tautan Akses",
    "Bagikan",
    "Share",
    "Print",
    "Cetak",
}
PHRASES = ("Tautan-tautan Akses", "copied to your clipboard", "No media source currently available")

#: The reader takes some 2 ms; two seconds are what a user would notice as a hang.
PATIENT = settings(
    deadline=timedelta(seconds=2),
    max_examples=300,
    suppress_health_check=[HealthCheck.data_too_large],
)

TAG = re.compile(rb"<[^>]{1,300}>")


def read(html: bytes | str) -> Article | None:
    try:
        return extract(html, URL)
    except ReadError:
        return None


def assert_clean(article: Article | None) -> None:
    for block in article.body if article else ():
        assert block.text
        assert block.text not in FRAME
        assert not any(phrase in block.text for phrase in PHRASES)


@PATIENT
@given(page=st.sampled_from(PAGES), cut=st.floats(0, 1), data=st.data())
def test_cut_anywhere(page: Path, cut: float, data: st.DataObject) -> None:
    html = whole_pages.page(page)
    assert_clean(read(html[: int(len(html) * cut)]))


@PATIENT
@given(
    page=st.sampled_from(PAGES), seed=st.randoms(use_true_random=False), count=st.integers(1, 60)
)
def test_bytes_flipped(page: Path, seed: object, count: int) -> None:
    html = bytearray(whole_pages.page(page) or b" ")
    for _ in range(count):
        html[seed.randrange(len(html))] = seed.randrange(256)  # type: ignore[attr-defined]
    article = read(bytes(html))
    # A flipped byte can turn a word of the frame into any other: only errors, time and sameness
    # count here.
    assert read(bytes(html)) == article


@PATIENT
@given(page=st.sampled_from(PAGES), seed=st.randoms(use_true_random=False), share=st.floats(0, 0.5))
def test_tags_dropped(page: Path, seed: object, share: float) -> None:
    html = whole_pages.page(page)
    assert_clean(read(TAG.sub(lambda tag: b"" if seed.random() < share else tag[0], html)))  # type: ignore[attr-defined]


@PATIENT
@given(st.one_of(st.binary(max_size=2000), st.text(max_size=2000)))
@example(b"")
@example(b"\x00")
@example(b"<")
@example("<html><body><h1>\ud800")
@example(b'<html><body class="pg-article"><a href="//[">x</a>')
def test_anything_at_all(html: bytes | str) -> None:
    assert_clean(read(html))


@PATIENT
@given(
    dump_text=st.sampled_from(DUMPS).map(lambda path: path.read_bytes().decode()),
    cut=st.floats(0, 1),
)
def test_dump_cut_anywhere(dump_text: str, cut: float) -> None:
    text = dump_text[int(len(dump_text) * cut) :]
    try:
        article = dump.read(text)
    except NotAnItem:
        return
    assert_clean(article)
    kept = " ".join([article.title, *(block.text for block in article.body)])
    for drop in dump.dropped(text):
        assert drop.reason
        assert drop.line <= len(text.splitlines())
    assert kept


@PATIENT
@given(st.text(max_size=3000))
def test_dump_of_anything(text: str) -> None:
    try:
        assert_clean(dump.read(text))
    except NotAnItem:
        return


ARTICLE = """<html><body class="pg-article"><h1 class="pg-title">Judul</h1>
<div id="article-content"><div class="wsw">{}</div></div>"""


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 50_000 + "teks",
        "<p>" + "<b>" * 50_000 + "teks",
        "<p>" + "<img src=x>" * 20_000,
        "<p>" + "<br>" * 200_000,
        "<p>" + "<a href=/a/1.html>" * 20_000,
        "<p>" + "informasi dari " * 50_000,
        "<p>" + "(" * 200_000,
        "<p>" + "[" * 100_000 + "rd/" * 50_000,
        "<p>JAKARTA " * 30_000 + "—",
        "<table>" + "<tr><td>a" * 20_000,
        "<span class='" + "wsw " * 100_000 + "'>teks",
        "<script>var utag_data={" + "a" * 500_000 + "</script><p>teks",
        "<script>var utag_data={" + 'a:"' * 100_000 + "</script><p>teks",
        '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>teks",
        '<script type="application/ld+json">{"@type":"NewsArticle","author":'
        + "[" * 900
        + "]" * 900
        + "}</script><p>teks",
        "<audio src=a.mp3>" * 5_000,
        "<p>" + "&amp;" * 200_000,
        "<div class=cover-media>" * 190 + "<figure><img src=a.jpg></figure>" * 3_000,
        "<div class=category>" * 200 + "<a>x</a>" * 5_000,
        "<h1><div>" * 100 + "<b>x</b> " * 20_000,
        "<table><tr><td>" * 80 + "<br>x" * 20_000,
    ],
    ids=lambda body: body[:30],
)
def test_hostile_shapes_end_in_an_article_or_the_named_error(body: str) -> None:
    assert_clean(read(ARTICLE.replace("{}", body)))


def _seconds(body: str) -> float:
    html = ARTICLE.replace("{}", body)
    began = process_time()
    read(html)
    return process_time() - began


NAMES = [f"a{number}" for number in range(80_000)]


@pytest.mark.parametrize(
    "shape",
    [
        lambda n: "<p " + "=1 ".join(NAMES[:n]) + ">teks",
        lambda n: "<p " + " ".join(NAMES[:n]) + ">teks",
        lambda n: "<p " + "='>' ".join(NAMES[:n]) + "='>'>teks",
        lambda n: "</p " + " ".join(NAMES[:n]) + ">teks",
        lambda n: '<p x="' * n,
        lambda n: "<p x='\"" * n,
        lambda n: "<b>" * n + "teks",
        lambda n: "<div class=wsw>" * n + "teks",
        lambda n: "<figure class=cover-media><img src=a.jpg>" * n,
        lambda n: "<table><tr><td>" * n + "teks",
        lambda n: "<li>teks" + "<ul>" * 300 + "<li>teks" * n,
    ],
    ids=range(11),
)
def test_time_grows_with_the_size_of_a_page(shape: Callable[[int], str]) -> None:
    """Four times the page takes some four times as long, and not sixteen."""
    _seconds(shape(100))
    small, large = (min(_seconds(shape(n)) for _ in range(2)) for n in (20_000, 80_000))
    assert large < 8 * small + 0.2


def test_an_element_with_more_attributes_than_any_has_is_named() -> None:
    html = ARTICLE.replace("{}", "<p " + " ".join(NAMES) + ">teks")
    with pytest.raises(NotAnItem, match="an element of more than 10,000 attributes"):
        extract(html, URL)


def test_a_long_attribute_is_no_crowd_of_them() -> None:
    picture = "data:image/svg+xml," + "M 1 2 L 3 4 " * 20_000
    html = ARTICLE.replace(
        "{}", f'<p><img src="{picture}">Warga mengungsi ke tenda di lapangan.</p>'
    )
    assert extract(html, URL).text == "Warga mengungsi ke tenda di lapangan."


@pytest.mark.parametrize("levels", [100, 190, 230, 260, 1900])
def test_words_are_read_however_deep_they_lie(levels: int) -> None:
    deep = "<div>" * levels + "<p>Satu</p><script>bukan</script><p>dua.</p>" + "</div>" * levels
    article = extract(ARTICLE.replace("{}", f"<div>{deep}</div><p>Tiga.</p>"), URL)
    assert article.text.split() == ["Satu", "dua.", "Tiga."]
    assert len(article.body) == (3 if levels < 200 else 2)
    assert not any(line.startswith("too-deep") for line in article.diagnostics)


def test_a_page_that_the_parser_gives_up_says_so() -> None:
    html = ARTICLE.replace("{}", "<p>Satu.</p>" + "<b>" * 5_000 + "dua")
    article = extract(html, URL)
    assert article.text == "Satu."
    assert any(line.startswith("too-deep: ") for line in article.diagnostics)

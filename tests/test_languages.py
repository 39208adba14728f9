"""A report in each language of the platform, as page and as every form of text dump: title, caption
and paragraphs are exact."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.article import Article, NotAnItem
from archive.dump import dropped, read
from archive.extract import extract
from archive.reader import dump_frame
from archive.reader.text import asks, clean, ends_sentence
from archive.sites import SITES
from tests import language_texts
from tests.language_texts import LANGUAGES, text_of


def address(language: str) -> str:
    """An address on a site of this language."""
    hosts = (site.host for site in SITES.values() if site.language == language)
    return f"https://{next(hosts)}/a/7000001.html"


def said(article: Article) -> tuple[str, list[str | None], list[str], set[str]]:
    """What the tests compare."""
    blocks = [block.text for block in article.body]
    kinds = {str(block.kind) for block in article.body}
    return article.title, [image.caption for image in article.images], blocks, kinds


def test_there_are_texts_in_more_than_forty_languages_each_of_a_known_site() -> None:
    assert len(LANGUAGES) > 40
    assert {site.language for site in SITES.values()} >= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page(language: str) -> None:
    text = text_of(language)
    expected = (text.title, [text.caption], list(text.paragraphs), {"paragraph"})
    assert said(extract(language_texts.page(text), address(language))) == expected


@pytest.mark.parametrize("form", ["short", "whole"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dump(language: str, form: str) -> None:
    text = text_of(language)
    dump = getattr(language_texts, f"{form}_dump")(text)
    article = read(dump, address(language))
    expected = (text.title, [text.caption], list(text.paragraphs), {"paragraph"})
    assert said(article) == expected
    assert article.diagnostics == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dump_without_frame_and_picture(language: str) -> None:
    text = text_of(language)
    article = read(language_texts.bare_dump(text), address(language))
    assert said(article) == (text.title, [], list(text.paragraphs), {"paragraph"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dump_whose_caption_is_the_title(language: str) -> None:
    text = text_of(language)
    article = read(language_texts.twice_dump(text), address(language))
    assert said(article) == (text.title, [text.title], list(text.paragraphs), {"paragraph"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dump_whose_last_paragraph_has_lost_its_sign(language: str) -> None:
    text = text_of(language)
    article = read(language_texts.cut_dump(text), address(language))
    paragraphs = [*text.paragraphs[:-1], language_texts.last_of_cut_dump(text)]
    assert said(article) == (text.title, [], paragraphs, {"paragraph"})


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", "Baca juga"), ("tr", "Ayrıca bakınız"), ("fa", "بیشتر بخوانید"), ("ar", "اقرأ أيضا"),
        ("zh", "延伸阅读"), ("th", "อ่านเพิ่มเติม"), ("hy", "Կարդացեք նաև"), ("uk", "Читайте також"),
        ("sq", "Lexoni edhe"), ("vi", "Xem thêm"), ("am", "ተጨማሪ ያንብቡ"), ("sw", "Soma pia"),
    ],
)  # fmt: skip
def test_a_line_that_leads_to_another_story_is_left_out(language: str, words: str) -> None:
    text = text_of(language)
    line = f"{words}: {text.caption.rstrip('.。')}"
    first, *rest = text.paragraphs
    dump = "\n".join([text.heading, text.title, first, line, *rest, "XS", "SM", "MD", "LG"])
    article = read(dump, address(language))
    assert (article.title, [block.text for block in article.body]) == (
        text.title,
        list(text.paragraphs),
    )
    assert [drop.reason for drop in dropped(dump) if drop.text == line] == [
        "leads to another story"
    ]


BODY = [
    "Tiga kapal nelayan menunggu dua hari di luar pelabuhan sebelum berlabuh pada Rabu pagi.",
    "Nakhoda mengatakan ombak terlalu tinggi sehingga tidak seorang pun bisa tidur malam itu.",
]


@pytest.mark.parametrize(
    "title",
    [
        "Mengapa Begitu Banyak Kapal Nelayan Menunggu di Luar Pelabuhan Sepanjang Pekan Ini?",
        "Nakhoda yang Menunggu Tiga Hari di Luar Pelabuhan: “Kami Hanya Ingin Segera Pulang”",
        "Nakhoda Kapal Bertanya kepada Petugas Pelabuhan: “Kapan Kami Boleh Pulang ke Rumah?”",
        "Nelayan Pulang (Setelah Tiga Hari Menunggu Ombak Reda di Luar Pelabuhan Muara Baru)",
        "Akhirnya Pulang!",
    ],
)
@pytest.mark.parametrize("heading", ["", "Tautan-tautan Akses\n\n"])
def test_a_long_title_that_ends_in_a_sign(title: str, heading: str) -> None:
    article = read("\n\n".join([heading + title, *BODY]), address("id"))
    assert (article.title, [block.text for block in article.body]) == (title, BODY)
    assert article.diagnostics == ()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Lînk", "Yekser here naverokê", "Yekser here lîsteyê", "Yekser here lêgerînê", "Sernav"], 4),
        # a title, its caption and a text are none, however alike they are
        (["Kapal Pulang", "Kapal pulang.", "Kapal pulang.", "Kapal pulang hari Rabu."], 0),
        (["Kapal Pulang", "Kapal pulang pagi", "Kapal pulang pagi", "Kapal pulang pagi"], 0),
        (["Satu", "Dua", "Tiga", "Empat", "Lima"], 0),
        (["", "Facebook", "Bagikan di Telegram", "Kapal pulang ke muara."], 2),
        (["Facebook dituduh menyebarkan kabar bohong.", "Twitter membantah tuduhan itu."], 0),
    ],
)  # fmt: skip
def test_the_frame_is_known_by_its_structure(lines: list[str], expected: int) -> None:
    frame = dump_frame.marked(lines)
    by_structure = [line for line, of_frame in zip(lines, frame, strict=True) if of_frame and line]
    assert len(by_structure) == expected


LINES = sorted(
    {
        line
        for language in ("id", "ru", "zh", "th", "ur")
        for line in language_texts.whole_dump(text_of(language)).splitlines()
    }
    | {"", "Oleh Rio Tuasikal", "(AP/Reuters)", "Sumber: AFP", "[rd/jm]", "Baca juga: Kapal Pulang"}
)


@given(st.lists(st.sampled_from(LINES), max_size=25))
def test_every_line_of_a_dump_is_held_or_listed_with_its_reason(lines: list[str]) -> None:
    text = "\n".join(lines)
    left_out = dropped(text)
    assert all(drop.reason and clean(lines[drop.line - 1]) for drop in left_out)
    rest = Counter(filter(None, map(clean, lines))) - Counter(drop.text for drop in left_out)
    try:
        article = read(text, address("id"))
    except NotAnItem:
        return
    held = " ".join(
        [article.title, article.text, "[rd/jm]"]
        + [f"{image.caption} ({image.credit})" for image in article.images]
    )
    assert [line for line in rest if line not in held] == []


#: How Unicode's names of the signs of the sites' scripts begin.
SCRIPTS = (
    "FULL STOP", "QUESTION", "EXCLAMATION", "ARABIC END", "ARABIC FULL", "ARABIC QUESTION", "ARMENIAN",
    "BENGALI", "CJK", "DEVANAGARI", "DOUBLE", "ETHIOPIC FULL", "ETHIOPIC QUESTION", "FULLWIDTH",
    "IDEOGRAPHIC", "KHMER", "MYANMAR",
)  # fmt: skip


def test_the_signs_that_end_a_sentence_are_those_of_unicode() -> None:
    regex = pytest.importorskip("regex")
    signs = map(chr, range(sys.maxunicode + 1))
    ending = [sign for sign in signs if regex.match(r"\p{Sentence_Terminal}", sign)]
    of_sites = [sign for sign in ending if unicodedata.name(sign, "").startswith(SCRIPTS)]
    assert len(of_sites) > 20
    assert [unicodedata.name(sign) for sign in of_sites if not ends_sentence(f"a{sign}")] == []


@pytest.mark.parametrize(
    ("text", "ends", "asking"),
    [
        ("Ya.”", True, False),
        ("Ya?»", True, True),
        ("Ya!)", True, True),
        ("کیا؟", True, True),
        ("Ya", False, False),
        ("Ya”", False, False),
        ("Ya, 50%", False, False),
        ("Ya,", False, False),
        ("", False, False),
        ("”", False, False),
    ],
)
def test_how_a_text_ends(text: str, ends: bool, asking: bool) -> None:
    assert (ends_sentence(text), asks(text)) == (ends, asking)

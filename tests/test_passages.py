"""In which language a text is, and what of it is in another one."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from itertools import pairwise
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.article import Block, BlockKind, Passage, to_json
from archive.dump import read
from archive.extract import extract
from archive.reader import languages, second_opinion
from archive.reader.language_words import WORDS
from archive.store import Store
from archive.store.rows import record_digest, to_parts, to_row
from tests import language_sentences, language_texts
from tests.language_sentences import BLIND, TUNED
from tests.language_texts import LANGUAGES, text_of
from tests.test_languages import address

ENGLISH = (
    "The ministry said that the work would begin in the spring and that it would take two years.",
    "It did not say who would pay for it, or when the people of the village could come back.",
)
INDONESIAN = (
    "Kementerian mengatakan pekerjaan itu akan dimulai pada musim semi dan akan berlangsung dua tahun.",
    "Warga desa itu belum tahu kapan mereka bisa kembali ke rumah karena jalan masih tertutup.",
)


def page(language: str, *paragraphs: str) -> str:
    """A page whose head names a language."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<html lang="{language}"><body class="pg-article">'
        '<script>var bar_data = {"apiId":"7000001","apiType":"1"};</script>'
        f'<h1 class="pg-title">Judul</h1><div id="article-content"><div class="wsw">{body}</div></div>'
        "</body></html>"
    )


def test_the_sets_are_large_enough_and_a_third_is_blind() -> None:
    tuned, blind = (list(language_sentences.sentences(file)) for file in (TUNED, BLIND))
    assert len(tuned) + len(blind) >= 240
    assert len(blind) >= (len(tuned) + len(blind)) / 3
    assert {each.text for each in tuned}.isdisjoint(each.text for each in blind)


@pytest.mark.parametrize("file", [TUNED, BLIND], ids=["tuned", "blind"])
def test_what_is_found_is_right_and_most_is_found(file) -> None:
    whole, single, wrong = language_sentences.measured(language_sentences.sentences(file))
    assert whole.precision >= 0.98, wrong
    assert whole.recall >= 0.85, wrong
    assert single["en"].recall == 1.0, wrong


def test_no_sentence_of_one_language_holds_another() -> None:
    plain = [
        sentence
        for file in (TUNED, BLIND)
        for sentence in language_sentences.sentences(file)
        if not sentence.passages
    ]
    assert len(plain) > 100
    assert [each.text for each in plain if languages.passages([each.text], each.page)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_in_the_language_of_its_page_is_left_as_it_is(language: str) -> None:
    assert languages.told(text_of(language).paragraphs, language) == (language, ())


@pytest.mark.parametrize("said", ["id", "en", "ru"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_is_never_taken_for_a_third_language(language: str, said: str) -> None:
    told, _ = languages.told(text_of(language).paragraphs, said)
    assert told in (said, language)


def test_english_copy_in_an_indonesian_page_is_kept_at_its_place() -> None:
    quoted = f"Ia berkata, “{ENGLISH[1]}” lalu pergi."
    article = extract(page("id", INDONESIAN[0], ENGLISH[0], quoted, *INDONESIAN), address("id"))
    assert article.language == "id"
    found = [article.body[each.block].text[each.start : each.end] for each in article.passages]
    assert found == [ENGLISH[0].rstrip("."), ENGLISH[1].rstrip(".")]
    assert {each.language for each in article.passages} == {"en"}
    assert to_json(article)["passages"][0] == {
        "block": 1,
        "start": 0,
        "end": len(ENGLISH[0]) - 1,
        "language": "en",
    }


@pytest.mark.parametrize(
    ("said", "paragraphs", "language"),
    [
        ("id", ENGLISH, "en"),
        ("en", INDONESIAN, "id"),
        ("id", (*INDONESIAN, *ENGLISH), "id"),
        ("id", ("Yes.", "No."), "id"),
        ("id", text_of("fr").paragraphs, "fr"),
        ("id", text_of("ru").paragraphs, "ru"),
        ("en", text_of("th").paragraphs, "th"),
        ("bs", ENGLISH, "en"),
    ],
)
def test_the_language_of_a_page_is_that_of_its_text(
    said: str, paragraphs: tuple[str, ...], language: str
) -> None:
    article = extract(page(said, *paragraphs), address("id"))
    assert article.language == language
    conflict = f"language-conflict: said to be {said}, and the text is {language}"
    assert article.diagnostics.count(conflict) == (said != language)
    if language != said:
        assert article.passages == ()


def test_the_language_of_a_dump_is_that_of_its_text() -> None:
    article = read(language_texts.short_dump(text_of("en")), address("id"))
    assert (article.language, article.passages) == ("en", ())
    assert article.diagnostics == ("language-conflict: said to be id, and the text is en",)


def test_a_page_that_names_no_language_is_not_given_one() -> None:
    blocks = [Block(BlockKind.PARAGRAPH, text) for text in ENGLISH]
    assert languages.of_body(blocks, None) == (None, (), [])


def test_passages_are_stored_and_given_back() -> None:
    article = extract(page("id", *INDONESIAN, *ENGLISH), address("id"))
    assert len(article.passages) == 2
    with Store.in_memory() as store:
        store.save(article, seen=datetime(2023, 2, 9, tzinfo=UTC))
        assert store.article(7000001) == article
        rows = list(store.db.query("SELECT block, language FROM passages ORDER BY number"))
    assert rows == [{"block": 2, "language": "en"}, {"block": 3, "language": "en"}]


def test_a_record_without_passages_keeps_the_digest_that_it_had() -> None:
    article = extract(page("id", *INDONESIAN), address("id"))
    row = to_row(article)
    parts = to_parts(article)
    before = {table: found for table, found in parts.items() if table != "passages"}
    assert record_digest(row, parts, []) == record_digest(row, before, [])


PIECES = [*"aeinx.,“”ЖцalबकไทA1", "и", "在", "the", "of", "was", "yang", "bahawa", "\n", "The"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)


@given(st.lists(TEXTS, max_size=5), st.sampled_from([*WORDS, "bs", "th", "xx"]))
def test_passages_lie_in_their_blocks_in_order_and_are_in_other_languages(
    blocks: list[str], own: str
) -> None:
    found = languages.passages(blocks, own)
    assert list(found) == sorted(found, key=lambda each: (each.block, each.start))
    for passage in found:
        text = blocks[passage.block]
        assert 0 <= passage.start < passage.end <= len(text)
        assert text[passage.start : passage.end].strip() == text[passage.start : passage.end]
        assert passage.language != own
    for before, after in pairwise(found):
        assert before.block < after.block or before.end <= after.start


def test_the_tables_hold_words_in_lower_case_alone() -> None:
    for language, words in WORDS.items():
        assert words == words.lower(), language
        assert len(set(words.split())) >= 12, language


def test_there_is_no_second_opinion_without_its_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_opinion, "find_spec", lambda name: None)
    assert not second_opinion.is_there()
    assert second_opinion.language(ENGLISH[0]) is None


@pytest.mark.parametrize(("reliable", "said"), [(True, "en"), (False, None)])
def test_the_second_opinion_counts_where_it_is_sure(
    monkeypatch: pytest.MonkeyPatch, reliable: bool, said: str | None
) -> None:
    detector = ModuleType("pycld2")
    detector.error = ValueError  # type: ignore[attr-defined]
    detector.detect = lambda text: (reliable, 90, (("ENGLISH", "en", 99, 1.0),))  # type: ignore[attr-defined]
    monkeypatch.setattr(second_opinion, "find_spec", lambda name: name)
    monkeypatch.setitem(sys.modules, "pycld2", detector)
    assert second_opinion.language(ENGLISH[0]) == said
    detector.detect = lambda text: [].index(text)  # type: ignore[attr-defined]
    assert second_opinion.language(ENGLISH[0]) is None


def test_a_passage_is_whole_where_its_clauses_go_on() -> None:
    text = " ".join(ENGLISH)
    assert languages.passages([text], "id") == (Passage(0, 0, len(text) - 1, "en"),)

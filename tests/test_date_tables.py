"""The tables of dates hold what they say: every word matches, and a wrong row names itself."""

from __future__ import annotations

import re
from collections.abc import Collection

import pytest

from archive.temporal import decoys, english_words, vocabulary
from archive.temporal.grammar.english import ENGLISH
from archive.temporal.grammar.forms import FORMS
from archive.temporal.pattern import Form, TableError
from archive.temporal.slots import SLOTS, Slot, by_name, choice, first_word

TABLES = [
    (f"{module.__name__}.{name}", table)
    for module in (vocabulary, decoys, english_words)
    for name, table in vars(module).items()
    if name.isupper()
]
CHOICE = re.compile(r"<([^>]+)>")
FIRST = re.compile(r"\w+")


@pytest.mark.parametrize("slot", SLOTS.values(), ids=SLOTS.keys())
def test_a_slot_matches_its_example_and_every_word_of_its_row(slot: Slot) -> None:
    regex = re.compile(slot.regex)
    for text in (slot.example, *slot.words):
        assert regex.fullmatch(text), text


@pytest.mark.parametrize("slot", SLOTS.values(), ids=SLOTS.keys())
def test_a_slot_is_found_by_the_first_word_of_whatever_it_matches(slot: Slot) -> None:
    for phrase in slot.words:
        begins = FIRST.match(phrase)
        if begins:  # "%" begins no form
            assert first_word(begins[0]) in slot.first_words, phrase


@pytest.mark.parametrize("slot", SLOTS.values(), ids=SLOTS.keys())
def test_a_slot_is_found_by_the_digits_of_every_number_that_it_matches(slot: Slot) -> None:
    if not slot.first:
        return
    regex = re.compile(slot.regex)
    for number in range(100_000):
        if regex.match(str(number)):
            assert first_word(str(number)) in slot.first_words, number


@pytest.mark.parametrize("form", [*FORMS, *ENGLISH], ids=lambda form: form.name)
def test_every_word_of_a_row_matches_itself_and_nothing_shorter(form: Form) -> None:
    for inner in CHOICE.findall(form.pattern):
        for word in inner.split("|"):
            matched = re.compile(choice([word])).fullmatch(word)
            assert matched, word
            assert not re.compile(choice([word])).fullmatch(word[:-1])


@pytest.mark.parametrize(("name", "table"), TABLES, ids=[name for name, _ in TABLES])
def test_every_word_of_the_vocabulary_is_in_lower_case_and_matches_itself(
    name: str, table: Collection[str]
) -> None:
    regex = re.compile(choice(table))
    for word in table:
        assert word, name
        assert word == word.lower().strip(), (name, word)
        assert regex.fullmatch(word), (name, word)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{wekday} lalu", "did you mean {weekday}?"),
        ("{weekday} dan {weekday}", "call the second {weekday2}"),
        ("[hari {weekday}", "a [ has no ]"),
        ("hari] {weekday}", "a [ has no ]"),
        ("<setiap {weekday}", "a < without its other half"),
        ("{docket} lalu", "a form cannot begin with {docket}"),
        ("[hari ]", "all of it may be missing"),
        (", ", "begins with no word"),
    ],
)
def test_a_wrong_row_names_itself_and_what_is_wrong(pattern: str, said: str) -> None:
    with pytest.raises(TableError, match="form 'my row'") as error:
        _ = Form("my row", pattern, None, "x").regex
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("given", "said"),
    [({}, "words or a pattern"), ({"words": ["a"], "pattern": "b"}, "words or a pattern")],
)
def test_a_wrong_slot_names_itself(given: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=f"'mine'.*{said}"):
        Slot("mine", "it", "a", **given)  # type: ignore[arg-type]


def test_two_slots_of_one_name_are_named() -> None:
    with pytest.raises(ValueError, match="'mine': another row has the name"):
        by_name([Slot("mine", "it", "a", ["a"]), Slot("mine", "it", "b", ["b"])])


def test_a_form_names_the_slot_whose_pattern_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SLOTS, "mine", Slot("mine", "it", "a", pattern="(a", first=("a",)))
    form = Form("my row", "{mine} lalu", None, "x")
    with pytest.raises(TableError, match=r"form 'my row'.*the pattern of slot 'mine'"):
        form.regex.match("a lalu")


def test_signs_of_the_notation_stand_for_themselves() -> None:
    form = Form("money", "<us$|r+> {amount}", None, "US$ 2013")
    assert form.regex.match("us$ 2013")
    assert not form.regex.match("us")
    assert form.regex.match("r+ 5")

"""The tables of dates hold what they say: every word matches, and a wrong row names itself."""

from __future__ import annotations

import re

import pytest

from archive.temporal import vocabulary
from archive.temporal.grammar.forms import FORMS
from archive.temporal.pattern import Form, TableError
from archive.temporal.slots import SLOTS, Slot, choice, first_word

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


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_word_of_a_row_matches_itself_and_nothing_shorter(form: Form) -> None:
    for inner in CHOICE.findall(form.pattern):
        for word in inner.split("|"):
            matched = re.compile(choice([word])).fullmatch(word)
            assert matched, word
            assert not re.compile(choice([word])).fullmatch(word[:-1])


def test_every_table_of_the_vocabulary_is_in_lower_case_and_holds_no_blank_word() -> None:
    for name, table in vars(vocabulary).items():
        if name.isupper():
            for word in table:
                assert word == word.lower().strip(), (name, word)
                assert word, name


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


def test_signs_of_the_notation_stand_for_themselves() -> None:
    form = Form("money", "<us$|r+> {amount}", None, "US$ 2013")
    assert form.regex.match("us$ 2013")
    assert not form.regex.match("us")
    assert form.regex.match("r+ 5")

"""`arsip dates` reads line by line: whatever one line holds, it is read or named, and the others are
read."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.cli import dates
from tests.commands import arsip

GOOD = '{"id": %s, "published": "2023-02-08", "text": "Selasa (7/2)"%s}'

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (GOOD % ("NaN", ""), "NaN is no JSON"),
        (GOOD % ("1e999", ""), "1e999 is no number"),
        (GOOD % ("9" * 5_000, ""), "a number of 5,000 digits"),
        (GOOD % ("2", ', "language": 5'), "'language' is no text"),
        (GOOD % ("2", ', "language": ["id"]'), "'language' is no text"),
        (GOOD % ("2", ', "x": ' + "[" * 100_000 + "]" * 100_000), "nested too deeply"),
        ("[" * 100_000, "nested too deeply"),
        (GOOD.replace("2023-02-08", "2023-02-08T25:00") % ("2", ""), "is not a time"),
        (GOOD.replace("2023-02-08", "2023-02-08\\ud800") % ("2", ""), "is not a time"),
        ("\x00", "no JSON"),
    ],
    ids=lambda value: value[:40],
)
def test_a_line_that_cannot_be_read_is_named(here, line, said):
    given = "\n".join([GOOD % (1, ""), line, GOOD % (3, "")])
    result = arsip("dates", "-", input=given, code=1)
    assert [json.loads(found)["id"] for found in result.stdout.splitlines()] == [1, 3]
    (reason,) = result.stderr.splitlines()
    assert reason.startswith("-:2: ")
    assert said in reason


@pytest.mark.parametrize(
    "line",
    [
        "\ufeff" + GOOD % (2, ""),
        GOOD % ('"\\ud83d"', ""),
        GOOD.replace("(7/2)", "(7/2) \\ud83d \\u001b[31m") % (2, ""),
        GOOD % (2, ', "language": null'),
        GOOD % ('{"a": [1.5, null]}', ""),
    ],
)
def test_an_odd_line_is_read(here, line):
    result = arsip("dates", "-", input=line)
    assert result.stdout.isprintable() or result.stdout.count("\n") == 1
    (mention,) = json.loads(result.stdout)["mentions"]
    assert mention["value"] == "2023-02-07"


@given(st.dictionaries(st.sampled_from(["id", "published", "text", "language", "x"]), JSON))
@settings(max_examples=300)
def test_whatever_a_line_holds_it_is_read_or_refused(asked):
    line = json.dumps({"id": 1, "published": "2023-02-08", "text": "Senin lalu", **asked}).encode()
    try:
        found = dates._found(line)
    except ValueError as refused:
        assert dates._reason(refused)  # noqa: PT017
    else:
        assert json.loads(line)["id"] == found["id"]


def test_a_fault_of_ours_costs_one_line(here, monkeypatch):
    real = dates.temporal.mentions

    def faulty(text, *rest):
        return 1 / 0 if "banjir" in text else real(text, *rest)

    monkeypatch.setattr(dates.temporal, "mentions", faulty)
    given = "\n".join([GOOD.replace("Selasa", "banjir") % (1, ""), GOOD % (2, "")])
    result = arsip("dates", "-", input=given, code=1)
    assert json.loads(result.stdout)["id"] == 2
    said = "-:1: ZeroDivisionError: division by zero; please report this line\n"
    assert result.stderr == said

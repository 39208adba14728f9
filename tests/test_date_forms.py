"""Every row of the table of forms reads its own example as it says; every trap stays silent on its
own."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime

import pytest

from archive.temporal import mentions
from archive.temporal.grammar.forms import FORMS
from archive.temporal.grammar.non_dates import TRAPS
from archive.temporal.pattern import Form
from archive.temporal.scan import by_first_word, scan

DATES = [form for form in FORMS if form.resolve]


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """An example without its braces, and what stood between them."""
    spans = [
        (m.start() - 2 * i, m.end() - 2 * i - 2)
        for i, m in enumerate(re.finditer(r"\{.*?\}", example))
    ]
    return re.sub(r"[{}]", "", example), spans


@pytest.mark.parametrize("form", DATES, ids=lambda form: form.name)
def test_a_form_reads_its_example(form: Form) -> None:
    text, spans = marked(form.example)
    found = mentions(text, datetime.fromisoformat(form.published))
    assert [(m.start, m.end) for m in found] == spans
    assert form.value in [m.value for m in found]
    day = datetime.fromisoformat(form.published).date()
    assert form in [one.form for one in scan(text, day, by_first_word(FORMS))], (
        "another row reads the example"
    )


@pytest.mark.parametrize("form", TRAPS, ids=lambda form: form.name)
def test_a_trap_is_silent(form: Form) -> None:
    assert mentions(form.example, datetime.fromisoformat(form.published)) == []


def test_a_name_stands_for_one_row() -> None:
    assert [name for name, count in Counter(form.name for form in FORMS).items() if count > 1] == []

"""Every row of the table of forms reads its own example as it says; every trap stays silent on its
own."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest

from archive.temporal import mentions
from archive.temporal.grammar.forms import FORMS
from archive.temporal.grammar.non_dates import TRAPS
from archive.temporal.pattern import Form
from archive.temporal.scan import by_first_word, scan
from tests.marked_dates import unbraced

DATES = [form for form in FORMS if form.resolve]


@pytest.mark.parametrize("form", DATES, ids=lambda form: form.name)
def test_a_form_reads_its_example(form: Form) -> None:
    text, spans = unbraced(form.example)
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

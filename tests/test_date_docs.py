"""docs/dates.md holds the table as the rows have it, and its examples are true."""

from __future__ import annotations

import doctest

from docs.dates import DOCUMENT, inserted


def test_the_table_is_that_of_the_rows() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document == inserted(document), "run: python -m docs.dates"


def test_the_examples_are_true() -> None:
    assert doctest.testfile(str(DOCUMENT), module_relative=False).failed == 0

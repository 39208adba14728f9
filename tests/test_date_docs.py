"""docs/dates.md holds the table as the rows have it, and its examples are true."""

from __future__ import annotations

import doctest
from pathlib import Path

from archive.temporal.table import inserted

DOCUMENT = Path(__file__).parent.parent / "docs" / "dates.md"


def test_the_table_is_that_of_the_rows() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document == inserted(document), "run: python -m archive.temporal.table docs/dates.md"


def test_the_examples_are_true() -> None:
    assert doctest.testfile(str(DOCUMENT), module_relative=False).failed == 0

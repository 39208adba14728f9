"""A number with what it counts."""

from __future__ import annotations

import pytest

from archive.counting import counted


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 items"), (1, "1 item"), (2, "2 items"), (1200, "1,200 items")]
)
def test_one_is_one(number: int, said: str) -> None:
    assert counted(number, "item") == said

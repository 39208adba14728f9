"""The cases of a folder beside the repository, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests import cases

SAMPLES = os.environ.get("ARSIP_SAMPLES", "")
FOLDER = Path(SAMPLES, "cases")


NAMES = cases.names(FOLDER) if SAMPLES else []
NONE = pytest.param("", marks=pytest.mark.skip("ARSIP_SAMPLES names no cases"))


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES or [NONE])
def test_a_case_gives_what_is_expected(name: str) -> None:
    (row,) = cases.run(FOLDER, [name])
    assert not row.failed, row


@pytest.mark.parametrize(
    ("code", "output", "verdict"),
    [
        (0, "satu\ndua\ndua\n", "ok"),
        (1, "satu\ndua\ndua\n", "FAILED: exit 1"),
        (0, "dua\ndua\n", "FAILED: lacks 'satu'"),
        (0, "satu\ndua\n", "FAILED: 1 of 2 × '^dua$'"),
        (0, "satu\ndua\ndua\ntiga\n", "FAILED: holds 'tiga'"),
        (0, "satu\ndua\ndua\nTraceback (most recent call last)", None),
    ],
)
def test_a_check_fails_on_what_it_names(code: int, output: str, verdict: str | None) -> None:
    found = cases.judged(cases.Check(("satu",), ("tiga",), (("^dua$", 2),)), code, output)
    assert found == verdict if verdict else found.startswith("FAILED: holds")

"""The tool that breaks lines on purpose starts as the Makefile starts it, and counts what lives."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.slow
LITTLE = ["--files", "archive/counting.py", "--tests", "counting"]


def mutants(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.mutants", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_without_a_group_all_groups_are_tried() -> None:
    done = mutants("--count", "0", *LITTLE)
    assert done.returncode == 0, done.stderr
    groups = [line.split(":")[0] for line in done.stdout.splitlines()]
    assert groups == [
        "store",
        "warc",
        "verdicts",
        "frontier",
        "temporal",
        "in all 0 of 0 mutants died",
    ]


def test_a_group_that_is_none_is_named() -> None:
    done = mutants("wark", "--count", "0")
    assert done.returncode == 2
    assert "wark is no group; choose from store, warc" in done.stderr


def test_what_a_test_sees_dies_and_what_none_sees_is_shown() -> None:
    done = mutants("store", "--count", "3", *LITTLE)
    assert re.search(r"in all ([1-3]) of \1 mutants died", done.stdout), done.stdout
    unseen = mutants("store", "--count", "3", *LITTLE[:-1], "names")
    assert "in all 0 of" in unseen.stdout
    assert "lives: archive/counting.py:8  " in unseen.stdout

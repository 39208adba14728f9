"""Every benchmark runs on a small part of its input, in a clone whose path would trip a careless program, and leaves
nothing behind. What it measures there tells nothing: floors may be missed, with exit code 1."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.documents import place as places
from tests.documents.blocks import ROOT

pytestmark = pytest.mark.slow

#: What makes each of them small; a benchmark that is not named here fails the first test.
SMALL = {
    "audit.py": ("--pages", "20"),
    "crawl.py": ("--pages", "20", "--concurrency", "4"),
    "database.py": ("--articles", "200"),
    "dates.py": ("--articles", "3"),
    "discovery.py": ("--addresses", "50", "--simulate", "500"),
    "extract.py": ("--pages", "5", "--memory-pages", "10", "--no-fundus"),
    "imports.py": ("--pages", "20", "--datatrove-pages", "20", "--no-datatrove"),
    "languages.py": (),
    "redating.py": ("--articles", "20"),
    "redesign.py": ("--pages", "2", "--seeds", "1", "--levels", "names"),
    "rights.py": (),
    "sites.py": ("--sites", "5", "--pages", "2", "--delay", "0.1", "--rate", "50"),
}


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clone = places.clone(tmp_path_factory.mktemp("benchmarks"))
    places.borrow_environment(clone)
    return clone


def test_every_benchmark_is_tried() -> None:
    assert set(SMALL) == {path.name for path in (ROOT / "benchmarks").glob("*.py")}


@pytest.mark.parametrize("name", SMALL)
def test_a_benchmark_runs_anywhere_and_leaves_nothing(
    name: str, clone: Path, tmp_path: Path
) -> None:
    environment = places.environment(clone, tools=None, active=False)
    done = subprocess.run(
        [".venv/bin/python", f"benchmarks/{name}", *SMALL[name]],
        cwd=clone,
        env=environment | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stdout
    assert not list(tmp_path.iterdir())
    changed = subprocess.run(
        ["git", "status", "--porcelain"], cwd=clone, capture_output=True, text=True, check=True
    )
    assert changed.stdout == ""

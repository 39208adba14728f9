"""The marked set of the samples: its score does not fall below the floor of the benchmark."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from archive.temporal import mentions

SAMPLES = Path(os.environ.get("ARSIP_SAMPLES", "no-samples"))
MARKED = SAMPLES / "dates" / "dev.jsonl"
BENCHMARK = json.loads(
    (Path(__file__).parent.parent / "benchmarks" / "dates.json").read_text(encoding="utf-8")
)


def read(marked: dict[str, Any]) -> dict[str, Any]:
    """What is found in one marked text, as the scorer wants it."""
    text = marked.get("text")
    if text is None:
        text = (SAMPLES / "seeds" / marked["text_file"]).read_bytes().decode("utf-8")
    found = mentions(text, datetime.fromisoformat(marked["published"]))
    return {
        "id": marked["id"],
        "mentions": [{"start": m.start, "end": m.end, "value": m.value} for m in found],
    }


@pytest.mark.slow
@pytest.mark.skipif(
    not MARKED.exists(), reason="ARSIP_SAMPLES names no folder with dates/dev.jsonl"
)
def test_the_marked_set_scores_at_least_its_floor(tmp_path: Path) -> None:
    lines = MARKED.read_text(encoding="utf-8").splitlines()
    assert hashlib.sha256(MARKED.read_bytes()).hexdigest() == BENCHMARK["set"]
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(f"{json.dumps(read(json.loads(line)))}\n" for line in lines))
    scored = subprocess.run(
        [sys.executable, MARKED.parent / "score.py", MARKED, predicted, "--json"],
        check=True,
        capture_output=True,
    )
    score = json.loads(scored.stdout)
    floors = BENCHMARK["floors"]
    assert score["value"][2] >= floors["value_f1"]
    assert score["strict"][2] >= floors["strict_f1"]

"""The marked set of the samples, the article among them: every date comes out, and no trap."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from archive.temporal import mentions

SAMPLES = Path(os.environ.get("ARSIP_SAMPLES", "no-samples"))
MARKED = SAMPLES / "dates" / "dev.jsonl"


@pytest.mark.skipif(
    not MARKED.exists(), reason="ARSIP_SAMPLES names no folder with dates/dev.jsonl"
)
def test_the_marked_set_comes_out_exactly() -> None:
    for line in MARKED.read_text(encoding="utf-8").splitlines():
        marked = json.loads(line)
        text = marked.get("text") or (SAMPLES / "seeds" / marked["text_file"]).read_bytes().decode(
            "utf-8"
        )
        found = mentions(text, datetime.fromisoformat(marked["published"]))
        wanted = [(m["start"], m["end"], m["value"], m.get("mod")) for m in marked["mentions"]]
        assert [(m.start, m.end, m.value, m.mod) for m in found] == wanted, marked["id"]

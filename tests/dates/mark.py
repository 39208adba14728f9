"""Turns marked lines into examples: `python tests/dates/mark.py tests/dates/*.txt` writes a .jsonl
beside each file.

A marked line is `2023-02-08 | Lavrov tiba {hari Selasa (7/2)|2023-02-07}.`: the day of publication,
then the text with each date between braces and its value behind a bar.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_MARK = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")


def example(name: str, line: str) -> dict[str, Any]:
    """One marked line as {"id", "published", "text", "mentions": [{"start", "end", "text",
    "value"}]}."""
    published, marked = line.rstrip("\n").split(" | ", 1)
    text, mentions = "", []
    for piece in re.split(r"(\{[^{}|]+\|[^{}|]+\})", marked):
        if mark := _MARK.fullmatch(piece):
            mentions.append(
                {
                    "start": len(text),
                    "end": len(text) + len(mark[1]),
                    "text": mark[1],
                    "value": mark[2],
                }
            )
        text += mark[1] if mark else piece
    return {
        "id": name,
        "published": f"{published}T09:00:00+07:00",
        "text": text,
        "mentions": mentions,
    }


def examples(path: Path) -> Iterator[dict[str, Any]]:
    """The marked lines of a file; a line that begins with "#" is a heading."""
    lines = [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    for index, line in enumerate(lines, 1):
        yield example(f"{path.stem}-{index:03d}", line)


def main() -> None:
    """Write the examples of each file beside it, as JSON lines."""
    for name in sys.argv[1:]:
        path = Path(name)
        lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in examples(path)]
        path.with_suffix(".jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The floors of benchmarks/floors.json: what a measurement must reach, or must not pass."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FILE = Path(__file__).resolve().parent.parent / "benchmarks" / "floors.json"


def of(name: str) -> dict[str, Any]:
    """The floors of one benchmark, by what they are of."""
    held: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))[name]
    return held


def below(name: str, measured: Mapping[str, float]) -> list[str]:
    """What is less than its floor, in words."""
    floors = of(name)
    return [
        f"{what} {value:.3f}, at least {floors[what]}"
        for what, value in measured.items()
        if value < floors[what]
    ]


def above(name: str, measured: Mapping[str, float]) -> list[str]:
    """What is more than its ceiling, in words."""
    ceilings = of(name)
    return [
        f"{what} {value:.3f}, at most {ceilings[what]}"
        for what, value in measured.items()
        if value > ceilings[what]
    ]


def verdict(missed: list[str]) -> int:
    """Prints what was missed, or that nothing was; the exit code: 0 where nothing was, else 1."""
    print("floors missed: " + "; ".join(missed) if missed else "floors held")
    return 1 if missed else 0

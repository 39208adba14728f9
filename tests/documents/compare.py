"""An output as a document shows it, beside what was printed."""

from __future__ import annotations

import re

ANY = "…"


def matches(shown: str, printed: str) -> bool:
    """True when each line shown was printed, in its place; `…` stands for anything."""
    return re.fullmatch(_pattern(shown), _trimmed(printed)) is not None


def _trimmed(text: str) -> str:
    """The text without space at the ends of its lines and empty lines around it; each line ends."""
    return "".join(line.rstrip() + "\n" for line in text.strip("\n").splitlines())


def _pattern(shown: str) -> str:
    parts: list[str] = []
    for line in _trimmed(shown).splitlines():
        if line.strip() == ANY:
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*?".join(map(re.escape, line.split(ANY))) + r"\n")
    return "".join(parts)

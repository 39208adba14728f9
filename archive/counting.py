"""A number with what it counts, as messages say it."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """The number and the thing: "1 item", "1,200 items"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"

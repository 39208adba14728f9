"""A second opinion on the language of a text: what pycld2 takes it for, where it is installed.

No record depends on it: the same page gives the same record on every machine. `arsip audit` and the
benchmark of languages show where the two disagree.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any


def is_there() -> bool:
    """True where pycld2 is installed."""
    return find_spec("pycld2") is not None


def language(text: str) -> str | None:
    """The language of a text, ISO 639; None = pycld2 is not there, or not sure."""
    if not is_there():
        return None
    detector: Any = import_module("pycld2")
    try:
        reliable, _, details = detector.detect(text.encode("utf-8", "replace"))
    except detector.error:  # such as signs that it takes for no text
        return None
    return str(details[0][1]) if reliable else None

"""What a command says of an error on one of many things."""

from __future__ import annotations

from archive.article import ReadError
from archive.store import StoreError


def reason(error: Exception) -> str:
    """One line about what went wrong; a fault of this program asks for a report."""
    if isinstance(error, (ReadError, StoreError)):
        return str(error)
    return f"{type(error).__name__}: {error}; please report this page"

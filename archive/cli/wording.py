"""What several commands say in the same words: an error on one of many things."""

from __future__ import annotations

from archive.article import ReadError


def reason(error: Exception) -> str:
    """One line about what went wrong; a fault of this program asks for a report."""
    from archive.store import StoreError  # loaded already where one was raised

    if isinstance(error, (ReadError, StoreError)):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {error}; please report this page"

"""What several commands say in the same words: an error on one of many things, what else has the
number of an item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive import keys
from archive.article import ReadError

if TYPE_CHECKING:
    from archive.store import Store


def reason(error: Exception) -> str:
    """One line about what went wrong; a fault of this program asks for a report."""
    from archive.store import StoreError  # loaded already where one was raised

    if isinstance(error, (ReadError, StoreError)):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return f"{type(error).__name__}: {error}; please report this page"


def namesakes(store: Store, item: int) -> str | None:
    """What is held of other installations under the number of an item, in words; None = nothing."""
    others = [keys.written(each) for each in store.articles.namesakes(item)]
    if not others:
        return None
    return f"the same number is held as {' or '.join(others)}"

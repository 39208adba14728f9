"""The mentions of held articles made anew, from their texts in the database: no page is read."""

from __future__ import annotations

from collections.abc import Callable

from archive.ingest import mentions_of
from archive.store import Store
from archive.store.rows import row_id

_BATCH = 500  # articles a transaction


def redate(store: Store, watch: Callable[[int, int], None] = lambda _read, _changed: None) -> int:
    """Make the mentions anew; gives the number of articles whose mentions have changed.

    `watch` is told how many were read and how many changed, batch by batch. If it is stopped,
    what was done is kept.
    """
    after = _LEAST
    read = changed = 0
    while articles := store.articles.dated(after, _BATCH):
        with store.transaction():
            for article in articles:
                number = row_id(article)
                mentions = mentions_of(article)
                if list(mentions) != store.mentions.of(number):
                    store.articles.redate(number, mentions)
                    changed += 1
                after = number
        read += len(articles)
        watch(read, changed)
    return changed


_LEAST = -(2**63)  # below every id

"""Two databases of the same pages, field by field: what another reader, or another road, makes of
them."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from archive.article import to_json
from archive.store import Store
from archive.store.rows import mention_rows

#: The field that stands for a whole item which only one of the databases holds.
ITEM = "item"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one item that is not the same in two databases."""

    id: int
    #: such as `title`, `body[3].text`, `mentions[0].value`; `item` where only one of them holds the
    #: item
    field: str
    old: Any  #: as JSON has it; None also where there is no such thing
    new: Any  #: likewise

    @property
    def name(self) -> str:
        """The field of the record: `body` of `body[3].text`."""
        return self.field.partition("[")[0]


def differences(old: Store, new: Store) -> Iterator[Difference]:
    """Every difference, item by item in order of their ids; streamed."""
    for number, before, after in _paired(_prints(old), _prints(new)):
        if before is None or after is None:
            title = _record(old if after is None else new, number)["title"]
            yield Difference(number, ITEM, title if before else None, title if after else None)
        elif before != after:
            was, is_now = _record(old, number), _record(new, number)
            for field in was:
                yield from _within(number, field, was[field], is_now[field])


_Print = tuple[int, tuple[Any, ...]]


def _prints(store: Store) -> Iterator[_Print]:
    """Each item with what shows whether anything in it differs."""
    return store.articles.prints()


def _paired(
    old: Iterator[_Print], new: Iterator[_Print]
) -> Iterator[tuple[int, tuple[Any, ...] | None, tuple[Any, ...] | None]]:
    """Both in step; None = not held."""
    both = heapq.merge(
        ((*one, 0) for one in old), ((*one, 1) for one in new), key=lambda one: one[0]
    )
    for number, group in groupby(both, key=lambda one: one[0]):
        prints = {side: print_ for _, print_, side in group}
        yield number, prints.get(0), prints.get(1)


def _record(store: Store, number: int) -> dict[str, Any]:
    article, row = store.article(number), store.articles.row(number)
    if article is None or row is None:
        raise LookupError(f"item {number} was removed while it was read")
    versions = [
        f"{version.first_seen:%Y-%m-%dT%H:%M:%SZ} {version.digest}"
        for version in store.articles.versions(number)
    ]
    return {
        **to_json(article),
        "status": row["status"],
        "mentions": mention_rows(store.mentions.of(number)),
        "versions": versions,
    }


def _within(number: int, field: str, old: Any, new: Any) -> Iterator[Difference]:
    """The smallest parts that differ, as long as both have the same parts."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for name in old:
            yield from _within(number, f"{field}.{name}", old[name], new[name])
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _within(number, f"{field}[{index}]", one, other)
    else:
        yield Difference(number, field, old, new)

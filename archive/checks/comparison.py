"""Compares two databases of the same pages field by field: what another reader, or another way in,
makes of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
    for pair in _pairs(old.articles.prints(), new.articles.prints()):
        if pair.old is None:
            yield Difference(pair.id, ITEM, None, _record(new, pair.id)["title"])
        elif pair.new is None:
            yield Difference(pair.id, ITEM, _record(old, pair.id)["title"], None)
        elif pair.old != pair.new:
            before = _record(old, pair.id)
            after = _record(new, pair.id)
            for field in before:
                yield from _within(pair.id, field, before[field], after[field])


_Print = tuple[Any, ...]  # what shows whether anything of an item differs


@dataclass(frozen=True, slots=True)
class _Pair:
    """An item in both databases."""

    id: int
    old: _Print | None  #: None = not held
    new: _Print | None  #: likewise


def _pairs(old: Iterator[tuple[int, _Print]], new: Iterator[tuple[int, _Print]]) -> Iterator[_Pair]:
    """Pairs of items in order of their ids."""
    in_old = next(old, None)
    in_new = next(new, None)
    while in_old or in_new:
        number = min(one[0] for one in (in_old, in_new) if one)
        before = None
        after = None
        if in_old and in_old[0] == number:
            before = in_old[1]
            in_old = next(old, None)
        if in_new and in_new[0] == number:
            after = in_new[1]
            in_new = next(new, None)
        yield _Pair(number, before, after)


def _record(store: Store, number: int) -> dict[str, Any]:
    article = store.article(number)
    row = store.articles.row(number)
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

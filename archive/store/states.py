"""What several databases hold of one item, made one: as if all that they have seen of it had been
seen by one of them, in whatever order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from archive.store.results import Proof
from archive.store.rows import Row
from archive.store.sightings import standing, status
from archive.store.versions import KEPT, NOTED


@dataclass(frozen=True, slots=True)
class ItemState:
    """What one database holds of an item; captures have the numbers of the new one."""

    source: int  #: which database it is
    row: Row  #: of `articles`
    versions: Sequence[Row] = ()  #: of `versions`
    earlier: Sequence[Row] = ()  #: of `earlier_values`


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that gives way to one of another site with the same id."""

    url: str
    held: str  #: the address of the one that stays


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of an item, as one database or several have seen it."""

    row: Row  #: of `articles` or `versions`, of the sighting that counts for most
    first: str
    last: str
    source: int | None  #: whose record it is, with its parts; None = it is a version

    @property
    def digest(self) -> str:
        """Tells one text from another."""
        return str(self.row["digest"])

    @property
    def weight(self) -> tuple[bool, str, str]:
        """By what it counts beside another sighting of the same text: a capture for more than a
        file, the later for more than the earlier."""
        held = self.row
        return held["capture"] is not None, self.last, held["record_digest"] or ""

    @property
    def first_captured(self) -> int:
        """Greater for the capture that comes first, of two that count the same."""
        return -(self.row["capture"] or 0)


def united(
    states: Sequence[ItemState], horizon: str, payloads: Mapping[int, str]
) -> tuple[ItemState, list[LeftOut]]:
    """The state that these make together, with the record and the parts of the database that is
    its `source`; and what gives way to it: the id belongs to the site that proves it best, of two
    that prove it as well to the one that was seen first.

    `horizon` is the time after which no capture can have been made; `payloads` has the digests of
    the payloads of captures, by number.
    """
    most = max(standing(state.row) for state in states)
    best = min(
        (state.row for state in states if standing(state.row) == most),
        key=lambda row: (row["first_seen"], row["site"]),
    )
    of_site = [state for state in states if state.row["site"] == best["site"]]
    refused = [
        LeftOut(state.row["url"], best["url"])
        for state in states
        if state.row["site"] != best["site"] and state.row["digest"] != best["digest"]
    ]
    pages = [state for state in of_site if state.row["proof"] != Proof.TEXT] or of_site
    dated = [state for state in pages if state.row["last_seen"] <= horizon]
    if dated:
        one = _of_dated(dated, payloads)
    else:
        one = max(
            pages,
            key=lambda each: (
                each.row["last_seen"],
                each.row["record_digest"] or "",
                -(each.row["capture"] or 0),
            ),
        )
    row = {**one.row, "proof": min(state.row["proof"] for state in pages)}  # address before claim
    row["gone_at"] = _gone(states, horizon)
    row["status"] = status(row, horizon)
    return replace(one, row=row), refused


def _of_dated(states: Sequence[ItemState], payloads: Mapping[int, str]) -> ItemState:
    """The state of those that were seen before the horizon."""
    texts = _distinct([text for state in states for text in _texts(state)], _by_digest)
    texts = _distinct(texts, lambda text: _by_payload(text, payloads))
    record = max(
        (text for text in texts if text.source is not None),
        key=lambda text: (text.last, text.row["capture"] is not None, text.digest),
    )
    row = {
        **record.row,
        "first_seen": min(state.row["first_seen"] for state in states),
        "text_seen": record.first,
        "last_seen": record.last,
    }
    versions = [_version(text) for text in texts if text is not record]
    return ItemState(record.source or 0, row, versions, _earlier(states, row))


def _texts(state: ItemState) -> list[_Text]:
    row = state.row
    versions = (
        _Text(version, version["first_seen"], version["last_seen"], None)
        for version in state.versions
    )
    return [_Text(row, row["text_seen"], row["last_seen"], state.source), *versions]


def _by_digest(text: _Text) -> Any:
    return text.digest


def _by_payload(text: _Text, payloads: Mapping[int, str]) -> Any:
    """Two texts of the same bytes are one, which two readers have read."""
    digest = payloads.get(text.row["capture"] or 0)
    return text.digest if digest is None else (digest,)


def _distinct(texts: Sequence[_Text], key: Callable[[_Text], Any]) -> list[_Text]:
    """Those with the same key made one: with the row that counts for most, and all their times."""
    groups: dict[Any, list[_Text]] = {}
    for text in texts:
        groups.setdefault(key(text), []).append(text)
    return [_joined(group) for group in groups.values()]


def _joined(group: Sequence[_Text]) -> _Text:
    of_captures = [text for text in group if text.row["capture"] is not None]
    best = max(group, key=lambda text: (text.weight, text.source is not None, text.first_captured))
    timed = of_captures or group
    return _Text(
        best.row,
        min(text.first for text in timed),
        max(text.last for text in timed),
        best.source,
    )


def _version(text: _Text) -> Row:
    kept = {name: text.row[name] for name in KEPT}
    item = text.row["article_id"] if "article_id" in text.row else text.row["id"]
    seen = {"first_seen": text.first, "last_seen": text.last}
    return {"article_id": item, "digest": text.digest, **seen, **kept}


def _earlier(states: Sequence[ItemState], record: Row) -> list[Row]:
    """What the page said before of the fields that are noted, as it is not what the record says."""
    said: dict[tuple[str, str], str] = {}

    def note(field: str, value: str | None, when: str) -> None:
        if value is not None and value != record[field]:
            said[field, value] = max(when, said.get((field, value), ""))

    for state in states:
        for row in state.earlier:
            note(row["field"], row["value"], row["last_seen"])
        for field in NOTED:
            note(field, state.row[field], state.row["last_seen"])
    return [
        {"article_id": record["id"], "field": field, "value": value, "last_seen": when}
        for (field, value), when in sorted(said.items())
    ]


def _gone(states: Sequence[ItemState], horizon: str) -> str | None:
    """The last time that it was found gone; one after the horizon only where there is no other."""
    times = [state.row["gone_at"] for state in states if state.row["gone_at"] is not None]
    return max((time for time in times if time <= horizon), default=max(times, default=None))

"""What was seen of an item at one time, and how it is ordered among other sightings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from archive.article import Article, iso
from archive.sites import SITES
from archive.store import rows
from archive.store.results import Placed, Proof
from archive.store.rows import PartRows, Row


@dataclass(frozen=True, slots=True)
class ItemRows:
    """What a page gave, as rows. They are made where the page is read, which may be in another
    process, so that the writer has only to write."""

    row: Row  #: of `articles`, without when it was seen and by which capture
    parts: dict[str, PartRows]

    @classmethod
    def of(
        cls, article: Article, mentions: Sequence[Placed] = (), proof: Proof = Proof.ADDRESS
    ) -> Self:
        """The rows of what a page said."""
        row = rows.to_row(article)
        parts = rows.to_parts(article)
        mention_rows = rows.mention_rows(mentions)
        digest = rows.record_digest(row, parts, mention_rows)
        row = {**row, "record_digest": digest, "proof": str(proof)}
        return cls(row, rows.to_tables(parts, mention_rows))

    @property
    def id(self) -> int:
        """The id of the item; below 0 = a provisional one."""
        return int(self.row["id"])


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a page gave at one time, as rows."""

    row: Row  #: of `articles`, without when and how often it was seen
    parts: dict[str, PartRows]
    when: str  #: when it was seen, as `articles.last_seen` keeps it
    of_capture: bool  #: whether a capture holds it; a file only has a date of its own

    @classmethod
    def of(cls, read: ItemRows, *, seen: datetime, capture: int | None) -> Self:
        """The sighting of what a page gave when it was `seen` (aware); `capture` as in
        `Articles.save`."""
        row = {**read.row, "capture": capture}
        return cls(row, read.parts, iso(seen), capture is not None)

    @property
    def id(self) -> int:
        """The id of the item."""
        return int(self.row["id"])

    def has_text_of(self, held: Row) -> bool:
        """True where a row of `articles` or `versions` has the same text."""
        return bool(self.row["digest"] == held["digest"])

    def updates(self, held: Row) -> bool:
        """True where it counts for more than a row of the same text: the later one does, of two in
        the same second the one with the greater digest, and a capture before a file."""
        if not self.of_capture:
            return held["capture"] is None and self.when > held["last_seen"] and self._differs(held)
        if held["capture"] is None:
            return True
        mine = (self.when, self.row["record_digest"])
        return mine > (held["last_seen"], held["record_digest"] or "")

    def follows(self, held: Row, *, known: bool) -> bool:
        """True where its text takes the place of the one in a row of `articles`; `known` = it is a
        version."""
        if self.when != held["last_seen"]:
            return bool(self.when > held["last_seen"])
        if not self.of_capture:
            return not known  # files of one second: the one that came last, once
        return bool(self.row["digest"] > held["digest"])

    def _differs(self, held: Row) -> bool:
        return bool(self.row["record_digest"] != held["record_digest"])


def standing(row: Row) -> tuple[bool, bool, bool]:
    """How well a row of `articles` proves that its id belongs to its site; greater is better."""
    proof = row["proof"]
    return row["site"] in SITES, proof != Proof.TEXT, proof == Proof.ADDRESS


def status(row: Row, horizon: str) -> str:
    """`articles.status`: an item is gone when it was found so after it was seen; a time after
    `horizon` is none."""
    gone_at, last_seen = row["gone_at"], row["last_seen"]
    if gone_at is None or gone_at > horizon:
        return "live"
    return "gone" if gone_at > last_seen or last_seen > horizon else "live"

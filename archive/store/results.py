"""What goes into the database and comes out of it, beside `archive.article`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from archive.article import Kind, Mention

#: What tells the time: aware.
Clock = Callable[[], datetime]

#: How far a capture may lie beyond the clock: more is a clock that was wrong, or a forged date.
_SLACK = timedelta(days=1)


def utc_now() -> datetime:
    """The time of this machine; aware, UTC."""
    return datetime.now(UTC)


def horizon(clock: Clock) -> datetime:
    """The time after which no capture can have been made; aware."""
    return clock() + _SLACK


class StoreError(Exception):
    """The database cannot be used; the text names it and the next step."""


class Refused(StoreError):
    """The database cannot take this one record, and has kept everything that it held; others can be
    saved."""


def is_fatal(error: Exception) -> bool:
    """True where the database can take nothing more; otherwise only the thing in hand failed."""
    return isinstance(error, StoreError) and not isinstance(error, Refused)


class Outcome(StrEnum):
    """What saving a record has changed."""

    NEW = "new"
    CHANGED = "changed"  # it is the record now; the text before it is a version
    SAME = "same"  # no text that was not held already; what else the page gave is up to date
    OLDER = "older"  # a version now: the record was seen later


class Proof(StrEnum):
    """The proof of a record's number and site, from the best to the worst."""

    ADDRESS = "address"  # the page was fetched there
    CLAIM = "claim"  # the page says so itself, and nothing else does
    TEXT = "text"  # of a text dump: what it says was not read from the page


@dataclass(frozen=True, slots=True)
class Placed:
    """A mention at its place in a body, with the days that its value covers."""

    block: int  #: index into `Article.body`, from 0
    mention: Mention  #: its offsets count from the start of the block
    first_day: date
    last_day: date  #: inclusive


@dataclass(frozen=True, slots=True)
class Version:
    """A text that a newer one has replaced."""

    digest: str  #: as in `articles.digest`
    first_seen: datetime  #: aware, UTC
    last_seen: datetime  #: aware, UTC
    title: str
    body: str  #: paragraphs separated by a blank line


@dataclass(frozen=True, slots=True)
class EarlierValue:
    """What a page said of itself before, beside a text that may be the same."""

    field: str  #: a column of `articles`, such as "modified"
    value: str  #: as `articles` keeps it
    last_seen: datetime  #: when the page last said so; aware, UTC


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search has found."""

    id: int
    site: str
    kind: Kind
    url: str  #: "" = not known
    title: str
    section: str | None
    published: datetime | None  #: aware, UTC; None = the page shows no date
    #: some words of it on one line; its summary or first words when no words were asked for
    snippet: str
    #: where the words asked for stand in `snippet`: start and end in characters
    marks: tuple[tuple[int, int], ...]

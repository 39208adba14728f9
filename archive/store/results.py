"""What goes into the database and comes out of it, beside `archive.article`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from archive.article import Kind, Mention


class StoreError(Exception):
    """The database cannot be used; the text names it and the next step."""


class Refused(StoreError):
    """The database cannot take this one record, and has kept everything that it held; others can be
    saved."""


class Outcome(StrEnum):
    """What saving a record has changed."""

    NEW = "new"
    CHANGED = "changed"  # it is the record now; the text before it is a version
    SAME = "same"  # nothing that was not held already
    OLDER = "older"  # a version now: the record was seen later


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

    digest: str
    first_seen: datetime  #: aware, UTC
    last_seen: datetime  #: aware, UTC
    title: str
    body: str  #: paragraphs separated by a blank line


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

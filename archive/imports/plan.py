"""What there is to do, and how far it has come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from archive.imports.sources import Source


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far it has come."""

    files: int  #: whose reading has begun
    bytes: int  #: done, of `Plan.bytes`
    known: int  #: of these, done by an earlier import
    counts: Counter[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do."""

    sources: Sequence[Source]
    bytes: int  #: of all of them

    @classmethod
    def of(cls, found: Sequence[Source]) -> Plan:
        """The plan for these sources."""
        return cls(found, sum(path.stat().st_size for path in {source.path for source in found}))

"""The work of an import, how far it has come, and what has been counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive.imports import files
from archive.imports.sources import Source
from archive.store.imports import ImportCount


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How far it has come."""

    files: int  #: whose reading has begun
    bytes: int  #: done, of `Plan.bytes`
    known: int  #: of these, done by an earlier import
    counts: Counter[str]  #: by the names of `ImportCount`


@dataclass(frozen=True, slots=True)
class Plan:
    """The work that there is to do."""

    sources: Sequence[Source]
    bytes: int  #: of all of them

    @classmethod
    def of(cls, found: Sequence[Source]) -> Plan:
        """The plan for these sources."""
        paths = {source.path for source in found}
        return cls(found, sum(map(files.size, paths)))


class ImportLog:
    """Counts what comes, and tells of it: `say` of what was skipped and what failed, a line each;
    `watch` of how far it has come."""

    def __init__(self, say: Callable[[str], None], watch: Callable[[ImportProgress], None]) -> None:
        self.say = say
        self._watch = watch
        self.counts: Counter[str] = Counter()
        self._files = self._bytes = self._known = 0

    def begin_file(self) -> None:
        """Another file is being read."""
        self._files += 1

    def pass_bytes(self, count: int, *, known: bool = False) -> None:
        """Note that this many bytes are done; `known`: an earlier import did them."""
        self._bytes += count
        if known:
            self._known += count

    def fail(self, what: object, why: object) -> None:
        """Something was not imported."""
        self.say(f"{what}: failed: {why}")
        self.counts[ImportCount.FAILED] += 1

    def show(self) -> None:
        """Tell how far it has come."""
        self._watch(ImportProgress(self._files, self._bytes, self._known, self.counts))

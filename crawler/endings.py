"""How a crawl ends: its verdict, the reason in words, and the exit code that says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

#: Exit codes of `arsip crawl` by the verdict of its run; 2 is click's, for a usage error, and 8 is
#: that of an import.
EXIT_CODES = {
    "complete": 0,
    "error": 1,
    "partial": 3,
    "blocked": 4,
    "locked": 5,
    "network": 6,
    "storage": 7,
    "markup": 9,
}


#: The verdicts from the worst to the best: the first that any site has is that of a crawl of several.
_WORST_FIRST = ("error", "storage", "locked", "blocked", "markup", "network", "partial", "complete")


@dataclass(frozen=True, slots=True)
class Ending:
    """How a crawl ended, or what stops it early."""

    verdict: str  #: one of `EXIT_CODES`
    reason: str | None = None  #: in words; None = nothing to say

    @property
    def failed(self) -> bool:
        """True where somebody should look at it: it is neither complete nor partial."""
        return self.verdict not in ("complete", "partial")

    def __str__(self) -> str:
        return f"{self.verdict}: {self.reason}" if self.reason else self.verdict


#: What Ctrl-C, SIGTERM or a closed terminal end a crawl with.
INTERRUPTED = Ending("partial", "stopped by a signal")
#: What --time-limit ends a crawl with.
OUT_OF_TIME = Ending("partial", "time limit reached")
#: What a crawl ends with that came to no end of its own.
BROKEN_OFF = Ending("error", "a fault of arsip: see the traceback above")


@dataclass(frozen=True, slots=True)
class CrawlResult:
    """A crawl that is over: what was asked of it, how it ended, and what it counted."""

    spider: str
    site: str
    ending: Ending
    started: datetime  #: aware, UTC
    ended: datetime  #: aware, UTC
    counts: Mapping[str, int]  #: by the names of `archive.store.runs.COUNTS`


def worst(verdicts: Iterable[str]) -> str:
    """The verdict of a crawl of several sites from those of its sites: the worst of them."""
    return min(verdicts, key=_WORST_FIRST.index)

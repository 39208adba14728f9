"""The counts of a crawl beside those in the table of runs."""

from __future__ import annotations

from enum import StrEnum


class SourceCount(StrEnum):
    """Sources that were not read as a whole: robots.txt, sitemaps, feeds, lists of an archive."""

    FAILED = "sources failed"  # not read to the end; asked for again by the next run
    DAMAGED = "sources damaged"  # read to the end, but for parts that nobody can read

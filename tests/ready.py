"""Records that are ready to be written, as many as are wanted: for what measures the writer and the
database, and not the reading of pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.article import Page
from archive.imports.batches import Batch, Origin, PageCapture
from archive.imports.sources import Source, SourceKind
from archive.imports.works import BatchWork, Work
from archive.imports.writing import Results
from archive.ingest import understand
from archive.store import Store
from archive.store.imports import File
from archive.store.sightings import ItemRows
from archive.warc import Location
from tests.site import pages

_DISTINCT = 400  # pages that are made and read; the others repeat their texts under other numbers
_PIECE = 32
_RECORD_BYTES = 11_000  # of a packed page
BEGAN = datetime(2012, 1, 1, tzinfo=UTC)


def read(count: int = _DISTINCT) -> list[ItemRows]:
    """What so many made-up pages say."""
    found = []
    for number in pages.item_ids(count):
        record = understand(Page(pages.page(number), pages.address(number)))
        found.append(ItemRows.of(record.article, record.mentions, record.proof))
    return found


def works(store: Store, count: int, *, first: int = 1_000_000) -> Iterator[tuple[Work, Results]]:
    """Pieces of an import of `count` captures, each of an item of its own, with what their pages
    say; the ids count from `first` on."""
    known = read(min(count, _DISTINCT))
    source = Source(
        Path("CC-MAIN-20230201000000-20230201030000-00000.warc.gz"), SourceKind.CAPTURES
    )
    size = count * _RECORD_BYTES
    run = store.imports.begin(File(source.name, str(source.path), size, first, ""), "")
    for start in range(0, count, _PIECE):
        some = range(start, min(count, start + _PIECE))
        results = [_numbered(known[index % len(known)], first + index) for index in some]
        urls = [str(result.row["url"]) for result in results]
        end = Location((some[-1] + 1) * _RECORD_BYTES)
        batch = Batch(Location(start * _RECORD_BYTES), end)
        batch.counts["read"] = len(some)
        for index, url in zip(some, urls, strict=True):
            batch.add(_capture(url, first + index, index))
        yield BatchWork(source, run, batch), results


def _capture(url: str, number: int, index: int) -> PageCapture:
    time = BEGAN + index * timedelta(minutes=13)
    digest = f"sha1:{number:032d}"
    place = Location(index * _RECORD_BYTES)
    # ids of records come in no order
    record = f"<urn:uuid:{(number * 0x9E3779B97F4A7C15) % 2**64:016x}-{number:016x}>"
    return PageCapture(
        Origin(url, time, 200, digest, place, _RECORD_BYTES, record), "response", b"", None
    )


def _numbered(known: ItemRows, number: int) -> ItemRows:
    url = known.row["url"].replace(f"/{known.row['id']}.html", f"/{number}.html")
    time = BEGAN + number * timedelta(minutes=13)
    published = f"{time:%Y-%m-%dT%H:%M:%SZ}"
    row = {**known.row, "id": number, "url": url, "published": published}
    row["digest"] = f"{(number * 0x9E3779B97F4A7C15) % 2**64:016x}"
    row["record_digest"] = f"{(number * 0xC2B2AE3D27D4EB4F) % 2**64:016x}"
    return replace(known, row=row)

"""The database again from our own captures: rows of articles, captures and addresses as a crawl
leaves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from archive import sites
from archive.imports import sources
from archive.imports.batches import ImportFilter
from archive.imports.importer import Importer
from archive.imports.plan import ImportProgress, Plan
from archive.store import Store
from archive.store.addresses import Named, Role, State, Visit
from archive.store.captures import LastVisit
from archive.urls import canonical
from archive.warc.warcinfo import COLLECTION, warcinfo

SOURCE = "captures"  #: what `addresses.source` says of an address that is only known from a capture


def plan(folder: Path) -> Plan:
    """What there is to read in a folder of captures."""
    return Plan.of(
        [source for source in sources.find([folder]) if source.form is sources.SourceKind.CAPTURES]
    )


def rebuild(
    store: Store,
    folder: Path,
    found: Plan,
    *,
    workers: int,
    say: Callable[[str], None] = lambda _: None,
    watch: Callable[[ImportProgress], None] = lambda _: None,
) -> Counter[str]:
    """Fill an empty database from captures; what was counted, as `Importer.run` counts."""
    everything = ImportFilter(frozenset(), everything=True)
    importer = Importer(store, everything, workers=workers, own=folder, say=say, watch=watch)
    counts = importer.run(found)
    _take_name(store, found)
    with store.transaction():
        for last in store.captures.last_visits(until=store.horizon()):
            _settle(store, last)
    return counts


def _take_name(store: Store, found: Plan) -> None:
    """Where all files belong to one database, the new one goes by its name."""
    names: set[str | None] = set()
    for source in found.sources:
        try:
            names.add(warcinfo(source.path).get(COLLECTION))
        except OSError:  # named when it was read
            continue
    if len(names) == 1:
        (name,) = names
        if name is not None:
            store.collection.take(name)


def _settle(store: Store, last: LastVisit) -> None:
    """An address as its last visit left it; what did not end well is due at once."""
    url = canonical(last.url)
    row = store.articles.row(last.item)
    site = str(row["site"]) if row else sites.of(url).name
    store.addresses.name(site, SOURCE, [Named(url, Role.ITEM)], now=last.first)
    visit = Visit(State.FAILED, f"HTTP {last.status}", last.time)
    if last.status in (404, 410):
        visit = Visit(State.GONE, f"HTTP {last.status}")
    elif last.status in (200, 203, 304) and row:
        visit = Visit(State.FETCHED)
    store.addresses.settle(url, visit, now=last.time)

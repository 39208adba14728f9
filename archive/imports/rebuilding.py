"""The database made again from our own captures: rows of articles, captures and addresses as a
crawl leaves them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from archive import sites, warc
from archive.imports import sources
from archive.imports.batches import ImportFilter
from archive.imports.importer import Importer
from archive.imports.plan import ImportProgress, Plan
from archive.sites import Site
from archive.store import Store, is_fatal
from archive.store.addresses import Named, Role, State, Visit
from archive.store.captures import LastVisit
from archive.store.imports import ImportCount
from archive.urls import canonical
from archive.warc.warcinfo import COLLECTION, Homes, homes_of, warcinfo

SOURCE = "captures"  #: what `addresses.source` says of an address that is only known from a capture


def plan(folder: Path) -> Plan:
    """The plan for a folder of captures."""
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
    databases = _databases(found)
    if len(databases) == 1:
        store.collection.take(databases.pop())
    elif databases:
        say(f"{folder}: holds the files of {len(databases)} databases; this one holds them all")
    homes = {source.name.removesuffix(warc.OPEN): homes_of(source.path) for source in found.sources}
    with store.transaction():
        for last in store.captures.last_visits(until=store.horizon()):
            try:
                with store.transaction():
                    _settle(store, last, homes.get(last.file, Homes()).of(last.url))
            except Exception as error:
                if is_fatal(error):
                    raise
                say(f"{last.url}: failed: {type(error).__name__}: {error}")
                counts[ImportCount.FAILED] += 1
    return counts


def _databases(found: Plan) -> set[str]:
    """The names of the databases that the files belong to; those that name none are not counted."""
    names: set[str] = set()
    for source in found.sources:
        try:
            name = warcinfo(source.path).get(COLLECTION)
        except OSError:  # named when it was read
            continue
        if name is not None:
            names.add(name)
    return names


def _settle(store: Store, last: LastVisit, home: Site | None) -> None:
    """Settle an address as its last visit left it; one that did not end well is due at once.

    `home` is the site that was fetched: its address counts, not that of the copy that gave it.
    """
    url = canonical(last.url)
    site = sites.of(url)
    if home is not None and not site.of_platform:
        url = urlunsplit(("https", home.host, urlsplit(url).path, "", ""))
        site = home
    row = store.articles.row(last.item)
    name = str(row["site"]) if row else site.name
    store.addresses.name(name, SOURCE, [Named(url, Role.ITEM)], now=last.first)
    visit = Visit(State.FAILED, f"HTTP {last.status}", last.time)
    if last.status in (404, 410):
        visit = Visit(State.GONE, f"HTTP {last.status}")
    elif last.status in (200, 203, 304) and row:
        visit = Visit(State.FETCHED)
    store.addresses.settle(url, visit, now=last.time)

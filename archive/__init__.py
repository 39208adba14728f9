"""Keeps and understands the pages of VOA Indonesia and its sister sites: reader, dates, database,
captures.

For programs, `import archive` is enough and loads nothing: what is named here is loaded when it is
first used. docs/library.md shows it at work.

    archive.extract.extract(html, url)      a page to an Article
    archive.dump.read(text, url)            a text dump to an Article
    archive.temporal.mentions(text, day)    the dates that a text speaks of
    archive.store.Store(path)               a database
    archive.read_items(path)                the items in WARC files, saved pages and folders
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from archive import dump, extract, sites, store, temporal
    from archive.article import Article, Kind, Mention, NotAnItem, Page, ReadError, Rights
    from archive.imports.reading import SourceItem, read_items
    from archive.store import Hit, Store, StoreError
    from archive.temporal import mentions

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Hit",
    "Kind",
    "Mention",
    "NotAnItem",
    "Page",
    "ReadError",
    "Rights",
    "SourceItem",
    "Store",
    "StoreError",
    "dump",
    "extract",
    "mentions",
    "read_items",
    "sites",
    "store",
    "temporal",
]

# Where each name lives; one that is not here is a module of its own.
_MODULES = {
    "Article": "article",
    "Hit": "store",
    "Kind": "article",
    "Mention": "article",
    "NotAnItem": "article",
    "Page": "article",
    "ReadError": "article",
    "Rights": "article",
    "SourceItem": "imports.reading",
    "Store": "store",
    "StoreError": "store",
    "mentions": "temporal",
    "read_items": "imports.reading",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'archive' has no attribute {name!r}")
    if name in _MODULES:
        return getattr(import_module(f"archive.{_MODULES[name]}"), name)
    return import_module(f"archive.{name}")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

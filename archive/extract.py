"""A page to an `Article`: the door of `archive.reader` for pages."""

from archive.reader.item import extract

__all__ = ["extract"]

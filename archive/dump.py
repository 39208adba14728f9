"""A text dump to an `Article`: the door of `archive.reader` for dumps."""

from archive.reader.text_dump import Dropped, dropped, read

__all__ = ["Dropped", "dropped", "read"]

"""What a WARC file of ours says of itself, in the record that opens it."""

from __future__ import annotations

from pathlib import Path

from archive.warc import reader
from archive.warc.packing import UnpackError
from archive.warc.reader import STRICT, MalformedRecord
from archive.warc.record import START

#: The field that names the database which the file belongs to; a term of Dublin Core.
COLLECTION = "isPartOf"


def warcinfo(path: Path) -> dict[str, str]:
    """The fields of the warcinfo record of a file; empty where it opens with no such record."""
    try:
        with path.open("rb") as file:
            first = reader.at(file, START, STRICT)
    except (MalformedRecord, UnpackError):
        return {}
    if first.offset or first.type != "warcinfo":
        return {}
    fields: dict[str, str] = {}
    for line in first.block.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        fields.setdefault(name.strip(), value.strip())
    return fields

"""What a WARC file of ours says of itself, in the record that opens it."""

from __future__ import annotations

from pathlib import Path

from archive.warc.captures import records
from archive.warc.record import WarcRecord

#: The field that names the database which the file belongs to; a term of Dublin Core.
COLLECTION = "isPartOf"


def warcinfo(path: Path) -> dict[str, str]:
    """The fields of the warcinfo record of a file; empty where it opens with no such record."""
    first = next(records(path), None)
    if not isinstance(first, WarcRecord) or first.offset or first.type != "warcinfo":
        return {}
    fields: dict[str, str] = {}
    for line in first.block.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(":")
        fields.setdefault(name.strip(), value.strip())
    return fields

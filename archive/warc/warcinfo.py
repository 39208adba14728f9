"""What a WARC file of ours says of itself, in the record that opens it."""

from __future__ import annotations

from pathlib import Path

from archive import sites
from archive.sites import SITES, Site
from archive.warc import reader
from archive.warc.packing import UnpackError
from archive.warc.reader import STRICT, MalformedRecord
from archive.warc.record import START

#: The field that names the database which the file belongs to; a term of Dublin Core.
COLLECTION = "isPartOf"

#: The field that names the site whose pages the file holds, under whatever address they were
#: fetched.
SITE = "site"

# Before there was that field: what a file said whose pages came from another address.
_FROM_A_COPY = " of http"


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


def site_of(path: Path) -> Site | None:
    """The site whose pages a file of ours holds; None = it does not say, and its addresses are the
    site's own."""
    said = warcinfo(path)
    if name := said.get(SITE):
        return sites.named(name)
    if _FROM_A_COPY in said.get("description", ""):
        return SITES["voaindonesia"]  # of the numbers of VOA, as all were then
    return None

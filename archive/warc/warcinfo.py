"""What a WARC file of ours says of itself, in the record that opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

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

#: The field that names the hosts of a copy of several sites, `PLACE` in the place of each one's name.
COPIES = "copies"
PLACE = "{site}"

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


@dataclass(frozen=True, slots=True)
class Homes:
    """The sites whose pages a file of ours holds, under whatever address they were fetched."""

    site: Site | None = None  #: None = it does not say, or holds several
    copies: str | None = None  #: the hosts of a copy, as `COPIES` has them; None = there is none

    def of(self, url: str) -> Site | None:
        """The site that was fetched at an address; None = the address is the site's own."""
        if self.copies is None:
            return self.site
        before, _, after = (re.escape(part) for part in self.copies.partition(PLACE))
        name = re.fullmatch(f"{before}(.+){after}", urlsplit(url).netloc)
        return sites.named(name[1]) if name else None


def homes_of(path: Path) -> Homes:
    """The sites whose pages a file of ours holds."""
    said = warcinfo(path)
    if name := said.get(SITE):
        return Homes(sites.named(name))
    if form := said.get(COPIES):
        return Homes(copies=form)
    if _FROM_A_COPY in said.get("description", ""):
        return Homes(SITES["voaindonesia"])  # of the numbers of VOA, as all were then
    return Homes()

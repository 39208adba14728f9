"""How the head of a page calls its site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archive import sites, urls
from archive.reader.pangea import schema_org
from archive.reader.pangea.schema_org import Node
from archive.reader.text import folded

PUBLISHERS = ("Organization", "NewsMediaOrganization", "WebSite", "GovernmentOrganization")

#: Names of broadcasters: a text can be by them, as it can be by a person.
BROADCASTERS = frozenset(["voa", "voiceofamerica", "rferl", "radiofreeeuroperadioliberty"])

_META = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site")


def publishers(item: Node, nodes: Iterable[Node]) -> Iterator[Node]:
    """The nodes that describe the site, or who publishes the item."""
    publisher = item.get("publisher")
    if isinstance(publisher, dict):
        yield publisher
    for node in nodes:
        if schema_org.is_a(node, *PUBLISHERS):
            yield node


def names(
    meta: Mapping[str, str],
    utag: Mapping[str, str],
    item: Node,
    nodes: Iterable[Node],
    address: str,
) -> frozenset[str]:
    """The names of the site, folded, wherever the head gives them; `address` is one of its own."""
    found = {meta[key] for key in _META if key in meta}
    found.add(utag.get("language_service", ""))
    for node in publishers(item, nodes):
        found.update(
            name for name in (node.get("name"), node.get("alternateName")) if isinstance(name, str)
        )
    host = urls.host(urls.original(address))
    if host:
        found.update((host.removeprefix("www."), sites.of(f"https://{host}/").name))
    return frozenset(filter(None, map(folded, found))) | BROADCASTERS

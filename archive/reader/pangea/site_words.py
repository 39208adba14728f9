"""What a page says of its site and not of its item: names and slogans, which stand in the head of
every page of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archive import sites, urls
from archive.reader.pangea import heads, schema_org
from archive.reader.pangea.heads import Head

_PUBLISHERS = ("Organization", "NewsMediaOrganization", "WebSite", "GovernmentOrganization")

#: Names of broadcasters: a text can be by them, as it can be by a person.
_BROADCASTERS = frozenset(["voa", "voiceofamerica", "rferl", "radiofreeeuroperadioliberty"])

# signs of scripts that leave no space between words
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def folded(text: str) -> str:
    """Letters and digits alone, in one case, to compare names by."""
    return re.sub(r"[\W_]+", "", text).casefold()


def names(head: Head) -> frozenset[str]:
    """The names of the site, folded, wherever the head gives them."""
    found = {folded(name) for name in _named(head)}
    return frozenset(name for name in found if name) | _BROADCASTERS


def _named(head: Head) -> Iterator[str]:
    for key in ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"):
        yield head.meta.get(key, "")
    yield head.utag.get("language_service", "")
    for node in _publishers(head):
        yield heads.text_of(node.get("name"))
        yield heads.text_of(node.get("alternateName"))
    for address in (head.canonical, head.meta.get("og:url", ""), head.utag.get("url", "")):
        host = urls.host(urls.original(address))
        if host:
            yield host.removeprefix("www.")
            yield sites.of(address).name


def _publishers(head: Head) -> Iterator[schema_org.Node]:
    publisher = head.json_ld.get("publisher")
    if isinstance(publisher, dict):
        yield publisher
    for node in head.nodes:
        if schema_org.is_a(node, *_PUBLISHERS):
            yield node


def without_names(words: Iterable[str], head: Head) -> list[str]:
    """The words that are no name of the site."""
    known = names(head)
    return [word for word in words if folded(word) not in known]


def is_own_name(name: str, head: Head) -> bool:
    """True for a name of the site that is no name of its broadcaster."""
    name = folded(name)
    return name in names(head) - _BROADCASTERS


def is_slogan(text: str, head: Head, title: str) -> bool:
    """True for a description that is the site's: it is what the site says of itself, or it names
    the site and has no word in common with the title."""
    plain = folded(text)
    if plain in names(head):
        return True
    for node in _publishers(head):
        for key in ("description", "slogan"):
            if plain == folded(heads.text_of(node.get(key))):
                return True
    speaks_of_site = any(len(name) >= _LONG_NAME and name in plain for name in names(head))
    return speaks_of_site and not shares_words(text, title, head)


_LONG_NAME = 8  # letters; shorter names, such as VOA, stand in many texts


def shares_words(text: str, title: str, head: Head) -> bool:
    """True where two texts have a word in common, other than those of the site's names."""
    common = _words(text) & _words(title)
    known = "".join(names(head))
    return any(word not in known for word in common)


def _words(text: str) -> set[str]:
    found = {word.casefold() for word in re.findall(r"[^\W_]{4,}", text)}
    if _UNSPACED.search(text):
        signs = "".join(_UNSPACED.findall(text))
        found |= {signs[at : at + 2] for at in range(len(signs) - 1)}
    return found

"""What a page says of its site and not of its item: names and slogans, which stand in the head of
every page of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.reader.pangea import heads
from archive.reader.pangea.heads import Head
from archive.reader.pangea.site_names import BROADCASTERS, publishers
from archive.reader.text import folded, unspaced


def without_names(words: Iterable[str], head: Head) -> list[str]:
    """The words that are no name of the site."""
    return [word for word in words if folded(word) not in head.site_names]


def is_own_name(name: str, head: Head) -> bool:
    """True for a name of the site that is no name of its broadcaster."""
    name = folded(name)
    return name in head.site_names and name not in BROADCASTERS


def is_slogan(text: str, head: Head, title: str) -> bool:
    """True for a description that is the site's: it is what the site says of itself, or it names
    the site and has no word in common with the title."""
    plain = folded(text)
    if plain in head.site_names:
        return True
    for node in publishers(head.json_ld, head.nodes):
        for key in ("description", "slogan"):
            if plain == folded(heads.text_of(node.get(key))):
                return True
    speaks_of_site = any(len(name) >= _LONG_NAME and name in plain for name in head.site_names)
    return speaks_of_site and not shares_words(text, title, head)


_LONG_NAME = 8  # letters; shorter names, such as VOA, stand in many texts


def shares_words(text: str, title: str, head: Head) -> bool:
    """True where two texts have a word in common, other than those of the site's names."""
    common = _words(text) & _words(title)
    known = "".join(head.site_names)
    return any(word not in known for word in common)


def _words(text: str) -> set[str]:
    """The longer words of a text, and every two signs of a script that leaves no space between
    words."""
    found = {word.casefold() for word in re.findall(r"[^\W_]{4,}", text)}
    signs = unspaced(text)
    return found | {signs[at : at + 2] for at in range(len(signs) - 1)}

"""The frame of a page in a text dump, known by its structure in whatever language: skip links, links
to share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from archive.reader import lexicon
from archive.reader.text import ends_sentence, is_unspaced, width

_TOP = 2  # lines: the heading of the skip links is one of them
_LINKS = 3  # to the content, the menu and the search
_LINK_WIDTH = 60  # characters
_SHARE_WIDTH = 40  # characters

#: Networks to which a page can be sent, and where the site can be followed; in the letters of the
#: languages that write them in their own.
_NETWORK = re.compile(
    r"facebook|fejsbuk|feysbuk|twitter|whatsapp|telegram|instagram|youtube|viber|linkedin|reddit|pinterest|tiktok|"
    r"messenger|threads|mastodon|bluesky|e-?mail|фейсбук|твитт?ер|телеграм|вотсап|ватсап|инстаграм|"
    r"ютуб|вконтакте|одноклассники|вайбер|фејсбук|твитер|脸书|臉書|推特|微信|微博|페이스북|트위터|"
    r"카카오톡|फेसबुक|ফেসবুক|টুইটার|فيسبوك|تويتر|واتساب|فیس\s?بوک|فیس\s?بک|فېسبوک|توییتر|ٹوئٹر|واٹس\s?ایپ|تلگرام|"
    r"เฟซบุ๊ก|ทวิตเตอร์|ไลน์|ເຟສບຸກ|ហ្វេសប៊ុក|ဖေ့စ်ဘွတ်|ፌስቡክ|ትዊተር|ֆեյսբուք|ფეისბუქ|ངོ་དེབ",
    re.IGNORECASE,
)


def marked(lines: Sequence[str]) -> list[bool]:
    """True for each line that is of the frame, by its words or by where it stands among others."""
    frame = [lexicon.is_frame_of_dump(line) for line in lines]
    for at in (*_skip_links(lines), *_share_links(lines)):
        frame[at] = True
    return frame


def _skip_links(lines: Sequence[str]) -> range:
    """The places of the links that skip the menus, and of the heading above them, with which every
    page of the platform begins: three short lines at the top that are put in the same words."""
    for heading in range(min(_TOP, len(lines) - _LINKS)):
        links = lines[heading + 1 : heading + 1 + _LINKS]
        if _could_be_links(lines[heading], links) and _are_alike(links):
            return range(heading, heading + 1 + _LINKS)
    return range(0)


def _could_be_links(heading: str, links: Sequence[str]) -> bool:
    """True for short lines that are no sentences; a script in which labels end with a sign has it
    below the heading, too."""
    if any(width(line) > _LINK_WIDTH for line in (heading, *links)):
        return False
    return ends_sentence(heading) or not any(map(ends_sentence, links))


def _are_alike(links: Sequence[str]) -> bool:
    """True where each of the links differs from the one before it and repeats some of its words."""
    return all(
        one != other and _common(one, other) >= _least_common(one) for one, other in pairwise(links)
    )


def _common(one: str, other: str) -> int:
    """How many letters in a row both have."""
    matcher = SequenceMatcher(None, one.casefold(), other.casefold(), autojunk=False)
    return matcher.find_longest_match().size


def _least_common(link: str) -> int:
    return 3 if is_unspaced(link) else 4


def _share_links(lines: Sequence[str]) -> Iterator[int]:
    """The places of short lines that name a network, where several follow each other and are mostly
    no sentences."""
    for names, run in groupby(range(len(lines)), key=lambda at: _names_network(lines[at])):
        places = list(run)
        sentences = sum(ends_sentence(lines[at]) for at in places)
        if names and len(places) > 1 and 2 * sentences <= len(places):
            yield from places


def _names_network(line: str) -> bool:
    return len(line) <= _SHARE_WIDTH and _NETWORK.search(line) is not None

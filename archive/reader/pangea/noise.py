"""What is left out of a body: elements by tag and class, and lines by their words."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.etree import _Element

from archive.reader import lexicon
from archive.reader.invitations import READ_ALSO

#: Elements whose content is never text of the article. What follows one inside the same parent is.
TAGS = frozenset(
    """
    script style noscript template iframe object embed applet svg canvas map
    figure figcaption picture audio video source track
    amp-img amp-audio amp-video amp-iframe amp-embed amp-ad amp-social-share amp-analytics amp-youtube amp-twitter
    amp-facebook amp-instagram amp-carousel amp-lightbox amp-sidebar
    form button input select textarea label nav footer aside head title h1
    """.split()
)

#: Classes of such elements; "name*" stands for every class that begins so.
_CLASSES = """
    wsw__embed* c-mmp* media-pholder* media-download* media-image* media-block* media-container* mmp-*
    content-redirect* content-advisory* content-sharing* share share--* sticky-* ctc ctc-* ctc__*
    link-content-sharing
    contentimage* imagecaption* infographic* external-content* externalmedia* flexible-iframe* embed-*
    quiz* poll* c-quiz* c-poll* word-widget* flashcard*
    also-read* related* c-related* read-more* load-more* ymla-section lazy-scroll-load
    footer-toolbar* foot foot-* foot__* hdr-* nav-* menu menu-* burger* container-nav
    sr-only responsive-indicator c-lightbox* print-dialogue* c-hlights* c-spinner* back-to-top* pos-fix hidden
    visible-xs-block visible-sm-block visible-md-block visible-lg-block
    comments c-comments* comment-* forum fb-comments
    twitter-tweet twitter-video instagram-media fb-post fb-video tiktok-embed
    fc__body fc-body factcheck__body
    category publishing-details published buttons btn section-head label--share
    news-app-promo* podcast-* subscribe* newsletter*
""".split()

_EXACT = frozenset(name for name in _CLASSES if not name.endswith("*"))
_PREFIXES = tuple(name[:-1] for name in _CLASSES if name.endswith("*"))


def left_out(element: _Element) -> bool:
    """True where the element is no part of the body, with all that is in it (but not its tail)."""
    if element.tag in TAGS:
        return True
    classes = element.get("class")
    return classes is not None and _noisy(classes)


# A site has some hundred distinct class attributes, each asked for thousands of times. The answer
# is a pure function of the string; the bound keeps hostile pages from filling memory.
@lru_cache(maxsize=2048)
def _noisy(classes: str) -> bool:
    return any(
        name in _EXACT or name.startswith(_PREFIXES) for name in classes[:500].lower().split()
    )


_RECORDING = re.compile(r"\.(?:mp3|mp4|m4a|m3u8?|wma|wmv|asx|ra?m|ogg)\b", re.IGNORECASE)


def is_download(text: str, link_urls: list[str], outside_links: str) -> bool:
    """True for a line that only offers a recording: a short one that holds nothing but a link to
    the file, or speaks of downloading."""
    offers = not outside_links.strip(" :–—-|.()[]") or lexicon.DOWNLOAD.search(text) is not None
    return len(text) < 160 and offers and any(map(_RECORDING.search, link_urls))


#: A row of signs that only divides the page: "***".
RULE = re.compile(r"[\s*\-_=~.·•—–#]+")


def is_read_also(text: str, outside_links: str) -> bool:
    """True for a line that only sends the reader to another story: outside its links it holds the
    words for that and nothing else."""
    match = READ_ALSO.match(text)
    if match is None:
        return False
    # "Baca juga: Panen Raya", the link lost
    if text[match.end() :].lstrip().startswith(":") and len(text) <= 160:
        return True
    rest = outside_links[match.end() :] if READ_ALSO.match(outside_links) else outside_links
    return not re.sub(r"\b(?:dan|and)\b", "", rest).strip(" :,;–—-|.»>])")


_TRACES = ("clipboard", "media source", "Tautan-tautan", "sumber media")


def without_phrases(text: str) -> str:
    """The text without sentences of the player and the clipboard."""
    if any(trace in text for trace in _TRACES):
        return " ".join(lexicon.FRAME_PHRASES.sub(" ", text).split())
    return text

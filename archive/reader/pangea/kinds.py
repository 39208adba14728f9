"""What an item is: decided by all its marks together, each with a weight."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from archive.article import Kind, Media
from archive.reader.pangea import recordings, schema_org
from archive.reader.pangea.heads import Head
from archive.reader.pangea.parsing import Parts, in_frame

#: What `subcontent_type` and `content_type` of utag_data say, and `page_type` and the classes of
#: body (`pg-photogallery`).
_WORDS = {
    "article": Kind.ARTICLE, "factcheck": Kind.ARTICLE, "story": Kind.ARTICLE, "text": Kind.ARTICLE,
    "audio": Kind.AUDIO, "podcast": Kind.AUDIO, "audioclip": Kind.AUDIO,
    "video": Kind.VIDEO, "videoclip": Kind.VIDEO,
    "photo": Kind.GALLERY, "photogallery": Kind.GALLERY, "photo_gallery": Kind.GALLERY, "gallery": Kind.GALLERY,
    "photos": Kind.GALLERY, "slideshow": Kind.GALLERY,
    "quiz": Kind.QUIZ, "poll": Kind.QUIZ, "survey": Kind.QUIZ, "widget": Kind.QUIZ, "wordwidget": Kind.QUIZ,
    "word_widget": Kind.QUIZ, "flashcard": Kind.QUIZ, "flashcards": Kind.QUIZ, "crossword": Kind.QUIZ,
    "liveblog": Kind.LIVEBLOG, "live_blog": Kind.LIVEBLOG, "live": Kind.LIVEBLOG,
}  # fmt: skip

#: Elements that only a quiz, a poll or a widget has.
_QUIZ = (
    "quiz",
    "c-quiz",
    "poll",
    "c-poll",
    "quiz__wrap",
    "word-widget",
    "flashcards",
    "widget-quiz",
)
#: Frames of makers of quizzes.
_QUIZ_MAKERS = re.compile(
    r"\b(?:quiz|kuis|poll|polling|riddle\.com|playbuzz|apester|sporcle|typeform|crossword|flashcard|surveymonkey)",
    re.IGNORECASE,
)

FEW_WORDS = 60  #: of a page that says a little beside what it shows

# mark, and how strongly it speaks for its kind
_UTAG = 10  # utag_data names the kind, and it is no article …
_UTAG_ARTICLE = 3  # … or it is one, and has a text: the platform calls other kinds so, too
_PAGE_TYPE = 5  # page_type, or a class of body
_JSON_LD = 8  # the object that describes the item is a recording, a gallery, a quiz
_CARD = 4  # twitter:card, og:type
_LIST_OF_PICTURES = 12  # #galleryItems
_PICTURES = 6  # several pictures with captions and hardly a text
_POSTS = 9  # posts of a live blog, or their box
_LONGEST_TEXT = 9  # of twice as many words as are few
_LONG_TEXT = 6
_TEXT = 2
_PLAYER = 4  # a player and no text …
_PLAYER_BESIDE = 1  # … or only a few words; more where the head, too, names the recording
_QUIZ_BOX = 6  # a quiz and a few words at most …
_QUIZ_BELOW = 1  # … or below a text
_FRAME = 2  # a video of others and no text


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a page holds, for the decision of its kind."""

    words: int = 0  #: of its text, without what it says of a recording
    pictures: int = 0  #: with captions, of a gallery that nothing calls so
    posts: int = 0  #: of a live blog
    media: tuple[Media, ...] = ()


def of(head: Head, parts: Parts, found: Evidence) -> Kind:
    """The kind that most marks speak for; OTHER where none speaks."""
    weights: Counter[Kind] = Counter()
    _of_head(head, parts, found, weights)
    _of_text(head, parts, found, weights)
    if parts.gallery is not None:
        weights[Kind.GALLERY] += _LIST_OF_PICTURES
    if found.pictures:
        weights[Kind.GALLERY] += _PICTURES
    if found.posts or has_posts(parts):
        weights[Kind.LIVEBLOG] += _POSTS
    return max(weights, key=lambda kind: weights[kind], default=Kind.OTHER)


def promised(head: Head, parts: Parts) -> Kind | None:
    """The kind that the head, or the class of body, calls the page; None = they call it none, or an
    article."""
    weights: Counter[Kind] = Counter()
    _of_head(head, parts, Evidence(), weights)
    return max(weights, key=lambda kind: weights[kind], default=None)


def expects_text(head: Head, parts: Parts) -> bool:
    """True where nothing says that the page is there for something else than a text."""
    if parts.players:
        return False
    return of(head, parts, Evidence()) in (Kind.OTHER, Kind.ARTICLE)


def has_posts(parts: Parts) -> bool:
    """True where the page has the box of a live blog."""
    return not all(map(in_frame, parts.of("liveblog")))


def is_called_article(head: Head) -> bool:
    """True where utag_data calls the page an article."""
    return _said(head) is Kind.ARTICLE


def _of_head(head: Head, parts: Parts, found: Evidence, weights: Counter[Kind]) -> None:
    said = _said(head)
    if said is Kind.ARTICLE and found.words:
        weights[Kind.ARTICLE] += _UTAG_ARTICLE
    elif said is not None and said is not Kind.ARTICLE:
        weights[said] += _UTAG
    kind = schema_org.kind(head.json_ld)
    if kind is not None and (kind is not Kind.ARTICLE or found.words):
        weights[kind] += _JSON_LD
    names = {_word(name.removeprefix("pg-")) for name in parts.body_class.split()}
    names.add(_word(head.utag.get("page_type", "")))
    for named in {_WORDS[name] for name in names if name in _WORDS} - {Kind.ARTICLE}:
        weights[named] += _PAGE_TYPE
    if head.meta.get("twitter:card", "") == "gallery":
        weights[Kind.GALLERY] += _CARD
    shown = head.meta.get("og:type", "")
    if shown.startswith("video"):
        weights[Kind.VIDEO] += _CARD
    if shown.startswith(("music", "audio")):
        weights[Kind.AUDIO] += _CARD


def _said(head: Head) -> Kind | None:
    for key in ("subcontent_type", "content_type"):
        word = _word(head.utag.get(key, ""))
        if word in _WORDS:
            return _WORDS[word]
    return None


@lru_cache(maxsize=2048)  # see noise: few distinct strings, asked for often
def _word(text: str) -> str:
    return text.strip().lower().replace(" ", "_").replace("-", "_")


def _of_text(head: Head, parts: Parts, found: Evidence, weights: Counter[Kind]) -> None:
    few = found.words < FEW_WORDS
    if found.words:
        weights[Kind.ARTICLE] += _of_words(found.words)
    if parts.of(*_QUIZ):
        box = _QUIZ_BOX if few else _QUIZ_BELOW
        weights[Kind.QUIZ] += box
    elif few and _asks(parts):
        weights[Kind.QUIZ] += _QUIZ_BOX
    played = next((media for media in found.media if media.kind != "embed"), None)
    if played and few:
        kind = Kind.VIDEO if played.kind == "video" else Kind.AUDIO
        if not found.words:
            weights[kind] += _PLAYER
        elif not played.position:
            weights[kind] += _PLAYER_BESIDE
        if not played.position and _calls_player(head, played.kind):
            weights[kind] += _CARD
    elif not found.words and any("youtu" in media.url for media in found.media):
        weights[Kind.VIDEO] += _FRAME


def _of_words(words: int) -> int:
    if words < FEW_WORDS:
        return _TEXT
    return _LONG_TEXT if words < 2 * FEW_WORDS else _LONGEST_TEXT


def _calls_player(head: Head, kind: str) -> bool:
    return head.meta.get("twitter:card", "") == "player" or kind in recordings.named(head)


def _asks(parts: Parts) -> bool:
    """True where a page has answers to choose from, or a frame with a quiz."""
    choices = [
        field
        for field in parts.root.iter("input")
        if (field.get("type") or "").lower() in ("radio", "checkbox") and field.get("name")
        and not in_frame(field)
    ]  # fmt: skip
    names = Counter(field.get("name") for field in choices)
    if any(count > 1 for count in names.values()):
        return True
    frames = (frame.get("src") or frame.get("data-src") or "" for frame in parts.frames)
    return any(map(_QUIZ_MAKERS.search, frames))

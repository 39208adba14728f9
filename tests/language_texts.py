"""Texts in the languages of the platform's sites, each as a page and as the text dumps that can be made
of it.

A file of tests/languages has the words of the frame (the heading of the skip links, the three links, a
share link), a line of dashes, then the title, a caption, and the paragraphs.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "languages"
LANGUAGES = sorted(path.stem for path in HERE.glob("*.txt"))
#: Their texts were written before the rules, and no rule was made by them.
BLIND = ("am", "bo", "ht", "ka", "ko", "ky", "lo", "pt", "so", "ti")

_SIZES = ("XS", "SM", "MD", "LG")


@dataclass(frozen=True, slots=True)
class LanguageText:
    """A short report in one language, with the words of the frame around it."""

    language: str
    heading: str  #: what stands above the skip links
    skips: tuple[str, ...]
    share: str
    title: str
    caption: str
    paragraphs: tuple[str, ...]


def text_of(language: str) -> LanguageText:
    """The text of a language."""
    frame, _, text = (HERE / f"{language}.txt").read_text(encoding="utf-8").partition("\n---\n")
    heading, *skips, share = frame.splitlines()
    title, caption, *paragraphs = text.splitlines()
    return LanguageText(language, heading, tuple(skips), share, title, caption, tuple(paragraphs))


def page(text: LanguageText, number: int = 7000001) -> str:
    """The page of a text, in the platform's present markup."""
    escaped = html.escape
    paragraphs = "".join(f"<p>{escaped(paragraph)}</p>" for paragraph in text.paragraphs)
    skips = "".join(f'<li><a href="#x">{escaped(skip)}</a></li>' for skip in text.skips)
    title = escaped(text.title)
    caption = escaped(text.caption)
    image = "https://gdb.voanews.com/01000000-0aff-0242-7700-08dc0a8f77aa_w1_r1.jpg"
    return (
        f'<html lang="{text.language}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<script>var bar_data = {{"apiId":"{number}","apiType":"1"}};</script></head>'
        f'<body class="pg-article"><section><div class="sr-only"><h2>{escaped(text.heading)}</h2>'
        f'<ul>{skips}</ul></div></section><h1 class="pg-title">{title}</h1>'
        f'<div class="cover-media"><figure class="media-image"><img src="{image}" alt="{caption}">'
        f'<figcaption><span class="caption">{caption}</span></figcaption></figure></div>'
        f'<div class="content-sharing"><a href="#y">{escaped(text.share)}</a></div>'
        f'<div id="article-content"><div class="wsw">{paragraphs}</div></div>'
        f'<div class="responsive-indicator"><div>XS</div><div>SM</div></div></body></html>'
    )


def short_dump(text: LanguageText) -> str:
    """A dump with the heading of the frame and little else of it, as the sample of 2023 has it."""
    lines = [text.heading, text.title, "", text.caption, text.caption]
    return "\n\n".join([*lines, *text.paragraphs]) + "\n\n" + "\n".join(_SIZES)


def whole_dump(text: LanguageText) -> str:
    """A dump with all of the frame: skip links, a menu, share links, other stories."""
    menu = [" ".join(paragraph.split()[:2])[:12] for paragraph in text.paragraphs]
    top = [text.heading, *text.skips, *menu, text.title, text.caption, text.caption]
    share = ["Facebook", "Twitter", text.share, text.share.replace("Facebook", "Telegram")]
    return "\n".join([*top, *share, *text.paragraphs, *share, *menu, *_SIZES])


def bare_dump(text: LanguageText) -> str:
    """A dump of title and paragraphs alone."""
    return "\n".join([text.title, *text.paragraphs])


def twice_dump(text: LanguageText) -> str:
    """A dump whose caption has the words of the title."""
    lines = [text.heading, "", text.title, "", text.title, text.title, "", *text.paragraphs]
    return "\n".join([*lines, "", *_SIZES])


def cut_dump(text: LanguageText) -> str:
    """A dump whose last paragraph is long, and has lost its last sign."""
    *paragraphs, last = text.paragraphs
    words = last.rstrip(".。။।۔։።།\"”“»›’' ")
    ending = f"{paragraphs[-1].rstrip('.。။।۔։።། ')} {words}"
    return "\n".join([text.heading, "", text.title, "", *paragraphs, ending, *_SIZES])


def last_of_cut_dump(text: LanguageText) -> str:
    """The last paragraph of `cut_dump`."""
    return cut_dump(text).splitlines()[-5]

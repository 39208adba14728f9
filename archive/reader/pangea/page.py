"""Where the body of a page lies, by the era of its markup."""

from __future__ import annotations

from lxml.etree import _Element

from archive.reader.pangea.parsing import Parts, in_frame


def body_roots(parts: Parts) -> tuple[str, list[_Element]]:
    """The name of the era of the page's markup, and the elements that hold its body; none found:
    ("", [])."""
    contents = [] if parts.content is None else [parts.content]
    within = {element for each in contents for element in each.iter()}
    texts = parts.of("wsw")
    eras = (
        ("wsw", [text for text in texts if text in within]),
        ("article-content", contents),
        ("wsw-outside", [text for text in texts if not in_frame(text)]),
        ("classic", parts.of("zoomMe") or parts.of("articleContent", "article__content")),
    )
    return next((era for era in eras if era[1]), ("", []))

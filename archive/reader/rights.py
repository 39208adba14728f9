"""The rights in the text and the pictures, with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from archive.article import Rights
from archive.reader import agencies
from archive.reader.edges import Trimmed
from archive.sites import Site

_VOA = re.compile(r"\bVOA\b|\bVoice\s+of\s+America\b", re.IGNORECASE)

_OPENING = 3  # blocks at the beginning in which a text says whose it is
_CLOSING = 4  # … and at its end


def of_text(
    byline: tuple[str, ...], trimmed: Trimmed, site: Site, owners: Iterable[str] = ()
) -> tuple[Rights, str]:
    """The rights in a text, from its byline, its dateline and the lines that open and close it;
    UNKNOWN where none of them tells.

    `owners` are names that the head of the page gives beside the byline: authors, and who holds the
    copyright.
    """
    texts = [block.text for block in trimmed.blocks]
    byline += tuple(name for name in trimmed.byline if name not in byline)
    owners = tuple(owners)
    said = "\n".join((*byline, *owners, trimmed.opening, *texts, *trimmed.credits))
    if any(map(agencies.may_name, (*byline, *owners, said))):
        if reason := _agency(byline, trimmed, texts, site):
            return Rights.AGENCY, reason
        if owner := next((name for name in owners if _is_agency(name, site)), None):
            return Rights.AGENCY, f"named in the head: {owner[:160]}"
        if reason := _mixed(trimmed, texts):
            return Rights.UNKNOWN, reason
    if line := next(filter(agencies.is_of_the_wire, texts[-_CLOSING:]), None):
        return Rights.AGENCY, f"closing credit: {line[:160]}"
    if not byline:
        return Rights.UNKNOWN, "no byline or credit line"
    return _of_site(byline, site)


def _of_site(byline: tuple[str, ...], site: Site) -> tuple[Rights, str]:
    named = ", ".join(byline)
    if site.owner in agencies.GRANTEES:
        grantee = agencies.GRANTEES[site.owner][0]
        return Rights.UNKNOWN, f"byline: {named}; {grantee} is a grantee, not the US government"
    if not site.federal:
        return Rights.UNKNOWN, f"byline: {named}; not known as a site of the US government"
    if any(map(_VOA.search, byline)):
        return Rights.VOA, f"byline: {named}"
    return Rights.VOA, f"byline: {named}, no agency named"


def _agency(
    byline: tuple[str, ...], trimmed: Trimmed, texts: Sequence[str], site: Site
) -> str | None:
    """What says that a text is an agency's; None = nothing does."""
    if name := next((name for name in byline if _is_agency(name, site)), None):
        return f"byline: {name}"
    for text in (trimmed.opening, *texts[:_OPENING]):
        if agency := agencies.of_dateline(text):
            return f"dateline: {agency}"
    for text in reversed(texts[-2:]):
        if agency := agencies.after_end(text):
            return f"closing credit: {agency}"
    for line in trimmed.credits:
        if agencies.signs(line) and not _is_only_a_part(line, byline):
            return f"closing credit: {line.strip('()[]. ')[:160]}"
    for text in (*texts[:_OPENING], *texts[-_CLOSING:]):
        if agencies.signs(text):
            return f"says whose it is: {text[:160]}"
    return None


def _is_agency(name: str, site: Site) -> bool:
    """True for a name of the byline that is an agency's; a grantee's on its own site is the site's."""
    if site.owner in agencies.GRANTEES:
        name = agencies.GRANTEES[site.owner][1].sub("", name)
    return agencies.named(name) is not None


def _is_only_a_part(line: str, byline: tuple[str, ...]) -> bool:
    """True where a line with words beside the agency's name closes the report of a person: it names
    a source of the report, not its author."""
    if all(map(_VOA.search, byline)):
        return False
    return re.match(r"\W*(?:sumber|source|fuente|fonte)\b", line, re.IGNORECASE) is not None


def _mixed(trimmed: Trimmed, texts: Sequence[str]) -> str | None:
    """What says that material of an agency went into a text; None = nothing does."""
    credited = [line for line in trimmed.credits if agencies.named(line)]
    edges = [text for text in (*texts[:_OPENING], *texts[-_CLOSING:]) if agencies.is_mixed(text)]
    adapted = [text for text in texts if agencies.is_adapted(text)]
    for line in (*credited, *edges, *adapted):
        return f"credit line names material of others: {line[:160]}"
    return None


def of_picture(credit: str | None) -> tuple[Rights, str]:
    """The rights in a picture, from the credit of its caption; UNKNOWN where it has none or one
    that tells nothing."""
    if not credit:
        return Rights.UNKNOWN, "no credit"
    if agencies.named(credit):
        return Rights.AGENCY, f"caption credit: {credit}"
    if _VOA.search(credit):
        return Rights.VOA, f"caption credit: {credit}"
    return Rights.UNKNOWN, f"caption credit: {credit}"

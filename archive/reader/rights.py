"""The rights in the text and the pictures, with the reason in words."""

from __future__ import annotations

import re

from archive.article import Rights
from archive.reader import lexicon
from archive.reader.edges import Trimmed, names_agency_alone
from archive.sites import Site

_VOA = re.compile(r"\bVOA\b|\bVoice\s+of\s+America\b", re.IGNORECASE)
#: An agency in a dateline, or in brackets after the last sentence.
_OPENS = re.compile(r"^.{2,60}?[(,]\s*(AP|AFP|Reuters|REUTERS|dpa|UPI|Xinhua)\s*\)?\s*[—–-]")
_CLOSES = re.compile(
    r"(?<=[.!?…\"”’'])\s*[(\[]\s*(AP|AFP|Reuters|REUTERS|dpa|UPI|Xinhua)\s*[)\]]\.?$"
)


def of_text(byline: tuple[str, ...], trimmed: Trimmed, site: Site) -> tuple[Rights, str]:
    """The rights in a text, from its byline, its dateline and its closing credit; UNKNOWN where
    none of them tells."""
    if agency := next((name for name in byline if lexicon.AGENCY.search(name)), None):
        return Rights.AGENCY, f"byline: {agency}"
    texts = [block.text for block in trimmed.blocks]
    if opening := _OPENS.match(trimmed.opening or next(iter(texts), "")):
        return Rights.AGENCY, f"dateline: {opening[1]}"
    if texts and (closing := _CLOSES.search(texts[-1])):
        return Rights.AGENCY, f"closing credit: {closing[1]}"
    if line := next(filter(names_agency_alone, trimmed.credits), None):
        return Rights.AGENCY, f"closing credit: {line.strip('()[]. ')}"
    if line := next(filter(lexicon.AGENCY.search, trimmed.credits), None):
        return Rights.UNKNOWN, f"credit line names material of others: {line[:160]}"
    if not byline:
        return Rights.UNKNOWN, "no byline or credit line"
    named = ", ".join(byline)
    if not site.federal:
        return Rights.UNKNOWN, f"byline: {named}; not known as a site of the US government"
    if any(map(_VOA.search, byline)):
        return Rights.VOA, f"byline: {named}"
    return Rights.VOA, f"byline: {named}, no agency named"


def of_picture(credit: str | None) -> tuple[Rights, str]:
    """The rights in a picture, from the credit of its caption; UNKNOWN where it has none or one
    that tells nothing."""
    if not credit:
        return Rights.UNKNOWN, "no credit"
    if lexicon.AGENCY.search(credit):
        return Rights.AGENCY, f"caption credit: {credit}"
    if _VOA.search(credit):
        return Rights.VOA, f"caption credit: {credit}"
    return Rights.UNKNOWN, f"caption credit: {credit}"

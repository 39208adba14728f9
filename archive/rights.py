"""Whose the text and the pictures are, with the reason in words."""

from __future__ import annotations

import re

from archive.article import Rights
from archive.edges import is_credit_line
from archive.sites import Site

#: Agencies and others whose material is not in the public domain.
_AGENCY = re.compile(
    r"\b(?:AP|Associated\s+Press|Reuters|REUTERS|AFP|AFPTV|Agence\s+France[- ]Presse|"
    r"dpa|Deutsche\s+Presse|UPI|EPA(?:-EFE)?|EFE|"
    r"Xinhua|Kyodo|Yonhap|ANTARA|Antara|TASS|Interfax|RIA|Anadolu|PTI|ANSA|Getty(?:\s+Images)?|Shutterstock|"
    r"RFE/RL|RFERL|Radio\s+Free\s+(?:Europe|Asia)|RFA|BBC|CNN|Al\s*Jazeera|Bloomberg|The\s+Conversation|KHN|"
    r"KFF\s+Health\s+News|Zuma|Sipa|Alamy|Pool)\b"
)
_VOA = re.compile(r"\bVOA\b|\bVoice\s+of\s+America\b", re.IGNORECASE)
#: An agency in a dateline, or in brackets at the very end.
_OPENS = re.compile(r"^.{2,60}?[(,]\s*(AP|AFP|Reuters|REUTERS|dpa|UPI|Xinhua)\s*\)?\s*[—–-]")
_CLOSES = re.compile(r"[(\[]\s*(AP|AFP|Reuters|REUTERS|dpa|UPI|Xinhua)\s*[)\]]\.?$")


def of_text(byline: tuple[str, ...], paragraphs: list[str], site: Site) -> tuple[Rights, str]:
    """The rights in a text, from its byline, its dateline and its closing credit; UNKNOWN where none of them tells."""
    if agency := next((name for name in byline if _AGENCY.search(name)), None):
        return Rights.AGENCY, f"byline: {agency}"
    if paragraphs and (opening := _OPENS.match(paragraphs[0])):
        return Rights.AGENCY, f"dateline: {opening[1]}"
    for paragraph in paragraphs[-3:]:
        if closing := _CLOSES.search(paragraph):
            return Rights.AGENCY, f"closing credit: {closing[1]}"
        if is_credit_line(paragraph) and _AGENCY.search(paragraph):
            return Rights.UNKNOWN, f"credit line names material of others: {paragraph[:160]}"
    if not byline:
        return Rights.UNKNOWN, "no byline or credit line"
    named = ", ".join(byline)
    if not site.federal:
        return Rights.UNKNOWN, f"byline: {named}; not known as a site of the US government"
    return Rights.VOA, f"byline: {named}" if any(map(_VOA.search, byline)) else f"byline: {named}, no agency named"


def of_picture(credit: str | None) -> tuple[Rights, str]:
    """The rights in a picture, from the credit of its caption; UNKNOWN where it has none or one that tells nothing."""
    if not credit:
        return Rights.UNKNOWN, "no credit"
    if _AGENCY.search(credit):
        return Rights.AGENCY, f"caption credit: {credit}"
    if _VOA.search(credit):
        return Rights.VOA, f"caption credit: {credit}"
    return Rights.UNKNOWN, f"caption credit: {credit}"

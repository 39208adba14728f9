"""How the crawl introduces itself to the sites that it visits."""

from __future__ import annotations

import re

from archive import __version__

_MAIL = re.compile(r"[^\s@<>(),;]+@[^\s@<>(),;]+\.[^\s@<>(),;]+")
_WEB = re.compile(r"https?://[^\s<>()]+")


def user_agent(contact: str | None) -> str:
    """The name of the crawl, with the address at which those who run it can be reached."""
    if not contact:
        return f"arsip/{__version__} (archive crawler)"
    return f"arsip/{__version__} (archive crawler; +{check_contact(contact)})"


def check_contact(contact: str) -> str:
    """The contact, which must be one mail or web address; `ValueError` tells how to write it."""
    address = contact.strip()
    is_one = _MAIL.fullmatch(address.removeprefix("mailto:")) or _WEB.fullmatch(address)
    if not is_one or not _is_header(address):
        raise ValueError(
            f"{contact!r} is no mail or web address; write it as arsip@example.org or "
            "https://example.org/arsip"
        )
    return address


def check_agent(agent: str) -> str:
    """A user agent, which must fit into one line of a request; `ValueError` says so."""
    if not agent.strip() or not _is_header(agent):
        raise ValueError(
            f"{agent!r} is no user agent; write it in one line of letters, digits and signs"
        )
    return agent


def _is_header(text: str) -> bool:
    return text.isascii() and text.isprintable()

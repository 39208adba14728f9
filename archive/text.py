"""Plain text to plain text: Unicode and white space, closing initials, the credit of a caption, the dateline."""

from __future__ import annotations

import re
import unicodedata

from archive.article import Initials

# Invisible characters that carry no meaning in running text: controls, soft hyphen, zero-width space, byte order
# mark, bidi marks and embeddings, noncharacters. Zero-width (non-)joiners stay: Persian and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)


def clean(text: str) -> str:
    """One line of NFC text: invisible characters removed, every run of white space one space, edges trimmed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


_CODE = r"[a-z]{2,3}"
_INITIALS = re.compile(
    rf"""\s*(?:
      \[\s*(?P<square>{_CODE}(?:\s*[/,]\s*{_CODE})*)\s*\]      # [rd/jm], [ka/ab/em], [em]
    | \(\s*(?P<round>{_CODE}(?:\s*/\s*{_CODE})+)\s*\)          # (ab/uh); a lone (ap) is an agency or an aside
    )[\s.]*$""",
    re.IGNORECASE | re.VERBOSE,
)
#: Bracketed words of two or three letters that are no person.
_NO_PERSON = frozenset(
    [
        "afp",
        "ap",
        "bbc",
        "cnn",
        "dkk",
        "dll",
        "dpa",
        "en",
        "epa",
        "id",
        "kg",
        "km",
        "pbb",
        "red",
        "sic",
        "tv",
        "voa",
        "wib",
    ]
)


def split_initials(text: str) -> tuple[str, tuple[Initials, ...]]:
    """A text without the credits that close it, and those credits in order: "… lain. [rd/jm]" -> ("… lain.", (rd, jm)).

    Without such credits: the text as it is, and ().
    """
    match = _INITIALS.search(text, max(0, len(text) - 60))
    if match is None:
        return text, ()
    codes = [code.lower() for code in re.findall(r"[A-Za-z]+", match["square"] or match["round"])]
    lone_upper = len(codes) == 1 and not (match["square"] or "").islower()
    if lone_upper or not _NO_PERSON.isdisjoint(codes):
        return text, ()
    return text[: match.start()].rstrip(), tuple(
        Initials(code, _role(position, len(codes))) for position, code in enumerate(codes)
    )


def _role(position: int, count: int) -> str | None:
    if count == 1:
        return None
    return "writer" if position == 0 else "editor" if position == count - 1 else None


_CREDIT_WORDS = (
    r"(?:fotos?|photos?|courtesy|kredit|credit|sumber|ilustrasi|video|dok|dokumentasi|file|twitter|facebook|instagram)"
)
_CREDIT = re.compile(
    rf"\s*[(\[](?:{_CREDIT_WORDS}\s*[:/]\s*(?P<named>[^()\[\]]{{1,80}})|(?P<bare>[^()\[\]]{{2,60}}))[)\]][\s.]*$",
    re.IGNORECASE,
)
#: How a bare bracket at the end of a caption must begin to be a credit.
_CREDITED = re.compile(
    r"(?:AP|AFP|Reuters|REUTERS|EPA|EPA-EFE|VOA|RFE/RL|RFA|Antara|ANTARA|Xinhua|Kyodo|Yonhap|Getty|dpa|UPI|Anadolu|TASS|UNHCR|"
    r"NASA|Associated Press|Agence France|Courtesy|Kyodo News|Pool)\b"
)


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption without the credit it ends in, and the credit (None = none): "Warga. (Foto: AP)" -> "Warga.", "AP"."""
    match = _CREDIT.search(caption)
    if match is None:
        return caption, None
    credit = match["named"] or match["bare"]
    if match["bare"] and not _CREDITED.match(credit):
        return caption, None
    return caption[: match.start()].rstrip(), credit.strip(" :")


_DASH = r"(?:\s*[—–]|\s+--?(?=\s))\s*"
_SOURCE = r"(?:\s*[,(]\s*(?:VOA|AP|AFP|Reuters|REUTERS)\b[^)—–]{0,20}\)?)"
_DATELINE = re.compile(
    rf"(?P<place>[^\W\d_a-zà-ÿ][^\Wa-zà-ÿ]*(?:[\s.'’-]+[^\W\d_a-zà-ÿ]{{2,}}[.]?)*(?:,\s[^\W\d_][\w.'’ -]{{1,24}})??)"
    rf"(?P<source>{_SOURCE})?{_DASH}"
)

_ASIDE = re.compile(r"\s[—–-]\s")


def dateline(text: str) -> str | None:
    """The place of a dateline that stands alone: "WASHINGTON (VOA) — " -> "WASHINGTON"; None = empty."""
    place = re.sub(rf"{_SOURCE}\s*$", "", clean(text).rstrip("—–- "))
    return clean(place).rstrip(" ,") or None


def split_dateline(text: str) -> tuple[str | None, str]:
    """The place that a first paragraph opens with, in capitals and before a dash, and the rest; None = no dateline."""
    match = _DATELINE.match(text[:90])
    if match is None or len(match["place"]) < 3:
        return None, text
    rest = text[match.end() :]
    if rest[:1].islower() and _ASIDE.search(rest):  # "PBB — badan dunia itu — mengecam": what opens is a subject
        return None, text
    return match["place"].rstrip(" ,"), rest

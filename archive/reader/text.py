"""Plain text to plain text: Unicode and white space, closing initials, the credit of a caption, the
dateline."""

from __future__ import annotations

import re
import unicodedata

from archive.article import Initials
from archive.reader import agencies, lexicon

# Invisible characters that carry no meaning in running text: controls, soft hyphen, zero-width
# space, byte order mark, bidi marks and embeddings, noncharacters. Zero-width (non-)joiners stay:
# Persian and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffc\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)


def clean(text: str) -> str:
    """One line of NFC text: invisible characters removed, every run of white space one space, edges
    trimmed."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    elif not text.isprintable():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


_SIGNS = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Letters and digits alone, in one case: what texts are compared by."""
    return _SIGNS.sub("", text).casefold()


# How Unicode names the signs that end a sentence, in every script.
_ENDING_NAME = re.compile(
    r"FULL STOP|QUESTION MARK|EXCLAMATION MARK|ELLIPSIS|DANDA|SHAD\b|LITTLE SECTION|SIGN SECTION|"
    r"SIGN KHAN\b|BARIYOOSAN|INTERROBANG|END OF TEXT|ONE DOT LEADER"
)
_ASKING_NAME = re.compile(r"QUESTION MARK|EXCLAMATION MARK|INTERROBANG")
# Categories of signs that close a quotation or a bracket; some languages close with a sign that
# others open with.
_CLOSERS = ("Pe", "Pf", "Pi")


def ends_sentence(text: str) -> bool:
    """True where the last sign, but for quotation marks and brackets, is one that ends a sentence in
    the script of the text."""
    return _ENDING_NAME.search(_last_name(text)) is not None


def asks(text: str) -> bool:
    """True where a text ends with the sign of a question or an exclamation, likewise."""
    return _ASKING_NAME.search(_last_name(text)) is not None


def closes(text: str) -> bool:
    """True where a text ends with a quotation mark or a closing bracket."""
    return bool(text) and _is_closer(text[-1])


def _last_name(text: str) -> str:
    """The name of the last sign that closes no quotation or bracket, where it is punctuation; "" =
    it is none."""
    for sign in reversed(text[-6:]):
        if not _is_closer(sign):
            return unicodedata.name(sign, "") if unicodedata.category(sign) == "Po" else ""
    return ""


def _is_closer(sign: str) -> bool:
    return sign in "\"'" or unicodedata.category(sign) in _CLOSERS


# Scripts that put no spaces between words: kana, Chinese signs.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SYLLABLES = re.compile("[\uac00-\ud7a3]")
# The letters of Thai, Lao, Tibetan, Burmese and Khmer, which put spaces between phrases.
_PHRASED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")


def is_unspaced(text: str) -> bool:
    """True for text of a script that puts no spaces between words."""
    return _UNSPACED.search(text) is not None or _PHRASED.search(text) is not None


def unspaced(text: str) -> str:
    """The letters of such scripts in a text; "" = none."""
    if text.isascii():
        return ""
    return "".join(letter for letter in text if is_unspaced(letter))


def ends_without_stop(text: str) -> bool:
    """True where the last letter is of a script that ends sentences with no sign, or often so."""
    return bool(text) and _PHRASED.match(text[-1]) is not None


def width(text: str) -> int:
    """How long a text is in letters of an alphabet: a Chinese sign says as much as three, a Korean
    syllable as much as two."""
    if text.isascii():
        return len(text)
    return len(text) + 2 * len(_UNSPACED.findall(text)) + len(_SYLLABLES.findall(text))


_CODE = r"[a-z]{2,3}"
_INITIALS = re.compile(
    rf"""\s*(?:
      \[\s*(?P<several>{_CODE}(?:\s*[/,\\]+\s*{_CODE})+)\s*/?\s*[\])]?  # [rd/jm], [ka/ab/em], a slip: [rd/jm)
    | \(\s*(?P<round>{_CODE}(?:\s*/\s*{_CODE})+)\s*\)                     # (ab/uh)
    | \[\s*(?P<lone>{_CODE})\s*\]                                         # [em]
    | \(\s*(?P<rounded>{_CODE})\s*\)                                      # (ys)
    )[\s.*]*$""",
    re.IGNORECASE | re.VERBOSE,
)


#: … with words behind them: "… lain. [uh/ab] Laporan ini disiarkan di Solo."
_BEFORE_WORDS = re.compile(
    rf"(?:^|(?<=[.!?…\"”’')])\s+)\[\s*(?P<several>{_CODE}(?:\s*/\s*{_CODE})+)\s*\]\s*(?P<words>\S.{{0,200}})$",
    re.IGNORECASE,
)


def split_initials(text: str) -> tuple[str, tuple[Initials, ...]]:
    """A text without the credits that close it, and those credits in order: "… lain. [rd/jm]" ->
    ("… lain.", (rd, jm)).

    A text that ends in no credits comes back unchanged, with ().
    """
    match = _INITIALS.search(text, max(0, len(text) - 60))
    if match is None:
        return _split_before_words(text)
    rest = text[: match.start()].rstrip()
    lone = match["lone"] or match["rounded"]
    codes = re.findall(r"[A-Za-z]+", match["several"] or match["round"] or lone)
    if not _are_people(codes, several=match["several"] is not None):
        return text, ()
    # a word put into a quotation: "milik [dia]"
    if lone and rest and rest[-1] not in _CLOSING:
        return text, ()
    if match["rounded"] and not rest:
        return text, ()
    return rest, _people(codes)


def _split_before_words(text: str) -> tuple[str, tuple[Initials, ...]]:
    match = _BEFORE_WORDS.search(text, max(0, len(text) - 260))
    if match is None:
        return text, ()
    codes = re.findall(r"[A-Za-z]+", match["several"])
    if not _are_people(codes, several=True):
        return text, ()
    rest = f"{text[: match.start()].rstrip()} {match['words']}"
    return rest.strip(), _people(codes)


def _people(codes: list[str]) -> tuple[Initials, ...]:
    return tuple(Initials(code.lower(), _role(at, len(codes))) for at, code in enumerate(codes))


_CLOSING = ".!?…\"”’')"


def _are_people(codes: list[str], *, several: bool) -> bool:
    folded = {code.lower() for code in codes}
    if folded & lexicon.NEVER_A_PERSON:
        return False
    if several:
        return not folded <= lexicon.NO_PERSON
    return folded == set(codes) and not folded & lexicon.NO_PERSON


def _role(position: int, count: int) -> str | None:
    if count == 1:
        return None
    if position == 0:
        return "writer"
    return "editor" if position == count - 1 else None


_BRACKETED = re.compile(
    rf"\s*[(\[](?:{lexicon.CREDIT}(?:\s+{lexicon.CREDIT})?\s*[:/]\s*(?P<named>[^\[\]()]{{1,80}})|(?P<bare>[^()\[\]]{{2,60}}))"
    r"[)\]][\s.]*$",
    re.IGNORECASE,
)
#: A credit without brackets after the last sentence or a dash: "Warga. Foto: AP", "Warga. AP
#: Photo".
_UNBRACKETED = re.compile(
    r"(?:(?<=[.!?…\"”’)])|\s[–—-])\s+(?:(?:[Ff]oto|FOTO|[Pp]hoto|[Kk]redit|[Cc]redit|[Ss]umber)\s*:\s*(?P<named>[A-Z@][^:]{1,60}?)"
    r"|(?P<bare>(?:AP|AFP|REUTERS|Reuters|ANTARA|VOA)(?:\s+(?:Photo|FOTO|Foto))?(?:/[^.:]{1,40})?))\.?\s*$"
)
#: Where a bare bracket at the end of a caption names whose it is: at its beginning, after a slash,
#: "via", "by".
_CREDITED = re.compile(
    r"(?:^|/\s*|\b(?:via|by|dok\.?|courtesy(?:\s+of)?)\s+)"
    rf"(?:{agencies.AGENCY.pattern}|(?:VOA|UNHCR|NASA|Kyodo News|Courtesy)\b)"
)


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption without the credit it ends in, and the credit (None = none): "Warga. (Foto: AP)" ->
    "Warga.", "AP"."""
    match = _BRACKETED.search(caption) or _UNBRACKETED.search(caption)
    if match is None:
        return caption, None
    credit = (match["named"] or match["bare"]).strip(" :")
    if lexicon.SIDE.fullmatch(credit) or (match["bare"] and not _CREDITED.search(credit)):
        return caption, None
    return caption[: match.start()].rstrip(), re.sub(
        r"^(?:photo\s+by|foto|dok\.?)\s+", "", credit, flags=re.IGNORECASE
    )


def own_credit(text: str) -> str | None:
    """The credit that stands apart from a caption, without the word that announces it: "Foto: AP"
    -> "AP"; None = it names nobody."""
    words = re.sub(
        rf"^\W*{lexicon.CREDIT}\b(?:\s+(?:by|oleh))?\s*[:/]?\s*", "", text, flags=re.IGNORECASE
    )
    return words.strip(" ()[].:/©") or None


_DASH = r"(?:\s*,?\s*[—–]|\s+--|\s+-(?=\s))\s*"
_SOURCE = r"(?:VOA|AP|AFP|Reuters|REUTERS)\b[^)—–]{0,20}\)?"
# a word in capitals, or of a script that has none; "D.C."
_UPPER = r"(?:[^\W\d_a-zà-ÿ]{2,}|(?:[A-Z]\.){1,3})"
_REGION = r"(?:,\s[^\W\d_][\w.'’ -]{1,24})??"
_DATELINE = re.compile(
    r"(?:\(?VOA\)?|"
    rf"(?P<place>{_UPPER}(?:[\s.'’/-]+{_UPPER}\.?)*{_REGION})(?P<source>\s*[,.(]\s*{_SOURCE})?|"
    # "Jakarta (VOA)"
    rf"(?P<signed>[A-Z]\w+(?:[\s'’/-]+[A-Z]\w+){{0,3}}{_REGION})\s*[,(]\s*{_SOURCE}|"
    rf"(?P<capital>Washington,?\sD\.?C\.?)){_DASH}"
)

_SPACED_DASH = re.compile(r"\s[—–-]\s")
_ACRONYM = re.compile(r"[A-Z]{2,5}")


def dateline(text: str) -> str | None:
    """The place of a dateline that stands alone: "WASHINGTON (VOA) — " -> "WASHINGTON"; None = no
    place."""
    place = re.sub(rf"(?:^\(?|\s*[,.(]\s*){_SOURCE}\s*$", "", clean(text).rstrip("—–- "))
    return clean(place).rstrip(" ,") or None


def split_dateline(text: str) -> tuple[str | None, str]:
    """The place that a first paragraph opens with, before a dash, and the rest.

    In capitals, or in mixed case with the name of an agency: "Jakarta (VOA) — Presiden" ->
    ("Jakarta", "Presiden"). No dateline: (None, text). One without a place ("VOA — Presiden"):
    (None, "Presiden").
    """
    match = _DATELINE.match(text[:90])
    if match is None:
        return None, text
    rest = text[match.end() :]
    place = match["place"] or match["signed"] or match["capital"]
    if match["place"] and not match["source"] and not _is_place(match["place"], rest):
        return None, text
    if not place:
        return None, rest
    return place.rstrip(" ,"), rest


def _is_place(place: str, rest: str) -> bool:
    """True where the words before a dash are a dateline, not the subject of a sentence that the
    dash interrupts."""
    town = place.partition(",")[0]
    if len(place) < 3 or town != town.upper() or rest[:1].islower():
        return False
    aside = _SPACED_DASH.search(rest)
    if place.upper() == place.lower():  # a script without capitals: any words could stand here
        return " " not in place and len(place) <= 12 and aside is None
    return not (
        _ACRONYM.fullmatch(place) and aside and rest[aside.end() : aside.end() + 1].islower()
    )

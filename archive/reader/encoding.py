"""Bytes of a page to text: the encoding found, wrong labels and mojibake repaired."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

import ftfy
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

# UTF-8 that was once read as windows-1252 and written again as UTF-8 ("â€œ" for a quotation mark).
_MOJIBAKE = re.compile(
    "â€.|â„¢|Ã[\u0080-\u00bf\u2018-\u2030]|Â[\u0080-\u00bf]|Ð[\u0080-\u00bf]Ñ|ðŸ"
)

_LEADS = "âÃÂÐð"  # a search for these is ten times as fast as the pattern


def decode(data: bytes, content_type: str | None = None) -> tuple[str, str | None]:
    """The text of an HTML document, and what had to be repaired, in words (None = nothing).

    The encoding is that of the BOM, of the HTTP header, of the meta element, else UTF-8; text that
    is valid UTF-8 is UTF-8 whatever a label says. Never fails: bytes that do not fit are read as
    windows-1252.
    """
    bom_encoding, bom = read_bom(data)
    if bom_encoding and bom:
        text = data[len(bom) :].decode(bom_encoding, "replace")
        return text, "bytes that are no text" if "\ufffd" in text else None
    declared = (
        http_content_type_encoding(content_type)
        or html_body_declared_encoding(data[:4096])
        or "utf-8"
    )
    encoding = _fitting(declared, data)
    if encoding.startswith("utf-16"):
        return data.decode(encoding, "replace"), None
    text, repaired = _decode(data, encoding)
    mended = mend(text)
    if mended is not text:
        repaired = "text that was UTF-8 read as windows-1252"
    return mended, repaired


def utf8(text: str, source: bytes | str) -> bytes:
    """The text in UTF-8; the very bytes that it was decoded from, where they are that: encoding a
    page takes four times as long as looking."""
    if isinstance(source, bytes):
        with suppress(UnicodeDecodeError):
            if source.decode("utf-8") == text:
                return source
    return text.encode("utf-8", "replace")


def mend(text: str) -> str:
    """The text with mojibake undone, line by line; the same object where there is none."""
    if not any(lead in text for lead in _LEADS) or not _MOJIBAKE.search(text):
        return text
    return "\n".join(
        ftfy.fix_encoding(line) if _MOJIBAKE.search(line) else line for line in text.split("\n")
    )


def _fitting(label: str, data: bytes) -> str:
    """The encoding that a label names, or UTF-8 where it cannot be that one."""
    name = resolve_encoding(label) or "utf-8"
    if name.startswith(("utf-16", "utf-32")):
        return _wide(data)
    try:
        fits = _MARKUP.encode().decode(name) == _MARKUP
    except (LookupError, UnicodeError):  # no codec of text, such as hex
        fits = False
    return name if fits else "utf-8"


# What reads otherwise in a codec is no page's: EBCDIC, punycode, UTF-7, HZ, escapes of Python.
_MARKUP = r'<!-- ~{ --><p id="a-1">Aku + \u0041 &amp; kau</p>'


def _wide(data: bytes) -> str:
    """UTF-16 as the zeros of markup show it, whatever the label says of its byte order; UTF-8 where
    there are none, as of a page whose meta element could be read as ASCII."""
    begins = data[:200]
    if begins[1::2].count(0) > len(begins) / 4:
        return "utf-16-le"
    if begins[0::2].count(0) > len(begins) / 4:
        return "utf-16-be"
    return "utf-8"


def _decode(data: bytes, encoding: str) -> tuple[str, str | None]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(data, encoding, error)
    wrong = encoding != "utf-8" and not data.isascii()
    return text, f"declared {encoding}, is utf-8" if wrong else None


def _decode_other(data: bytes, encoding: str, error: UnicodeDecodeError) -> tuple[str, str | None]:
    if encoding != "utf-8":
        with suppress(UnicodeError):
            return data.decode(encoding), None
    text = data.decode("utf-8", "arsip_windows_1252")
    return text, f"not {encoding} at byte {error.start}, read as windows-1252"


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "replace") for byte in wrong), error.end


codecs.register_error("arsip_windows_1252", _as_windows_1252)

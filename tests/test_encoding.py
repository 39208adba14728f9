import encodings
from encodings.aliases import aliases
from pkgutil import iter_modules
from time import process_time

import pytest

from archive.reader.encoding import decode

WORDS = "Kafé “Merdeka” — naïf"


@pytest.mark.parametrize(
    ("data", "content_type", "repaired"),
    [
        (WORDS.encode(), None, False),
        (WORDS.encode("utf-8-sig"), "text/html; charset=iso-8859-1", False),
        (WORDS.encode("utf-16"), None, False),
        (WORDS.encode("cp1252"), "text/html; charset=windows-1252", False),
        # without a byte order mark the label tells, and the zeros tell the order
        (WORDS.encode("utf-16-le"), "text/html; charset=utf-16", False),
        (WORDS.encode("utf-16-le"), "text/html; charset=utf-16le", False),
        (WORDS.encode("utf-16-be"), "text/html; charset=utf-16", False),
        # labelled so, and nothing of the kind
        (WORDS.encode(), "text/html; charset=utf-16", False),
        (WORDS.encode("cp1252"), "text/html; charset=utf-32", True),
        # a label that means windows-1252
        (WORDS.encode("cp1252"), "text/html; charset=iso-8859-1", False),
        (WORDS.encode("cp1252"), "text/html; charset=utf-8", True),
        (WORDS.encode("cp1252"), None, True),
        (WORDS.encode(), "text/html; charset=iso-8859-1", True),
        (WORDS.encode(), "text/html; charset=utf-7", False),
        (WORDS.encode(), "text/html; charset=klingon", False),
        (WORDS.encode(), 'text/html; charset="hex"', False),
        (WORDS.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(), None, True),
    ],
)
def test_decode(data: bytes, content_type: str | None, repaired: bool) -> None:
    text, words = decode(data, content_type)
    assert text == WORDS
    assert (words is not None) == repaired


def test_meta_is_read_where_the_header_is_silent() -> None:
    head = b'<meta charset="windows-1251">'
    assert decode(head + "Привет".encode("cp1251"))[0].endswith("Привет")


def test_a_wrong_byte_costs_nothing_but_itself() -> None:
    text, repaired = decode("é".encode() + b"\xff" + "“”".encode())
    assert text == "éÿ“”"
    assert repaired is not None


def test_a_label_does_not_make_utf_16_of_other_bytes() -> None:
    words = WORDS + "f" * (len(WORDS) % 2)  # of even length every byte could be half a character
    assert decode(words.encode("cp1252"), "text/html; charset=utf-16")[0] == words


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_label_is_believed_of_text_whose_bytes_would_also_be_utf_8(codec: str) -> None:
    data = "<p>Merdeka</p>".encode(codec)
    assert decode(data, "text/html; charset=utf-16") == ("<p>Merdeka</p>", None)


EVERY_CODEC = sorted({*aliases.values(), *(each.name for each in iter_modules(encodings.__path__))})


@pytest.mark.parametrize("label", EVERY_CODEC)
def test_no_label_makes_a_page_fail_or_take_long(label: str) -> None:
    """Whatever a server calls its encoding, UTF-8 is read as that, and other bytes as something."""
    header = f"text/html; charset={label}"
    assert decode(WORDS.encode(), header)[0] == WORDS
    assert decode(b"<p>Merdeka\xff\xfe\x80</p>", header)[0].startswith("<p>Merdeka")
    assert _seconds(200_000, header) < 8 * _seconds(50_000, header) + 0.2


def _seconds(size: int, header: str) -> float:
    data = b"<p>\xff" + b"a-b" * (size // 3)
    began = process_time()
    decode(data, header)
    return process_time() - began

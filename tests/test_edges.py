"""Bylines, datelines, credit lines and initials at the edges of a body."""

import pytest

from archive.article import Block, BlockKind
from archive.reader.edges import is_credit_line, names_in, trim

TEXT = "Warga menyambut baik rencana itu."


def body(*texts: str) -> list[Block]:
    return [Block(BlockKind.PARAGRAPH, text) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Informasi dari Reuters dan AFP turut digunakan dalam laporan ini.", True),
        ("Sebagian informasi dalam laporan ini berasal dari AP.", True),
        ("Sebagian informasi berasal dari Associated Press.", True),
        ("Rio Tuasikal berkontribusi pada laporan ini.", True),
        ("Laporan ini memuat bahan dari Reuters.", True),
        ("Some information for this report came from Reuters.", True),
        ("VOA's Jeff Seldin contributed to this report.", True),
        ("Sumber: AFP", True),
        ("(AP/Reuters)", True),
        ("Informasi dari polisi digunakan untuk menangkap pelaku.", False),
        ("Bahan dari plastik itu digunakan untuk membangun rumah.", False),
        ("Sebagian bahan berasal dari Kalimantan.", False),
        ("Laporan ini disusun oleh tim peneliti.", False),
        ("Informasi dari Reuters turut digunakan.", True),
        ("Informasi dari satelit turut digunakan untuk memetakan lahan.", False),
        ("Some information is from AP.", True),
        ("Some information came from a former employee.", False),
        ("Information about the virus came from China.", False),
        ("Sumber: seorang pejabat", False),
        ("Kantor berita AP melaporkan hal itu.", False),
    ],
)
def test_credit_line(text: str, expected: bool) -> None:
    assert is_credit_line(text) is expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Oleh Rio Tuasikal dan Nurhadi", ("Rio Tuasikal", "Nurhadi")),
        ("By: Jim Teeple", ("Jim Teeple",)),
        ("Bobby Andriansyah", ()),
        ("Oleh karena itu warga menolak.", ()),
    ],
)
def test_names_in(line: str, names: tuple[str, ...]) -> None:
    assert names_in(line) == names


def test_what_is_left_names_where_it_stood() -> None:
    trimmed = trim(
        body(
            "Oleh Rio Tuasikal",
            "JAKARTA (VOA) — Presiden tiba.",
            "[rd/jm]",
            "*) Sudah disiarkan.",
            "(AP)",
        )
    )
    assert [block.text for block in trimmed.blocks] == ["Presiden tiba.", "*) Sudah disiarkan."]
    assert trimmed.kept == (1, 3)
    assert (trimmed.byline, trimmed.dateline, trimmed.opening) == (
        ("Rio Tuasikal",),
        "JAKARTA",
        "JAKARTA (VOA) —",
    )
    assert [one.code for one in trimmed.initials] == ["rd", "jm"]
    assert trimmed.credits == ("(AP)",)


@pytest.mark.parametrize(("notes", "found"), [(0, True), (1, True), (3, True), (4, False)])
def test_notes_can_follow_the_initials(notes: int, found: bool) -> None:
    texts = [TEXT, f"{TEXT} [rd/jm]", *[f"Catatan {number}." for number in range(notes)]]
    trimmed = trim(body(*texts))
    assert [one.code for one in trimmed.initials] == (["rd", "jm"] if found else [])
    assert [block.text for block in trimmed.blocks[2:]] == texts[2:]


def test_credit_lines_keep_their_order() -> None:
    trimmed = trim(body(TEXT, "Sumber: AP", "[rd/jm]", "(Reuters)"))
    assert trimmed.credits == ("Sumber: AP", "(Reuters)")
    assert [block.text for block in trimmed.blocks] == [TEXT]


def test_only_the_last_initials_are_credits() -> None:
    texts = [f"{TEXT} [ab/uh]", f"{TEXT} [rd/jm]", "Catatan."]
    trimmed = trim(body(*texts))
    assert [one.code for one in trimmed.initials] == ["rd", "jm"]
    assert trimmed.blocks[0].text == texts[0]


def test_a_word_in_brackets_before_the_end_is_text() -> None:
    texts = ["“Itu rumah kami.” [em]", TEXT, TEXT]
    assert [block.text for block in trim(body(*texts)).blocks] == texts


def test_a_body_that_is_nothing_but_an_edge_stays() -> None:
    assert [block.text for block in trim(body("JAKARTA —")).blocks] == ["JAKARTA —"]
    assert [block.text for block in trim(body("Sumber: AP")).blocks] == ["Sumber: AP"]
    assert trim([]).blocks == ()

"""Whose a text is."""

import pytest

from archive import sites
from archive.article import Block, BlockKind, Rights
from archive.reader.edges import trim
from archive.reader.rights import of_picture, of_text

VOA, RFERL = sites.SITES["voaindonesia"], sites.SITES["rferl"]
TEXT = "Warga menyambut baik rencana itu."


@pytest.mark.parametrize(
    ("byline", "texts", "rights", "reason"),
    [
        (["Rio Tuasikal"], [TEXT], Rights.VOA, "byline: Rio Tuasikal, no agency named"),
        (["VOA Indonesia"], [TEXT], Rights.VOA, "byline: VOA Indonesia"),
        ([], [TEXT], Rights.UNKNOWN, "no byline or credit line"),
        (["Rio Tuasikal", "Associated Press"], [TEXT], Rights.AGENCY, "byline: Associated Press"),
        (["ASSOCIATED PRESS"], [TEXT], Rights.AGENCY, "byline: ASSOCIATED PRESS"),
        (["RFE/RL"], [TEXT], Rights.AGENCY, "byline: RFE/RL"),
        (["Ria Ricis"], [TEXT], Rights.VOA, "byline: Ria Ricis, no agency named"),
        (["Rio Tuasikal"], ["JAKARTA (AP) — " + TEXT], Rights.AGENCY, "dateline: AP"),
        (["Rio Tuasikal"], [TEXT + " (AFP) [em/rd]"], Rights.AGENCY, "closing credit: AFP"),
        (["Rio Tuasikal"], [TEXT, "(Reuters)"], Rights.AGENCY, "closing credit: Reuters"),
        (["Rio Tuasikal"], [TEXT, "kata kantor berita Associated Press (AP)."], Rights.VOA, None),
        (
            ["Rio Tuasikal"],
            [TEXT, "Sumber: AP. [rd/jm]"],
            Rights.UNKNOWN,
            "credit line names material of others: Sumber: AP.",
        ),
    ],
)
def test_of_text(byline: list[str], texts: list[str], rights: Rights, reason: str | None) -> None:
    trimmed = trim([Block(BlockKind.PARAGRAPH, text) for text in texts])
    whose, why = of_text(tuple(byline), trimmed, VOA)
    assert whose is rights
    assert reason is None or why == reason


def test_an_agency_in_a_dateline_that_stands_apart() -> None:
    trimmed = trim([Block(BlockKind.PARAGRAPH, TEXT)], "WASHINGTON (AP) —")
    assert of_text(("Rio Tuasikal",), trimmed, VOA) == (Rights.AGENCY, "dateline: AP")


def test_a_grantee_is_not_federal() -> None:
    assert of_text(("Rio Tuasikal",), trim([]), RFERL)[0] is Rights.UNKNOWN


@pytest.mark.parametrize(
    ("credit", "rights"),
    [
        ("AP/Budi", Rights.AGENCY),
        ("Pool via AP", Rights.AGENCY),
        ("VOA/Rio", Rights.VOA),
        ("Budi", Rights.UNKNOWN),
        (None, Rights.UNKNOWN),
    ],
)
def test_of_picture(credit: str | None, rights: Rights) -> None:
    assert of_picture(credit)[0] is rights

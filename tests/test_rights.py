"""Whose a text is."""

from time import process_time

import pytest

from archive import sites
from archive.article import Block, BlockKind, Rights
from archive.extract import extract
from archive.reader import agencies
from archive.reader.edges import trim
from archive.reader.rights import of_picture, of_text
from tests import marked_rights

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


def test_marked_pages() -> None:
    pages = marked_rights.every()
    assert len(pages) >= 150
    assert sum(page.is_blind for page in pages) == len(pages) // 3
    found = {page.number: extract(page.html, page.url).rights for page in pages}
    assert [page.number for page in pages if found[page.number] == "voa" != page.rights] == []
    same = sum(found[page.number] == page.rights for page in pages)
    assert same >= 0.98 * len(pages)


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


#: Texts whose own words say that they are an agency's, or made of an agency's, in whatever place.
OF_AGENCIES = [
    ["Dilaporkan oleh AFP", TEXT],
    [TEXT, "AP — Jakarta"],
    ["(AP)", TEXT],
    ["(Reuters) - " + TEXT],
    ["AP, NEW DELHI — " + TEXT],
    ["Jakarta, Reuters – " + TEXT],
    ["KAIRO (AP/VOA) — " + TEXT],
    ["New York (AP)—" + TEXT],
    ["Rio de Janeiro (AFP) - " + TEXT],
    ["Washington (Associated Press) — " + TEXT],
    ["BEIJING — AP — " + TEXT],
    ["Seoul, Korea Selatan (AP) —", TEXT],
    ["(VOA/AP) " + TEXT],
    ["By The Associated Press", TEXT],
    ["Oleh Reuters/VOA", TEXT],
    ["Kontributor: AFP", TEXT],
    ["美联社", TEXT],
    [TEXT, "[Con información de AP y Reuters]"],
    [TEXT, "(avec AFP)"],
    [TEXT, "По материалам Reuters"],
    [TEXT, "Com informações da Reuters"],
    [TEXT, "本文依据了路透社的报道。"],
    [TEXT, "Sumber berita: Reuters"],
    [TEXT, "Editor: em, Sumber: AFP"],
    [TEXT, "Hak Cipta 2019 The Associated Press."],
    [TEXT, "Beberapa bagian laporan ini dari Reuters."],
    [TEXT, "Catatan: laporan ini disiarkan kantor berita AFP."],
    [TEXT, "Artikel ini pertama kali diterbitkan oleh The Conversation."],
    [TEXT, "AP Writer Jane Doe in London contributed to this report."],
    [TEXT, "(Reporting by Jane Doe; Editing by John Roe)"],
    [TEXT, "The Associated Press reported this story.", "Words", "rain – n.", "a", "b", "c", "d"],
    [TEXT, "Dan wrote this story for VOA based on reporting from Reuters.", *"abcdefg"],
    ["a", "b", "c", "She says this story comes from Reuters.", "d", "e", "f", "g"],
    [TEXT, "Jane Doe wrote this story for The Associated Press."],
    [TEXT, "© 2020 The Associated Press dan mitranya di Asia."],
    [TEXT, "Informasi tambahan dari Reuters digunakan dalam laporan ini."],
    [TEXT, "Keterangan untuk laporan ini diperoleh dari Reuters di Manila."],
    [TEXT, "Background information for this story: the Reuters bureau in Manila."],
    [TEXT, "This story includes footage by AFP."],
    [TEXT, "Avec des informations de l'AFP au Caire"],
    [TEXT, "Información de Reuters se usó en esta nota."],
    [TEXT, "По материалам агентства Reuters из Киева"],
    [TEXT, "За матеріалами агентства Reuters з Києва"],
    [TEXT, "VOA的报道使用了路透社的材料。"],
    [TEXT + " (Reuters) [em]"],
    [TEXT + " [em/AP]"],
    [TEXT + " — AP"],
]

#: Texts that only speak of an agency.
ABOUT_AGENCIES = [
    [TEXT, "kata juru bicara kepada Reuters."],
    ["Kantor berita AP melaporkan kebakaran itu.", TEXT],
    ["Kepala biro AP di Kabul — yang tak mau disebut namanya — pergi."],
    ["CNN, BBC — dua stasiun itu menyiarkannya.", TEXT],
    ["Menurut Reuters: 20 orang tewas.", TEXT],
    ["Ujian AP (Advanced Placement) - " + TEXT],
    ["JAKARTA (VOA) — " + TEXT],
    [TEXT, "Sumber: wawancara VOA"],
    [TEXT, "© VOA 2023"],
    [TEXT, "Hak cipta lagu itu dipegang EMI, tulis Reuters."],
    [TEXT, "Informasi itu berasal dari Reuters, kata polisi."],
    [TEXT, "Ia bekerja untuk AFP."],
]


@pytest.mark.parametrize("byline", ["VOA", "Rio Tuasikal"])
@pytest.mark.parametrize("texts", OF_AGENCIES, ids="/".join)
def test_what_says_that_it_is_an_agencys_is_not_voa(texts: list[str], byline: str) -> None:
    trimmed = trim([Block(BlockKind.PARAGRAPH, text) for text in texts])
    assert of_text((byline,), trimmed, VOA)[0] is not Rights.VOA


@pytest.mark.parametrize("texts", ABOUT_AGENCIES, ids="/".join)
def test_what_speaks_of_an_agency_is_voa_and_keeps_its_words(texts: list[str]) -> None:
    trimmed = trim([Block(BlockKind.PARAGRAPH, text) for text in texts])
    assert of_text(("Rio Tuasikal",), trimmed, VOA)[0] is Rights.VOA
    if "Sumber" not in texts[-1]:
        assert trimmed.blocks[-1].text in texts[-1]


#: Lines that say nothing but whose a text is.
SIGNATURES = (
    "Naskah dan teks ini diolah, disarikan, dihimpun dan disusun dari berbagai sumber, AP",
    "Tulisan, warta: ditulis wartawan AP",
    "Dikutip, diambil, disunting, dimuat, disiarkan: penyunting AP",
    "Kutipan dan saduran terjemahan milik penerbit, AFP",
    "Berasal dari AP, merupakan milik AFP",
    "Penulis: reporter kami, AFP",
    "Photo, text and story by the news agency AP",
    "Photos via AP, courtesy AFP wire",
    "Sources: reports from agencies, AP",
    "(C) AFP, article, report",
    "Reporting: AFP",
    "Fuente: agencia EFE",
    "Fuentes: agencias EFE y AP",
    "Con AFP, por la agencia, de AP",
    "Par l'agence AFP",
    "Agences: AFP et Reuters",
    "Fonte: agência Reuters",
    "Com AFP, da Reuters",
    "Источник: агентство ТАСС",
    "Источники: АФП и агентства",
    "Джерело: Reuters",
    "За матеріалами AFP",
    "Kaynak: haber ajans AFP",
    "Nguồn: tin theo AFP",
    "来源：新华社",
    "來源：美聯社",
    "据 路透社",
    "據 AFP",
)


@pytest.mark.parametrize("line", SIGNATURES)
def test_a_signature_of_an_agency_signs_a_text(line: str) -> None:
    assert agencies.is_signature(line)
    assert not agencies.is_signature(f"{line} gunung")


def test_an_owner_that_only_the_head_names() -> None:
    trimmed = trim([Block(BlockKind.PARAGRAPH, TEXT)])
    found = of_text(("VOA",), trimmed, VOA, owners=["VOA", "Agence France-Presse"])
    assert found == (Rights.AGENCY, "named in the head: Agence France-Presse")


def test_a_grantee_on_its_own_site_and_on_another() -> None:
    trimmed = trim([Block(BlockKind.PARAGRAPH, TEXT)])
    byline = ("RFE/RL's Kazakh Service",)
    whose, reason = of_text(byline, trimmed, RFERL)
    assert (whose, reason.endswith("RFE/RL is a grantee, not the US government")) == (
        Rights.UNKNOWN,
        True,
    )
    assert of_text(byline, trimmed, VOA)[0] is Rights.AGENCY
    assert of_text(("Reuters",), trimmed, RFERL)[0] is Rights.AGENCY


NAMES = (
    "AP UPI EPA EFE RIA PTI ANSA RFA KHN DW dpa ANTARA Antara Pool АП ДПА ТАСС|Associated Press|associated press|"
    "REUTERS|reuters|AFP|afp|AFPTV|Agence France-Presse|Deutsche Welle|EPA-EFE|Xinhua|Kyodo|Yonhap|TASS|Interfax|"
    "Anadolu|Getty Images|Shutterstock|RFE/RL|RFERL|Radio Free Asia|BenarNews|Benar News|BBC|CNN|Al Jazeera|AlJazeera|"
    "Bloomberg|The Conversation|Agencia EFE|Alhurra|Middle East Broadcasting|Open Technology Fund|KFF Health News|"
    "Zuma|Sipa|Alamy|Рейтер|РЕЙТЕР|Ройтерс|АФП|Ассошиэйтед Пресс|"
    "Sipa|Radio Free Europe|Benar news|رویترز|فرانس برس|آسوشیتدپرس|أسوشيتد برس|美聯社|新华社|"
    "路透社|法新|美联社|新華社|رويترز|로이터|연합뉴스"
)


@pytest.mark.parametrize("name", [*NAMES.split("|")[0].split(), *NAMES.split("|")[1:]])
def test_no_agency_is_passed_over(name: str) -> None:
    assert agencies.named(f"kata {name}.") is not None
    assert agencies.may_name(f"kata {name}.")
    assert agencies.may_name(f"{TEXT} ({name}) {TEXT}")
    assert agencies.may_name(f"{TEXT} ({name.upper()}) {TEXT}") or name == "dpa"


@pytest.mark.parametrize("byline", ["xinhua", "getty images", "agence france-presse", "bbc"])
def test_an_agency_in_small_letters_is_one(byline: str) -> None:
    trimmed = trim([Block(BlockKind.PARAGRAPH, TEXT)])
    assert of_text((byline,), trimmed, VOA) == (Rights.AGENCY, f"byline: {byline}")


PIECES = ("Rio de ", "(AP ", "laporan ini di ", "Reuters, ", "© AP ", "by the ", "A, ")


def seconds(piece: str, length: int) -> float:
    begun = process_time()
    trimmed = trim([Block(BlockKind.PARAGRAPH, piece * length)])
    of_text(("Rio Tuasikal",), trimmed, VOA)
    return process_time() - begun


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_text(piece: str) -> None:
    seconds(piece, 10)
    small_s = max(seconds(piece, 8_000) for _ in range(2))
    large_s = min(seconds(piece, 64_000) for _ in range(2))
    assert large_s < 20 * small_s + 0.02  # the square would be 64 times

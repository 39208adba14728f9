import pytest

from archive.reader.text import clean, dateline, split_credit, split_dateline, split_initials


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  dua\n baris \t", "dua baris"),
        ("Jum\u0061\u0301t", "Jumát"),  # NFC
        ("nol\u200blebar\ufeff", "nollebar"),
        ("\u202ekiri ke kanan\u202c", "kiri ke kanan"),
        ("spasi\u00a0keras", "spasi keras"),
        # joiners make the emoji
        ("keluarga 👨\u200d👩\u200d👧 tetap", "keluarga 👨\u200d👩\u200d👧 tetap"),
        ("a\x00b\x07c", "abc"),
        ("", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected
    assert clean(expected) == expected


@pytest.mark.parametrize(
    ("text", "rest", "codes"),
    [
        ("negara lain. [rd/jm]", "negara lain.", ["rd writer", "jm editor"]),
        ("negara lain. [ka/ab/em]", "negara lain.", ["ka writer", "ab None", "em editor"]),
        ("negara lain. (ab/uh)", "negara lain.", ["ab writer", "uh editor"]),
        ("negara lain. [em]", "negara lain.", ["em None"]),
        ("negara lain. [RD/JM].", "negara lain.", ["rd writer", "jm editor"]),
        ("[rd/jm]", "", ["rd writer", "jm editor"]),
        ("negara lain. [ ah / rs ] ", "negara lain.", ["ah writer", "rs editor"]),
        ("katanya. [sic]", "katanya. [sic]", []),
        ("katanya. (AP)", "katanya. (AP)", []),
        ("katanya. (ap)", "katanya. (ap)", []),
        ("katanya. [AP/VOA]", "katanya. [AP/VOA]", []),
        ("pada tahun itu (2023)", "pada tahun itu (2023)", []),
        ("di tengah [rd/jm] kalimat", "di tengah [rd/jm] kalimat", []),
        ("negara lain. [my/tv/em]", "negara lain.", ["my writer", "tv None", "em editor"]),
        # slips of the keyboard
        ("negara lain. [rd//jm)*", "negara lain.", ["rd writer", "jm editor"]),
        ("negara lain. [rd/jm", "negara lain.", ["rd writer", "jm editor"]),
        ("“Itu rumah [dia]", "“Itu rumah [dia]", []),
        ("kedua negara (AS/UE)", "kedua negara (AS/UE)", []),
        ("jawabannya (his/her)", "jawabannya (his/her)", []),
        ("negara lain. (ys)", "negara lain.", ["ys None"]),
        ("negara lain.” (ys).", "negara lain.”", ["ys None"]),
        ("negara lain. (ab/cd/ef)", "negara lain.", ["ab writer", "cd None", "ef editor"]),
        ("negara lain. [ab]", "negara lain.", ["ab None"]),
        ("prajurit itu. (TNI)", "prajurit itu. (TNI)", []),
        ("beras lima ton (ha)", "beras lima ton (ha)", []),
        ("(ys)", "(ys)", []),
        (
            "lain. [uh/ab] Disiarkan di Solo.",
            "lain. Disiarkan di Solo.",
            ["uh writer", "ab editor"],
        ),
        ("[uh/ab] *Video di laman VOA", "*Video di laman VOA", ["uh writer", "ab editor"]),
        ("lain. [AP/AFP] Disiarkan di Solo.", "lain. [AP/AFP] Disiarkan di Solo.", []),
    ],
)
def test_split_initials(text: str, rest: str, codes: list[str]) -> None:
    found, initials = split_initials(text)
    assert found == rest
    assert [f"{one.code} {one.role}" for one in initials] == codes


@pytest.mark.parametrize(
    ("caption", "rest", "credit"),
    [
        ("Warga di pasar. (Foto: AP)", "Warga di pasar.", "AP"),
        ("Warga di pasar (AP Photo/Budi)", "Warga di pasar", "AP Photo/Budi"),
        ("Warga [Foto: Courtesy/Pemkot].", "Warga", "Courtesy/Pemkot"),
        ("Kapal itu (VOA/Rio)", "Kapal itu", "VOA/Rio"),
        ("Menteri (kiri)", "Menteri (kiri)", None),
        ("Menteri (foto: kiri)", "Menteri (foto: kiri)", None),
        ("Warga di pasar. Foto: Reuters", "Warga di pasar.", "Reuters"),
        ("Warga di pasar. AP Photo", "Warga di pasar.", "AP Photo"),
        ("Warga di pasar - Foto: VOA/Rio", "Warga di pasar", "VOA/Rio"),
        ("Foto: Presiden di Bali", "Foto: Presiden di Bali", None),
        ("Ia bertemu VOA", "Ia bertemu VOA", None),
        ("Warga antre. Foto: diambil saat hujan", "Warga antre. Foto: diambil saat hujan", None),
        ("Warga (Humas Pemkot/VOA)", "Warga", "Humas Pemkot/VOA"),
        ("Warga (Budi via AP)", "Warga", "Budi via AP"),
        ("Peta (Foto ilustrasi: AP)", "Peta", "AP"),
        ("Rapat di Bali (7/2)", "Rapat di Bali (7/2)", None),
    ],
)
def test_split_credit(caption: str, rest: str, credit: str | None) -> None:
    assert split_credit(caption) == (rest, credit)


@pytest.mark.parametrize(
    ("paragraph", "place", "rest"),
    [
        ("JAKARTA — Presiden tiba.", "JAKARTA", "Presiden tiba."),
        ("WASHINGTON DC (VOA) — Presiden tiba.", "WASHINGTON DC", "Presiden tiba."),
        ("JAKARTA, VOA - Presiden tiba.", "JAKARTA", "Presiden tiba."),
        ("KYIV, UKRAINA – Presiden tiba.", "KYIV, UKRAINA", "Presiden tiba."),
        ("AUBURN, Wash. — She said.", "AUBURN, Wash.", "She said."),
        ("Presiden Joko — itu namanya.", None, "Presiden Joko — itu namanya."),
        ("COVID-19 - penyakit itu.", None, "COVID-19 - penyakit itu."),
        ("Presiden tiba.", None, "Presiden tiba."),
        ("Jakarta (VOA) — Presiden tiba.", "Jakarta", "Presiden tiba."),
        ("Washington DC — Presiden tiba.", "Washington DC", "Presiden tiba."),
        ("WASHINGTON D.C. — Presiden tiba.", "WASHINGTON D.C.", "Presiden tiba."),
        ("JAKARTA/SOLO — Presiden tiba.", "JAKARTA/SOLO", "Presiden tiba."),
        ("VOA — Presiden tiba.", None, "Presiden tiba."),
        ("Jakarta — Presiden tiba.", None, "Jakarta — Presiden tiba."),
        (
            "WHO — Organisasi Kesehatan Dunia — memuji.",
            None,
            "WHO — Organisasi Kesehatan Dunia — memuji.",
        ),
        ("SOLO — Wali Kota tiba.", "SOLO", "Wali Kota tiba."),
        ("AS, China — dua negara.", None, "AS, China — dua negara."),
        ("ВАШИНГТОН — Президент заявил.", "ВАШИНГТОН", "Президент заявил."),
        ("Лавров — Блинкену: да.", None, "Лавров — Блинкену: да."),
        ("华盛顿 — 美国总统说。", "华盛顿", "美国总统说。"),
        ("الرئيس الأميركي جو بايدن – قال.", None, "الرئيس الأميركي جو بايدن – قال."),
    ],
)
def test_split_dateline(paragraph: str, place: str | None, rest: str) -> None:
    assert split_dateline(paragraph) == (place, rest)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("AUBURN, Wash. —\u00a0", "AUBURN, Wash."),
        ("JAKARTA, VOA —", "JAKARTA"),
        ("JAKARTA (VOA)", "JAKARTA"),
        (" — ", None),
        ("VOA —", None),
    ],
)
def test_dateline(text: str, place: str | None) -> None:
    assert dateline(text) == place

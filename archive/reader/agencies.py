"""Agencies and other owners of texts: their names, and the ways in which a page says that a text is
theirs. The tables can be extended by anybody who knows the language."""

from __future__ import annotations

import re

#: Agencies and others whose material is not in the public domain. Short names only as they are
#: written; names in scripts without capitals stand for themselves.
AGENCY = re.compile(
    r"(?:\b(?:AP|UPI|EPA|EFE|RIA|PTI|ANSA|RFA|KHN|DW|dpa|ANTARA|Antara|Pool|АП|ДПА|ТАСС|"
    r"(?i:Associated\s+Press|Reuters|AFP|AFPTV|Agence\s+France[- ]Presse|Deutsche\s+(?:Presse|Welle)|EPA-EFE|"
    r"Xinhua|Kyodo|Yonhap|TASS|Interfax|Anadolu|Getty(?:\s+Images)?|Shutterstock|"
    r"RFE/RL|RFERL|Radio\s+Free\s+(?:Europe|Asia)|Benar\s?News|BBC|CNN|Al\s*Jazeera|Bloomberg|The\s+Conversation|"
    r"Agencia\s+EFE|Alhurra|Middle\s+East\s+Broadcasting|Open\s+Technology\s+Fund|"
    r"KFF\s+Health\s+News|Zuma|Sipa|Alamy|Рейтер|Ройтерс|АФП|Ассошиэйтед\s+Пресс))\b|"
    r"路透社?|法新社?|美联社?|美聯社?|新华社?|新華社?|رویترز|رويترز|فرانس\s?برس|آسوشیتدپرس|أسوشيتد\s?برس|로이터|연합뉴스)"
)

#: Every name of AGENCY in Latin letters, as agencies write it, has one of these words with a capital,
#: or is one of `_SMALL`; most texts hold none.
_LATIN = frozenset(
    """
    ap upi epa efe ria pti ansa rfa khn dw antara pool associated reuters afp afptv agence deutsche xinhua kyodo
    yonhap tass interfax anadolu getty shutterstock rfe rferl radio benar benarnews bbc cnn jazeera aljazeera
    bloomberg conversation agencia alhurra broadcasting technology kff zuma sipa alamy
    """.split()
)
_SMALL = ("dpa", "reuters", "afp", "associated press")
_OTHERS = re.compile(
    "|".join(
        """
    АП ДПА ТАСС ейтер ойтерс АФП Афп афп ресс ЕЙТЕР ОЙТЕРС РЕСС 路透 法新 美联 美聯 新华 新華 رویترز رويترز
    فرانس آسوشیتدپرس أسوشيتد 로이터 연합뉴스
    """.split()
    )
)
_CAPITALIZED = re.compile(r"[A-Z][A-Za-z]*")

#: Grantees of the US government, by the owner of a site: how they are called, and how bylines name
#: them. What they make is no work of the government.
GRANTEES = {
    "rferl": ("RFE/RL", re.compile(r"RFE/?RL|Radio Free Europe|Radio Liberty", re.IGNORECASE)),
    "mbn": (
        "MBN",
        re.compile(r"Alhurra|Radio Sawa|Middle East Broadcasting|\bMBN\b", re.IGNORECASE),
    ),
    "rfa": ("RFA", re.compile(r"\bRFA\b|Radio Free Asia|Benar ?News", re.IGNORECASE)),
    "otf": ("OTF", re.compile(r"\bOTF\b|Open Technology Fund", re.IGNORECASE)),
}

#: Words that a line may hold beside the names of agencies and still say nothing but whose the text is.
_SIGNING = frozenset(
    """
    laporan berita kantor artikel tulisan teks naskah ini adalah merupakan sumber oleh dari disadur dilansir dikutip
    diterjemahkan diolah diambil bersumber berasal pewarta reporter penulis wartawan foto dan hak cipta milik penerbit
    terjemahan saduran warta dilaporkan ditulis disarikan dihimpun disusun disunting disiarkan dimuat kontributor
    berbagai editor penyunting kami kutipan
    by source sources from report reports reporting copyright text story article photo photos and the news agency
    agencies via courtesy wire voa c
    agencia agencias fuente fuentes por de y con la
    par agence agences avec et l
    fonte agência com da
    источник источники агентство агентства по материалам и
    джерело матеріалами за
    kaynak ajans haber
    nguồn theo tin
    来源 來源 据 據
    """.split()
)

#: Sentences that follow a notice of copyright.
_RESERVED = re.compile(
    r"(?:all\s+rights\s+reserved|this\s+material\s+may\s+not\s+be\s+\w+|semua\s+hak\s+(?:cipta\s+)?dilindungi"
    r"|hak\s+cipta\s+dilindungi|dilarang\s+\w+)[^.]*",
    re.IGNORECASE,
)

#: A notice of copyright that names its owner.
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|\bcopyright\b|\bhak\s+cipta\b)[\s:©,.(]*(?:\d{4}(?:\s*[-–]\s*\d{2,4})?[\s,]*)?"
    rf"(?i:(?:the|by|oleh|milik|pada|dari)\s+)*{AGENCY.pattern}",
    re.IGNORECASE,
)

_REPORT = r"(?:laporan|artikel|berita|tulisan)\s+ini"
_THIS = r"this\s+(?:report|story|article|piece)"

#: A line that names whose material went into a report; it need not be an agency.
CONTRIBUTION = re.compile(
    rf"(?:informasi|bahan|materi|keterangan)\b.{{0,30}}\b(?:dari|oleh)\b.{{2,120}}\b"
    rf"(?:digunakan|dipakai|berkontribusi)\s+(?:dalam|untuk|pada|di)\s+{_REPORT}|"
    rf"(?:informasi|bahan|materi|keterangan)\b.{{0,20}}\b{_REPORT}\s+(?:\w+\s+)?"
    rf"(?:berasal|bersumber|diperoleh|dikutip|diambil)\s+dari\b|"
    rf"(?:berkontribusi|menyumbang)\b.{{0,20}}\b{_REPORT}|"
    r"\b(?:information|material)\s+(?:for|in)\s+this\s+(?:report|story|article)\b|"
    r"\bcontributed\s+(?:information\s+)?to\s+this\s+(?:report|story|article)",
    re.IGNORECASE,
)

#: How a line begins that names where a part of a report comes from; it does so only where it also
#: names an agency.
SOURCE = re.compile(
    rf"[*(\[]*\s*(?:(?:sumber|source|fuente|fonte|источник|джерело)\s*:|"
    rf"(?:catatan\W+)?{_REPORT}\s+(?:\w+\s+){{0,3}}?(?:memuat|menggunakan|memakai|berdasarkan|bersumber|berasal|di[a-z]{{3,}})\b|"
    rf"{_THIS}\s+(?:was|is|were|includes?|contains?|draws?|uses?|has)\b|"
    r"(?:(?:beberapa|sebagian)\s+)?(?:informasi|bahan|bahan-bahan|materi)\b.{0,60}"
    r"\b(?:(?:berasal|bersumber|diperoleh|dikutip|diambil)\s+dari\b|turut\s+digunakan\b)|"
    r"(?:beberapa|sebagian)\s+(?:bagian|isi|keterangan)\b.{0,40}\b(?:dari|oleh)\b|"
    r"(?:dengan|with)\s+(?:\w+\s+)?(?:informasi|bahan|materi|information|material|reporting|reports|files)\s+(?:tambahan\s+)?"
    r"(?:dari|oleh|from|by)\b|"
    r"(?:some\s+)?(?:information|material)\b.{0,60}\b(?:came|was\s+(?:provided|taken|used)|is)\b|"
    r"con\s+(?:\w+\s+)?(?:informaci[óo]n|informes|reportes)\b|avec\s+(?:\w+\s+)?(?:informations?|dépêches?)\b|"
    r"(?:informaci[óo]n|informaç(?:ão|ões))\b.{0,60}\b(?:us(?:ó|ada|ado)|utilizada|usadas)\b|"
    r"com\s+(?:\w+\s+)?(?:informaç(?:ão|ões)|agências)\b|по\s+(?:материалам|информации|сообщениям)\b|"
    r"за\s+(?:матеріалами|інформацією)\b|本文(?:依据|依據|参考|參考)|(?:VOA|美国之音|美國之音).{0,20}(?:报道|報導)(?:使用|参考|參考))",
    re.IGNORECASE,
)

#: A line of any place in a text that says from whose report the whole was made.
_ADAPTED = re.compile(
    rf"\b(?:adapted|wrote|based|produced)\b[^.]{{0,80}}\b(?:{_THIS}|it|reports?|reporting|stor(?:y|ies))\b"
    rf"[^.]{{0,60}}?\b(?:from|by|of)\b[^.]{{0,60}}?{AGENCY.pattern}",
    re.IGNORECASE,
)
#: … and one that says that an agency wrote it.
_WROTE = re.compile(
    rf"{AGENCY.pattern}[^.]{{0,30}}\b(?i:reported|wrote|published|produced)\s+(?i:{_THIS})|"
    rf"\b(?i:reported|wrote)\s+(?i:{_THIS})\s+for\s+(?:[Tt]he\s+)?{AGENCY.pattern}|"
    rf"\b(?i:{_THIS}\s+(?:was\s+)?(?:written|reported|originally\s+\w+|first\s+\w+|comes?)\s+(?:by|in|on|from)\s+(?:the\s+)?){AGENCY.pattern}"
)

#: Somebody says it: the line is a sentence of the text.
_SPEAKS = re.compile(
    r"\b(?:kata|ujar|ungkap|tutur|tambah|menurut|said|says|told|dijo)\b", re.IGNORECASE
)

#: The staff of an agency that names itself among the authors.
_STAFF = re.compile(
    rf"^[(\[*]*\s*(?:[Tt]he\s+)?{AGENCY.pattern}(?:['’]s)?\s+(?:\w+\s+)?"
    r"(?:writers?|reporters?|journalists?|correspondents?|photographers?)\b",
)
#: How Reuters closes a report: who reported, who edited.
_WIRE = re.compile(
    r"^[(\[]?\s*(?:additional\s+)?(?:reporting|pelaporan|laporan|peliputan)\s+(?:by|oleh)\b[^;]{2,120};"
    r".{0,160}\b(?:edit(?:ing|ed)|writing|penyuntingan|disunting|editor)\b",
    re.IGNORECASE,
)

# a word that may stand before the agency of a dateline: a name, a number, the article of a name
_PLACE = r"(?:[^\W\d_a-zà-ÿа-я][\w.'’/-]*|\d{1,2}|de|da|do|del|al|el|la|of|the|and|dan)"
_PLACES = rf"{_PLACE}(?:,?\s+{_PLACE}){{0,7}}"
_BESIDE = r"(?:\s*/\s*[\w/ ]{2,20})?"  # "(AP/VOA)"
_DATELINE = re.compile(
    rf"\W{{0,2}}{_PLACES}\s*[,(|/.—–-]\s*(?:VOA\s*/\s*)?(?:[Tt]he\s+)?(?P<agency>{AGENCY.pattern}){_BESIDE}"
    r"\s*(?:\)\s*)?(?:[—–-]|$|:)(?!\s*[a-zà-ÿ])"
)
#: … where the agency opens it: "(AP) —", "AP, NEW DELHI —", "(VOA/AP)"
_OPENS = re.compile(
    rf"\(?(?P<agency>{AGENCY.pattern})\)?\s*(?:[,:|/]\s*{_PLACES}\s*)?(?:[—–]|-\s)(?!\s*[a-zà-ÿ])|"
    rf"[(\[](?:VOA\s*/\s*)?(?P<bracketed>{AGENCY.pattern}){_BESIDE}[)\]]"
)

#: What follows the last sentence of a text: in brackets, after a dash, or alone.
_AFTER_END = re.compile(
    r"(?<=[.!?…\"”’'»)。！？])\s*(?:[—–-]\s*)?[(\[]?\s*(?P<who>[^()\[\].!?。]{2,60})\s*[)\]]?\.?\s*$"
)
_CODE = re.compile(r"[a-z]{2,3}|VOA")
_NOTHING = re.compile(r"(?!)")

_SAID = (_COPYRIGHT, _WROTE, _STAFF)
_BYLINE = 40  # characters of a name, or of some
_LONGEST = 200  # characters of a line that says whose a text is


def may_name(text: str) -> bool:
    """False where a text names no agency. In a text longer than a byline a name counts only with a
    capital, or as `_SMALL` has it: looking for those is much quicker than `named`."""
    if len(text) <= _BYLINE:
        return AGENCY.search(text) is not None
    if not _LATIN.isdisjoint(map(str.lower, _CAPITALIZED.findall(text))):
        return True
    if any(name in text for name in _SMALL):
        return True
    return not text.isascii() and _OTHERS.search(text) is not None


def named(text: str) -> str | None:
    """The first agency that a text names; None = none."""
    found = AGENCY.search(text) if may_name(text) else None
    return found[0] if found else None


def is_signature(line: str) -> bool:
    """True for a line that only says whose the text is: "Laporan Reuters", "© 2022 AFP"."""
    if len(line) > _LONGEST or named(line) is None:
        return False
    rest = AGENCY.sub(" ", _RESERVED.sub(" ", line))
    words = re.findall(r"[^\W_]+", rest)
    codes = _CODE.fullmatch if "/" in line or "ditor" in line else _NOTHING.match
    return all(word.casefold() in _SIGNING or word.isdigit() or codes(word) for word in words)


def signs(line: str) -> bool:
    """True for a line that says that an agency made the text, in whatever words."""
    if len(line) > 2 * _LONGEST or not may_name(line):
        return False
    said = any(pattern.search(line) is not None for pattern in _SAID)
    return said or is_signature(line)


def of_dateline(line: str) -> str | None:
    """The agency in the dateline that a line opens with or is: "WASHINGTON (AP) —"; None = none."""
    found = _DATELINE.match(line[:120])
    if found:
        return found["agency"]
    found = _OPENS.match(line[:80])
    if found:
        return found["agency"] or found["bracketed"]
    return None


def after_end(text: str) -> str | None:
    """The agency after the last sentence of a text: "… selamat. (AFP)"; None = none."""
    found = _AFTER_END.search(text, max(0, len(text) - 80))
    if found is None:
        return None
    agency = named(found["who"])
    rest = AGENCY.sub(" ", found["who"])
    words = re.findall(r"[^\W_]+", rest)
    if agency and all(_CODE.fullmatch(word) for word in words):
        return agency
    return None


def is_of_the_wire(line: str) -> bool:
    """True for a line that closes a report as Reuters does, without its name."""
    return _WIRE.match(line[: 2 * _LONGEST]) is not None


def is_mixed(line: str) -> bool:
    """True for a line that says that material of an agency went into the text."""
    if len(line) > 2 * _LONGEST or named(line) is None:
        return False
    if _SPEAKS.search(line):
        return False
    return SOURCE.match(line) is not None or CONTRIBUTION.search(line) is not None


def is_adapted(line: str) -> bool:
    """True for a line, wherever it stands, that says from whose report the text was made."""
    folded = line.lower()
    if len(line) > 2 * _LONGEST or not any(word in folded for word in ("report", "stor", "this")):
        return False
    return _ADAPTED.search(line) is not None or _WROTE.search(line) is not None

"""How a line begins that only sends the reader elsewhere, to another story or to a channel of the site:
tables that a linguist can extend."""

from __future__ import annotations

import re

# In languages whose pages write it in one way.
_READ_ALSO_ELSEWHERE = tuple(
    line.strip()
    for line in """
    ayrıca bakınız
    ayrıca okuyun
    həmçinin oxuyun
    shuningdek o'qing
    тағы оқыңыз
    дагы окуңуз
    инчунин бихонед
    чытайце таксама
    вижте още
    прочетете още
    прочитајте и
    pročitajte i
    pročitajte još
    lexoni edhe
    shihni edhe
    citește și
    olvassa el ezt is
    ver también
    veja também
    soma pia
    karanta kuma
    sidoo kale akhri
    li wir jî binêre
    gade tou
    xem thêm
    đọc thêm
    بیشتر بخوانید
    همچنین بخوانید
    اقرأ أيضا
    للمزيد
    یہ بھی پڑھیے
    مزید پڑھیے
    دا هم ولولئ
    আরও পড়ুন
    延伸阅读
    相关报道
    관련 기사
    อ่านเพิ่มเติม
    อ่านต่อ
    ອ່ານເພີ່ມເຕີມ
    អានបន្ថែម
    ဆက်လက်ဖတ်ရှုရန်
    կարդացեք նաև
    ასევე წაიკითხეთ
    ተጨማሪ ያንብቡ
    """.strip().splitlines()
)

#: How a line begins that only sends the reader to another story.
READ_ALSO = re.compile(
    r"[\[(]?\s*(?:(?:baca|lihat|simak|tonton|dengar(?:kan)?)\s+(?:juga|selengkapnya|selanjutnya)\b|"
    r"(?:artikel|berita|tulisan|laporan|video)\s+terkait\b|"
    r"(?:see|read|also|watch)\s+(?:also|more|read|related|too)\b|related\s*(?:stor(?:y|ies)|articles?|news|video)?\s*:|"
    r"(?:читайте|смотрите)\s+также|(?:читайте|дивіться)\s+також|lire\s+aussi|lea\s+también|leia\s+também|"
    + "|".join(_READ_ALSO_ELSEWHERE)
    + ")",
    re.IGNORECASE,
)

#: How a line begins that invites to follow the site elsewhere.
_INVITATION = re.compile(
    r"(?:ikuti|unduh|gabung|dapatkan|follow|download|install|join|like)\b.{0,60}\b"
    r"(?:kami|aplikasi|kanal|saluran|us|our|app|channel|whatsapp|telegram|facebook|instagram|twitter|youtube|tiktok)\b",
    re.IGNORECASE,
)


def invites(line: str) -> bool:
    """True for a cleaned line that invites to follow the site elsewhere."""
    return len(line) <= 160 and _INVITATION.match(line) is not None

"""The words of Indonesian date expressions, in lower case: tables that a linguist can edit without
reading code.

A word that is missing here is added to its table; a whole new form is a row in one of the
modules of `grammar/`.
"""

from __future__ import annotations

#: ISO numbers of the days of the week.
WEEKDAYS = {
    "senin": 1, "senen": 1, "selasa": 2, "rabu": 3, "kamis": 4, "jumat": 5, "jum'at": 5, "sabtu": 6,
    "minggu": 7, "ahad": 7,
    "rebo": 3, "kemis": 4, "djumat": 5, "djum'at": 5, "saptu": 6,
}  # fmt: skip

#: Short names of weekdays: read only beside a date.
SHORT_WEEKDAYS = {
    "sen": 1,
    "sel": 2,
    "rab": 3,
    "kam": 4,
    "jum": 5,
    "sab": 6,
    "min": 7,
    "mgg": 7,
    "ming": 7,
}

#: Full names of the months, with the spellings of before 1972 and the common variants.
MONTHS = {
    "januari": 1, "djanuari": 1, "februari": 2, "pebruari": 2, "febuari": 2, "maret": 3, "april": 4, "mei": 5,
    "juni": 6, "djuni": 6, "juli": 7, "djuli": 7, "agustus": 8, "september": 9, "oktober": 10,
    "november": 11, "nopember": 11, "desember": 12,
}  # fmt: skip

#: Short names: read as months only beside a day or a year.
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "peb": 2, "mar": 3, "mrt": 3, "apr": 4, "jun": 6, "jul": 7, "agu": 8, "agt": 8, "ags": 8,
    "agst": 8, "agts": 8, "agust": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "nop": 11, "des": 12,
}  # fmt: skip

#: English names, as photo credits and quoted titles have them.
ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

#: Parts of a day, as in TIMEX3.
PARTS = {
    "pagi": "TMO", "subuh": "TMO", "dini hari": "TMO", "siang": "TMI", "sore": "TAF", "petang": "TEV",
    "malam": "TNI", "tengah malam": "TNI", "pagi hari": "TMO", "siang hari": "TMI", "sore hari": "TAF",
    "petang hari": "TEV", "malam hari": "TNI",
}  # fmt: skip

#: The hours (of 24) that a part of the day can name; "pukul 7 malam" is 19:00, "pukul 1 siang"
#: 13:00.
PART_HOURS = {
    "dini hari": (0, 5), "subuh": (3, 6), "pagi": (0, 11), "siang": (10, 16), "sore": (14, 18), "petang": (15, 19),
    "tengah malam": (22, 27), "malam": (18, 27), "pagi hari": (0, 11), "siang hari": (10, 16), "sore hari": (14, 18),
    "petang hari": (15, 19), "malam hari": (18, 27),
}  # fmt: skip

#: Words before a clock time.
CLOCKS = frozenset({"pukul", "jam", "pkl", "pkl.", "pk."})

#: Offsets of the zones that news names; "GMT+8" and "UTC-3" say their own.
ZONES = {
    "wib": "+07:00", "wita": "+08:00", "wit": "+09:00", "gmt": "+00:00", "utc": "+00:00", "sgt": "+08:00",
    "kst": "+09:00", "jst": "+09:00", "bst": "+01:00", "cet": "+01:00", "cest": "+02:00", "est": "-05:00",
    "edt": "-04:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip

#: Which occurrence a word after a date, weekday, month or week points to.
AGO = frozenset("lalu silam kemarin tadi".split()) | {"yang lalu", "yang silam", "kemarin ini"}
AHEAD = frozenset("mendatang nanti depan besok".split()) | {
    "yang akan datang", "akan datang", "yang mendatang", "yang depan",
}  # fmt: skip
NOW = frozenset({"ini"})

#: What a year names the edition of: "Pemilu 2024" has a year, whatever is counted behind it.
EVENTS = frozenset(
    """
    pemilu pilpres pilkada pileg olimpiade games dunia asia eropa sensus musim kongres muktamar ktt apbn apbd perang
    revolusi perjanjian konferensi pemberontakan kudeta letusan gempa tsunami wabah
    """.split()
)

#: Which edge of a period; "mod" of a mention.
EDGES = {
    "awal": "START", "permulaan": "START", "pertengahan": "MID", "tengah": "MID", "medio": "MID",
    "akhir": "END", "penghujung": "END", "pengujung": "END",
}  # fmt: skip

#: Words for "about"; "mod" APPROX.
ABOUT = frozenset("sekitar kira-kira kurang-lebih".split())

#: Numbers in words; `archive.temporal.numbers.number` joins them.
DIGITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
}  # fmt: skip
TENS = {"sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000}
SCALES = {"belas": 10, "puluh": 10, "ratus": 100, "ribu": 1000}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
ORDINALS = {
    "pertama": 1, "satu": 1, "kesatu": 1, "kedua": 2, "dua": 2, "ketiga": 3, "tiga": 3, "keempat": 4, "empat": 4,
    "terakhir": -1,
}  # fmt: skip

#: Words after which a number stands for itself and counts nothing: "Liga 1 pekan lalu", "menjadi
#: 268 tahun lalu".
NUMBERED = frozenset(
    """
    liga formula grup seri divisi gelombang tahap fase level ruang nomor kelas peringkat posisi babak putaran jilid
    edisi episode kloter zona terminal sektor lantai rute koridor tol blok pos pasal boeing airbus apollo skor angka
    menjadi mencapai sebanyak sebesar dibanding dibandingkan daripada
    """.split()
)
#: Words before the score of a match.
SCORED = frozenset(
    """
    menang kalah imbang seri skor unggul takluk tumbang berakhir kemenangan kekalahan keunggulan mengalahkan dikalahkan
    menaklukkan ditaklukkan menundukkan membantai dibantai ditahan
    """.split()
)

#: Counts that name no number.
VAGUE = frozenset(
    "beberapa sejumlah sekian berapa puluhan belasan ratusan ribuan jutaan setengah separuh "
    "seperempat".split()
)

#: Units in which time is counted back or ahead.
UNITS = {
    "hari": "day", "minggu": "week", "pekan": "week", "bulan": "month", "tahun": "year", "dekade": "decade",
    "dasawarsa": "decade", "abad": "century",
}  # fmt: skip
#: One unit in a word. "sejam" is none: an hour is no date.
ONE_UNIT = {
    "sehari": "day", "seminggu": "week", "sepekan": "week", "sebulan": "month", "setahun": "year",
    "sedekade": "decade", "sedasawarsa": "decade", "seabad": "century",
}  # fmt: skip

#: Quarters and halves of a year: how many months each part has.
QUARTERS = {"kuartal": 3, "triwulan": 3, "kwartal": 3, "semester": 6, "paruh": 6}

#: Days named from the day of speaking, in days.
DEICTIC = {
    "hari ini": 0, "kemarin": -1, "kemarin lusa": -2, "kemarin dulu": -2, "besok": 1, "esok": 1, "esok hari": 1,
    "besok lusa": 2, "lusa": 2,
}  # fmt: skip

#: Words of a clause about the future; a bare weekday in it is the next one.
FUTURE = (
    frozenset(
        """
    akan bakal hendak rencananya direncanakan merencanakan berencana berniat dijadwalkan menjadwalkan dijadwal terjadwal
    diagendakan mengagendakan ditargetkan diharapkan diprediksi diproyeksikan
    """.split()
    )
    | {
        "bila tidak",
        "jika tidak",
        "kalau tidak",
        "menurut rencana",
        "paling lambat",
        "selambat-lambatnya",
    }
    | {
        f"diperkirakan {verb}"  # "diperkirakan tewas" is no plan
        for verb in "tiba jatuh terjadi berlangsung digelar dimulai mulai berakhir selesai rampung "
        "memuncak".split()
    }
)
#: Words that look like verbs and are none; a verb between a weekday and "akan" has the weekday for
#: itself.
NO_VERBS = frozenset(
    """
    menteri menkes menhan mensos menkeu mendag menaker mendagri menpora mensesneg menkominfo menparekraf menperin menhub
    mereka media mertua mesin merdeka melayu memang mengenai menjelang melalui meski meskipun mengapa
    berita berbagai bersama berikut berikutnya berlin bersenjata tersangka terdakwa terpidana tersebut terakhir terhadap
    tertentu terkait terutama teroris terminal terbaru terbesar terpilih direktur direksi dirjen dinas digital diplomat
    distrik divisi disertai diaspora didampingi
    """.split()
)
#: Words that give something a new date; with "hingga", "ke" or "menjadi" before a weekday it is the
#: next one.
POSTPONED = frozenset(
    """
    ditunda menunda diundur diundurkan mengundurkan dimundurkan memundurkan digeser menggeser diperpanjang memperpanjang
    dialihkan dipindahkan dimajukan
    """.split()
) | {"diberi waktu", "memberi waktu"}
#: Words that end a clause's reach: what stands behind them is told, not done.
TELLING = frozenset(
    """
    kata katanya ujar ujarnya tutur tuturnya ucap ucapnya menurut demikian mengatakan menyatakan menyebut menyebutkan
    mengumumkan melaporkan mengungkapkan menuturkan menegaskan menambahkan menjelaskan memperingatkan berjanji mengaku
    """.split()
)

#: Names of feasts, and the feast of `archive.temporal.feasts` that each is.
FEASTS = {
    "idul fitri": "idul-fitri", "idulfitri": "idul-fitri", "lebaran": "idul-fitri", "hari raya": "idul-fitri",
    "idul adha": "idul-adha", "iduladha": "idul-adha", "hari raya kurban": "idul-adha", "idul kurban": "idul-adha",
    "tahun baru islam": "tahun-baru-islam", "tahun baru hijriah": "tahun-baru-islam",
    "nyepi": "nyepi", "imlek": "imlek", "tahun baru imlek": "imlek",
    "waisak": "waisak", "jumat agung": "jumat-agung", "paskah": "paskah", "kenaikan isa almasih": "kenaikan",
    "kenaikan yesus kristus": "kenaikan", "natal": "natal",
    "tahun baru": "tahun-baru", "tahun baru masehi": "tahun-baru",
    "hari buruh": "hari-buruh", "may day": "hari-buruh", "hari lahir pancasila": "pancasila",
    "hari kemerdekaan": "kemerdekaan", "kemerdekaan ri": "kemerdekaan",
}  # fmt: skip

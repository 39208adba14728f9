"""Conditions of the table's rows: whether what a pattern matches is a date where it stands."""

from __future__ import annotations

import re
from datetime import timedelta

from archive.temporal import vocabulary as v
from archive.temporal.pattern import Span
from archive.temporal.slots import MONTH_WORD, choice

_SPAN = 40


def before(span: Span) -> str:
    """What stands before an expression on its line, in lower case."""
    return span.low[max(0, span.start - _SPAN) : span.start]


def after(span: Span) -> str:
    """What stands behind an expression, in lower case."""
    return span.low[span.end : span.end + _SPAN]


def is_no_duration(span: Span) -> bool:
    """True for a count of units that points to a time: "dua tahun lalu", but not "selama dua tahun
    lalu", "dalam lima tahun mendatang"."""
    if span.low[span.start].isdigit() and _NUMBERED.search(before(span)):
        return False
    if not is_uncounted(span):
        return False
    if span.low.endswith("lagi", 0, span.end):
        return _LASTING.search(before(span)) is None
    return _LASTING_OR_WITHIN.search(before(span)) is None


_LASTING = re.compile(r"\b(?:selama|berusia|berumur|umur|usia)[ \t]+$")
_LASTING_OR_WITHIN = re.compile(r"\b(?:selama|berusia|berumur|umur|usia|dalam|kurun)[ \t]+$")
_NUMBERED = re.compile(rf"\b{choice(v.NUMBERED)}[ \t]+$")
_COUNTED = re.compile(
    rf"(?:(?P<lead>\S+)[ \t]+)?(?P<number>\S*\d(?:-an)?|\b{choice({*v.DIGITS, *v.TENS, *v.SCALES, *v.VAGUE})})"
    r"(?P<scale>[ \t]+(?:ribu|juta|miliar))?[ \t]+(?:(?<!\b[12]\d{3}[ \t])(?:hingga|sampai|atau)[ \t]+)?$"
)
_SCORE = re.compile(rf"\b{choice(v.SCORED)}\b[^.;]{{0,24}}[ \t]\d{{1,2}}-\d{{1,2}}[ \t]+$")


def is_uncounted(span: Span) -> bool:
    """True where no count stands before: of "dua ratus ribu tahun lalu" the last two words are no
    date."""
    count = _COUNTED.search(before(span))
    return (
        count is None or _stands_for_itself(count, span) or _SCORE.search(before(span)) is not None
    )


def _stands_for_itself(count: re.Match[str], span: Span) -> bool:
    """True where a number is a name's or an amount, and counts no years: "KTT G20 tahun lalu",
    "Rp15.000 pekan lalu"."""
    if re.search(r"[a-z$€£/].*\d$", count["number"]) or count["lead"] in (*v.NUMBERED, "rp"):
        return True
    if span.low.startswith("hari", span.start):  # "tiga hari ini" counts, "268 hari ini" does not
        return not re.fullmatch(r"[a-z]+|\d\d?", count["number"])
    return bool(count["scale"]) and not re.search(r"tahun|abad", span.low[span.start : span.end])


_AGED = re.compile(
    r"\b(?:berusia|usia|berumur|umur|pria|perempuan|wanita|lelaki)[ \t]+(?:[\w-]+[ \t]+){0,3}$"
)
_ERA = re.compile(
    r"\b(?:era|zaman|jaman|masa|periode|angkatan|generasi|tahun|dekade|dan|pada|sejak|hingga|sampai|dari|musik|lagu|gaya)"
    r"[ \t]+'?$"
)
_MEASURED = re.compile(r"[ \t]+(?:orang|warga|tahun|hari|bulan|persen|meter|kilometer|ribu|juta)\b")
_HEADED = re.compile(r"(?:[a-z]+[ \t]+)?(?:(?:tahun|dekade|dasawarsa)\b|\d{4})")


def is_decade(span: Span) -> bool:
    """True where "30-an" is a decade and no age or count: four digits, a noun such as "tahun", or an
    era before it."""
    if _AGED.search(before(span)) or _MEASURED.match(after(span)):
        return False
    return bool(_HEADED.match(span.low, span.start) or _ERA.search(before(span)))


_CENTURIES = re.compile(
    r"\babad[ \t]ke[- ]\w+(?:,[ \t]ke[- ]\w+){0,2},?[ \t](?:(?:dan|atau|serta)[ \t])?$"
)


def follows_century(span: Span) -> bool:
    """True where "ke-18" goes on a list of centuries: "abad ke-17 dan ke-18"."""
    return _CENTURIES.search(before(span)) is not None


def is_lone_month(span: Span) -> bool:
    """True where a month without day and year is no number's unit; traps catch the names."""
    # "Mei Mei"
    doubled = span.low[span.start : span.end] == before(span).rstrip().rpartition(" ")[2]
    return not doubled and not re.search(r"\d[ \t]+$", before(span))


def is_title(span: Span) -> bool:
    """True where "Bulan" has a capital that the sentence's beginning does not explain: "Hujan Bulan
    Juni"."""
    if not span.text.startswith("Bulan", span.start) or is_timely(span):
        return False
    return bool(re.search(r"\w[ \t]+$", before(span)))


_TIMELY = re.compile(
    r"\b(?:pada|sejak|hingga|sampai|dari|antara|mulai|tahun|selama|sepanjang|sebelum|setelah|sesudah|menjelang"
    r"|awal|akhir|pertengahan|bulan|musim|periode|berdiri|didirikan|dibangun|lahir|kelahiran|wafat)[ \t]+$"
)


def is_timely(span: Span) -> bool:
    """True where a word that leads to a time stands before: "pada", "sejak", "hingga" …"""
    return _TIMELY.search(before(span)) is not None


#: "Perang Jawa 1825": a name may follow the noun.
_EVENT = re.compile(rf"\b(?i:{choice(v.EVENTS)})(?:[ \t][A-Z][a-z]+)?[ \t]+$")
#: "Formula 4 |2025", "tahap 2 |2025": the number before is a name's.
_NAMED_NUMBER = re.compile(rf"\b{choice(v.NUMBERED)}[ \t]+\d{{1,2}}[ \t]+$")
#: "0274 1998 2013" is a telephone number; "U-20 2023" ends in a year.
_NUMBER_BEFORE = re.compile(r"(?:^|[^\w-])\d[\d-]*[ \t]+$")
_NUMBER_AFTER = re.compile(r"[ \t]+\d{4}(?![\d.])")


def is_lone_year(span: Span) -> bool:
    """True where four digits are a year: no part of a longer number, and outside 1900 to 2100 only
    where a time is due."""
    if (
        (_NUMBER_BEFORE.search(before(span)) and not _NAMED_NUMBER.search(before(span)))
        or _NUMBER_AFTER.match(after(span))
        or is_number_plate(span)
    ):
        return False
    modern = 1900 <= int(span.low[span.start : span.start + 4]) <= 2100
    return (
        modern
        or is_timely(span)
        or bool(_EVENT.search(span.text, max(0, span.start - _SPAN), span.start))
        or is_in_brackets(span)
    )


def is_in_brackets(span: Span) -> bool:
    """True where a number stands alone in brackets or ends them: the year of a work, "(Penangkapan,
    1857)"."""
    return (
        span.low.startswith(")", span.end)
        and re.search(r"(?:\(|,[ \t])$", before(span)) is not None
    )


def is_lone_span(span: Span) -> bool:
    """True where "1500-2018" is a span of years: before 1900 only in brackets, with "tahun", or where
    a time is due."""
    first = span.low[span.start : span.start + 4]
    return (
        not first.isdigit()
        or int(first) >= 1900
        or span.low[: span.start].endswith("(")
        or is_timely(span)
    )


def is_number_plate(span: Span) -> bool:
    """True where a number stands between capitals: "B 2013 XYZ"."""
    around = span.text[max(0, span.start - 4) : span.end + 4]
    return re.search(r"(?:^|\W)[A-Z]{1,2} \d{4} [A-Z]{1,3}(?:\W|$)", around) is not None


def is_short_year(span: Span) -> bool:
    """True where "tahun 98" is a year: not of the first forty, and nothing is counted."""
    return is_uncounted(span) and span.low[span.end - 2] >= "4"


_YEAR = re.compile(r"\d{4}(?!\d)")
_DATED = re.compile(
    rf"\b(?:pada|sejak|tahun|awal|akhir|pertengahan|di|{'|'.join(v.EVENTS)})[ \t]+$"
)

#: Units of time before a word that turns them are for the rows of dates: "menang 2-1 |pekan lalu".
_TIME_TOLD = re.compile(r"\d{1,3}(?:-\d{1,3})?[ \t]+(?:hari|pekan|minggu|bulan|tahun)[ \t]+\w")


#: "Nations Cup 2025 |bulan lalu": the unit is of the word that turns it.
_YEAR_TURNED = re.compile(
    r"(?:19|20)\d\d[ \t]+(?:hari|pekan|minggu|bulan|tahun)[ \t]+(?:lalu|silam|ini|depan|mendatang|kemarin)\b"
)


def is_counted(span: Span) -> bool:
    """True where a number and a noun are a count: "pada 2013 pasukan Prancis tiba" has a year."""
    if _TIME_TOLD.match(span.low, span.start) or _YEAR_TURNED.match(span.low, span.start):
        return False
    return not (_YEAR.match(span.low, span.start) and _DATED.search(before(span)))


_NAMED_DAY = re.compile(
    r"[ \t]*\([ \t]?\d|[ \t]+(?:lalu|depan|mendatang|ini|kemarin|pekan|minggu)\b|,?[ \t]+\d{1,2}[ \t][a-z]"
)


def before_no_bracket(span: Span) -> bool:
    """True where no "(7/2)" follows: with it the weekday is a date whatever stands before."""
    return _NAMED_DAY.match(span.low, span.end) is None


def is_proper(span: Span) -> bool:
    """True where a name stands before a weekday: "Pasar Minggu", but no "pasar Senin", nor "Pasar
    Minggu (2/4)"."""
    return span.text[span.start].isupper() and before_no_bracket(span)


_DATED_BEHIND = re.compile(r"[ \t]+(?:\d{4}|lalu|silam|ini|mendatang|tahun)\b")


def is_name_alone(span: Span) -> bool:
    """True where a name with a month is no date: "Revolusi Oktober", but not "Revolusi Oktober
    1917"."""
    return span.text[span.start].isupper() and not _DATED_BEHIND.match(span.low, span.end)


_SCHEDULE = re.compile(
    r"\b(?:buka|beroperasi|operasional|melayani|kerja|rutin|setiap|tiap)\b[^.;]*$"
)


def is_schedule(span: Span) -> bool:
    """True where "Senin-Jumat" are those of every week: "kantor buka Senin-Jumat"."""
    return _SCHEDULE.search(before(span)) is not None


def is_named(span: Span) -> bool:
    """True where every word of an expression begins with a capital or digit, as a name has it."""
    words = span.text[span.start : span.end].split()
    return all(not word[0].islower() for word in words[1:] if word not in ("tahun", "nomor", "no."))


_TOLD = re.compile(r"\b(?:kata|ujar|tutur|ucap|jelas|menurut|bernama|oleh)[ \t]+$")
_AGE = re.compile(r"[ \t]\(\d\d\)|,[ \t]\d\d(?:[ \t]tahun)?,")
_LED = re.compile(
    r"\b(?:pada|sejak|hingga|sampai|antara|mulai|selama|sepanjang|sebelum|setelah|sesudah|menjelang|bulan)[ \t]+$"
)
_SPEAKS = re.compile(rf"[ \t](?:{choice(v.TELLING)})\b")
_TITLED = re.compile(
    r"\b(?:ny|tn|nyonya|tuan|ibu|bapak|pak|bu|dr|sdr|sdri|ustaz|kiai|jenderal|kolonel|kapten)\.?[ \t][a-z]+[ \t]+$"
)
_NAME_BEFORE = re.compile(r"[A-Z][a-z]+[ \t]$")
_NAME_AFTER = re.compile(r"[ \t][A-Z]")


#: How far back a name of a person is looked for.
_NAME_REACH = 4000
_LED_TO = re.compile(
    r"(?:[Pp]ada|[Ss]ejak|[Hh]ingga|[Ss]ampai|[Bb]ulan|[Aa]wal|[Aa]khir|\d)[ \t]+$"
)


def names_a_person(span: Span) -> bool:
    """True where a month is somebody's name: "Juni Irawan", "kata Mei", "Maret (34)", "Siti Mei
    mengatakan", and "Juni" where an earlier "Juni Irawan" was a person."""
    month = span.text[span.start : span.end]
    if not month[0].isupper() or month.isupper() or _LED.search(before(span)):
        return False
    if _AGE.match(span.low, span.end) or _TOLD.search(before(span)):
        return True
    if _NAME_AFTER.match(span.text, span.end) or _TITLED.search(before(span)):
        return True
    if span.low[: span.start].endswith(", ") and _SPEAKS.match(span.low, span.end + 1):
        return True  # "istrinya, Mei, kata"
    named = _NAME_BEFORE.search(span.text, max(0, span.start - _SPAN), span.start)
    if named and _SPEAKS.match(span.low, span.end):
        return True
    return _was_named(month, span)


def _was_named(month: str, span: Span) -> bool:
    """True where the month stood earlier as a part of a person's name: "Juni Irawan"."""
    full = re.compile(rf"\b{month}[ \t][A-Z][a-z]+")
    for name in full.finditer(span.text, max(0, span.start - _NAME_REACH), span.start):
        if not _LED_TO.search(span.text, max(0, name.start() - 12), name.start()):
            return True
    return False


def is_part_of_name(span: Span) -> bool:
    """True where a capital follows, as in "komunitas Rabu Ceria"."""
    return _NAME_AFTER.match(span.text, span.end) is not None


def is_no_month_with_year(span: Span) -> bool:
    """True where no year follows: a month with its year is a date in a title too."""
    return not re.match(r"[ \t]+\d", after(span))


def is_no_rate(span: Span) -> bool:
    """True where "semalam" is last night and no night that one pays for: "Rp500 ribu semalam"."""
    return not re.search(r"(?:\brp[ \t]?[\d.]+|\b(?:ribu|juta|rupiah|dolar))[ \t]+$", before(span))


def is_true_count(span: Span) -> bool:
    """True where a number counts what follows: "tiga hari ini", but not "menjadi 20 hari ini", "268
    hari ini"."""
    return (
        not _NUMBERED.search(before(span)) and not span.low[span.start : span.start + 3].isdigit()
    )


# Weekdays: "Minggu" is Sunday, and "minggu" a week

_SENTENCE_START = re.compile(r"(?:^|[.!?:\n\"“”(—]|\s-)\s*$")


def opens_sentence(span: Span) -> bool:
    """True where nothing of the sentence stands before the expression."""
    return _SENTENCE_START.search(span.low, max(0, span.start - 8), span.start) is not None


_ABOUT = re.compile(rf"\b{choice(v.ABOUT)}[ \t]$")


def is_about(span: Span) -> bool:
    """True where a word for "about" stands before the expression; it is no part of it."""
    return _ABOUT.search(span.low, max(0, span.start - 16), span.start) is not None


def is_shouted(span: Span) -> bool:
    """True where the expression is in capitals, so that they tell nothing."""
    return span.text[span.start : span.end].isupper()


def means_sunday(span: Span) -> bool:
    """True where "Minggu" is the day: with a capital that the sentence's beginning does not
    explain."""
    at = span.low.find("minggu", span.start)
    if span.text[at] != "M" or is_shouted(span) or opens_sentence(span):
        return False
    # in "Minggu Lalu" all words of a heading have capitals
    return not span.text[at + 7 : at + 8].isupper()


def is_sunday_or_other(span: Span) -> bool:
    """True for a weekday that is no "minggu" in the sense of week."""
    return not span.low.startswith("minggu", span.start) or means_sunday(span)


def means_week(span: Span) -> bool:
    """True for "minggu" in the sense of week, with no count before it."""
    if not is_uncounted(span):
        return False
    return not (span.low.startswith("minggu", span.start) and means_sunday(span))


def is_capital(span: Span) -> bool:
    """True for an expression that begins with a capital."""
    return span.text[span.start].isupper()


def is_lone_weekday(span: Span) -> bool:
    """True for a bare weekday; "Minggu" only where it has its capital."""
    if not span.low.startswith("minggu", span.start):
        return True
    return span.text[span.start] == "M"


def is_no_count_of_days(span: Span) -> bool:
    """True for "hari ini" as today, and not as the end of a count: "dalam tiga hari ini"."""
    return not span.low.startswith("hari", span.start) or is_uncounted(span)


def is_its_weekday(span: Span) -> bool:
    """True where the weekday is that of the day: "hari ini, Rabu" on a Wednesday."""
    words = span.low[span.start : span.end]
    name = max((name for name in v.DEICTIC if words.startswith(name)), key=len)
    day = span.day + timedelta(days=v.DEICTIC[name])
    named = [number for word, number in v.WEEKDAYS.items() if word in words.split()]
    return day.isoweekday() in named


def follows_between(span: Span) -> bool:
    """True behind "antara": "antara 3 dan 5 April" is a range."""
    return span.low.endswith("antara ", 0, span.start)


_POINTED_AT = re.compile(r"[ \t](?:itu|tersebut)\b")
_FALLS_ON = re.compile(r"\b(?:jatuh|bertepatan)[ \t](?:pada|dengan)?[ \t]?$")


def is_pointed_at(span: Span) -> bool:
    """True for a weekday that repeats a day of the text: "hari Jumat itu", "jatuh pada Rabu"."""
    if not is_lone_weekday(span):
        return False
    if _POINTED_AT.match(span.low, span.end):
        return True
    return _FALLS_ON.search(before(span)) is not None


_UNTIL_A_YEAR = re.compile(r"\b(?:hingga|sampai|sejak|pada)[ \t]+$")


def is_quantity(span: Span) -> bool:
    """True for "setidaknya 1998 kepala", but not for "hingga setidaknya 2026"."""
    return _UNTIL_A_YEAR.search(before(span)) is None


_CLASS = re.compile(r"\b(?:serie|seri|grup|liga|kelas|divisi|formula|kategori|piala)[ \t]+$")


def is_machine(span: Span) -> bool:
    """True for "Boeing 2000", "A 320", but not for "Serie A 2025-2026"."""
    return _CLASS.search(before(span)) is None


_MONTH_BEHIND = re.compile(rf"[ \t]{MONTH_WORD}\b")


def is_clocks(span: Span) -> bool:
    """True for a range of clocks, and not for "pukul 22.00 hingga 10 Maret"."""
    return is_uncounted(span) and _MONTH_BEHIND.match(span.low, span.end) is None

"""Whether a month, year or count that stands alone is a date where it stands."""

from __future__ import annotations

import re

from archive.temporal import vocabulary as v
from archive.temporal.pattern import Place

_SPAN = 40


def before(place: Place) -> str:
    """What stands before an expression on its line, in lower case."""
    return place.low[max(0, place.start - _SPAN) : place.start]


def after(place: Place) -> str:
    """What stands behind an expression, in lower case."""
    return place.low[place.end : place.end + _SPAN]


def is_no_duration(place: Place) -> bool:
    """Whether a count of units points to a time: "selama dua tahun lalu", "dalam lima tahun mendatang" do not."""
    last = place.low[place.start : place.end].rsplit(maxsplit=1)[-1]
    leads = "selama|berusia|berumur|umur|usia" + ("" if last == "lagi" else "|dalam|kurun")
    return is_uncounted(place) and not re.search(rf"\b(?:{leads})[ \t]+$", before(place))


_COUNT_END = re.compile(
    rf"(?:\d(?:-an)?|\b(?:{'|'.join((*v.DIGITS, *v.TENS, *v.SCALES))}|juta|miliar|setengah|separuh|seperempat|puluhan|belasan|ratusan|ribuan|jutaan|beberapa))[ \t]+(?:(?:hingga|sampai|atau)[ \t]+)?$"
)


def is_uncounted(place: Place) -> bool:
    """Whether no number stands before: of "dua ratus ribu tahun lalu" the last two words are no date."""
    return _COUNT_END.search(before(place)) is None


_AGED = re.compile(r"\b(?:berusia|usia|berumur|umur|pria|perempuan|wanita|lelaki)[ \t]+(?:\w+[ \t]+)?$")
_ERA = re.compile(
    r"\b(?:era|zaman|jaman|masa|periode|angkatan|generasi|tahun|dekade|dan|pada|sejak|hingga|sampai|dari|musik|lagu|gaya)[ \t]+$"
)


def is_decade(place: Place) -> bool:
    """Whether "30-an" is a decade and not an age or a count."""
    words = place.low[place.start : place.end]
    if _AGED.search(before(place)) or re.match(
        r"[ \t]+(?:orang|warga|tahun|hari|bulan|persen|meter|kilometer|ribu|juta)\b", after(place)
    ):
        return False
    return bool(re.search(r"[a-z]\w+ ", words) or re.search(r"\d{4}", words) or _ERA.search(before(place)))


def follows_century(place: Place) -> bool:
    """Whether "ke-18" goes on a list of centuries: "abad ke-17 dan ke-18"."""
    return (
        re.search(r"\babad[ \t](?:[a-z]*-?[ \t]?\w+,?[ \t](?:dan|atau|serta|,)?[ \t]?){1,3}$", before(place))
        is not None
    )


def is_lone_month(place: Place) -> bool:
    """Whether a month without day and year is no number's unit; traps catch the names."""
    return not re.search(r"\d[ \t]+$", before(place))


def is_title(place: Place) -> bool:
    """Whether "Bulan" has a capital that the sentence's beginning does not explain: "Hujan Bulan Juni"."""
    return place.text.startswith("Bulan", place.start) and bool(re.search(r"\w[ \t]+$", before(place)))


_TIMELY = re.compile(
    r"(?:^|\b(?:pada|sejak|hingga|sampai|dari|antara|per|mulai|di|tahun|selama|sepanjang|sebelum|setelah|sesudah|menjelang|untuk"
    r"|awal|akhir|pertengahan|bulan|musim|dan|periode|ke)|,)[ \t]+$"
)


def is_timely(place: Place) -> bool:
    """Whether a word that leads to a time stands before: "pada", "sejak", "hingga" …"""
    return _TIMELY.search(before(place)) is not None


def is_lone_year(place: Place) -> bool:
    """Whether four digits are a year: no part of a longer number, and outside 1900 to 2050 only where a time is due."""
    if re.search(r"\d[ \t]+$", before(place)) or re.match(r"[ \t]+\d{3}", after(place)):
        return False
    return is_timely(place) or 1900 <= int(place.low[place.start : place.start + 4]) <= 2050


_DATED = re.compile(r"\b(?:pada|sejak|tahun|awal|akhir|pertengahan|di)[ \t]+$")


def is_counted(place: Place) -> bool:
    """Whether a number and a noun are a count: "pada 2013 pasukan Prancis tiba" has a year."""
    return not (re.match(r"\d{4}(?!\d)", place.low[place.start :]) and _DATED.search(before(place)))


def before_no_bracket(place: Place) -> bool:
    """Whether no "(7/2)" follows: with it the weekday is a date whatever stands before."""
    return not re.match(
        r"[ \t]*\(\d|[ \t]+(?:lalu|depan|mendatang|ini|kemarin)\b|,?[ \t]+\d{1,2}[ \t][a-z]", after(place)
    )


def is_named(place: Place) -> bool:
    """Whether every word of an expression begins with a capital or digit, as a name has it."""
    words = place.text[place.start : place.end].split()
    return all(not word[0].islower() for word in words[1:] if word not in ("tahun", "nomor", "no."))


_TOLD = re.compile(r"\b(?:kata|ujar|tutur|ucap|jelas|menurut|bernama|oleh)[ \t]+$")


def names_a_person(place: Place) -> bool:
    """Whether a month is somebody's name: "Juni Irawan", "kata Mei", "Maret (34)"."""
    if not place.text[place.start].isupper() or place.text[place.start : place.end].isupper():
        return False
    if re.match(r"[ \t]\(\d\d\)|,[ \t]\d\d(?:[ \t]tahun)?,", after(place)) or _TOLD.search(before(place)):
        return True
    follows = place.text[place.end : place.end + 2]
    return len(follows) == 2 and follows[0] == " " and follows[1].isupper() and not is_timely(place)

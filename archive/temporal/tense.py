"""What the words around an expression tell: whether a clause is about the future, where a sentence
begins."""

from __future__ import annotations

import re

from archive.temporal import vocabulary as v
from archive.temporal.conditions.surroundings import opens_sentence
from archive.temporal.pattern import Span
from archive.temporal.slots import choice

#: How many characters of a clause are looked at on either side.
REACH = 160

_BREAK = r"(?:[.;:!?\n\"“”,(](?!\d)|(?<!\d)\))"  # not at the bracket of "Rabu (8/2)"
#: What follows a comma in the clause before it: "ia akan berlatih Kamis, lalu bertolak Jumat".
_GOES_ON = r",[ \t](?=(?:lalu|kemudian|sebelum|disusul|bukan|atau)\b)"
#: A second verb, and with it another time: "ia tiba Senin |dan akan bertolak Rabu".
_TURNS = rf"\b(?:dan|lalu|kemudian|serta)[ \t](?={choice(v.FUTURE)}\b)"
#: A clause that is over: "pria yang akan dideportasi itu tewas Senin".
_CLOSED = rf"\byang[ \t]{choice(v.FUTURE)}\b[^.,;:!?\n]{{0,60}}?\b(?:itu|tersebut)\b"
#: A word of telling behind one of the future is planned itself: "KPU akan mengumumkan hasilnya
#: Rabu".
_PLANNED = rf"\b{choice(v.FUTURE)}\b(?:,|(?:[ \t](?:segera|kembali|juga|untuk))?[ \t]{choice(v.TELLING)}\b)?"
_SIGNAL = re.compile(
    rf"(?P<turn>{_GOES_ON}|{_TURNS}|{_CLOSED})|(?P<future>{_PLANNED})|(?P<told>\b{choice(v.TELLING)}\b)"
    rf"|(?P<end>{_BREAK}|\b(?:bahwa|tetapi|sedangkan|sementara|setelah|usai|seusai|sesudah|karena|lantaran|meski|padahal|namun|sebab)\b)"
)
#: What stands before an item of a list of weekdays: "akan digelar Selasa, Rabu dan |Kamis".
_LISTED = re.compile(
    rf"(?:\b(?:hari )?{choice(v.WEEKDAYS)}(?: {choice(v.PARTS)})?"
    r"(?:,|,? (?:dan|atau|serta)) (?:pada )?(?:hari )?){1,6}$"
)
#: A new date: "sidang ditunda hingga |Jumat", "rapat diundur ke |Sabtu".
_POSTPONED = re.compile(
    rf"\b{choice(v.POSTPONED)}\b[^.;,:!?\n]{{0,60}}[ \t](?:hingga|sampai|menjadi|ke|dari)(?:[ \t](?:hari|pada))?[ \t]$"
)
#: "Rusia Selasa |mengancam akan membalas": what a verb says happened then.
_VERB = re.compile(r"\b(?:(?:me(?:[mnlrw]|ng|ny)|ber|ter|di)\w{3,}|sepakat|setuju|yakin)")
#: "kapal yang tenggelam |Senin akan diangkat": the weekday is of the clause before it.
_WITHIN = re.compile(r"\byang[ \t](?:\w+[ \t]){1,3}(?:pada[ \t])?$")


#: A plan and its day behind a comma, with nobody that tells of it: "tim itu akan melawan Persib,
#: |Rabu".
_PLANNED_DAY = re.compile(rf"\b{choice(v.FUTURE)}(?:[ \t][\w-]+){{1,4}},[ \t](?:hari[ \t])?$")
_TOLD = re.compile(
    rf"\b(?:{choice(v.TELLING)}|wartawan|keterangan|jumpa pers|konferensi pers|siaran pers|di)\b"
)


def _is_planned_day(span: Span) -> bool:
    begin = max(0, span.start - REACH)
    if _PLANNED_DAY.search(span.low, begin, span.start) is None:
        return False
    sentence = max(begin, span.low.rfind(". ", begin, span.start))
    if _TOLD.search(span.low, sentence, span.start):
        return False
    return _TOLD.match(span.low, span.end + 2) is None


def is_future(span: Span) -> bool:
    """True where the clause around an expression is about the future: "akan dimulai Kamis", "Senin
    ini ia akan tiba"."""
    begin = max(0, span.start - REACH)
    if _POSTPONED.search(span.low, begin, span.start):
        return True
    if _is_planned_day(span):
        return True
    listed = _LISTED.search(span.low, begin, span.start)
    end = listed.start() if listed else span.start
    signal = _last_signal(span.low, begin, end)
    if signal in ("future", "told"):
        return signal == "future"
    return _is_announced(span)


def _last_signal(low: str, begin: int, end: int) -> str | None:
    """What the last sign between two places tells, turns passed over: "future", "told", "end";
    None = there is none."""
    last = None
    for signal in _SIGNAL.finditer(low, begin, end):
        if signal.lastgroup != "turn":
            last = signal.lastgroup
    return last


def _is_announced(span: Span) -> bool:
    """True where a word of the future follows in the clause, with no verb between that has the
    weekday for itself."""
    limit = span.end + REACH
    after = _SIGNAL.search(span.low, span.end, limit)
    if after and after[0] == "," and opens_sentence(span):
        after = _SIGNAL.search(span.low, after.end(), limit)
    if after is None or after.lastgroup != "future":
        return False
    if _WITHIN.search(span.low, max(0, span.start - REACH), span.start):
        return False
    verbs = _VERB.finditer(span.low, span.end, after.start())
    return all(verb[0] in v.NO_VERBS for verb in verbs)


#: A year that holds for its clause: "selama 2021 penjualan terendah pada |bulan Februari".
_YEAR_OF_CLAUSE = re.compile(
    r"\b(?:selama|sepanjang|pada|dalam|tahun)[ \t](?:tahun[ \t])?((?:19|20)\d\d)(?![\d-])[^.;:!?\n\d()]*$"
)
#: A clause that began in the past: "sejak dilantik pada |bulan Februari".
_SINCE = re.compile(r"\b(?:sejak|per|terhitung)\b[^.,;:!?\n\d()]{0,40}$")
#: A clause that leads to its end: "berlaku hingga |Januari".
_UNTIL = re.compile(
    r"\b(?:hingga|sampai|paling cepat|paling lambat|selambat-lambatnya)[ \t](?:pada[ \t])?$"
)
#: Words of what is done: what "hingga" leads to is over.
_DONE = re.compile(
    r"\b(?:telah|sudah|mencapai|tercatat|terjadi|berlangsung|terkumpul|sempat|dari)\b[^.;:!?\n]{0,80}$"
)


def year_of_clause(span: Span) -> int | None:
    """The year that stands before an expression in its clause; None = there is none."""
    found = _YEAR_OF_CLAUSE.search(span.low, max(0, span.start - REACH), span.start)
    return int(found[1]) if found else None


def leans(span: Span) -> int:
    """The side of publication on which a month lies that stands alone: -1 behind "sejak", 1 behind
    "hingga" and in a clause about the future, 0 where nothing tells."""
    begin = max(0, span.start - REACH)
    if _SINCE.search(span.low, begin, span.start):
        return -1
    if _UNTIL.search(span.low, begin, span.start):
        return 0 if _DONE.search(span.low, begin, span.start) else 1
    return 1 if is_future(span) else 0

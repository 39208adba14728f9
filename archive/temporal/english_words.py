"""The words of English date expressions, in lower case: tables that a linguist can edit."""

from __future__ import annotations

#: ISO numbers of the days of the week.
WEEKDAYS = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
}  # fmt: skip

#: Months by name; "may", "march" and short names only beside a day, a year or a word that leads to
#: a time.
MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8,
    "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
SHORT_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10,
    "nov": 11, "dec": 12,
}  # fmt: skip

#: Parts of a day, as in TIMEX3.
PARTS = {
    "morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "overnight": "TNI",
}  # fmt: skip

#: Days named from the day of speaking, in days.
DEICTIC = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2,
}  # fmt: skip

#: Which occurrence a word before a weekday, month or unit points to.
TURNS = {"last": -1, "this past": -1, "next": 1, "this coming": 1, "this": 0}

#: Which edge of a period; "mod" of a mention.
EDGES = {
    "early": "START",
    "the start of": "START",
    "mid": "MID",
    "late": "END",
    "the end of": "END",
}

#: Numbers in words.
NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "twenty-first": 21,
}  # fmt: skip

#: Units in which time is counted back or ahead.
UNITS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month",
    "year": "year", "years": "year", "decade": "decade", "decades": "decade", "century": "century",
    "centuries": "century",
}  # fmt: skip

#: Words of a clause about the future; a bare weekday in it is the next one.
FUTURE = (
    frozenset(
        "will shall upcoming deadline plans planned planning scheduled expected slated set hopes intends".split()
    )
    | {
        "is to",
        "are to",
        "going to",
        "due to",
        "due on",
        "to be held",
        "is due",
        "are due",
        "must",
        "would",
        "have until",
        "has until",
        "go to the polls",
        "goes to the polls",
        "head to the polls",
        "heads to the polls",
        "takes effect",
        "take effect",
        "expires on",
        "expires",
    }
    | {
        f"{may} {verb}"  # "could not be reached Tuesday" is no plan
        for may in ("could", "may", "might")
        for verb in "begin start open resume come happen vote arrive meet".split()
    }
)
#: Verbs of a programme: in the present tense, with nothing past in the clause, what they say of a
#: weekday is to come ("the games open Friday").
SCHEDULED = frozenset(
    """
    open reopen begin start restart rule meet convene resume gather confer vote arrive depart leave
    return travel visit host hold hear lift face play decide discuss debate deliver address launch
    mark celebrate close end expire choose elect kick take speak
    """.split()
)
#: Words that tell what was done: they end the reach of the future.
TELLING = frozenset(
    """
    said says told announced reported warned added tweeted wrote voted met killed died arrived left signed held
    launched ended won lost was were had began
    """.split()
)
#: Irregular verbs of the past, beside those on -ed.
PAST = TELLING | frozenset(
    """
    did went came took gave made saw ran fell rose drew broke began brought fought found got grew
    hit cut put set led lost paid sent shot spoke stood struck swept told threw wore beat became
    bought caught chose drove fled flew heard kept knew lay read rode sat sold spent spread stole
    taught thought understood woke has have been
    """.split()
)
#: Words that lead to a time.
LEADS = frozenset(
    """
    in since until till by through from of last next this early late mid during after before between to for
    around about throughout
    """.split()
)
#: What a number can count: it is no year.
COUNTED = frozenset(
    """
    people soldiers troops civilians refugees migrants workers students children women men voters votes delegates
    seats cases deaths homes houses buildings schools hospitals jobs employees members prisoners dollars euros
    pounds percent miles kilometers kilometres meters metres feet acres hectares tons tonnes barrels times points
    pages cars vehicles flights tickets copies square degrees
    """.split()
)

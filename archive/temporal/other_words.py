"""The words around weekdays in the platform's other languages: tables that a linguist can edit.

Each row of a table is a word, or a regular expression for several; `¤` in it stands for the weekday.
A language without a table gives no weekday, because nothing would tell which one is meant.
"""

from __future__ import annotations

from dataclasses import dataclass

Rows = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekdayWords:
    """What a language says around its weekdays."""

    weekdays: Rows  #: how each is written, Monday first
    never: Rows  #: where it is no day: of every week, the edge of a range
    last: Rows  #: the one before publication
    next: Rows  #: the one after publication
    this: Rows  #: belongs to the expression and turns nothing
    last_week: Rows  #: that of the week before
    next_week: Rows  #: that of the week to come
    past: Rows  #: what was done
    future: Rows  #: what is to come
    unsure: Rows = ()  #: verbs of which nobody knows whether the weekday is theirs
    joins: Rows = ()  #: words that join two verbs of a clause
    breaks: Rows = ()  #: words that end a clause, beside the signs
    behind: Rows = ()  #: what must follow where no word turns it; () = nothing
    capital: bool = False  #: a weekday has a capital also inside a sentence
    verb_last: bool = False  #: the first verb behind a weekday is its own
    tenseless: bool = False  #: what nothing puts in the future is past


_PLANNED = "(?:prévu|programmé|attendu|convoqué|fixé|reporté)"
#: Nouns of Spanish and Portuguese that end like participles.
_IBERIAN_NOUNS = "resultad|estad|mercad|deputad|diputad|senad|soldad|partid|pedid|unid|mandad|sábad"
_RUSSIAN_NOUNS = (
    r"если|школ|сил[аы]\b|числ|футбол|финал|канал|журнал|генерал|материал|дел[ао]\b|кресл|стол|тепл"
    "|масл|посл|капитал|угл"
)
_TURKISH_NOUNS = r"şimdi|kendi|parti|yedi|altı|adı\b|tadı\b|hadi"

_FRENCH = WeekdayWords(
    weekdays=(
        "[Ll]undi", "[Mm]ardi", "[Mm]ercredi", "[Jj]eudi", "[Vv]endredi", "[Ss]amedi",
        "[Dd]imanche",
    ),
    never=(
        "(?:chaque|tous les|certains|les|le|un|du|des|au) ¤", "de ¤ (?:à|au)", "entre ¤ et",
        r"de \w+(?: \w+)? (?:à|au) ¤", r"entre \w+(?: \w+)? et ¤", r"¤ à \w+di",
        r"¤(?: \w+)? sur deux", "(?:de|du) ¤ jusqu", r"(?:de|du) \w+ jusqu['’]à ¤",
        "¤ (?:saint|noir|bleu|gras|de Pâques|de Pentecôte)",
    ),
    last=("(?:ce )?¤ (?:dernier|passé)",),
    next=("(?:ce )?¤ prochain",),
    this=("(?:ce|hier|demain) ¤",),
    last_week=("¤ de la semaine (?:dernière|passée)",),
    next_week=("¤ de la semaine prochaine",),
    past=(
        rf"(?:a|ont|est|sont|ai|avons)(?! lieu| jusqu| (?:\w+ )?{_PLANNED})(?: [\w’'-]+)? \w*[éiut]e?s?",
        "avait", "avaient", "était", "étaient", "fut", "furent",
        r"\w{3,}(?:(?<!r)ait|(?<!r)aient|èrent)",
        rf"(?<!être )(?<!sera )(?<!seront )(?!{_PLANNED})\w{{2,}}(?:é|ert)e?s? ¤",
        rf"(?!{_PLANNED})\w{{3,}}(?:ie|ue|ise|ite|inte)s? ¤",
        "morte?s? ¤",
    ),
    future=(
        r"(?!(?:opéra|caméra|choléra|ultra|extra|front|affront)\b)[a-zàâéèêëîïôûç]{2,}r(?:a|ont)",
        "va", "vont", "doit", "doivent", "devrait", "devraient", "pourrait", "pourraient",
        f"{_PLANNED}e?s?", "(?:jusqu['’]à|d['’]ici|d['’]ici à|dès|à partir de|à compter de|pour|avant) ¤",
        "(?:a|ont) lieu",
    ),
    unsure=(
        r"(?:à|de|pour) \w+(?:er|ir|re)(?: \w+){0,2} ¤", r"[dl]['’]\w+(?:er|ir|re) ¤",
        r"(?!devrai|pourrai)\w{2,}rai(?:t|ent)(?: \w+){0,2} ¤",
    ),
    joins=("et", "mais"),
    breaks=("que", "qui", "dont", "après", "alors"),
)  # fmt: skip

_SPANISH = WeekdayWords(
    weekdays=(
        "[Ll]unes", "[Mm]artes", "[Mm]iércoles", "[Jj]ueves", "[Vv]iernes", "[Ss]ábado",
        "[Dd]omingo",
    ),
    never=(
        "(?:cada|los|un|algún|todo) ¤",
        r"(?:de|del|desde el|entre el) ¤ (?:a|al|hasta|y)\b(?! las?\b)",
        r"(?:de|del|desde el|entre el) \w+ (?:a|al|hasta el|y el) ¤",
        r"¤ (?:a|al) (?:\w+es|domingo|sábado)", "¤ de por medio",
        "¤ (?:santo|negro|de Pascua|de Ramos|de Resurrección)", "entre ¤ y", r"una? \w+ de ¤", r"entre \w+ y ¤",
    ),
    last=("pasado ¤", "¤ pasados?", "último ¤"),
    next=("próximo ¤", "¤ próximo", "¤ que viene"),
    this=("(?:este|hoy|ayer|mañana) ¤",),
    last_week=("¤ de la semana pasada",),
    next_week=("¤ de (?:la próxima semana|la semana próxima|la semana que viene)",),
    past=(
        r"\w{2,}(?:ó|aron|ieron|eron|aban|aba)", "ha", "han", "había", "habían", "fue", "fueron",
        "era", "eran", "hubo", "dio", "vio",
        r"\w*(?:tuvo|puso|dijo|hizo|vino|dujo|quiso|pudo|supo)",
        rf"(?!previst|programad|convocad|{_IBERIAN_NOUNS})\w{{2,}}[ai]d[oa]s? el ¤",
        r"(?<!partir )\bdel (?:pasado )?¤",
    ),
    future=(
        "[a-zñáéíóú]{2,}r(?:á|án|emos)", "(?:va|van) a", "(?:previst|programad|convocad)[oa]s?",
        "se espera", "planea", "planean", "prevé", "prevén", "debe", "deben", "podría", "podrían",
        "(?:hasta|para|antes) (?:el|este|del) ¤", "(?:a partir del?|desde este) ¤",
    ),
    unsure=(
        r"(?:a|de|para) \w+(?:ar|er|ir)(?:lo|la|se)?(?: \w+){0,2} (?:el|este) ¤",
        r"\w{2,}rían?(?: \w+){0,2} (?:el|este) ¤",
    ),
    joins=("y", "e", "pero"),
    breaks=("que", "quien", "quienes", "cuando", "cuyo", "cuya", "tras"),
)  # fmt: skip

_PORTUGUESE = WeekdayWords(
    weekdays=(
        "[Ss]egunda-feira", "[Tt]erça-feira", "[Qq]uarta-feira", "[Qq]uinta-feira",
        "[Ss]exta-feira", "[Ss]ábado", "[Dd]omingo",
    ),
    never=(
        "(?:cada|toda|todo|toda a|todas as|todos os|às|aos|uma|um) ¤",
        "(?:de|da|do|desde|entre) ¤ (?:a|à|ao|até|e)",
        r"(?:de|da|do|desde|entre) [\w-]+ (?:a|à|ao|até|até à|e) ¤", "¤ (?:santa?|negra|de Páscoa|de Ramos)",
        "(?:segunda|terça|quarta|quinta|sexta)(?:-feira)? (?:para|a|e|ou) ¤",
    ),
    last=("passad[ao] ¤", "¤ passad[ao]", "últim[ao] ¤", "¤ últim[ao]"),
    next=("próxim[ao] ¤", "¤ próxim[ao]", "¤ que vem"),
    this=("(?:esta|este|nesta|neste|desta|deste|hoje|ontem|amanhã),? ¤",),
    last_week=("¤ da semana passada",),
    next_week=("¤ da próxima semana",),
    past=(
        r"(?!museu|europeu|judeu)\w{2,}(?:ou|aram|eram|iram|eu|iu|avam|ava)", "foi", "foram",
        "tinha", "tinham", "era", "eram", "houve", "há",
        r"\w*(?:teve|disse|fez|veio|pôs|quis|pôde)",
        rf"(?!previst|marcad|agendad|convocad|{_IBERIAN_NOUNS})\w{{2,}}[ai]d[oa]s? (?:na |no |esta |este )?¤",
    ),
    future=(
        "[a-zãáéíóúç]{2,}r(?:á|ão)", "vai", "vão", "deve", "devem", "poderia", "começa", "começam",
        "arranca", "arrancam", "(?:previst|marcad|agendad|convocad)[oa]s?",
        "(?:até|para|a partir de|a partir da)(?: a| à| o| ao)? ¤",
    ),
    unsure=(
        r"(?:a|de|para) \w+(?:ar|er|ir)(?:-se)?(?: \w+){0,2} ¤", r"\w{2,}riam?(?: \w+){0,2} ¤",
    ),
    joins=("e", "mas"),
    breaks=("que", "quem", "quando", "onde", "após", "depois"),
)  # fmt: skip

_RUSSIAN = WeekdayWords(
    weekdays=(
        "[Пп]онедельника?", "[Вв]торника?", "(?<!щую )(?<!ную )(?<!кую )[Сс]ред[уы]",
        "[Чч]етверга?", "[Пп]ятниц[ауы]", "[Сс]уббот[ауы]", "[Вв]оскресень[ея]",
    ),
    never=(
        r"(?:кажд\w+|по|к) ¤", "(?:с|со|от|между) ¤ (?:до|по|и|на)",
        r"(?:с|со|от|между) \w+ (?:до|по|и|на) ¤", "ночь с ¤",
        r"(?:страстн|чист|вербн|ч[её]рн|прощ[её]н)\w+ ¤", r"¤[-–]\w*",
    ),
    last=(r"(?:прошл|минувш)\w+ ¤",),
    next=(r"(?:следующ|ближайш|будущ)\w+ ¤",),
    this=("(?:этот|эту|это) ¤",),
    last_week=("¤ на прошлой неделе", "¤ прошлой недели"),
    next_week=("¤ на следующей неделе", "¤ следующей недели"),
    past=(
        rf"(?!{_RUSSIAN_NOUNS})\w{{2,}}(?:л|ла|ло|ли|лся|лась|лось|лись)",
        r"\w*(?:нёс|вёз|смог|погиб|умер|исчез|пришёл|ушёл|вышел|вошёл|привёл)",
        "(?:убит|задержан|арестован|сбит|подписан|опубликован|ранен|избран)[аоы]?",
        "(?:освобожд|подтвержд|приговор|отмен)[её]н[аоы]?",
    ),
    future=(
        "буд(?:ет|ут)", "пройд(?:[её]т|ут)", "состо(?:ится|ятся)", "начн(?:[её]тся|утся|[её]т|ут)",
        "откро(?:ет|ют)(?:ся)?", "закро(?:ет|ют)(?:ся)?", "заверш(?:ит|ат)(?:ся)?",
        "собер(?:[её]тся|утся)", "встрет(?:ится|ятся)", "выступ(?:ит|ят)", "рассмотр(?:ит|ят)",
        "объяв(?:ит|ят)", "прим(?:ет|ут)", "провед(?:[её]т|ут)", "вступ(?:ит|ят)",
        "продл(?:ится|ятся)", "посет(?:ит|ят)", "прибуд(?:ет|ут)", "обсуд(?:ит|ят)",
        "представ(?:ит|ят)", "вынес(?:ет|ут)", "сыгра(?:ет|ют)", "план(?:ируется|ирует|ируют)",
        "намерен[аы]?", "ожидается", "ожидаются", "запланирован[аоы]?", "назначен[аоы]?",
        "долж(?:ен|на|но|ны)", "прилет(?:ит|ят)", "огласят", "огласит",
        "отправ(?:ится|ятся)", "стартует", r"(?<!ночь )\bна ¤", "(?:до|к) ¤",
    ),
    unsure=(r"\w{2,}(?:ть|ться|ти|тись)(?: \w+){0,2} ¤",),
    joins=("и", "а", "но"),
    breaks=("что", r"котор\w+", "чтобы", "когда", "после", "где"),
)  # fmt: skip

_UKRAINIAN = WeekdayWords(
    weekdays=(
        "[Пп]онеділ(?:ок|ка)", "[Вв]івтор(?:ок|ка)", "[Сс]еред[ауи]", "[Чч]етвер(?:га)?",
        "[Пп]['’ʼ]ятниц[яюі]", "[Сс]убот[ауи]", "[Нн]еділ[яюі]",
    ),
    never=(
        r"(?:кожн\w+|по) ¤", r"(?:страсн|чист|вербн|чорн|прощен)\w+ ¤", "(?:з|із|зі|від|між) ¤ (?:до|по|і|й|та|на)",
        r"(?:з|із|зі|від|між) \S+ (?:до|по|і|й|та|на) ¤", r"¤[-–]\w*",
    ),
    last=(r"(?:минул|попередн)\w+ ¤",),
    next=(r"наступн\w+ ¤",),
    this=("(?:цього|цієї|цю) ¤",),
    last_week=("¤ минулого тижня",),
    next_week=("¤ наступного тижня",),
    past=(
        r"\w+[аиуія]л[аио]", r"\w+(?:лися|лася|лося|вся|ив|ав|ув|яв|шов|йшла|йшли|іг|гла|гли)",
        r"\w{2,}(?:ано|ено|ито|уто)\b(?<!заплановано)(?<!призначено)", "заявили",
    ),
    future=(
        "буд(?:е|уть)", "відбуд(?:еться|уться)", "пройд(?:е|уть)", "збер(?:еться|уться)",
        r"зустріне\w*", r"зустрінуть\w*", "розгляне", "розглянуть", r"розпочне\w*",
        r"розпочнуть\w*", r"почне\w*", r"почнуть\w*", "виступить", "виступлять",
        "відвіда(?:є|ють)", "прибуд(?:е|уть)", "провед(?:е|уть)", "набуд(?:е|уть)",
        "зігра(?:є|ють)", "план(?:ує|ують|ується)", "очіку(?:є|ють|ється)", "заплановано",
        "призначено", "має", "мають", r"завершить\w*", "оголосить", "стартує", r"(?<!ніч )\bна ¤",
        "до ¤",
    ),
    unsure=(r"\w{2,}(?:ти|тися)(?: \w+){0,2} ¤",),
    joins=("і", "й", "та", "а", "але"),
    breaks=("що", r"як[иаеі]\w*", "щоб", "коли", "після", "де"),
)  # fmt: skip

_TURKISH = WeekdayWords(
    weekdays=(
        "Pazartesi", "Salı", "Çarşamba", "Perşembe", "Cuma", "Cumartesi", "Pazar",
    ),
    never=(
        "(?:her|kara|kutsal) ¤", r"¤ (?:ve \w+ )?gün(?:leri|lerinde|ler)", "¤ hariç", r"¤ ?[-–] ?\w*",
        r"\w*[-–] ?¤", r"¤(?: günü)? ile \w+", r"\w+ (?:günü )?ile ¤",
    ),
    last=("geçen ¤(?: günü)?", "geçtiğimiz ¤(?: günü)?"),
    next=("(?:gelecek|önümüzdeki) ¤(?: günü)?",),
    this=("bu ¤",),
    last_week=("geçen hafta ¤(?: günü)?",),
    next_week=("(?:gelecek|önümüzdeki) hafta ¤(?: günü)?",),
    past=(
        rf"(?!{_TURKISH_NOUNS})\w{{2,}}[dt][ıiuü](?:l[ae]r)?", r"\w{2,}m[ıiuü]ş(?:t[ıiuü])?",
    ),
    future=(
        r'\w{2,}(?:acak|ecek)(?:lar|ler|tır|tir)?(?=[,.;:\"”]|$)', r"\w{2,}(?:acağ|eceğ)\w+",
        "¤ (?:gününe|sabahına|akşamına)", r"(?:planlan|beklen|öngörül)\w+or",
    ),
    unsure=(r"\w{2,}(?:acak|ecek) \w+",),
    behind=(r"¤ (?:gün|sabah|akşam|gece|öğle)\w*",),
    capital=True,
    verb_last=True,
)  # fmt: skip

_VIETNAMESE = WeekdayWords(
    weekdays=(
        "[Tt]hứ Hai|(?<=hôm )thứ hai", "[Tt]hứ Ba|(?<=hôm )thứ ba", "[Tt]hứ Tư|(?<=hôm )thứ tư",
        "[Tt]hứ Năm|(?<=hôm )thứ năm", "[Tt]hứ Sáu|(?<=hôm )thứ sáu",
        "[Tt]hứ Bảy|(?<=hôm )thứ bảy", "[Cc]hủ [Nn]hật",
    ),
    never=(
        "¤ (?:hàng tuần|mỗi tuần)", "(?:mỗi|các|từ|những) ¤", r"từ \w+ \w+ (?:đến|tới) ¤",
        r"¤ (?:đến|tới) \w+ \w+", "(?:các ngày|ngày nào) ¤",
        "giữa ¤", r"giữa \w+ \w+ và ¤", "¤ (?:tuần thánh|đen)",
    ),
    last=("¤ (?:vừa qua|vừa rồi)",),
    next=(r"¤ (?:sắp tới|tới)(?! \w+ nhật| thứ)",),
    this=("¤ (?:tuần )?này",),
    last_week=("¤ tuần (?:trước|qua|rồi)",),
    next_week=("¤ tuần (?:tới|sau)",),
    past=("đã", "vừa", "hôm ¤"),
    future=("sẽ", "dự kiến", "sắp", "trước ¤", "đến ¤", "tới ¤"),
    breaks=("rằng", "sau khi"),
    capital=True,
    tenseless=True,
)  # fmt: skip

#: By the code of the language.
WEEKDAY_WORDS = {
    "es": _SPANISH,
    "fr": _FRENCH,
    "pt": _PORTUGUESE,
    "ru": _RUSSIAN,
    "tr": _TURKISH,
    "uk": _UKRAINIAN,
    "vi": _VIETNAMESE,
}

"""Days and weekdays in languages that have no grammar here: which are read, and which are left."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import UTC, date, datetime
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.temporal import interval, mentions
from archive.temporal.other_words import WEEKDAY_WORDS

PUBLISHED = datetime(2023, 2, 8, tzinfo=UTC)  # a Wednesday


def found(text: str, language: str, published: datetime = PUBLISHED) -> list[tuple[str, str]]:
    return [(one.text, one.value) for one in mentions(text, published, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Il est mort lundi à Paris.", ("lundi", "2023-02-06")),
        ("fr", "Il sera jugé lundi à Paris.", ("lundi", "2023-02-13")),
        ("fr", "Le ministre a dit lundi que la loi sera votée.", ("lundi", "2023-02-06")),
        ("fr", "Le ministre, arrivé mercredi, a parlé.", ("mercredi", "2023-02-08")),
        ("fr", "Mardi, la cour a tranché.", ("Mardi", "2023-02-07")),
        ("fr", "Il a parlé mercredi dernier.", ("mercredi dernier", "2023-02-01")),
        ("fr", "Il parlera mercredi prochain.", ("mercredi prochain", "2023-02-15")),
        ("fr", "Il a parlé vendredi de la semaine dernière.", ("vendredi de la semaine dernière", "2023-02-03")),
        ("es", "Murió este martes en Lima.", ("este martes", "2023-02-07")),
        ("es", "La huelga es el lunes 13.", ("lunes 13", "2023-02-13")),
        ("es", "La selección ganó el domingo y jugará el jueves.", ("jueves", "2023-02-09")),
        ("pt", "A sessão começa na próxima sexta-feira.", ("próxima sexta-feira", "2023-02-10")),
        ("ru", "Суд отпустил его в среду.", ("среду", "2023-02-08")),
        ("ru", "Суд состоится в среду на следующей неделе.", ("среду на следующей неделе", "2023-02-15")),
        ("uk", "Рада збереться у п'ятницю.", ("п'ятницю", "2023-02-10")),
        ("tr", "Bakan Salı günü istifa etti.", ("Salı", "2023-02-07")),
        ("tr", "Bakan Cuma günü istifa edecek.", ("Cuma", "2023-02-10")),
        ("vi", "Ông tới Huế hôm thứ Hai.", ("thứ Hai", "2023-02-06")),
        ("vi", "Hội nghị mở thứ Sáu này (10/2).", ("thứ Sáu này (10/2)", "2023-02-10")),
    ],
)  # fmt: skip
def test_the_words_around_a_weekday_tell_which_one_it_is(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    assert expected in found(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il vient chaque lundi."),
        ("fr", "Le marché ouvre le mardi, a dit le maire."),
        ("fr", "La foire a duré de jeudi à samedi."),
        ("fr", "Réunion mardi."),  # nothing tells whether it was
        ("fr", "Il appelait à manifester vendredi."),
        ("es", "Domingo Rivera murió en Lima."),
        ("es", "El señor Lunes murió en Lima."),
        ("pt", "A segunda maior cidade votou."),
        ("ru", "Выставка открыта со вторника по субботу."),
        ("ru", "Завод загрязнял окружающую среду."),
        ("uk", "Кожної п'ятниці тут роздали обіди."),
        ("tr", "Pazar yerinde fiyat arttı."),
        ("tr", "Müze Pazartesi günleri kapalıydı."),
        ("vi", "Chợ họp thứ Bảy hàng tuần."),
        ("de", "Er starb am Montag in Berlin."),  # no table of its words
        ("fr", "La loi 2020-11 du 3 mars a été votée."),
        ("fr", "Le décret n° 12 du 3 février a été signé."),
        ("fr", "La foire a duré du 3 au 12 mars."),
        ("fr", "La foire a duré du 1er mars au 5 mars."),
        ("fr", "Il est né le 10 août."),  # nobody knows of which year, half a year away
        ("ru", "Теракт 2 апреля унёс одну жизнь."),  # told as past, hence of another year
        ("hy", "1999 թ. փետրվարի 6-ին"),  # its year is not read
        ("bn", "৬ ফেবু ঘটনা"),  # the name of the month goes on
        ("fr", "Le score était de 3-1, puis 4 à 2, 12/15 et 99.99.9999."),
    ],
)
def test_what_is_not_sure_is_left(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("fr", "le 7 février", "2023-02-07"),
        ("es", "el martes 7 de febrero de 2023", "2023-02-07"),
        ("tr", "7 Şubat Salı günü", "2023-02-07"),
        ("ru", "7 февраля 2023 года", "2023-02-07"),
        ("zh", "总统于2023年2月7日签署。", "2023-02-07"),
        ("ko", "2023년 2월 7일 열렸다.", "2023-02-07"),
        ("fa", "در ۷ فوریه ۲۰۲۳ گفت", "2023-02-07"),
        ("hu", "2023. február 7-én", "2023-02-07"),
        ("az", "7 fevral 2023-cü ildə", "2023-02-07"),
        ("sq", "më 7 shkurt 2023", "2023-02-07"),
        ("sq", "zgjedhjet më 7 maj", "2023-05-07"),  # nothing tells that it is past
        ("de", "am 07.02.2023 um acht", "2023-02-07"),
    ],
)
def test_a_day_beside_its_month_is_read(language: str, text: str, day: str) -> None:
    assert [value for _, value in found(text, language)] == [day]


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_edges_of_the_calendar_are_no_trouble(published: date) -> None:
    assert (
        found(
            "Il est mort lundi, le 7 février.",
            "fr",
            datetime.combine(published, datetime.min.time(), UTC),
        )
        == []
    )


def test_a_timetable_has_no_days() -> None:
    line = "Le bus est parti lundi à l'heure. "
    assert len(found(line * 50, "fr")) == 50
    assert found("lundi 8h " * 60, "fr") == []


@pytest.mark.parametrize("language", WEEKDAY_WORDS)
def test_every_plain_word_of_a_table_matches_itself(language: str) -> None:
    words = WEEKDAY_WORDS[language]
    for column in fields(words):
        for row in getattr(words, column.name) if column.type == "Rows" else ():
            if not re.search(r"[\\\[(?]", row):
                assert re.compile(rf"(?<!\w)(?:{row})(?!\w)").search(f"x {row}, x"), row


WORDS = [
    "lundi", "Lundi", "de", "à", "a été", "sera", "le", "3", "mars", "2023", "12/12/2012", ",", ".", "¤", "en", "lunes",
    "el", "este", "pasado", "fue", "в", "среду", "2", "марта", "года", "Salı", "günü", "geldi", "Mart", "thứ", "Hai",
    "hôm", "ngày", "6", "tháng", "31", "99", "3月5日", "2023年", "۶", "فوریه", "-", "(", ")", "п'ятницю", "\n", "6/2",
]  # fmt: skip


@given(
    words=st.lists(st.sampled_from(WORDS), max_size=30),
    text=st.text(max_size=30),
    language=st.sampled_from([*WEEKDAY_WORDS, "zh", "fa", "ko", "hu", "bn", "ar"]),
    published=st.dates(),
)
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_a_crash(
    words: list[str], text: str, language: str, published: date
) -> None:
    whole = " ".join(words) + text
    done = 0
    for one in mentions(whole, datetime.combine(published, datetime.min.time(), UTC), language):
        assert done <= one.start < one.end
        assert whole[one.start : one.end] == one.text
        assert interval(one.value)[0] <= interval(one.value)[1]
        done = one.end


#: Parts of expressions that a hostile text may repeat.
PUMPED = {
    "fr": [
        "lundi ",
        "de lundi à ",
        "lundi et ",
        "3 mars ",
        "3 mars, ",
        "1er ",
        "loi 2020-11 du 3 mars ",
    ],
    "es": ["el lunes ", "lunes 16, ", "3 de marzo de ", "a votar el lunes "],
    "pt": ["segunda-feira ", "na segunda-feira foi ", "3 de março "],
    "ru": ["в среду ", "среду была ", "3 марта ", "с среды по ", "12.12.2012 "],
    "tr": ["Salı günü ", "3 Mart 2020 Salı ", "gidecek Salı "],
    "vi": ["thứ Hai ", "ngày 3/3 ", "ngày 3 tháng 3 ", "hôm 3/3 "],
    "zh": ["3月5日", "2020年", "3月"],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "piece"), [(name, piece) for name, pieces in PUMPED.items() for piece in pieces]
)
def test_the_time_of_a_repeated_expression_grows_with_the_text(language: str, piece: str) -> None:
    def taken_s(size: int) -> float:
        text = piece * (size // len(piece))
        start = process_time()
        mentions(text, PUBLISHED, language)
        return process_time() - start

    taken_s(1000)
    small_s = max(taken_s(25_000) for _ in range(2))
    large_s = min(taken_s(100_000) for _ in range(2))
    assert large_s < 8 * small_s + 0.05  # the square would be 16 times

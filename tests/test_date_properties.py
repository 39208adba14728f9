"""What holds for every date, every text and every day of publication."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import dateparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.article import Mention
from archive.temporal import interval, mentions, tanggal

DAYS = "Senin Selasa Rabu Kamis Jumat Sabtu Minggu".split()
MONTHS = (
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
)
ENGLISH = (
    "January February March April May June July August September October November December".split()
)
SHORT = "Jan Feb Mar Apr Mei Jun Jul Agt Sept Okt Nov Des".split()
FOREVER = (-4000, 4000)


def read(text: str, published: date) -> list[Mention]:
    return mentions(text, datetime.combine(published, time(9), UTC))


#: How a day is written, and for which days of publication, counted from it, it says which day is
#: meant.
WRITTEN: dict[str, tuple[Callable[[date], str], tuple[int, int]]] = {
    "weekday (d/m)": (lambda d: f"{DAYS[d.weekday()]} ({d.day}/{d.month})", (-182, 182)),
    "hari weekday (d/m)": (lambda d: f"hari {DAYS[d.weekday()]} ({d.day:02d}/{d.month:02d})", (-182, 182)),
    "weekday (d/m/y)": (lambda d: f"{DAYS[d.weekday()]} ({d.day}/{d.month}/{d.year})", FOREVER),
    "weekday, d month": (lambda d: f"{DAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]}", (-182, 182)),
    "weekday, d month y": (lambda d: f"{DAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year}", FOREVER),
    "d month": (lambda d: f"{d.day} {MONTHS[d.month - 1]}", (-182, 182)),
    "d month y": (lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}", FOREVER),
    "tanggal d month tahun y": (lambda d: f"tanggal {d.day} {MONTHS[d.month - 1]} tahun {d.year}", FOREVER),
    "d mon. y": (lambda d: f"{d.day} {SHORT[d.month - 1]}. {d.year}".replace("Mei.", "Mei"), FOREVER),
    "d-mon-yy": (lambda d: f"{d.day:02d}-{SHORT[d.month - 1]}-{d.year % 100:02d}", FOREVER),
    "d/m/y": (lambda d: f"{d.day}/{d.month}/{d.year}", FOREVER),
    "d/m/yy": (lambda d: f"{d.day}/{d.month}/{d.year % 100:02d}", FOREVER),
    "d-m-y": (lambda d: f"{d.day:02d}-{d.month:02d}-{d.year}", FOREVER),
    "d.m.y": (lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}", FOREVER),
    "iso": (lambda d: d.isoformat(), FOREVER),
    "month d, y": (lambda d: f"{ENGLISH[d.month - 1]} {d.day}, {d.year}", FOREVER),
    "d month y, English": (lambda d: f"{d.day} {ENGLISH[d.month - 1]} {d.year}", FOREVER),
    "upper case": (lambda d: f"{DAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year}".upper(), FOREVER),
    "lower case": (lambda d: f"{DAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year}".lower(), FOREVER),
    "d month lalu": (lambda d: f"{d.day} {MONTHS[d.month - 1]} lalu", (1, 365)),
    "d month mendatang": (lambda d: f"{d.day} {MONTHS[d.month - 1]} mendatang", (-365, -1)),
    "weekday": (lambda d: f"hari {DAYS[d.weekday()]}", (0, 6)),
    "weekday lalu": (lambda d: f"hari {DAYS[d.weekday()]} lalu", (1, 7)),
    "weekday depan": (lambda d: f"hari {DAYS[d.weekday()]} depan", (-7, -1)),
    "hari ini": (lambda _: "hari ini", (0, 0)),
    "kemarin": (lambda _: "kemarin", (1, 1)),
    "besok": (lambda _: "besok", (-1, -1)),
    "lusa": (lambda _: "lusa", (-2, -2)),
    "kemarin lusa": (lambda _: "kemarin lusa", (2, 2)),
}  # fmt: skip


@pytest.mark.parametrize("form", WRITTEN)
@given(day=st.dates(date(2001, 1, 1), date(2030, 12, 31)), data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_date_written_and_read_is_itself(form: str, day: date, data: st.DataObject) -> None:
    write, reach = WRITTEN[form]
    if (day.month, day.day) == (2, 29) and ("lalu" in form or "mendatang" in form):
        reach = (max(reach[0], -365), min(reach[1], 365))
    published = day + timedelta(days=data.draw(st.integers(*reach)))
    words = write(day)
    (found,) = read(f"Sidang itu dibuka pada {words} di Jakarta.", published)
    assert (found.text, found.value) == (words, day.isoformat())
    assert tanggal(words, published.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    "form", ["weekday, d month y", "d month y", "d/m/y", "d-m-y", "month d, y", "iso"]
)
@given(day=st.dates(date(2001, 1, 1), date(2030, 12, 31)))
@settings(max_examples=20, deadline=None)
def test_dateparser_reads_a_full_date_likewise(form: str, day: date) -> None:
    words = WRITTEN[form][0](day)
    base = datetime(2023, 2, 8, tzinfo=UTC).replace(tzinfo=None)
    order = "YMD" if form == "iso" else "DMY"
    read_there = dateparser.parse(
        words, languages=["id", "en"], settings={"RELATIVE_BASE": base, "DATE_ORDER": order}
    )
    assert read_there
    assert tanggal(words, "2023-02-08") == read_there.date().isoformat()


@given(day=st.dates(date(2001, 1, 1), date(2030, 12, 31)), weeks=st.integers(-1, 1))
@settings(max_examples=100, deadline=None)
def test_a_weekday_of_a_week_is_in_that_week(day: date, weeks: int) -> None:
    published = day - timedelta(weeks=weeks)
    words = f"{DAYS[day.weekday()]} pekan {['lalu', 'ini', 'depan'][weeks + 1]}"
    for weekday in range(1, 8):
        at = date.fromisocalendar(*published.isocalendar()[:2], weekday)
        assert tanggal(words, at.isoformat()) == day.isoformat()


@given(
    start=st.dates(date(2001, 1, 1), date(2030, 11, 30)),
    days=st.integers(1, 60),
    away=st.integers(-90, 90),
)
@settings(max_examples=100, deadline=None)
def test_a_range_written_and_read_is_itself(start: date, days: int, away: int) -> None:
    end = start + timedelta(days=days)
    written = [
        f"{DAYS[start.weekday()]} ({start:%d/%m}) hingga {DAYS[end.weekday()]} ({end:%d/%m})",
        f"{start.day} {MONTHS[start.month - 1]}-{end.day} {MONTHS[end.month - 1]} {end.year}",
    ]
    if start.month == end.month and start.year == end.year:
        written.append(f"{start.day}–{end.day} {MONTHS[end.month - 1]}")
    for words in written:
        assert tanggal(words, (end + timedelta(days=away)).isoformat()) == f"{start}/{end}"


TEXTS = st.one_of(
    st.text(),
    st.lists(
        st.sampled_from(
            "Senin Minggu minggu MEI Mei April lalu depan ini kemarin besok 3 12 31 1998 2023 "
            "(5/4) 7/2/23 - – , . dan "
            "hingga pukul 19.30 WIB malam tahun bulan abad ke-18 1980-an kuartal II dua "
            "sebelas setahun kemudian "
            "sebelumnya akan tanggal hari awal akhir pekan Feb. February Jum’at İstanbul ß \n "
            "\u00a0 ( ) /".split(" ")
        )
    ).map(" ".join),
    st.text(alphabet="0123456789/-.() aSenin", max_size=60),
)


@given(text=TEXTS, published=st.dates())
@settings(max_examples=600, deadline=None)
def test_any_text_is_read_without_a_crash(text: str, published: date) -> None:
    done = 0
    for found in read(text, published):
        assert done <= found.start < found.end
        assert text[found.start : found.end] == found.text
        first, last = interval(found.value)
        assert first <= last
        done = found.end


@given(text=st.text(), published=st.text())
def test_one_expression_never_raises(text: str, published: str) -> None:
    tanggal(text, published)


NOUNS = (
    "pemerintah menteri warga polisi hakim pasukan buruh mahasiswa petani nelayan presiden "
    "gubernur peneliti".split()
)
VERBS = "menolak membahas mengunjungi menutup memeriksa mendukung menangkap membangun mengirim menyelamatkan".split()
THINGS = """
    usulan itu, dua kapal, rumah sakit, pasar swalayan, tiga jembatan, bantuan pangan, lima puluh ton beras,
    lalu lintas, laporan tahunan, hasil pertandingan 3-1, skor 21-19, Pasal 28 ayat (3), UU No. 13/2003,
    Rp2.013.000, 2.013 orang, 1998 rumah, Boeing 737-800, nomor 0812-2013-2023, RT 03/RW 05, dua pertiga (2/3)
    kursi, layanan 24/7, Pasar Minggu, Jalan 17 Agustus, Universitas Sebelas Maret, salat Jumat, Putusan Nomor
    90/PUU-XXI/2023, UUD 1945, Juni Irawan, gunung setinggi 2013 meter, suhu 35.5 derajat, obat 3x1, pria
    berusia 30-an, Gerakan 30 September, G30S
""".replace("\n", " ").split(", ")
TIMES = """,
    selama dua minggu, dalam tiga bulan terakhir, saat ini, belakangan ini, setiap Jumat, tiap hari Minggu, kini,
    siang dan malam, beberapa tahun terakhir, baru-baru ini, pada hari yang sama, puluhan tahun, bertahun-tahun,
    sehari setelah perintah itu diteken, beberapa pekan lalu, sejam lalu, dua jam kemudian, dua atau tiga hari lalu
""".replace("\n", " ").split(", ")


def dateless(rng: random.Random) -> str:
    """A sentence of news that names no date."""
    words = [
        rng.choice(NOUNS).capitalize(),
        rng.choice(VERBS),
        rng.choice(THINGS),
        rng.choice(TIMES),
    ]
    if rng.random() < 0.5:
        words += [
            "dan",
            rng.choice(VERBS),
            str(rng.randint(2, 99)),
            rng.choice(["kendaraan", "persen suara", "orang"]),
        ]
    return " ".join(word.strip() for word in words if word.strip()) + rng.choice(
        [".", ", kata " + rng.choice(NOUNS) + ".", "; itu pasti."]
    )


def test_sentences_without_dates_give_nothing() -> None:
    rng = random.Random(20230207)
    for _ in range(10_000):
        sentence = dateless(rng)
        assert read(sentence, date(2023, 2, 8)) == [], sentence

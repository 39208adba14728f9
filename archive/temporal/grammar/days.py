"""Rows of the table: days."""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

from datetime import timedelta

from archive.temporal import ranges, resolvers, tense
from archive.temporal import vocabulary as v
from archive.temporal.conditions import is_no_rate, is_uncounted
from archive.temporal.pattern import Form, Span


def sunday(span: Span) -> bool:
    """Whether the weekday is no "minggu" that means week."""
    return not span.low.startswith("minggu", span.start) or tense.means_sunday(span)


def capital(span: Span) -> bool:
    """Whether the expression begins with a capital."""
    return span.text[span.start].isupper()


def is_no_count_of_days(span: Span) -> bool:
    """Whether "hari ini" is today and no end of a count: "dalam tiga hari ini"."""
    return not span.low.startswith("hari", span.start) or is_uncounted(span)


def is_its_weekday(span: Span) -> bool:
    """Whether the weekday is that of the day: "hari ini, Rabu" on a Wednesday."""
    words = span.low[span.start : span.end]
    name = max((name for name in v.DEICTIC if words.startswith(name)), key=len)
    day = span.day + timedelta(days=v.DEICTIC[name])
    return any(
        word in words.split() for word, number in v.WEEKDAYS.items() if number == day.isoweekday()
    )


def lone(span: Span) -> bool:
    """Whether a bare weekday is one: "Minggu" only where its capital says so, or "MINGGU" among no
    number."""
    if not span.low.startswith("minggu", span.start):
        return True
    return span.text[span.start] == "M"


DAYS = (
    Form("weekday (day/month)", "[hari ]{anyweekday}[ {part}][ {rel}][,] ({d}/{m})[ {part2}][ <pekan|minggu>][ "
        "<lalu|silam|kemarin|mendatang|nanti|depan|ini|tadi>]", resolvers.dated, "Lavrov tiba {hari Selasa (7/2)}.", value="2023-02-07"),
    Form("weekday (day/month/year)", "[hari ]{anyweekday}[ {part}][ {rel}][,] ({d}/{m}/{yy})[ {part2}][ <lalu|silam|kemarin>]", resolvers.dated, "Gempa mengguncang Cianjur pada {Senin (21/11/2022)}.", value="2022-11-21"),
    Form("weekday (day-month-year)", "[hari ]{anyweekday}[ {part}][,] ({d}-{m}-{yy})[ {part2}]", resolvers.dated, "Sidang dibuka {Senin (6-2-2023)}.", value="2023-02-06"),
    Form("weekday (day month)", "[hari ]{anyweekday}[ {part}][,] ({d} {anymonth}[ {y}])[ {part2}]", resolvers.dated, "Sidang dibuka {Senin (6 Februari)}.", value="2023-02-06"),
    Form("weekday of week (day/month)", "[hari ]{weekday}[ {part}] <pekan|minggu> <lalu|ini|depan|kemarin>[,] ({d}/{m}[/{yy}])", resolvers.dated, "Ia bertolak {Kamis pekan lalu (2/2)}.", value="2023-02-02"),
    Form("weekday, day month", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d} [bulan ]{anymonth}[ {part2}][ {rel}]", resolvers.dated, "Loket dibuka {Senin, 6 Februari}.", value="2023-02-06"),
    Form("weekday, day month year", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d} [bulan ]{anymonth}[,] [tahun ]{y}[[,] "
        "{part2}][ {rel}]", resolvers.dated, "Naskah diteken {Rabu, 8 Februari 2023}.", value="2023-02-08"),
    Form("weekday, day month 'year", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d} {anymonth} '{short}", resolvers.dated, "Naskah diteken {Kamis, 21 Mei '98}.", value="1998-05-21"),
    Form("weekday, day/month/year", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d}/{m}/{yy}[ {part2}]", resolvers.dated, "Naskah diteken {Rabu, 8/2/2023}.", value="2023-02-08"),
    Form("weekday, day/month", "[hari ]{weekday}[ {part}][,] {d}/{m}[ {part2}]", resolvers.dated, "Korban bertambah, kata petugas ({Selasa, 7/2}).", value="2023-02-07"),
    Form("weekday, day-month-year", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d}-{m}-{yy}[ {part2}]", resolvers.dated, "Naskah diteken {Rabu, 8-2-2023}.", value="2023-02-08"),
    Form("day month", "[<hari|tanggal|tgl|tgl.> ]{d} [bulan ]{anymonth}[ {rel}][ {part}]", resolvers.dated, "Konvensi berlangsung sampai {18 Februari}.", value="2023-02-18"),
    Form("day month year", "[<hari|tanggal|tgl|tgl.> ]{d} [bulan ]{anymonth}[,] [tahun ]{y}[ {rel}][ {part}]", resolvers.dated, "Perang dimulai pada {24 Februari 2022}.", value="2022-02-24"),
    Form("day month 'year", "[<tanggal|tgl|tgl.> ]{d} {anymonth} '{short}", resolvers.dated, "Ia mundur pada {21 Mei '98}.", value="1998-05-21"),
    Form("day month of a year told", "[tanggal ]{d} {anymonth} tahun {rel2}", resolvers.dated, "Ia ditahan sejak {12 Desember tahun lalu}.", value="2022-12-12"),
    Form("weekday (day/month) of a year told", "[hari ]{weekday}[ {part}][,] ({d}/{m})[ {part2}] tahun {rel2}", resolvers.dated, "Asap tebal terlihat {Minggu (6/2) tahun lalu}.", value="2022-02-06"),
    Form("weekday, day month of a year told", "[hari ]{weekday}[ {part}][,] [tanggal ]{d} {anymonth} tahun {rel2}", resolvers.dated, "Asap tebal terlihat {Minggu, 6 Februari tahun lalu}.", value="2022-02-06"),
    Form("day of a month told", "[[hari ]{weekday}[,] ]<tanggal|tgl|tgl.> {d} bulan {rel}[ {part}]", resolvers.day_of_month_turned, "Gaji dibayar {tanggal 5 bulan ini}.", value="2023-02-05"),
    Form("day-Mon-year", "[tanggal ]{d}-{anymonth}-{yy}", resolvers.dated, "Info gempa: {12-Peb-23}, kedalaman 25 km.", value="2023-02-12"),
    Form("day-Mon-year, English", "{d}-{english}-{yy}", resolvers.dated, "Info gempa: {12-Aug-22}, kedalaman 25 km.", value="2022-08-12"),
    Form("day/month/year", "[<tanggal|tgl|tgl.> ]{d}/{m}/{yy}", resolvers.dated, "Uang muka dibayar {7/2/23}.", value="2023-02-07"),
    Form("day-month-year", "[<tanggal|tgl|tgl.> ]{d}-{m}-{y}", resolvers.dated, "Kontrak berlaku {1-3-2023}.", value="2023-03-01"),
    Form("day.month.year", "[<tanggal|tgl|tgl.> ]{d}.{m}.{y}", resolvers.dated, "Kontrak berlaku {1.3.2023}.", value="2023-03-01"),
    Form("day/month, named a date", "<tanggal|tgl|tgl.> {d}/{m}", resolvers.dated, "Uang muka dibayar {tanggal 7/2}.", value="2023-02-07"),
    Form("ISO day", "[tanggal ]{y}-{m}-{d}", resolvers.dated, "Berkas itu bertanggal {2023-02-07}.", value="2023-02-07"),
    Form("ISO day, with slashes", "{y}/{m}/{d}", resolvers.dated, "Berkas itu bertanggal {2023/02/07}.", value="2023-02-07"),
    Form("English month day, year", "[{engday}, ]{english} {d}[<st|nd|rd|th>], {y}", resolvers.dated, "FILE - Antrean bantuan di Aleppo, {February 7, 2023}. (Foto: AP)", value="2023-02-07"),
    Form("English month day year", "{english} {d} {y}", resolvers.dated, "FILE - Antrean bantuan di Aleppo, {Feb. 7 2023}. (Foto: AP)", value="2023-02-07"),
    Form("English month day", "{foreign} {d}", resolvers.dated, "Judulnya 'The Night of {December 24}'.", value="2022-12-24", where=capital),
    Form("English day month year", "[{engday}, ]{d} {english}[,] {y}", resolvers.dated, "FILE - Antrean bantuan di Aleppo, {7 February 2023}. (Foto: AP)", value="2023-02-07"),
    Form("item of a list of days", "[tanggal ]{d}", ranges.day_item, "Sidang digelar {3}, {4} dan {5 Februari}.", value="2023-02-03", where=ranges.in_day_list),
    Form("item of a list of weekdays", "[hari ]{weekday}[ {part}]", ranges.weekday_item, "Rapat digelar {Selasa} dan {Rabu pekan lalu}.", value="2023-01-31", where=ranges.in_weekday_list),
    Form("weekday", "[hari ]{weekday}[ {part}]", tense.weekday, "Beras disiapkan, kata menteri di Jakarta, {Rabu}.", value="2023-02-08", where=lone),
    Form("weekday lalu", "[hari ]{weekday}[ {part}] {rel}[ {part2}]", resolvers.weekday_turned, "Jembatan itu ambruk {Sabtu lalu}.", value="2023-02-04", where=sunday),
    Form("weekday of a week", "[hari ]{weekday}[ {part}][,] <pekan|minggu> {rel}", resolvers.weekday_of_week, "Ia bertolak {Kamis pekan lalu}.", value="2023-02-02"),
    Form("weekday of a week counted back", "[hari ]{weekday}[ {part}] {n} <pekan|minggu> {rel}", resolvers.weekday_of_week, "Ia bertolak {Kamis dua pekan lalu}.", value="2023-01-26"),
    Form("kemarin, besok", "{deictic}[ {part}]", resolvers.deictic, "Kelompok kedua menyusul {besok}.", value="2023-02-09", where=is_no_count_of_days),
    Form("kemarin (day/month)", "{deictic}[ {part}][,] ({d}/{m}[/{yy}])[ {part2}]", resolvers.dated, "Ia tiba {kemarin (7/2)}.", value="2023-02-07"),
    Form("hari ini, weekday", "{deictic}[ {part}][,] {weekday}[ {part2}]", resolvers.deictic, "Ia tiba {hari ini, Rabu}.", value="2023-02-08", where=is_its_weekday),
    Form("hari ini, weekday (day/month)", "{deictic}[ {part}][,] {weekday} ({d}/{m}[/{yy}])[ {part2}]", resolvers.dated, "Ia tiba {hari ini, Rabu (8/2)}.", value="2023-02-08"),
    Form("pagi ini", "{part} [hari ]<ini|tadi|nanti>", resolvers.today, "Keluarga korban memadati rumah sakit {pagi ini}.", value="2023-02-08TMO"),
    Form("pagi ini (day/month)", "{part} <ini|tadi|nanti> ({d}/{m}[/{yy}])", resolvers.dated, "Keluarga korban datang {pagi tadi (8/2)}.", value="2023-02-08TMO"),
    Form("tadi malam", "<tadi malam|malam tadi|semalam>", resolvers.last_night, "Kerusuhan pecah {tadi malam}.", value="2023-02-07TNI", where=is_no_rate),
    Form("malam kemarin", "{part} kemarin", resolvers.yesterday, "Hujan turun {sore kemarin}.", value="2023-02-07TAF"),
    Form("nanti malam", "<nanti|tadi> {part}", resolvers.today, "Hasilnya terlihat {nanti malam}.", value="2023-02-08TNI"),
    Form("tadi malam (day/month)", "<tadi malam|malam tadi|semalam> ({d}/{m}[/{yy}])", resolvers.night_dated, "Kerusuhan pecah {tadi malam (7/2)}.", value="2023-02-07TNI"),
)  # fmt: skip

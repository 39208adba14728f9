"""These rows of the table read days."""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

from archive.temporal import anchors
from archive.temporal.conditions.counts import is_no_count_of_days, is_no_rate
from archive.temporal.conditions.surroundings import is_capital
from archive.temporal.conditions.weekdays import (
    is_its_weekday,
    is_lone_weekday,
    is_pointed_at,
    is_sunday_or_other,
)
from archive.temporal.pattern import Form
from archive.temporal.resolvers import day_rules, list_rules

DAYS = (
    Form("weekday (day/month)", "[hari ]{anyweekday}[ {part}][ {rel}][,] ({d}/{m})[ {part2}][ <pekan|minggu>][ <lalu|silam|kemarin|mendatang|nanti|depan|ini|tadi>]", day_rules.dated, "Lavrov tiba {hari Selasa (7/2)}.", value="2023-02-07"),
    Form("weekday (day/month/year)", "[hari ]{anyweekday}[ {part}][ {rel}][,] ({d}/{m}/{yy})[ {part2}][ <lalu|silam|kemarin>]", day_rules.dated, "Gempa mengguncang Cianjur pada {Senin (21/11/2022)}.", value="2022-11-21"),
    Form("weekday (day-month-year)", "[hari ]{anyweekday}[ {part}][,] ({d}-{m}-{yy})[ {part2}]", day_rules.dated, "Sidang dibuka {Senin (6-2-2023)}.", value="2023-02-06"),
    Form("weekday (day month)", "[hari ]{anyweekday}[ {part}][,] ({d} {anymonth}[ {y}])[ {part2}][ <pekan|minggu>][ <lalu|silam|kemarin|mendatang|nanti|depan|ini|tadi>]", day_rules.dated, "Sidang dibuka {Senin (6 Februari)}.", value="2023-02-06"),
    Form("weekday of week (day/month)", "[hari ]{weekday}[ {part}] <pekan|minggu> <lalu|ini|depan|kemarin>[,] ({d}/{m}[/{yy}])", day_rules.dated, "Ia bertolak {Kamis pekan lalu (2/2)}.", value="2023-02-02"),
    Form("weekday, day month", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d} [bulan ]{anymonth}[[,] {part2}][[ <pekan|minggu>] {rel}]", day_rules.dated, "Loket dibuka {Senin, 6 Februari}.", value="2023-02-06"),
    Form("weekday, day month year", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d} [bulan ]{anymonth}[,] [tahun ]{y}[[,] {part2}][ {rel}]", day_rules.dated, "Naskah diteken {Rabu, 8 Februari 2023}.", value="2023-02-08"),
    Form("weekday, day month 'year", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d} {anymonth} '{short}", day_rules.dated, "Naskah diteken {Kamis, 21 Mei '98}.", value="1998-05-21"),
    Form("weekday, day/month/year", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d}/{m}/{yy}[ {part2}]", day_rules.dated, "Naskah diteken {Rabu, 8/2/2023}.", value="2023-02-08"),
    Form("weekday, day/month", "[hari ]{weekday}[ {part}][,] {d}/{m}[ {part2}]", day_rules.dated, "Korban bertambah, kata petugas ({Selasa, 7/2}).", value="2023-02-07"),
    Form("weekday, day-month-year", "[hari ]{anyweekday}[ {part}][,] [tanggal ]{d}-{m}-{yy}[ {part2}]", day_rules.dated, "Naskah diteken {Rabu, 8-2-2023}.", value="2023-02-08"),
    Form("day month", "[<hari|tanggal|tgl|tgl.> ]{d} [bulan ]{anymonth}[ {rel}][ {part}]", day_rules.dated, "Konvensi berlangsung sampai {18 Februari}.", value="2023-02-18"),
    Form("day month year", "[<hari|tanggal|tgl|tgl.> ]{d} [bulan ]{anymonth}[,] [tahun ]{y}[ {rel}][ {part}]", day_rules.dated, "Perang dimulai pada {24 Februari 2022}.", value="2022-02-24"),
    Form("day month 'year", "[<tanggal|tgl|tgl.> ]{d} {anymonth} '{short}", day_rules.dated, "Ia mundur pada {21 Mei '98}.", value="1998-05-21"),
    Form("day in words month year", "[<tanggal|tgl|tgl.> ]{word} {month}[,] [tahun ]{y}", day_rules.dated, "Naskah itu bertanggal {tujuh Januari 1998}.", value="1998-01-07"),
    Form("day in words month, named a date", "<tanggal|tgl|tgl.> {word} {month}", day_rules.dated, "Kapal berlayar {tanggal lima Februari}.", value="2023-02-05"),
    Form("day month of a year told", "[tanggal ]{d} {anymonth} tahun {rel2}", day_rules.dated, "Ia ditahan sejak {12 Desember tahun lalu}.", value="2022-12-12"),
    Form("weekday (day/month) of a year told", "[hari ]{weekday}[ {part}][,] ({d}/{m})[ {part2}] tahun {rel2}", day_rules.dated, "Asap tebal terlihat {Minggu (6/2) tahun lalu}.", value="2022-02-06"),
    Form("weekday, day month of a year told", "[hari ]{weekday}[ {part}][,] [tanggal ]{d} {anymonth} tahun {rel2}", day_rules.dated, "Asap tebal terlihat {Minggu, 6 Februari tahun lalu}.", value="2022-02-06"),
    Form("day of a month told", "[[hari ]{weekday}[,] ]<tanggal|tgl|tgl.> {d} bulan {rel}[ {part}]", day_rules.day_of_month_turned, "Gaji dibayar {tanggal 5 bulan ini}.", value="2023-02-05"),
    Form("day-Mon-year", "[tanggal ]{d}-{anymonth}-{yy}", day_rules.dated, "Info gempa: {12-Peb-23}, kedalaman 25 km.", value="2023-02-12"),
    Form("day-Mon-year, English", "{d}-{english}-{yy}", day_rules.dated, "Info gempa: {12-Aug-22}, kedalaman 25 km.", value="2022-08-12"),
    Form("day/month/year", "[<tanggal|tgl|tgl.> ]{d}/{m}/{yy}", day_rules.dated, "Uang muka dibayar {7/2/23}.", value="2023-02-07"),
    Form("day-month-year", "[<tanggal|tgl|tgl.> ]{d}-{m}-{y}", day_rules.dated, "Kontrak berlaku {1-3-2023}.", value="2023-03-01"),
    Form("day.month.year", "[<tanggal|tgl|tgl.> ]{d}.{m}.{y}", day_rules.dated, "Kontrak berlaku {1.3.2023}.", value="2023-03-01"),
    Form("day/month, named a date", "<tanggal|tgl|tgl.> {d}/{m}", day_rules.dated, "Uang muka dibayar {tanggal 7/2}.", value="2023-02-07"),
    Form("ISO day", "[tanggal ]{y}-{m}-{d}", day_rules.dated, "Berkas itu bertanggal {2023-02-07}.", value="2023-02-07"),
    Form("ISO day, with slashes", "{y}/{m}/{d}", day_rules.dated, "Berkas itu bertanggal {2023/02/07}.", value="2023-02-07"),
    Form("English month day, year", "[{engday}, ]{english} {d}[<st|nd|rd|th>], {y}", day_rules.dated, "FILE - Antrean bantuan di Aleppo, {February 7, 2023}. (Foto: AP)", value="2023-02-07"),
    Form("English month day year", "{english} {d} {y}", day_rules.dated, "FILE - Antrean bantuan di Aleppo, {Feb. 7 2023}. (Foto: AP)", value="2023-02-07"),
    Form("English month day", "{foreign} {d}", day_rules.dated, "Judulnya 'The Night of {December 24}'.", value="2022-12-24", where=is_capital),
    Form("English day month year", "[{engday}, ]{d} {english}[,] {y}", day_rules.dated, "FILE - Antrean bantuan di Aleppo, {7 February 2023}. (Foto: AP)", value="2023-02-07"),
    Form("item of a list of days", "[tanggal ]{d}", list_rules.day_item, "Sidang digelar {3}, {4} dan {5 Februari}.", value="2023-02-03", where=list_rules.in_day_list),
    Form("item of a list of weekdays", "[hari ]{weekday}[ {part}]", list_rules.weekday_item, "Rapat digelar {Selasa} dan {Rabu pekan lalu}.", value="2023-01-31", where=list_rules.in_weekday_list),
    Form("weekday told again", "[hari ]{weekday}[ {part}]", anchors.weekday_again, "Ia tiba {Kamis (26/1)}; pada {hari Kamis} itu hujan.", value="2023-01-26", late=True, where=is_pointed_at),
    Form("day without month", "<tanggal|tgl|tgl.> {d}[ {rel}]", anchors.numbered_day, "Sidang dibuka {6 Februari} dan ditutup {tanggal 10}.", value="2023-02-10", late=True),
    Form("weekday", "[hari ]{weekday}[ {part}]", day_rules.weekday, "Beras disiapkan, kata menteri di Jakarta, {Rabu}.", value="2023-02-08", where=is_lone_weekday),
    Form("weekday lalu", "[hari ]{weekday}[ {part}] {rel}[ {part2}]", day_rules.weekday_turned, "Jembatan itu ambruk {Sabtu lalu}.", value="2023-02-04", where=is_sunday_or_other),
    Form("weekday of a week", "[hari ]{weekday}[ {part}][,] <pekan|minggu> {rel}", day_rules.weekday_of_week, "Ia bertolak {Kamis pekan lalu}.", value="2023-02-02"),
    Form("weekday of a week counted back", "[hari ]{weekday}[ {part}] {n} <pekan|minggu> {rel}", day_rules.weekday_of_week, "Ia bertolak {Kamis dua pekan lalu}.", value="2023-01-26"),
    Form("kemarin, besok", "{deictic}[ {part}]", day_rules.deictic, "Kelompok kedua menyusul {besok}.", value="2023-02-09", where=is_no_count_of_days),
    Form("kemarin (day/month)", "{deictic}[ {part}][,] ({d}/{m}[/{yy}])[ {part2}]", day_rules.dated, "Ia tiba {kemarin (7/2)}.", value="2023-02-07"),
    Form("kemarin (day month)", "{deictic}[ {part}][,] ({d} {anymonth}[ {y}])[ {part2}]", day_rules.dated, "Ia tiba {kemarin (7 Februari)}.", value="2023-02-07"),
    Form("besok (hari ini)", "{deictic}[ {part}] ({deictic2})", day_rules.corrected, "\"Hasilnya diumumkan {besok pagi (hari ini)},\" katanya.", value="2023-02-08TMO"),
    Form("hari ini, weekday", "{deictic}[ {part}][,] {weekday}[ {part2}]", day_rules.deictic, "Ia tiba {hari ini, Rabu}.", value="2023-02-08", where=is_its_weekday),
    Form("hari ini, weekday (day/month)", "{deictic}[ {part}][,] {weekday} ({d}/{m}[/{yy}])[ {part2}]", day_rules.dated, "Ia tiba {hari ini, Rabu (8/2)}.", value="2023-02-08"),
    Form("hari ini, weekday (day month)", "{deictic}[ {part}][,] {weekday} ({d} {anymonth}[ {y}])[ {part2}]", day_rules.dated, "Ia tiba {hari ini, Rabu (8 Februari 2023)}.", value="2023-02-08"),
    Form("pagi ini", "{part} [hari ]<ini|tadi|nanti>", day_rules.today, "Keluarga korban memadati rumah sakit {pagi ini}.", value="2023-02-08TMO"),
    Form("pagi ini (day/month)", "{part} <ini|tadi|nanti> ({d}/{m}[/{yy}])", day_rules.dated, "Keluarga korban datang {pagi tadi (8/2)}.", value="2023-02-08TMO"),
    Form("tadi malam", "<tadi malam|malam tadi|semalam>", day_rules.last_night, "Kerusuhan pecah {tadi malam}.", value="2023-02-07TNI", where=is_no_rate),
    Form("malam kemarin", "{part} kemarin", day_rules.yesterday, "Hujan turun {sore kemarin}.", value="2023-02-07TAF"),
    Form("nanti malam", "<nanti|tadi> {part}", day_rules.today, "Hasilnya terlihat {nanti malam}.", value="2023-02-08TNI"),
    Form("tadi malam (day/month)", "<tadi malam|malam tadi|semalam> ({d}/{m}[/{yy}])", day_rules.night_dated, "Kerusuhan pecah {tadi malam (7/2)}.", value="2023-02-07TNI"),
)  # fmt: skip

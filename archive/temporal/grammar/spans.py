"""These rows of the table read ranges, clock times, and what is counted from an earlier date
of the text."""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

from archive.temporal import anchors
from archive.temporal.conditions.counts import is_clock_and_part, is_clocks
from archive.temporal.conditions.surroundings import follows_between
from archive.temporal.conditions.years import is_decade, is_lone_span
from archive.temporal.pattern import Form
from archive.temporal.resolvers import clock_rules, range_rules

SPANS = (
    Form("day-day month", "[tanggal ]{d}{to}[tanggal ]{d2} {anymonth}[[,] [tahun ]{y}][ {rel}]", range_rules.days, "Rapat berlangsung {7-9 Februari} di Natuna.", value="2023-02-07/2023-02-09"),
    Form("antara day dan day month", "[tanggal ]{d} dan {d2} {anymonth}[ {y}][ {rel}]", range_rules.days, "Rapat berlangsung antara {7 dan 9 Februari}.", value="2023-02-07/2023-02-09", where=follows_between),
    Form("day-day month of a year told", "[tanggal ]{d}{to}{d2} {anymonth} tahun {rel2}", range_rules.days, "Rapat berlangsung {7-9 Mei tahun lalu}.", value="2022-05-07/2022-05-09"),
    Form("day-day of a month told", "<tanggal|tgl|tgl.> {d}{to}{d2} bulan {rel}", range_rules.days_of_month_turned, "Rapat berlangsung {tanggal 5-7 bulan ini}.", value="2023-02-05/2023-02-07"),
    Form("weekday-weekday (day-day/month)", "[hari ]{weekday}{to}[hari ]{weekday2}[,] ({d}{to2}{d2}/{m}[/{yy}])[ {rel}]", range_rules.days, "Rapat digelar {Senin-Rabu (6-8/2)}.", value="2023-02-06/2023-02-08"),
    Form("weekday dan weekday (day-day/month)", "[hari ]{weekday} dan {weekday2} ({d}-{d2}/{m}[/{yy}])", range_rules.days, "Rapat digelar {Selasa dan Rabu (7-8/2)}.", value="2023-02-07/2023-02-08"),
    Form("weekday-weekday (day-day month)", "[hari ]{weekday}{to}[hari ]{weekday2} ({d}{to2}{d2} {anymonth}[ {y}])", range_rules.days, "Rapat digelar {Senin-Rabu (6-8 Februari 2023)}.", value="2023-02-06/2023-02-08"),
    Form("weekday-weekday, day-day month", "[hari ]{weekday}{to}[hari ]{weekday2}[,] [tanggal ]{d}{to2}{d2} {anymonth}[[,] {y}][ {rel}]", range_rules.days, "Rapat digelar {Senin-Rabu, 6-8 Februari 2023}.", value="2023-02-06/2023-02-08"),
    Form("akhir pekan (day-day/month)", "akhir <pekan|minggu>[ {rel}][,] ({d}{to}{d2}/{m}[/{yy}])", range_rules.days, "Rapat digelar {akhir pekan ini (11-12/2)}.", value="2023-02-11/2023-02-12"),
    Form("weekday (day/month)-weekday (day/month)", "[hari ]{weekday}[ {part}] ({d}/{m}[/{yy}]){to}[hari ]{weekday2}[ {part2}] ({d2}/{m2}[/{yy2}])[ {rel}]", range_rules.across, "Kantor tutup {Jumat (30/12) hingga Senin (2/1)}.", value="2022-12-30/2023-01-02"),
    Form("antara weekday (day/month) dan weekday (day/month)", "[hari ]{weekday} ({d}/{m}[/{yy}]) dan [hari ]{weekday2} ({d2}/{m2}[/{yy2}])", range_rules.across, "Kantor tutup antara {Jumat (30/12) dan Senin (2/1)}.", value="2022-12-30/2023-01-02", where=follows_between),
    Form("weekday-weekday (day/month-day/month)", "[hari ]{weekday}{to}[hari ]{weekday2} ({d}/{m}{to2}{d2}/{m2}[/{yy2}])", range_rules.across, "Kantor tutup {Jumat-Senin (30/12-2/1)}.", value="2022-12-30/2023-01-02"),
    Form("weekday-weekday (day month-day month)", "[hari ]{weekday}{to}[hari ]{weekday2}[,] ({d} {anymonth}[ {y}]{to2}{d2} {anymonth2}[ {y2}])", range_rules.across, "Kantor tutup {Jumat-Senin (30 Desember-2 Januari)}.", value="2022-12-30/2023-01-02"),
    Form("weekday, day month-weekday, day month", "[hari ]{weekday}, {d} {anymonth}[ {y}]{to}[hari ]{weekday2}, {d2} {anymonth2}[ {y2}][ {rel}]", range_rules.across, "Kantor tutup {Jumat, 30 Desember hingga Senin, 2 Januari}.", value="2022-12-30/2023-01-02"),
    Form("day month-day month", "[tanggal ]{d} {anymonth}[ {y}][ {rel3}]{to}[tanggal ]{d2} {anymonth2}[[,] [tahun ]{y2}][ {rel}]", range_rules.across, "Festival berlangsung {28 Desember-3 Januari 2023}.", value="2022-12-28/2023-01-03"),
    Form("antara day month dan day month", "[tanggal ]{d} {anymonth}[ {y}] dan {d2} {anymonth2}[ {y2}][ {rel}]", range_rules.across, "Festival berlangsung antara {28 Januari dan 3 Februari}.", value="2023-01-28/2023-02-03", where=follows_between),
    Form("d/m/y-d/m/y", "{d}/{m}/{yy}{to}{d2}/{m2}/{yy2}", range_rules.across, "Tiket berlaku {1/2/2023-7/2/2023}.", value="2023-02-01/2023-02-07"),
    Form("weekday-weekday of a week", "[hari ]{weekday}{to}[hari ]{weekday2} <pekan|minggu> {rel}", range_rules.weekdays_of_week, "Rapat digelar {Senin-Rabu pekan ini}.", value="2023-02-06/2023-02-08"),
    Form("weekday-weekday lalu", "[hari ]{weekday}{to}[hari ]{weekday2} {rel}", range_rules.weekdays_turned, "Rapat digelar {Jumat hingga Minggu lalu}.", value="2023-02-03/2023-02-05"),
    Form("weekday-weekday", "[hari ]{weekday}[ {part}]{to}[hari ]{weekday2}[ {part2}]", range_rules.weekdays, "Rapat digelar {Senin-Rabu}, kata panitia.", value="2023-02-06/2023-02-08"),
    Form("antara weekday dan weekday", "[hari ]{weekday}[ {part}] dan [hari ]{weekday2}[ {part2}]", range_rules.weekdays, "Hujan turun antara {Senin dan Rabu}.", value="2023-02-06/2023-02-08", where=follows_between),
    Form("month-month", "[bulan ]{month}{to}[bulan ]{month2}[ {rel}]", range_rules.months, "Ekspor turun pada {Oktober-Desember}.", value="2022-10/2022-12"),
    Form("month-month year", "[{edge} ][bulan ]{anymonth}[ {y}]{to}[bulan ]{anymonth2}[,] [tahun ]{y2}[ {rel}]", range_rules.months, "Ekspor turun pada {November 2022 hingga Januari 2023}.", value="2022-11/2023-01"),
    Form("month-month of a year told", "[bulan ]{month}{to}{month2} tahun {rel2}", range_rules.months, "Ekspor turun pada {Mei-Juli tahun lalu}.", value="2022-05/2022-07"),
    Form("antara month dan month year", "{anymonth}[ {y}] dan {anymonth2}[ {y2}]", range_rules.months, "Ekspor turun antara {Mei dan Juli 2022}.", value="2022-05/2022-07", where=follows_between),
    Form("year-year", "[tahun ]{y}{to}[tahun ]{yy2}[ {rel}]", range_rules.years, "Masa jabatannya {2019-2024}.", value="2019/2024", where=is_lone_span),
    Form("year/year", "[tahun ]{y}/{yy2}", range_rules.years, "Gelar musim {2020/2021} jatuh ke tangannya.", value="2020/2021"),
    Form("antara year dan year", "[tahun ]{y} dan [tahun ]{yy2}", range_rules.years, "Ia memimpin antara {2009 dan 2011}.", value="2009/2011", where=follows_between),
    Form("antara decade dan decade", "[tahun ]{yy}-an dan [tahun ]{yy2}-an", range_rules.decades, "Ia terkenal antara {1980-an dan 1990-an}.", value="198X/199X", where=lambda span: is_decade(span) and follows_between(span)),
    Form("clock in words", "{at} {said}[ {part}][ {zone}]", anchors.clock, "Loket buka {pukul tujuh malam}.", value="2023-02-08T19:00", late=True, where=is_clocks),
    Form("clock, part of the day behind its zone", "{at} {time} {zone} {part2}", anchors.clock, "Bengkel itu terbakar {pukul 01.35 WITA dini hari}.", value="2023-02-08T01:35+08:00", late=True, where=is_clock_and_part),
    Form("clock", "{at} {time}[ {part}][ {zone}]", anchors.clock, "Debat {Selasa malam} dibuka {pukul 19.30}.", value="2023-02-07T19:30", late=True, where=is_clocks),
    Form("clock with zone", "{hm}[ {part}] {zone}", anchors.clock, "Roket lepas landas {Selasa (7/2)}, atau {04.40 WIB}.", value="2023-02-07T04:40+07:00", late=True),
    Form("clock-clock", "{at} {time}[ {part}][ {zone}]{to}[<pukul|jam> ]{time2}[ {part2}][ {zone2}]", anchors.clock, "Loket itu tutup {besok}. Biasanya loket buka {pukul 09.00-17.00}.", value="2023-02-09T09:00/2023-02-09T17:00", late=True, where=is_clocks),
    Form("clock-clock with zone", "{hm}{to}{time2} {zone}", anchors.clock, "Loket itu tutup {besok}. Biasanya loket buka {09.00-17.00 WIB}.", value="2023-02-09T09:00+07:00/2023-02-09T17:00+07:00", late=True, where=is_clocks),
    Form("antara clock dan clock", "{at} {time} dan [<pukul|jam> ]{time2}[ {part}][ {zone}]", anchors.clock, "Loket buka antara {pukul 09.00 dan 12.00}.", value="2023-02-08T09:00/2023-02-08T12:00", where=follows_between, late=True),
    Form("ISO day and clock", "{y}-{m}-{d}<t| >{time}[{offset}]", clock_rules.stamped, "Gempa tercatat {2023-02-07T14:30}.", value="2023-02-07T14:30"),
    Form("units later", "[<selang|berselang> ]{n} {unit} <kemudian|berselang|setelahnya|setelah itu|sesudahnya|sesudah itu|berikutnya>", anchors.later, "Perang pecah pada {1948}; {dua tahun kemudian} gencatan senjata diteken.", value="1950", late=True),
    Form("one unit later", "{one} <kemudian|berselang|setelahnya|setelah itu|sesudahnya|sesudah itu|berikutnya>", anchors.later, "Perang pecah pada {1948}; {setahun kemudian} gencatan senjata diteken.", value="1949", late=True),
    Form("berselang units", "<berselang|selang> {n} {unit}", anchors.later, "Ia ditahan {Senin (6/2)}; {berselang dua hari}, ia dibebaskan.", value="2023-02-08", late=True),
    Form("berselang one unit", "<berselang|selang> {one}", anchors.later, "Ia ditahan {Senin (6/2)}; {berselang sehari}, ia dibebaskan.", value="2023-02-07", late=True),
    Form("units before", "{n} {unit} <sebelumnya|sebelum itu>", anchors.earlier, "Ia tiba {Senin (6/2)}; {dua hari sebelumnya} ia dilantik.", value="2023-02-04", late=True),
    Form("one unit before", "{one} <sebelumnya|sebelum itu>", anchors.earlier, "Ia tiba {Senin (6/2)}; {sehari sebelumnya} ia dilantik.", value="2023-02-05", late=True),
    Form("keesokan harinya", "<keesokan harinya|keesokan hari|esok harinya|hari berikutnya|esoknya|besoknya|keesokannya>[ {part}]", anchors.next_day, "Penembakan terjadi {Senin (6/2)}. {Keesokan harinya} empat orang ditangkap.", value="2023-02-07", late=True),
    Form("keesokan pagi", "keesokan {part}", anchors.next_day, "Penembakan terjadi {Senin (6/2)}. {Keesokan pagi} empat orang ditangkap.", value="2023-02-07TMO", late=True),
    Form("malamnya", "{partnya}", anchors.same_day, "Ia tiba {Senin (6/2)}; {malamnya} ia berpidato.", value="2023-02-06TNI", late=True),
    Form("keesokan paginya", "keesokan {partnya}", anchors.next_day, "Ia tiba {Senin (6/2)}; {keesokan paginya} ia berpidato.", value="2023-02-07TMO", late=True),
    Form("hari sebelumnya", "hari sebelumnya", anchors.day_before, "Ia tiba {Senin (6/2)}; {hari sebelumnya} ia dilantik.", value="2023-02-05", late=True),
    Form("malam harinya", "{part} harinya", anchors.same_day, "Ia tiba {Senin (6/2)}; {malam harinya} ia berpidato.", value="2023-02-06TNI", late=True),
    Form("tahun berikutnya", "<pekan|minggu|bulan|tahun|dekade|abad> <berikutnya|setelahnya|sesudahnya>", anchors.next_unit, "Perang pecah pada {1948}; {tahun berikutnya} gencatan senjata diteken.", value="1949", late=True),
    Form("tahun sebelumnya", "<pekan|minggu|bulan|tahun|dekade|abad> sebelumnya", anchors.previous_unit, "Laba {2021} naik; {tahun sebelumnya} laba turun.", value="2020", late=True),
    Form("akhir pekan sebelumnya", "akhir <pekan|minggu> <sebelumnya|berikutnya>", anchors.weekend_beside, "Acara {Sabtu (28/1)} lebih ramai daripada {akhir pekan sebelumnya}.", value="2023-W03-WE", late=True),
    Form("month of the year before", "[{edge} ][bulan ]{month} tahun <sebelumnya|berikutnya>", anchors.month_of_year_beside, "Inflasi {Maret 2021} lebih rendah dari {Maret tahun sebelumnya}.", value="2020-03", late=True),
)  # fmt: skip

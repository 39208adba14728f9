"""These rows of the table read weeks, months, years, quarters, decades, centuries, and what is
counted back or ahead."""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

from archive.temporal.conditions.counts import is_no_duration, is_term_of_the_year, is_uncounted
from archive.temporal.conditions.weekdays import means_week
from archive.temporal.conditions.years import (
    follows_century,
    is_decade,
    is_lone_month,
    is_lone_year,
    is_short_year,
)
from archive.temporal.pattern import Form
from archive.temporal.resolvers import (
    day_rules,
    feast_rules,
    list_rules,
    period_rules,
    range_rules,
)

PERIODS = (
    Form("pekan lalu", "<pekan|minggu> {rel}", period_rules.week, "Harga beras naik {pekan lalu}.", value="2023-W05", where=means_week),
    Form("akhir pekan", "<akhir|penghujung|pengujung> <pekan|minggu> {rel}", period_rules.weekend, "Kurs melemah {akhir pekan lalu}.", value="2023-W05-WE"),
    Form("pertengahan pekan ini", "{edge} <pekan|minggu> {rel}", period_rules.week, "Rupiah menguat {pertengahan pekan ini}.", value="2023-W06"),
    Form("item of a list of months", "[bulan ]{month}", list_rules.month_item, "Data {Mei}, {Juni} dan {Juli 2021} sudah terbit.", value="2021-05", where=list_rules.in_month_list),
    Form("week in a month", "<minggu|pekan> <ke-|ke >{n} [bulan ]{month}[ {y}]", period_rules.month, "Panen dimulai {minggu ke-3 Maret 2022}.", value="2022-03"),
    Form("week in a month, in words", "<minggu|pekan> <pertama|kedua|ketiga|keempat|kelima|terakhir> [bulan ]{month}[ {y}]", period_rules.month, "Panen dimulai {pekan pertama Juni 2022}.", value="2022-06"),
    Form("month", "[bulan ]{month}", period_rules.month, "Bandara ditutup sejak {November}.", value="2022-11", where=is_lone_month),
    Form("month lalu", "[{edge} ][bulan ]{month} {rel}", period_rules.month, "Bandara ditutup sejak {April lalu}.", value="2022-04"),
    Form("awal month", "{edge} [bulan ]{month}", period_rules.month, "Kerusuhan pecah {akhir November}.", value="2022-11"),
    Form("month year", "[{edge} ][bulan ]{anymonth}[,] [tahun ]{y}[ {rel}]", period_rules.month, "Helikopter dikirim pada {Agustus 2021 lalu}.", value="2021-08"),
    Form("month 'year", "[{edge} ][bulan ]{month} '{short}", period_rules.month, "Kerusuhan pecah pada {Mei '98}.", value="1998-05"),
    Form("month of a year told", "[{edge} ][bulan ]{month}[,] tahun {rel2}", period_rules.month, "{Juli tahun lalu}, markas itu diserang.", value="2022-07"),
    Form("English month year", "{english} {y}", period_rules.month, "Kajian itu berjudul 'Front line since {May 2022}'.", value="2022-05"),
    Form("month/year, named a month", "bulan {m}/{y}", period_rules.month, "Laporan {bulan 7/2022} sudah terbit.", value="2022-07"),
    Form("ISO month", "{y}-{m}", period_rules.month, "Berkas {2022-07} hilang.", value="2022-07"),
    Form("bulan lalu", "[{edge} ]bulan {rel}", period_rules.month_turned, "{Bulan lalu} inflasi melambat.", value="2023-01", where=is_uncounted),
    Form("tahun lalu", "[{edge} ]tahun {rel}", period_rules.year_turned, "{Akhir tahun lalu} Prancis menarik pasukannya.", value="2022", where=is_uncounted),
    Form("tahun year", "[{edge} ]tahun {y}[ {rel}]", period_rules.written_year, "Pada {tahun 2016} negara bagian itu direbut oposisi.", value="2016"),
    Form("tahun 'year", "[{edge} ]tahun '{short}", period_rules.written_year, "Ia lulus {tahun '98}.", value="1998"),
    Form("tahun of two digits", "tahun {short}", period_rules.written_year, "Mahasiswa turun ke jalan pada {tahun 98}.", value="1998", where=is_short_year),
    Form("year", "{y}[ {rel}]", period_rules.written_year, "Prancis melakukan intervensi pada {2013}.", value="2013", where=is_lone_year),
    Form("awal year", "{edge} {y}[ {rel}]", period_rules.written_year, "Pabrik itu tutup {akhir 2020}.", value="2020"),
    Form("decade", "[{edge} ][<tahun|dekade|dasawarsa|tahun dekade> ]{yy}[-]an", period_rules.decade, "Resesi {tahun 1970-an} dipicu embargo minyak.", value="197X", where=is_decade),
    Form("decade without -an", "[{edge} ]<dekade|dasawarsa> {yy}", period_rules.decade, "Jalur itu mati sejak {dekade 1970}.", value="197X"),
    Form("decades", "[{edge} ][<tahun|dekade> ]{yy}[-an]{to}[<tahun|dekade> ]{yy2}-an", range_rules.decades, "Ia terkenal pada {1980-an hingga 1990-an}.", value="198X/199X", where=is_decade),
    Form("century", "[{edge} ]abad [<ke-|ke |ke>]{n}[ masehi]", period_rules.century, "Perang itu terjadi pada {abad ke-18}.", value="17XX"),
    Form("century, an ordinal", "[{edge} ]abad <pertama|kesatu>[ masehi]", period_rules.first_century, "Prasasti {abad pertama} itu utuh.", value="00XX"),
    Form("century of a list", "<ke-|ke >{n}", period_rules.century, "Naskah {abad ke-17} dan {ke-18} disimpan di sana.", value="17XX", where=follows_century),
    Form("centuries", "[{edge} ]abad [<ke-|ke |ke>]{n}{to}[abad ][<ke-|ke |ke>]{n2}", range_rules.centuries, "Kerajaan itu berjaya pada {abad ke-13 hingga ke-15}.", value="12XX/14XX"),
    Form("century in Roman signs", "[{edge} ]abad [ke-]{roman}", period_rules.century, "Keramik {abad XV} disimpan di museum.", value="14XX"),
    Form("abad ini", "[{edge} ]abad {rel}", period_rules.century, "Kekeringan {abad ini} makin sering.", value="20XX", where=is_uncounted),
    Form("quarter year", "[{edge} ]{quarter} {ordinal}[,] [tahun ]{y}[ {rel}]", period_rules.quarter, "Ekonomi tumbuh pada {kuartal kedua 2022}.", value="2022-Q2"),
    Form("quarter (sign) year", "[{edge} ]{quarter} {ordinal}[ ({sign})] [tahun ]{y}", period_rules.quarter, "Laba naik pada {kuartal III (Q3) 2019}.", value="2019-Q3"),
    Form("quarter-year", "[{edge} ]{quarter} {ordinal}[ ]<-|/>[ ]{y}", period_rules.quarter, "Ekonomi tumbuh pada {triwulan II-2022}.", value="2022-Q2"),
    Form("quarter of a year told", "[{edge} ]{quarter} {ordinal} tahun {rel}", period_rules.quarter, "Separuh penduduk divaksin pada {kuartal kedua tahun depan}.", value="2024-Q2"),
    Form("quarter of the year", "[{edge} ]{term} {ordinal}[ ini]", period_rules.quarter_of_the_year, "Laba naik pada {semester I}.", value="2023-H1", where=is_term_of_the_year),
    Form("kuartal lalu", "[{edge} ]{quarter} {rel}", period_rules.quarter_turned, "Laba turun pada {kuartal lalu}.", value="2022-Q4"),
    Form("Q1 year", "{sign} {y}", period_rules.quarter_sign, "Laba turun pada {Q3 2022}.", value="2022-Q3"),
    Form("dekade lalu", "[{edge} ]<dekade|dasawarsa> {rel}", period_rules.decade_turned, "Harga pangan naik sejak {dekade lalu}.", value="201X", where=is_uncounted),
    Form("feast year", "[malam ][<hari raya|hari|perayaan> ]{feast}[,] [tahun ]{y}", feast_rules.feast, "Tiket untuk {Lebaran 2023} ludes.", value="2023-04-22"),
    Form("feast of a year of the Hijra", "[malam ][<hari raya|hari|perayaan> ]{feast} [tahun ]{hijri} <h|hijriah|hijriyah>", feast_rules.feast, "Salat {Idul Fitri 1444 H} digelar di lapangan.", value="2023-04-22"),
    Form("feast of a year told", "[malam ][<hari raya|hari|perayaan> ]{feast} tahun {rel}", feast_rules.feast, "Arus mudik {Lebaran tahun lalu} lancar.", value="2022-05-02"),
    Form("days beside a feast", "h<-|+>{d} [hari raya ]{feast} [tahun ]{y}", feast_rules.beside_feast, "Puncak arus mudik jatuh pada {H-7 Lebaran 2023}.", value="2023-04-15"),
    Form("birthday of the republic", "hut <ke-|ke >{n} [kemerdekaan ]<ri|republik indonesia|indonesia>", feast_rules.birthday, "Upacara {HUT ke-77 RI} khidmat.", value="2022-08-17"),
    Form("birthday of the republic, number last", "hut [kemerdekaan ]<ri|republik indonesia|indonesia>[,] <ke-|ke >{n}", feast_rules.birthday, "Upacara {HUT RI ke-77} khidmat.", value="2022-08-17"),
    Form("units back", "{n} {unit} [yang ]{past}", day_rules.counted, "Gugatan diajukan {dua bulan lalu}.", value="2022-12", where=is_no_duration),
    Form("one unit back", "{one} [yang ]{past}", day_rules.counted, "{Sepekan lalu} banding mereka ditolak.", value="2023-W05", where=is_no_duration),
    Form("units ahead", "{n} {unit} <lagi|mendatang>", day_rules.counted, "Pemilu digelar {dua pekan lagi}.", value="2023-W08", where=is_no_duration),
    Form("one unit ahead", "{one} <lagi|mendatang>", day_rules.counted, "Pemilu digelar {setahun lagi}.", value="2024", where=is_no_duration),
)  # fmt: skip

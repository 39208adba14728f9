"""Rows of the table: weeks, months, years, quarters, decades, centuries, and what is counted back
or ahead."""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

from archive.temporal import ranges, resolvers, tense
from archive.temporal.conditions import (
    follows_century,
    is_decade,
    is_lone_month,
    is_lone_year,
    is_no_duration,
    is_short_year,
    is_uncounted,
)
from archive.temporal.pattern import Form, Span


def means_week(span: Span) -> bool:
    """Whether "minggu" is the week and not Sunday, and no count stands before it."""
    return is_uncounted(span) and not (
        span.low.startswith("minggu", span.start) and tense.means_sunday(span)
    )


PERIODS = (
    Form("pekan lalu", "<pekan|minggu> {rel}", resolvers.week, "Harga beras naik {pekan lalu}.", value="2023-W05", where=means_week),
    Form("akhir pekan", "<akhir|penghujung|pengujung> <pekan|minggu> {rel}", resolvers.weekend, "Kurs melemah {akhir pekan lalu}.", value="2023-W05-WE"),
    Form("pertengahan pekan ini", "{edge} <pekan|minggu> {rel}", resolvers.week, "Rupiah menguat {pertengahan pekan ini}.", value="2023-W06"),
    Form("item of a list of months", "[bulan ]{month}", ranges.month_item, "Data {Mei}, {Juni} dan {Juli 2021} sudah terbit.", value="2021-05", where=ranges.in_month_list),
    Form("month", "[bulan ]{month}", resolvers.month, "Bandara ditutup sejak {November}.", value="2022-11", where=is_lone_month),
    Form("month lalu", "[{edge} ][bulan ]{month} {rel}", resolvers.month, "Bandara ditutup sejak {April lalu}.", value="2022-04"),
    Form("awal month", "{edge} [bulan ]{month}", resolvers.month, "Kerusuhan pecah {akhir November}.", value="2022-11"),
    Form("month year", "[{edge} ][bulan ]{anymonth}[,] [tahun ]{y}[ {rel}]", resolvers.month, "Helikopter dikirim pada {Agustus 2021 lalu}.", value="2021-08"),
    Form("month 'year", "[{edge} ][bulan ]{month} '{short}", resolvers.month, "Kerusuhan pecah pada {Mei '98}.", value="1998-05"),
    Form("month of a year told", "[{edge} ][bulan ]{month}[,] tahun {rel2}", resolvers.month, "{Juli tahun lalu}, markas itu diserang.", value="2022-07"),
    Form("English month year", "{english} {y}", resolvers.month, "Kajian itu berjudul 'Front line since {May 2022}'.", value="2022-05"),
    Form("month/year, named a month", "bulan {m}/{y}", resolvers.month, "Laporan {bulan 7/2022} sudah terbit.", value="2022-07"),
    Form("ISO month", "{y}-{m}", resolvers.month, "Berkas {2022-07} hilang.", value="2022-07"),
    Form("bulan lalu", "[{edge} ]bulan {rel}", resolvers.month_turned, "{Bulan lalu} inflasi melambat.", value="2023-01", where=is_uncounted),
    Form("tahun lalu", "[{edge} ]tahun {rel}", resolvers.year_turned, "{Akhir tahun lalu} Prancis menarik pasukannya.", value="2022", where=is_uncounted),
    Form("tahun year", "[{edge} ]tahun {y}[ {rel}]", resolvers.written_year, "Pada {tahun 2016} negara bagian itu direbut oposisi.", value="2016"),
    Form("tahun 'year", "[{edge} ]tahun '{short}", resolvers.written_year, "Ia lulus {tahun '98}.", value="1998"),
    Form("tahun of two digits", "tahun {short}", resolvers.written_year, "Mahasiswa turun ke jalan pada {tahun 98}.", value="1998", where=is_short_year),
    Form("year", "{y}[ {rel}]", resolvers.written_year, "Prancis melakukan intervensi pada {2013}.", value="2013", where=is_lone_year),
    Form("awal year", "{edge} {y}[ {rel}]", resolvers.written_year, "Pabrik itu tutup {akhir 2020}.", value="2020"),
    Form("decade", "[{edge} ][<tahun|dekade|dasawarsa|tahun dekade> ]{yy}[-]an", resolvers.decade, "Resesi {tahun 1970-an} dipicu embargo minyak.", value="197X", where=is_decade),
    Form("decade without -an", "[{edge} ]<dekade|dasawarsa> {yy}", resolvers.decade, "Jalur itu mati sejak {dekade 1970}.", value="197X"),
    Form("decades", "[{edge} ][<tahun|dekade> ]{yy}[-an]{to}[<tahun|dekade> ]{yy2}-an", ranges.decades, "Ia terkenal pada {1980-an hingga 1990-an}.", value="198X/199X", where=is_decade),
    Form("century", "[{edge} ]abad [<ke-|ke |ke>]{n}[ masehi]", resolvers.century, "Perang itu terjadi pada {abad ke-18}.", value="17XX"),
    Form("century, an ordinal", "[{edge} ]abad <pertama|kesatu>[ masehi]", resolvers.first_century, "Prasasti {abad pertama} itu utuh.", value="00XX"),
    Form("century of a list", "<ke-|ke >{n}", resolvers.century, "Naskah {abad ke-17} dan {ke-18} disimpan di sana.", value="17XX", where=follows_century),
    Form("centuries", "[{edge} ]abad [<ke-|ke |ke>]{n}{to}[abad ][<ke-|ke |ke>]{n2}", ranges.centuries, "Kerajaan itu berjaya pada {abad ke-13 hingga ke-15}.", value="12XX/14XX"),
    Form("century in Roman signs", "[{edge} ]abad [ke-]{roman}", resolvers.century, "Keramik {abad XV} disimpan di museum.", value="14XX"),
    Form("abad ini", "[{edge} ]abad {rel}", resolvers.century, "Kekeringan {abad ini} makin sering.", value="20XX", where=is_uncounted),
    Form("quarter year", "[{edge} ]{quarter} {ordinal}[,] [tahun ]{y}[ {rel}]", resolvers.quarter, "Ekonomi tumbuh pada {kuartal kedua 2022}.", value="2022-Q2"),
    Form("quarter-year", "[{edge} ]{quarter} {ordinal}<-|/>{y}", resolvers.quarter, "Ekonomi tumbuh pada {triwulan II-2022}.", value="2022-Q2"),
    Form("quarter of a year told", "[{edge} ]{quarter} {ordinal} tahun {rel}", resolvers.quarter, "Separuh penduduk divaksin pada {kuartal kedua tahun depan}.", value="2024-Q2"),
    Form("quarter of the year", "[{edge} ]{term} {ordinal}", resolvers.quarter_of_the_year, "Laba naik pada {semester I}.", value="2023-H1", where=is_uncounted),
    Form("kuartal lalu", "[{edge} ]{quarter} {rel}", resolvers.quarter_turned, "Laba turun pada {kuartal lalu}.", value="2022-Q4"),
    Form("Q1 year", "{sign} {y}", resolvers.quarter_sign, "Laba turun pada {Q3 2022}.", value="2022-Q3"),
    Form("dekade lalu", "[{edge} ]<dekade|dasawarsa> {rel}", resolvers.decade_turned, "Harga pangan naik sejak {dekade lalu}.", value="201X", where=is_uncounted),
    Form("units back", "{n} {unit} [yang ]{past}", resolvers.counted, "Gugatan diajukan {dua bulan lalu}.", value="2022-12", where=is_no_duration),
    Form("one unit back", "{one} [yang ]{past}", resolvers.counted, "{Sepekan lalu} banding mereka ditolak.", value="2023-W05", where=is_no_duration),
    Form("units ahead", "{n} {unit} <lagi|mendatang>", resolvers.counted, "Pemilu digelar {dua pekan lagi}.", value="2023-W08", where=is_no_duration),
    Form("one unit ahead", "{one} <lagi|mendatang>", resolvers.counted, "Pemilu digelar {setahun lagi}.", value="2024", where=is_no_duration),
)  # fmt: skip

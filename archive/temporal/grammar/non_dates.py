"""These rows of the table cover what is no date, so that it is passed over.

A trap that begins where a date could begin wins over it only by being as long, or longer; so a trap covers its context
("2013 meter", "Pasal 7/2", "setiap Jumat").
"""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

from archive.temporal.conditions.counts import is_counted, is_machine, is_quantity, is_true_count
from archive.temporal.conditions.names import (
    is_name_alone,
    is_named,
    is_part_of_name,
    is_title_with_year,
    names_a_person,
    names_a_place,
)
from archive.temporal.conditions.weekdays import before_no_bracket, is_proper, is_schedule
from archive.temporal.conditions.years import is_no_month_with_year, is_title
from archive.temporal.pattern import Form

TRAPS = (
    Form("set of weekdays", "<setiap|tiap|tiap-tiap|saban> [<hari|malam|akhir pekan> ]{weekday}[ {part}][[,] [<mulai|sekitar|dari> ]{at} {time}[{to}[{at2} ]{time2}][ {part2}][ {zone}]]", None, "Setiap hari Minggu jalan itu ditutup."),
    Form("set of weekdays, listed", "<setiap|tiap|saban> [hari ]{weekday}[, {weekday2}][, {weekday3}][,] <dan|atau> [hari ]{weekday4}[ {part}]", None, "Pasar buka setiap Senin dan Kamis."),
    Form("set of weekdays in a row", "<setiap|tiap|saban> [hari ]{weekday}{to}[hari ]{weekday2}", None, "Toko buka tiap hari Senin-Jumat."),
    Form("weekday of every week", "[hari ]{weekday} <setiap|tiap|saban> <pekan|minggu>", None, "Mereka bertemu hari Jumat setiap pekan."),
    Form("weekday left out", "kecuali [pada ][hari ]{weekday}[ <dan|atau> {weekday2}]", None, "Museum buka setiap hari kecuali Senin.", where=before_no_bracket),
    Form("weekdays and hours of a schedule", "{weekday}{to}{weekday2}[,] [{at} ]{time}{to2}[{at2} ]{time2}[ {zone}][[,] <dan|serta|sedangkan> {weekday3}[,] [{at3} ]{time3}{to3}{time4}[ {zone2}]]", None, "Museum dibuka Selasa-Minggu, pukul 09.00-16.00 WIB."),
    Form("set of days with a clock", "<setiap|tiap|saban> <hari|malam|pagi|sore|siang>[,] [<mulai|sekitar|dari> ]{at} {time}[{to}[{at2} ]{time2}][ {part2}][ {zone}]", None, "Pasar buka setiap hari mulai pukul 07.00."),
    Form("clock of a set", "{at} {time}[{to}[{at2} ]{time2}][ {part2}][ {zone}][,] <setiap|tiap|saban>[ <hari|malam|akhir pekan>][ {weekday}]", None, "Toko tutup pukul 21.00 setiap malam."),
    Form("set of days of the month", "<setiap|tiap|saban> <tanggal|tgl> {d}", None, "Gaji dibayar setiap tanggal 5."),
    Form("title of a work with a year", "{dated} {name} {y}", None, "Ia memutar ulang film Death Race 2000.", where=is_title_with_year),
    Form("work known by its year", "{yearwork}", None, "Cyberpunk 2077 terjual laris."),
    Form("club known by its year", "{club} {y}", None, "Ia membela Como 1907."),
    Form("act with a year", "<act|ordinance|ordonansi|konvensi|protokol|statuta> [tahun ]{y}", None, "Ia merujuk Tariff Act tahun 1930."),
    Form("weekdays of a schedule", "{weekday}{to}{weekday2}", None, "Kantor buka Senin-Jumat.", where=is_schedule),
    Form("set of months, listed", "<setiap|tiap|saban> [bulan ]{month}[, {month2}][, {month3}][,] <dan|atau> [bulan ]{month4}", None, "Setiap Januari dan Februari banjir melanda."),
    Form("set of months", "<setiap|tiap|saban> [<bulan|tanggal|awal|akhir|pertengahan> ][{d} ]{month}", None, "Festival itu digelar setiap Juli."),
    Form("set of days", "<setiap|tiap|saban> [tanggal ]{d} {anymonth}", None, "Upacara digelar setiap 17 Agustus."),
    Form("set of clocks", "<setiap|tiap|saban> [<hari|pagi|malam> ]<pukul|jam> {time}[ {part}][ {zone}]", None, "Kereta berangkat setiap pukul 07.00 WIB."),
    Form("how long it lasted", "<selama|dalam|kurun waktu> [sekitar ]{n} {unit} <berikutnya|kemudian|setelahnya|sesudahnya|sebelumnya>", None, "Unjuk rasa berlanjut selama dua bulan berikutnya."),
    Form("how long it lasted, one unit", "<selama|dalam|kurun waktu> {one} <berikutnya|kemudian|setelahnya|sesudahnya|sebelumnya>", None, "Unjuk rasa berlanjut selama setahun berikutnya."),
    Form("vague count", "{vague} {unit}[ {ago}]", None, "Beberapa bulan lalu hal serupa terjadi."),
    Form("vague count of one word", "<bertahun-tahun|berbulan-bulan|berminggu-minggu|berhari-hari|berabad-abad>[ {ago}]", None, "Bertahun-tahun lalu hal serupa terjadi."),
    Form("rite of Friday", "{rite} <jumat|jum'at>", None, "Warga berangkat salat Jumat.", where=before_no_bracket),
    Form("rite of Sunday", "<misa|ibadah|ibadat|kebaktian|sekolah> minggu", None, "Anak-anak mengikuti sekolah Minggu.", where=before_no_bracket),
    Form("place of a weekday", "{place} {weekday}", None, "Warga Pasar Minggu mengeluh.", where=is_proper),
    Form("paper of a weekday", "<harian|koran|surat kabar|majalah|tabloid|mingguan>[ <suara|radar|pos|kompas|republika|media indonesia|jawa pos>] {weekday}", None, "Ia bekerja di tabloid Minggu.", where=before_no_bracket),
    Form("week of a month", "minggu <pertama|kedua|ketiga|keempat|kelima|terakhir|tenang>", None, "Minggu pertama puasa berlalu."),
    Form("holiday of a weekday", "[hari ]{weekday} {epithet}", None, "Kebaktian Jumat Agung berlangsung aman."),
    Form("night before a weekday", "malam {weekday}", None, "Taman itu ramai pada malam Minggu.", where=before_no_bracket),
    Form("weeks counted", "{n} minggu", None, "Penutupan Dua Minggu", where=before_no_bracket),
    Form("named after a day", "{namesake} {d} {anymonth}[ {y}]", None, "Gerakan 30 September berkumpul di Jalan 17 Agustus."),
    Form("place named after a day", "{museum} {d} {anymonth}[ {y}]", None, "Museum 10 November ditutup."),
    Form("named after a day in words", "{word} {month}", None, "Ia lulusan Universitas Sebelas Maret."),
    Form("title with a month", "bulan {month}", None, "Novel Hujan Bulan Juni dibacakan.", where=is_title),
    Form("person named after a month", "{month}", None, "Korban bernama Juni Irawan.", where=names_a_person),
    Form("place with a month in its name", "{month}", None, "Ia tinggal di Desa Lung Mei.", where=names_a_place),
    Form("person named after a weekday, with a title", "{title} {weekday}", None, "Menurut Pak Rabu, warga panik.", where=before_no_bracket),
    Form("movement with a name, named after a day", "<front|gerakan|brigade|tentara> {name} {d} {anymonth}", None, "Front Pembebasan 25 Maret bubar.", where=is_named),
    Form("ship or crossing named after a weekday", "<km|kmp|kri|kapal|simpang|dusun> {weekday}", None, "KM Sabtu Jaya karam.", where=is_proper),
    Form("title of a work that is a year", "<film|novel|lagu|album|serial> {y}", None, "Novel 1984 dan film 1917 dibahas."),
    Form("title of a work that is a year, in quotes", "<film|novel|lagu|album|serial> {quote}{y}", None, "Novel '1984' dibahas."),
    Form("street named after a month", "<gang|jalan|jl|jl.|simpang|perumahan> {month}", None, "Warga Gang Mei mengeluh.", where=is_no_month_with_year),
    Form("count of more things", "{amount}[-{amount2}] {object}", None, "Ia menjual 2019 bungkus nasi.", where=is_counted),
    Form("object that is counted", "{taking} {y}", None, "Gempa itu merusak 1998 surau."),
    Form("secret number", "<pin|sandi|otp> {docket}", None, "Sandinya, kata polisi, sandi 2019."),
    Form("weeks in the plural", "minggu-minggu[ {rel}]", None, "Minggu-minggu ini sibuk."),
    Form("band or singer named after a month", "<grup musik|band|penyanyi|aktris|aktor> {month}", None, "Grup musik April tampil.", where=is_no_month_with_year),
    Form("club or shop named after a weekday", "{shop} {weekday}", None, "Komunitas Rabu Ceria membersihkan pantai.", where=is_part_of_name),
    Form("title of a work that holds a weekday", "{work} {quote}{name} [<hari|malam> ]{weekday}", None, "Ia menyukai film 'Cinta di Hari Minggu'."),
    Form("title of a work that holds a month", "{work} {quote}{name} [bulan ]{month}", None, "Ia menyukai lagu 'Hujan di Bulan Desember'.", where=is_no_month_with_year),
    Form("one by one", "<hari|minggu|pekan|bulan|tahun> demi <hari|minggu|pekan|bulan|tahun>", None, "Minggu demi minggu berlalu."),
    Form("title of a work", "{titled} {quote}[<hari|bulan> ]{weekday}", None, "Ia menyukai film 'Sabtu Bersama Bapak'."),
    Form("title of a work with a month", "{titled} {quote}[<hari|bulan> ]{month}", None, "Ia menyukai lagu 'Januari'."),
    Form("person named after a month, with a title", "{address} {month}", None, "Menurut Ibu Mei, warga panik."),
    Form("persons named after months", "bernama {month} <dan|atau> {month2}", None, "Mereka bernama Agustus dan Maret."),
    Form("upheaval named after a month", "<revolusi|tragedi|kerusuhan|peristiwa|gerakan|partai> {month}", None, "Ia menulis tentang Revolusi Oktober.", where=is_name_alone),
    Form("month with an epithet", "{month} <hitam|kelabu|berdarah|merah|ceria>", None, "Kelompok September Hitam bertanggung jawab."),
    Form("eclipse of the moon", "<gerhana|permukaan|cahaya> bulan", None, "Gerhana bulan ini memukau warga."),
    Form("law", "{law}[ <nomor|no|no.|nomer>] {docket}[ ({y})][ tahun {y2}]", None, "UUD 1945 dan UU No. 13/2003 dirujuk dalam Resolusi 2231 (2015)."),
    Form("law with a name", "{law} {name}[ <nomor|no|no.|nomer>] {docket}[ ({y})][ tahun {y2}]", None, "Pengujian UU Cipta Kerja 11 Tahun 2020 ditolak.", where=is_named),
    Form("number and year", "<nomor|no|no.|nomer> {docket}[ tahun {y}]", None, "Perda itu adalah Nomor 5 Tahun 2011."),
    Form("number with a code, and year", "<nomor|no|no.|nomer> {code} tahun {y}", None, "SK Menteri Nomor M.HH-01.AH.11.01 Tahun 2020 dicabut."),
    Form("article of a law", "{clause} {docket}", None, "Pasal 7/2 dihapus."),
    Form("money", "<rp|rp.|us$|usd|idr|eur> {amount}", None, "Harganya Rp 2013 per butir."),
    Form("measure", "{amount}[-{amount2}] {measure}", None, "Puncaknya 2013 meter."),
    Form("count", "{amount}[-{amount2}] {counted}", None, "Ada 2023 orang yang menolak pindah.", where=is_counted),
    Form("quantity", "{quantity} {y}", None, "Desa itu dihuni setidaknya 1998 kepala.", where=is_quantity),
    Form("age of a decade", "<berusia|usia|berumur|umur> [<awal|akhir|pertengahan> ][sekitar ]{amount}[-an][ <tahun|bulan>]", None, "Perempuan berusia 30-an itu selamat."),
    Form("aircraft and machines", "{machine} {amount}[-{amount2}]", None, "Boeing 2000 mendarat.", where=is_machine),
    Form("event known by a number", "9/11", None, "Serangan 9/11 mengubah segalanya."),
    Form("year before Christ", "[<tahun|abad> ][<ke-|ke >]{amount} <sm|sebelum masehi>", None, "Candi itu dibangun tahun 1500 SM."),
    Form("year of the Hijra", "[tahun ]{amount} <h|hijriah|hijriyah>", None, "Itu terjadi pada 1444 Hijriah."),
    Form("days gone by", "{n} {unit} <kemarin|ini>", None, "Tiga hari kemarin mereka berpuasa.", where=is_true_count),
    Form("a week gone by", "{one} <kemarin|ini>", None, "Seminggu ini hujan turun."),
    Form("some days ago", "kemarin-kemarin", None, "Kemarin-kemarin ia diam."),
    Form("day and night", "{daynight}", None, "Mereka bekerja siang dan malam."),
    Form("night as a stay", "<menginap semalam|semalam suntuk|bermalam semalam>", None, "Mereka menginap semalam di sana."),
    Form("hour of work", "<jam|pukul> {n} <jam|kali>", None, "Jam 3 kali dua."),
)  # fmt: skip

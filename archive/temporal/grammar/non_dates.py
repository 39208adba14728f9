"""Rows of the table that are no dates: what they cover is passed over.

A trap that begins where a date could begin wins over it only by being as long, or longer; so a trap covers its context
("2013 meter", "Pasal 7/2", "setiap Jumat").
"""

# ruff: noqa: E501
#   One row a line, so that the table can be read as one.

from __future__ import annotations

from archive.temporal.conditions import (
    before_no_bracket,
    is_counted,
    is_machine,
    is_name_alone,
    is_named,
    is_no_month_with_year,
    is_part_of_name,
    is_proper,
    is_quantity,
    is_schedule,
    is_title,
    is_true_count,
    names_a_person,
)
from archive.temporal.pattern import Form

#: What can be counted or measured: a number before it is no year.
MEASURES = "meter|m|kilometer|km|sentimeter|cm|mm|kaki|mdpl|hektare|hektar|ha|acre|mil|ton|kg|kilogram|gram|liter|barel|watt|kilowatt|megawatt|mw|persen|%|derajat|dolar|rupiah|euro|yen|yuan|ringgit|poundsterling|sen|volt|hz|cc|kalori|knot|mph|kilometer per jam|halaman|lembar"
#: Who or what is counted.
COUNTED = "orang|jiwa|warga|penduduk|tentara|prajurit|serdadu|pasukan|personel|polisi|anggota|korban|pasien|kasus|pengungsi|migran|imigran|anak|siswa|pelajar|mahasiswa|guru|buruh|pekerja|karyawan|jemaah|peserta|delegasi|penonton|suporter|penumpang|relawan|responden|pemilih|suara|kursi|unit|buah|ekor|butir|kapal|mobil|kendaraan|sepeda motor|rumah|bangunan|gedung|kamar|desa|kelurahan|kecamatan|sekolah|masjid|gereja|tps|dosis|paket|potong|batang|pohon|titik|kali|jenis|spesies|judul|menit|jam|detik|pekan|bulan|tahun|poin|tiket|porsi|eksemplar|keping|surat|laporan|aduan|pengaduan|sampel|tempat tidur|botol|karung|tablet|perusahaan|toko|kios|lokasi|bidang|keluarga|kk|kepala keluarga|tahanan|narapidana|sandera|wartawan|jurnalis|dokter|perawat|juta|ribu|miliar|triliun"
#: Words after which a number is a count, measure or name.
QUANTITY = "sebanyak|sejumlah|seharga|senilai|sebesar|setinggi|seberat|seluas|sedalam|ketinggian|tinggi|kedalaman|jarak|panjang|berat|luas|lebih dari|kurang dari|hampir|setidaknya|sedikitnya|sekurang-kurangnya|paling sedikit|minimal|maksimal|mencapai|berjumlah|total|rata-rata"
LAW = "uu|uud|undang-undang|undang-undang dasar|perppu|perpu|pp|perpres|keppres|inpres|permen|permenkes|permendag|permenhub|perda|pergub|perwali|perbup|peraturan|peraturan pemerintah|peraturan presiden|peraturan menteri|peraturan daerah|keputusan|keputusan presiden|ketetapan|tap|kepmen|surat keputusan|sk|surat edaran|se|maklumat|instruksi presiden|resolusi|putusan|perkara|ruu|kuhp|kuhap|qanun|skb"

TRAPS = (
    Form("set of weekdays", "<setiap|tiap|tiap-tiap|saban> [<hari|malam|akhir pekan> ]{weekday}[ {part}][[,] [<mulai|sekitar|dari> ]{at} {time}[{to}[{at2} ]{time2}][ {part2}][ {zone}]]", None, "Setiap hari Minggu jalan itu ditutup."),
    Form("set of weekdays, listed", "<setiap|tiap|saban> [hari ]{weekday}[, {weekday2}][, {weekday3}][,] <dan|atau> [hari ]{weekday4}[ {part}]", None, "Pasar buka setiap Senin dan Kamis."),
    Form("set of weekdays in a row", "<setiap|tiap|saban> [hari ]{weekday}{to}[hari ]{weekday2}", None, "Toko buka tiap hari Senin-Jumat."),
    Form("weekday left out", "kecuali [pada ][hari ]{weekday}[ <dan|atau> {weekday2}]", None, "Museum buka setiap hari kecuali Senin.", where=before_no_bracket),
    Form("weekdays and hours of a schedule", "{weekday}{to}{weekday2}[,] [{at} ]{time}{to2}[{at2} ]{time2}[ {zone}]", None, "Museum dibuka Selasa-Minggu, pukul 09.00-16.00 WIB."),
    Form("set of days with a clock", "<setiap|tiap|saban> <hari|malam|pagi|sore|siang>[,] [<mulai|sekitar|dari> ]{at} {time}[{to}[{at2} ]{time2}][ {part2}][ {zone}]", None, "Pasar buka setiap hari mulai pukul 07.00."),
    Form("set of days of the month", "<setiap|tiap|saban> <tanggal|tgl> {d}", None, "Gaji dibayar setiap tanggal 5."),
    Form("title of a work with a year", "<film|novel|lagu|album|serial|gim|game|permainan|sinetron|memainkan|memutar ulang> {name} {y}", None, "Ia memutar ulang film Death Race 2000.", where=is_named),
    Form("work known by its year", "<battlefield 1942|blade runner 2049|cyberpunk 2077|wonder woman 1984|anno 1800|death race 2000|ghostland 2066|jakarta undercover 1945|pengabdi setan 1980>", None, "Cyberpunk 2077 terjual laris."),
    Form("club known by its year", "<como|bologna|schalke|hannover|1860|mainz|darmstadt|persis|braunschweig|ascoli|ternana|reggina|palermo fc|benevento calcio|spal> {y}", None, "Ia membela Como 1907."),
    Form("act with a year", "<act|ordinance|ordonansi|konvensi|protokol|statuta> [tahun ]{y}", None, "Ia merujuk Tariff Act tahun 1930."),
    Form("weekdays of a schedule", "{weekday}{to}{weekday2}", None, "Kantor buka Senin-Jumat.", where=is_schedule),
    Form("set of months, listed", "<setiap|tiap|saban> [bulan ]{month}[, {month2}][, {month3}][,] <dan|atau> [bulan ]{month4}", None, "Setiap Januari dan Februari banjir melanda."),
    Form("set of months", "<setiap|tiap|saban> [<bulan|tanggal|awal|akhir|pertengahan> ][{d} ]{month}", None, "Festival itu digelar setiap Juli."),
    Form("set of days", "<setiap|tiap|saban> [tanggal ]{d} {anymonth}", None, "Upacara digelar setiap 17 Agustus."),
    Form("set of clocks", "<setiap|tiap|saban> [<hari|pagi|malam> ]<pukul|jam> {time}[ {part}][ {zone}]", None, "Kereta berangkat setiap pukul 07.00 WIB."),
    Form("vague count", "{vague} {unit}[ {ago}]", None, "Beberapa bulan lalu hal serupa terjadi."),
    Form("vague count of one word", "<bertahun-tahun|berbulan-bulan|berminggu-minggu|berhari-hari|berabad-abad>[ {ago}]", None, "Bertahun-tahun lalu hal serupa terjadi."),
    Form("rite of Friday", "<salat|shalat|sholat|solat|sembahyang|khotbah|khutbah|jemaah|jamaah> <jumat|jum'at>", None, "Warga berangkat salat Jumat.", where=before_no_bracket),
    Form("rite of Sunday", "<misa|ibadah|ibadat|kebaktian|sekolah> minggu", None, "Anak-anak mengikuti sekolah Minggu.", where=before_no_bracket),
    Form("place of a weekday", "<pasar|kampung|kelurahan|desa|gang|jalan|jl|jl.|terminal|stasiun|suara|radar> {weekday}", None, "Warga Pasar Minggu mengeluh.", where=is_proper),
    Form("paper of a weekday", "<harian|koran|surat kabar|majalah|tabloid|mingguan>[ <suara|radar|pos|kompas|republika|media indonesia|jawa pos>] {weekday}", None, "Ia bekerja di tabloid Minggu.", where=before_no_bracket),
    Form("week of a month", "minggu <pertama|kedua|ketiga|keempat|kelima|terakhir|tenang>", None, "Minggu pertama puasa berlalu."),
    Form("holiday of a weekday", "[hari ]{weekday} <agung|kelabu|abu|putih|suci|kudus|palma|palem|paskah|berkah|bersih|curhat|super|wage|kliwon|legi|pahing|pon|pagi post|hitam|berdarah>", None, "Kebaktian Jumat Agung berlangsung aman."),
    Form("night before a weekday", "malam {weekday}", None, "Taman itu ramai pada malam Minggu.", where=before_no_bracket),
    Form("weeks counted", "{n} minggu", None, "Penutupan Dua Minggu", where=before_no_bracket),
    Form("named after a day", "<jalan|jl|jl.|gang|gg|gg.|stadion|lapangan|monumen|tugu|taman|alun-alun|jembatan|bandara|pelabuhan|rumah sakit|rs|universitas|institut|institut teknologi|sekolah|sma|smp|sd|sman|smk|masjid|gereja|gedung|hotel|gerakan|partai|front|brigade|kelompok|batalion|batalyon|yayasan|pt|cv|organisasi|komite|laskar|kampus|surat perintah|tentara|divisi> {d} {anymonth}[ {y}]", None, "Gerakan 30 September berkumpul di Jalan 17 Agustus."),
    Form("place named after a day", "<museum|akademi|politeknik|rsud|aliansi|komunitas|smpn|sdn|kri> {d} {anymonth}[ {y}]", None, "Museum 10 November ditutup."),
    Form("named after a day in words", "{word} {month}", None, "Ia lulusan Universitas Sebelas Maret."),
    Form("title with a month", "bulan {month}", None, "Novel Hujan Bulan Juni dibacakan.", where=is_title),
    Form("person named after a month", "{month}", None, "Korban bernama Juni Irawan.", where=names_a_person),
    Form("person named after a weekday, with a title", "<bernama|pak|bu|bapak|ibu|mbak|mas|bung|kak|nyonya|tuan|tante|om|paman|bibi|nenek|kakek> {weekday}", None, "Menurut Pak Rabu, warga panik.", where=before_no_bracket),
    Form("movement with a name, named after a day", "<front|gerakan|brigade|tentara> {name} {d} {anymonth}", None, "Front Pembebasan 25 Maret bubar.", where=is_named),
    Form("ship or crossing named after a weekday", "<km|kmp|kri|kapal|simpang|dusun> {weekday}", None, "KM Sabtu Jaya karam.", where=is_proper),
    Form("title of a work that is a year", "<film|novel|lagu|album|serial> {y}", None, "Novel 1984 dan film 1917 dibahas."),
    Form("title of a work that is a year, in quotes", "<film|novel|lagu|album|serial> {quote}{y}", None, "Novel '1984' dibahas."),
    Form("street named after a month", "<gang|jalan|jl|jl.|simpang|perumahan> {month}", None, "Warga Gang Mei mengeluh.", where=is_no_month_with_year),
    Form("count of more things", "{amount}[-{amount2}] <bungkus|kotak|kardus|dus|kantong|kaleng|gelas|piring|sak|karat|galon|pucuk|bilah|pasang|set|gerai|akun|pengikut|pengguna|pelanggan|nasabah|penerima|pendaftar|pelamar|wisudawan|tamu|balita|lansia|perempuan|laki-laki|pria|wanita|petugas|demonstran|pengunjuk rasa|luka-luka|luka|terluka|cedera>", None, "Ia menjual 2019 bungkus nasi.", where=is_counted),
    Form("object that is counted", "<menjual|membeli|membagikan|menyita|memiliki|mengangkut|membawa|menewaskan|melukai|melibatkan|menampung|menghasilkan|memproduksi|merusak|merendam|membutuhkan|mengumpulkan|mendatangkan> {y}", None, "Gempa itu merusak 1998 surau."),
    Form("secret number", "<pin|sandi|otp> {docket}", None, "Sandinya, kata polisi, sandi 2019."),
    Form("weeks in the plural", "minggu-minggu[ {rel}]", None, "Minggu-minggu ini sibuk."),
    Form("band or singer named after a month", "<grup musik|band|penyanyi|aktris|aktor> {month}", None, "Grup musik April tampil.", where=is_no_month_with_year),
    Form("club or shop named after a weekday", "<komunitas|klub|grup|band|kedai|kafe|warung|toko|restoran> {weekday}", None, "Komunitas Rabu Ceria membersihkan pantai.", where=is_part_of_name),
    Form("title of a work that holds a weekday", "<film|novel|lagu|buku|album|puisi|cerpen|drama|sinetron> {quote}{name} [<hari|malam> ]{weekday}", None, "Ia menyukai film 'Cinta di Hari Minggu'."),
    Form("title of a work that holds a month", "<film|novel|lagu|buku|album|puisi|cerpen|drama|sinetron> {quote}{name} [bulan ]{month}", None, "Ia menyukai lagu 'Hujan di Bulan Desember'.", where=is_no_month_with_year),
    Form("one by one", "<hari|minggu|pekan|bulan|tahun> demi <hari|minggu|pekan|bulan|tahun>", None, "Minggu demi minggu berlalu."),
    Form("title of a work", "<film|novel|lagu|buku|album|puisi|cerpen|drama|sinetron|berjudul|bertajuk> {quote}[<hari|bulan> ]{weekday}", None, "Ia menyukai film 'Sabtu Bersama Bapak'."),
    Form("title of a work with a month", "<film|novel|lagu|buku|album|puisi|cerpen|drama|sinetron|berjudul|bertajuk> {quote}[<hari|bulan> ]{month}", None, "Ia menyukai lagu 'Januari'."),
    Form("person named after a month, with a title", "<bernama|nama|ibu|bapak|pak|bu|mbak|mas|nyonya|tuan|tante|om|paman|bibi|nenek|kakek|saudara|saudari|bung|kak|dokter|jenderal|kapten|kolonel|letnan|mayor|kompol|iptu|aipda|brigadir|sersan|ustaz|kiai|haji|hajah|kampung|desa|dusun|kelurahan|kecamatan|toko|restoran|kafe|warung> {month}", None, "Menurut Ibu Mei, warga panik."),
    Form("upheaval named after a month", "<revolusi|tragedi|kerusuhan|peristiwa|gerakan|partai> {month}", None, "Ia menulis tentang Revolusi Oktober.", where=is_name_alone),
    Form("month with an epithet", "{month} <hitam|kelabu|berdarah|merah|ceria>", None, "Kelompok September Hitam bertanggung jawab."),
    Form("eclipse of the moon", "<gerhana|permukaan|cahaya> bulan", None, "Gerhana bulan ini memukau warga."),
    Form("law", f"<{LAW}>[ <nomor|no|no.|nomer>] {{docket}}[ ({{y}})][ tahun {{y2}}]", None, "UUD 1945 dan UU No. 13/2003 dirujuk dalam Resolusi 2231 (2015)."),
    Form("law with a name", f"<{LAW}> {{name}}[ <nomor|no|no.|nomer>] {{docket}}[ ({{y}})][ tahun {{y2}}]", None, "Pengujian UU Cipta Kerja 11 Tahun 2020 ditolak.", where=is_named),
    Form("number and year", "<nomor|no|no.|nomer> {docket}[ tahun {y}]", None, "Perda itu adalah Nomor 5 Tahun 2011."),
    Form("number with a code, and year", "<nomor|no|no.|nomer> {code} tahun {y}", None, "SK Menteri Nomor M.HH-01.AH.11.01 Tahun 2020 dicabut."),
    Form("article of a law", "<pasal|ayat|bab|butir|huruf|halaman|hal.|volume|vol.|tipe|kode|rt|rw|rt/rw|blok|kamar|kavling|kav|kav.|pos|km|lantai|kloter|peringkat|skor|telepon|telp|telp.|hp|faks|wa|nik|nip> {docket}", None, "Pasal 7/2 dihapus."),
    Form("money", "<rp|rp.|us$|usd|idr|eur> {amount}", None, "Harganya Rp 2013 per butir."),
    Form("measure", f"{{amount}}[-{{amount2}}] <{MEASURES}>", None, "Puncaknya 2013 meter."),
    Form("count", f"{{amount}}[-{{amount2}}] <{COUNTED}>", None, "Ada 2023 orang yang menolak pindah.", where=is_counted),
    Form("quantity", f"<{QUANTITY}> {{y}}", None, "Desa itu dihuni setidaknya 1998 kepala.", where=is_quantity),
    Form("age of a decade", "<berusia|usia|berumur|umur> [<awal|akhir|pertengahan> ][sekitar ]{amount}[-an][ <tahun|bulan>]", None, "Perempuan berusia 30-an itu selamat."),
    Form("aircraft and machines", "<boeing|airbus|b|a|f|su|mig|sukhoi|fokker|cessna|atr|model|seri|windows|toyota|honda> {amount}[-{amount2}]", None, "Boeing 2000 mendarat.", where=is_machine),
    Form("event known by a number", "9/11", None, "Serangan 9/11 mengubah segalanya."),
    Form("year before Christ", "[<tahun|abad> ][<ke-|ke >]{amount} <sm|sebelum masehi>", None, "Candi itu dibangun tahun 1500 SM."),
    Form("year of the Hijra", "[tahun ]{amount} <h|hijriah|hijriyah>", None, "Itu terjadi pada 1444 Hijriah."),
    Form("days gone by", "{n} {unit} <kemarin|ini>", None, "Tiga hari kemarin mereka berpuasa.", where=is_true_count),
    Form("a week gone by", "{one} <kemarin|ini>", None, "Seminggu ini hujan turun."),
    Form("some days ago", "kemarin-kemarin", None, "Kemarin-kemarin ia diam."),
    Form("day and night", "<siang dan malam|pagi dan sore|pagi hingga malam|siang malam|makan malam|makan siang|makan pagi|jam malam|hari esok>", None, "Mereka bekerja siang dan malam."),
    Form("night as a stay", "<menginap semalam|semalam suntuk|bermalam semalam>", None, "Mereka menginap semalam di sana."),
    Form("hour of work", "<jam|pukul> {n} <jam|kali>", None, "Jam 3 kali dua."),
)  # fmt: skip

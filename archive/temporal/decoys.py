"""Words around what looks like a date and is none, in lower case: tables that a linguist can edit
without reading code."""

from __future__ import annotations

#: Works that have titles.
WORKS = frozenset(
    """
    film novel lagu buku album puisi cerpen drama sinetron
    """.split()
)

#: Words before a title.
TITLED = frozenset(
    """
    film novel lagu buku album puisi cerpen drama sinetron berjudul bertajuk
    """.split()
)

#: Works whose title can end in a year, and what one does with them.
DATED_WORKS = frozenset(
    """
    film novel lagu album serial gim game permainan sinetron memainkan
    """.split()
) | {"memutar ulang"}

#: Works that are known by their year.
WORKS_WITH_YEAR = frozenset(
    {
        "battlefield 1942",
        "blade runner 2049",
        "cyberpunk 2077",
        "wonder woman 1984",
        "anno 1800",
        "death race 2000",
        "ghostland 2066",
        "jakarta undercover 1945",
        "pengabdi setan 1980",
    }
)

#: Clubs and companies that have the year of their founding in their name.
CLUBS_WITH_YEAR = frozenset(
    """
    bumiputera como bologna schalke hannover 1860 mainz darmstadt persis braunschweig ascoli
    ternana reggina spal
    """.split()
) | {"palermo fc", "benevento calcio"}

#: Rites of Friday.
RITES = frozenset(
    """
    salat shalat sholat solat sembahyang khotbah khutbah jemaah jamaah
    """.split()
)

#: Places that are named after weekdays.
WEEKDAY_PLACES = frozenset(
    """
    pasar kampung kelurahan desa gang jalan jl jl. terminal stasiun suara radar
    """.split()
)

#: Words that make a feast or a name of a weekday.
WEEKDAY_EPITHETS = frozenset(
    """
    agung kelabu abu putih suci kudus palma palem paskah berkah bersih curhat super wage kliwon
    legi pahing pon hitam berdarah
    """.split()
) | {"pagi post"}

#: What is named after a day of history.
NAMESAKES = frozenset(
    """
    jalan jl jl. gang gg gg. stadion lapangan monumen tugu taman alun-alun jembatan bandara
    pelabuhan rs universitas institut sekolah sma smp sd sman smk masjid gereja gedung hotel
    gerakan partai front brigade kelompok batalion batalyon yayasan pt cv organisasi komite
    laskar kampus tentara divisi
    """.split()
) | {"rumah sakit", "institut teknologi", "surat perintah"}

#: What is named after a day of history, with its month in words.
MORE_NAMESAKES = frozenset(
    """
    museum akademi politeknik rsud aliansi komunitas smpn sman smkn sdn kri stikes stie stia stkip stmik ikip poltek
    klinik puskesmas
    """.split()
)

#: Titles of people before a name that is a weekday.
TITLES = frozenset(
    """
    bernama pak bu bapak ibu mbak mas bung kak nyonya tuan tante om paman bibi nenek kakek
    """.split()
)

#: Titles of people, and places, before a name that is a month.
TITLES_AND_PLACES = frozenset(
    """
    bernama nama ibu bapak pak bu mbak mas nyonya tuan tante om paman bibi nenek kakek saudara
    saudari bung kak dokter jenderal kapten kolonel letnan mayor kompol iptu aipda brigadir
    sersan ustaz kiai haji hajah kampung desa dusun kelurahan kecamatan toko restoran kafe
    warung
    """.split()
)

#: Things that are counted, wherever the number stands.
OBJECTS = frozenset(
    """
    bungkus kotak kardus dus kantong kaleng gelas piring sak karat galon pucuk bilah pasang set
    gerai akun pengikut pengguna pelanggan nasabah penerima pendaftar pelamar wisudawan tamu
    balita lansia perempuan laki-laki pria wanita petugas demonstran luka-luka luka terluka
    cedera
    """.split()
) | {"pengunjuk rasa"}

#: Verbs whose object is counted.
TAKING = frozenset(
    """
    menjual membeli membagikan menyita memiliki mengangkut membawa menewaskan melukai melibatkan
    menampung menghasilkan memproduksi merusak merendam membutuhkan mengumpulkan mendatangkan
    """.split()
)

#: Clubs and shops that are named after weekdays.
WEEKDAY_CLUBS = frozenset(
    """
    komunitas klub grup band kedai kafe warung toko restoran
    """.split()
)

#: Laws and rulings.
LAWS = frozenset(
    """
    uu uud undang-undang perppu perpu pp perpres keppres inpres permen permenkes permendag
    permenhub perda pergub perwali perbup peraturan keputusan ketetapan tap kepmen sk se
    maklumat resolusi putusan perkara ruu kuhp kuhap qanun skb
    """.split()
) | {
    "undang-undang dasar",
    "peraturan pemerintah",
    "peraturan presiden",
    "peraturan menteri",
    "peraturan daerah",
    "keputusan presiden",
    "surat keputusan",
    "surat edaran",
    "instruksi presiden",
}

#: Parts of documents, addresses and numbers.
CLAUSES = frozenset(
    """
    pasal ayat bab butir huruf halaman hal. volume vol. tipe kode rt rw rt/rw blok kamar kavling
    kav kav. pos km lantai kloter peringkat skor telepon telp telp. hp faks wa nik nip
    """.split()
)

#: What can be counted or measured: a number before it is no year.
MEASURES = frozenset(
    """
    meter m kilometer km sentimeter cm mm kaki mdpl hektare hektar ha acre mil ton kg kilogram
    gram liter barel watt kilowatt megawatt mw persen % derajat dolar rupiah euro yen yuan
    ringgit poundsterling sen volt hz cc kalori knot mph halaman lembar
    """.split()
) | {"kilometer per jam"}

#: Who or what is counted.
COUNTED = frozenset(
    """
    orang jiwa warga penduduk tentara prajurit serdadu pasukan personel polisi anggota korban
    pasien kasus pengungsi migran imigran anak siswa pelajar mahasiswa guru buruh pekerja
    karyawan jemaah peserta delegasi penonton suporter penumpang relawan responden pemilih suara
    kursi unit buah ekor butir kapal mobil kendaraan rumah bangunan gedung kamar desa kelurahan
    kecamatan sekolah masjid gereja tps dosis paket potong batang pohon titik kali jenis spesies
    judul menit jam detik pekan bulan tahun poin tiket porsi eksemplar keping surat laporan
    aduan pengaduan sampel botol karung tablet perusahaan toko kios lokasi bidang keluarga kk
    putaran ronde lap gol tahanan narapidana sandera wartawan jurnalis dokter perawat juta ribu miliar triliun
    """.split()
) | {"sepeda motor", "tempat tidur", "kepala keluarga"}

#: Words after which a number is a count, measure or name.
QUANTITIES = frozenset(
    """
    sebanyak sejumlah seharga senilai sebesar setinggi seberat seluas sedalam ketinggian tinggi
    kedalaman jarak panjang berat luas hampir setidaknya sedikitnya sekurang-kurangnya minimal
    maksimal mencapai berjumlah total rata-rata
    """.split()
) | {"lebih dari", "kurang dari", "paling sedikit"}

#: Aircraft and machines, whose number is their model.
MACHINES = frozenset(
    """
    boeing airbus b a f su mig sukhoi fokker cessna atr model seri windows toyota honda
    """.split()
)

#: Parts of the day that name no time.
DAY_AND_NIGHT = frozenset(
    {
        "siang dan malam",
        "pagi dan sore",
        "pagi hingga malam",
        "siang malam",
        "makan malam",
        "makan siang",
        "makan pagi",
        "jam malam",
        "hari esok",
    }
)

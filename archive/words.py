"""Words of the platform's frame, by language: the only tables that depend on a language; a linguist can extend them."""

from __future__ import annotations

import re

#: Lines that belong to the frame of a page, never to a text. Compared whole, case folded, without closing colon.
FRAME_LINES = frozenset(
    line.strip().casefold()
    for line in """
    XS
    SM
    MD
    LG
    0:00
    RSS
    Podcast
    Facebook
    Twitter
    Instagram
    YouTube
    WhatsApp
    LINE
    Email
    Embed
    Tautan-tautan Akses
    Lewatkan ke konten utama
    Lewati ke konten utama
    Langsung ke konten utama
    Lewatkan ke navigasi utama
    Lewati ke navigasi utama
    Lewatkan ke pencarian
    Lewati ke pencarian
    Lewatkan ke Pencarian
    Ke konten utama
    Ke navigasi utama
    Ke pencarian
    Kembali ke konten utama
    Kembali ke atas
    Kembali ke Navigasi Utama
    Berita Terkini
    Berita terkait
    Terkait
    Artikel terkait
    Rekomendasi
    Direkomendasikan
    Terpopuler
    Lebih lanjut
    Selengkapnya
    Muat lebih banyak
    Lihat komentar
    Tampilkan komentar
    Komentar
    Forum
    Bagikan
    Bagikan artikel
    Bagikan di Facebook
    Bagikan di Twitter
    Cetak
    Unduh
    Unduhan
    Tautan langsung
    Sebelumnya
    Berikutnya
    Selanjutnya
    Ikuti kami
    Pilihan cetak
    Opsi cetak
    Batal
    Tutup
    Cari
    Pencarian
    Tautan telah disalin
    Salin tautan
    Kode telah disalin ke clipboard
    Tidak ada sumber media saat ini
    Putar
    Jeda
    Lebar
    Tinggi
    Bahasa
    Learning English
    Accessibility links
    Skip to main content
    Skip to main Navigation
    Skip to Search
    Breaking News
    Related
    Recommended
    Share
    Share on Facebook
    Share on Twitter
    Print
    Print Options
    Copy link
    Link has been copied to clipboard
    Next
    Previous
    Close
    Search
    Follow Us
    Back to top
    Embed share
    Download
    Direct link
    Pop-out player
    Auto
    Comments
    See comments
    Show comments
    Listen
    The code has been copied to your clipboard
    The code has been copied to your clipboard.
    The URL has been copied to your clipboard
    No media source currently available
    Click to reveal
    please wait
    This image contains sensitive content which some people may find offensive or disturbing.
    Continue reading
    More options
    Fewer options
    Gambar
    Multimedia
    Konten Tersemat
    Klik untuk melihat
    Gambar ini memuat konten sensitif yang mungkin dianggap mengganggu oleh sebagian orang.
    Semat
    width
    px
    height
    Images
    Embedded Content
    Cancel
    Show more
    Show less
    """.strip().splitlines()
)

#: Labels of players: how long, how far, in which quality.
_FRAME_PATTERNS = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d{2,4}\s*kbps\b.{0,12}|\d{3,4}p\b.{0,20}")

#: Sentences of the player and the clipboard, wherever they stand in a line.
FRAME_PHRASES = re.compile(
    r"The (?:code|URL) has been copied to your clipboard\.?|No media source currently available|"
    r"Link has been copied to clipboard|Tautan-tautan Akses|Tidak ada sumber media saat ini",
    re.IGNORECASE,
)

#: How a line begins that only sends the reader to another story.
READ_ALSO = re.compile(
    r"[\[(]?\s*(?:(?:baca|lihat|simak|tonton|dengar(?:kan)?)\s+(?:juga|selengkapnya|selanjutnya)\b|"
    r"(?:artikel|berita|tulisan|laporan|video)\s+terkait\b|"
    r"(?:see|read|also|watch)\s+(?:also|more|read|related|too)\b|related\s*(?:stor(?:y|ies)|articles?|news|video)?\s*:|"
    r"(?:читайте|смотрите)\s+также|(?:читайте|дивіться)\s+також|lire\s+aussi|lea\s+también|leia\s+também)",
    re.IGNORECASE,
)

#: What the line of a recording's download says.
DOWNLOAD = re.compile(r"download|unduh|\bmp3\b|right-click|klik\s+kanan", re.IGNORECASE)

#: What comes before a name in a byline.
BY = re.compile(r"(?:oleh|by|par|por|von|автор|reporter|penulis)\s*:?\s+", re.IGNORECASE)

#: Between the names of a byline.
AND = re.compile(r"\s*[,;/|]\s*(?!(?:Jr|Sr|Ph\.?D|M\.?[A-Z])\b)|\s+(?:dan|and|&|et|y|e)\s+", re.IGNORECASE)

#: A line that names whose material went into a report.
CONTRIBUTION = re.compile(
    r"(?:(?:beberapa|sebagian)\s+)?(?:informasi|bahan|materi|keterangan)\b.{0,30}\b(?:dari|oleh)\b.{2,120}\b"
    r"(?:turut\s+digunakan|digunakan|dipakai|berkontribusi)|"
    r"(?:beberapa|sebagian)\s+(?:informasi|bahan|materi)\b.{0,40}\b(?:berasal|bersumber|diperoleh|dikutip)\s+dari\b|"
    r"(?:turut\s+)?(?:berkontribusi|menyumbang)\b.{0,20}\b(?:laporan|artikel)|"
    r"(?:some\s+)?(?:information|material)\b.{0,60}\b(?:came|was\s+(?:provided|taken)|is)\s+(?:from|by)\b|"
    r"contributed\s+to\s+this\s+(?:report|story|article)",
    re.IGNORECASE,
)


def is_frame(line: str) -> bool:
    """Whether a cleaned line is nothing but words of the frame."""
    if len(line) > 120:
        return False
    bare = line.casefold().rstrip(" :")
    return (
        bare in FRAME_LINES
        or _FRAME_PATTERNS.fullmatch(line) is not None
        or not FRAME_PHRASES.sub("", line).strip(" .:0")
    )


#: Labels of the frame that only one site has.
SITE_LABELS = {"Tautan-tautan Akses": "voaindonesia"}

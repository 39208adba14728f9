"""Words of the platform's frame, by language: the only tables that depend on a language; a linguist
can extend them."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Lines that belong to the frame of a page, never to a text. Compared whole, case folded, without
#: closing colon.
FRAME_LINES = frozenset(
    line.strip().casefold()
    for line in """
    XS
    SM
    MD
    LG
    0:00
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
    Direkomendasikan
    Terpopuler
    Lebih lanjut
    Selengkapnya
    Muat lebih banyak
    Lihat komentar
    Tampilkan komentar
    Forum
    Bagikan
    Bagikan artikel
    Bagikan artikel ini
    Share this
    Share this article
    Bagikan di Facebook
    Bagikan di Twitter
    Cetak
    Unduh
    Tautan langsung
    Ikuti kami
    Pilihan cetak
    Opsi cetak
    Batal
    Tutup
    Tautan telah disalin
    Salin tautan
    Kode telah disalin ke clipboard
    Tidak ada sumber media saat ini
    Putar
    Jeda
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
    Konten Tersemat
    Klik untuk melihat
    Gambar ini memuat konten sensitif yang mungkin dianggap mengganggu oleh sebagian orang.
    Semat
    Embedded Content
    لینکهای قابلیت دسترسی
    لینک‌های قابلیت دسترسی
    خبر فوری
    Линки доступности
    Ссылки для упрощенного доступа
    Срочные новости
    无障碍链接
    無障礙鏈接
    突发新闻
    Đường dẫn truy cập
    Liens d'accessibilité
    Enlaces de accesibilidad
    Links de Acesso
    ลิ้งค์เชื่อมต่อ
    연결 가능 링크
    သတင်းရယူရန် လင့်ခ်များ
    Cancel
    Show more
    Show less
    """.strip().splitlines()
)

#: Words of the frame that can as well be an item of a list, a cell or a subhead: frame only in a
#: dump, where nothing tells a menu from a text.
_LABELS = frozenset(
    line.strip().casefold()
    for line in """
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
    Unduhan
    Rekomendasi
    Sebelumnya
    Berikutnya
    Selanjutnya
    Komentar
    Comments
    Cari
    Pencarian
    Lebar
    Tinggi
    Bahasa
    Gambar
    Images
    Multimedia
    Learning English
    Auto
    width
    height
    px
    """.strip().splitlines()
)

#: Labels of players: how long, how far, in which quality.
_PLAYER_LABELS = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?|\d{2,4}\s*kbps\b.{0,12}|\d{3,4}p\b.{0,20}")

#: Sentences of the player and the clipboard, wherever they stand in a line.
FRAME_PHRASES = re.compile(
    r"The (?:code|URL) has been copied to your clipboard\.?|No media source currently available|"
    r"Link has been copied to clipboard|Tautan-tautan Akses|Tidak ada sumber media saat ini",
    re.IGNORECASE,
)

#: What the line of a recording's download says.
DOWNLOAD = re.compile(r"download|unduh|\bmp3\b|right-click|klik\s+kanan", re.IGNORECASE)

#: What comes before a name in a byline.
BY = re.compile(r"^(?:oleh|by|par|por|автор|reporter|penulis)(?:\s*:\s*|\s+)", re.IGNORECASE)

#: What follows a name after a comma and belongs to it: "Jr.", degrees such as "S.H.", "M.Si.",
#: "Ph.D", "MA".
_SUFFIX = r"(?:[JS]r\b|II+\b|(?:[A-Z][A-Za-z]{0,4}\.){1,3}(?!\w)|Ph\.?D\b|M[ABD]\b|MSc\b|SH\b)"

#: Between the names of a byline.
AND = re.compile(
    rf"\s*(?:,(?!\s*{_SUFFIX})|[;|،؛、，]|(?<!RFE)/)\s*|\s+(?:dan|DAN|and|AND|&|et|y|e)\s+"
)

#: Bracketed words of two or three letters that are no person; of several in square brackets one can
#: still be one.
NO_PERSON = frozenset(
    "dkk dll dan di dia en he her him his id ini itu kg km pbb red she sic tv wib".split()
)
NEVER_A_PERSON = frozenset("afp ap bbc cnn dpa epa voa".split())

#: What comes before the name in the credit of a caption.
CREDIT = (
    r"(?:fotos?|photos?|courtesy|kredit|credit|sumber|ilustrasi|video|dok|dokumentasi|file"
    r"|twitter|facebook|instagram)"
)

#: Where somebody stands in a picture: brackets that hold such a word name no credit.
SIDE = re.compile(r"(?:kiri|kanan|tengah|depan|belakang|left|right)", re.IGNORECASE)


def is_frame(line: str) -> bool:
    """True for a cleaned line that holds nothing but words of the frame."""
    if len(line) > 120:
        return False
    return line.casefold().rstrip(" :") in FRAME_LINES or not FRAME_PHRASES.sub("", line).strip(
        " .:0"
    )


def is_frame_of_dump(line: str) -> bool:
    """True for such a line of a dump, where the labels of menus and players have lost their
    elements."""
    if is_frame(line):
        return True
    return len(line) <= 120 and (
        line.casefold().rstrip(" :") in _LABELS or _PLAYER_LABELS.fullmatch(line) is not None
    )


#: Labels of the frame that only one site has.
SITE_LABELS = {"Tautan-tautan Akses": "voaindonesia"}

#: What stands above the links that skip the menus, where every page of the platform begins; compared as FRAME_LINES.
SKIP_HEADINGS = frozenset(
    line.strip().casefold()
    for line in """
    Tautan-tautan Akses
    Accessibility links
    Линки доступности
    Ссылки для упрощенного доступа
    لینکهای قابلیت دسترسی
    لینک‌های قابلیت دسترسی
    无障碍链接
    연결 가능 링크
    """.strip().splitlines()
)

#: Sizes of screens, one a line, where every page of the platform ends, in whatever language.
_SIZES = frozenset(["xs", "sm", "md", "lg"])

_PROOF = 5  # so many different lines of the frame are more than a coincidence


def shows_frame(lines: Iterable[str]) -> bool:
    """True where cleaned lines prove that a text was made from a page of the platform."""
    folded = {line.casefold().rstrip(" :") for line in lines if len(line) <= 120}
    if not folded.isdisjoint(SKIP_HEADINGS) or len(folded & _SIZES) >= 3:
        return True
    return len(folded & FRAME_LINES) >= _PROOF


#: Headings of what stands beside a text: other stories, letters to subscribe to, comments. The whole line.
_BOX_HEADING = re.compile(
    r"[\W\d_]*(?:"
    # other stories
    r"(?:(?:berita|artikel|cerita|liputan|topik|video|foto|tulisan)\s+)?"
    r"(?:terkait|lainnya|lain|terpopuler|populer|pilihan|terbaru|terkini|serupa|rekomendasi|sebelumnya)|"
    r"(?:baca|lihat|simak|tonton|dengarkan)\s+(?:juga|pula|lainnya|selengkapnya)|"
    r"(?:anda\s+)?mungkin\s+(?:anda\s+)?(?:suka|tertarik)|"
    r"(?:related|recommended|more|latest|popular|trending|top)(?:\s+(?:stories|articles|news|content|videos?|reading|on|from)\b.{0,30})?|"
    r"(?:see|read|also|watch)\s+(?:also|more|next|related)|you\s+may\s+also\s+like|most\s+(?:read|viewed|popular)|editor['’]?s['’]?\s+(?:pick|choice)s?|"
    # letters
    r"(?:(?:daftar|ikuti|berlangganan|langganan|terima)\s+)?(?:buletin|newsletter|nawala|surat\s+kabar\s+elektronik)(?:\s+\w+){0,3}|"
    r"(?:berlangganan|langganan|subscribe|sign\s+up)(?:\s+\w+){0,4}|"
    # comments
    r"(?:komentar|tanggapan|diskusi|forum|comments?|responses?|discussion)(?:\s+(?:pembaca|anda|terbaru|readers?))?|"
    r"(?:tulis|kirim|beri|leave|post|add|join)\s+(?:a\s+|the\s+)?(?:komentar|tanggapan|comment|reply|conversation)(?:\s+\w+)?"
    r")[\W\d_]*",
    re.IGNORECASE,
)

#: How long ago something was: what stands beside a comment, never beside a paragraph. The whole line.
_TIME_AGO = re.compile(
    r".{0,40}?(?:(?<!\d)\d{1,3}|\bse)\s?(?:detik|menit|jam|hari|minggu|pekan|bulan|tahun|seconds?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|[smhdw])"
    r"\s*(?:(?:yang\s+)?lalu|ago)",
    re.IGNORECASE,
)


def heads_box(line: str) -> bool:
    """True for a cleaned line that heads something beside a text, such as comments."""
    return len(line) <= 60 and _BOX_HEADING.fullmatch(line) is not None


def is_time_ago(line: str) -> bool:
    """True for a cleaned line that says how long ago something was, after a name or alone."""
    return len(line) <= 60 and _TIME_AGO.fullmatch(line) is not None

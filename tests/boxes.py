"""What a design puts into the main column of a page beside the text: other stories, a letter to
subscribe to, comments.

A kind of box is a function: from the chance of the design (how it is built) and that of the page (what
stands in it) to an element. `KNOWN` are those that the reader was built with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from random import Random

from lxml import html
from lxml.etree import _Element

Name = Callable[[str], str]
Box = Callable[[Random, Random, Name], str]

_TITLES = """
Harga Kedelai Naik di Pasar Grosir Bekasi
Petani Garam Menunggu Musim Kemarau
Museum Kapal Dibuka Lagi di Makassar
Anak Muda Flores Menanam Kelor
Bandara Perintis di Papua Mendapat Landasan Baru
Pabrik Gula Tua Menjadi Ruang Seni
Hakim Menunda Sidang Sengketa Lahan di Riau
Kereta Malam ke Banyuwangi Beroperasi Kembali
""".strip().splitlines()
_TEASERS = """
Para pedagang mengaku pasokan berkurang sejak awal bulan, sementara permintaan tetap tinggi.
Cuaca yang berubah-ubah membuat panen mundur beberapa pekan dari jadwal biasa.
Pengelola berharap pengunjung datang lebih banyak setelah perbaikan selesai.
""".strip().splitlines()
_COMMENTS = """
Terima kasih atas laporannya, semoga pemerintah daerah segera turun tangan membantu warga.
Saya tinggal di daerah itu dan keadaannya memang seperti yang ditulis di sini.
Kenapa baru sekarang diberitakan? Sudah bertahun-tahun kami mengalami hal ini.
Setuju sekali.
Mohon dicek lagi angkanya, setahu saya tidak sebanyak itu.
""".strip().splitlines()
_PEOPLE = ["Budi S.", "wahyu_77", "Ibu Ratna", "Joko Lelono", "anonim", "Siti M."]


def related(design: Random, page: Random, name: Name) -> str:
    """Other stories: a heading, and a list of links, by the design with pictures and teasers."""
    heading = design.choice(["Terkait", "Baca juga", "Artikel Terkait", "Berita Lainnya"])
    with_picture = design.random() < 0.5
    with_teaser = design.random() < 0.3
    items = []
    for title in page.sample(_TITLES, design.choice([2, 3, 4])):
        path = f"/a/{page.randint(7_000_000, 7_900_000)}.html"
        guid = f"{page.randint(0, 99):08x}-0aff-0242-0000-08d000000000"
        picture = f'<img src="https://gdb.voanews.com/{guid}_w100_r1.jpg" alt="" />'
        teaser = f"<p>{escape(page.choice(_TEASERS))}</p>"
        items.append(
            f'<li class="{name("rel item")}"><a href="{path}">'
            f"{picture if with_picture else ''}<h4>{escape(title)}</h4></a>"
            f"{teaser if with_teaser else ''}</li>"
        )
    return f'<div class="{name("rel")}"><h3>{heading}</h3><ul>{"".join(items)}</ul></div>'


def newsletter(design: Random, page: Random, name: Name) -> str:
    """A letter to subscribe to: a heading, a sentence, a field and a button."""
    heading = design.choice(["Buletin Harian", "Langganan", "Berita pilihan di surel Anda"])
    sentence = "Dapatkan berita pilihan redaksi setiap pagi, langsung di kotak surat Anda."
    return (
        f'<div class="{name("letter")}"><h3>{heading}</h3><p>{sentence}</p>'
        f'<form action="/subscribe"><input type="email" placeholder="Alamat surel" />'
        f"<button>Daftar</button></form></div>"
    )


def comments(design: Random, page: Random, name: Name) -> str:
    """What readers wrote: a heading with their number, and of each the name, the time and the words."""
    count = page.choice([2, 3, 4])
    heading = design.choice(["Komentar ({})", "{} Komentar", "Tanggapan pembaca"]).format(count)
    with_time = design.random() < 0.7
    items = []
    for text in page.sample(_COMMENTS, count):
        time = f'<span class="{name("ago")}">{page.randint(2, 20)} jam lalu</span>'
        items.append(
            f'<div class="{name("comment")}"><div class="{name("who")}"><b>{page.choice(_PEOPLE)}</b>'
            f'{time if with_time else ""}</div><p>{escape(text)}</p><a href="#">Balas</a></div>'
        )
    return f'<div class="{name("comments")}"><h3>{heading}</h3>{"".join(items)}</div>'


#: Those that the reader was built with.
KNOWN: tuple[Box, ...] = (related, newsletter, comments)


# --- those that the reader was not built with ------------------------------------


def poll(design: Random, page: Random, name: Name) -> str:
    """A question with answers to choose from."""
    question = page.choice(["Apakah Anda setuju?", "Bagaimana pendapat Anda tentang rencana ini?"])
    answers = "".join(
        f'<label><input type="radio" name="q" />{word}</label>'
        for word in ("Ya", "Tidak", "Tidak tahu")
    )
    return (
        f'<section class="{name("ask")}"><p>{question}</p>{answers}<button>Kirim</button></section>'
    )


def cards(design: Random, page: Random, name: Name) -> str:
    """Other stories as cards: picture, section, title, teaser and day."""
    items: list[str] = []
    for title in page.sample(_TITLES, 3):
        path = f"/a/{page.randint(7_000_000, 7_900_000)}.html"
        items.append(
            f'<article class="{name("card")}"><a href="{path}"><img src="/i/{len(items)}.webp" alt="" /></a>'
            f'<span>Ekonomi</span><h3><a href="{path}">{escape(title)}</a></h3>'
            f"<p>{escape(page.choice(_TEASERS))}</p><time>{page.randint(1, 28)} Mei 2024</time></article>"
        )
    heading = design.choice(["Yang lain dari kami", "Jangan lewatkan", "More for you"])
    return f'<div class="{name("cards")}"><header><b>{heading}</b></header>{"".join(items)}</div>'


def promotion(design: Random, page: Random, name: Name) -> str:
    """An invitation to follow elsewhere."""
    words = design.choice(
        [
            "Ikuti kami di saluran WhatsApp untuk kabar tercepat.",
            "Unduh aplikasi kami di ponsel Anda.",
        ]
    )
    return (
        f'<div class="{name("promo")}"><span>{words}</span>'
        f'<a href="https://apps.example/1">Android</a> <a href="https://apps.example/2">iOS</a></div>'
    )


def discussion(design: Random, page: Random, name: Name) -> str:
    """What readers wrote, as a list: each with a picture, the name, the day, the words, and how many like it."""
    items = [
        f'<li><img src="/avatar.png" alt="" /><div><strong>{page.choice(_PEOPLE)}</strong>'
        f"<time>{page.randint(1, 28)} Juni 2024, 10:{page.randint(10, 59)}</time></div>"
        f"<div>{escape(text)}</div><div><button>Suka</button> {page.randint(0, 40)}</div></li>"
        for text in page.sample(_COMMENTS, 3)
    ]
    heading = design.choice(["Apa kata pembaca", "3 comments", "Diskusi"])
    return f'<section class="{name("talk")}"><h4>{heading}</h4><ol>{"".join(items)}</ol></section>'


#: Those that are only looked at in the end.
BLIND: tuple[Box, ...] = (poll, cards, promotion, discussion)


def writer(design: Random, page: Random, name: Name) -> str:
    """Who wrote: a picture, the name, and two sentences."""
    person = page.choice(["Dewi Anggraini", "Bambang Sutejo"])
    words = f"{person} adalah wartawan di Jakarta. Ia menulis tentang lingkungan dan hak warga sejak 2009."
    return (
        f'<div class="{name("writer")}"><img src="/p.jpg" alt="{person}" /><div><b>{person}</b>'
        f'<p>{words}</p><a href="/author/x/1">Semua tulisan</a></div></div>'
    )


def most_read(design: Random, page: Random, name: Name) -> str:
    """Titles with their places, each a link in a heading of its own."""
    rows = "".join(
        f'<div class="{name("row")}"><span>{place}</span><h5><a href="/a/{place}.html">{escape(title)}</a></h5></div>'
        for place, title in enumerate(page.sample(_TITLES, 4), 1)
    )
    return f'<div class="{name("most")}"><h2>{design.choice(["Banyak dibaca", "Sorotan"])}</h2>{rows}</div>'


def advertisement(design: Random, page: Random, name: Name) -> str:
    """An advertisement in a frame, with the word for it."""
    word = design.choice(["Iklan", "ADVERTISEMENT"])
    return f'<div class="{name("ad")}"><small>{word}</small><iframe src="//ads.example/1"></iframe></div>'


def reply(design: Random, page: Random, name: Name) -> str:
    """A form to write a comment, with its rules."""
    rules = (
        "Komentar yang memuat ujaran kebencian akan dihapus oleh redaksi kami tanpa pemberitahuan."
    )
    return (
        f'<div class="{name("reply")}"><h4>Tulis komentar</h4><textarea></textarea><p>{rules}</p>'
        f"<button>Kirim</button></div>"
    )


#: Likewise, and made after the reader was changed for what the first ones showed.
SECOND_BLIND: tuple[Box, ...] = (writer, most_read, advertisement, reply)


def made(kinds: tuple[Box, ...], design: Random, page: Random, name: Name) -> Iterator[_Element]:
    """One box of each kind."""
    for kind in kinds:
        yield html.fragment_fromstring(kind(design, page, name), parser=html.HTMLParser())

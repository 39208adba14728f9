"""Pages whose markup has been changed as a redesign does: what is read of them, and what stands beside the text
and must not be read. A small version of benchmarks/redesign.py, with its floors."""

from __future__ import annotations

import pytest
import trafilatura  # noqa: F401  (the reader imports it when it first needs it, and it tries a socket then)

from archive.article import Kind
from archive.extract import extract
from benchmarks import redesign
from tests import floors, redesigns
from tests.site import pages as generator

ADDRESS = "https://www.voaindonesia.com/a/jembatan-gantung-dibuka/7990001.html"
FIRST = "Jembatan gantung di Kabupaten Lebak dibuka kembali setelah perbaikan selama tiga bulan."
SECOND = "Warga tidak perlu lagi memutar sejauh dua belas kilometer untuk ke pasar."
THIRD = "Pemerintah kabupaten menanggung seluruh biayanya, kata camat setempat."


@pytest.mark.parametrize("level", redesigns.LEVELS)
def test_floors_hold_on_a_part_of_the_pages(level: str) -> None:
    chosen = redesign.cases(20)[::2]
    arsip, plain = redesign.measured(chosen, redesigns.LEVELS[level], [11])
    bounds = floors.of("redesign")[level]
    assert redesign.verdict(level, bounds, arsip.shares(), plain.shares()) == []


@pytest.mark.parametrize("change", redesigns.CHANGES)
def test_a_change_keeps_the_words_and_their_order(change: str) -> None:
    page = generator.page(7_384_716)
    truth = [block.text for block in extract(page, "").body]
    changed = redesigns.redesigned(page, (change,), 5)
    assert [changed.find(text[-25:]) for text in truth] == sorted(
        changed.find(text[-25:]) for text in truth
    )
    assert changed == redesigns.redesigned(page, (change,), 5)


def page(inside: str, *, head: str = "") -> str:
    """A page of unseen markup, with a menu before its text and other stories behind it."""
    return f"""<html lang="id"><head><title>Jembatan Gantung Dibuka</title>
    <link rel="canonical" href="{ADDRESS}" />{head}</head><body>
    <div class="m1"><ul><li><a href="/z/1">Indonesia</a></li><li><a href="/z/2">Dunia</a></li></ul></div>
    <div class="m2"><h1>Jembatan Gantung Dibuka</h1><div class="m3">{inside}</div>
    <div class="m4"><b>Terkait</b><ul><li><a href="/a/7.html">Kapal Feri Baru untuk Danau Toba</a></li>
    <li><a href="/a/8.html">Jalan Lintas Flores Rampung</a></li></ul></div></div>
    <div class="m5"><p>Suara dari tanah air</p><a href="/about">Tentang kami</a></div></body></html>"""


def texts(inside: str, *, head: str = "") -> list[str]:
    return [block.text for block in extract(page(inside, head=head), ADDRESS).body]


BODIES = {
    "paragraphs": f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>",
    "div": f"<div>{FIRST}</div><div>{SECOND}</div><div>{THIRD}</div>",
    "wrapped": "".join(f"<div><div><p>{text}</p></div></div>" for text in (FIRST, SECOND, THIRD)),
    "breaks": f"{FIRST}<br /><br />{SECOND}<br /><br />{THIRD}",
    "elements of its own": f"<x-text>{FIRST}</x-text><x-text>{SECOND}</x-text><x-text>{THIRD}</x-text>",
    "two containers": f'<div class="a"><p>{FIRST}</p></div><hr /><div class="a"><p>{SECOND}</p><p>{THIRD}</p></div>',
    "in a form": f'<form action="/"><div><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></div></form>',
    "short": f"<p>{FIRST}</p><p>Warga senang.</p><p>{THIRD}</p>",
}


@pytest.mark.parametrize("form", BODIES)
def test_text_is_found_in_whatever_it_stands(form: str) -> None:
    wanted = [FIRST, SECOND, THIRD] if form != "short" else [FIRST, "Warga senang.", THIRD]
    assert texts(BODIES[form]) == wanted


BOXES = {
    "other stories": '<div><h3>Baca juga</h3><ul><li><a href="/a/9.html">Panen Raya di Karawang</a></li></ul></div>',
    "other stories without a label": '<div><a href="/a/9.html"><b>Panen Raya di Karawang</b></a></div>',
    "letter": "<div><b>Kabar pagi</b><p>Dapatkan berita pilihan kami di kotak surat Anda setiap hari.</p>"
    "<form><input type='email' /><button>Daftar</button></form></div>",
    "comments": "<div><h3>Komentar (2)</h3>"
    "<div><b>Budi</b><p>Semoga cepat dibangun jembatan lain di kampung kami.</p></div>"
    "<div><b>Ani</b><p>Terima kasih atas beritanya, saya baru tahu.</p></div></div>",
    "comments without a label": "<div>"
    "<div><b>Budi</b><span>3 jam lalu</span><p>Semoga cepat dibangun jembatan di kampung kami.</p></div>"
    "<div><b>Ani</b><span>5 jam lalu</span><p>Terima kasih atas beritanya, saya baru tahu.</p></div></div>",
    "caption": '<div><img src="/x.jpg" alt="Warga melintas." /><div>Warga melintas. (Foto: AP)</div></div>',
    "caption without words for the picture": '<div><div><img src="/x.jpg" /></div><p>Warga melintas di atas.</p></div>',
    "post": '<blockquote><p>Jembatan kami dibuka lagi hari ini!</p>— Warga <a href="https://x.com/w/status/1">'
    "7 Februari</a></blockquote>",
    "player": '<div><audio src="/a.mp3"></audio><div>No media source currently available</div><span>0:00</span></div>',
}


@pytest.mark.parametrize("box", BOXES)
def test_what_stands_between_is_no_text(box: str) -> None:
    assert texts(f"<p>{FIRST}</p>{BOXES[box]}<p>{SECOND}</p><p>{THIRD}</p>") == [
        FIRST,
        SECOND,
        THIRD,
    ]


@pytest.mark.parametrize("box", ["other stories", "letter", "comments"])
def test_a_box_in_a_known_body_is_left_out_and_named(box: str) -> None:
    inside = f'<div class="wsw"><p>{FIRST}</p>{BOXES[box]}<p>{SECOND}</p></div>'
    article = extract(page(inside), ADDRESS)
    assert [block.text for block in article.body] == [FIRST, SECOND]
    assert "boxes-left-out" in {line.partition(":")[0] for line in article.diagnostics}


KEPT = {
    "list": "<ul><li>Papan lantai diganti.</li><li>Tali baja baru</li></ul>",
    "table": "<table><tr><td>Panjang</td><td>80 meter</td></tr><tr><td>Lebar</td><td>2 meter</td></tr></table>",
    "sections": "".join(
        f"<div><h3>Bagian {n}</h3><p>Pekerjaan ke-{n} selesai lebih cepat.</p></div>" for n in "123"
    ),
    "quote": "<blockquote><p>Kami lega.</p><p>Anak-anak bisa sekolah lagi.</p></blockquote>",
}


@pytest.mark.parametrize("part", KEPT)
def test_what_belongs_to_a_text_is_kept(part: str) -> None:
    assert len(texts(f"<p>{FIRST}</p>{KEPT[part]}<p>{SECOND}</p>")) > 3


def test_text_outside_a_known_body_is_taken_where_it_stands_beside_it() -> None:
    inside = f'<div class="wsw"><p>{FIRST}</p></div><div class="more"><p>{SECOND}</p><p>{THIRD}</p></div>'
    article = extract(page(inside), ADDRESS)
    assert [block.text for block in article.body] == [FIRST, SECOND, THIRD]
    assert "body-parted" in {line.partition(":")[0] for line in article.diagnostics}


def test_text_outside_a_known_body_is_named_where_trafilatura_takes_it_too() -> None:
    inside = f'<div class="wsw"><p>{FIRST}</p><p>{SECOND}</p></div>'
    elsewhere = (
        f'<section class="far"><span class="q">{THIRD} {THIRD}</span><p>Catatan.</p></section>'
    )
    article = extract(page(f"<div>{inside}</div><div>{elsewhere}</div>"), ADDRESS)
    assert [block.text for block in article.body] == [FIRST, SECOND]


def test_a_page_of_a_recording_keeps_its_kind_without_names() -> None:
    inside = (
        f'<div><audio src="https://voa-audio.voanews.eu/vin/1.mp3"></audio></div><p>{FIRST}</p>'
    )
    description = f'<meta property="og:description" content="{FIRST}" />'
    article = extract(page(inside, head=description), ADDRESS)
    assert article.kind is Kind.AUDIO
    assert [block.text for block in article.body] == [FIRST]


def test_an_article_that_holds_a_player_stays_one() -> None:
    player = '<div><video src="https://voa-video.voanews.eu/1.mp4"></video></div>'
    article = extract(page(f"<p>{FIRST}</p>{player}<p>{SECOND}</p><p>{THIRD}</p>"), ADDRESS)
    assert article.kind is Kind.ARTICLE
    assert [block.text for block in article.body] == [FIRST, SECOND, THIRD]


def test_a_title_behind_the_text_heads_none() -> None:
    whole = page(f"<div>{FIRST}<br /><br />{SECOND}</div>").replace("h1>", "div>")
    shared = whole.replace("<div>Jembatan Gantung Dibuka</div>", "").replace(
        '<div class="m5">', '<div class="m5"><b>Jembatan Gantung Dibuka</b></div><div>'
    )
    assert [block.text for block in extract(shared, ADDRESS).body][:2] == [FIRST, SECOND]


def test_a_page_without_running_text_gives_none() -> None:
    article = extract(page('<img src="/a.jpg" alt="" /><audio src="/a.mp3"></audio>'), ADDRESS)
    assert article.body == ()

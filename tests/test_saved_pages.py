"""Pages that browsers and other programs have saved: pictures and captions are kept, and no address
comes out that never existed."""

from __future__ import annotations

import json
import quopri
from pathlib import Path

import pytest

from archive.extract import extract
from archive.imports import mhtml
from tests.commands import arsip
from tests.small_pages import TEXT, URL, meta, page

GUID = "01000000-0aff-0242-50f7-08dc658aa001"
SMALL = f"https://gdb.voanews.com/{GUID}_w250_r0_s.jpg"
WIDE = f"https://gdb.voanews.com/{GUID}_w1200_r1.jpg"
CAPTION = "Perahu bersandar di dermaga."
FIGURE = (
    f'<div class="wsw__embed"><figure class="media-image"><img alt="x" src="{SMALL}"/><figcaption>'
    f'<span class="caption">{CAPTION} (Foto: AP)</span></figcaption></figure></div>'
)
PAGE = page(TEXT + FIGURE + "<p>Nelayan pulang.</p>")


def put(source: str, extra: str = "") -> str:
    return PAGE.replace(f'src="{SMALL}"', f'src="{source}"{extra}')


# how it was saved: the page, and the address that its picture has then
SAVED = {
    "as served": (PAGE, SMALL),
    "browser, complete": (put(f"./Perahu_files/{GUID}_w250_r0_s.jpg"), ""),
    "browser, complete, old": (put(f"Perahu_files/{GUID}_w250_r0_s.jpg"), ""),
    "browser, opened from a server": (put(f"/saved/Perahu_files/{GUID}_w250_r0_s.jpg"), ""),
    "browser, with the address elsewhere": (
        put(f"./Perahu_files/{GUID}_w250_r0_s.jpg").replace("</head>", f"{meta(og_image=WIDE)}</head>"),
        WIDE,
    ),
    "SingleFile": (put("data:image/jpeg;base64,/9j/4AAQ"), None),
    "SingleFile, lazy": (put("data:image/gif;base64,R0lGOD", f' data-src="{SMALL}"'), SMALL),
    "MHTML, part": (put("cid:frame-1@mhtml.blink"), None),
    "file": (put(f"file:///home/x/{GUID}_w250_r0_s.jpg"), ""),
    "blob": (put("blob:https://www.voaindonesia.com/5a"), None),
    "wget -k": (put(f"{GUID}_w250_r0_s.jpg"), ""),
    "wget -k -H": (put(f"../../../gdb.voanews.com/{GUID}_w250_r0_s.jpg"), SMALL),
    "Wayback Machine": (put(f"https://web.archive.org/web/20230209000000im_/{SMALL}"), SMALL),
    "Wayback Machine, relative": (put(f"/web/20230209000000im_/{SMALL}"), SMALL),
    "protocol left out": (put(SMALL.removeprefix("https:")), SMALL),
}  # fmt: skip


@pytest.mark.parametrize("way", SAVED)
def test_picture_and_caption_are_kept(way: str) -> None:
    html, address = SAVED[way]
    article = extract(html, URL)
    (image,) = article.images
    assert (image.caption, image.credit, image.position) == (CAPTION, "AP", 1)
    assert image.guid == (GUID if address is not None else "")
    assert image.url == (address or "")
    assert len(article.body) == 2


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("./Perahu_files/20230207-program.mp3", None),
        ("https://web.archive.org/web/20230209im_/https://voa-audio.voanews.eu/a.mp3",
         "https://voa-audio.voanews.eu/a.mp3"),
        ("blob:https://www.voaindonesia.com/5a", None),
    ],
)  # fmt: skip
def test_recordings_of_saved_pages(source: str, address: str | None) -> None:
    article = extract(page(TEXT, before=f"<audio src='{source}'></audio>"), URL)
    assert [media.url for media in article.media] == ([address] if address else [])


def message(html: str, location: str) -> bytes:
    parts = [
        ("text/html", "quoted-printable", "<frame-0@x>", URL, quopri.encodestring(html.encode())),
        ("image/jpeg", "base64", "<frame-1@mhtml.blink>", location, b"/9j/4AAQ"),
    ]
    head = (
        b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n'
    )
    for kind, encoding, name, place, body in parts:
        lines = f"----x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n"
        lines += f"Content-ID: {name}\r\nContent-Location: {place}\r\n\r\n"
        head += lines.encode() + body + b"\r\n"
    return head + b"----x--\r\n"


@pytest.mark.parametrize(("location", "url"), [(SMALL, SMALL), ("cid:frame-1@mhtml.blink", "")])
def test_parts_of_a_message_have_the_addresses_that_it_names(location: str, url: str) -> None:
    saved = mhtml.page(message(put("cid:frame-1@mhtml.blink"), location), "")
    article = extract(saved.html, saved.url)
    assert article.url == URL
    assert [(image.url, image.caption) for image in article.images] == [(url, CAPTION)]


@pytest.mark.parametrize("where", ["file", "folder", "pipe"])
def test_extract_reads_mhtml(where: str, tmp_path: Path) -> None:
    path = tmp_path / "saved.mhtml"
    path.write_bytes(message(PAGE, SMALL))
    source = {"file": path, "folder": tmp_path, "pipe": "-"}[where]
    record = json.loads(arsip("extract", source, input=path.read_bytes()).stdout)
    assert (record["id"], record["url"], record["images"][0]["url"]) == (7000001, URL, SMALL)


def test_mhtml_without_a_page_is_named(tmp_path: Path) -> None:
    path = tmp_path / "saved.mhtml"
    path.write_bytes(message("", SMALL))
    done = arsip("extract", path, code=1)
    assert done.stderr.splitlines() == [f"{path}: failed: an MHTML file without a page"]

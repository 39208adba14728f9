"""Small pages, each with one thing about it, made to break one line of the reader."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from archive.article import Article, Kind, NotAnItem
from archive.extract import extract
from tests import whole_pages

URL = "https://www.voaindonesia.com/a/contoh/7000001.html"
TEXT = "<p>Warga menyambut baik rencana itu.</p>"
GDB = "https://gdb.voanews.com/01000000-0aff-0242-77{:02d}-08dc0a8f77aa_w{}_r1.jpg"


def page(
    body: str = TEXT,
    *,
    head: str = "<title>Judul</title>",
    utag: str = 'page_type:"article"',
    bar: str = '"apiType":"1"',
    around: str = '<h1 class="pg-title">Judul</h1>{}',
    root: str = '<div id="article-content"><div class="wsw">{}</div></div>',
) -> str:
    content = around.replace("{}", root.replace("{}", body))
    scripts = (
        f"<script>var utag_data={{{utag}}};</script><script>var bar_data = {{{bar}}};</script>"
    )
    return f'<html lang="id"><head>{head}</head><body class="pg-article">{scripts}{content}</body></html>'


def ld(**fields: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def blocks(article: Article) -> list[str]:
    return [f"{block.kind}: {block.text}" for block in article.body]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Satu kalimat.<br/>Dua kalimat.", ["paragraph: Satu kalimat.", "paragraph: Dua kalimat."]),
        ("Baris yang<br/>terputus.", ["paragraph: Baris yang terputus."]),
        ("Aku ini jalang<br/>Dari kumpulan", ["paragraph: Aku ini jalang", "paragraph: Dari kumpulan"]),
        ("Satu<br/><br/>dua", ["paragraph: Satu", "paragraph: dua"]),
        ("<h2>Dua<br/>Baris</h2>", ["subhead: Dua Baris"]),
        ("Sebelum <h3>Judul kecil</h3> sesudah", ["paragraph: Sebelum", "subhead: Judul kecil", "paragraph: sesudah"]),
        ("<p><b>Judul kecil</b></p>", ["subhead: Judul kecil"]),
        ("<p><b>Seluruhnya tebal, tetapi kalimat.</b></p>", ["paragraph: Seluruhnya tebal, tetapi kalimat."]),
        (f"<p><b>{'Sangat panjang ' * 10}</b></p>", [f"paragraph: {('Sangat panjang ' * 10).strip()}"]),
        ("<p>Warga<div class='wsw__embed'>x</div>Pengungsi</p>", ["paragraph: Warga", "paragraph: Pengungsi"]),
        ("Warga<div class='wsw__embed'>x</div>Pengungsi", ["paragraph: Warga", "paragraph: Pengungsi"]),
        ("<blockquote>Kutipan<ul><li>satu</li></ul></blockquote>", ["quote: Kutipan", "item: satu"]),
        ("<table><tr><td>a<br/>b</td><td><p>c</p></td></tr></table>", ["row: a b | c"]),
        ("<table>a<tr>b<td>c</td>d</tr></table>", ["paragraph: a", "row: b | c | d"]),
        ("<table><tr><td><p>Satu.</p><p>Dua.</p></td></tr></table>", ["paragraph: Satu.", "paragraph: Dua."]),
        ("<table><tr><td colspan='2'><p>Satu.</p></td></tr></table>", ["row: Satu."]),
        ("<p>XS</p><p>Forum</p><p>Warga</p>", ["paragraph: Warga"]),
        ("<p>Video terkait penembakan itu beredar.</p>", ["paragraph: Video terkait penembakan itu beredar."]),
        ("<p>Satu</p><p><a href='b.mp3'>Unduh MP3</a></p>", ["paragraph: Satu"]),
        ("<p>Satu</p><p>(<a href='b.mp3'>Dengarkan laporannya</a>)</p>", ["paragraph: Satu"]),
        ("<p>Satu</p>***<p>---</p><p>* * *</p><p>🙏</p>", ["paragraph: Satu", "paragraph: 🙏"]),
        (f"<p><a href='b.mp3'>Unduh</a> {'cerita ' * 30}</p>", [f"paragraph: Unduh {('cerita ' * 30).strip()}"]),
    ],
)  # fmt: skip
def test_body(body: str, expected: list[str]) -> None:
    assert blocks(extract(page(body), URL)) == expected


@pytest.mark.parametrize(
    "root",
    [
        '<div id="article-content"><div class="wsw">{}</div></div>',
        '<div id="article-content">{}</div>',
        '<div class="wsw">{}</div><footer><div class="wsw">Kaki</div></footer>',
        '<div class="zoomMe">{}</div>',
        '<div class="articleContent">{}</div>',
    ],
)
def test_body_roots(root: str) -> None:
    article = extract(page(root=root), URL)
    assert blocks(article) == ["paragraph: Warga menyambut baik rencana itu."]
    assert article.diagnostics == ()


def test_a_link_across_a_break_belongs_to_both_lines() -> None:
    links = extract(page("<p>Lihat <a href='/a/5.html'>satu.<br/>Dua</a> tiga.</p>"), URL).links
    assert [(link.block, link.text, link.target) for link in links] == [
        (0, "satu.", 5),
        (1, "Dua", 5),
    ]


@pytest.mark.parametrize(
    ("body", "positions"),
    [
        ("<img src='{}'/><p>Satu.</p>", [0]),
        ("<p>Satu.</p><img src='{}'/><p>Dua.</p>", [1]),
        ("<p>Satu <img src='{}'/> dua.</p>", [1]),
        ("<p><img src='{}'/> satu.</p>", [0]),
        ("<p>Oleh Rio Tuasikal</p><p>Satu.</p><img src='{}'/><p>Dua.</p>", [1]),
        ("<p>Satu.</p><p>[rd/jm]</p><img src='{}'/>", [1]),
        ("<table><tr><td><b></b><b></b><b></b></td><td>a <img src='{}'/></td></tr></table>", [1]),
    ],
)
def test_where_a_picture_stands(body: str, positions: list[int]) -> None:
    images = extract(page(body.replace("{}", GDB.format(1, 250))), URL).images
    assert [image.position for image in images] == positions


def figure(image: str, caption: str = "") -> str:
    return f"<figure>{image}<figcaption>{caption}</figcaption></figure>"


def test_pictures() -> None:
    small, wide = GDB.format(1, 250), GDB.format(1, 1023)
    body = (
        f"<p>{GDB.format(1, 100)}</p>"
        + figure(
            f"<img src='{small}'/><noscript><img src='{GDB.format(9, 650)}'/></noscript>", "Satu"
        )
        + figure(f"<img src='{small}'/>", "Satu")  # again
        + figure(f"<img src='{small}'/>", "Satu, lain kata")
        + f"<img src='{small}'/>"  # without the caption that it has elsewhere
        + figure(f"<img src='data:image/gif;base64,R0' data-src='{GDB.format(2, 250)}'/>")
        + figure(
            f"<img src='data:image/gif;base64,R0'/><noscript><img src='{GDB.format(5, 250)}'/></noscript>"
        )
        + figure(f"<img src='' data-src='{GDB.format(3, 250)}'/>")
        + f"<div class='media-block-wrap'>{figure(f'<img src={GDB.format(4, 250)} />')}</div>"
        + "<img src='x.gif' width='1'/>"
    )
    images = extract(page(TEXT + body + f"<p>{wide}</p>"), URL).images
    shown = [(image.url, image.caption) for image in images]
    alone = [(GDB.format(number, 250), None) for number in (2, 5, 3)]
    assert shown == [(wide, "Satu"), (wide, "Satu, lain kata"), *alone]


def test_pictures_of_a_gallery_without_figures() -> None:
    item = "<div><div class='thumb'><img src='{}'/></div><p class='caption'>{}</p></div>"
    items = item.format(GDB.format(1, 250), "Satu. (AP)") + item.format(GDB.format(2, 250), "Dua.")
    images = extract(
        page(
            f"<div class='c-mmp'><img src='{GDB.format(3, 33)}'/></div>",
            root=f"<div id='galleryItems'>{items}{{}}</div>",
        ),
        URL,
    ).images
    assert [(image.caption, image.credit) for image in images] == [("Satu.", "AP"), ("Dua.", None)]


def player(attributes: str, inside: str = "", duration: str = "") -> str:
    shown = f'<span class="js-duration">{duration}</span>' if duration else ""
    return f'<div class="c-mmp"><audio {attributes}>{inside}</audio>{shown}</div>'


@pytest.mark.parametrize(
    ("html", "duration", "labels"),
    [
        (player('src="/a.mp3" data-duration="61"', duration="0:03:21"), 61, [None]),
        (player('src="/a.mp3"', duration="0:03:21"), 201, [None]),
        (player('src="/a.mp3"'), 95, [None]),
        (
            player("""src="/a.mp3" data-sources='[{"Src":"/a.mp3","DataInfo":"64 kbps"}]'"""),
            95,
            ["64 kbps"],
        ),
        (
            player("", '<source src="/a.mp3"/><source src="/b.mp3"/><source src="/a.mp3"/>'),
            95,
            [None, None],
        ),
    ],
)
def test_recordings(html: str, duration: int, labels: list[str | None]) -> None:
    head = ld(name="Judul", duration="PT1M35S")
    (media,) = extract(page(head=head, around='<h1 class="pg-title">Judul</h1>' + html), URL).media
    assert (media.kind, media.duration_s, [one.label for one in media.renditions]) == (
        "audio",
        duration,
        labels,
    )


def test_players_of_the_frame_do_not_belong_to_the_item() -> None:
    around = f'<nav>{player("src=/langsung.mp3")}</nav><h1 class="pg-title">Judul</h1>{{}}'
    assert extract(page(around=around), URL).media == ()


@pytest.mark.parametrize(
    ("root", "utag", "head", "kind"),
    [
        ("{}", "", "", Kind.ARTICLE),
        ("{}", 'subcontent_type:"factcheck"', "", Kind.ARTICLE),
        ("{}", 'subcontent_type:"video"', "", Kind.VIDEO),
        ("{}", 'content_type:"photo gallery"', "", Kind.GALLERY),
        ("{}", "", ld(**{"@type": "VideoObject"}), Kind.VIDEO),
        ("<div id='galleryItems'></div>{}", 'subcontent_type:"article"', "", Kind.GALLERY),
        ("<div class='lb-post'></div>{}", 'subcontent_type:"article"', "", Kind.LIVEBLOG),
        ("<div class='quiz'></div>", "", "", Kind.QUIZ),
        ("<div class='quiz'></div>{}", "", "", Kind.QUIZ),
        ("<audio src='a.mp3'></audio>", 'subcontent_type:"article"', "", Kind.AUDIO),
        ("<video src='a.mp4'></video>", "", "", Kind.VIDEO),
        ("<video src='a.mp4'></video>{}", "", "", Kind.ARTICLE),
        ("<audio src='a.mp3'></audio><div class='intro'>Ringkasan.</div>", "", "", Kind.AUDIO),
    ],
)
def test_kind(root: str, utag: str, head: str, kind: Kind) -> None:
    root = root.replace("{}", f'<div id="article-content"><div class="wsw">{TEXT}</div></div>')
    assert (
        extract(page(root=root, utag=utag or 'x:"y"', head="<title>Judul</title>" + head), URL).kind
        is kind
    )


@pytest.mark.parametrize(
    ("utag", "bar", "url", "what"),
    [
        ('page_type:"section"', '"apiType":"2"', URL, "section"),
        ('page_type:"404 error"', '"apiType":"1"', URL, "error"),
        ('page_type:"article"', '"apiType":"1"', "https://www.voaindonesia.com/z/299", "section"),
        (
            'page_type:"article"',
            '"apiType":"1"',
            "https://www.voaindonesia.com/tentang-kami",
            "foreign",
        ),
    ],
)
def test_no_item(utag: str, bar: str, url: str, what: str) -> None:
    with pytest.raises(NotAnItem) as caught:
        extract(page(utag=utag, bar=bar), url)
    assert caught.value.what == what


@pytest.mark.parametrize(
    ("utag", "bar"),
    [
        ('page_type:"article"', '"apiType":"2"'),
        ('page_type:"index"', '"apiType":"1"'),
        ('page_type:"section"', '"apiType":"1"'),
    ],
)
@pytest.mark.parametrize("root", ["", "<video src='https://a.example/a.mp4'></video>"])
def test_one_contrary_mark_throws_no_item_away(utag: str, bar: str, root: str) -> None:
    whole = page("" if root else TEXT, utag=utag, bar=bar, root=root or '<div class="wsw">{}</div>')
    article = extract(whole, URL)
    assert bool(article.body) is not bool(root)
    assert bool(article.media) is bool(root)
    assert [line.partition(":")[0] for line in article.diagnostics].count("contrary-mark") == 1


def test_an_item_without_content_is_kept_where_it_is_dated_and_names_itself() -> None:
    head = f'<title>Judul</title><link rel="canonical" href="{URL}" />' + ld(
        datePublished="2024-01-01"
    )
    article = extract(page("", head=head, around="<h1>Judul</h1>{}", root="<div>{}</div>"), URL)
    assert (article.kind, article.body) == (Kind.OTHER, ())
    assert "no-content" in {line.partition(":")[0] for line in article.diagnostics}
    with pytest.raises(NotAnItem, match="empty"):
        extract(page("", around="<h1>Judul</h1>{}", root="<div>{}</div>"), URL)


@pytest.mark.parametrize("name", ["home", "section", "topic", "author", "search", "programs"])
def test_a_page_of_another_kind_at_the_address_of_an_item_is_refused(name: str) -> None:
    whole = whole_pages.page(whole_pages.PAGES / f"frame-{name}")
    with pytest.raises(NotAnItem):
        extract(whole, URL)


def test_two_contrary_marks_are_named_where_all_else_outweighs_them() -> None:
    head = f'<title>Judul</title><link rel="canonical" href="{URL}" />' + ld(
        datePublished="2024-01-01"
    )
    article = extract(page(head=head, utag='page_type:"section"', bar='"apiType":"2"'), URL)
    assert [line.partition(":")[0] for line in article.diagnostics].count("contrary-mark") == 2


@pytest.mark.parametrize(
    ("h1", "og", "name", "title"),
    [
        ("Satu", "Satu", "Dua", "Satu"),
        ("Dua", "Satu", "Satu", "Satu"),
        ("Satu", "Dua", "Tiga", "Satu"),
        ("", "", "", "Judul di kepala"),
        ("A &amp;amp;amp; B", "", "", "A & B"),  # seen: entities escaped three times
    ],
)
def test_title(h1: str, og: str, name: str, title: str) -> None:
    head = f'<title>Judul di kepala</title><meta property="og:title" content="{og}"/>' + ld(
        name=name
    )
    assert (
        extract(page(head=head, around=f'<h1 class="pg-title">{h1}</h1>{{}}'), URL).title == title
    )


def test_the_first_of_each_kind_in_the_head_counts() -> None:
    head = (
        '<title>Judul</title><link rel="canonical" '
        'href="https://www.voaindonesia.com/a/satu/7000001.html"/>'
        '<link rel="canonical" href="https://www.voaindonesia.com/a/dua/7000001.html"/>'
        '<meta name="description" content="Satu"/><meta name="description" content="Dua"/>'
        "<script "
        'type="application/ld+json">{"@type":"NewsArticle","keywords":"satu,\ndua"}</script>'
    )
    article = extract(page(head=head), URL)
    assert (article.url, article.description) == (
        "https://www.voaindonesia.com/a/satu/7000001.html",
        "Satu",
    )
    # a line break within a JSON string does not break it
    assert article.keywords == ("satu", "dua")


def test_a_canonical_link_to_another_item_is_not_the_address() -> None:
    head = '<title>Judul</title><link rel="canonical" href="https://www.voaindonesia.com/a/lain/8.html"/>'
    article = extract(page(head=head, utag='article_uid:"9"'), URL)
    assert (article.id, article.url) == (7000001, URL)
    assert article.diagnostics == ("id-conflict: address 7000001, canonical 8, utag_data 9",)


def test_the_description_of_another_story_is_left_out() -> None:
    head = "<title>Judul</title>" + ld(
        name="Judul", headline="Cerita lain", description="Tentang cerita lain"
    )
    assert extract(page(head=head), URL).description is None


@pytest.mark.parametrize(
    ("attributes", "published"),
    [
        # escaped twice
        ('pubdate datetime="2023-02-08T07:05:00&amp;#x2B;07:00"', "2023-02-08T00:05:00+00:00"),
        ('pubdate datetime="2023-02-08T07:05:00"', "2023-02-08T00:05:00+00:00"),
        ('pubdate datetime="0001-01-01T00:00:00Z"', None),
    ],
)
def test_time_element(attributes: str, published: str | None) -> None:
    around = (
        f'<time datetime="2020-01-01T00:00:00Z"></time><h1>Judul</h1><time {attributes}></time>{{}}'
    )
    found = extract(page(around=around), URL).published
    assert (found.isoformat() if found else None) == published


def test_dateline_and_byline_of_other_places() -> None:
    utag = 'page_type:"article",dateline:"JAKARTA ",byline:"Rio Tuasikal"'
    article = extract(page("<p>Oleh Rio Tuasikal dan Nurhadi</p>" + TEXT, utag=utag), URL)
    assert (article.dateline, article.byline) == ("JAKARTA", ("Rio Tuasikal", "Nurhadi"))


def test_the_named_error_goes_from_one_process_to_another() -> None:
    error = pickle.loads(pickle.dumps(NotAnItem("section", "utag_data says so")))
    assert (error.what, error.reason, str(error)) == (
        "section",
        "utag_data says so",
        "section: utag_data says so",
    )


DATED = '{"@type": "NewsArticle", "datePublished": "2023-02-08 05:00:00Z"}'


@pytest.mark.parametrize(
    "script",
    [
        f"//<![CDATA[\n{DATED}\n//]]>",
        f"/*<![CDATA[*/{DATED}/*]]>*/",
        f"<![CDATA[{DATED}]]>",
        f"<!--\n{DATED}\n-->",
        f"<!--\n{DATED}\n//-->",
        f"{DATED};",
        f"\ufeff{DATED}",
        DATED.replace("}", ",}"),
        DATED.replace('"', "&quot;"),
        f'{{"@type": "Organization"}}{DATED}',
        f"[[{DATED}]]",
        f'{{"@graph": [{DATED}]}}',
        f'{{"@type": "WebPage", "mainEntity": {DATED}}}',
        DATED.replace('"2023-02-08 05:00:00Z"', '["2023-02-08 05:00:00Z"]'),
        DATED.replace("}", f', "x": {"9" * 5000}}}'),
        DATED.replace("}", ', "x": NaN, "author": [{"name": 5}, null]}'),
    ],
    ids=lambda script: script[:20],
)
def test_json_ld_is_read_whatever_stands_around_it(script: str) -> None:
    head = f'<title>Judul</title><script type="application/ld+json">{script}</script>'
    article = extract(page(head=head), URL)
    assert article.published is not None
    assert article.published.isoformat() == "2023-02-08T05:00:00+00:00"
    assert article.diagnostics == ()


@pytest.mark.parametrize(("levels", "read"), [(4, True), (5, False), (400, False)])
def test_json_ld_is_read_four_lists_deep(levels: int, read: bool) -> None:
    script = "[" * levels + DATED + "]" * levels
    head = f'<title>Judul</title><script type="application/ld+json">{script}</script>'
    assert (extract(page(head=head), URL).published is not None) is read


@pytest.mark.parametrize(
    "script",
    ["[" * 3000 + "]" * 3000, DATED.replace('"', "'"), "/*", "<!--", "{" * 100_000, DATED[:-1]],
    ids=lambda script: script[:20],
)
def test_json_ld_that_is_none_is_named(script: str) -> None:
    head = f'<title>Judul</title><script type="application/ld+json">{script}</script>'
    assert extract(page(head=head), URL).title == "Judul"


@pytest.mark.parametrize("date", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-07:00"])
def test_a_date_that_no_calendar_holds_is_named(date: str) -> None:
    article = extract(page(head=f"<title>Judul</title>{ld(datePublished=date)}"), URL)
    assert article.published is None
    assert [line.split(":")[0] for line in article.diagnostics] == ["date-unparsed"]


def test_a_picture_whose_bytes_lie_in_the_page_keeps_its_caption() -> None:
    data = '<img src="data:image/png;base64,iVBORw0KGgo">'
    shown = f"<figure>{data}<figcaption>Warga. (Foto: AP)</figcaption></figure>"
    images = extract(page(TEXT + shown + f"<figure>{data}</figure>"), URL).images
    assert [(image.url, image.caption, image.credit) for image in images] == [("", "Warga.", "AP")]


def test_a_day_alone_gives_way_to_a_time_of_that_day() -> None:
    def published(day: str) -> tuple[str, str | None]:
        head = f"<title>Judul</title>{ld(datePublished=day)}"
        time = '<time datetime="2023-02-07T20:28:55+00:00">x</time>'
        around = f'<h1 class="pg-title">Judul</h1><div class="published">{time}</div>{{}}'
        article = extract(page(head=head, around=around), URL)
        return str(article.published), article.published_source

    assert published("2023-02-07") == ("2023-02-07 20:28:55+00:00", "time")
    assert published("2023-02-02") == ("2023-02-02 00:00:00+00:00", "json-ld")


def test_what_a_check_of_facts_says_of_itself_is_read() -> None:
    ld = '{"@type": "ClaimReview", "dateModified": "2023-02-08T01:00:00Z", "keywords": "Es, Salah"}'
    head = f'<title>Judul</title><script type="application/ld+json">{ld}</script>'
    article = extract(page(head=head), URL)
    assert article.keywords == ("Es", "Salah")
    assert str(article.modified) == "2023-02-08 01:00:00+00:00"


@pytest.mark.parametrize(
    ("url", "utag", "foreign"),
    [
        ("https://koran.example/a/contoh/7000001.html", 'page_type:"article"', True),
        ("https://koran.example/a/contoh/7000001.html", 'article_uid:"7000001"', False),
        ("https://koran.example/a/contoh/7000001.html", 'pangea_version:"4.2"', False),
        (URL, 'page_type:"article"', False),
        ("", 'page_type:"article",url:"https://www.voaindonesia.com/a/1.html"', False),
    ],
)
def test_utag_data_alone_proves_the_platform_only_on_its_hosts(
    url: str, utag: str, foreign: bool
) -> None:
    whole = (
        f"<html><head><title>Judul</title><script>var utag_data={{{utag}}};</script></head>"
        f"<body><h1>Judul</h1><div class='teks'>{TEXT * 5}</div></body></html>"
    )
    if foreign:
        with pytest.raises(NotAnItem, match="foreign"):
            extract(whole, url)
    else:
        assert extract(whole, url).title == "Judul"

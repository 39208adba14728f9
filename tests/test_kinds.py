"""What an item is, and what it holds, under markup that no fixture of the real site shows."""

from __future__ import annotations

import pytest

from archive.extract import extract
from tests.small_pages import TEXT, TITLE, URL, ld, meta, page

NO_UTAG = 'x:"y"'
ARTICLE = 'page_type:"article",content_type:"article",subcontent_type:"article"'
LONG = f"<p>{'Kata demi kata mengalir dari hulu sungai. ' * 20}</p>"
RELATED = """<div class="media-block-wrap"><ul><li><a href="/a/lain/6990021.html">
<img src="https://gdb.voanews.com/09000000-0aff-0242-77f0-08dc0a8f77ff_w100.jpg"></a></li></ul></div>
<section class="xyz"><a href="/a/lain/6990022.html"><img src="https://gdb.voanews.com/08000000-0aff-0242-77f0-08dc0a8f77ff_w100.jpg">
</a></section>"""

# Galleries


def picture(number: int, width: int = 250) -> str:
    return f"https://gdb.voanews.com/0{number}000000-0aff-0242-77f0-08dc0a8f77ff_w{width}.jpg"


PICTURES = [
    (1, "Penari bersiap di Ubud.", "AFP"),
    (2, "Perahu hias di Martapura.", None),
    (3, "Lampion di Dieng.", "VOA/Petrus"),
]


def whole(caption: str, credit: str | None) -> str:
    return f"{caption} (Foto: {credit})" if credit else caption


def rows(form: str) -> str:
    """A row of each picture, in a markup with places for its number, caption and credit."""
    return "".join(
        form.format(
            small=picture(number), wide=picture(number, 1023), caption=caption,
            whole=whole(caption, credit), credit=credit or "", number=number,
        )
        for number, caption, credit in PICTURES
    )  # fmt: skip


GALLERIES = {
    "list of figures": "<ul class='photo-list'>{}</ul>".format(
        rows("<li><figure><img src='{small}'><figcaption>{whole}</figcaption></figure></li>")
    ),
    "grid, lazy, credit apart": "<div class='grid'>{}</div>".format(
        rows(
            "<div class='cell'><a href='{wide}'><img src='data:image/gif;base64,R0' data-src='{small}' alt='x'></a>"
            "<div class='photo__caption'>{caption}</div><span class='photo__credit'>Foto: {credit}</span></div>"
        )
    ),
    "series with srcset": rows(
        "<figure><picture><source srcset='{small} 250w, {wide} 1023w'><img alt=''></picture>"
        "<figcaption><p>{whole}</p></figcaption></figure>"
    ),
    "slides, captions as alt": "<div class='slides'>{}</div>".format(
        rows(
            "<div class='slide'><span>{number} / 3</span>"
            "<img src='/Content/img/spacer.gif' data-original='{small}' alt='{whole}'></div>"
        )
    ),
    "list of terms": f"<dl>{rows('<dt><img src={small}></dt><dd>{whole}</dd>')}</dl>",
    "table": f"<table>{rows('<tr><td><img src={small}></td><td>{whole}</td></tr>')}</table>",
}


PHOTO = 'content_type:"photo"'
#: Where the pictures stand, and what utag_data says: pictures inside what it calls an article are
#: the article's.
PLACES = [
    ("inside", PHOTO), ("inside", NO_UTAG),
    ("below", PHOTO), ("below", NO_UTAG), ("below", ARTICLE),
    ("alone", PHOTO),
]  # fmt: skip


@pytest.mark.parametrize("markup", GALLERIES)
@pytest.mark.parametrize(("place", "utag"), PLACES)
def test_galleries(markup: str, place: str, utag: str) -> None:
    intro = "<p>Pilihan foto sepekan.</p>"
    gallery = GALLERIES[markup]
    made = {
        "inside": page(intro + gallery, after=RELATED, utag=utag),
        "below": page(intro, after=gallery + RELATED, utag=utag),
        "alone": page("", after=gallery + RELATED, utag=utag),
    }
    article = extract(made[place], URL)
    assert article.kind == "gallery"
    assert [
        (int(image.guid[:2]), image.caption, image.credit) for image in article.images
    ] == PICTURES
    assert [block.text for block in article.body] == ["Pilihan foto sepekan."] * (place != "alone")
    if "wide" in gallery or "1023" in gallery:
        assert article.images[0].url == picture(1, 1023)


def test_captions_in_one_paragraph_are_no_text() -> None:
    joined = " ".join(whole(caption, credit) for _, caption, credit in PICTURES)
    made = page(f"<p>{joined}</p><p>Foto lain: lihat laman kami.</p>", after=GALLERIES["table"])
    article = extract(made, URL)
    assert [block.text for block in article.body] == ["Foto lain: lihat laman kami."]


def test_pictures_of_a_long_article_make_no_gallery() -> None:
    article = extract(page(LONG + GALLERIES["list of figures"] + LONG, utag=NO_UTAG), URL)
    assert article.kind == "article"
    assert [image.position for image in article.images] == [1, 1, 1]


# Recordings

VIDEO = "https://voa-video-ns.akamaized.net/pangeavideo/2024/11/01000000-0aff_{}.mp4"
AUDIO = "https://voa-audio-ns.akamaized.net/vin/2023/02/07/20230207-program.mp3"
FRAME = '<iframe src="/embed/player/0/7000001.html?type=video" title="Pemutar"></iframe>'
AUDIO_FRAME = '<iframe data-src="https://www.voaindonesia.com/embed/player/0/7000001.html?type=audio"></iframe>'
INTRO = "<div class='intro'><p>Tiga bersaudara menghidupkan lagi kano kayu.</p></div>"
SOURCES = (
    f'data-sources=\'[{{"Src":"{VIDEO.format("720p")}","Type":"video/mp4","DataInfo":"720p"}}]\''
)

# name: kind, markup, head
RECORDINGS = {
    "player": ("video", f"<div class='c-mmp'><video src='{VIDEO.format('240p')}' {SOURCES}></video></div>", ""),
    "old player": ("audio", f"<div class='html5Player'><audio src='{AUDIO}'></audio></div>", ""),
    "player of a script": (
        "video", f"<div class='c-mmp__player' data-type='video' {SOURCES}></div>",
        meta(twitter_card="player"),
    ),
    "links of a player": (
        "audio", f"<a class='c-mmp__fallback-link' href='{AUDIO}'><i></i></a>", meta(twitter_card="player"),
    ),
    "frame and og": ("video", FRAME, meta(og_video=VIDEO.format("720p"))),
    "frame and og, audio": ("audio", AUDIO_FRAME, meta(og_audio=AUDIO)),
    "frame and JSON-LD": (
        "video", FRAME,
        ld({"@type": "NewsArticle", "name": TITLE,
            "video": {"@type": "VideoObject", "contentUrl": VIDEO.format("1080p"), "duration": "PT3M21S"}}),
    ),
    "frame and JSON-LD, audio": (
        "audio", AUDIO_FRAME, ld({"@type": "AudioObject", "contentUrl": AUDIO, "duration": "PT3M21S"}),
    ),
    "graph": (
        "video", FRAME,
        ld({"@type": "WebPage"}, {"@type": "VideoObject", "contentUrl": VIDEO.format("720p")}, graph=True),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDINGS)
@pytest.mark.parametrize("with_utag", [True, False])
def test_recordings(name: str, with_utag: bool) -> None:
    kind, markup, head = RECORDINGS[name]
    utag = f'content_type:"{kind}",subcontent_type:"{kind}"' if with_utag else NO_UTAG
    player = f"<div class='mc'>{markup}</div>"
    article = extract(page("", after=player + INTRO, head=head, utag=utag), URL)
    assert article.kind == kind
    (recording,) = article.media
    assert recording.kind == kind
    assert recording.url.startswith(("https://voa-video", "https://voa-audio"))
    assert recording.renditions[0].url
    if "PT3M21S" in head:
        assert recording.duration_s == 201


@pytest.mark.parametrize("name", RECORDINGS)
@pytest.mark.parametrize("utag", [ARTICLE, NO_UTAG])
def test_an_article_that_holds_a_player_stays_an_article(name: str, utag: str) -> None:
    _, markup, head = RECORDINGS[name]
    box = f"<div class='wsw__embed'>{markup}</div>"
    for made, position in (
        (page(LONG + box + LONG, head=head, utag=utag), 1),
        (page(LONG, before=f"<div class='cover-media'>{markup}</div>", head=head, utag=utag), 0),
    ):
        article = extract(made, URL)
        assert article.kind == "article"
        assert [media.position for media in article.media] == [position]
        assert len(article.body) == LONG.count("<p>") * (2 if position else 1)


def test_a_frame_whose_file_nothing_names_is_kept() -> None:
    article = extract(page(LONG + FRAME + LONG), URL)
    assert [(media.kind, media.url, media.title) for media in article.media] == [
        ("video", "https://www.voaindonesia.com/embed/player/0/7000001.html?type=video", "Pemutar")
    ]


# Live blogs

HEADS = ("Suara masuk 90 persen", "TPS ditutup")
POSTS = [
    (1, HEADS[0], "2024-11-27T08:40", ("Rio Tuasikal",)),
    (4, HEADS[1], "2024-11-27T06:00", ("Petrus Riski", "Ani")),
]
BODY = [
    "Pengantar siaran.",
    HEADS[0],
    "Hampir selesai.",
    "Saksi pulang.",
    HEADS[1],
    "Warga menghitung.",
]


def posts(form: str) -> str:
    texts = ("<p>Hampir selesai.</p><p>Saksi pulang.</p>", "<p>Warga menghitung.</p>")
    times = ("2024-11-27T15:40:00+07:00", "2024-11-27T06:00:00Z")
    names = ("Rio Tuasikal", "Petrus Riski dan Ani")
    return "".join(
        form.format(head=head, time=time, name=name, text=text)
        for head, time, name, text in zip(HEADS, times, names, texts, strict=True)
    )


LIVE_BLOGS = {
    "boxes": "<div class='liveblog'>{}</div>".format(
        posts(
            "<div class='lb-post'><h3 class='lb-post__title'>{head}</h3><time datetime='{time}'>15:40</time>"
            "<span class='lb-post__author'>Oleh {name}</span><div class='wsw'>{text}</div></div>"
        )
    ),
    "articles": "<div class='x1'>{}</div>".format(
        posts(
            "<article class='pst'><header><div class='pst-title'>{head}</div><p class='pst-time'>"
            "<time datetime='{time}'>15.40 WIB</time></p><p class='byline'>{name}</p></header>{text}</article>"
        )
    ),
    "microdata": "<ol>{}</ol>".format(
        posts(
            "<li itemprop='liveBlogUpdate'><meta itemprop='datePublished' content='{time}'>"
            "<h4 itemprop='headline'>{head}</h4><a itemprop='author' href='/author/x/1'>{name}</a>"
            "<div itemprop='articleBody'>{text}</div></li>"
        )
    ),
}
UPDATES = [
    {"headline": HEADS[0], "datePublished": "2024-11-27 08:40:00Z", "author": {"name": "Rio Tuasikal"},
     "articleBody": "Hampir selesai.\nSaksi pulang."},
    {"headline": HEADS[1], "datePublished": "2024-11-27 06:00:00Z",
     "author": [{"name": "Petrus Riski"}, {"name": "Ani"}], "articleBody": "Warga menghitung."},
]  # fmt: skip


@pytest.mark.parametrize("markup", [*LIVE_BLOGS, "JSON-LD alone"])
@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("utag", ['content_type:"liveblog"', NO_UTAG])
def test_live_blogs(markup: str, inside: bool, utag: str) -> None:
    intro = "<p>Pengantar siaran.</p>"
    blog = LIVE_BLOGS.get(markup, "")
    node = {"@type": "LiveBlogPosting", "name": TITLE, "liveBlogUpdate": UPDATES}
    head = ld(node) if utag == NO_UTAG or not blog else ""
    made = page(intro + blog, head=head, utag=utag)
    if not inside:
        made = page(intro, after=blog, head=head, utag=utag)
    article = extract(made, URL)
    found = [
        (post.block, post.head, post.time and f"{post.time:%Y-%m-%dT%H:%M}", post.byline)
        for post in article.posts
    ]
    assert article.kind == "liveblog"
    assert [block.text for block in article.body] == BODY
    assert found == POSTS


def test_posts_that_only_json_ld_tells_apart_stand_once() -> None:
    body = "".join(f"<p>{text}</p>" for text in BODY)
    node = {"@type": "LiveBlogPosting", "name": TITLE, "liveBlogUpdate": UPDATES}
    article = extract(page(body, head=ld(node), utag=NO_UTAG), URL)
    assert [block.text for block in article.body] == BODY
    assert [(post.block, post.head) for post in article.posts] == [(1, HEADS[0]), (4, HEADS[1])]


def test_a_picture_between_the_introduction_and_the_first_post_keeps_its_place() -> None:
    shown = "<figure><img src='{}'></figure>"
    blog = LIVE_BLOGS["boxes"].replace("<p>Hampir", shown.format(picture(2)) + "<p>Hampir")
    intro = "<p>Pengantar siaran.</p>" + shown.format(picture(1))
    article = extract(page(intro + blog, utag='content_type:"liveblog"'), URL)
    assert [(image.url, image.position) for image in article.images] == [
        (picture(1), 1),
        (picture(2), 2),
    ]


# Quizzes

QUIZZES = {
    "box": "<div class='quiz'><div class='quiz__wrap'></div></div>",
    "poll": "<div class='poll'><form><label>Ya</label><input type='radio' name='a'></form></div>",
    "choices": "<form><p><input type='radio' name='a'> Ya</p><p><input type='radio' name='a'> Tidak</p></form>",
    "frame": "<iframe src='https://www.riddle.com/embed/quiz/1'></iframe>",
    "widget": "<div class='word-widget' data-id='1'></div>",
}


@pytest.mark.parametrize("markup", QUIZZES)
@pytest.mark.parametrize(
    "utag", ['content_type:"quiz"', 'subcontent_type:"widget"', NO_UTAG, ARTICLE]
)
@pytest.mark.parametrize("text", ["", "<p>Pilih jawaban yang benar.</p>"])
def test_quizzes(markup: str, utag: str, text: str) -> None:
    assert extract(page(text, after=QUIZZES[markup], utag=utag), URL).kind == "quiz"


@pytest.mark.parametrize("markup", QUIZZES)
def test_an_article_with_a_quiz_below_it_is_an_article(markup: str) -> None:
    assert extract(page(LONG, after=QUIZZES[markup]), URL).kind == "article"


@pytest.mark.parametrize("form", ["<p><i>Tidak</i> ada.</p>", TEXT])
def test_a_plain_text_is_an_article(form: str) -> None:
    assert extract(page(form, utag=NO_UTAG), URL).kind == "article"

"""What a page shows of other sites: address and place of each, whatever makes it."""

import pytest

from archive.extract import extract
from tests.small_pages import TEXT, URL, page

LONG = f"<p>{'Kata demi kata mengalir dari hulu sungai. ' * 20}</p>"
TWEET = "https://twitter.com/warga/status/123"

# markup: the address that it shows
EMBEDS = {
    '<iframe src="https://www.youtube.com/embed/abc?rel=0&amp;fs=1"></iframe>': "https://www.youtube.com/embed/abc",
    '<iframe data-src="//www.youtube-nocookie.com/embed/abc"></iframe>': "https://www.youtube-nocookie.com/embed/abc",
    '<script>renderExternalContent("https://www.youtube.com/embed/abc?&amp;&amp;&amp;fs=1&amp;enablejsapi=1")</script>':
        "https://www.youtube.com/embed/abc",
    '<amp-youtube data-videoid="abc"></amp-youtube>': "https://www.youtube.com/watch?v=abc",
    f'<blockquote class="twitter-tweet"><a href="https://t.co/x">x</a> <a href="{TWEET}?ref=x">7 Feb</a></blockquote>':
        f"{TWEET}?ref=x",
    '<blockquote class="twitter-tweet"><a href="https://x.com/warga/status/123">7 Feb</a></blockquote>':
        "https://x.com/warga/status/123",
    '<div class="external-content-placeholder"></div><script>renderExternalContent("https://twitter.com/warga/status/123")</script>':
        TWEET,
    '<div class="fb-post" data-href="https://www.facebook.com/voa/posts/1"></div>': "https://www.facebook.com/voa/posts/1",
    '<iframe src="https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fvoa%2Fvideos%2F1%2F&amp;width=500"></iframe>':
        "https://www.facebook.com/voa/videos/1/",
    '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/B1/"></blockquote>':
        "https://www.instagram.com/p/B1/",
    '<blockquote class="instagram-media"><a href="https://www.instagram.com/reel/B1/">x</a></blockquote>':
        "https://www.instagram.com/reel/B1/",
    '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@voa/video/1"><section></section></blockquote>':
        "https://www.tiktok.com/@voa/video/1",
    '<iframe src="https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1&amp;color=red"></iframe>':
        "https://api.soundcloud.com/tracks/1",
    '<div class="infgraphicsAttach"><iframe src="/a/peta-banjir/7000002.html?layout=5"></iframe></div>':
        "https://www.voaindonesia.com/a/peta-banjir/7000002.html?layout=5",
    '<div class="infographic"><iframe src="https://projects.voanews.com/kapal/"></iframe></div>':
        "https://projects.voanews.com/kapal/",
    '<iframe src="https://web.archive.org/web/20230209im_/https://www.youtube.com/embed/abc"></iframe>':
        "https://www.youtube.com/embed/abc",
}  # fmt: skip

#: What is in a frame and shows nothing of the item.
NOTHING = [
    '<iframe src="https://www.googletagmanager.com/ns.html?id=GTM"></iframe>',
    '<iframe src="about:blank"></iframe>',
    '<iframe src="javascript:void(0)"></iframe>',
    '<iframe src="https://www.facebook.com/plugins/like.php?href=x"></iframe>',
    '<iframe src="https://securepubads.doubleclick.net/x"></iframe>',
    '<iframe src="http://[broken"></iframe>',
    "<iframe></iframe>",
    '<blockquote class="twitter-tweet">Kata</blockquote>',
    '<amp-youtube data-videoid="a b"></amp-youtube>',
    "<script>renderExternalContent(address)</script>",
    "<blockquote>Kutipan.</blockquote>",
]


@pytest.mark.parametrize("markup", EMBEDS)
@pytest.mark.parametrize(
    "box", ['<div class="wsw__embed">{}</div>', '<div class="externalMedia">{}</div>', "{}"]
)
def test_an_embed_has_its_address_and_its_place(markup: str, box: str) -> None:
    article = extract(page(LONG + box.format(markup) + LONG), URL)
    assert [(media.kind, media.url, media.position) for media in article.media] == [
        ("embed", EMBEDS[markup], 1)
    ]
    assert article.kind == "article"
    assert len(article.body) == 2


@pytest.mark.parametrize("markup", EMBEDS)
def test_an_embed_at_the_head_and_on_a_page_of_a_few_words(markup: str) -> None:
    cover = extract(page(LONG, before=f'<div class="cover-media">{markup}</div>'), URL)
    alone = extract(page(TEXT, before=f"<div class='x'>{markup}</div>"), URL)
    for article in (cover, alone):
        assert [(media.url, media.position) for media in article.media] == [(EMBEDS[markup], 0)]


@pytest.mark.parametrize("markup", NOTHING)
def test_what_shows_nothing_of_the_item_is_no_embed(markup: str) -> None:
    assert extract(page(LONG + markup + LONG), URL).media == ()


@pytest.mark.parametrize(
    "around", ["<aside>{}</aside>", "<footer>{}</footer>", "<div class='media-block-wrap'>{}</div>"]
)
def test_the_frame_of_the_page_holds_no_embeds(around: str) -> None:
    frame = '<iframe src="https://www.youtube.com/embed/abc"></iframe>'
    assert extract(page(TEXT, after=around.format(frame)), URL).media == ()


def test_embeds_stand_in_the_order_of_the_page_and_once() -> None:
    first, second = next(iter(EMBEDS)), list(EMBEDS)[4]
    article = extract(page(LONG + second + LONG + first + second), URL)
    assert [(media.url, media.position) for media in article.media] == [
        (EMBEDS[second], 1),
        (EMBEDS[first], 2),
    ]


def test_many_embeds_end_somewhere() -> None:
    frames = "".join(f'<iframe src="https://a.example/{n}"></iframe>' for n in range(1_000))
    assert len(extract(page(LONG + frames), URL).media) == 200

"""Texts of scripts that end sentences with other signs, or with none, or put no spaces between
words; and dumps whose lines look like something else."""

from __future__ import annotations

import pytest

from archive.article import BlockKind
from archive.extract import extract
from archive.reader.text_dump import read

URL = "https://www.voaindonesia.com/a/contoh/7000001.html"
#: A title, and two paragraphs of it.
TEXTS = {
    "Chinese": (
        "渔民平安回家",
        "三艘渔船在港口外面等了两天之后，星期三早晨终于靠岸了，家人们都到码头上来迎接他们。",
        "船长说，风浪太大，谁也没有睡觉，但是所有人都平安无事，大家一起喝了热茶。",
    ),
    "Japanese": (
        "漁船が港に戻る",
        "三隻の漁船は沖で二日間待ったあと、水曜日の朝にようやく港へ戻り、家族が岸壁で迎えた。",
        "船長は、波が高くて誰も眠れなかったが、全員が無事だと話し、温かいお茶を飲んだ。",
    ),
    "Hindi": (
        "मछुआरे सुरक्षित घर लौटे",
        "तीन नावें बंदरगाह के बाहर दो दिन रुकने के बाद बुधवार की सुबह किनारे पर पहुँचीं और परिवार मिलने आए।",
        "कप्तान ने बताया कि लहरें बहुत ऊँची थीं और कोई सो नहीं पाया, लेकिन सब लोग सुरक्षित लौट आए।",
    ),
    "Urdu": (
        "ماہی گیر خیریت سے گھر پہنچ گئے",
        "تین کشتیاں بندرگاہ کے باہر دو دن رکنے کے بعد بدھ کی صبح کنارے پر پہنچ گئیں اور گھر والے ملنے آئے۔",
        "کپتان نے بتایا کہ لہریں بہت اونچی تھیں اور کوئی سو نہیں سکا لیکن سب لوگ خیریت سے ہیں۔",
    ),
    "Thai": (
        "ชาวประมงกลับบ้าน",
        "เรือประมงสามลำรออยู่นอกท่าเรือสองวันก่อนจะเข้าฝั่งในเช้าวันพุธ และครอบครัวมารอรับที่ท่าเรือ",
        "กัปตันบอกว่าคลื่นสูงมากจนไม่มีใครนอนหลับได้ แต่ทุกคนปลอดภัยและได้ดื่มชาร้อนด้วยกัน",
    ),
    "Burmese": (
        "တံငါသည်များ ပြန်ရောက်",
        "ငါးဖမ်းလှေ သုံးစင်းသည် ဆိပ်ကမ်းအပြင်ဘက်တွင် နှစ်ရက်စောင့်ပြီးနောက် ဗုဒ္ဓဟူးနေ့နံနက်တွင် ကမ်းကပ်ခဲ့သည်။",
        "လှိုင်းများ အလွန်ကြီးသဖြင့် မည်သူမျှ မအိပ်နိုင်ခဲ့ကြောင်း ကပ္ပတိန်က ပြောပြခဲ့ပြီး အားလုံး ဘေးကင်းသည်။",
    ),
}


@pytest.mark.parametrize("script", TEXTS)
def test_a_dump_of_any_script_has_its_title_and_paragraphs(script: str) -> None:
    title, *paragraphs = TEXTS[script]
    article = read("\n\n".join([title, *paragraphs]), URL)
    assert article.title == title
    assert [block.text for block in article.body] == paragraphs
    assert {block.kind for block in article.body} == {BlockKind.PARAGRAPH}
    assert {odd.partition(":")[0] for odd in article.diagnostics} <= {"language-conflict"}


@pytest.mark.parametrize("script", [name for name in TEXTS if name != "Thai"])
def test_a_bold_sentence_of_any_script_is_no_subhead(script: str) -> None:
    sentence = TEXTS[script][2]
    page = (
        '<html><body class="pg-article"><script>var utag_data={page_type:"article"};</script>'
        '<h1 class="pg-title">Judul</h1><div id="article-content"><div class="wsw">'
        f"<p>Warga menyambut.</p><p><strong>{sentence}</strong></p></div></div></body></html>"
    )
    assert extract(page, URL).body[1].kind is BlockKind.PARAGRAPH


FIRST = "Tiga kapal nelayan menunggu dua hari di luar pelabuhan sebelum berlabuh pada Rabu pagi."
SECOND = "Nakhoda mengatakan ombak terlalu tinggi sehingga tidak seorang pun bisa tidur malam itu."


@pytest.mark.parametrize(
    "title",
    [
        "Mengapa Begitu Banyak Kapal Nelayan Menunggu di Luar Pelabuhan Sepanjang Pekan?",
        "Siapa Menolong Mereka?",
    ],
)
def test_a_question_before_the_text_is_its_title(title: str) -> None:
    article = read(f"{title}\n\n{FIRST}\n\n{SECOND}", URL)
    assert article.title == title
    assert [block.text for block in article.body] == [FIRST, SECOND]


def test_a_question_within_a_text_belongs_to_it() -> None:
    question = "Lalu siapa yang akan membayar semua kerusakan kapal dan jaring para nelayan itu?"
    article = read(f"Kapal Nelayan Kembali\n\n{question}\n\n{FIRST}", URL)
    assert article.title == "Kapal Nelayan Kembali"
    assert [block.text for block in article.body] == [question, FIRST]


def test_a_caption_with_the_words_of_the_title_is_a_picture() -> None:
    title = "Tiga Kapal Nelayan Berlabuh Rabu Pagi"
    article = read(f"{title}\n\n{title}\n{title}\n\n{FIRST}\n\n{SECOND}", URL)
    assert article.title == title
    assert [image.caption for image in article.images] == [title]
    assert [block.text for block in article.body] == [FIRST, SECOND]


def test_a_last_paragraph_without_its_stop_is_kept() -> None:
    last = f"{SECOND.rstrip('.')}, dan anak-anak menghitung ikan di dermaga sampai malam tiba lagi"
    teaser = "Nelayan Lain Masih Ditunggu"
    article = read(f"Kapal Nelayan Kembali\n\n{FIRST}\n\n{last}\n\nForum\n\n{teaser}\n", URL)
    assert [block.text for block in article.body] == [FIRST, last]

"""Input that is wrong in ordinary ways: one line that names it and the next step, the right exit
code, nothing lost."""

import json

import pytest

from archive.store import Store
from tests.article_page import HTML, URL
from tests.commands import arsip

pytestmark = pytest.mark.slow

DAY = '{"id": %d, "published": "2023-02-08", "text": "Selasa (7/2)"}'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"id": 2, "published": "2023-02-08", "text": null}', "'text' is missing"),
        (b'{"id": 2, "published": "2023-02-08", "text": 7}', "'text' is no text"),
        (b"[1, 2]", "no object"),
        (b'{"id": 2, "published": "kemarin", "text": "x"}', "'kemarin' is not a time"),
        (b'{"id": 2, "text": "x"}', "'published' is missing"),
        (b'{"id": 2,', "no JSON"),
        (b'{"id": 2, "published": "2023-02-08", "text": "caf\xe9"}', "not in UTF-8"),
    ],
)
def test_dates_names_a_bad_line_and_reads_the_others(here, line, said):
    (here / "texts.jsonl").write_bytes(b"\n".join([(DAY % 1).encode(), line, (DAY % 3).encode()]))
    result = arsip("dates", "texts.jsonl", code=1)
    assert [json.loads(found)["id"] for found in result.stdout.splitlines()] == [1, 3]
    assert result.stderr.startswith("texts.jsonl:2: ")
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("number", ["99999999999999999999", "-99999999999999999999"])
def test_numbers_that_no_database_holds_are_wrong_usage(archive, number):
    said = arsip("show", number, code=2).stderr
    assert f"'{number}' is neither the id nor the address of an item" in said
    said = arsip("search", "gempa", "--limit", number, code=2).stderr
    assert f"'{number}' is not a count" in said


def test_nothing_found_is_said(archive):
    result = arsip("search", "takadakatabegini")
    assert result.stdout == ""
    assert "nothing found" in result.stderr


def test_an_end_before_the_beginning_is_wrong_usage(archive):
    assert (
        "is after --until" in arsip("search", "--since", "2024", "--until", "2023", code=2).stderr
    )


@pytest.mark.parametrize("url", ["bogus", "javascript:alert(1)", "https://"])
def test_an_address_that_is_none_is_wrong_usage(here, url):
    (here / "page.html").write_text(HTML)
    assert "is not a web address" in arsip("import", "page.html", "--url", url, code=2).stderr


@pytest.mark.parametrize(
    "data",
    [
        b"SQLite format 3\x00" + bytes(range(256)) * 50,
        bytes(range(1, 256)) * 50,
        json.dumps(
            {
                "title": "Judul",
                "body": "Sebuah kalimat yang cukup panjang untuk dianggap sebagai teks berita.",
            }
        ).encode(),
    ],
    ids=["database", "binary", "json"],
)
def test_what_is_no_text_is_no_dump(here, data):
    (here / "x.txt").write_bytes(data)
    assert "not an item: unreadable" in arsip("import", "x.txt").output
    with Store.reading(here / "arsip.db") as store:
        assert store.db.table("articles").count == 0


def test_of_several_documents_in_one_only_the_first_is_read(archive):
    other = HTML.replace("</p>", " Kalimat halaman lain.</p>")
    result = arsip("extract", "-", "--url", URL, input=HTML + "</html>\n" + other)
    record = json.loads(result.stdout)
    assert "halaman lain" not in json.dumps(record)
    assert any(odd.startswith("several-documents") for odd in record["diagnostics"])


def test_what_another_command_fetches_is_named(here):
    result = arsip("import", "wayback", code=2)
    assert result.stderr.splitlines() == [
        "Error: no file 'wayback'; did you mean 'arsip wayback fetch'?"
    ]

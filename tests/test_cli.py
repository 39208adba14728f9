"""The commands as a user meets them: what they print, where, and how they end."""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import click
import pytest
from sqlite_utils import Database

from archive.store import Store, StoreError
from crawler.cli import main
from tests.article_page import DUMP, HTML, URL
from tests.commands import ARSIP, arsip, on_a_terminal

pytestmark = pytest.mark.slow

NOT_AN_ITEM = "<html><head><title>404 Not Found</title></head><body class='pg-404'></body></html>"


def every_command(command=main, path=("arsip",)):
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from every_command(command.get_command(context, name), (*path, name))


@pytest.mark.parametrize(
    ("path", "command"), [pytest.param(p, c, id=" ".join(p)) for p, c in every_command()]
)
def test_every_command_explains_itself_with_an_example(path, command):
    help_text = arsip(*path[1:], "--help").stdout
    assert "Example" in help_text or "Begin" in help_text
    assert any(
        line.strip().startswith(" ".join(path)) or f"| {' '.join(path)}" in line
        for line in help_text.splitlines()
    )
    assert "-h" in help_text


# import


def test_import_counts_and_names(here):
    folder = here / "saved"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.html").write_text(HTML)
    (folder / "again.HTM").write_text(HTML)
    (folder / "article.json").write_text("{}")
    (folder / ".hidden.html").write_text(HTML)
    (folder / "deep" / "lost.html").write_text(NOT_AN_ITEM)
    (folder / "deep" / "z.html.gz").write_bytes(
        gzip.compress(HTML.replace("6951234", "6951235").encode())
    )
    (folder / "deep" / "broken.html.gz").write_bytes(gzip.compress(HTML.encode())[:80])
    (folder / "dump.txt").write_text(DUMP)
    result = arsip("import", "saved", code=1)
    assert result.stdout == "read 6, new 3, changed 0, same 1, not items 1, failed 1\n"
    assert result.stderr.splitlines() == [
        "saved/deep/broken.html.gz: failed: broken gzip: "
        "Compressed file ended before the end-of-stream marker was reached",
        "saved/deep/lost.html: not an item: error: body has the class 'pg-404'",
    ]
    assert arsip("search", "cianjur", "--nl").stdout.count("\n") == 3


def test_import_again_changes_nothing(archive):
    before = list(Database("arsip.db").iterdump())
    os.utime("page.html")  # a copy has another time
    assert (
        arsip("import", "page.html").stdout
        == "read 1, new 0, changed 0, same 1, not items 0, failed 0\n"
    )
    assert list(Database("arsip.db").iterdump()) == before


def test_a_changed_page_is_counted(archive):
    Path("page.html").write_text(HTML.replace("tenda", "masjid"))
    written = Path("page.html").stat().st_mtime + 60
    os.utime("page.html", (written, written))
    assert "changed 1" in arsip("import", "page.html").stdout
    assert "earlier texts: 1" in arsip("show", 6951234).stdout
    Path("page.html").write_text(HTML.replace("tenda", "sekolah"))
    os.utime("page.html", (1e9, 1e9))
    assert arsip("import", "page.html").stdout.endswith("same 0, older 1, not items 0, failed 0\n")


def test_import_reads_a_pipe_and_an_address(here):
    page = HTML.replace(f'<link rel="canonical" href="{URL}">', "")
    arsip("import", "-", "--url", URL, input=page.encode())
    assert arsip("search", "--nl").stdout.startswith('{"id": 6951234')


def test_one_address_is_for_one_page(here):
    for name in ("a.html", "b.html"):
        Path(name).write_text(HTML)
    for paths in (["a.html", "b.html"], ["."]):
        assert (
            "--url is the address of one page"
            in arsip("import", *paths, "--url", URL, code=2).stderr
        )


def test_a_dump_can_be_dated(here):
    Path("dump.txt").write_text(DUMP)
    arsip("import", "dump.txt", "--published", "2023-02-08")
    (hit,) = map(json.loads, arsip("search", "--about", "2023-02-07", "--nl").stdout.splitlines())
    assert hit["id"] < 0
    assert hit["published"] == "2023-02-07T17:00:00Z"
    assert "Gempa Mengguncang" in arsip("show", hit["id"]).stdout
    assert (
        "write it as 2023-02-08"
        in arsip("import", "dump.txt", "--published", "8 Feb", code=2).stderr
    )


def test_an_id_of_another_site_is_a_failure_with_a_name(archive):
    Path("other.html").write_text(HTML.replace("www.voaindonesia.com", "www.voanews.com"))
    result = arsip("import", "other.html", "page.html", code=1)
    assert (
        "other.html: failed: https://www.voanews.com/a/gempa/6951234.html: its id 6951234 is "
        "held by" in result.stderr
    )
    assert "same 1, not items 0, failed 1" in result.stdout


def test_a_fault_of_the_reader_is_named_and_the_rest_is_read(archive, monkeypatch):
    real = sys.modules["archive.imports.tasks"].understand

    def faulty(page, **options):
        if b"Cianjur" in page.html:
            raise RecursionError("too deep")
        return real(page, **options)

    monkeypatch.setattr("archive.imports.tasks.understand", faulty)
    Path("z.html").write_text(HTML.replace("Cianjur", "Garut").replace("6951234", "2"))
    result = arsip("import", ".", code=1)
    assert "page.html: failed: RecursionError: too deep; please report this page" in result.stderr
    assert "new 1" in result.stdout


def test_an_import_that_is_killed_goes_on_where_it_was(here):
    for number in range(1, 301):
        Path(f"{number}.html").write_text(HTML.replace("6951234", str(number)))
    running = subprocess.Popen([*ARSIP, "import", "."], stdout=subprocess.DEVNULL)
    while not _held("arsip.db"):
        assert running.poll() is None, "it ended before it could be killed"
    running.kill()
    running.wait()
    held = _held("arsip.db")
    assert Database("arsip.db").execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    result = arsip("import", ".").stdout
    assert result == f"read 300, new {300 - held}, changed 0, same {held}, not items 0, failed 0\n"
    with Store.reading("arsip.db") as store:
        assert all(
            len(store.mentions.of(number)) == len(store.mentions.of(300)) > 0
            for number in range(1, 301)
        )
        store.db.execute(
            "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)"
        )


def _held(path: str) -> int:
    try:
        with Store.reading(path) as store:
            return store.db["articles"].count
    except StoreError:  # it is being made
        return 0


def test_import_shows_how_far_it_is(here, monkeypatch):
    monkeypatch.setattr("archive.cli.progress._PLAIN_EVERY", 2)
    monkeypatch.setattr("archive.imports.works._SOME", 1)
    monkeypatch.setattr("archive.imports.importer.PIECES", 2)
    for number in range(1, 5):
        Path(f"{number}.html").write_text(HTML.replace("6951234", str(number)))
    plain = arsip("import", ".").stderr.splitlines()
    assert [line.split(",")[0] for line in plain] == ["read 2", "read 4"]


def test_a_terminal_gets_one_line_that_renews_itself(here):
    Path("page.html").write_text(HTML)
    shown = on_a_terminal("import", "page.html")
    assert shown.startswith("\r\033[Kread 1, new 1, changed 0: 1/1 file, ")
    assert shown.endswith("\r\033[Kread 1, new 1, changed 0, same 0, not items 0, failed 0\r\n")


# trouble with the database


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["import", "page.html", "--db", "page.html"],
            "page.html: not an SQLite database; name another file",
        ),
        (
            ["import", "page.html", "--db", "no/a.db"],
            "no/a.db: there is no folder no; make it, or name",
        ),
        (
            ["search", "x", "--db", "no.db"],
            "no.db: no such database; make it with 'arsip import PATH --db no.db'",
        ),
        (
            ["search", "x", "--db", "page.html"],
            "page.html: not an SQLite database; name another file",
        ),
        (
            ["show", "1", "--db", "theirs.db"],
            "theirs.db: holds no archive; make one with 'arsip import",
        ),
        (
            ["crawl", "latest", "--db", "new/"],
            "new/: is a folder; name a file, such as new/arsip.db",
        ),
        (
            ["import", "page.html", "--db", "folder"],
            "folder: is a folder; name a file, such as folder/arsip.db",
        ),
        *(
            (each, "folder: is a folder; name a file")
            for each in (
                ["search", "x", "--db", "folder"],
                ["show", "1", "--db", "folder"],
                ["status", "--db", "folder"],
                ["verify", "--db", "folder"],
            )
        ),
        (["show", "1"], "arsip.db: holds no article 1; 'arsip search WORDS' finds ids"),
    ],
)
def test_trouble_is_one_line_that_names_the_next_step(archive, arguments, said):
    sqlite3.connect("theirs.db").execute("CREATE TABLE theirs (x)").connection.close()
    Path("folder").mkdir()
    result = arsip(*arguments, code=1)
    assert result.stdout == ""
    assert not [
        path for path in Path().rglob("*") if path.name.startswith(("new", "folder.lock", "no"))
    ]
    assert result.stderr.startswith(f"Error: {said}")
    assert result.stderr.count("\n") == 1


def test_wrong_usage_has_its_own_code(archive):
    arsip("import", code=2)
    arsip("import", "missing.html", code=2)
    arsip("search", "--kind", "song", code=2)
    assert "2023-02-07, 2023-02 or 2023" in arsip("search", "--about", "yesterday", code=2).stderr


# extract


def test_extract_gives_json(here):
    Path("page.html").write_text(HTML)
    record = json.loads(arsip("extract", "page.html").stdout)
    assert (record["id"], record["title"], record["published"]) == (
        6951234,
        "Gempa Cianjur",
        "2023-02-07T18:30:00Z",
    )
    assert {"2023-02-07", "2023-02-08"} <= {mention["value"] for mention in record["mentions"]}
    assert not Path("arsip.db").exists()


def test_extract_of_several_gives_a_line_each(here):
    Path("page.html").write_text(HTML)
    Path("lost.html").write_text(NOT_AN_ITEM)
    Path("dump.txt.gz").write_bytes(gzip.compress(DUMP.encode()))
    Path("broken.html").write_bytes(b"\x1f\x8b broken")
    result = arsip("extract", ".", code=1)
    dump, lost, page = map(json.loads, result.stdout.splitlines())
    assert dump["initials"][0] == {"code": "rd", "role": "writer"}
    assert lost == {"not_an_item": "error", "reason": "body has the class 'pg-404'"}
    assert page["id"] == 6951234
    assert result.stderr.startswith("broken.html: failed: broken gzip: ")


def test_a_fault_of_the_reader_does_not_stop_extract(here, monkeypatch):
    monkeypatch.setattr("archive.cli.extract.understand", lambda page, **options: 1 / 0)
    Path("page.html").write_text(HTML)
    said = "page.html: failed: ZeroDivisionError: division by zero; please report this page\n"
    assert arsip("extract", "page.html", code=1).stderr == said


def test_extract_lists_what_a_dump_loses(here):
    listed = arsip("extract", "-", "--dropped", input=DUMP).stdout.splitlines()
    assert listed[0] == "1\tframe\tTautan-tautan Akses"
    assert listed[-1].endswith("\tXS")
    assert "this is a page" in arsip("extract", "-", "--dropped", input=HTML, code=1).stderr


# show and search


def test_show_can_be_read(archive):
    shown = arsip("show", 6951234, env={"COLUMNS": "60"}).stdout
    title, facts, *paragraphs = shown.rstrip().split("\n\n")
    assert title == "Gempa Cianjur"
    assert facts.splitlines()[0] == "published 2023-02-07T18:30:00Z"
    assert URL in facts
    assert len(paragraphs) == 2
    assert all(len(line) <= 60 for line in shown.splitlines() if URL not in line)


def test_show_sets_every_kind_of_block_apart(here):
    arsip("import", Path(__file__).parent / "pages" / "modern-full")
    shown = arsip("show", 6953001, env={"COLUMNS": "80"}).stdout
    assert (
        "\n\n  | Yang kami butuhkan bukan gedung baru, melainkan tenaga yang mau tinggal.\n\n"
        in shown
    )
    assert "\n- kapal A dari Kupang;\n- kapal B dari Larantuka.\n" in shown
    assert "\nPertama | 5 | 41,5\nKedua | 6 | 48\n" in shown
    assert (
        "\nhttps://www.voaindonesia.com/a/kapal-rumah-sakit-untuk-pulau-terluar/6953001.html\n"
        in shown
    )
    assert (
        "\npicture: Kapal rumah sakit bersandar di Kisar, Maluku Barat Daya. (VOA/Rio\n  "
        "Tuasikal)\n" in shown
    )


def test_show_marks_dates(archive):
    shown = " ".join(arsip("show", 6951234, "--dates").stdout.split())
    assert "Gempa terjadi hari Selasa (7/2) [= 2023-02-07] di Cianjur." in shown
    assert "Rabu (8/2) [= 2023-02-08] sepi." in shown


def test_show_gives_what_extract_gives(archive):
    assert arsip("show", 6951234, "--json").stdout == arsip("extract", "page.html").stdout


def test_search_for_people_and_for_programs(archive):
    lines = arsip("search", "warga").stdout.splitlines()
    assert lines[:2] == ["6951234  Gempa Cianjur", f"    2023-02-07 · article · {URL}"]
    assert "warga mengungsi" in lines[2]
    assert "\033[33m\033[1mwarga\033[0m" in on_a_terminal("search", "warga")
    (hit,) = json.loads(arsip("search", "warga", "--json").stdout)
    assert [hit["snippet"][start:end] for start, end in hit["marks"]] == ["warga"]


@pytest.mark.parametrize(
    ("options", "hits"),
    [
        (["--since", "2023-02-07", "--until", "2023-02-07"], 1),
        (["--since", "2023-02-08"], 0),
        (["--until", "2023"], 1),
        (["--until", "2023-01"], 0),
        (["--about", "2023-02-07"], 1),
        (["--about", "2023-02"], 1),
        (["--about", "2023-02-06"], 0),
        (["--kind", "video"], 0),
        (["--section", "berita"], 0),
        (["--limit", "0"], 1),
        (["OR", "AND"], 0),
        (["\"\\'(*", "😀"], 0),
    ],
)
def test_search_options(archive, options, hits):
    assert arsip("search", *options, "--nl").stdout.count("\n") == hits


def test_a_reader_that_stops_is_no_trouble(archive):
    for number in range(1, 400):
        Path(f"{number}.html").write_text(HTML.replace("6951234", str(number)))
    arsip("import", ".")
    search = subprocess.Popen(
        [*ARSIP, "search", "--limit", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    search.stdout.readline()
    search.stdout.close()
    assert search.stderr.read() == b""
    search.stderr.close()
    assert search.wait() == 141  # what a shell reports of a program that SIGPIPE ends


# dates


def test_dates_reads_lines(here):
    lines = [
        {"id": "a", "published": "2023-02-08T12:00:00+07:00", "text": "Gempa hari Selasa (7/2)."},
        {"id": 2, "published": "2023-02-08", "text": "Tidak ada tanggal."},
    ]
    text = (
        "\n".join(map(json.dumps, lines))
        + '\n\n{"id": 3}\nno json\n[]\n{"id": 4, "published": "?", "text": ""}\n'
    )
    result = arsip("dates", "-", input=text, code=1)
    assert list(map(json.loads, result.stdout.splitlines())) == [
        {
            "id": "a",
            "mentions": [
                {"start": 6, "end": 23, "text": "hari Selasa (7/2)", "value": "2023-02-07"}
            ],
        },
        {"id": 2, "mentions": []},
    ]
    reasons = result.stderr.splitlines()
    assert [reason.split(":")[1] for reason in reasons] == ["4", "5", "6", "7"]
    assert "'published' is missing" in reasons[0]
    assert "no JSON" in reasons[1]


def test_dates_reads_a_file(here):
    Path("texts.jsonl").write_text('{"id": 1, "published": "2023-02-08", "text": "Selasa (7/2)"}\n')
    assert json.loads(arsip("dates", "texts.jsonl").stdout)["mentions"][0]["value"] == "2023-02-07"


def test_an_option_can_be_given_in_the_environment(archive):
    (archive / "arsip.db").rename(archive / "other.db")
    there = {"ARSIP_SEARCH_DB": "other.db"}
    assert (
        arsip("search", "lampion", env=there).stdout
        == arsip("search", "lampion", "--db", "other.db").stdout
    )
    arsip("search", "lampion", "--db", "no.db", env=there, code=1)  # an option that is given wins


def test_the_console_command_is_installed():
    command = Path(sys.executable).with_name("arsip")
    version = subprocess.run(
        [command, "--version"], capture_output=True, text=True, check=True
    ).stdout
    assert version.startswith("arsip, version ")

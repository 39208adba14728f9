"""The values of options and arguments: what is taken, what is refused in one line, and with which
advice."""

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest
from click.shell_completion import CompletionItem
from hypothesis import given
from hypothesis import strategies as st

from archive.article import Article, Kind
from archive.cli import main
from archive.cli.values import Count, ItemId, SiteName
from archive.sites import SITES
from archive.store import Proof, Store
from tests.article_page import HTML, URL
from tests.commands import ARSIP, arsip

FIVE = {
    "crawl": ["crawl", "latest"],
    "wayback": ["wayback", "list"],
    "import": ["import", "page.html"],
    "export": ["export", "cdxj", "-"],
    "search": ["search"],
}
PERIODS = {name: FIVE[name] for name in ("crawl", "wayback", "export", "search")}


# --site


@pytest.mark.parametrize("command", FIVE.values(), ids=FIVE)
def test_every_site_option_says_what_may_be_meant(archive, command):
    said = arsip(*command, "--site", "voaindonesa", code=2).stderr
    assert "'voaindonesa' is not a known site; did you mean voaindonesia?" in said


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("indonesia", "voaindonesia"),
        ("VOAIndonesia ", None),
        ("voanew", "voanews"),
        ("radio farda", "radiofarda"),
        ("qqqq", "such as www.voanews.com"),
        ("", "such as www.voanews.com"),
        ("a b.com", "such as www.voanews.com"),
        ("..", "such as www.voanews.com"),
    ],
)
def test_near_names_of_sites(given, meant):
    if meant is None:
        assert SiteName().convert(given, None, None) == given.strip().lower()
        return
    with pytest.raises(click.BadParameter, match=meant):
        SiteName().convert(given, None, None)


@given(st.sampled_from(list(SITES.values())), st.data())
def test_a_site_is_named_by_name_host_or_address_and_found_from_one_slip(site, data):
    for name in (site.name, site.host, f"https://{site.host}/a/1.html", site.host.upper()):
        assert SiteName().convert(name, None, None) == site.name
    place = data.draw(st.integers(0, len(site.name) - 1))
    slip = site.name[:place] + site.name[place + 1 :]
    if slip in SITES:
        return
    with pytest.raises(click.BadParameter) as refused:
        SiteName().convert(slip, None, None)
    assert "did you mean" in refused.value.message


def test_a_host_that_is_not_known_is_a_site_of_its_own():
    assert SiteName().convert("www.example.org", None, None) == "www.example.org"


# --since, --until


@pytest.mark.slow
@pytest.mark.parametrize("command", PERIODS.values(), ids=PERIODS)
@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("2999", "--since 2999-01-01 is in the future"),
        ("yesterday", "'yesterday' is not a date; write it as 2023-02-07, 2023-02 or 2023"),
        ("", "is not a date"),
        ("0000", "is not a date"),
        ("2023-02-30", "is not a date"),
        ("٢٠٢٣", "is not a date"),
    ],
)
def test_since_is_checked_in_every_command(archive, command, since, said):
    assert said in arsip(*command, "--since", since, code=2).stderr


def test_until_is_not_before_since(archive):
    for command in ("wayback", "export", "search"):
        for order in (
            ["--since", "2024", "--until", "2023"],
            ["--until", "2023", "--since", "2024"],
        ):
            said = arsip(*FIVE[command], *order, code=2).stderr
            assert "--since 2024-01-01 is after --until 2023-12-31" in said


def test_a_day_that_has_begun_somewhere_is_not_in_the_future(archive):
    begun = (datetime.now(UTC) + timedelta(hours=14)).date()
    assert (
        "articles are held, but with --since none is left"
        in arsip("search", "--since", begun).stderr
    )
    to_come = begun + timedelta(days=1)
    said = arsip("search", "--since", to_come, code=2).stderr
    assert f"--since {to_come} is in the future; nothing is there yet" in said


def test_a_month_or_a_year_means_all_of_it(archive):
    assert "6951234" in arsip("search", "--since", "2023-02", "--until", "2023-02").stdout
    assert "6951234" in arsip("search", "--since", "2023", "--until", "2023").stdout
    assert arsip("search", "--since", "2023-03").stdout == ""


# ids and counts


@given(st.one_of(st.text(max_size=25), st.integers().map(str), st.floats().map(str)))
def test_only_a_plain_number_or_an_address_of_an_item_is_an_id(text):
    try:
        number = ItemId().convert(text, None, None)
    except click.BadParameter as refused:
        assert "is neither the id nor the address of an item" in refused.message  # noqa: PT017
    else:
        assert text.strip() == str(number) or text.strip().lstrip("-0") == str(number).lstrip("-0")
        assert text.strip().isascii()
        assert abs(number) < 2**63


@pytest.mark.parametrize(
    "text",
    ["٣", "+5", "1e3", "1_000", "0x10", "", " ", "5.0", "9" * 20, "9" * 5_000, "-", "--1", "1\0",
     "https://www.voaindonesia.com/", "https://www.voaindonesia.com/z/599", "http://[/a/1.html"],
)  # fmt: skip
def test_what_is_no_id_is_refused(text):
    with pytest.raises(click.BadParameter):
        ItemId().convert(text, None, None)
    if text != "https://www.voaindonesia.com/z/599":
        with pytest.raises(click.BadParameter):
            Count().convert(text, None, None)


@pytest.mark.parametrize(
    "text", [6951234, " 6951234 ", "06951234", URL, URL + "?utm=1#x", "/a/6951234.html"]
)
def test_what_is_an_id(text):
    assert ItemId().convert(text, None, None) == 6951234


@pytest.mark.parametrize("limit", ["-1", "٣", "1e3", "9" * 19])
def test_a_limit_is_a_plain_number(archive, limit):
    assert "is not a count" in arsip("search", "--limit", limit, code=2).stderr


# --db, --captures


@pytest.mark.parametrize("name", ["", "a\0b"])
def test_what_is_no_name_of_a_file_is_refused(here, name):
    assert "is not a file name" in arsip("search", "--db", name, code=2).stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["a#b?c.db", "a%20b.db", "é spasi.db", "two\nlines.db", ":memory:", "file:x.db?mode=memory"]
)  # fmt: skip
def test_a_database_may_have_any_name(here, name):
    Path("page.html").write_text(HTML)
    arsip("import", "page.html", "--db", name)
    assert arsip("search", "gempa", "--db", name).stdout.startswith("6951234")
    assert Path(name).is_file()


@pytest.mark.slow
def test_captures_are_beside_the_database(here):
    Path("there").mkdir()
    Path("page.html").write_text(HTML)
    arsip("import", "page.html", "--db", "there/a.db")
    said = arsip("verify", "--db", "there/a.db", code=2).stderr
    assert "there/captures: no such folder" in said
    said = arsip("verify", "--db", "there/a.db", "--captures", "else", code=2).stderr
    assert "else: no such folder" in said
    Path("there/captures").mkdir()
    arsip("verify", "--db", "there/a.db")
    said = arsip("rebuild", "--db", "there/new.db", code=1).stderr
    assert said == "Error: there/captures: holds no WARC file; name the folder of a crawl\n"
    assert not Path("there/new.db").exists()
    said = arsip("rebuild", "--db", "new.db", code=2).stderr
    assert "captures: no such folder; name the one with the WARC files" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "given",
    ["0001-01-01", "1899-12-31", "9999-12-31T23:59-12:00", "2999-01-01", "8 Feb", "", "٢٠٢٣-٠٢-٠٨",
     "2023-02-30", "2023-02-08T25:00", "2023-02-08T19:05+99:00", "2023-02-08\0"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["import", "extract"])
def test_nothing_is_published_outside_of_time(archive, command, given):
    said = arsip(command, "page.html", "--published", given, code=2).stderr
    assert "nothing was published then" in said or "is not a time; write it as 2023-02-08" in said


@pytest.mark.parametrize("command", [["export", "cdxj"], ["export", "warc"]], ids=" ".join)
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "'' is not a file name"),
        ("a\0b", "is not a file name"),
        ("folder", "folder: is no file; name another one"),
        ("pipe", "pipe: is no file; name another one"),
    ],
)
def test_what_cannot_be_written_is_refused(archive, command, name, said):
    Path("folder").mkdir()
    os.mkfifo("pipe")
    assert said in arsip(*command, name, code=2).stderr
    assert Path("folder").is_dir()
    assert Path("pipe").is_fifo()


def test_a_folder_without_pages_is_named(archive):
    Path("empty").mkdir()
    result = arsip("extract", "empty", "page.html", code=1)
    assert json.loads(result.stdout)["id"] == 6951234
    assert result.stderr.startswith("empty: holds no saved page or text dump (.html, ")


def test_a_command_that_there_is_not_gets_near_names(here):
    assert "No such command 'serch'. Did you mean 'search'?" in arsip("serch", code=2).stderr


# show, sites, status


@pytest.mark.slow
def test_several_articles_are_shown(archive):
    Path("other.html").write_text(HTML.replace("6951234", "6951240").replace("Cianjur", "Garut"))
    arsip("import", "other.html")
    shown = arsip("show", URL, 6951240).stdout
    assert "Gempa Cianjur\n" in shown
    assert "\n─" in shown
    assert "Gempa Garut\n" in shown
    both = json.loads(arsip("show", URL, 6951240, "--json").stdout)
    assert [each["id"] for each in both] == [6951234, 6951240]
    lines = arsip("show", URL, 6951240, "--nl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == both


def test_an_article_that_is_missing_is_named_and_the_others_shown(archive):
    result = arsip("show", 1, URL, 2, "--nl", code=1)
    assert json.loads(result.stdout)["id"] == 6951234
    assert result.stderr.splitlines() == [
        f"Error: arsip.db: holds no article {number}; 'arsip search WORDS' finds ids"
        for number in (1, 2)
    ]


def test_sites_are_listed(here):
    lines = arsip("sites").stdout.splitlines()
    assert lines[0].split() == ["voaindonesia", "www.voaindonesia.com", "id", "voa"]
    assert len(lines) == len(SITES)
    listed = json.loads(arsip("sites", "--json").stdout)
    assert [site["name"] for site in listed] == list(SITES)
    assert [json.loads(line) for line in arsip("sites", "--nl").stdout.splitlines()] == listed


def test_status_for_programs(archive):
    with Store("arsip.db") as store:
        run = store.runs.begin("latest", "voaindonesia", now=datetime(2026, 3, 1, tzinfo=UTC))
        store.runs.end(
            run, "partial", "limit reached", {"new": 3}, now=datetime(2026, 3, 1, tzinfo=UTC)
        )
    status = json.loads(arsip("status", "--json").stdout)
    (site,) = status["sites"]
    assert (site["name"], site["held"]) == ("voaindonesia", {"article": 1})
    assert set(site["known"].values()) == {0}
    (last,) = status["runs"]
    assert (last["verdict"], last["reason"], last["counts"]["new"]) == (
        "partial",
        "limit reached",
        3,
    )
    assert json.loads(arsip("status", "--nl").stdout) == status
    assert "held      1 item: 1 article" in arsip("status").stdout


def test_status_names_what_has_no_address(here):
    dump = Article(id=None, kind=Kind.ARTICLE, site="", url="", title="Perahu kembali")
    with Store("arsip.db") as store:
        store.save(dump, seen=datetime(2026, 3, 1, tzinfo=UTC), proof=Proof.TEXT)
    lines = arsip("status").stdout.splitlines()
    assert lines[:2] == ["of no known address", "  held      1 item: 1 article"]


# search


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        (["takada"], "fewer words, or a beginning with a star (gempa*), find more"),
        (["takada", "--kind", "video"], "fewer words, or a beginning"),
        (["gempa", "--kind", "video"], "the words are held, but with --kind none is left"),
        (["--section", "Olahraga"], "articles are held, but with --section none is left"),
        (["gempa", "--site", "voanews", "--since", "2023"], "but with --site none is left"),
        (["gempa", "--until", "2022"], "but with --until none is left"),
        (["gempa", "--about", "2020"], "but with --about none is left"),
    ],
)
def test_advice_fits_what_left_nothing(archive, arguments, advice):
    result = arsip("search", *arguments)
    assert result.stdout == ""
    assert advice in result.stderr


@pytest.mark.slow
def test_advice_where_only_all_filters_together_leave_nothing(archive):
    Path("other.html").write_text(
        HTML.replace("6951234", "6951240")
        .replace("2023-02-0", "2021-02-0")
        .replace("Cianjur", "Garut")
    )
    arsip("import", "other.html")
    said = arsip("search", "garut", "--since", "2023").stderr
    assert "with --since none is left" in said


def test_an_empty_database_is_said(here):
    Store("arsip.db").close()
    assert "the database holds no articles yet" in arsip("search").stderr


@pytest.mark.parametrize(
    "word", ["-kata", "-hujan", "-", "-5", "kata -OR", "\0kata", "é" * 3000, "a " * 3000, "\udce9"]
)
def test_whatever_is_typed_is_searched_for(archive, word):
    said = arsip("search", word)
    assert said.stdout == ""
    assert "nothing found; fewer words, or a beginning with a star" in said.stderr
    assert arsip("search", "-gempa").stdout.startswith("6951234")
    assert arsip("search", "--kinds", "x", code=2).stderr.endswith("Did you mean '--kind'?\n")


def test_the_value_of_an_option_may_begin_with_a_dash(archive):
    assert "Error: -x.db: no such database" in arsip("search", "--db", "-x.db", code=1).stderr
    assert "'-1' is not a count" in arsip("search", "-gempa", "--limit", "-1", code=2).stderr
    assert "but with --section none is left" in arsip("search", "-gempa", "--section", "-1").stderr
    assert arsip("search", "--nl", "-gempa").stdout.startswith('{"id": 6951234')


# completion


def completed(*words: str) -> list[str]:
    """What the shell offers for the last word."""
    words = ("arsip", *words)
    environment = {
        "_ARSIP_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    program = "from crawler.cli import main; main(prog_name='arsip')"
    done = subprocess.run(
        [*ARSIP[:2], program], env=environment, capture_output=True, text=True, check=True
    )
    return [line.partition(",")[2] for line in done.stdout.splitlines() if line]


@pytest.mark.slow
def test_the_shell_completes_names(here):
    pages = Path(__file__).parent / "pages" / "modern-full"
    arsip("import", pages, "--db", "other.db")
    assert completed("sea") == ["search"]
    assert completed("search", "--site", "voaindo") == ["voaindonesia"]
    assert completed("crawl", "latest", "--site", "voane") == ["voanews"]
    assert completed("search", "--kind", "vi") == ["video"]
    assert completed("search", "--db", "other.db", "--section", "indo") == ["Indonesia"]
    assert completed("search", "--section", "indo") == []
    assert completed("export", "w") == ["warc"]


def test_the_names_of_sites_come_with_their_hosts():
    context = click.Context(main)
    (item,) = SiteName().shell_complete(context, click.Option(["--site"]), "VOAindo")
    assert isinstance(item, CompletionItem)
    assert (item.value, item.help) == ("voaindonesia", "www.voaindonesia.com")

"""What commands write: nothing that a terminal obeys, and no traceback where it cannot be
written."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.cli import standard_io
from archive.cli.standard_io import SafeStream, escaped, one_line
from tests.article_page import HTML
from tests.commands import ARSIP, arsip, on_a_terminal

pytestmark = pytest.mark.slow

EVIL = "\x1b]0;PWNED\x07\x1b[31mRED\x9b31m\u202eBIDI\r\x08\u2066\u061c\ud83d"
CONTROLS = {*map(chr, [*range(0x20), *range(0x7F, 0xA0)])} - {"\t", "\n"}


def is_obeyed(sign: str) -> bool:
    """Whether a terminal does something other than show this sign."""
    bidi = unicodedata.bidirectional(sign) in {
        "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI",
    }  # fmt: skip
    return sign in CONTROLS or bidi or unicodedata.category(sign) in ("Cs", "Zl", "Zp")


@given(st.text(st.one_of(st.characters(), st.sampled_from(EVIL)), max_size=40))
def test_no_text_is_obeyed_and_none_is_lost(text):
    shown = escaped(text)
    assert not any(map(is_obeyed, shown))
    assert "\n" not in one_line(text)
    harmless = "".join(
        sign for sign in text if not is_obeyed(sign) and sign not in "\u061c\u200e\u200f"
    )
    assert re.sub(r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", "", shown) == re.sub(
        r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}", "", harmless
    )


def test_what_people_write_is_left_as_it_is():
    for text in ("Gempa 5,8 – “Étoile” 🚢", "نمی‌خواهم", "日本\tid", "क्‍ष", "a\\x1b"):
        assert escaped(text) == text


def test_a_name_that_is_no_utf_8_is_written_as_it_is_stored():
    assert escaped(os.fsdecode(b"caf\xe9\n.html")) == "caf\\xe9\n.html"
    assert one_line("a\nb\x1b") == "a\\nb\\x1b"


@given(st.text(st.one_of(st.characters(), st.sampled_from(EVIL)), max_size=40))
def test_json_loses_nothing_and_holds_nothing_that_is_obeyed(text):
    for form in standard_io.JsonForm:
        written = standard_io._json({"title": text}, form)
        assert not any(map(is_obeyed, written))
        assert json.loads(written) == {"title": text}


@pytest.fixture
def evil(here):
    """Pages, a WARC file and names of files that hold what a terminal obeys."""
    Path("evil.html").write_text(HTML.replace("Gempa", f"Gempa{EVIL[:-1]}"))
    Path("\x1b[31mfile\x1b]0;PWN\x07\x9b.html").write_text("<html>no item</html>")
    Path("new\nline\r.html").write_text("<html>no item</html>")
    Path(os.fsdecode(b"caf\xe9.html")).write_text("<html>no item</html>")
    address = b"https://www.voaindonesia.com/a/\x1b[31mslug\x1b]0;PWN\x07\xc2\x9b/%d.html"
    page = HTML.split("<link")[0] + HTML.split(">", 3)[-1]
    Path("evil.warc").write_bytes(
        record(address % 7000001, page.encode()) + record(address % 7000002, b"\x1b[35m") + b"\x1b"
    )
    return here


def record(address: bytes, page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = [
        b"WARC/1.0",
        b"WARC-Type: response",
        b"WARC-Record-ID: <urn:x>",
        b"WARC-Date: 2023-02-07T00:00:00Z",
        b"WARC-Target-URI: " + address,
        b"Content-Type: application/http",
        b"Content-Length: %d" % len(http),
    ]
    return b"\r\n".join(head) + b"\r\n\r\n" + http + b"\r\n\r\n"


COMMANDS = [
    ["import", "."],
    ["search", "gempa*"],
    ["search", "gempa*", "--json"],
    ["show", "6951234", "--dates"],
    ["show", "6951234", "--nl"],
    ["extract", "."],
    ["extract", "nothing\x1b[31m\n\x9b"],
    ["status"],
    ["status", "--json"],
    ["verify", "--captures", "\x1b]0;PWN\x07"],
    ["search", "x", "--db", "\x1b[31m\x9b"],
    ["search", "x", "--site", "\x1b[31m\x9b\u202e"],
    ["export", "cdxj", "\x1b[31m/\x1b"],
    ["crawl", "latest", "--base-url", "http://\x1b[31m\x9b"],
    ["\x1b[31m\x9b"],
    ["show", "\x1b[31m\x9b"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_line_of_any_command_is_obeyed(evil, arguments):
    if arguments[0] != "import":
        arsip("import", ".", code=8)
    result = arsip(*arguments, code=None)
    lines = (result.stdout + result.stderr).split("\n")
    assert lines
    assert [line for line in lines if any(map(is_obeyed, line))] == []


def test_a_terminal_gets_only_our_own_sequences(evil):
    shown = on_a_terminal("import", ".", code=8) + on_a_terminal("search", "gempa*")
    ours = re.sub(r"\r\x1b\[K|\x1b\[(?:0|1|33)m|\r\n", "", shown)
    assert "\\x1b]0;PWN\\x07" in ours
    assert not any(map(is_obeyed, ours))


# streams that cannot be written


def run(*arguments: str, before: str = "", after: str = "", **environment: str):
    """A command line of a shell, so that it can close and redirect."""
    command = " ".join([before, *map(repr, [sys.executable, "-c", ARSIP[2], *arguments]), after])
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, env={**os.environ, **environment}, check=False
    )


FULL = b"Error: standard output: No space left on device; what it lacks is lost\n"
CLOSED = b"Error: standard output: Bad file descriptor; what it lacks is lost\n"


@pytest.mark.parametrize(
    "arguments",
    [["search"], ["status", "--json"], ["extract", "page.html"], ["search", "--help"]],
    ids=" ".join,
)
def test_a_full_or_closed_output_is_one_line(archive, arguments):
    full = run(*arguments, after="> /dev/full")
    assert (full.returncode, full.stderr) == (1, FULL)
    closed = run(*arguments, after=">&-")
    assert (closed.returncode, closed.stderr) == (1, CLOSED)
    gone = run(*arguments, after="| true; exit ${PIPESTATUS[0]}")
    assert (gone.returncode, gone.stderr) in [(141, b""), (0, b"")]


@pytest.mark.parametrize("after", ["2>&-", "2> /dev/full", ">&- 2>&-", "<&- >&- 2>&-"])
def test_work_goes_on_where_nobody_can_be_told(archive, after):
    Path("page.html").write_text(HTML.replace("6951234", "6951299"))
    Path("lost.html").write_text("<html>no item</html>")
    done = run("import", ".", after=after)
    assert done.returncode == (1 if ">&- 2" in after else 0)
    assert done.stderr == b""
    assert json.loads(arsip("show", 6951299, "--json").stdout)["id"] == 6951299


def test_a_descriptor_that_was_closed_is_no_file_of_ours(archive):
    code = (
        "import os; from archive.cli.standard_io import safe_streams\n"
        "with safe_streams(): print(os.open('new', os.O_CREAT))"
    )
    command = f'{sys.executable} -c "{code}" <&- 2>&-'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=True)
    assert int(done.stdout) > 2


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8", "utf-16"])
def test_every_terminal_shows_what_it_can(here, encoding):
    Path("page.html").write_text(HTML.replace("Gempa", "Étoile “Gempa” 🚢"))
    arsip("import", "page.html")
    shown = run("show", "6951234", PYTHONIOENCODING=encoding)
    assert (shown.returncode, shown.stderr) == (0, b"")
    title = shown.stdout.decode(encoding).splitlines()[0]
    assert title == "Étoile “Gempa” 🚢 Cianjur".encode(encoding, "backslashreplace").decode(
        encoding
    )
    record = run("show", "6951234", "--json", PYTHONIOENCODING=encoding).stdout
    assert json.loads(record.decode(encoding))["title"] == "Étoile “Gempa” 🚢 Cianjur"


def test_words_are_utf_8_whatever_the_locale(here):
    Path("page.html").write_text(HTML.replace("Gempa", "Étoile"))
    arsip("import", "page.html")
    posix = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    assert run("search", "étoile", **posix).stdout.startswith(b"6951234")


def test_only_output_is_needed(tmp_path):
    with Path("/dev/full").open("w") as full:
        SafeStream(full, needed=False).write("x")
    with Path("/dev/full").open("w") as full, pytest.raises(standard_io.OutputError):
        SafeStream(full, needed=True).write("x")

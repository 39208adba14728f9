"""arsip as a library: its door loads nothing, and docs/library.md says what is true."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import archive
from archive.imports.reading import read_items
from tests import archives, whole_pages
from tests.article_page import DUMP, HTML
from tests.commands import arsip

LIBRARY = Path(__file__).parent.parent / "docs" / "library.md"
URL = "https://www.voaindonesia.com/a/kapal-rumah-sakit-untuk-pulau-terluar/6953001.html"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The folder in which the examples run."""
    monkeypatch.chdir(tmp_path)
    page = whole_pages.page(whole_pages.PAGES / "modern-full")
    section = whole_pages.page(whole_pages.PAGES / "frame-section")
    Path("page.html").write_bytes(page)
    address = "https://www.voaindonesia.com/a/7000001.html"
    captures = [archives.response(URL, page), archives.response(address, section)]
    Path("crawl.warc.gz").write_bytes(archives.packed(captures))
    arsip("import", "page.html")
    return tmp_path


def test_the_examples_are_true(here):
    text = LIBRARY.read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, LIBRARY.name, str(LIBRARY), 0)
    said: list[str] = []
    done = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(examples, out=said.append)
    assert done.failed == 0, "".join(said)
    assert done.attempted > 20
    assert text.count(">>> ") == done.attempted


@pytest.mark.slow
def test_the_door_loads_nothing_until_it_is_used():
    program = (
        "import sys, archive\n"
        "print([name for name in sys.modules if name.startswith('archive.')])\n"
        "archive.Article; archive.sites\n"
        "print('lxml' in sys.modules, 'sqlite3' in sys.modules, 'scrapy' in sys.modules)\n"
        "archive.mentions; archive.Store; archive.extract.extract; archive.read_items\n"
        "print('scrapy' in sys.modules, 'archive.cli' in sys.modules)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    ).stdout
    assert said == "[]\nFalse False False\nFalse False\n"


def test_the_door_gives_whatever_it_names():
    for name in archive.__all__:
        assert getattr(archive, name) is not None
    assert set(archive.__all__) < set(dir(archive))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        archive.nothing  # noqa: B018


def test_the_packages_are_typed():
    import crawler

    for package in (archive, crawler):
        assert (Path(package.__file__).parent / "py.typed").exists()


def test_items_are_read_from_whatever_holds_them(here):
    Path("folder").mkdir()
    Path("folder/dump.txt").write_text(DUMP)
    Path("folder/saved.html").write_text(HTML)
    Path("folder/broken.html.gz").write_bytes(b"\x1f\x8b broken")
    warc = Path("crawl.warc.gz").read_bytes()
    Path("folder/cut.warc.gz").write_bytes(warc[: len(warc) * 9 // 10])
    problems: list[str] = []
    found = list(read_items("folder", problem=problems.append))
    assert [item.source for item in found] == [
        "folder/cut.warc.gz@0", "folder/dump.txt", "folder/saved.html",
    ]  # fmt: skip
    assert found[0].seen == archives.WHEN
    assert [item.article.id for item in found] == [6953001, None, 6951234]
    assert {problem.split("@")[0].split(":")[0] for problem in problems} == {
        "folder/cut.warc.gz", "folder/broken.html.gz",
    }  # fmt: skip
    assert [item.source for item in read_items("folder")] == [item.source for item in found]

"""Who may import what, and where SQL and sockets may be: the rules of docs/architecture.md,
held."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
ORDER = re.findall(r"^\| `archive/(\w+)(?:\.py|/)` \|", TABLE, re.MULTILINE)
FILES = sorted((ROOT / "archive").rglob("*.py"))
CRAWLER = sorted((ROOT / "crawler").rglob("*.py"))
#: The rows of the crawler's table: each with the files and folders that it names.
ROWS = [
    re.findall(r"`(?:crawler/)?(\w+)(?:\.py|/)`", row)
    for row in re.findall(r"^\| (`crawler/[^|]+) \|", TABLE, re.MULTILINE)
]
ROWS = [row for row in ROWS if row]

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "requests", "scrapy", "socket", "socketserver", "ssl", "twisted",
    "urllib.request", "urllib3", "crawler",
}  # fmt: skip
OUTSIDE = {
    "io",
    "lxml",
    "os",
    "pathlib",
    "shutil",
    "sqlite3",
    "sqlite_utils",
    "tempfile",
    "trafilatura",
    "html",
}
SQL = re.compile(
    r"\s*(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+\w+|PRAGMA)\s",
    re.DOTALL,
)


def module(file: Path) -> str:
    """The name that the table gives to what a file belongs to: archive/store/rows.py is store."""
    return file.relative_to(ROOT / "archive").parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    """Every module that a file imports anywhere in it: "archive.store", "sqlite3" …"""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def from_archive(file: Path) -> set[str]:
    parts = [name.split(".") for name in imports(file)]
    return {
        part[1] for part in parts if part[0] == "archive" and part[1:] and part[1] != "__version__"
    }


def is_one_of(name: str, modules: set[str]) -> bool:
    return any(name == each or name.startswith(each + ".") for each in modules)


files = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))


def test_the_table_names_every_module_once():
    in_the_tree = {module(file) for file in FILES} - {"__init__"}
    assert sorted(ORDER) == sorted(in_the_tree)


@files
def test_a_module_imports_only_what_stands_above_it(file):
    own = module(file)
    if (
        own == "__init__"
    ):  # the door of the library; tests/test_library.py holds that it loads nothing
        above = {*ORDER} - {"cli"}
    else:
        above = {*ORDER[: ORDER.index(own)], own}
    assert from_archive(file) <= above


def test_the_table_of_the_crawler_names_every_module_once():
    named = [name for row in ROWS for name in row]
    in_the_tree = {crawler_part(file) for file in CRAWLER} - {"__init__"}
    assert sorted(named) == sorted(in_the_tree)


@pytest.mark.parametrize("file", CRAWLER, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_of_the_crawler_imports_only_rows_above_it_and_its_own(file):
    own = crawler_part(file)
    if own == "__init__":
        return
    row = next(number for number, names in enumerate(ROWS) if own in names)
    allowed = {name for names in ROWS[: row + 1] for name in names}
    parts = [name.split(".") for name in imports(file)]
    assert {part[1] for part in parts if part[0] == "crawler" and part[1:]} <= allowed


@pytest.mark.parametrize("top", ["archive", "crawler"])
def test_no_two_modules_import_one_another(top):
    files = {modules_name(file): file for file in (FILES if top == "archive" else CRAWLER)}
    imported = {
        name: {other for other in imports(file) if other in files and other != name}
        for name, file in files.items()
    }
    for name, file in files.items():
        for other in imports(file):  # a name out of a module
            if other not in files and other.rpartition(".")[0] in files:
                imported[name].add(other.rpartition(".")[0])
        # the door of a package loads what is asked of it, and nothing before
        imported[name] -= {name, name.rpartition(".")[0], top}
    assert len(list(TopologicalSorter(imported).static_order())) == len(files)


def crawler_part(file: Path) -> str:
    """The name that the table gives to what a file of the crawler belongs to."""
    return file.relative_to(ROOT / "crawler").parts[0].removesuffix(".py")


def modules_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


@files
def test_only_the_crawler_reaches_the_network(file):
    assert [name for name in imports(file) if is_one_of(name, NETWORK)] == []


@files
def test_only_the_store_speaks_sql(file):
    if module(file) in ("store", "migrations"):
        return
    assert [name for name in imports(file) if is_one_of(name, {"sqlite3", "sqlite_utils"})] == []
    texts = [
        node.value
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant)
    ]
    assert [text for text in texts if isinstance(text, str) and SQL.match(text)] == []


@pytest.mark.parametrize(
    "file",
    [file for file in FILES if module(file) == "temporal" or file.stem in ("text", "lexicon")],
    ids=str,
)
def test_what_reads_text_knows_text_only(file):
    assert [name for name in imports(file) if is_one_of(name, OUTSIDE)] == []
    calls = [
        node.func for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)
    ]
    assert [call.id for call in calls if isinstance(call, ast.Name) and call.id == "open"] == []


def test_the_rules_can_fail():
    """The rules read what they should: imports inside functions, and SQL in a text."""
    assert ORDER[0] == "article"
    assert ORDER[-1] == "cli"
    assert {"archive.store", "archive.store.Store"} & set(imports(ROOT / "archive" / "ingest.py"))
    assert SQL.match("\n  SELECT id\n FROM articles")
    assert not SQL.match("Select a page from the list")

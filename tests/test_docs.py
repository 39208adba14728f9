"""Documents say what the program says: the generated ones, the commands in all of them, and every name of a file.

That the commands work, word for word, is tested in test_documents.py.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from crawler.cli import main as arsip
from docs import generate
from tests.documents import blocks as shown
from tests.documents.compare import matches

ROOT = shown.ROOT
TEXTS = {path: path.read_text(encoding="utf-8") for path in shown.documents()}
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
#: A name of a file or folder of this repository, as prose, comments and code write it.
FILE = re.compile(
    r"(?<![\w/.:~-])(?:(?:archive|crawler|docs|tests|benchmarks|\.ci)/(?:\w[\w/-]*)?(?:\.(?:py|md|json|txt|toml|svg))?|[A-Z]{4,}\.md)(?![\w.]*\w)"
)
OWN_FOLDERS = ("docs/out", "tests/pages/", "tests/dumps/")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", generate.documents(), ids=lambda path: path.name)
def test_a_generated_document_is_up_to_date(path: Path) -> None:
    assert read(path) == generate.documents()[path](), "run 'make docs'"


def test_the_readme_shows_five_queries_and_what_they_give() -> None:
    steps = [
        step for block in shown.blocks(TEXTS[ROOT / "README.md"]) for step in shown.steps(block)
    ]
    queries = [step for step in steps if step.command.startswith("sqlite-utils")]
    assert len(queries) == 5
    for query in queries:
        assert len((query.output or "").splitlines()) >= 3, query  # head, rule, a row


@pytest.mark.parametrize("document", TEXTS, ids=lambda path: path.stem)
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", TEXTS[document]):
        assert (document.parent / target).exists(), target


@pytest.mark.parametrize("document", TEXTS, ids=lambda path: path.stem)
def test_a_block_says_what_it_is(document: Path) -> None:
    for block in shown.blocks(TEXTS[document]):
        assert block.kind in shown.KINDS, f"line {block.line}: {block.kind!r}"
        if block.kind == "text" and document.name != "cli.md":  # that has the examples of --help
            for line in block.lines:
                assert not re.match(
                    r"\s*(\$ |(arsip|make|pip|pipx|sqlite-utils|python3?) )", line
                ), line
        if block.kind == "python" and ">>> " not in block.text:
            assert stands_in_the_code(block.text), f"line {block.line}: is not in the code"


def stands_in_the_code(text: str) -> bool:
    return any(packed(text) in packed(read(path)) for path in sources("*.py"))


def packed(text: str) -> str:
    """Code without what a formatter adds."""
    return "".join(text.split()).replace(",)", ")")


@pytest.mark.parametrize("document", TEXTS, ids=lambda path: path.stem)
def test_every_command_exists_with_its_options(document: Path) -> None:
    found = list(commands(document))
    for command in found:
        words = shlex.split(command, comments=True)
        if words[0] == "make":
            unknown = [word for word in words[1:] if "=" not in word and word not in TARGETS]
            assert not unknown, command
        else:
            assert_known(words, command)
    assert found or document.name not in ("README.md", "cli.md", "runbook.md")


def commands(document: Path) -> Iterator[str]:
    """Calls of arsip and make: those in blocks, in the prose, and in the examples of --help."""
    text = TEXTS[document]
    for block in shown.blocks(text):
        lines = [step.command for step in shown.steps(block)]
        if block.kind == "text":
            lines = [re.sub(r"  .*|\.\.\.", "", line.strip()) for line in block.lines]
        for line in lines:
            yield from calls(line)
    for code in shown.inline(text):
        yield from calls(code)


def calls(line: str) -> Iterator[str]:
    for part in re.split(r"&&|\||;", line):
        if re.match(r"\s*(arsip|make) [\w-]", part) and "…" not in part:
            yield part.strip()


def assert_known(words: list[str], said: str) -> None:
    command: click.Command = arsip
    context = click.Context(arsip, info_name="arsip")
    rest = words[1:]
    while rest and isinstance(command, click.Group) and not rest[0].startswith("-"):
        name, child, rest = command.resolve_command(context, rest)
        assert child is not None, said
        command = child
        context = click.Context(child, context, info_name=name)
    known = {"--help", "-h"}
    for parameter in command.get_params(context):
        known |= {*parameter.opts, *parameter.secondary_opts}
    for word in rest:
        if re.match(r"--?[a-z]", word):
            assert word.partition("=")[0] in known, said


def sources(*patterns: str) -> list[Path]:
    """The files of this repository with such names, as git has them."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).exists()]


def test_every_file_that_is_named_exists() -> None:
    lost = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sources("*.md", "*.py", "*.toml", "*.cff", "*.yaml", "Makefile", ".ci/*")
        if path != Path(__file__)
        for name in FILE.findall(read(path))
        if not exists(name)
    ]
    assert not lost, "\n".join(sorted(set(lost)))


def exists(name: str) -> bool:
    path = ROOT / name
    if name.endswith("_"):  # the beginning of several
        return any(path.parent.glob(f"{path.name}*"))
    return path.exists() or path.with_suffix(".py").exists() or name.startswith(OWN_FOLDERS)


@pytest.mark.parametrize(
    ("pattern", "printed", "same"),
    [
        ("a\n…", "a\nb\n\nc\n", True),
        ("a\n…", "a", True),
        ("…\nz", "a\nz", True),
        ("a", "a\nb", False),
        ("a\nb", "a", False),
        ("", "\n", True),
        ("", "a", False),
        ("x … y", "x 12 y", True),
        ("x … y", "x 12 z", False),
        ("x … y", "x \n y", False),
        ("… a\n…\n… b", "1 a\n2 b", True),
        ("a.b", "axb", False),
    ],
)
def test_what_is_shown_is_compared_with_what_is_printed(
    pattern: str, printed: str, same: bool
) -> None:
    assert matches(pattern, printed) is same


def test_commands_are_read_from_blocks() -> None:
    text = "a `x y`\n```console\n$ echo 'a\nb'\na\nb\n$ false\n[1]\n```\n```sh\n# no\n\na \\\n  b\nc\n```\n"
    console, typed = shown.blocks(text)
    assert [(step.command, step.output, step.code) for step in shown.steps(console)] == [
        ("echo 'a\nb'", "a\nb", 0),
        ("false", "", 1),
    ]
    assert [(step.command, step.line) for step in shown.steps(typed)] == [
        ("a \\\n  b", 13),
        ("c", 15),
    ]
    assert shown.inline(text) == ["x y"]


def test_a_block_that_is_not_closed_is_named() -> None:
    with pytest.raises(ValueError, match="line 2"):
        shown.blocks("a\n```sh\nls\n")

"""Writes what can be made from the program itself: docs/schema.md, docs/cli.md, the outputs shown
in README.md.

`make docs` runs it (`python -m docs.generate`). tests/test_docs.py fails when what it would write
differs from what is there.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.testing import CliRunner
from sqlite_utils import Database

from archive.migrations import descriptions
from archive.store import Store
from crawler.cli import main as arsip
from tests import whole_pages

ROOT = Path(__file__).parent.parent
WIDTH = 100  # columns of what is shown
SAVED = 1_700_000_000  # when the sample pages were saved, as far as the documents are concerned

_ABOUT = re.compile(r"-- (?P<words>.+)")
_CONSOLE = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)


def documents() -> dict[Path, Callable[[], str]]:
    """Every generated document with what gives its text."""
    readme = ROOT / "README.md"
    return {
        ROOT / "docs" / "schema.md": schema,
        ROOT / "docs" / "cli.md": commands,
        readme: lambda: with_outputs(readme.read_text(encoding="utf-8")),
    }


def schema() -> str:
    """The tables with their columns, from the comments that the database itself holds."""
    with Store.in_memory() as store:
        db = store.db
        sections = [
            _table(db, name)
            for name in db.table_names()
            if not name.startswith(("_", "sqlite", "articles_fts"))
        ]
        sections += [_view(db, name) for name in db.view_names()]
    return "\n".join([*_SCHEMA_HEAD.strip().splitlines(), "", *sections])


_SCHEMA_HEAD = """
# The database

Made by `make docs` from the migrations (archive/migrations.py); the same words stand in every database:
`sqlite-utils schema arsip.db`.

Times are UTC, such as `2023-02-07T00:05:00Z`; days are `2023-02-07`. A column that may be NULL says what NULL means.
`number` orders the rows of one article, from 0; `article_id` refers to `articles.id`, and deleting an article deletes
its rows in every table. `articles_fts` is the full-text index over title, description, body and captions of
`articles`, without diacritics; triggers keep it, and `sqlite-utils search` uses it. The SQL function
`tanggal(text, published)` gives the value of one date expression, in connections that arsip opens and in sqlite-utils:
`sqlite-utils query arsip.db "select tanggal('Selasa (7/2)', '2023-02-08')" --functions 'from archive.temporal import
tanggal'`.
"""


def _table(db: Database, name: str) -> str:
    lines = [f"## {name}", "", "| column | type | what it holds |", "| --- | --- | --- |"]
    said, references = descriptions(db, name), _references(db, name)
    for column in db.table(name).columns:
        words = said[column.name] or references.get(column.name, "as in articles")
        lines.append(f"| {column.name} | {column.type.lower()} | {words.replace('|', '&#124;')} |")
    if key := re.search(r"^\s+PRIMARY KEY \((.*)\)", db[name].schema, re.MULTILINE):
        lines += ["", f"Primary key: {key[1]}."]
    indexes = [", ".join(index.columns) for index in db.table(name).indexes if index.origin == "c"]
    if indexes:
        lines += ["", "Indexes: " + "; ".join(sorted(indexes)) + "."]
    return "\n".join([*lines, ""])


def _references(db: Database, name: str) -> dict[str, str]:
    return {
        key.column: f"{key.other_table}.{key.other_column}" for key in db.table(name).foreign_keys
    }


def _view(db: Database, name: str) -> str:
    about = _ABOUT.search(db.view(name).schema)
    columns = ", ".join(column.name for column in db.view(name).columns)
    return f"## {name} (view)\n\nColumns: {columns}: {about['words'] if about else ''}.\n"


def commands() -> str:
    """The help of every command."""
    head = "# The commands\n\nMade by `make docs` from the program: each is what `--help` prints.\n"
    return "\n".join([head, *_helps(arsip, "arsip")])


def _helps(command: click.Command, path: str) -> Iterator[str]:
    shown = CliRunner().invoke(
        arsip, [*path.split()[1:], "--help"], prog_name="arsip", terminal_width=WIDTH
    )
    yield f"## {path}\n\n```\n{shown.output}```\n"
    if not isinstance(command, click.Group):
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        if child := command.get_command(context, name):
            yield from _helps(child, f"{path} {name}")


def with_outputs(text: str) -> str:
    """A document in which every console block shows what its commands print, run on the sample
    pages."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole_pages.write(folder / "demo" / "saved")
        for file in folder.rglob("*.*"):
            os.utime(file, (SAVED, SAVED))
        _run("arsip import --db demo/samples.db demo/saved", folder)
        return _CONSOLE.sub(lambda block: "".join(_shown(block[0], folder)), text)


def _shown(block: str, folder: Path) -> Iterator[str]:
    lines = iter(block.splitlines())
    for line in lines:
        if not line.startswith("$ "):
            continue  # what a command printed before
        command = line[2:]
        while not _is_whole(command):
            command += "\n" + next(lines)
        yield f"$ {command}\n{_run(command, folder)}"


def _is_whole(command: str) -> bool:
    try:
        shlex.split(command)
    except ValueError:  # a quotation mark is open
        return False
    return True


def _run(command: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "COLUMNS": str(WIDTH),
    }
    done = subprocess.run(  # noqa: S603 (commands of our own documents)
        shlex.split(command), cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        check=True,
    )  # fmt: skip
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n"


if __name__ == "__main__":
    for path, write in documents().items():
        content = write()
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            click.echo(f"written: {path.relative_to(ROOT)}")

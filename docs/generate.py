"""Writes what can be made from the program itself: docs/schema.md, docs/cli.md, the modules in
docs/architecture.md, the picture in README.md.

`make docs` runs it (`python -m docs.generate`). tests/test_docs.py fails when what it would write
differs from what is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from click.testing import CliRunner
from sqlite_utils import Database

from archive.migrations import descriptions
from archive.store import Store
from crawler.cli import main as arsip
from docs import modules, picture

ROOT = Path(__file__).parent.parent
WIDTH = 100  # columns of what is shown

_ABOUT = re.compile(r"-- (?P<words>.+)")


def documents() -> dict[Path, Callable[[], str]]:
    """Every generated document with what gives its text."""
    return {
        ROOT / "docs" / "schema.md": schema,
        ROOT / "docs" / "cli.md": commands,
        modules.DOCUMENT: modules.text,
        picture.PICTURE: picture.svg,
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
    return "\n".join([_COMMANDS_HEAD.strip(), "", *_helps(arsip, "arsip")])


_COMMANDS_HEAD = """
# The commands

Made by `make docs` from the program: each is what `--help` prints.

What the commands have in common:

- Results go to standard output, everything else to standard error. Whatever a terminal would obey (escape sequences,
  controls of writing direction) in an address, a title or the name of a file is written escaped, as `\\x1b`.
- `--json` gives one indented JSON document: an object for one thing, an array for several. `--nl` gives one JSON
  object a line.
- `--since` and `--until` take a day, a month or a year, and mean all of it: `--since 2023-02 --until 2023-02` is all of
  February.
- `--site` takes a name of `arsip sites` or a host.
- The database is `arsip.db` in the present folder, or that of `--db`; its WARC files are in `captures/` beside it, or
  in the folder of `--captures`.
- Every option can be given in the environment, as `ARSIP_SEARCH_DB=other.db`.
- Where a program that reads the output ends before it has read all of it (`arsip search … | head`), the command ends
  without a word, with the exit code 141 that shells give to such an end.

The shell completes commands, options, and the names of sites, kinds and sections (those of the database of `--db`)
after this line in `~/.bashrc`; for zsh and fish the word is `zsh_source` and `fish_source`:

```sh
eval "$(_ARSIP_COMPLETE=bash_source arsip)"
```
"""


def _helps(command: click.Command, path: str) -> Iterator[str]:
    shown = CliRunner().invoke(
        arsip, [*path.split()[1:], "--help"], prog_name="arsip", terminal_width=WIDTH
    )
    yield f"## {path}\n\n```text\n{shown.output}```\n"
    if not isinstance(command, click.Group):
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        if child := command.get_command(context, name):
            yield from _helps(child, f"{path} {name}")


if __name__ == "__main__":
    for path, write in documents().items():
        content = write()
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.write_text(content, encoding="utf-8")
            click.echo(f"written: {path.relative_to(ROOT)}")

"""The group of commands, and how errors and exit codes come out of it."""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from archive import __version__
from archive.article import ReadError
from archive.cli import standard_io
from archive.cli.standard_io import OutputError

# The commands in the order in which help lists them: name, where it is, what it does. A module is
# loaded when its command runs.
_COMMANDS = (
    ("import", "archive.cli.importing:command", "Put WARC files, saved pages and text dumps into a database."),
    ("rebuild", "archive.cli.rebuild:command", "Make the database again from the captures."),
    ("merge", "archive.cli.merge:command", "Make one database of several."),
    ("verify", "archive.cli.verify:command", "Check every capture against its bytes."),
    ("audit", "archive.cli.audit:command", "Hold the records against another reading of their pages."),
    ("status", "archive.cli.status:command", "Show what is held, pending, gone and failed, and the last runs."),
    ("search", "archive.cli.search:command", "Find articles by words, dates and kind."),
    ("show", "archive.cli.show:command", "Show articles."),
    ("export", "archive.cli.exporting:command", "Give captures to other tools: a WARC file, an index."),
    ("extract", "archive.cli.extract:command", "Show what a page or text dump says, as JSON."),
    ("dates", "archive.cli.dates:command", "Find the dates that texts speak of."),
    ("sites", "archive.cli.sites:command", "List the sites that are known."),
)  # fmt: skip


class Commands(click.Group):
    """A group that loads a command when it is asked for, and whose errors are one line that names
    the thing and the next step."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places: dict[str, tuple[str, str]] = {}

    def add_lazy(self, name: str, place: str, short_help: str, *, first: bool = False) -> None:
        """Add a command that stands at a place such as "archive.cli.show:command"; `first` lists it
        before all that were added until now."""
        added = {name: (place, short_help)}
        self._places = added | self._places if first else self._places | added

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which help lists them."""
        return [*super().list_commands(ctx), *self._places]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; None = there is none."""
        if cmd_name not in self._places:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._places[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; a name that is not known is answered with similar ones."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            names = self.list_commands(ctx)
            raise click.NoSuchCommand(error.command_name, possibilities=names, ctx=ctx) from None

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002 (click's)
        formatter: click.HelpFormatter,
    ) -> None:
        """The list of the commands, without loading one."""
        rows = [
            (name, command.get_short_help_str(limit=80)) for name, command in self.commands.items()
        ]
        rows += [(name, short_help) for name, (_, short_help) in self._places.items()]
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Runs a command line; what it writes cannot reach into the terminal."""
        with standard_io.safe_streams():
            try:
                return super().main(*args, **kwargs)
            except OutputError as error:
                if error.closed:
                    sys.exit(standard_io.PIPE_CLOSED)
                standard_io.notice(f"Error: standard output: {error}; what it lacks is lost")
                sys.exit(1)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, OutputError):
            raise
        except Exception as error:
            raise click.ClickException(_told(error)) from error


def _told(error: Exception) -> str:
    """The line that says what ended a command."""
    from archive.store import StoreError  # loaded already where one was raised

    if isinstance(error, (StoreError, ReadError)):
        return str(error)
    if isinstance(error, OSError):
        return _of_the_system(error)
    if os.environ.get("ARSIP_TRACEBACK"):
        traceback.print_exc()
    return _fault(error)


def _of_the_system(error: OSError) -> str:
    """The error of the system, with the file that it concerns."""
    names = [str(name) for name in (error.filename, error.filename2) if name is not None]
    return ": ".join([*names, error.strerror or str(error)])


def _fault(error: Exception) -> str:
    """A fault of this program, with the line of it that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if {"archive", "crawler"} & {*Path(frame.filename).parts}]
    last = (ours or frames)[-1]
    place = f"{Path(last.filename).parent.name}/{Path(last.filename).name}:{last.lineno}"
    return (
        f"{type(error).__name__}: {error} (at {place}); this is a fault of arsip, please report it "
        "with the output of the same command after 'export ARSIP_TRACEBACK=1'"
    )


@click.group(
    cls=Commands,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        # every option can be given in the environment, as ARSIP_CRAWL_BASE_URL
        "auto_envvar_prefix": "ARSIP",
    },
)
@click.version_option(__version__, prog_name="arsip")
def main() -> None:
    """Keeps the pages of VOA Indonesia and its sister sites, and makes records of them that can be
    searched and queried.

    \b
    Begin:
      arsip crawl latest                    fetch what is new into arsip.db and captures/
      arsip search gempa                    find what was written about it
      arsip show 6951234                    read it
      arsip import pages/                   put saved pages and WARC files into the database

    \b
    Exit codes:
      0  done; of a crawl: complete
      1  something failed and is named on standard error; the rest is done
      2  usage error; nothing was done
      3  a crawl is partial: it was stopped or limited, or some items failed
      4  the site blocks the crawl
      5  another crawl holds the database
      6  the network is down
      7  the disk or the database failed during a crawl
      8  files to import or to rebuild from are damaged; what can be read of them is there
      9  a crawl is done, and the pages that it brought lack what those before them had
    """


for _name, _place, _short_help in _COMMANDS:
    main.add_lazy(_name, _place, _short_help)

"""The group of commands, and how errors and exit codes come out of it."""

from __future__ import annotations

from typing import Any

import click

from archive import __version__
from archive.article import ReadError
from archive.cli import dates, exporting, extract, importing, rebuild, search, show, status, verify
from archive.store import StoreError


class Commands(click.Group):
    """A group whose errors are one line that names the thing and the next step."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; its name may be two words, such as "import wayback"."""
        name = " ".join(args[:2])
        if command := self.get_command(ctx, name):
            return name, command, args[2:]
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except (StoreError, ReadError) as error:
            raise click.ClickException(str(error)) from error


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
    """Keeps VOA Indonesia and its sister sites: pages become records that can be searched and
    queried.

    \b
    Begin:
      arsip import pages/ --db arsip.db     saved pages and text dumps into a database
      arsip search gempa --db arsip.db      what was written about it

    Exit codes: 0 = done; 1 = something failed and is named on standard error; 2 = wrong usage.
    """


for command in (
    importing.command,
    rebuild.command,
    extract.command,
    show.command,
    search.command,
    dates.command,
    status.command,
    verify.command,
    exporting.command,
):
    main.add_command(command)

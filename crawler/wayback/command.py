"""`arsip wayback`: ask the Wayback Machine what it has, and fetch what is missing here."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from archive.cli import options
from archive.cli.options import Period
from archive.cli.standard_io import result
from archive.counting import counted
from crawler import arguments
from crawler.cli import end, run_and_tell, settings_of


@click.group("wayback", short_help="Fetch what is missing from the Wayback Machine.")
def command() -> None:
    """Fetch from the Wayback Machine the items that are not held, or only without their text.

    \b
    Examples:
      arsip wayback list
      arsip wayback fetch --contact arsip@example.org

    docs/wayback.md says more.
    """


def _options(asking: Any) -> Any:
    """The options of what asks the Wayback Machine."""
    parts = [
        options.site("The site: a name (see 'arsip sites') or a host.", default="voaindonesia"),
        options.period(
            "Only captures of this day, month, year or later.",
            "Only captures of this day, month, year or earlier.",
        ),
        options.DB,
        options.CAPTURES,
        arguments.base_url("Ask this address (a replica) instead of https://web.archive.org."),
        arguments.TIME_LIMIT,
        arguments.contact("Your mail or web address, for the people there."),
        arguments.USER_AGENT,
        arguments.OVERRIDES,
    ]
    for part in reversed(parts):
        asking = part(asking)
    return asking


@command.command("list", short_help="Ask what it has captured, and fetch nothing.")
@_options
@click.pass_context
def wayback_list(ctx: click.Context, /, **given: Any) -> None:
    """Ask the Wayback Machine for its captures of the site's items, and say how many of them are
    missing here: which items are not held, or only without their text.

    Nothing is fetched; 'arsip wayback fetch' continues with these lists. It is asked at most 20
    times a minute. Stop it at will (Ctrl-C) and run it again: it continues where it stopped.

    \b
    Examples:
      arsip wayback list
      arsip wayback list --site voanews --since 2012 --until 2016-06

    Exit codes are those of 'arsip crawl'; docs/wayback.md says more.
    """
    _ask_wayback(ctx, lists_only=True, **given)


@command.command("fetch", short_help="Fetch from it what is missing here.")
@_options
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Fetch at most N captures.")
@click.pass_context
def wayback_fetch(ctx: click.Context, /, **given: Any) -> None:
    """Fetch from the Wayback Machine the items that are not held, or only without their text.

    It lists its captures of the site's items and gives one of each that is missing, the newest that
    is good; they are kept with the address and time that were captured, and with where they came
    from. It is asked at most 20 times a minute, one request after the other, with long pauses where
    it asks for them: 1,000 items take an hour. Stop it at will (Ctrl-C) and run it again: it
    continues where it stopped.

    \b
    Examples:
      arsip wayback fetch --contact arsip@example.org
      arsip wayback fetch --site voaindonesia --since 2012 --until 2016-06 --time-limit 8h

    Exit codes are those of 'arsip crawl'; docs/wayback.md says more.
    """
    _ask_wayback(ctx, lists_only=False, **given)


def _ask_wayback(
    ctx: click.Context,
    *,
    lists_only: bool,
    period: Period,
    overrides: tuple[str, ...],
    **given: Any,
) -> None:
    values = settings_of({**given, "delay": None, "concurrency": None}, overrides)
    asked = {
        "base_url": given["base_url"],
        "limit": given.get("limit"),
        "first": period.since and period.since.isoformat(),
        "last": period.until and period.until.isoformat(),
        "lists_only": lists_only,
    }
    crawl = run_and_tell("wayback", values, asked, [given["site"]])
    if lists_only and not crawl.ending.failed:
        _count_mementos(given["db"], given["site"], period)
    end(ctx, crawl)


def _count_mementos(db: Path, site: str, period: Period) -> None:
    """Say how many captures are listed, and how many items are missing here that they hold."""
    from archive.store import Store
    from crawler.wayback.spider import after

    with Store.reading(db) as store:
        until = period.until.isoformat() if period.until else None
        since = f"{period.since:%Y%m%d}" if period.since else None
        table = store.mementos.before(after(until))
        missing = table.waiting(site, now=datetime.now(UTC), backlog=False, since=since)
        captures = counted(table.count(site), "capture")
        result(f"{site}: {captures} listed, {counted(missing, 'item')} missing here")

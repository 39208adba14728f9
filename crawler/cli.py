"""The `arsip` command with what needs the network: `arsip crawl`, `arsip import wayback`."""

from __future__ import annotations

import logging
import time
from datetime import date
from typing import Any, NoReturn

import click
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from archive.cli import main, options
from archive.sites import SITES
from crawler.extensions import ArchiveExtension
from crawler.origin import check_base
from crawler.session import CrawlSession
from crawler.verdicts import EXIT_CODES

__all__ = ["main"]


_UNITS_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class Day(click.ParamType[str]):
    """A day, such as 2023-02-08."""

    name = "date"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The day as it was written, once it is known to be one."""
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            self.fail(f"{value!r} is no day; write it as 2023-02-08", param, ctx)


class Duration(click.ParamType[float]):
    """A length of time: 90, 90s, 30m, 8h, 2d; as seconds."""

    name = "time"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Seconds."""
        number, unit = (value[:-1], value[-1]) if value[-1:] in _UNITS_S else (value, "s")
        try:
            return float(number) * _UNITS_S[unit]
        except ValueError:
            self.fail(f"{value!r} is no length of time; write it as 90s, 30m, 8h or 2d", param, ctx)


class BaseUrl(click.ParamType[str]):
    """Scheme and host of a copy of a site, such as http://127.0.0.1:8800."""

    name = "url"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address as it was written, once it is known to be one."""
        try:
            return check_base(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@main.command("crawl", short_help="Fetch what is new, or the whole past.")
@click.argument("spider", type=click.Choice(["latest", "backfill"]))
@click.option(
    "--site",
    default="voaindonesia",
    show_default=True,
    metavar="NAME",
    help="Which site; a name or a host.",
)
@options.DB
@options.CAPTURES
@click.option(
    "--base-url",
    type=BaseUrl(),
    metavar="URL",
    help="Fetch from this address (a mirror, a replica) instead of the site's.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Visit at most N items.")
@click.option(
    "--since", type=Day(), metavar="DATE", help="Only items changed on this day or later."
)
@click.option(
    "--time-limit", type=Duration(), metavar="TIME", help="Stop after 90s, 30m, 8h or 2d."
)
@click.option(
    "--delay",
    type=click.FloatRange(min=0),
    metavar="S",
    help="Seconds between requests.  [default: 1]",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Requests at the same time.  [default: 2]",
)
@click.option(
    "--contact",
    metavar="ADDRESS",
    help="Your mail or web address, for the site's people.  [$ARSIP_CONTACT]",
)
@click.option("--user-agent", metavar="TEXT", help="Say this instead of arsip's own name.")
@click.option(
    "-s",
    "overrides",
    multiple=True,
    metavar="NAME=VALUE",
    help="Override any setting of Scrapy or arsip.",
)
@click.pass_context
def crawl(ctx: click.Context, /, spider: str, overrides: tuple[str, ...], **given: Any) -> None:
    """Fetch pages, keep them byte for byte, and understand them.

    latest fetches what is new or changed since last time: for cron. backfill brings the whole past
    home; stop it at will (Ctrl-C finishes the pages in hand) and run it again: it continues where
    it stopped.

    \b
    Examples:
      arsip crawl latest --contact arsip@example.org
      arsip crawl backfill --time-limit 8h
      arsip crawl backfill --site voanews --since 2024-01-01 --limit 1000

    Exit codes: 0 = complete; 3 = partial (stopped, limited, or some items failed); 4 = blocked by
    the site; 5 = another crawl holds the database; 6 = network down; 7 = disk or database failed; 2
    = wrong usage; 1 = a fault of arsip. docs/runbook.md says what to do after each.
    """
    arguments = {name: given[name] for name in ("site", "base_url", "limit", "since")}
    _crawl(ctx, spider, _settings(given, overrides), arguments)


@main.command("import wayback", short_help="Fetch what is missing from the Wayback Machine.")
@click.option(
    "--site",
    default="voaindonesia",
    show_default=True,
    metavar="NAME",
    help="Which site; a name or a host.",
)
@click.option(
    "--from",
    "first",
    type=options.Days(),
    metavar="DATE",
    help="Only captures of this day or later.",
)
@click.option(
    "--to",
    "last",
    type=options.Days(),
    metavar="DATE",
    help="Only captures of this day or earlier.",
)
@options.DB
@options.CAPTURES
@click.option(
    "--base-url",
    type=BaseUrl(),
    metavar="URL",
    help="Ask this address (a replica) instead of https://web.archive.org.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Fetch at most N captures.")
@click.option(
    "--time-limit", type=Duration(), metavar="TIME", help="Stop after 90s, 30m, 8h or 2d."
)
@click.option(
    "--contact",
    metavar="ADDRESS",
    help="Your mail or web address, for its people.  [$ARSIP_CONTACT]",
)
@click.option("--user-agent", metavar="TEXT", help="Say this instead of arsip's own name.")
@click.option(
    "-s",
    "overrides",
    multiple=True,
    metavar="NAME=VALUE",
    help="Override any setting of Scrapy or arsip.",
)
@click.pass_context
def import_wayback(
    ctx: click.Context,
    /,
    first: tuple[date, date] | None,
    last: tuple[date, date] | None,
    overrides: tuple[str, ...],
    **given: Any,
) -> None:
    """Fetch from the Wayback Machine the items that are not held, or only without their text.

    It lists its captures of the site's items and gives one of each that is missing, the newest that
    is good; they are kept with the address and time that were captured, and with where they came
    from. At most 20 requests a minute, one after the other, and long pauses where it asks for them:
    1,000 items take an hour. Stop it at will (Ctrl-C) and run it again: it continues where it
    stopped. A folder called wayback is imported as ./wayback.

    \b
    Examples:
      arsip import wayback --contact arsip@example.org
      arsip import wayback --site voaindonesia --from 2012 --to 2016-06 --time-limit 8h

    Exit codes are those of `arsip crawl`; docs/wayback.md says more.
    """
    values = _settings({**given, "delay": None, "concurrency": None}, overrides)
    days = {"first": first and first[0].isoformat(), "last": last and last[1].isoformat()}
    _crawl(
        ctx, "wayback", values, {name: given[name] for name in ("site", "base_url", "limit")} | days
    )


def _crawl(
    ctx: click.Context, spider: str, values: dict[str, Any], arguments: dict[str, Any]
) -> NoReturn:
    """Run a spider, say how it ended in one line, and exit."""
    if arguments["site"] not in SITES and "." not in arguments["site"]:
        raise click.BadParameter(
            f"{arguments['site']!r} is no known site; give its host, such as www.voanews.com",
            param_hint="--site",
        )
    logging.Formatter.converter = time.gmtime  # as the last line has it
    settings = Settings()
    settings.setmodule("crawler.settings", priority="project")
    settings.setdict(values, priority="cmdline")
    session = run_spider(spider, settings, arguments)
    click.echo(summary(session), err=session.verdict not in ("complete", "partial"))
    ctx.exit(EXIT_CODES[session.verdict or "error"])


def run_spider(spider: str, settings: Settings, arguments: dict[str, Any]) -> CrawlSession:
    """Crawl, and give back the run as it ended."""
    process = CrawlerProcess(settings)
    crawler = process.create_crawler(spider)
    process.crawl(crawler, **arguments)
    process.start()
    return ArchiveExtension.of(crawler).session


def _settings(given: dict[str, Any], overrides: tuple[str, ...]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "ARSIP_DB": str(given["db"]),
        "ARSIP_CAPTURES": str(given["captures"]),
        "ARSIP_LOG_VERDICT": False,
        "LOG_DATEFORMAT": "%Y-%m-%d %H:%M:%SZ",
    }
    if given["delay"] is not None:
        # AutoThrottle would wait for a server that is asked not to be waited for
        values |= {"DOWNLOAD_DELAY": given["delay"], "AUTOTHROTTLE_START_DELAY": given["delay"]}
        values["AUTOTHROTTLE_ENABLED"] = given["delay"] > 0
    if number := given["concurrency"]:
        values |= {"CONCURRENT_REQUESTS": number, "CONCURRENT_REQUESTS_PER_DOMAIN": number}
        values |= {"AUTOTHROTTLE_TARGET_CONCURRENCY": float(number)}
    if given["time_limit"]:
        values["CLOSESPIDER_TIMEOUT"] = given["time_limit"]
    if given["contact"]:
        values["ARSIP_CONTACT"] = given["contact"]
    if given["user_agent"]:
        values["USER_AGENT"] = given["user_agent"]
    return values | dict(map(_override, overrides))


def _override(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name:
        raise click.BadParameter(f"{text!r}: write it as NAME=VALUE", param_hint="-s")
    return name, value


def summary(session: CrawlSession) -> str:
    """The one line that a run leaves in a log."""
    counts = session.counts
    what = ", ".join(
        f"{counts[name]:,} {name}" for name in ("new", "changed", "gone", "blocked", "failed")
    )
    reason = f" ({session.reason})" if session.reason else ""
    took_s = (session.clock() - session.started).total_seconds()
    return (
        f"{session.clock():%Y-%m-%d %H:%M:%SZ} crawl {session.spider} {session.origin.site.name}: "
        f"{session.verdict}{reason}: {what}; "
        f"{counts['requests']:,} requests, {counts['bytes'] / 1e6:,.1f} MB, {took_s:,.0f} s"
    )

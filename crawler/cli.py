"""The `arsip` command with what needs the network: `arsip crawl`, `arsip wayback`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from archive.cli import main, options
from archive.cli.options import Period
from archive.cli.standard_io import OutputError, notice, result
from archive.counting import counted
from archive.warc.warcinfo import PLACE
from crawler import arguments
from crawler.agent import check_agent, check_contact
from crawler.arguments import Duration
from crawler.endings import EXIT_CODES, CrawlResult
from crawler.interrupts import Interrupts

__all__ = ["main"]


@main.command("crawl", short_help="Fetch what is new, or the whole past.")
@click.argument("spider", type=click.Choice(["latest", "backfill"]))
@options.sites(
    "The sites: names (see 'arsip sites') or hosts with commas between them; or all.",
    default="voaindonesia",
)
@options.DB
@options.CAPTURES
@arguments.base_url(
    "Fetch from this address (a mirror, a replica) instead of the site's; of several sites with "
    "{site} in it."
)
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="Visit at most N items of each site."
)
@options.period("Only items changed on this day, month, year or later.")
@arguments.TIME_LIMIT
@click.option(
    "--wait",
    "wait_s",
    type=Duration(),
    metavar="TIME",
    help="Wait up to this long for another crawl of this database to end.",
)
@click.option(
    "--delay",
    type=arguments.PAUSE,
    metavar="S",
    help="Seconds between requests to a host.  [default: 1]",
)
@click.option(
    "--concurrency",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Requests to a site at the same time.  [default: 2]",
)
@click.option(
    "--sites-at-once",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="Of several sites, crawl N at the same time.  [default: 100]",
)
@click.option(
    "--platform-rate",
    type=arguments.RATE,
    metavar="R",
    help="Of several sites, ask all together R times a second.  [default: 5]",
)
@arguments.contact("Your mail or web address, for the people of the site.")
@arguments.USER_AGENT
@arguments.OVERRIDES
@click.pass_context
def crawl(
    ctx: click.Context,
    /,
    spider: str,
    site: tuple[str, ...],
    period: Period,
    overrides: tuple[str, ...],
    wait_s: float | None,
    **given: Any,
) -> None:
    """Fetch pages, keep them byte for byte, and understand them.

    latest fetches what is new or changed since last time: for cron. backfill brings the whole past
    home; stop it at will (Ctrl-C finishes the pages in hand) and run it again: it continues where
    it stopped. A backfill fetches news too, every hour and first; a latest that finds one under way
    leaves its work to it.

    Several sites are crawled together into one database, each with a run and a verdict of its own:
    one that blocks, is slow or gone does not stop the others. --time-limit is for all of them.

    \b
    Examples:
      arsip crawl latest --contact arsip@example.org
      arsip crawl backfill --time-limit 8h
      arsip crawl backfill --site voanews --since 2024-01-01 --limit 1000
      arsip crawl latest --site voaindonesia,voanews,learningenglish
      arsip crawl latest --site all --platform-rate 2 --time-limit 90m

    Exit codes: 0 = complete; 3 = partial (stopped, limited, or some items failed); 4 = blocked by
    the site; 5 = another crawl holds the database; 6 = network down; 7 = disk or database failed; 9
    = the markup seems to have changed; 2 = usage error; 1 = a fault of arsip; of several sites the
    worst, in the order 1, 7, 5, 4, 9, 6, 3, 0. docs/runbook.md says what to do after each.
    """
    asked = {name: given[name] for name in ("base_url", "limit")}
    asked["since"] = period.since and period.since.isoformat()
    _check_base_of(site, given["base_url"])
    values = settings_of(given, overrides)
    end(ctx, run_and_tell(spider, values, asked, site, wait_s=wait_s or 0))


def _check_base_of(sites: Sequence[str], base: str | None) -> None:
    """Refuse one address for several sites: each must have a host of its own."""
    if base is not None and len(sites) > 1 and PLACE not in base:
        raise click.BadParameter(
            f"{base!r} is one address for {len(sites)} sites; write it with the place of their "
            f"names, as http://{PLACE}.localhost:8800",
            param_hint="--base-url",
        )


def run_and_tell(
    spider: str,
    values: dict[str, Any],
    asked: dict[str, Any],
    sites: Sequence[str],
    *,
    wait_s: float = 0,
) -> CrawlResult:
    """Run a spider, after a wait for one that holds the database, and say how it ended: in one
    line for each site, and in one for several together."""
    from archive.store.lock import held  # SQLite's tools take longer to load than a help text

    interrupts = Interrupts()
    interrupts.wait(lambda: held(Path(values["ARSIP_DB"])), wait_s)

    from crawler.running import run_sites, run_spider  # they load Scrapy, which takes its time

    try:
        if len(sites) == 1:
            crawl = run_spider(spider, values, {**asked, "site": sites[0]}, interrupts)
        else:
            crawl = run_sites(spider, values, asked, sites, interrupts, _tell)
    except ValueError as error:  # what the options give was checked before
        raise click.UsageError(f"a setting that -s gives cannot be read: {error}") from error
    _tell(crawl)
    return crawl


def _tell(crawl: CrawlResult) -> None:
    """Say how a crawl ended."""
    if crawl.ending.failed:
        notice(_summary(crawl))
    else:
        _say(_summary(crawl))


def _say(text: str) -> None:
    """Write a line to standard output; to standard error where that cannot be written, as what the
    crawl came to does not depend on it."""
    try:
        result(text)
    except OutputError:
        notice(text)


def end(ctx: click.Context, crawl: CrawlResult) -> NoReturn:
    """End the command with the exit code of its crawl."""
    ctx.exit(EXIT_CODES[crawl.ending.verdict])


def settings_of(given: dict[str, Any], overrides: tuple[str, ...]) -> dict[str, Any]:
    """The settings of a crawl from the options of its command, and above them those of -s."""
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
    if given.get("sites_at_once"):
        values["ARSIP_SITES_AT_ONCE"] = given["sites_at_once"]
    if given.get("platform_rate"):
        values["ARSIP_PLATFORM_RATE"] = given["platform_rate"]
    if given["time_limit"]:
        values["CLOSESPIDER_TIMEOUT"] = given["time_limit"]
    if given["contact"]:
        values["ARSIP_CONTACT"] = given["contact"]
    if given["user_agent"] is not None:
        values["USER_AGENT"] = given["user_agent"]
    values |= dict(map(_override, overrides))
    _check(values.get("ARSIP_CONTACT"), check_contact, "--contact")
    _check(values.get("USER_AGENT"), check_agent, "--user-agent")
    return values


def _check(value: str | None, check: Callable[[str], str], option: str) -> None:
    """Refuse a setting that an option or -s has given, where the check does."""
    if value is None:
        return
    try:
        check(value)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=option) from error


def _override(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name:
        raise click.BadParameter(f"{text!r}: write it as NAME=VALUE", param_hint="-s")
    return name, value


def _summary(crawl: CrawlResult) -> str:
    """The one line that a crawl leaves in a log."""
    counts = crawl.counts
    what = ", ".join(
        f"{counts.get(name, 0):,} {name}"
        for name in ("new", "changed", "gone", "blocked", "failed")
    )
    requests = counted(counts.get("requests", 0), "request")
    reason = f" ({crawl.ending.reason})" if crawl.ending.reason else ""
    took_s = (crawl.ended - crawl.started).total_seconds()
    return (
        f"{crawl.ended:%Y-%m-%d %H:%M:%SZ} crawl {crawl.spider} {crawl.site}: "
        f"{crawl.ending.verdict}{reason}: {what}; "
        f"{requests}, {counts.get('bytes', 0) / 1e6:,.1f} MB, {took_s:,.0f} s"
    )


main.add_lazy(
    "wayback",
    "crawler.wayback.command:command",
    "Fetch what is missing from the Wayback Machine.",
    first=True,
)

"""`arsip status`: what is held, what is to come, and how the last runs went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from archive.cli import options
from archive.store import Store
from archive.store.addresses import State
from archive.store.lock import held
from archive.store.runs import CRASHED, Run


@click.command(
    "status", short_help="Show what is held, pending, gone and failed, and the last runs."
)
@options.DB
@click.option(
    "--failed",
    "failures",
    default=5,
    show_default=True,
    metavar="N",
    help="Name so many failed items.",
)
def command(db: Path, failures: int) -> None:
    """Show at a glance what is held, what is pending, gone and failed, and how the last runs ended.

    \b
    Examples:
      arsip status
      arsip status --db arsip.db --failed 100
    """
    with Store.reading(db) as store:
        for site in store.sites():
            click.echo(f"{site}")
            click.echo("\n".join(f"  {line}" for line in _site(store, site, failures)))
        runs = store.runs.last()
        click.echo("last runs" if runs else "no crawl has run yet; begin with 'arsip crawl latest'")
        for run in runs:
            click.echo(f"  {_run(run, 'running' if held(db) else CRASHED)}")


def _site(store: Store, site: str, failures: int) -> Iterator[str]:
    held = store.articles.held(site)
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in held.items())
    yield f"held      {sum(held.values()):,} items" + (f": {kinds}" if kinds else "")
    counts = store.addresses.counts(site)
    yield "known     " + ", ".join(f"{counts.get(state, 0):,} {state}" for state in State)
    if oldest := store.addresses.oldest_pending(site):
        yield f"pending   the oldest since {oldest}"
    for state in (State.BLOCKED, State.FAILED):
        yield from (
            f"{state:<10}{url}: {reason}"
            for url, reason in store.addresses.problems(site, state, failures)
        )


def _run(run: Run, unended: str) -> str:
    counts = ", ".join(
        f"{run.counts[name]:,} {name}" for name in ("new", "changed", "gone", "blocked", "failed")
    )
    reason = f" ({run.reason})" if run.reason else ""
    return f"{run.started}  {run.spider:<9}{run.site}  {run.verdict or unended}{reason}: {counts}"

"""`arsip status`: what is held, what is to come, and how the last runs went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from archive.cli import options
from archive.cli.standard_io import JsonForm, result, write_json
from archive.cli.values import Count
from archive.counting import counted
from archive.store import Store
from archive.store.addresses import State
from archive.store.lock import held as is_locked
from archive.store.runs import CRASHED, Run

_COUNTS = ("new", "changed", "gone", "blocked", "failed")


@click.command("status")
@options.DB
@click.option(
    "--failed",
    "failures",
    type=Count(),
    default=5,
    show_default=True,
    metavar="N",
    help="Name at most N blocked and N failed items of each site.",
)
@options.json_output("One JSON document.")
def command(db: Path, failures: int, form: JsonForm | None) -> None:
    """Show at a glance what is held, what is pending, gone and failed, and how the last runs ended.

    \b
    Examples:
      arsip status
      arsip status --db arsip.db --failed 100
      arsip status --json | jq '.sites[].known.pending'
    """
    with Store.reading(db) as store:
        unended = "running" if is_locked(db) else CRASHED
        last = store.runs.last_of_each_site()
        names = sorted({*store.sites(), *last})
        sites = [_site(store, name, failures, last.get(name), unended) for name in names]
        runs = [_run(run, unended) for run in store.runs.last()]
    if form:
        write_json({"sites": sites, "runs": runs}, form)
        return
    for site in sites:
        result(site["name"] or "of no known address")
        for line in _site_lines(site):
            result(f"  {line}")
    result("last runs" if runs else "no crawl has run yet; begin with 'arsip crawl latest'")
    for run in runs:
        result(f"  {_run_line(run)}")


def _site(store: Store, name: str, failures: int, last: Run | None, unended: str) -> dict[str, Any]:
    """What is known of a site, as JSON types; `last` is its last run."""
    counts = store.addresses.counts(name)
    problems = [
        {"state": str(state), "url": url, "reason": reason}
        for state in (State.BLOCKED, State.FAILED)
        for url, reason in store.addresses.problems(name, state, failures)
    ]
    return {
        "name": name,
        "held": store.articles.held(name),
        "known": {str(state): counts.get(state, 0) for state in State},
        "oldest_pending": store.addresses.oldest_pending(name),
        "problems": problems,
        "last_run": _run(last, unended) if last else None,
    }


def _run(run: Run, unended: str) -> dict[str, Any]:
    """How a run went, as JSON types."""
    return {
        "spider": run.spider,
        "site": run.site,
        "started": run.started,
        "ended": run.ended,
        "verdict": run.verdict or unended,
        "reason": run.reason,
        "counts": dict(run.counts),
    }


def _site_lines(site: dict[str, Any]) -> Iterator[str]:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in site["held"].items())
    total = counted(sum(site["held"].values()), "item")
    yield f"held      {total}" + (f": {kinds}" if kinds else "")
    yield "known     " + ", ".join(f"{count:,} {state}" for state, count in site["known"].items())
    if site["oldest_pending"]:
        yield f"pending   the oldest since {site['oldest_pending']}"
    if site["last_run"]:
        yield f"last run  {_run_line(site['last_run'], of_site=False)}"
    for problem in site["problems"]:
        yield f"{problem['state']:<10}{problem['url']}: {problem['reason']}"


def _run_line(run: dict[str, Any], *, of_site: bool = True) -> str:
    counts = ", ".join(f"{run['counts'][name]:,} {name}" for name in _COUNTS)
    reason = f" ({run['reason']})" if run["reason"] else ""
    name = f"{run['spider']:<9}{run['site']} " if of_site else run["spider"]
    return f"{run['started']}  {name} {run['verdict']}{reason}: {counts}"

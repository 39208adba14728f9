"""`arsip audit`: the records against another reading of their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from archive.checks import audit, verification
from archive.checks.audit import Audit, Finding, UnreadPage
from archive.checks.fill_rates import Fallen
from archive.cli import options
from archive.cli.progress import ProgressLine
from archive.cli.standard_io import JsonForm, notice, result, write_json_list
from archive.counting import counted
from archive.store import Store


@click.command("audit", short_help="Hold the records against another reading of their pages.")
@options.DB
@options.CAPTURES
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    metavar="N",
    help="Look at N pages only: the same ones in every run, spread over the whole archive.",
)
@options.WORKERS
@options.json_output(
    "One JSON array: findings, fields that stopped being filled, fill rates, counts."
)
@click.pass_context
def command(
    ctx: click.Context,
    db: Path,
    captures: Path,
    sample: int | None,
    workers: int,
    form: JsonForm | None,
) -> None:
    """Read every held page a second time, with trafilatura, and name the records that may have lost
    something.

    A page is named where one of the two readings has paragraphs that the other has not, and where the
    record holds hardly any of its text. Then come the fields that stopped being filled: they were on
    most pages of one kind and one era of markup, and from some month of publication on they are not.
    Both are signs and no proof: look at the page ('arsip show ID').

    \b
    Examples:
      arsip audit --sample 1000
      arsip audit --nl | jq -r 'select(.what == "only-there") | .url'

    Exit code 0 whatever was found, 1 if a page could not be read: it is named, and the others are
    looked at. 2 if the folder holds none of the files that the database names. docs/audit.md says
    what each finding means.
    """
    counts = Audit()
    with Store.reading(db) as store, ProgressLine() as progress:
        _check_folder(store, captures)
        total = store.pages.count()
        if sample is not None:
            total = min(total, sample)

        def watch(pages: int) -> None:
            progress.show(pages, f"{pages:,} of {counted(total, 'page')}")

        found = _told(
            audit.findings(store, captures, counts, sample=sample, workers=workers, watch=watch),
            progress,
        )
        if form:
            write_json_list(_as_json(found, counts), form)
        else:
            for finding in found:
                progress.clear()
                result(_line(finding))
            for fallen in counts.fallen():
                result(_fallen_line(fallen))
        without = store.pages.without()
    summary = _summary(counts, without)
    if form:
        notice(summary)
    else:
        result(summary)
    ctx.exit(1 if counts.unread else 0)


def _check_folder(store: Store, folder: Path) -> None:
    """Refuse a folder that is the wrong one: each page would be named."""
    files = store.captures.files()
    missing = verification.missing(store, folder)
    if files and len(missing) == len(files):
        first = folder / next(iter(missing))
        raise click.BadParameter(
            f"{first}: no such file, and no other one of the database's; name the right folder",
            param_hint="--captures",
        )


def _told(found: Iterator[Finding | UnreadPage], progress: ProgressLine) -> Iterator[Finding]:
    """The findings; pages that could not be read are named on the way."""
    for each in found:
        if isinstance(each, UnreadPage):
            progress.say(f"{each.id} {each.url}: not read: {each.why}")
        else:
            yield each


def _as_json(found: Iterator[Finding], counts: Audit) -> Iterator[dict[str, Any]]:
    """Everything, as JSON types, each with `what` it is."""
    yield from map(asdict, found)
    for fallen in counts.fallen():
        yield {"what": "fallen", **asdict(fallen)}
    for group, fill in counts.fills.each():
        yield {"what": "fill", **asdict(group), **fill}
    yield {
        "what": "audit",
        "pages": counts.pages,
        "unread": counts.unread,
        "differing": dict(counts.differing),
    }


_SAID = {
    audit.ONLY_THERE: "in no paragraph of the record",
    audit.ONLY_HERE: "only in the record",
    audit.COLLAPSED: "the record holds hardly any of the text",
    audit.LANGUAGE: "of another language, says the second opinion",
}


def _line(finding: Finding) -> str:
    first = finding.texts[0] if finding.texts else ""
    what = f"{finding.what}: {counted(finding.paragraphs, 'paragraph')} {_SAID[finding.what]}"
    return f"{finding.id}\t{finding.url}\t{what}: {first}"


def _fallen_line(fallen: Fallen) -> str:
    months = fallen.since if fallen.since == fallen.until else f"{fallen.since} to {fallen.until}"
    markup = fallen.era or "unknown"
    return f"{fallen.site}\t{months}\tfallen: {fallen} in markup {markup}"


def _summary(counts: Audit, without: int) -> str:
    parts = [f"{counted(counts.pages, 'page')} looked at"]
    parts += [f"{count:,} {what}" for what, count in sorted(counts.differing.items())]
    if counts.unread:
        parts.append(f"{counts.unread:,} not read")
    if without:
        parts.append(f"{counted(without, 'record')} of pages that no capture holds")
    return ", ".join(parts)

"""`arsip search`: articles by words, dates and kind."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from archive.article import Kind, iso
from archive.cli import options
from archive.store import Hit, Store


@click.command("search", short_help="Find articles by words, dates and kind.")
@click.argument("words", nargs=-1)
@options.DB
@click.option(
    "--since",
    type=options.Days(),
    metavar="DATE",
    help="Published on this day (UTC), month, year or later.",
)
@click.option(
    "--until",
    type=options.Days(),
    metavar="DATE",
    help="Published on this day, month, year or earlier.",
)
@click.option("--section", metavar="NAME", help="Of this section, such as Berita.")
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Of this kind.")
@click.option(
    "--about",
    type=options.Days(),
    metavar="DATE",
    help="Speaking of this day, or of a date in this month or year.",
)
@click.option(
    "--limit",
    type=click.IntRange(0, options.MOST),
    default=20,
    show_default=True,
    help="At most so many; 0 = all.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(
    words: tuple[str, ...],
    db: Path,
    since: tuple[date, date] | None,
    until: tuple[date, date] | None,
    section: str | None,
    kind: str | None,
    about: tuple[date, date] | None,
    limit: int,
    as_json: bool,
) -> None:
    """Find articles that hold all of WORDS in title, summary, text or captions; the best ones
    first.

    Any sign can be typed; "words in quotes" must stand together, a star ends the beginning of a
    word: gempa*. Without WORDS: all that the options leave, newest first.

    \b
    Examples:
      arsip search gempa Cianjur
      arsip search '"Dewan Keamanan"' --since 2023-02 --until 2023-02
      arsip search --about 2023-02-07
      arsip search banjir* --kind video --json
    """
    if since and until and since[0] > until[1]:
        raise click.UsageError(
            f"--since {since[0]} is after --until {until[1]}; nothing can be published then"
        )
    with Store.reading(db) as store:
        hits = store.search(
            " ".join(words),
            since=since and since[0],
            until=until and until[1],
            section=section,
            kind=Kind(kind) if kind else None,
            about=about,
            limit=limit or None,
        )
        _show(hits, as_json=as_json)


def _show(hits: Iterable[Hit], *, as_json: bool) -> None:
    found = 0
    for found, hit in enumerate(hits, 1):  # noqa: B007 (counts)
        click.echo(json.dumps(_to_json(hit), ensure_ascii=False) if as_json else _for_people(hit))
    if not found:
        click.echo(
            "nothing found; fewer words or a beginning with a star (gempa*) find more", err=True
        )


def _to_json(hit: Hit) -> dict[str, Any]:
    return {
        "id": hit.id,
        "site": hit.site,
        "kind": str(hit.kind),
        "url": hit.url,
        "title": hit.title,
        "section": hit.section,
        "published": hit.published and iso(hit.published),
        "snippet": hit.snippet,
        "marks": hit.marks,
    }


def _for_people(hit: Hit) -> str:
    """Three lines: number and title; when, what, where; the words found."""
    facts = [
        f"{hit.published:%Y-%m-%d}" if hit.published else "no date",
        str(hit.kind),
        hit.section,
        hit.url,
    ]
    lines = [
        f"{hit.id}  {click.style(hit.title, bold=True)}",
        "    " + " · ".join(fact for fact in facts if fact),
        "    " + _highlighted(hit) if hit.snippet else "",
    ]
    return "\n".join(line for line in lines if line)


def _highlighted(hit: Hit) -> str:
    shown, done = "", 0
    for start, end in hit.marks:
        shown += hit.snippet[done:start] + click.style(
            hit.snippet[start:end], fg="yellow", bold=True
        )
        done = end
    return shown + hit.snippet[done:]

"""`arsip search`: articles by words, dates and kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from archive import keys
from archive.article import Kind, iso
from archive.cli import options
from archive.cli.options import Period
from archive.cli.standard_io import (
    JsonForm,
    Styled,
    bold,
    highlighted,
    notice,
    result,
    write_json_list,
)
from archive.cli.values import Count, Days, Word
from archive.store import Hit, Store, StoreError

# "-kata", but not "-h", "--kind" or "-".
_DASHED = re.compile(r"-(?!h$)[^-]")


def _sections(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[str | CompletionItem]:
    """The sections in the database that begin like this; none where it cannot be read."""
    try:
        with Store.reading(ctx.params.get("db") or Path("arsip.db")) as store:
            names = store.search.sections()
    except StoreError:
        return []
    return [name for name in names if name.lower().startswith(incomplete.lower())]


class _SearchCommand(click.Command):
    """A command that takes "-kata" for a word, not for options: whatever is typed is searched
    for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments; a word that begins with a dash has a space before it."""
        marked = []
        for before, arg in pairwise(["", *args]):
            is_word = _DASHED.match(arg) and before not in self._options_with_values()
            marked.append(f" {arg}" if is_word else arg)
        return super().parse_args(ctx, marked)

    def _options_with_values(self) -> set[str]:
        return {
            name
            for option in self.params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }


@click.command("search", cls=_SearchCommand)
@click.argument("words", nargs=-1, type=Word())
@options.DB
@options.site("Of this site: a name or a host.")
@options.period(
    "Published on this day (UTC), month, year or later.",
    "Published on this day, month, year or earlier.",
)
@click.option(
    "--section",
    metavar="NAME",
    shell_complete=_sections,
    help="Of this section, such as Indonesia.",
)
@click.option("--kind", type=click.Choice([str(kind) for kind in Kind]), help="Of this kind.")
@click.option(
    "--about",
    type=Days(),
    metavar="DATE",
    help="Speaking of this day, or of a date in this month or year.",
)
@click.option(
    "--limit",
    type=Count(),
    default=20,
    show_default=True,
    metavar="N",
    help="At most this many; 0 = all.",
)
@options.json_output("One JSON array.")
def command(
    words: tuple[str, ...],
    db: Path,
    site: str | None,
    period: Period,
    section: str | None,
    kind: str | None,
    about: tuple[date, date] | None,
    limit: int,
    form: JsonForm | None,
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
      arsip search 'banjir*' --kind video --nl
    """
    text = " ".join(words)
    filters: dict[str, Any] = {
        "site": site,
        "since": period.since,
        "until": period.until,
        "section": section,
        "kind": Kind(kind) if kind else None,
        "about": about,
    }
    with Store.reading(db) as store:
        hits = iter(store.search(text, **filters, limit=limit or None))
        first = next(hits, None)
        if first is None:
            given = {name: value for name, value in filters.items() if value is not None}
            notice(f"nothing found; {_advice(store, text, given)}")
        _show([] if first is None else chain([first], hits), form)


def _show(hits: Iterable[Hit], form: JsonForm | None) -> None:
    if form:
        write_json_list(map(_to_json, hits), form)
        return
    for hit in hits:
        _show_to_people(hit)


def _advice(store: Store, words: str, filters: dict[str, Any]) -> str:
    """Advice that finds more: other words, or another filter where a filter leaves nothing."""
    if not _holds(store, words):
        if words.strip():
            return "fewer words, or a beginning with a star (gempa*), find more"
        return "the database holds no articles yet"
    emptying = [name for name, value in filters.items() if not _holds(store, words, {name: value})]
    what = "the words are held" if words.strip() else "articles are held"
    if emptying:
        return f"{what}, but with --{emptying[0]} none is left"
    return f"{what}, but no article fits {' and '.join(f'--{name}' for name in filters)} together"


def _holds(store: Store, words: str, filters: dict[str, Any] | None = None) -> bool:
    return next(iter(store.search(words, **(filters or {}), limit=1)), None) is not None


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


def _show_to_people(hit: Hit) -> None:
    """Three lines: id and title; when, what, where; the words found."""
    facts = [
        f"{hit.published:%Y-%m-%d}" if hit.published else "no date",
        str(hit.kind),
        hit.section,
        hit.url,
    ]
    result(f"{keys.written(hit.id)}  ", bold(hit.title))
    result("    " + " · ".join(fact for fact in facts if fact))
    if hit.snippet:
        result("    ", *_highlighted(hit))


def _highlighted(hit: Hit) -> list[str | Styled]:
    """The parts of the snippet; those that were searched for stand out."""
    parts: list[str | Styled] = []
    done = 0
    for start, end in hit.marks:
        parts += [hit.snippet[done:start], highlighted(hit.snippet[start:end])]
        done = end
    return [*parts, hit.snippet[done:]]

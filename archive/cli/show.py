"""`arsip show`: articles, to read."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from archive import keys
from archive.article import Article, BlockKind, iso
from archive.cli import options, wording
from archive.cli.standard_io import (
    JsonForm,
    bold,
    escaped,
    notice,
    result,
    write_json,
    write_json_list,
)
from archive.cli.values import ItemId
from archive.store import Placed, Store

_WIDEST = 88  # columns; longer lines are hard to read
_INDENTS = {
    BlockKind.QUOTE: ("  | ", "  | "),
    BlockKind.ITEM: ("- ", "  "),
}


@dataclass(frozen=True, slots=True)
class _Held:
    """What the database holds of an article."""

    article: Article
    row: dict[str, Any]
    mentions: Sequence[Placed]
    versions: int  #: earlier texts


@click.command("show", context_settings={"ignore_unknown_options": True})
@click.argument("items", nargs=-1, required=True, type=ItemId(), metavar="ID|URL...")
@options.DB
@click.option(
    "--dates", is_flag=True, help="Mark the dates that the text speaks of with what they mean."
)
@options.json_output("The whole record as JSON; of several articles an array.")
@click.pass_context
def command(
    ctx: click.Context, items: tuple[int, ...], db: Path, dates: bool, form: JsonForm | None
) -> None:
    """Show articles: what each is, who made it, whose it is, its text.

    ID is the id of an article, as search shows it: of VOA the number in which its address ends; of
    another installation of the platform its name or that of a site and the number,
    rferl:33123456, or both in one number as the tables and JSON have it; a negative one is
    provisional. URL is its address.

    \b
    Examples:
      arsip show 6951234
      arsip show 6951234 6951240 --dates
      arsip show rferl:33123456
      arsip show https://www.voaindonesia.com/a/6951234.html --json | jq '.images'
      arsip show -2786113906352842

    Exit code 1 if an article is not held; it is named, and the others are shown.
    """
    missing: list[int] = []
    with Store.reading(db) as store:
        found = _find(store, items, db, missing)
        if form and len(items) == 1:
            for each in found:
                write_json(_to_json(each), form)
        elif form:
            write_json_list(map(_to_json, found), form)
        else:
            _show(found, dates=dates)
    ctx.exit(1 if missing else 0)


def _find(store: Store, items: Sequence[int], db: Path, missing: list[int]) -> Iterator[_Held]:
    """What is held of each; articles that are not held are named and added to `missing`."""
    for item in items:
        article = store.article(item)
        row = store.articles.row(item)
        if article is None or row is None:
            missing.append(item)
            notice(f"Error: {db}: holds no article {keys.written(item)}; {_advice(store, item)}")
            continue
        mentions = store.mentions.of(item)
        yield _Held(article, row, mentions, len(store.articles.versions(item)))


def _advice(store: Store, item: int) -> str:
    """What to ask for in the place of an article that is not held."""
    others = wording.namesakes(store, item)
    return f"{others}; show that" if others else "'arsip search WORDS' finds ids"


def _to_json(held: _Held) -> dict[str, Any]:
    from archive.ingest import ItemRecord, to_record  # with the readers of pages

    return to_record(ItemRecord(held.article, tuple(held.mentions)))


def _show(found: Iterator[_Held], *, dates: bool) -> None:
    """Write articles, with a rule between them."""
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    for count, held in enumerate(found):
        if count:
            result()
            result("─" * width)
            result()
        _show_one(held, width, dates=dates)


def _show_one(held: _Held, width: int, *, dates: bool) -> None:
    for line in _filled(held.article.title, width):
        result(bold(line))
    result()
    for fact in _facts(held):
        for line in _filled(fact, width, further="  "):
            result(line)
    mentions = held.mentions if dates else []
    for kind, blocks in groupby(enumerate(held.article.body), key=lambda each: each[1].kind):
        listed = kind in (BlockKind.ITEM, BlockKind.ROW)
        if listed:
            result()
        for index, block in blocks:
            if not listed:
                result()
            _show_block(_marked(block.text, index, mentions), kind, width)


def _show_block(text: str, kind: BlockKind, width: int) -> None:
    first, further = _INDENTS.get(kind, ("", ""))
    for line in _filled(text, width, first=first, further=further):
        result(bold(line) if kind is BlockKind.SUBHEAD else line)


def _facts(held: _Held) -> Iterator[str]:
    article, row = held.article, held.row
    times = [f"published {iso(article.published)}" if article.published else "no date"]
    if article.modified:
        times.append(f"modified {iso(article.modified)}")
    if held.versions:
        times.append(f"earlier texts: {held.versions:,}")
    yield ", ".join(times)
    initials = f"[{row['initials']}]" if row["initials"] else None
    makers = [word for word in (row["byline"], initials, article.dateline) if word]
    if makers:
        yield ", ".join(makers)
    what = (str(article.kind), article.section, article.site, article.language)
    yield ", ".join(word for word in what if word)
    yield f"rights: {article.rights} ({article.rights_reason})"
    yield article.url or f"no address; provisional id {row['id']}"
    if row["id"] >= keys.SPAN:
        yield f"id {keys.written(row['id'])}, in tables and JSON {row['id']}"
    if row["status"] == "gone":
        yield f"found gone from the site on {row['gone_at']}"
    for claim in article.claims:
        yield f"claim: {claim.text}"
        yield f"verdict: {claim.verdict or 'none'}"
    for media in article.media:
        yield f"{media.kind}: {media.url}"
    for image in article.images:
        credit = f" ({image.credit})" if image.credit else ""
        yield f"picture: {image.caption or image.url}{credit}"
    for diagnostic in article.diagnostics:
        yield f"odd: {diagnostic}"


def _marked(text: str, block: int, mentions: Sequence[Placed]) -> str:
    """The text of a block with the value of each date behind it."""
    for placed in reversed([each for each in mentions if each.block == block]):
        mention = placed.mention
        text = f"{text[: mention.end]} [= {mention.value}]{text[mention.end :]}"
    return text


def _filled(text: str, width: int, *, first: str = "", further: str = "") -> list[str]:
    """Lines of words; a long address stays whole, so that a terminal can open it."""
    return textwrap.wrap(
        escaped(text),
        width,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )

"""`arsip show`: one article, to read."""

from __future__ import annotations

import json
import shutil
import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from archive.article import Article, BlockKind, iso
from archive.cli import options
from archive.ingest import ItemRecord, to_record
from archive.store import Placed, Store

_WIDEST = 88  # columns; longer lines are hard to read


@click.command(
    "show", short_help="Show an article.", context_settings={"ignore_unknown_options": True}
)
@click.argument("article_id", type=click.IntRange(-options.MOST, options.MOST), metavar="ID")
@options.DB
@click.option(
    "--dates", is_flag=True, help="Mark the dates that the text speaks of with what they mean."
)
@click.option("--json", "as_json", is_flag=True, help="The whole record as JSON.")
def command(article_id: int, db: Path, dates: bool, as_json: bool) -> None:
    """Show an article: what it is, who made it, whose it is, its text.

    ID is its number, as search shows it and as its address ends; a negative one is provisional.

    \b
    Examples:
      arsip show 6951234
      arsip show 6951234 --dates
      arsip show 6951234 --json | jq '.images'
      arsip show -2786113906352842
    """
    with Store.reading(db) as store:
        article, row = store.article(article_id), store.articles.row(article_id)
        if article is None or row is None:
            raise click.ClickException(
                f"{db}: holds no article {article_id}; 'arsip search WORDS' finds ids"
            )
        mentions = store.mentions.of(article_id)
        versions = len(store.articles.versions(article_id))
    if as_json:
        click.echo(
            json.dumps(
                to_record(ItemRecord(article, tuple(mentions))), ensure_ascii=False, indent=2
            )
        )
        return
    click.echo(_for_people(article, row, versions, mentions if dates else []))


def _for_people(
    article: Article, row: dict[str, Any], versions: int, mentions: Sequence[Placed]
) -> str:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    title = click.style(_filled(article.title, width), bold=True)
    facts = "\n".join(_filled(fact, width, further="  ") for fact in _facts(article, row, versions))
    return "\n\n".join([title, facts, *_body(article, mentions, width)])


def _body(article: Article, mentions: Sequence[Placed], width: int) -> Iterator[str]:
    """Its paragraphs; those of a list or of a table are one."""
    numbered = enumerate(article.body)
    for kind, blocks in groupby(numbered, key=lambda each: each[1].kind):
        texts = [
            _block(_marked(block.text, index, mentions), kind, width) for index, block in blocks
        ]
        yield from ["\n".join(texts)] if kind in (BlockKind.ITEM, BlockKind.ROW) else texts


def _facts(article: Article, row: dict[str, Any], versions: int) -> Iterator[str]:
    times = [f"published {iso(article.published)}" if article.published else "no date"]
    times += [f"modified {iso(article.modified)}"] if article.modified else []
    times += [f"earlier texts: {versions}"] if versions else []
    yield ", ".join(times)
    made = [row["byline"], f"[{row['initials']}]" if row["initials"] else None, article.dateline]
    if any(made):
        yield ", ".join(word for word in made if word)
    yield ", ".join(
        word
        for word in (str(article.kind), article.section, article.site, article.language)
        if word
    )
    yield f"rights: {article.rights} ({article.rights_reason})"
    yield article.url or f"no address; provisional id {row['id']}"
    if row["status"] == "gone":
        yield f"found gone from the site on {row['gone_at']}"
    yield from (f"{media.kind}: {media.url}" for media in article.media)
    yield from (
        f"picture: {image.caption or image.url}{_credit(image.credit)}" for image in article.images
    )
    yield from (f"odd: {diagnostic}" for diagnostic in article.diagnostics)


def _credit(credit: str | None) -> str:
    return f" ({credit})" if credit else ""


def _marked(text: str, block: int, mentions: Sequence[Placed]) -> str:
    for placed in reversed([each for each in mentions if each.block == block]):
        mention = placed.mention
        text = f"{text[: mention.end]} [= {mention.value}]{text[mention.end :]}"
    return text


def _block(text: str, kind: BlockKind, width: int) -> str:
    if kind is BlockKind.SUBHEAD:
        return click.style(_filled(text, width), bold=True)
    first, further = {BlockKind.QUOTE: ("  | ", "  | "), BlockKind.ITEM: ("- ", "  ")}.get(
        kind, ("", "")
    )
    return _filled(text, width, first=first, further=further)


def _filled(text: str, width: int, *, first: str = "", further: str = "") -> str:
    """Lines of words; a long address stays whole, so that a terminal can open it."""
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=further,
        break_long_words=False,
        break_on_hyphens=False,
    )

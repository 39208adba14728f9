"""How much of a page is read when its markup has been changed as a redesign does, beside plain trafilatura.

    python benchmarks/redesign.py [--pages 60] [--seeds 1 2] [--alone]

The pages are the items of tests/pages and so many of tests/site, redesigned by tests/redesigns.py;
the truth is what the reader makes of each in the markup of today. A line a level: of the paragraphs those held
word for word, of the words given those that belong to none of them, of the pages those whose body is
exactly right, those that are wrong without a word about it, and those that are refused or empty
without a word. `--alone`
measures each change by itself. Ends with 1 when a floor of benchmarks/floors.json is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from trafilatura import bare_extraction  # noqa: E402

from archive.article import Article, NotAnItem  # noqa: E402
from archive.extract import extract  # noqa: E402
from archive.reader import edges  # noqa: E402
from archive.reader.pangea import fallback  # noqa: E402
from tests import floors, redesigns  # noqa: E402
from tests.site import pages as generator  # noqa: E402


@dataclass(slots=True)
class Case:
    """A page and what it says in the markup of today."""

    name: str
    html: bytes
    url: str
    truth: Article

    @property
    def texts(self) -> list[str]:
        """The paragraphs of its body."""
        return [block.text for block in self.truth.body]


@dataclass(slots=True)
class Tally:
    """What one reader made of a level."""

    pages: int = 0
    wanted: int = 0
    given: int = 0  #: words
    held: int = 0
    own: int = 0  #: words of what is held
    exact: int = 0
    kinds: int = 0
    silent: int = 0
    lost: int = 0

    def add(
        self, case: Case, texts: list[str], *, warned: bool, refused: bool, kind: str | None
    ) -> None:
        """Counts one page."""
        everything = "\n".join(texts)
        held = [text for text in case.texts if text in everything]
        is_exact = case.texts == texts and not refused
        self.pages += 1
        self.wanted += len(case.texts)
        self.held += len(held)
        self.given += sum(len(text.split()) for text in texts)
        self.own += sum(len(text.split()) for text in held)
        self.exact += is_exact
        self.kinds += kind == case.truth.kind
        self.silent += not is_exact and not warned and not refused
        self.lost += refused or bool(case.texts and not texts and not warned)

    def shares(self) -> dict[str, float]:
        """Its shares, from 0 to 1."""
        return {
            "held": self.held / max(self.wanted, 1),
            "foreign": 1 - self.own / max(self.given, 1),
            "exact": self.exact / self.pages,
            "kind": self.kinds / self.pages,
            "silent": self.silent / self.pages,
            "lost": self.lost / self.pages,
        }


def cases(count: int) -> list[Case]:
    """The items of tests/pages, and so many of tests/site."""
    found = []
    for name, html, url, kind in redesigns.originals():
        found.append(Case(name, html, url, extract(html, url, content_type=kind)))
    for item in generator.item_ids(count, seed=10):
        html, url = generator.page(item), generator.address(item)
        found.append(Case(str(item), html, url, extract(html, url)))
    return found


def ours(case: Case, html: str, tally: Tally) -> bool:
    """Counts what arsip makes of a page; True where body and kind are right."""
    before = tally.exact + tally.kinds
    try:
        article = extract(html, case.url)
    except NotAnItem:
        tally.add(case, [], warned=False, refused=True, kind=None)
        return False
    known = {line.partition(":")[0] for line in case.truth.diagnostics}
    new = {line.partition(":")[0] for line in article.diagnostics} - known
    texts = [block.text for block in article.body]
    tally.add(case, texts, warned=bool(new), refused=False, kind=article.kind)
    return tally.exact + tally.kinds == before + 2


def theirs(case: Case, html: str, tally: Tally) -> None:
    """Counts what plain trafilatura makes of a page; its edges trimmed as ours are."""
    document = bare_extraction(html, include_comments=False, with_metadata=False)
    extracted = getattr(document, "body", None)
    blocks = fallback.blocks(extracted) if extracted is not None else []
    trimmed = edges.trim(blocks)
    tally.add(case, [b.text for b in trimmed.blocks], warned=False, refused=False, kind=None)


Show = Callable[[Case, str], None]


def measured(
    given: Sequence[Case], changes: tuple[str, ...], seeds: Sequence[int], show: Show | None = None
) -> tuple[Tally, Tally]:
    """What arsip and trafilatura make of these pages after these changes."""
    arsip, plain = Tally(), Tally()
    for seed in seeds:
        for case in given:
            html = redesigns.redesigned(case.html, changes, seed)
            if not ours(case, html, arsip) and show:
                show(case, html)
            theirs(case, html, plain)
    return arsip, plain


def main() -> int:
    """Prints the table; the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    options.add_argument("--alone", action="store_true")
    options.add_argument(
        "--blind", action="store_true", help="kinds that the reader was not built with"
    )
    options.add_argument("--levels", nargs="+", default=list(redesigns.LEVELS))
    options.add_argument("--show", action="store_true", help="name the pages that are not right")
    given = options.parse_args()
    levels = {name: redesigns.LEVELS[name] for name in given.levels}
    if given.blind:
        levels = redesigns.BLIND | redesigns.SECOND_BLIND
    if given.alone:
        levels = {name: (name,) for name in redesigns.CHANGES}
    found = cases(given.pages)
    print(f"{len(found)} pages, designs {given.seeds}")
    columns = list(Tally(pages=1).shares())
    print(f"{'':24}" + "".join(f"{column:>10}" for column in columns))
    bounds = floors.of("redesign")
    missed: list[str] = []
    for level, changes in levels.items():
        show = _name if given.show else None
        arsip, plain = measured(found, changes, given.seeds, show)
        for name, tally in (("arsip", arsip), ("trafilatura", plain)):
            shares = tally.shares()
            print(
                f"{level + ', ' + name:24}" + "".join(f"{shares[c]:10.3f}" for c in columns),
                flush=True,
            )
        missed += verdict(level, bounds.get(level, {}), arsip.shares(), plain.shares())
    return floors.verdict(missed)


def _name(case: Case, html: str) -> None:
    try:
        article = extract(html, case.url)
    except NotAnItem as error:
        print("   refused", case.name, error)
        return
    texts = [block.text for block in article.body]
    less = [text[:60] for text in case.texts if text not in texts]
    more = [text[:60] for text in texts if text not in case.texts]
    if article.kind != case.truth.kind:
        print("    kind", article.kind, case.truth.kind, end=" ")
    print("   ", case.name, "LACKS", less[:4], len(less), "HAS", more[:4], len(more))


def verdict(
    level: str, bounds: dict[str, float], ours: dict[str, float], theirs: dict[str, float]
) -> list[str]:
    """The floors that are missed: those of the level, and to be better than trafilatura."""
    least = {name: max(bounds.get(name, 0), theirs[name]) for name in ("held", "exact")}
    most = {name: bounds.get(name, 1) for name in ("foreign", "silent", "lost")}
    most["foreign"] = min(most["foreign"], theirs["foreign"])
    missed = [f"{level}: {name} {ours[name]:.3f}" for name in least if ours[name] < least[name]]
    missed += [f"{level}: {name} {ours[name]:.3f}" for name in most if ours[name] > most[name]]
    return missed


if __name__ == "__main__":
    sys.exit(main())

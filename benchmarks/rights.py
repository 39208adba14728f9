"""How well the rights of texts are told, on the marked pages of tests/rights.

    python benchmarks/rights.py [--wrong]

Precision and recall of each value, over all pages, and apart over those by which the reader was
changed and those that were kept blind. What counts is the precision of `voa`: a text that is
called public domain and is not harms whoever uses it. `--wrong` names the pages that came out
otherwise. Ends with 1 when a floor of benchmarks/floors.json is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from archive.extract import extract  # noqa: E402
from tests import floors, marked_rights  # noqa: E402
from tests.marked_rights import MarkedPage  # noqa: E402

#: A page with the rights that came out and the reason for them.
Result = tuple[MarkedPage, str, str]


def results() -> list[Result]:
    """What the reader says of every page."""
    found = []
    for page in marked_rights.every():
        article = extract(page.html, page.url)
        found.append((page, str(article.rights), article.rights_reason))
    return found


def figures(found: list[Result], value: str) -> tuple[float, float, int]:
    """Precision and recall of a value, and how many pages are marked with it."""
    said = Counter(rights == value for page, rights, _ in found if page.rights == value)
    given = Counter(page.rights == value for page, rights, _ in found if rights == value)
    marked = said.total()
    return given[True] / max(1, given.total()), said[True] / max(1, marked), marked


def main() -> int:
    """Prints the table; the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--wrong", action="store_true")
    options.add_argument("--without-blind", action="store_true")
    given = options.parse_args()
    found = results()
    parts = {"tuned on": [one for one in found if not one[0].is_blind]}
    if not given.without_blind:
        parts["blind"] = [one for one in found if one[0].is_blind]
        parts["all"] = found
    print(f"{'':10}{'':10}{'pages':>8}{'precision':>11}{'recall':>9}")
    for name, part in parts.items():
        for value in ("voa", "agency", "unknown"):
            precision, recall, marked = figures(part, value)
            print(f"{name:10}{value:10}{marked:8}{precision:11.3f}{recall:9.3f}")
    last = next(reversed(parts.values()))
    if given.wrong:
        print_wrong(last)
    precision, recall, _ = figures(last, "voa")
    measured = {"voa_precision": precision, "voa_recall": recall}
    return floors.verdict(floors.below("rights", measured))


def print_wrong(found: list[Result]) -> None:
    """Names the pages that came out otherwise than they are marked."""
    for page, rights, reason in found:
        if rights != page.rights:
            print(f"line {page.number}: {rights} ({reason}), marked {page.rights}")


if __name__ == "__main__":
    sys.exit(main())

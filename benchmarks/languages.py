"""How well words in another language are found, on the marked sentences of tests/.

    python benchmarks/languages.py [--wrong]

Precision and recall of the passages for each language, on the sentences by which the rules were made and on
those that were written afterwards. Where pycld2 is installed (`pip install '.[language]'`) it says what it
takes each marked sentence for, in the same run. Ends with 1 when a floor of benchmarks/floors.json is
missed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from archive.reader import second_opinion  # noqa: E402
from tests import floors, language_sentences  # noqa: E402
from tests.language_sentences import BLIND, TUNED, Figures, Marked  # noqa: E402


def shown(name: str, given: list[Marked]) -> Figures:
    """Prints the figures of a part; those of all its languages together."""
    whole, single, _ = language_sentences.measured(given)
    print(f"{name}: {len(given)} sentences, {whole.marked} passages")
    print(f"{'':8}{'marked':>8}{'found':>8}{'right':>8}{'precision':>11}{'recall':>9}")
    for language, figures in [("all", whole), *sorted(single.items())]:
        print(
            f"{language:8}{figures.marked:8}{figures.found:8}{figures.right:8}"
            f"{figures.precision:11.3f}{figures.recall:9.3f}"
        )
    return whole


def compared(given: list[Marked]) -> str:
    """How many of the marked passages the second opinion takes for what they are."""
    if not second_opinion.is_there():
        return "pycld2 is not installed"
    passages = [(each.text, mark) for each in given for mark in each.passages]
    said = [second_opinion.language(text[mark.start : mark.end]) for text, mark in passages]
    right = sum(
        language == mark.language for language, (_, mark) in zip(said, passages, strict=True)
    )
    plain = [each for each in given if not each.passages]
    false = sum(second_opinion.language(each.text) not in (each.page, None) for each in plain)
    return (
        f"pycld2: {right} of {len(passages)} marked passages right; {false} of {len(plain)} sentences "
        "without one taken for another language"
    )


def main() -> int:
    """Prints the tables; the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--wrong", action="store_true")
    given = options.parse_args()
    parts = {name: list(language_sentences.sentences(file)) for name, file in FILES.items()}
    figures = {name: shown(name, part) for name, part in parts.items()}
    print(compared([each for part in parts.values() for each in part]))
    if given.wrong:
        for part in parts.values():
            print(*language_sentences.measured(part)[2], sep="\n")
    blind = figures["blind"]
    measured = {"precision": blind.precision, "recall": blind.recall}
    return floors.verdict(floors.below("languages", measured))


FILES = {"tuned": TUNED, "blind": BLIND}


if __name__ == "__main__":
    sys.exit(main())

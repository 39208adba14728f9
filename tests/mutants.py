"""Breaks single lines of the program on purpose, and counts how many of these mutants the quick tests
see.

    python -m tests.mutants                    40 mutants of each group, on a copy of this repository
    python -m tests.mutants warc --count 100   of one group
    python -m tests.mutants store --files archive/store/records.py --tests store ingest
                                               of one module, seen by some of the tests

The choice is reproducible (--seed). A mutant turns one comparison, one `and` or `or`, one `not`, one
number, one truth value, one sum, one `continue` or `break` into another. It is dead when a test fails
or the tests take far too long; those that live are printed, each with its line.
"""

from __future__ import annotations

import argparse
import ast
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

#: Files that are broken, and the tests that concern them.
GROUPS = {
    "store": (
        ["archive/store"],
        ["addresses", "captures", "store", "ingest", "search", "journal", "migrations", "lock"],
    ),
    "warc": (["archive/warc"], ["member_stream", "codings", "warc", "foreign"]),
    "verdicts": (["crawler/verdicts.py"], ["verdicts"]),
    "frontier": (["crawler/frontier.py"], ["frontier", "verdicts", "addresses"]),
    "temporal": (
        ["archive/temporal"],
        ["date_forms", "date_values", "date_conditions", "date_languages", "date_examples"],
    ),
}  # fmt: skip

_OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A file with one place broken: its text, and the line with what stands there now."""

    file: Path
    line: int
    text: str
    change: str


class Tests:
    """The tests that concern a group, run on a copy of the repository."""

    def __init__(self, copy: Path, names: list[str]) -> None:
        files = [f"tests/test_{name}.py" for name in names]
        existing = [file for file in files if (copy / file).exists()]
        options = ["-x", "-q", "-m", "not slow", "-p", "no:cacheprovider", "-p", "no:xdist"]
        self._command = [sys.executable, "-m", "pytest", *options, *existing]
        self._copy = copy

    def pass_within(self, timeout_s: float) -> bool:
        try:
            done = subprocess.run(
                self._command, cwd=self._copy, capture_output=True, timeout=timeout_s, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0


@dataclass(frozen=True, slots=True)
class Place:
    """A node of a file that can be changed, and which of its changes is meant."""

    file: Path
    node: int  #: in the order in which `ast.walk` comes to it
    number: int

    def mutant(self) -> Mutant:
        """The file with this place changed."""
        tree = ast.parse(self.file.read_text(encoding="utf-8"))
        node = next(each for at, each in enumerate(ast.walk(tree)) if at == self.node)
        line = getattr(node, "lineno", 0)
        before = ast.unparse(node)
        _change(node, self.number)
        return Mutant(self.file, line, ast.unparse(tree), f"{before}  ->  {ast.unparse(node)}")


def places(file: Path) -> Iterator[Place]:
    """Every place of a file that can be changed."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for index, node in enumerate(ast.walk(tree)):
        for number in range(_changes(node)):
            yield Place(file, index, number)


def _changes(node: ast.AST) -> int:
    """How many changes there are for a node."""
    if isinstance(node, ast.Compare):
        return sum(type(op) in _OPPOSITES for op in node.ops)
    if isinstance(node, ast.BoolOp | ast.Continue | ast.Break):
        return 1
    if isinstance(node, ast.BinOp):
        return int(type(node.op) in _OPPOSITES)
    if isinstance(node, ast.UnaryOp):
        return int(isinstance(node.op, ast.Not))
    return int(isinstance(node, ast.Constant) and isinstance(node.value, bool | int))


def _change(node: ast.AST, number: int) -> None:
    if isinstance(node, ast.Compare):
        node.ops[number] = _OPPOSITES[type(node.ops[number])]()  # type: ignore[call-overload]
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = _OPPOSITES[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Continue):
        node.__class__ = ast.Break  # type: ignore[assignment]
    elif isinstance(node, ast.Break):
        node.__class__ = ast.Continue  # type: ignore[assignment]
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd()
        node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        node.value = not node.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        node.value += 1


def files(root: Path, names: list[str]) -> list[Path]:
    """The modules of a group; folders stand for what is in them."""
    found = []
    for name in names:
        path = root / name
        found += sorted(path.rglob("*.py")) if path.is_dir() else [path]
    return found


def run(
    root: Path, group: str, names: list[str], tests: list[str], count: int, seed: int
) -> tuple[int, int]:
    """How many of the mutants of these files were tried, and how many of them died."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder) / "repository"
        shutil.copytree(root, work, ignore=shutil.ignore_patterns(".*", "*.pyc", "demo"))
        every = [place for file in files(work, names) for place in places(file)]
        chosen = random.Random(seed).sample(every, min(count, len(every)))
        own = Tests(work, tests)
        begun = time.monotonic()
        if not own.pass_within(1800):
            sys.exit(f"{group}: the tests fail without a mutant")
        limit_s = 3 * (time.monotonic() - begun) + 10
        dead = sum(_dies(place.mutant(), own, limit_s, work) for place in chosen)
    print(f"{group}: {dead} of {len(chosen)} mutants died; there are {len(every)}", flush=True)
    return len(chosen), dead


def _dies(mutant: Mutant, tests: Tests, limit_s: float, work: Path) -> bool:
    whole = mutant.file.read_bytes()
    mutant.file.write_text(mutant.text, encoding="utf-8")
    try:
        lives = tests.pass_within(limit_s)
    finally:
        mutant.file.write_bytes(whole)
    if lives:
        print(
            f"  lives: {mutant.file.relative_to(work)}:{mutant.line}  {mutant.change}", flush=True
        )
    return not lives


def main() -> None:
    """Tries the groups one after the other and prints the score of all."""
    parser = argparse.ArgumentParser(description="Breaks single lines of the program.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"all of {', '.join(GROUPS)}")
    parser.add_argument("--count", type=int, default=40, help="mutants of each group")
    parser.add_argument("--seed", type=int, default=0, help="another choice of mutants")
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout")
    parser.add_argument("--files", nargs="+", help="files to break in place of the group's")
    parser.add_argument("--tests", nargs="+", help="test modules in place of the group's")
    given = parser.parse_args()
    if unknown := [group for group in given.groups if group not in GROUPS]:
        parser.error(f"{unknown[0]} is no group; choose from {', '.join(GROUPS)}")
    scores = []
    for group in given.groups or GROUPS:
        names, tests = GROUPS[group]
        names, tests = given.files or names, given.tests or tests
        scores.append(run(given.root, group, names, tests, given.count, given.seed))
    tried = sum(count for count, _ in scores)
    print(f"in all {sum(dead for _, dead in scores)} of {tried} mutants died")


if __name__ == "__main__":
    main()

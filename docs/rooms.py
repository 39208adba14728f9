"""Draws who imports whom: `python -m docs.rooms [FOLDER]` prints the rooms, the arrows between them and
the floors, of this repository or of another checkout.

A room is a folder or a single module of archive/, and the crawler as a whole. An arrow stands for any
number of imports from one room to another, those inside functions among them. A room stands one floor
above the highest of the rooms that it imports; the number of floors is that of the rooms on the longest
walk.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parent.parent

Arrows = dict[str, set[str]]


def arrows(root: Path) -> Arrows:
    """Every room with the rooms that it imports; empty for one that imports none."""
    files = {
        _module(file, root): file
        for top in ("archive", "crawler")
        for file in (root / top).rglob("*.py")
    }
    drawn: Arrows = {_room(module): set() for module in files}
    for module, file in files.items():
        targets = {_room(name) for name in _imports(file, files.keys())}
        drawn[_room(module)] |= targets - {_room(module)}
    return drawn


def floors(drawn: Arrows) -> list[list[str]]:
    """The rooms of each floor, the ground floor first. CycleError: rooms that import one another."""
    floor: dict[str, int] = {}
    for room in TopologicalSorter(drawn).static_order():
        floor[room] = max((floor[other] + 1 for other in drawn[room]), default=0)
    count = max(floor.values(), default=-1) + 1
    return [sorted(room for room in floor if floor[room] == level) for level in range(count)]


def _module(file: Path, root: Path) -> str:
    parts = file.relative_to(root).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def _room(module: str) -> str:
    top, *rest = module.split(".")
    if top == "crawler" or not rest:
        return top
    return f"{top}.{rest[0]}"


def _imports(file: Path, modules: object) -> Iterator[str]:
    """The modules of the two packages that a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            within = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in modules else node.module for name in within]
        else:
            continue
        yield from (name for name in names if name in modules)


def drawing(drawn: Arrows) -> str:
    """The floors from the highest down, a line a room with what it imports, and the counts."""
    levels = floors(drawn)
    lines = []
    for level, rooms in reversed([*enumerate(levels)]):
        lines.extend(f"{level:2}  {room:20} -> {_named(drawn[room])}" for room in rooms)
    count = sum(map(len, drawn.values()))
    lines.append(f"{len(drawn)} rooms, {count} arrows, {len(levels)} floors")
    return "\n".join(lines)


def _named(rooms: set[str]) -> str:
    return ", ".join(sorted(rooms)) or "(nothing)"


def main() -> None:
    """Prints the drawing."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT
    try:
        sys.stdout.write(f"{drawing(arrows(root))}\n")
    except CycleError as error:
        sys.exit(f"rooms that import one another: {' -> '.join(error.args[1])}")


if __name__ == "__main__":
    main()

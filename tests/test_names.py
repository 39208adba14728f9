"""One name means one thing: no class name stands twice in archive and crawler."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
FILES = [*(ROOT / "archive").rglob("*.py"), *(ROOT / "crawler").rglob("*.py")]


def test_no_class_name_stands_twice() -> None:
    assert places(classes(FILES)) == {}


def test_a_name_that_stands_twice_is_found(tmp_path: Path) -> None:
    for name in ("a.py", "b.py"):
        (tmp_path / name).write_text("def outer():\n    class Progress:\n        pass\n")
    (tmp_path / "c.py").write_text("class Other: ...\nclass _Private: ...\n")
    found = places(classes([*tmp_path.iterdir()]))
    assert {name: len(files) for name, files in found.items()} == {"Progress": 2}


def classes(files: list[Path]) -> list[tuple[str, Path]]:
    """Every class with the file that defines it, those inside functions and classes too."""
    found = []
    for file in files:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        names = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        found.extend((name, file) for name in names)
    return found


def places(found: list[tuple[str, Path]]) -> dict[str, list[str]]:
    """The names that stand more than once, a leading underscore aside, with their files."""
    files = defaultdict(list)
    for name, file in found:
        files[name.lstrip("_")].append(str(file))
    return {name: sorted(where) for name, where in files.items() if len(where) > 1}

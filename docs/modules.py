"""Every module with what it holds, for docs/architecture.md: from the first sentence of each, room by
room, each room from the ground up.
"""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

from docs import rooms

DOCUMENT = Path(__file__).with_name("architecture.md")
START = "<!-- modules: made from their first sentences by docs/modules.py -->"
END = "<!-- end of modules -->"


def markdown(root: Path = rooms.ROOT) -> str:
    """A table for each folder that holds modules."""
    tables = []
    for folder in _folders(root):
        rows = [f"| `{name}` | {words} |" for name, words in _modules(folder)]
        name = folder.relative_to(root).as_posix()
        head = [f"#### {name}/", "", "| module | what it holds |", "| --- | --- |"]
        tables.append("\n".join([*head, *rows]))
    return "\n\n".join(tables)


def inserted(document: str) -> str:
    """A document with the tables between its marks. ValueError: it has no marks."""
    before, start, rest = document.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"no place for the modules; put the lines {START} and {END} in it")
    return f"{before}{START}\n\n{markdown()}\n\n{END}{after}"


def _folders(root: Path) -> list[Path]:
    """The folders of the two packages: archive, its rooms, crawler, its rooms."""
    found = []
    for top in ("archive", "crawler"):
        found += sorted({file.parent for file in (root / top).rglob("*.py")})
    return [folder for folder in found if _own(folder)]


def _own(folder: Path) -> list[Path]:
    return [file for file in sorted(folder.glob("*.py")) if file.name != "__init__.py"]


def _modules(folder: Path) -> list[tuple[str, str]]:
    """The modules of a folder and their first sentences; what imports stands below what is
    imported."""
    files = {file.stem: file for file in _own(folder)}
    package = ".".join(folder.relative_to(rooms.ROOT).parts)
    imported = {
        name: {other for other in files if other != name and f"{package}.{other}" in _names(file)}
        for name, file in files.items()
    }
    sorter = TopologicalSorter({name: sorted(others) for name, others in imported.items()})
    return [(f"{name}.py", _first_sentence(files[name])) for name in sorter.static_order()]


def _names(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def _first_sentence(file: Path) -> str:
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    words = " ".join(said.partition("\n\n")[0].split())
    return re.split(r"(?<=\.) (?=[A-Z])", words)[0].rstrip(".").replace("|", "\\|")


def text() -> str:
    """docs/architecture.md with the modules as they are now."""
    return inserted(DOCUMENT.read_text(encoding="utf-8"))

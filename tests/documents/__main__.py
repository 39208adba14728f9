"""`python -m tests.documents [NAME …]` writes into the documents what their commands print now.

An output that is shown with `…` is left as it is, and what was printed is said instead.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.documents import place as places
from tests.documents.blocks import ROOT, blocks, documents
from tests.documents.compare import ANY
from tests.documents.presumed import Presumed
from tests.documents.run import Typed, typed
from tests.documents.shell import Shell


def main(names: list[str]) -> int:
    """1 where a person has to mend something, else 0."""
    chosen = [path for path in documents() if not names or str(path.relative_to(ROOT)) in names]
    failed = 0
    with (
        tempfile.TemporaryDirectory() as name,
        Presumed(Path(name) / "presumed") as presumed,
    ):
        place = places.clone(Path(name))
        places.borrow_environment(place)
        for path in chosen:
            text = path.read_text(encoding="utf-8")
            done = played(path, text, place, presumed)
            for one in done:
                if one.trouble and not is_rewritten(one):
                    failed = 1
                    print(f"{path.relative_to(ROOT)}: {one.trouble}", file=sys.stderr)
            written = with_outputs(text, done)
            if written != text:
                path.write_text(written, encoding="utf-8")
                print(f"written: {path.relative_to(ROOT)}")
    return failed


def played(path: Path, text: str, place: Path, presumed: Presumed) -> list[Typed]:
    """The commands of a document, run where it presumes to be."""
    places.clean(place)
    fresh = path.name == "README.md"
    environment = places.environment(place, tools=None, active=not fresh) | presumed.replicas
    if not fresh:
        presumed.fill(place, environment)
    with Shell(place, environment) as shell:
        return list(typed(blocks(text), shell, installs=False))


def is_rewritten(one: Typed) -> bool:
    """True when an output is shown whole, and differs from what was printed."""
    shown = one.step.output
    return (
        bool(one.trouble) and one.code == one.step.code and shown is not None and ANY not in shown
    )


def with_outputs(text: str, done: Iterable[Typed]) -> str:
    """The document with what its commands printed, where it shows something else."""
    lines = text.splitlines()
    for one in sorted(done, key=lambda one: one.step.line, reverse=True):
        if one.step.output is None or not is_rewritten(one):
            continue
        start = one.step.line - 1 + len(one.step.command.splitlines())
        end = start + len(one.step.output.splitlines())
        lines[start:end] = one.printed.strip("\n").splitlines()
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

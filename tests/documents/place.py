"""Where the commands of the documents are run: a clone of this checkout, its environment, and what
the documents presume to lie there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.documents.blocks import ROOT

BIN = Path(sys.executable).parent
BASE: str = sys._base_executable  # type: ignore[attr-defined]
#: Columns of a terminal in which the outputs were made.
WIDTH = 100


def clone(folder: Path) -> Path:
    """A clone of this checkout with what is not committed yet, in a folder whose name has a space,
    below one that is called like the program."""
    target = folder / "my arsip clone" / "arsip"
    _git(folder, "clone", "--quiet", str(ROOT), str(target))
    for name in _uncommitted():
        (target / name).unlink(missing_ok=True)
        if (ROOT / name).exists():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    _git(target, "add", "--all")
    author = ("-c", "user.name=arsip", "-c", "user.email=arsip@example.org")
    _git(target, *author, "commit", "--quiet", "--allow-empty", "--message", "As it lies here")
    return target


def clean(place: Path) -> None:
    """Removes from a clone all that a clone does not have, but for its environment."""
    _git(place, "clean", "-fdxq", "--exclude=.venv")
    _git(place, "checkout", "--quiet", "--", ".")


def borrow_environment(place: Path) -> None:
    """Gives a clone a `.venv` without installing anything: the packages are those of the
    environment that runs this, arsip is that of the clone."""
    nothing_more = ("--no-index", "pip")
    subprocess.run(["sh", ".ci/venv", ".venv", BASE, *nothing_more], cwd=place, check=True)
    environment = place / ".venv"
    (packages,) = environment.glob("lib/python*/site-packages")
    theirs = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "borrowed.pth").write_text("\n".join([str(place), *theirs]) + "\n")
    for program in BIN.iterdir():
        _borrow(program, environment / "bin")


def _borrow(program: Path, folder: Path) -> None:
    """A script of one environment for the Python of another."""
    if program.is_symlink() or not program.is_file() or (folder / program.name).exists():
        return
    content = program.read_bytes()
    first, _, rest = content.partition(b"\n")
    if first.startswith(b"#!") and b"python" in first:
        python = str(folder / "python").encode()
        content = b"#!/bin/sh\n'''exec' \"" + python + b'" "$0" "$@"\n\' \'\'\'\n' + rest
    (folder / program.name).write_bytes(content)
    shutil.copymode(program, folder / program.name)


def environment(place: Path, *, tools: Path | None, active: bool) -> dict[str, str]:
    """That of somebody who has just opened a terminal; `active`: with the clone's own programs on
    the path."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(
            ("ARSIP_", "SCRAPY_", "PYTEST", "PYTHON", "VIRTUAL_ENV", "MAKE", "MFLAGS")
        )
    }
    path = [entry for entry in kept["PATH"].split(os.pathsep) if Path(entry) != BIN]
    home = place.parent
    if tools is not None:
        path[:0] = [str(home / ".local" / "bin"), str(tools)]
    if active:
        path.insert(0, str(place / ".venv" / "bin"))
    return kept | {
        "PYTHON": BASE,
        "PATH": os.pathsep.join(path),
        "HOME": str(home),
        "COLUMNS": str(WIDTH),
        "LANG": "C.UTF-8",
        "TERM": "dumb",
    }


def _uncommitted() -> list[str]:
    names: list[str] = []
    for question in (
        "diff --name-only --no-renames -z HEAD",
        "ls-files -z --others --exclude-standard",
    ):
        done = subprocess.run(
            ["git", *question.split()], cwd=ROOT, capture_output=True, text=True, check=True
        )
        names += done.stdout.split("\0")
    return [name for name in names if name]


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True)

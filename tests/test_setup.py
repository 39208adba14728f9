"""`make` sets up `.venv`: by which Python, when again, and what it says where it cannot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
BASE: str = sys._base_executable  # type: ignore[attr-defined]
#: Instead of installing arsip, which takes half a minute.
NOTHING_MORE = ("--no-index", "pip")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder as a checkout has it, with a space in its path."""
    folder = tmp_path / "my arsip"
    (folder / ".ci").mkdir(parents=True)
    for name in (".ci/venv", "Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def setup(project: Path, pythons: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", ".ci/venv", ".venv", pythons, *(arguments or NOTHING_MORE)]
    return run(project, command)


def run(project: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    path = f"{project / 'bin'}:/usr/bin:/bin"
    return subprocess.run(
        command,
        cwd=project,
        env={"PATH": path, "HOME": str(project)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def pretend(project: Path, name: str, says: str) -> None:
    """A program on the path that is called like a Python and runs this line of shell."""
    program = project / "bin" / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(f"#!/bin/sh\n{says}\n")
    program.chmod(0o755)


OLD = f"""exec '{BASE}' -c '
import sys
sys.version_info = (3, 10, 13)
sys.version = "3.10.13 (main)"
exec(sys.argv[1])' "$2" """
WITHOUT_VENV = f"""exec '{BASE}' -c '
import sys
sys.modules["ensurepip"] = None
exec(sys.argv[1])' "$2" """
GOOD = f"exec '{BASE}' \"$@\""


def test_the_first_python_that_is_new_enough_is_taken(project: Path) -> None:
    pretend(project, "python9.14", "echo 'pyenv: python9.14: command not found' >&2; exit 127")
    pretend(project, "python9.10", OLD)
    pretend(project, "python9.12", WITHOUT_VENV)
    pretend(project, "python9.11", GOOD)
    done = setup(project, "python9.15 python9.14 python9.10 python9.12 python9.11 python3")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("setup: .venv")
    assert f", {BASE}, in {project}\n" in (project / ".venv" / "ready").read_text()
    program = subprocess.run(
        [project / ".venv" / "bin" / "pip", "--version"], capture_output=True, text=True, check=True
    )
    assert str(project / ".venv") in program.stdout


def test_where_none_is_one_line_says_which_were_found(project: Path) -> None:
    pretend(project, "python9.14", "exit 127")
    pretend(project, "python9.10", OLD)
    pretend(project, "python9.12", WITHOUT_VENV)
    done = setup(project, "python9.15 python9.14 python9.10 python9.12")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        "setup: arsip needs Python 3.11 or newer (found: python9.14 does not run; python9.10 is Python 3.10.13; "
        "python9.12 has no venv (Debian: apt install python3-venv)); install one, or name it: "
        "make PYTHON=/path/to/python3.11\n"
    )
    assert "(found: none)" in setup(project, "python9.99").stderr


def test_make_names_the_same_and_fails(project: Path) -> None:
    done = run(project, ["make", "check", "PYTHON=python9.99"])
    assert done.returncode == 2
    assert "arsip needs Python 3.11 or newer (found: none)" in done.stderr


def a_quick_python(project: Path) -> str:
    """A Python that makes environments of nothing but a pip, at once."""
    python = str(project / "bin" / "python3")
    pretend(
        project,
        "python3",
        """case "$1" in
    -c) echo "$0" ;;
    -V) echo Python 3.11.7 ;;
    -m) mkdir -p "$3/bin"
        echo 'case "$*" in *nothing*) exit 1 ;; esac' >"$3/bin/pip"
        chmod +x "$3/bin/pip" ;;
esac""",
    )
    return python


def test_an_active_environment_is_not_another_python(project: Path) -> None:
    setup(project, BASE)
    assert setup(project, ".venv/bin/python3").stdout == ""


def test_what_fits_is_left_alone(project: Path) -> None:
    a_quick_python(project)
    assert setup(project, "python3").stdout.startswith("setup: .venv")
    kept = project / ".venv" / "kept"
    kept.touch()
    done = setup(project, "python3")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert kept.exists()


def test_changed_dependencies_are_installed_into_it(project: Path) -> None:
    a_quick_python(project)
    setup(project, "python3")
    kept = project / ".venv" / "kept"
    kept.touch()
    os.utime(project / "constraints.txt", (2**32, 2**32))
    assert "dependencies have changed" in setup(project, "python3").stdout
    assert kept.exists()


def another_python(project: Path) -> Path:
    ready = project / ".venv" / "ready"
    ready.write_text(ready.read_text().replace("3.11.7", "3.11.6"))
    return project


def a_moved_folder(project: Path) -> Path:
    moved = project.rename(project.parent / "moved")
    a_quick_python(moved)
    return moved


def half_made(project: Path) -> Path:
    (project / ".venv" / "ready").unlink()
    return project


@pytest.mark.parametrize("change", [another_python, a_moved_folder, half_made])
def test_what_does_not_fit_is_made_anew(project: Path, change: Callable[[Path], Path]) -> None:
    a_quick_python(project)
    setup(project, "python3")
    project = change(project)
    kept = project / ".venv" / "kept"
    kept.touch()
    assert setup(project, "python3").stdout.startswith("setup: .venv")
    assert not kept.exists()
    assert (project / ".venv" / "ready").exists()


def test_one_that_cannot_be_filled_is_not_ready(project: Path) -> None:
    a_quick_python(project)
    assert setup(project, "python3", "nothing").returncode != 0
    assert not (project / ".venv" / "ready").exists()
    assert setup(project, "python3", "something").returncode == 0

"""Programs of others that tests run, each set in a virtual environment of its own, kept from one
run to the next."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def programs(cache: pytest.Cache, *arguments: str) -> Path:
    """The bin folder of an environment into which pip has installed `arguments`, such as
    "pywb==2.10.0".

    The test that asked is skipped where pip cannot do that; in continuous integration (ARSIP_CI=1)
    it fails. Of several processes that ask for it at once, one makes it and the others wait.
    """
    try:
        return made(Path(cache.mkdir("venvs")), *arguments)
    except (OSError, subprocess.SubprocessError) as error:
        reason = f"cannot install {' '.join(arguments)}: {getattr(error, 'stderr', None) or error}"
        if os.environ.get("ARSIP_CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def made(parent: Path, *arguments: str) -> Path:
    """The same in a folder of one's own. OSError or SubprocessError: pip cannot do that."""
    key = hashlib.sha256(" ".join((sys.version, *arguments)).encode()).hexdigest()[:12]
    folder = parent / key
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            shutil.rmtree(folder, ignore_errors=True)
            _run(sys.executable, "-m", "venv", str(folder))
            pip = str(folder / "bin" / "pip")
            _run(pip, "install", "--quiet", "--disable-pip-version-check", *arguments)
            (folder / "ready").touch()
    return folder / "bin"


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)

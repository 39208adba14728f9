"""Runs a command as a user types it: in this process, or on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

from click.testing import CliRunner, Result

from crawler.cli import main

ARSIP = [sys.executable, "-c", "from crawler.cli import main; main(prog_name='arsip')"]


def arsip(*arguments: object, code: int | None = 0, **options: Any) -> Result:
    """Run a command; `code` None = however it ends."""
    result = CliRunner().invoke(
        main, [str(argument) for argument in arguments], prog_name="arsip", **options
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert code is None or result.exit_code == code, result.output
    return result


def on_a_terminal(*arguments: object, code: int = 0) -> str:
    """What a command writes to a terminal, on standard output and error."""
    master, slave = os.openpty()
    command = [*ARSIP, *map(str, arguments)]
    done = subprocess.run(command, stdout=slave, stderr=slave, check=False)
    assert done.returncode == code
    os.close(slave)
    shown = os.read(master, 100_000).decode()
    os.close(master)
    return shown

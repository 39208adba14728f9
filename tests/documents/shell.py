"""A shell in which one command after the other is typed, and what each prints and ends with."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

LIMIT_S = 600.0

_PORT = re.compile(r"--port[ =](\d+)")


class Shell:
    """`with Shell(folder, environment) as shell: output, code = shell.run("cd demo && ls")`."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._typed = tempfile.NamedTemporaryFile("w+", suffix=".sh")  # noqa: SIM115 (closed by __exit__)
        self._status = tempfile.NamedTemporaryFile("r", suffix=".status")  # noqa: SIM115
        self._output = tempfile.NamedTemporaryFile("r", suffix=".out", errors="replace")  # noqa: SIM115
        self._bash = subprocess.Popen(
            ["bash", "--noprofile", "--norc"],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None
    ) -> None:
        self._end(signal.SIGKILL)
        self._bash.wait()
        assert self._bash.stdin is not None
        self._bash.stdin.close()
        for file in (self._typed, self._status, self._output):
            file.close()

    def run(self, command: str, limit_s: float = LIMIT_S) -> tuple[str, int]:
        """What a command prints on both its outputs, and its exit code. TimeoutError: it does not
        end."""
        self._type(command)
        code = self._code(time.monotonic() + limit_s)
        if code is None:
            raise TimeoutError(f"did not end in {limit_s:.0f} s:\n{self._printed()}")
        return self._printed(), code

    def serve(self, command: str, limit_s: float = 60.0) -> tuple[str, int]:
        """The same of a server, which is ended once it answers on its port; 0 = it answered."""
        named = _PORT.search(command)
        if named is None:
            raise ValueError(f"{command}: a server that runs until Ctrl-C names its --port")
        self._type(f"({command}\n) & server=$!; wait $server")
        deadline = time.monotonic() + limit_s
        answered = False
        while not answered and time.monotonic() < deadline and self._code(0) is None:
            answered = _answers(int(named[1]))
        self._end(signal.SIGTERM, but=self._bash.pid)
        self._code(time.monotonic() + limit_s)
        return self._printed(), 0 if answered else 1

    def _type(self, command: str) -> None:
        self._typed.seek(0)
        self._typed.truncate()
        self._typed.write(command + "\n")
        self._typed.flush()
        for file in (self._status, self._output):
            os.truncate(file.name, 0)
        assert self._bash.stdin is not None
        self._bash.stdin.write(
            f"source '{self._typed.name}' </dev/null >'{self._output.name}' 2>&1; "
            f"echo $? >'{self._status.name}'\n"
        )
        self._bash.stdin.flush()

    def _code(self, deadline: float) -> int | None:
        """The exit code of what was typed; None = it has not ended by then."""
        while True:
            self._status.seek(0)
            said = self._status.read()
            if said.endswith("\n"):
                return int(said)
            if self._bash.poll() is not None:
                return self._bash.returncode
            if time.monotonic() > deadline:
                return None
            time.sleep(0.05)

    def _printed(self) -> str:
        self._output.seek(0)
        lines = self._output.read().splitlines()
        return "\n".join(line.rstrip() for line in lines)

    def _end(self, how: signal.Signals, but: int = 0) -> None:
        """Signal all that runs in this shell."""
        for entry in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = entry.read_text().rpartition(")")[2].split()
            except OSError:  # it has ended meanwhile
                continue
            process = int(entry.parent.name)
            if int(fields[3]) == self._bash.pid and process != but:
                _signal(process, how)


def _signal(process: int, how: signal.Signals) -> None:
    try:
        os.kill(process, how)
    except ProcessLookupError:
        return


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True

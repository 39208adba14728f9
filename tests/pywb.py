"""pywb on loopback, serving WARC files by an index: what a page looks like when it is replayed."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self


class Pywb:
    """`with Pywb(tools, folder, index=…, files=…) as replay: replay.get("https://…", "20260302073001")`."""

    def __init__(self, tools: Path, folder: Path, *, index: Path, files: Path) -> None:
        folder.mkdir()
        config = f"collections:\n  all:\n    index_paths: {index}\n    archive_paths: {files}/\n"
        (folder / "config.yaml").write_text(config)
        self.port = _free_port()
        command = [str(tools / "wayback"), "--bind", "127.0.0.1", "--port", str(self.port)]
        with (folder / "log").open("w") as log:
            self.process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        self.log = folder / "log"

    def __enter__(self) -> Self:
        for _ in range(300):
            if self.process.poll() is not None:
                raise RuntimeError(self.log.read_text())
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return self
        raise RuntimeError(f"pywb does not answer: {self.log.read_text()}")

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None) -> None:
        self.process.terminate()
        self.process.wait(30)

    def get(self, url: str, timestamp: str) -> tuple[int, bytes]:
        """Status and body of the capture nearest to a time, without rewriting; redirects are not followed."""
        asked = f"http://127.0.0.1:{self.port}/all/{timestamp}id_/{url}"
        try:
            with _OPENER.open(asked, timeout=30) as response:
                return response.status, response.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

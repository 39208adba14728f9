"""pywb on loopback, serving WARC files by an index: what a page looks like when it is replayed."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self


def with_index(folder: Path, *, index: Path, files: Path) -> Path:
    """A folder for pywb whose collection is an index of ours over the files of a folder."""
    folder.mkdir()
    config = f"collections:\n  arsip:\n    index_paths: {index}\n    archive_paths: {files}/\n"
    (folder / "config.yaml").write_text(config)
    return folder


def with_files(folder: Path, tools: Path, files: Iterable[Path]) -> Path:
    """A folder for pywb whose collection pywb makes itself: it copies and indexes the files."""
    folder.mkdir()
    for arguments in (["init", "arsip"], ["add", "arsip", *map(str, files)]):
        subprocess.run(
            [str(tools / "wb-manager"), *arguments], check=True, cwd=folder, capture_output=True
        )
    return folder


def indexed(tools: Path, *files: Path) -> list[str]:
    """The lines that cdxj-indexer makes of files, sorted."""
    command = [str(tools / "cdxj-indexer"), "--sort", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


class Pywb:
    """`with Pywb(tools, with_index(…)) as replay: replay.get("https://…", "20260302073001")`."""

    def __init__(self, tools: Path, folder: Path) -> None:
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

    def __exit__(
        self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None
    ) -> None:
        self.process.terminate()
        self.process.wait(30)

    def get(self, url: str, timestamp: str) -> tuple[int, bytes]:
        """Status and body of the capture nearest to a time, without rewriting; redirects are not
        followed."""
        asked = f"http://127.0.0.1:{self.port}/arsip/{timestamp}id_/{url}"
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

"""What the documents presume: sites to crawl, and a folder in which a crawl has been."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.archives import info, member, response
from tests.site import pages
from tests.site.server import Replica, Running
from tests.site.world import World

PAGES = 120


class Presumed:
    """`with Presumed(folder) as presumed: presumed.fill(clone, environment)`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._stack = ExitStack()
        self._replica = self._stack.enter_context(Running(Replica(World(PAGES))))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def replicas(self) -> dict[str, str]:
        """The environment in which a crawl goes to the replica of the site, and without a pause."""
        return {"ARSIP_CRAWL_BASE_URL": self._replica.url, "ARSIP_CRAWL_DELAY": "0"}

    def fill(self, place: Path, environment: Mapping[str, str]) -> None:
        """Puts into a clone what a crawl has left there, and files of others to import."""
        if not any(self._folder.iterdir()):
            subprocess.run(
                [place / ".venv" / "bin" / "arsip", "crawl", "backfill"],
                cwd=self._folder,
                env=dict(environment),
                check=True,
            )
            _files_of_others(self._folder)
        shutil.copytree(self._folder, place, dirs_exist_ok=True)


def _files_of_others(folder: Path) -> None:
    numbers = pages.item_ids(12)
    (folder / "saved-pages").mkdir()
    for number in numbers[:3]:
        (folder / "saved-pages" / f"{number}.html").write_bytes(pages.page(number))
    (folder / "grabs").mkdir()
    _warc(folder / "grabs" / "x.warc.gz", numbers[3:6])
    _warc(folder / "CC-MAIN-20230208.warc.gz", numbers[6:9])


def _warc(path: Path, numbers: list[int]) -> None:
    records = [member(response(pages.address(number), pages.page(number))) for number in numbers]
    path.write_bytes(member(info()) + b"".join(records))

"""What the documents presume: sites to crawl, and a folder in which a crawl has been."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.sites import SITES
from tests.archives import info, member, packed, response, wacz
from tests.site import pages
from tests.site.many import ManySites, many
from tests.site.server import Replica, Running
from tests.site.wayback import Archive, Held
from tests.site.world import World

PAGES = 120
#: Items that the replica of the site does not have.
ELSEWHERE = [number for number in pages.item_ids(400) if number not in World(PAGES).first][:12]


class Presumed:
    """`with Presumed(folder) as presumed: presumed.fill(clone, environment)`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._stack = ExitStack()
        sites = many(SITES, 1)
        sites = ManySites({**sites.replicas, "voaindonesia": Replica(World(PAGES))})
        self._sites = self._stack.enter_context(Running(sites))
        lost = [_held(number) for number in ELSEWHERE[:2]]
        self._wayback = self._stack.enter_context(Running(Archive(lost)))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def replicas(self) -> dict[str, str]:
        """The environment in which a crawl goes to replicas, without a pause."""
        given = {"CRAWL_BASE_URL": self._sites.url, "CRAWL_DELAY": "0"}
        given["CRAWL_PLATFORM_RATE"] = "1000"
        for command in ("WAYBACK_LIST", "WAYBACK_FETCH"):
            given[f"{command}_BASE_URL"] = self._wayback.url
            given[f"{command}_OVERRIDES"] = "DOWNLOAD_DELAY=0"
        return {f"ARSIP_{name}": value for name, value in given.items()}

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


def _held(number: int) -> Held:
    return Held("20220607080910", pages.address(number), pages.page(number))


def _files_of_others(folder: Path) -> None:
    for name in ("saved-pages", "grabs", "damaged"):
        (folder / name).mkdir()
    for number in ELSEWHERE[2:4]:
        (folder / "saved-pages" / f"{number}.html").write_bytes(pages.page(number))
    (folder / "CC-MAIN-20220607.warc.gz").write_bytes(_warc(ELSEWHERE[4:6]))
    (folder / "grabs" / "x.warc.gz").write_bytes(_warc(ELSEWHERE[6:8]))
    wacz(folder / "crawl.wacz", {"data.warc.gz": _warc(ELSEWHERE[8:10])})
    (folder / "damaged" / "x.warc.gz").write_bytes(_warc(ELSEWHERE[10:12])[:-1000])
    whole = b"".join([info(), *_responses(ELSEWHERE[10:12])])
    (folder / "damaged" / "y.warc.gz").write_bytes(member(whole.replace(b"</html>", b"</htm?>")))


def _warc(numbers: list[int]) -> bytes:
    return packed([info(), *_responses(numbers)])


def _responses(numbers: list[int]) -> list[bytes]:
    return [response(pages.address(number), pages.page(number)) for number in numbers]

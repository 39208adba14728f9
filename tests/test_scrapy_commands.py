"""Scrapy's own commands in the project: those that look at one page leave nothing behind."""

from __future__ import annotations

import subprocess

import pytest

from tests.crawling import BIN, ROOT, Place, Serve, environment
from tests.site.server import Replica
from tests.site.world import World

pytestmark = pytest.mark.slow


def scrapy(place: Place, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    settings = ["-s", f"ARSIP_DB={place.db}", "-s", "DOWNLOAD_DELAY=0"]
    command = [BIN / "scrapy", *arguments, *settings]
    return subprocess.run(command, capture_output=True, check=False, cwd=ROOT, env=environment())


@pytest.mark.parametrize("spider", [(), ("--spider", "latest"), ("--spider", "wayback")])
def test_fetch_gives_the_page_and_leaves_nothing(
    serve: Serve, place: Place, spider: tuple[str, ...]
) -> None:
    replica = serve(Replica(World(3)))
    number = replica.world.numbers(1)[0]
    url = replica.url + replica.world.path(number, 1)
    done = scrapy(place, "fetch", *spider, url)
    assert done.stdout.rstrip(b"\n") == replica.world.page(number, 1).rstrip(b"\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(place.folder.iterdir()) == []


def test_fetch_follows_a_redirect_and_reads_gzip(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(3)))
    number = replica.world.numbers(1)[0]
    done = scrapy(place, "fetch", f"{replica.url}/a/{number}.html")
    assert done.stdout.rstrip(b"\n") == replica.world.page(number, 1).rstrip(b"\n")
    assert list(place.folder.iterdir()) == []


def test_parse_shows_the_article_and_leaves_nothing(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(3)))
    number = replica.world.numbers(1)[0]
    url = replica.url + replica.world.path(number, 1)
    done = scrapy(
        place, "parse", "--spider", "latest", "-a", f"base_url={replica.url}", "--nocolour", url
    )
    assert f"'id': {number}".encode() in done.stdout
    assert b"Traceback" not in done.stderr
    assert list(place.folder.iterdir()) == []


def test_the_shell_has_a_response_and_leaves_nothing(serve: Serve, place: Place) -> None:
    replica = serve(Replica(World(3)))
    number = replica.world.numbers(1)[0]
    url = replica.url + replica.world.path(number, 1)
    done = scrapy(place, "shell", "-c", "(response.status, response.css('h1').get())", url)
    assert done.stdout.startswith(b"(200, '<h1")
    assert b"Traceback" not in done.stderr
    assert list(place.folder.iterdir()) == []

"""Many sites of the platform on one port of loopback, told apart by the name that they are asked under:
`http://voanews.localhost:8800`.

    python -m tests.site.many --pages 20 --sites 100
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive.sites import SITES
from tests.site import documents
from tests.site.server import Answer, Asked, Replica, Running
from tests.site.world import World

#: A server that takes connections, and closes each without a word.
DEAD = Answer(raw=b"", close=True)


@dataclass
class ManySites:
    """Replicas by the names of their sites; what `Running` serves."""

    replicas: Mapping[str, Replica]
    port: int = 0
    scheme: str = "http"

    @property
    def url(self) -> str:
        """What `--base-url` takes."""
        return f"{self.scheme}://{{site}}.localhost:{self.port}"

    def at(self, host: str) -> Replica:
        """The replica that answers for a host."""
        return self.replicas[host.partition(".localhost")[0]]

    def logs(self) -> dict[str, list[Asked]]:
        """What each site was asked, by its name."""
        return {name: replica.log for name, replica in self.replicas.items()}


def many(names: Iterable[str], pages: int) -> ManySites:
    """Sites of these names with so many items each, no two of which have a number in common."""
    names = list(names)
    return ManySites(
        {
            name: SiteReplica(name, World(pages, new=0, share=(n, len(names))))
            for n, name in enumerate(names)
        }
    )


def names_of(count: int) -> list[str]:
    """The names of so many sites: known ones, and behind them hosts that nobody knows."""
    known = list(SITES)
    return [*known, *(f"www.site{n}.example" for n in range(count - len(known)))][:count]


class SiteReplica(Replica):
    """A replica that writes the address of its own site into what it serves."""

    def __init__(self, name: str, world: World) -> None:
        site = SITES.get(name)
        super().__init__(world, base=f"https://{site.host if site else name}")

    def _page(self, number: int) -> bytes:
        return super()._page(number).replace(documents.CANONICAL.encode(), self.base.encode())


def main() -> None:
    """Serves until it is ended; a line on standard output tells where, a second one, once standard
    input ends, what each site was asked and when."""
    parser = argparse.ArgumentParser(description="Many sites on loopback")
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--odd", action="store_true", help="one blocks, one is slow, one is dead")
    args = parser.parse_args()
    sites = many(names_of(args.sites), args.pages)
    if args.odd:
        make_odd(list(sites.replicas.values()))
    with Running(sites):
        print(sites.url, flush=True)
        stop = threading.Event()
        threading.Thread(target=wait_for_end, args=[stop], daemon=True).start()
        stop.wait()
        print(json.dumps({name: [one.at for one in log] for name, log in sites.logs().items()}))


def wait_for_end(stop: threading.Event) -> None:
    """Say so when standard input ends."""
    sys.stdin.read()
    stop.set()


def make_odd(replicas: list[Replica]) -> None:
    """Have the last site block, the one before it be slow, and the one before that be dead."""
    dead, slow, blocking = replicas[-3:]
    blocking.override["/sitemap.xml"] = Answer(403, b"<html>403</html>")
    slow.latency_s = 1.5
    dead.override["/robots.txt"] = DEAD


if __name__ == "__main__":
    main()

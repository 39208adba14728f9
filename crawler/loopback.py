"""Names that end in `.localhost` are this machine (RFC 6761), whatever its name server says: a replica
there serves many sites, each under a name of its own."""

from __future__ import annotations

from collections.abc import Sequence

from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.defer import Deferred

_LOOPBACK = "127.0.0.1"


class LoopbackResolver(CachingThreadedResolver):
    """Scrapy's resolver, which is not asked for names of this machine."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802 (Twisted's name)
        """The address of a host."""
        if name.rstrip(".").endswith(".localhost"):
            return defer.succeed(_LOOPBACK)
        return super().getHostByName(name, timeout)

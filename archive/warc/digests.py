"""The digests that records carry, in every notation that is met: which algorithm, and of what."""

from __future__ import annotations

import base64
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass

_BYTES = {"md5": 16, "sha1": 20, "sha256": 32, "sha384": 48, "sha512": 64}
_LABEL = re.compile(r"([A-Za-z]+-?[0-9]{1,3})\s*[:=]\s*(.*)")


@dataclass(frozen=True, slots=True)
class Digest:
    """A digest that can be checked."""

    algorithm: str
    value: bytes

    @classmethod
    def parse(cls, label: str) -> Digest | None:
        """The digest in a header: hexadecimal, base 32 or base 64.

        None = there is none, or nothing that can be recognised as one, such as "sha1:null" or the
        digest of an unknown algorithm.
        """
        stated = _LABEL.fullmatch(label.strip())
        if stated:
            algorithm = stated[1].lower().replace("-", "")
            text = stated[2].strip()
        else:
            algorithm = "sha1"  # the one meant by tools that write no label
            text = label.strip()
        value = _value(text, _BYTES.get(algorithm, 0))
        return cls(algorithm, value) if value else None

    def matches(self, data: bytes) -> bool:
        """True where this is the digest of these bytes."""
        return _of(self.algorithm, data) == self.value


def digest(data: bytes) -> str:
    """The label that WARC files carry: "sha1:" and base 32."""
    return "sha1:" + base64.b32encode(_of("sha1", data)).decode("ascii")


def _of(algorithm: str, data: bytes) -> bytes:
    return hashlib.new(algorithm, data, usedforsecurity=False).digest()


def _value(text: str, size: int) -> bytes | None:
    """The bytes that a text stands for; None where it stands for none of this number."""
    bare = text.rstrip("=")
    with suppress(ValueError):  # of its length, but in no such alphabet
        if len(bare) == 2 * size:
            return bytes.fromhex(bare)
        if len(bare) == -(-size * 8 // 5):
            return base64.b32decode(bare.upper() + "=" * (-len(bare) % 8))
        if len(bare) == -(-size * 4 // 3):
            plain = bare.replace("-", "+").replace("_", "/")
            return base64.b64decode(plain + "=" * (-len(bare) % 4), validate=True)
    return None

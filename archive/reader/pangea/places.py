"""Where in a text something stands that is no part of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

from lxml.etree import _Element

_MOST_LEVELS = 200  # around an element; what lies deeper has no place of its own


class Places:
    """The places of what a body leaves out, in the blocks that are left of it."""

    def __init__(self, left_out: Sequence[tuple[_Element, int]], kept: Sequence[int]) -> None:
        #: elements that the body leaves out, with after how many blocks each stands
        self.left_out = [(element, bisect_left(kept, place)) for element, place in left_out]
        self._of = dict(self.left_out)

    def of(self, element: _Element) -> int:
        """0 = at the head, or nowhere in the text; n = after its nth block."""
        for each in (element, *islice(element.iterancestors(), _MOST_LEVELS)):
            if each in self._of:
                return self._of[each]
        return 0

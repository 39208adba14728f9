"""What the regions of a page weigh: their running text, where it stands in no box."""

from __future__ import annotations

from collections.abc import Iterator

from archive.reader import edges, invitations, lexicon
from archive.reader.pangea.box_marks import (
    LISTS,
    View,
    has_more,
    is_captioned,
    repeats_signed,
    strength,
)
from archive.reader.pangea.regions import InlineText, Region

_BOX = 2
_CERTAIN = 4  # with so much there is no text of the item in it, even where there is none elsewhere
_DOUBTFUL = 0.1  # what the text of a box weighs that is not certain
_MOST = 600  # characters of running text in a box that does not repeat itself


class Weigher:
    """What each region of a page weighs: its running text, without that of boxes."""

    def __init__(self, begin: int, *, posts: bool) -> None:
        self._begin = begin
        self._posts = posts
        self._mass: dict[Region, float] = {}
        self._box: dict[Region, bool] = {}
        self._pictures: set[Region] = set()
        self._span: dict[Region, tuple[int, int]] = {}  # the places of its first and last run

    def mass(self, region: Region) -> float:
        """Characters of running text in it, behind the title and in no box."""
        return self._mass[region]

    def own(self, region: Region) -> float:
        """Likewise, of what stands in none of its regions."""
        runs = (part for part in region.parts if isinstance(part, InlineText))
        return sum(len(run.text) for run in runs if run.order >= self._begin and run.is_running)

    def is_box(self, region: Region) -> bool:
        """True where it holds something else than the text around it."""
        return self._box[region]

    def is_picture(self, region: Region) -> bool:
        """True where it holds a picture with its caption and nothing else."""
        return region in self._pictures

    def weigh(self, region: Region) -> tuple[InlineText, ...]:
        """Weighs a region and all in it; its runs that lie in no box."""
        runs: list[InlineText] = []
        mass = 0.0
        for part in region.parts:
            if isinstance(part, Region):
                runs += self.weigh(part)
                mass += self.mass(part)
            else:
                runs.append(part)
                if part.order >= self._begin and part.is_running:
                    mass += len(part.text)
        self._span[region] = self._ends(region)
        lines = (part for part in region.regions if part.leaf is not None)
        near = (region, *(part for part in lines if not self.is_box(part)))
        inner = tuple(
            part for part in region.regions if len(part.parts) > 1 and not self.is_box(part)
        )
        boxed = any(map(self.is_box, region.regions))
        view = View(region, tuple(runs), near, inner, boxed)
        against = self._against(view)
        if is_captioned(view):
            self._pictures.add(region)
        if against >= _CERTAIN:
            mass = 0
        elif against >= _BOX:
            mass *= _DOUBTFUL
        self._box[region] = against >= _BOX
        self._mass[region] = mass
        if against >= _BOX:
            return ()
        return tuple(runs)

    def _ends(self, region: Region) -> tuple[int, int]:
        ends = []
        for part in [*region.parts[:1], *region.parts[-1:]]:
            if isinstance(part, InlineText):
                ends.append((part.order, part.order))
            else:
                ends.append(self._span[part])
        if not ends:
            return 0, 0
        return ends[0][0], ends[-1][1]

    def _against(self, view: View) -> int:
        """How much speaks for a box."""
        first, last = self._span[view.region]
        if first < self._begin <= last:  # it holds the title
            return 0
        repeats = repeats_signed(view)
        text = sum(len(run.text) for run in view.runs if run.is_running)
        if self._posts and repeats and not lexicon.heads_box(view.first):
            return 0
        if text > _MOST and not repeats:
            return 0
        leaf = view.region.leaf
        if leaf is not None and not (leaf.is_linked or has_more(view.region)):
            return 0
        return strength(view)

    def others(self, region: Region) -> Iterator[Region]:
        """What lies in a region of the text and is no text of it."""
        yield from self.boxes(region)
        last = max((run.order for run in region.runs() if run.is_running), default=0)
        yield from self._strays(region, last)

    def _strays(self, region: Region, last: int) -> Iterator[Region]:
        """Lines that are no text, such as labels; those of lists and tables always are."""
        for part in region.regions:
            leaf = part.leaf
            if self.is_box(part) or part.element.tag in LISTS:
                continue
            if leaf is None:
                yield from self._strays(part, last)
            elif self._is_stray(leaf, last):
                yield part

    def boxes(self, region: Region) -> Iterator[Region]:
        """The boxes in a region; of nested ones the outermost."""
        for part in region.regions:
            if self.is_box(part):
                yield part
            else:
                yield from self.boxes(part)

    def _is_stray(self, leaf: InlineText, last: int) -> bool:
        """True for a line that is no text: a label, or words behind the end of the text."""
        if leaf.order < self._begin or (leaf.linked and invitations.invites(leaf.text)):
            return True
        if leaf.is_running or edges.closes(leaf.text):
            return False
        if lexicon.heads_box(leaf.text):
            return True
        return leaf.order > last

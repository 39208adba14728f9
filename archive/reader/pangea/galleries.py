"""Galleries: where the pictures of one lie, whatever the list, grid or row that shows them."""

from __future__ import annotations

from collections.abc import Collection

from lxml.etree import _Element

from archive.article import Block
from archive.reader.pangea import body as bodies
from archive.reader.pangea import captions, media
from archive.reader.pangea.body import Body
from archive.reader.pangea.media import Picture
from archive.reader.text import folded

FEW = 3  #: pictures: of fewer no gallery is made


def element(root: _Element, but: Collection[_Element] = ()) -> _Element | None:
    """The smallest element that holds the pictures of the item outside the frame of the page, other
    than those in some elements; None = they are too few."""
    left_out = set(but)
    images = [
        image
        for image, _ in media.listed(root)
        if left_out.isdisjoint((image, *image.iterancestors()))
    ]
    if len(images) < FEW:
        return None
    common = list(reversed([images[0], *images[0].iterancestors()]))
    for image in images[1:]:
        path = {image, *image.iterancestors()}
        common = [each for each in common if each in path]
    return common[-1]


def without_captions(found: Body, pictures: tuple[Picture, ...]) -> Body:
    """The body without blocks that are captions of pictures, or their credits, and nothing else."""
    said = {folded(f"{picture.caption}{picture.credit}") for picture in pictures}
    said |= {folded(picture.caption) for picture in pictures}
    said |= {folded(picture.credit) for picture in pictures}
    longest = sorted(said - {""}, key=lambda words: -len(words))
    kept = [at for at, block in enumerate(found.blocks) if not _is_caption(block, longest)]
    return bodies.only(found, kept)


def _is_caption(block: Block, said: list[str]) -> bool:
    if captions.is_counter(block.text):
        return True
    own = folded(block.text)
    if own in said:
        return True
    rest = own
    for words in said:
        if len(words) > _REST:
            rest = rest.replace(words, "")
    return len(rest) <= _REST and rest != own


_REST = 15  # letters of labels and credits between captions

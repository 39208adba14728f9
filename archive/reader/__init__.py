"""From a page or a text dump to an `Article`: encoding, markup, words of the frame, rights."""

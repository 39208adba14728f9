"""Captures for other tools: WARC files that stand alone, the CDXJ index."""

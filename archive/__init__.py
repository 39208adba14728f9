"""Keeps and understands the pages of VOA Indonesia and its sister sites: reader, dates, database,
captures."""

__version__ = "0.1.0"

"""Fetches the pages; the only package that opens a socket."""

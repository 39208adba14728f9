"""The `arsip` command with what needs the network."""

from archive.cli import main

__all__ = ["main"]

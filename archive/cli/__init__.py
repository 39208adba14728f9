"""The `arsip` command."""

from archive.cli.main import main

__all__ = ["main"]

"""Rows of the table that are no dates: what they cover is passed over."""

from __future__ import annotations

from archive.temporal.pattern import Form

TRAPS: tuple[Form, ...] = ()

"""Conditions of the table's rows: whether what a pattern matches is a date where it stands."""

"""Conditions of the table's rows: true where what a pattern matches is a date in its place."""

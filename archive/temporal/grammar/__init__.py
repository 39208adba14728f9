"""The tables of date forms, a row a form, and of what looks like a date and is none."""

"""Checks of the archive: captures against the database, one database against another."""

"""Whether the archive is what it says: captures against the database, one database against
another."""

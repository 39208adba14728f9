"""The table that names this database in the WARC files that it writes."""

from __future__ import annotations

import uuid

from sqlite_utils import Database

from archive.store.connection import transaction


class Collection:
    """The name of the collection that this database and its WARC files make up."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def held_id(self) -> str | None:
        """Its name; None where no WARC file has been written for it yet."""
        found = self.db.execute("SELECT id FROM collection").fetchone()
        return None if found is None else str(found[0])

    def id(self) -> str:
        """Its name, which is made up where there is none."""
        with transaction(self.db):
            held = self.held_id()
            if held is None:
                held = uuid.uuid4().urn
                self.db.execute("INSERT INTO collection (id) VALUES (?)", [held])
            return held

    def take(self, name: str) -> None:
        """Take this name: that of the WARC files from which the database was made again."""
        with transaction(self.db):
            self.db.execute("DELETE FROM collection")
            self.db.execute("INSERT INTO collection (id) VALUES (?)", [name])

"""How sightings of an item become one record, its versions and what it said before."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlite_utils import Database

from archive.article import iso
from archive.store.results import Clock, Outcome, Proof, Refused, horizon
from archive.store.rows import Row
from archive.store.sightings import Sighting, standing, status
from archive.store.versions import NOTED, EarlierValues, Versions
from archive.store.writes import ArticleRows, Writes

_OF_HELD = ", ".join(
    "id site title digest record_digest proof status gone_at first_seen text_seen last_seen "
    "capture".split()
    + list(NOTED)
)


class Records:
    """Writes what sightings change; each in the transaction of its caller.

    The record is what was seen last; an earlier text that differs is a version. What was seen after
    the horizon of the clock orders nothing: it is the record only as long as nothing else is held.
    """

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self._clock = clock
        self._writes = Writes(db)
        self._versions = Versions(db)
        self._earlier = EarlierValues(db)

    def save(self, seen: Sighting) -> Outcome:
        """Write what one more sighting changes; see `Articles.save`."""
        held = self._held(seen.id)
        if held is None:
            return self._add(seen)
        if held["site"] != seen.row["site"]:
            return self._of_another_site(held, seen)
        if held["proof"] != seen.row["proof"]:
            if seen.row["proof"] == Proof.TEXT:
                return Outcome.SAME  # a page says more than the text that was made of it
            if held["proof"] == Proof.TEXT:
                return self._instead(held, seen)
            self._update(held, {"proof": str(Proof.ADDRESS)})
        if self._is_ahead(seen.when):
            return self._undated(held, seen)
        if self._is_ahead(held["last_seen"]):
            return self._first_dated(held, seen)
        if seen.has_text_of(held):
            return self._same_text(held, seen)
        if self._is_same_page(held, seen):
            return self._read_otherwise(held, seen)
        return self._other_text(held, seen)

    def held(self, seen: Sequence[Sighting]) -> set[int]:
        """The ids of those items that are held."""
        return set(self._writes.held(json.dumps([each.id for each in seen])))

    def add(self, seen: Sequence[Sighting]) -> None:
        """Write items of which none is held, each seen once."""
        self._writes.insert([self._whole(each) for each in seen])

    def gone(self, article_id: int, when: str) -> bool:
        """Notes that the address answered 404 or 410; see `Articles.gone`."""
        held = self._held(article_id)
        if held is None or self._is_ahead(when):
            return False
        before = held["gone_at"]
        if before is not None and not self._is_ahead(before):
            when = max(when, before)
        self._update(held, {"gone_at": when})
        return True

    def _whole(self, seen: Sighting, gone_at: str | None = None) -> ArticleRows:
        dates = {"first_seen": seen.when, "text_seen": seen.when, "last_seen": seen.when}
        row = {**seen.row, **dates, "gone_at": gone_at}
        return ArticleRows({**row, "status": self._status(row)}, seen.parts)

    def _add(self, seen: Sighting, gone_at: str | None = None) -> Outcome:
        self._writes.insert([self._whole(seen, gone_at)])
        return Outcome.NEW

    def _instead(self, held: Row, seen: Sighting) -> Outcome:
        """Save the item anew, as nothing that was held of it counts beside this."""
        self.db.execute("DELETE FROM articles WHERE id = ?", [held["id"]])
        return self._add(seen, held["gone_at"])

    def _of_another_site(self, held: Row, seen: Sighting) -> Outcome:
        """The id belongs to the site that proves it better."""
        if standing(seen.row) > standing(held):
            return self._instead(held, seen)
        if standing(seen.row) < standing(held) and seen.has_text_of(held):
            return Outcome.SAME
        raise Refused(_other_site(seen.row, held))

    def _same_text(self, held: Row, seen: Sighting) -> Outcome:
        changes: Row = {}
        if seen.of_capture:
            for name in ("first_seen", "text_seen"):
                changes[name] = min(held[name], seen.when)
        if seen.updates(held):
            changes["last_seen"] = max(held["last_seen"], seen.when)
            self._rewrite(held, seen, changes)
        else:
            self._update(held, changes)
            if seen.of_capture:
                self._earlier.note(seen.id, seen.row, held, seen.when)
        return Outcome.SAME

    def _is_same_page(self, held: Row, seen: Sighting) -> bool:
        """True where both came from the same bytes, so that only the reader can have changed."""
        digests = "SELECT digest FROM captures WHERE id IN (?, ?)"
        found = [row[0] for row in self.db.execute(digests, [held["capture"], seen.row["capture"]])]
        if held["capture"] == seen.row["capture"]:
            return len(found) == 1
        return len(found) == 2 and found[0] is not None and found[0] == found[1]

    def _read_otherwise(self, held: Row, seen: Sighting) -> Outcome:
        """Save an unchanged page as another reader reads it; that is no other text of the page."""
        dates = {
            "first_seen": min(held["first_seen"], seen.when),
            "text_seen": min(held["text_seen"], seen.when),
            "last_seen": max(held["last_seen"], seen.when),
        }
        version = self._versions.find(seen.id, seen.row["digest"])
        if version:
            self._versions.remove(version)
            dates["text_seen"] = min(dates["text_seen"], version["first_seen"])
        capture = seen.row["capture"] if seen.when >= held["last_seen"] else held["capture"]
        self._rewrite(held, seen, {**dates, "capture": capture})
        return Outcome.SAME

    def _other_text(self, held: Row, seen: Sighting) -> Outcome:
        version = self._versions.find(seen.id, seen.row["digest"])
        if seen.follows(held, known=version is not None):
            self._versions.keep(held)
            text_seen = seen.when
            if version:  # a text that comes back
                self._versions.remove(version)
                text_seen = version["first_seen"]
            self._rewrite(held, seen, {"text_seen": text_seen, "last_seen": seen.when})
            return Outcome.CHANGED
        if seen.of_capture or version is None:
            self._update(held, {"first_seen": min(held["first_seen"], seen.when)})
            self._earlier.note(seen.id, seen.row, held, seen.when)
        if version is None:
            return self._older_text(seen)
        self._versions.seen_again(version, seen)
        return Outcome.SAME

    def _older_text(self, seen: Sighting) -> Outcome:
        for version in self._versions.rows(seen.id):
            if self._is_same_page(version, seen):
                self._versions.remove(version)
                self._versions.add(seen, version)
                return Outcome.SAME
        self._versions.add(seen)
        return Outcome.OLDER

    def _undated(self, held: Row, seen: Sighting) -> Outcome:
        """Save a sighting after the horizon, which counts only beside another one such."""
        mine = (seen.when, seen.row["record_digest"])
        if not self._is_ahead(held["last_seen"]):
            return Outcome.SAME
        if mine <= (held["last_seen"], held["record_digest"] or ""):
            return Outcome.SAME
        return self._overwrite(held, seen, text_seen=seen.when)

    def _first_dated(self, held: Row, seen: Sighting) -> Outcome:
        """The first that was seen before the horizon, where the record was seen after it."""
        version = self._versions.find(seen.id, seen.row["digest"])
        if version is None:
            return self._overwrite(held, seen, text_seen=seen.when)
        self._versions.remove(version)
        return self._overwrite(held, seen, text_seen=min(version["first_seen"], seen.when))

    def _overwrite(self, held: Row, seen: Sighting, *, text_seen: str) -> Outcome:
        """Write the record anew; what it was becomes no version."""
        first_seen = seen.when
        if not self._is_ahead(held["first_seen"]):
            first_seen = min(held["first_seen"], seen.when)
        outcome = Outcome.SAME if seen.has_text_of(held) else Outcome.CHANGED
        dates = {"first_seen": first_seen, "text_seen": text_seen, "last_seen": seen.when}
        self._rewrite(held, seen, dates)
        return outcome

    def _is_ahead(self, when: str) -> bool:
        return when > iso(horizon(self._clock))

    # rows

    def _held(self, article_id: int) -> Row | None:
        sql = f"SELECT {_OF_HELD} FROM articles WHERE id = ?"  # noqa: S608 (constants)
        return self._writes.row(sql, [article_id])

    def _rewrite(self, held: Row, seen: Sighting, dates: Row) -> None:
        """The record as it was seen now, with its parts."""
        if held["record_digest"] == seen.row["record_digest"]:
            self._update(held, {**dates, "capture": seen.row["capture"]})
            return
        if not self._is_ahead(held["last_seen"]):
            self._earlier.replaced(seen.id, held, seen.row)
        self._update(held, {**seen.row, "proof": held["proof"], **dates})
        self._writes.delete_parts(seen.id)
        self._writes.insert_parts(ArticleRows(seen.row, seen.parts))

    def _update(self, held: Row, changes: Row) -> None:
        """Changes what differs, and the status with it."""
        after = {**held, **changes}
        after["status"] = self._status(after)
        differing = {
            name: value
            for name, value in after.items()
            if name not in held or value != held[name]  # of most columns it is not known
        }
        if differing:
            self._writes.update(held["id"], differing)
            held.update(differing)

    def _status(self, row: Row) -> str:
        return status(row, iso(horizon(self._clock)))


def _other_site(row: Row, held: Row) -> str:
    what = row["url"] or row["title"]
    holder = held["url"] or held["site"] or held["title"]
    held_by = f"{what}: its id {row['id']} is held by {holder}"
    if not row["site"]:
        return f"{held_by}, and nothing tells its address; tell it with --url"
    return f"{held_by} of another site; import {row['site']} into a database of its own"

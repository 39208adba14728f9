"""The tables of articles: the record, its parts, and the texts that it had before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlite_utils import Database

from archive.article import Article, iso
from archive.store import rows
from archive.store.connection import transaction
from archive.store.results import Outcome, Placed, Refused, Version
from archive.store.rows import Row

_VERSIONED = "title, description, byline, body, blocks, published, modified, capture"


class Articles:
    """Saves and gives back articles.

    The record is the text that was seen last; a text that was seen earlier and differs is a
    version. So the same pages give the same rows in whatever order they come.
    """

    def __init__(self, db: Database) -> None:
        self.db = db

    def save(
        self,
        article: Article,
        mentions: Sequence[Placed] = (),
        *,
        seen: datetime,
        capture: int | None = None,
    ) -> Outcome:
        """Keeps what a page said when it was `seen` (aware), in one transaction.

        `capture` is the id of the capture that holds the page. Without one `seen` is a file's date,
        which says less: it dates a text that is not held yet, and moves no date of one that is.
        Raises `Refused` for an id that another site holds, and for text that is no Unicode.
        """
        try:
            row = {**rows.to_row(article), "capture": capture}
            with transaction(self.db):
                held = self._held(row["id"])
                if held is None:
                    return self._add(row, article, mentions, iso(seen))
                if held["site"] != row["site"]:
                    raise Refused(_other_site(row, held))
                return self._again(held, row, article, mentions, iso(seen))
        except UnicodeEncodeError as error:
            raise Refused(
                f"{article.url or article.title!a}: holds half a character ({error.reason})"
            ) from error

    def get(self, article_id: int) -> Article | None:
        """The article as it was read; None = not held."""
        found = self.row(article_id)
        return rows.to_article(found, self._parts(article_id)) if found else None

    def row(self, article_id: int) -> Row | None:
        """The row of `articles`; None = not held."""
        return next(self.db.query("SELECT * FROM articles WHERE id = ?", [article_id]), None)

    def gone(self, article_id: int, *, seen: datetime) -> bool:
        """Notes that the address answered 404 or 410; the text stays. False = no such article."""
        with transaction(self.db):
            held = self._held(article_id)
            if held is None:
                return False
            self._update(held, {"gone_at": max(iso(seen), held["gone_at"] or "")})
            return True

    def forget_capture(self, number: int) -> None:
        """No record and no version is said to come from this capture any more."""
        with transaction(self.db):
            self.db.execute("UPDATE articles SET capture = NULL WHERE capture = ?", [number])
            self.db.execute("UPDATE versions SET capture = NULL WHERE capture = ?", [number])

    def held(self, site: str) -> dict[str, int]:
        """How many items of a site are held, by kind."""
        sql = "SELECT kind, count(*) FROM articles WHERE site = ? GROUP BY kind ORDER BY count(*) DESC, kind"
        return dict(self.db.execute(sql, [site]).fetchall())

    def prints(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Every item by id with what changes whenever anything of its record does."""
        sql = (
            "SELECT id, digest, status, diagnostics,"
            ' (SELECT json_group_array(json_array(block, start, "end", text, value, mod, '
            "flag)) FROM (SELECT *"
            ' FROM mentions WHERE article_id = a.id ORDER BY block, start, "end")),'
            " (SELECT json_group_array(digest || first_seen) FROM (SELECT * FROM versions "
            "WHERE article_id = a.id"
            " ORDER BY digest)) FROM articles a ORDER BY id"
        )
        for number, *rest in self.db.execute(sql):
            yield number, tuple(rest)

    def versions(self, article_id: int) -> list[Version]:
        """The texts that newer ones have replaced, oldest first."""
        sql = "SELECT * FROM versions WHERE article_id = ? ORDER BY first_seen, digest"
        return [_version(row) for row in self.db.query(sql, [article_id])]

    def _held(self, article_id: int) -> Row | None:
        sql = (
            "SELECT id, site, url, digest, status, gone_at, first_seen, text_seen, last_seen, "
            "capture"
            " FROM articles WHERE id = ?"
        )
        return next(self.db.query(sql, [article_id]), None)

    def _add(self, row: Row, article: Article, mentions: Sequence[Placed], when: str) -> Outcome:
        dates = {"first_seen": when, "text_seen": when, "last_seen": when}
        self.db.table("articles").insert({**row, **dates, "status": "live", "gone_at": None})
        self._add_parts(row["id"], article, mentions)
        return Outcome.NEW

    def _again(
        self, held: Row, row: Row, article: Article, mentions: Sequence[Placed], when: str
    ) -> Outcome:
        if row["digest"] == held["digest"]:
            self._seen_again(held, when, row["capture"])
            return Outcome.SAME
        version = self._version(held["id"], row["digest"])
        if _is_newer(held, row, version, when):
            self._replace(held, row, version, when)
            self._add_parts(held["id"], article, mentions)
            return Outcome.CHANGED
        if version is None:
            self._add_version(held, row, when)
            return Outcome.OLDER
        self._version_seen_again(held, version, when, row["capture"])
        return Outcome.SAME

    def _seen_again(self, held: Row, when: str, capture: int | None) -> None:
        if capture is None:
            return
        newest = {"last_seen": when, "capture": capture} if when > held["last_seen"] else {}
        oldest = {name: min(held[name], when) for name in ("first_seen", "text_seen")}
        self._update(held, {**oldest, **newest})

    def _update(self, held: Row, changes: Row) -> None:
        """Changes what differs, and the status with it: an item is gone when it was found so after
        it was seen."""
        after = {**held, **changes}
        after["status"] = "gone" if (after["gone_at"] or "") > after["last_seen"] else "live"
        if differing := {name: value for name, value in after.items() if value != held.get(name)}:
            self.db.table("articles").update(held["id"], differing)

    def _replace(self, held: Row, row: Row, version: Row | None, when: str) -> None:
        self.db.execute(
            f"INSERT INTO versions (article_id, digest, first_seen, last_seen, {_VERSIONED})"  # noqa: S608 (a constant)
            f" SELECT id, digest, text_seen, last_seen, {_VERSIONED} FROM articles WHERE id = ?",
            [held["id"]],
        )
        if version:  # a text that comes back
            self.db.table("versions").delete((held["id"], row["digest"]))
        self._update(
            held,
            {**row, "text_seen": version["first_seen"] if version else when, "last_seen": when},
        )
        for table in (*rows.PARTS, "mentions"):
            self.db.table(table).delete_where("article_id = ?", [held["id"]])

    def _add_parts(self, article_id: int, article: Article, mentions: Iterable[Placed]) -> None:
        for table, parts in rows.to_parts(article).items():
            numbered = [
                {"article_id": article_id, "number": number, **part}
                for number, part in enumerate(parts)
            ]
            self.db.table(table).insert_all(numbered)
        self.db.table("mentions").insert_all(
            {"article_id": article_id, **mention} for mention in rows.mention_rows(mentions)
        )

    def _parts(self, article_id: int) -> rows.Parts:
        return {
            table: list(
                self.db.table(table).rows_where("article_id = ?", [article_id], order_by="number")
            )
            for table in rows.PARTS
        }

    def _version(self, article_id: int, digest: str) -> Row | None:
        sql = "SELECT article_id, digest, first_seen, last_seen FROM versions WHERE article_id = ? AND digest = ?"
        return next(self.db.query(sql, [article_id, digest]), None)

    def _add_version(self, held: Row, row: Row, when: str) -> None:
        kept = {name: row[name] for name in _VERSIONED.split(", ")}
        dates = {"first_seen": when, "last_seen": when}
        self.db.table("versions").insert(
            {"article_id": row["id"], "digest": row["digest"], **dates, **kept}
        )
        self._update(held, {"first_seen": min(held["first_seen"], when)})

    def _version_seen_again(self, held: Row, version: Row, when: str, capture: int | None) -> None:
        if capture is None:
            return
        newest = {"last_seen": when, "capture": capture} if when > version["last_seen"] else {}
        changes = {"first_seen": min(version["first_seen"], when), **newest}
        if changes != {"first_seen": version["first_seen"]}:
            self.db.table("versions").update((version["article_id"], version["digest"]), changes)
            self._update(held, {"first_seen": min(held["first_seen"], when)})


def _is_newer(held: Row, row: Row, version: Row | None, when: str) -> bool:
    """Whether a differing text takes the place of the record; two captures of one second are told
    apart by digest."""
    if when != held["last_seen"]:
        return bool(when > held["last_seen"])
    if row["capture"] is None:
        return version is None  # files of one second: the one that came last, once
    return bool(row["digest"] > held["digest"])


def _other_site(row: Row, held: Row) -> str:
    return (
        f"{row['url'] or row['title']}: its id {row['id']} is held by {held['url'] or held['site']} "
        "of another site; "
        f"import {row['site']} into a database of its own"
    )


def _version(row: Row) -> Version:
    first, last = (datetime.fromisoformat(row[name]) for name in ("first_seen", "last_seen"))
    return Version(row["digest"], first, last, row["title"], row["body"])

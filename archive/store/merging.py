"""Several databases into a new one: rows that only one of them has are copied in the order of their
keys, and what several say of the same thing becomes one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from archive.article import iso
from archive.store.addresses import merged_addresses
from archive.store.connection import name, named, transaction
from archive.store.results import Clock, horizon
from archive.store.rows import Row
from archive.store.states import ItemState, LeftOut, united

#: Databases that SQLite opens beside another.
MOST = 9


@dataclass(frozen=True, slots=True)
class MergeSource:
    """A database that goes into another one."""

    uri: str  #: by which SQLite opens it, to read
    #: new names of capture files of its own, whose names another database has given to other files
    renamed: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Merged:
    """What came of it."""

    articles: int = 0
    shared: int = 0  #: of them: items that several databases held
    refused: list[LeftOut] = field(default_factory=list)


def merge(db: Database, sources: Sequence[MergeSource], clock: Clock) -> Merged:
    """Fill an empty database from others, in one transaction; at most `MOST` of them."""
    with _attached(db, sources), transaction(db):
        merging = _Merging(db, sources, iso(horizon(clock)))
        merging.captures()
        merging.articles()
        merging.rest()
        return merging.done


@contextmanager
def _attached(db: Database, sources: Sequence[MergeSource]) -> Iterator[None]:
    with named(partial(name, db)):
        for number, source in enumerate(sources):
            db.execute(f"ATTACH ? AS s{number}", [source.uri])
    try:
        yield
    finally:
        if not db.conn.in_transaction:
            for number in range(len(sources)):
                db.execute(f"DETACH s{number}")


_CAPTURES = """
CREATE TEMP TABLE found AS
    SELECT c.database, c.id AS old, c.url, c.time, c.status, c.digest, coalesce(n.new, c.file) AS file, c.offset,
        c.length, c.record, c.refers, c.item, r.new AS import, c.within, c.text
    FROM ({captures}) AS c
    LEFT JOIN runs_met AS r ON r.database = c.database AND r.old = c.import
    LEFT JOIN renamed AS n ON n.database = c.database AND n.old = c.file AND c.import IS NULL;
CREATE TEMP TABLE placed AS
    SELECT *, CASE WHEN import IS NULL THEN '' ELSE record END AS named,
        min(import) OVER (
            PARTITION BY import IS NULL, CASE WHEN import IS NULL THEN '' ELSE record END, file, offset, within
        ) AS first_import
    FROM found;
CREATE TEMP TABLE numbered AS
    SELECT *, dense_rank() OVER (
        ORDER BY import IS NOT NULL, first_import, file, offset, within, named
    ) AS new FROM placed;
INSERT INTO captures
    SELECT new, min(url), min(time), min(status), max(digest), file, offset, min(length), min(record), max(refers),
        max(item), first_import, within, min(text)
    FROM numbered GROUP BY new ORDER BY new;
CREATE TEMP TABLE met (database, old, new, PRIMARY KEY (database, old)) WITHOUT ROWID;
INSERT INTO met SELECT database, old, new FROM numbered;
CREATE INDEX temp.idx_met_new ON met (new);
DROP TABLE found;
DROP TABLE placed;
DROP TABLE numbered;
"""
# A revisit waits where all wait that have it.
_WAITING = """
INSERT INTO revisits_waiting
    SELECT m.new, max(w.refers), max(w.url), max(w.time) FROM ({waiting}) AS w
    JOIN met AS m ON m.database = w.database AND m.old = w.capture
    GROUP BY m.new HAVING count(*) = (SELECT count(*) FROM met WHERE met.new = m.new)
"""
_DAMAGE = """
INSERT INTO import_damage
    SELECT r.new, d.offset, d.within, min(d.length), min(d.what) FROM ({damage}) AS d
    JOIN runs_met AS r ON r.database = d.database AND r.old = d.import GROUP BY 1, 2, 3
"""
_HOLES = """
INSERT INTO holes
    SELECT coalesce(n.new, h.file), h.offset, h.length, min(h.what), min(h.noted) FROM ({holes}) AS h
    LEFT JOIN renamed AS n ON n.database = h.database AND n.old = h.file GROUP BY 1, 2, 3
"""
_BY_FILE = " ORDER BY file, size, written, head, sites, database"
_SHARED = """
CREATE TEMP TABLE shared AS SELECT id FROM ({articles}) GROUP BY id HAVING count(*) > 1 ORDER BY id
"""
_ALONE = "t.{key} NOT IN (SELECT id FROM shared)"
_CHOSEN = """
(t.article_id NOT IN (SELECT id FROM shared) OR EXISTS (
    SELECT 1 FROM chosen WHERE chosen.id = t.article_id AND chosen.database = {source}
))
"""
# When an item was last visited by a crawl of the database that knows its address.
_VISITED = """
t.*, coalesce((
    SELECT max(c.time) FROM s{source}.captures AS c
    WHERE c.item = t.id AND c.import IS NULL AND c.status NOT IN (301, 302, 303, 307, 308)
), t.fetched, '') AS visited
"""
_SHARED_ADDRESSES = """
CREATE TEMP TABLE shared_addresses AS
    SELECT coalesce(id, url) AS key FROM ({addresses}) GROUP BY 1 HAVING count(*) > 1;
CREATE INDEX temp.idx_shared_addresses ON shared_addresses (key);
CREATE TEMP TABLE one_addresses AS SELECT * FROM addresses LIMIT 0;
"""
_KNOWN_TO_SEVERAL = "coalesce(t.id, t.url) IN (SELECT key FROM shared_addresses)"
_VISITED_LAST = (
    "SELECT * FROM ({known}) ORDER BY coalesce(id, url), visited, fetched, first_seen, source"
)
_ADDRESSES = """
INSERT OR IGNORE INTO addresses ({columns})
    SELECT {columns} FROM ({alone} UNION ALL SELECT NULL, {columns} FROM one_addresses) ORDER BY first_seen, url
"""
_MEMENTOS = """
INSERT INTO mementos
    SELECT url, item, site, timestamp, state, reason, due, attempts, fetched FROM (
        SELECT *, row_number() OVER (
            PARTITION BY url ORDER BY fetched DESC NULLS LAST, state = 'pending', attempts DESC, due, reason, state
        ) AS rank FROM ({mementos})
    ) WHERE rank = 1 ORDER BY site, timestamp, url
"""
_LISTS = """
INSERT INTO memento_lists
    SELECT query, resume, ended FROM (
        SELECT *, row_number() OVER (PARTITION BY query ORDER BY ended DESC NULLS LAST, resume DESC NULLS LAST)
            AS rank FROM ({lists})
    ) WHERE rank = 1
"""
_CAPTURE = "(SELECT new FROM met WHERE met.database = {source} AND met.old = t.capture) AS capture"
#: Tables of which an item that several databases hold has rows of its own.
_OF_STATE = ("articles", "versions", "earlier_values")


class _Merging:
    """One merge under way, in the transaction of its caller."""

    def __init__(self, db: Database, sources: Sequence[MergeSource], horizon: str) -> None:
        self._db = db
        self._horizon = horizon
        self._numbers = range(len(sources))
        self.done = Merged()
        db.execute("CREATE TEMP TABLE renamed (database, old, new, PRIMARY KEY (database, old))")
        for number, source in enumerate(sources):
            rows = [(number, old, new) for old, new in source.renamed.items()]
            db.conn.executemany("INSERT INTO renamed VALUES (?, ?, ?)", rows)

    # captures

    def captures(self) -> None:
        """The captures, in the order of their files, and where they came from."""
        self._imports()
        self._run(_CAPTURES, captures=self._all("captures"))
        self._run(_WAITING, waiting=self._all("revisits_waiting"))
        self._run(_DAMAGE, damage=self._all("import_damage"))
        self._run(_HOLES, holes=self._all("holes"))

    def _imports(self) -> None:
        """Each file once, read as far as any of the databases has read it."""
        self._db.execute(
            "CREATE TEMP TABLE runs_met (database, old, new, PRIMARY KEY (database, old))"
        )
        rows = list(self._db.query(self._all("imports") + _BY_FILE))
        met = []
        for new, (_, group) in enumerate(groupby(rows, key=_file), 1):
            held = list(group)
            chosen = max(held, key=lambda row: (row["done"], row["read"], row["new"], row["path"]))
            met += [(row["database"], row["id"], new) for row in held]
            values = {name: value for name, value in chosen.items() if name != "database"}
            self._insert("imports", [{**values, "id": new}])
        self._db.conn.executemany("INSERT INTO runs_met VALUES (?, ?, ?)", met)

    # articles

    def articles(self) -> None:
        """The articles with all that belongs to them, in order of id."""
        self._run(_SHARED, articles=self._all("articles", "id"))
        self._db.execute("CREATE TEMP TABLE chosen (id INTEGER PRIMARY KEY, database INTEGER)")
        for table in _OF_STATE:
            self._run("CREATE TEMP TABLE one_{table} AS SELECT * FROM {table} LIMIT 0", table=table)
        for (item,) in self._db.execute("SELECT id FROM shared ORDER BY id").fetchall():
            self._unite(item)
        for table in _OF_STATE:
            self._copy_state(table)
        for table in self._parts():
            columns = ", ".join(self._columns(table))
            self._copy(table, self._all(table, columns, _CHOSEN))
        self.done.articles = self._count("articles")
        self.done.shared = self._count("shared")

    def _parts(self) -> list[str]:
        """The tables of what belongs to a record."""
        return [
            table.name
            for table in self._db.tables
            if "article_id" in table.columns_dict and table.name not in _OF_STATE
        ]

    def _unite(self, item: int) -> None:
        """An item that several databases hold."""
        states = [state for number in self._numbers for state in self._state(number, item)]
        numbers = {row["capture"] for state in states for row in (state.row, *state.versions)}
        one, refused = united(states, self._horizon, self._payloads(numbers))
        self.done.refused += refused
        self._db.execute("INSERT INTO chosen VALUES (?, ?)", [item, one.source])
        self._insert("one_articles", [one.row])
        self._insert("one_versions", one.versions)
        self._insert("one_earlier_values", one.earlier)

    def _state(self, number: int, item: int) -> Iterator[ItemState]:
        """What one of the databases holds of an item."""
        for row in self._of_item(number, "articles", "id", item):
            versions = self._of_item(number, "versions", "article_id", item)
            earlier = self._of_item(number, "earlier_values", "article_id", item)
            yield ItemState(number, row, versions, earlier)

    def _of_item(self, number: int, table: str, key: str, item: int) -> list[Row]:
        sql = f"SELECT * FROM s{number}.{table} WHERE {key} = ?"  # noqa: S608 (constants)
        found = list(self._db.query(sql, [item]))
        for row in found:
            if row.get("capture") is not None:
                sql = "SELECT new FROM met WHERE database = ? AND old = ?"
                new = self._db.execute(sql, [number, row["capture"]]).fetchone()
                row["capture"] = new and new[0]
        return found

    def _payloads(self, captures: set[int | None]) -> dict[int, str]:
        """The digests of the payloads of captures that have one."""
        sql = "SELECT id, digest FROM captures WHERE digest NOT NULL AND id IN (SELECT value FROM json_each(?))"
        return dict(self._db.execute(sql, [json.dumps(list(captures))]).fetchall())

    def _copy_state(self, table: str) -> None:
        """The rows that only one of the databases has, and those that were made of several."""
        columns = self._columns(table)
        given = [_CAPTURE if name == '"capture"' else f"t.{name}" for name in columns]
        key = "id" if table == "articles" else "article_id"
        alone = self._all(table, ", ".join(given), _ALONE.replace("{key}", key))
        made = f"SELECT NULL AS database, {', '.join(columns)} FROM one_{table}"  # noqa: S608
        self._copy(table, f"{alone} UNION ALL {made}")

    # what the crawl knows

    def rest(self) -> None:
        """The frontier, the runs, and what the Wayback Machine lists."""
        self._addresses()
        runs = [name for name in self._columns("runs") if name != '"id"']
        self._run(
            "INSERT INTO runs ({columns}) SELECT DISTINCT {columns} FROM ({runs})"
            " ORDER BY started, spider, site, ended",
            columns=", ".join(runs),
            runs=self._all("runs", ", ".join(runs)),
        )
        self._run(_MEMENTOS, mementos=self._all("mementos"))
        self._run(_LISTS, lists=self._all("memento_lists"))

    def _addresses(self) -> None:
        self._run(_SHARED_ADDRESSES, addresses=self._all("addresses", "id, url"))
        known = _VISITED_LAST.format(known=self._all("addresses", _VISITED, _KNOWN_TO_SEVERAL))
        for row in merged_addresses(self._db.query(known)):
            self._insert("one_addresses", [row])
        columns = ", ".join(self._columns("addresses"))
        alone = self._all("addresses", columns, f"NOT {_KNOWN_TO_SEVERAL}")
        self._run(_ADDRESSES, columns=columns, alone=alone)

    # questions

    def _all(self, table: str, columns: str = "t.*", condition: str = "true") -> str:
        """A question for the rows of a table in all databases, with the number of each as
        `database`; columns and condition can name it as {source}."""
        question = f"SELECT {{source}} AS database, {columns} FROM s{{source}}.{table} AS t WHERE {condition}"  # noqa: S608
        return " UNION ALL ".join(question.replace("{source}", str(n)) for n in self._numbers)

    def _run(self, statements: str, **parts: str) -> None:
        for statement in statements.split(";\n"):
            if statement.strip():
                self._db.execute(statement.format(**parts))

    def _insert(self, table: str, rows: Sequence[Row]) -> None:
        """Rows into a table; one whose key is there is left out."""
        if not rows:
            return
        columns = ", ".join(f'"{name}"' for name in rows[0])
        values = ", ".join(f":{name}" for name in rows[0])
        sql = f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({values})"  # noqa: S608 (constants)
        self._db.conn.executemany(sql, rows)

    def _copy(self, table: str, rows: str) -> None:
        """Copy rows into a table, in the order of its keys."""
        keys = ", ".join(f'"{key}"' for key in self._db.table(table).pks)
        self._run(
            "INSERT INTO {table} ({columns}) SELECT {columns} FROM ({rows}) ORDER BY {keys}",
            table=table,
            columns=", ".join(self._columns(table)),
            rows=rows,
            keys=keys,
        )

    def _columns(self, table: str) -> list[str]:
        return [f'"{column.name}"' for column in self._db.table(table).columns]

    def _count(self, table: str) -> int:
        return int(self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def _file(row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in ("file", "size", "written", "head", "sites"))

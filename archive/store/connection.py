"""Opening a database, transactions, and errors that name the file and the next step."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from archive import migrations
from archive.store.results import Refused, StoreError

# The start of SQLite's name of an error, and what to do about it.
_NEXT_STEPS = {
    "SQLITE_NOTADB": "not an SQLite database; name another file",
    "SQLITE_BUSY": "locked by another process; run this again when that has ended",
    "SQLITE_LOCKED": "locked by another process; run this again when that has ended",
    "SQLITE_READONLY": "cannot be written; check the permissions of the file and of its folder",
    "SQLITE_PERM": "cannot be written; check the permissions of the file and of its folder",
    "SQLITE_CANTOPEN": "cannot be opened; check that it is a file and that its folder can be read and written",
    "SQLITE_FULL": "the disk is full; make room and run this again",
    "SQLITE_IOERR": "the disk does not read or write ({error}); check it and run this again",
    "SQLITE_CORRUPT": "damaged ({error}); take a sound copy, or import into a new database",
}
#: Of a new database: an article takes some 3 KB, and what is left of a page behind it is lost.
_PAGE_BYTES = 1 << 14
#: KiB of pages that a connection keeps in memory; SQLite's own 2,000 are few for a large database.
_CACHE_KIB = 32000
_AGAIN_S = 0.02  # between two tries
_OF_THE_RECORD = ("SQLITE_CONSTRAINT", "SQLITE_TOOBIG", "SQLITE_MISMATCH")


@contextmanager
def named(database: str | Callable[[], str]) -> Iterator[None]:
    """Turns what SQLite reports inside the block into a `StoreError` about the database of this
    name, which may be a function that gives it."""
    try:
        yield
    except sqlite3.Error as error:
        code: str | None = getattr(error, "sqlite_errorname", None)
        if code is None:  # wrong use of the module, no fault of the database
            raise
        if callable(database):
            database = database()
        if code.startswith(_OF_THE_RECORD):
            raise Refused(f"{database}: the record does not fit: {error}") from error
        step = next(
            (step for start, step in _NEXT_STEPS.items() if code.startswith(start)), "{error}"
        )
        raise StoreError(f"{database}: {step.format(error=error)}") from error


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Writes all of the block or nothing of it. A nested one that fails is undone alone; one that
    succeeds is kept with the outer one."""
    with named(partial(name, db)):
        if db.conn.in_transaction:
            with db.atomic():
                yield
            return
        # IMMEDIATE: a writer that begins as a reader cannot wait for its turn, it fails at once.
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


def connect(path: Path, *, busy_s: float) -> Database:
    """A connection for writing, to a database that is made where there is none and brought up to
    the present schema."""
    check_place(path)
    with named(str(path)), _closed_on_error(_open(path, "rwc", busy_s)) as db:
        _refuse_newer(db, path)
        db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")  # counts where there is no page yet
        _enable_wal(db, busy_s)
        upgrade(db)
        return tuned(db)


def _enable_wal(db: Database, busy_s: float) -> None:
    """Switch to a WAL; SQLite itself waits for no other connection that does so at this moment."""
    end = time.monotonic() + busy_s
    while True:
        try:
            db.enable_wal()
            return
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() >= end:
                raise
        time.sleep(_AGAIN_S)


def connect_to_read(path: Path, *, busy_s: float) -> Database:
    """A connection to a database that exists already, also on a read-only disk."""
    check_place(path)
    if not path.exists():
        raise StoreError(f"{path}: no such database; make it with 'arsip import PATH --db {path}'")
    with named(str(path)), _closed_on_error(_open_to_read(path, busy_s)) as db:
        _refuse_newer(db, path)
        if not migrations.migration.applied(db):
            raise StoreError(
                f"{path}: holds no archive; make one with 'arsip import PATH --db FILE'"
            )
        upgrade(db)
        return tuned(db)


def connect_untouched(path: Path, work: Path, *, busy_s: float) -> tuple[Database, str]:
    """A connection to a database that stays as it is, to the byte, and the URI by which it is
    opened. One of an older schema is copied to the file `work`, and the copy is brought up to
    date."""
    check_place(path)
    if not path.exists():
        raise StoreError(f"{path}: no such database; check its name")
    with named(str(path)):
        db, uri = _open_untouched(path, busy_s)
        with _closed_on_error(db):
            _refuse_newer(db, path)
            if not migrations.migration.applied(db):
                raise StoreError(f"{path}: holds no archive; name a database of arsip")
            if not migrations.migration.pending(db):
                return tuned(db), uri
            copy = _open(work, "rwc", busy_s)
            with _closed_on_error(copy):
                db.conn.backup(copy.conn)
                upgrade(copy)
        db.close()
        return tuned(copy), _uri(work, "ro")


def _open_untouched(path: Path, busy_s: float) -> tuple[Database, str]:
    try:
        return _open(path, "ro", busy_s), _uri(path, "ro")
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
            raise
        wal = path.with_name(path.name + "-wal")
        if wal.exists() and wal.stat().st_size:
            raise StoreError(
                f"{path}: what stands in {wal.name} cannot be read where nothing can be written; "
                "copy both files to a folder that can be written, and name that copy"
            ) from error
        return _open(path, "ro&immutable=1", busy_s), _uri(path, "ro&immutable=1")


def in_memory() -> Database:
    """An empty database that vanishes when it is closed."""
    db = Database(memory=True)
    upgrade(db)
    return tuned(db)


def check_place(path: Path) -> None:
    """Refuse a path where no database can be, before anything is written beside it."""
    if path.is_dir():
        raise StoreError(f"{path}: is a folder; name a file, such as {path / 'arsip.db'}")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}; make it, or name another file")


def close(db: Database) -> None:
    """Closes a database; the last connection leaves it as one file without a WAL, which other
    programs can open also where nothing can be written beside it."""
    with suppress(sqlite3.Error):  # others use it, or it cannot be written: it stays as it is
        db.conn.execute("PRAGMA busy_timeout = 0")
        db.conn.execute("PRAGMA journal_mode = DELETE")
    db.close()


def upgrade(db: Database) -> None:
    """Applies the migrations that are pending; foreign keys must still be off, as a table may have
    to be made anew."""
    if migrations.migration.pending(db):
        with transaction(db):
            migrations.migration.apply(db)


def tuned(db: Database) -> Database:
    """The same connection with foreign keys enforced, synced at checkpoints (enough for a whole
    WAL), and with the function `tanggal`."""
    db.register_function(_tanggal, name="tanggal", deterministic=True)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    return db


def _tanggal(text: str, published: str) -> str | None:
    from archive import temporal  # loaded by the first call: it takes longer than most queries

    return temporal.tanggal(text, published)


def _open(path: Path, mode: str, busy_s: float) -> Database:
    connection = sqlite3.connect(_uri(path, mode), uri=True, timeout=busy_s)
    with _closed_on_error(Database(connection)) as db:
        # SQLite looks into a file when it is first read
        db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return db


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


def _open_to_read(path: Path, busy_s: float) -> Database:
    try:
        return _open(path, "rw", busy_s)
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
            raise
        # the files of the WAL cannot be made beside it
        return _open(path, "ro&immutable=1", busy_s)


@contextmanager
def _closed_on_error(db: Database) -> Iterator[Database]:
    try:
        yield db
    except BaseException:
        db.close()
        raise


def _refuse_newer(db: Database, path: Path) -> None:
    if newer := migrations.unknown(db):
        raise StoreError(
            f"{path}: made by a newer arsip (it has {', '.join(newer)}); upgrade arsip to use it"
        )


def name(db: Database) -> str:
    """The path of a database, as short as possible from here; `:memory:` where it has no file."""
    # as bytes: a name need not be UTF-8
    sql = "SELECT CAST(file AS BLOB) FROM pragma_database_list WHERE name = 'main'"
    path = os.fsdecode(db.conn.execute(sql).fetchone()[0] or b"")
    if not path:
        return ":memory:"
    if Path(path).is_relative_to(Path.cwd()):
        return str(Path(path).relative_to(Path.cwd()))
    return path

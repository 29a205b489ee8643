"""The catalog's file: opening, migrating, one thread that writes, a connection per reader."""

from __future__ import annotations

import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from tagger.catalog.lock import InstanceLock, unwritable
from tagger.catalog.schema import APPLICATION_ID, latest, migrations
from tagger.errors import CatalogError, UnwritableCatalogError, display_path
from tagger.paths import Home
from tagger.wording import say

T = TypeVar("T")

_BUSY_SECONDS = 10.0


class Catalog:
    """An open catalog.

    `write` runs a function on the one writing thread, inside one transaction, and waits for it;
    what it did is on disk when it returns (WAL with `synchronous=FULL`). `reader` gives the
    calling thread its own read-only connection.
    """

    def __init__(self, path: Path, lock: InstanceLock | None, *, immutable: bool = False) -> None:
        """Use `open_catalog`; this only starts the writing thread over a migrated file."""
        self.path = path
        self._immutable = immutable
        self._lock = lock
        self._local = threading.local()
        self._readers: list[sqlite3.Connection] = []
        self._readers_guard = threading.Lock()
        self._queue: queue.SimpleQueue[Callable[[Database], None] | None] = queue.SimpleQueue()
        self._writer: threading.Thread | None = None
        self._writing: Database | None = None
        if lock is not None:
            self._writer = threading.Thread(target=self._write_loop, name="catalog writer")
            self._writer.start()

    @property
    def writable(self) -> bool:
        """Whether anything can be kept; else it is only there to be looked at."""
        return self._writer is not None

    def reader(self) -> Database:
        """This thread's read-only connection, opened on first use."""
        db: Database | None = getattr(self._local, "db", None)
        if db is None:
            connection = connect(self.path, read_only=True, immutable=self._immutable)
            with self._readers_guard:
                self._readers.append(connection)
            db = Database(connection)
            self._local.db = db
        return db

    def write(self, work: Callable[[Database], T]) -> T:
        """Run `work` in a transaction on the writing thread and return its result.

        What `work` itself hands to `write` becomes part of its transaction: all of it is stored,
        or nothing.

        Raises what `work` raises (then nothing of it is stored), and `CatalogError` when the
        disk is full, the file is locked by another program or the catalog was opened to read.
        """
        if self._writer is None:
            raise UnwritableCatalogError(
                say(
                    "The library in {folder} was opened only to be looked at, so nothing in it "
                    "can be changed now.",
                    folder=display_path(self.path.parent),
                ),
                self.path,
            )
        if threading.current_thread() is self._writer:
            assert self._writing is not None
            return work(self._writing)
        outcome: Future[T] = Future()

        def task(db: Database) -> None:
            try:
                with db.atomic():
                    result = work(db)
            except sqlite3.OperationalError as error:
                outcome.set_exception(_explain(error, self.path))
            except BaseException as error:
                outcome.set_exception(error)
            else:
                outcome.set_result(result)

        self._queue.put(task)
        return outcome.result()

    def close(self) -> None:
        """Finish what is queued, then close every connection and give the lock back."""
        if self._writer is not None:
            self._queue.put(None)
            self._writer.join()
            self._writer = None
        with self._readers_guard:
            for connection in self._readers:
                connection.close()
            self._readers.clear()
        self._local = threading.local()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _write_loop(self) -> None:
        connection = connect(self.path)
        db = self._writing = Database(connection)
        try:
            while (task := self._queue.get()) is not None:
                task(db)
        finally:
            connection.close()


def open_catalog(home: Home, *, read_only: bool = False) -> Catalog:
    """Open the catalog of this home; create or migrate it first when it is opened for writing.

    Raises `CatalogError`: another Tagger holds it, it is no catalog, it comes from a newer
    version, its folder cannot be written, the disk is full.
    """
    path = home.catalog
    if read_only:
        if not path.exists():
            raise CatalogError(
                say(
                    "There is no catalog yet in {folder}. Scan some music first.",
                    folder=display_path(home.data),
                ),
                path,
            )
        try:
            version, immutable = _look(path)
        except sqlite3.Error as error:
            raise _explain(error, path) from error
        if version == latest():
            return Catalog(path, None, immutable=immutable)
    try:
        home.ensure()
    except OSError as error:
        raise unwritable(home.data, error) from error
    lock = InstanceLock(home.lock)
    try:
        _migrate(path, home.backups)
    except sqlite3.Error as error:
        lock.release()
        raise _explain(error, path) from error
    except BaseException:
        lock.release()
        raise
    return Catalog(path, lock)


def _look(path: Path) -> tuple[int, bool]:
    """The schema number of a catalog, and whether it can be read as `immutable` only.

    SQLite cannot read a WAL database in a folder where it may not make its index of the log
    (https://www.sqlite.org/wal.html, "Read-Only Databases"). Nobody else can change it there.
    """
    for immutable in (False, True):
        connection = connect(path, read_only=True, immutable=immutable)
        try:
            return _check_version(connection, path), immutable
        except sqlite3.OperationalError as error:
            if immutable or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN:
                raise
        finally:
            connection.close()
    raise AssertionError("the second try returns or raises")


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> sqlite3.Connection:
    """A connection set up the way every connection to the catalog is."""
    if read_only:
        uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
        connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False)
    else:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _check_version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema number of a file; 0 for one that is new. Raises `CatalogError` when not ours."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and tables:
        raise CatalogError(
            say(
                "{path} is a database of another program, not a Tagger catalog. It was left "
                "as it is. Move it away, or choose another folder with --home.",
                path=display_path(path),
            ),
            path,
        )
    if version > latest():
        raise CatalogError(
            say(
                "The catalog {path} was made by a newer Tagger (schema {version}; this one "
                "knows {latest}). It was left as it is. Install the newer Tagger again, or "
                "put back a copy from the “backups” folder beside it.",
                path=display_path(path),
                version=version,
                latest=latest(),
            ),
            path,
        )
    return version


def _migrate(path: Path, backups: Path) -> None:
    connection = connect(path)
    try:
        version = _check_version(connection, path)
        if version == latest():
            return
        if version:
            _back_up(connection, backups / f"catalog-schema{version}-{int(time.time())}.db")
        db = Database(connection)
        db.enable_wal()
        # A kill between the migration and the version leaves the names of what was applied, and
        # the next start takes it from there.
        migrations.apply(db)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {latest()}")
        connection.commit()
    finally:
        connection.close()


def _back_up(source: sqlite3.Connection, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = sqlite3.connect(target)
    try:
        source.backup(copy)
    finally:
        copy.close()


def _explain(error: sqlite3.Error, path: Path) -> CatalogError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    where = display_path(path)
    sentences = {
        sqlite3.SQLITE_NOTADB: say(
            "{path} is not a Tagger catalog (it is no SQLite database). It was left as it "
            "is. Move it away, or choose another folder with --home.",
            path=where,
        ),
        sqlite3.SQLITE_CORRUPT: say(
            "The catalog {path} is damaged. Put back a copy from the “backups” folder "
            "beside it, or move it away to start anew.",
            path=where,
        ),
        sqlite3.SQLITE_FULL: say(
            "The disk is full: the catalog {path} could not be written. Free some space and "
            "try again.",
            path=where,
        ),
        sqlite3.SQLITE_BUSY: say(
            "Another program holds the catalog {path}. Close it and try again.", path=where
        ),
        sqlite3.SQLITE_READONLY: say(
            "The catalog {path} cannot be written: check the permissions of its folder.",
            path=where,
        ),
        sqlite3.SQLITE_CANTOPEN: say(
            "The catalog {path} cannot be opened: check its folder and permissions.", path=where
        ),
        sqlite3.SQLITE_IOERR: say(
            "The disk reported an error while using the catalog {path}.", path=where
        ),
    }
    default = say("The catalog {path} could not be used: {error}.", path=where, error=error)
    return CatalogError(sentences.get(primary, default) if primary is not None else default, path)


def encode_path(path: Path | str) -> bytes:
    return os.fsencode(path)


def decode_path(raw: bytes) -> Path:
    return Path(os.fsdecode(raw))


def under(root: Path) -> tuple[bytes, bytes]:
    """The half-open range of encoded paths below a folder, for an indexed BLOB comparison."""
    prefix = os.fsencode(root).rstrip(os.fsencode(os.sep)) + os.fsencode(os.sep)
    return prefix, prefix[:-1] + bytes([prefix[-1] + 1])

"""The catalog's file: opening, migrating, one thread that writes, a connection per reader."""

from __future__ import annotations

import logging
import os
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from tagger.catalog import schema
from tagger.catalog.lock import InstanceLock, unwritable
from tagger.catalog.trouble import explain
from tagger.catalog.upgrade import check_version, upgrade
from tagger.errors import CatalogError, UnwritableCatalogError, display_path
from tagger.paths import Home
from tagger.wording import say

T = TypeVar("T")

_log = logging.getLogger(__name__)
_BUSY_SECONDS = 10.0
_NO_INDEX = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
"""What SQLite says where it may not make its index of the log: the one or the other, by system."""


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
                outcome.set_exception(explain(error, self.path))
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
        self._close_readers()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _close_readers(self) -> None:
        with self._readers_guard:
            for connection in self._readers:
                connection.close()
            self._readers.clear()
        self._local = threading.local()

    def _write_loop(self) -> None:
        connection = connect(self.path)
        db = self._writing = Database(connection)
        try:
            while (task := self._queue.get()) is not None:
                task(db)
        finally:
            # Only one that may write can take the log into the file, and only as the last one:
            # then the catalog is one file, to be copied and put back as such.
            self._close_readers()
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
            raise explain(error, path) from error
        if version == schema.latest():
            return Catalog(path, None, immutable=immutable)
    else:
        _refuse_newer(path)
    try:
        home.ensure()
        lock = InstanceLock(home.lock)
    except OSError as error:
        raise _cannot_keep(path, unwritable(home.data, error)) from error
    except UnwritableCatalogError as error:
        raise _cannot_keep(path, error) from error
    try:
        with closing(connect(path)) as connection:
            upgrade(connection, path, home.backups)
    except sqlite3.Error as error:
        lock.release()
        raise explain(error, path) from error
    except BaseException:
        lock.release()
        raise
    return Catalog(path, lock)


def schema_of(path: Path) -> int:
    """The schema number of a catalog. Nothing is changed. Raises `CatalogError`."""
    try:
        return _look(path)[0]
    except sqlite3.Error as error:
        raise explain(error, path) from error


def _refuse_newer(path: Path) -> None:
    """Raise `CatalogError` where a newer Tagger made it, before anything of it is touched.

    A connection that may write would take the log (WAL) into the file when it is closed.
    """
    if not os.path.exists(path):
        return
    log = f"{path}-wal"
    # Without a log an immutable reader sees all, and makes no files beside it.
    immutable = not os.path.exists(log) or os.path.getsize(log) == 0
    try:
        with closing(connect(path, read_only=True, immutable=immutable)) as connection:
            check_version(connection, path)
    except sqlite3.Error as error:
        # Whatever it is, opening it to write says so, and under the lock.
        _log.debug("the catalog could not be looked at: %s", error)


def _cannot_keep(path: Path, error: UnwritableCatalogError) -> UnwritableCatalogError:
    """What to tell where the folder cannot be written, also of a catalog that has to be upgraded.

    That of an earlier Tagger cannot even be looked at there.
    """
    try:
        version = _look(path)[0] if os.path.exists(path) else schema.latest()
    except (sqlite3.Error, CatalogError):
        return error
    if version == schema.latest():
        return error
    return UnwritableCatalogError(
        say(
            "The library is of an earlier Tagger and has to be brought up to this one before it "
            "can be shown. {reason} Nothing in it was changed.",
            reason=error.message,
        ),
        error.path,
    )


def _look(path: Path) -> tuple[int, bool]:
    """The schema number of a catalog, and whether it can be read as `immutable` only.

    SQLite cannot read a WAL database in a folder where it may not make its index of the log
    (https://www.sqlite.org/wal.html, "Read-Only Databases"). Nobody else can change it there.
    """
    for immutable in (False, True):
        try:
            with closing(connect(path, read_only=True, immutable=immutable)) as connection:
                return check_version(connection, path), immutable
        except sqlite3.OperationalError as error:
            if immutable or error.sqlite_errorcode & 0xFF not in _NO_INDEX:
                raise
    raise AssertionError("the second try returns or raises")


def connect(path: Path, *, read_only: bool = False, immutable: bool = False) -> sqlite3.Connection:
    """A connection set up the way every connection to the catalog is."""
    if read_only:
        uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"
        connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, check_same_thread=False)
    else:
        connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, check_same_thread=False)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def encode_path(path: Path | str) -> bytes:
    return os.fsencode(path)


def decode_path(raw: bytes) -> Path:
    return Path(os.fsdecode(raw))


def under(root: Path) -> tuple[bytes, bytes]:
    """The half-open range of encoded paths below a folder, for an indexed BLOB comparison."""
    prefix = os.fsencode(root).rstrip(os.fsencode(os.sep)) + os.fsencode(os.sep)
    return prefix, prefix[:-1] + bytes([prefix[-1] + 1])

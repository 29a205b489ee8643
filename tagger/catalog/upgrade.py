"""A catalog of an earlier schema is brought up to this one, with a copy kept; a newer is refused.

Every copy from before an upgrade stays until the person deletes it: it is the way back to the
earlier Tagger.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from tagger import __version__
from tagger.catalog import schema
from tagger.catalog.trouble import explain
from tagger.errors import CatalogError, display_path, explain_os_error
from tagger.wording import say

_NAME = re.compile(r"catalog-schema(\d+)-(\d+)(?:-\d+)?\.db")
_UNFINISHED = "unfinished-copy.part"


@dataclass(frozen=True)
class Backup:
    """A copy of a catalog as it was before an upgrade."""

    path: Path
    schema: int
    made_at: int
    """Seconds since 1970."""


def list_backups(folder: Path) -> list[Backup]:
    """The copies that upgrades left, the newest first."""
    if not folder.is_dir():
        return []
    found = [(path, _NAME.fullmatch(path.name)) for path in folder.iterdir()]
    backups = [Backup(path, int(name[1]), int(name[2])) for path, name in found if name]
    return sorted(backups, key=lambda each: (each.made_at, each.path.name), reverse=True)


def check_version(connection: sqlite3.Connection, path: Path) -> int:
    """The schema number of a file; 0 for one that is new. Raises `CatalogError` when not ours."""
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != schema.APPLICATION_ID and tables:
        raise CatalogError(
            say(
                "{path} is a database of another program, not a Tagger catalog. It was left "
                "as it is. Move it away, or choose another folder with --home.",
                path=display_path(path),
            ),
            path,
        )
    if version > schema.latest():
        raise CatalogError(_newer(connection, path, version), path)
    return version


def upgrade(connection: sqlite3.Connection, path: Path, backups: Path) -> None:
    """Bring a catalog to the latest schema; the caller holds its lock.

    A copy is kept first. All steps and the new number are one transaction, so that a kill or a
    full disk leaves the earlier schema whole. Raises `CatalogError`.
    """
    version = check_version(connection, path)
    if version == schema.latest():
        return
    if not version:
        _migrate(connection)
        return
    try:
        backup = _back_up(connection, backups, version)
        try:
            _migrate(connection)
        except BaseException:
            # The catalog itself is as the copy; many vain starts must not fill the disk.
            backup.unlink()
            raise
    except (sqlite3.Error, OSError) as error:
        raise CatalogError(
            say(
                "The library in {folder} is of an earlier Tagger and could not be brought up to "
                "this one. {reason} Nothing in it was changed; the earlier Tagger can still "
                "open it.",
                folder=display_path(path.parent),
                reason=_reason(error, path, backups),
            ),
            path,
        ) from error


def _reason(error: sqlite3.Error | OSError, path: Path, backups: Path) -> str:
    if isinstance(error, sqlite3.Error):
        return explain(error, path).message
    folder = display_path(backups)
    return explain_os_error(error, say("Could not write into the folder {folder}", folder=folder))


def _migrate(connection: sqlite3.Connection) -> None:
    db = Database(connection)
    db.enable_wal()
    with db.atomic():
        schema.migrations.apply(db)
        db.execute(
            "INSERT OR REPLACE INTO upgrades (schema, tagger, upgraded_at) VALUES (?, ?, ?)",
            [schema.latest(), __version__, time.time()],
        )
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {schema.latest()}")


def _back_up(source: sqlite3.Connection, folder: Path, version: int) -> Path:
    """Keep a copy, which has its name only once it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / _UNFINISHED
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        target = _free_name(folder, f"catalog-schema{version}-{int(time.time())}")
        part.rename(target)
        _sync(folder)
        return target
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _sync(folder: Path) -> None:
    """Have the copy's name on disk before the catalog changes, should the power fail."""
    if os.name == "nt":  # which has no such call, and journals its folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _free_name(folder: Path, stem: str) -> Path:
    """A copy never takes the place of another one."""
    target, number = folder / f"{stem}.db", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}.db"
    return target


def _newer(connection: sqlite3.Connection, path: Path, version: int) -> str:
    """What to do with a catalog that a newer Tagger made."""
    sentences = [
        say(
            "The catalog {path} was made by a newer Tagger: it has schema {version}, and this "
            "one, {own}, knows {latest}. It was left as it is.",
            path=display_path(path),
            version=version,
            own=__version__,
            latest=schema.latest(),
        )
    ]
    needed = _upgraded_by(connection)
    if needed is None or needed == __version__:
        sentences.append(say("Install the newer Tagger again."))
    else:
        sentences.append(say("Install Tagger {needed} or a newer one again.", needed=needed))
    usable = [each for each in list_backups(path.parent / "backups") if 0 < each.schema < version]
    usable = [each for each in usable if each.schema <= schema.latest()]
    if usable:
        sentences.append(
            say(
                "Or go back to how the library was before, without what was decided and written "
                "since then: move catalog.db away (and catalog.db-wal, if it is there), and put "
                "a copy of {backup} in its place.",
                backup=display_path(usable[0].path),
            )
        )
    else:
        sentences.append(say("There is no copy from before that was made for this Tagger."))
    return " ".join(sentences)


def _upgraded_by(connection: sqlite3.Connection) -> str | None:
    """The version of the Tagger that made the catalog's schema."""
    try:
        row = connection.execute(
            "SELECT tagger FROM upgrades ORDER BY schema DESC LIMIT 1"
        ).fetchone()
    except sqlite3.DatabaseError:  # whatever a newer one made of that table
        return None
    return str(row[0]) if row else None

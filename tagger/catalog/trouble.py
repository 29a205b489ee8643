"""What SQLite says of a catalog, told to a person."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path

from tagger.errors import CatalogError, display_path
from tagger.wording import say

_INDEX_BYTES = 65_536


def explain(error: sqlite3.Error, path: Path) -> CatalogError:
    """The sentence for what SQLite says of a catalog."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary == sqlite3.SQLITE_IOERR and _is_full(path):
        primary = sqlite3.SQLITE_FULL
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


def _is_full(path: Path) -> bool:
    """Whether there is no room for SQLite's index of its log, which it reports as a mere error."""
    with suppress(OSError):  # then there is more wrong than that
        return shutil.disk_usage(path.parent).free < _INDEX_BYTES
    return False

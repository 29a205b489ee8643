"""Catalogs hold absolute paths: here they are moved from one folder to another."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

MADE_UP = Path("/a made-up folder")
"""Where the stored catalogs say that their music is."""


def move_to(connection: sqlite3.Connection, old: Path, new: Path) -> None:
    """Have every path of a catalog below one folder lie below another one."""
    before, after = os.fsencode(old), os.fsencode(new)
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (table,) in tables:
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if kind == "BLOB":
                connection.execute(
                    f"UPDATE {table} SET {column} = CAST(? || substr({column}, ?) AS BLOB) "
                    f"WHERE substr({column}, 1, ?) = ?",
                    [after, len(before) + 1, len(before), before],
                )
            elif kind == "TEXT":  # JSON may hold some too
                connection.execute(
                    f"UPDATE {table} SET {column} = replace({column}, ?, ?) "
                    f"WHERE instr({column}, ?)",
                    [str(old), str(new), str(old)],
                )


def move_text(content: bytes, old: Path, new: Path) -> bytes:
    """The same for a file of settings."""
    return content.replace(os.fsencode(old), os.fsencode(new))

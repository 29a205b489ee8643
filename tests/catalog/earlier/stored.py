"""The stored homes of earlier Taggers, put into a folder as if they had always been there."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tagger.paths import Home, find_home
from tests.catalog.earlier.moving import MADE_UP, move_text, move_to

HERE = Path(__file__).resolve().parent
NUMBERS = sorted(int(path.stem.removeprefix("schema")) for path in HERE.glob("schema*.zip"))

Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Earlier:
    """A home that a Tagger of this schema left, and its music."""

    schema: int
    home: Home
    music: Path


def unpack(schema: int, home: Path, folder: Path) -> Earlier:
    """Put a stored home there, its music into this folder, and tell it so."""
    with zipfile.ZipFile(HERE / f"schema{schema:02}.zip") as archive:
        for name in archive.namelist():
            top, _, rest = name.partition("/")
            target = (home if top == "home" else folder / top) / rest
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(name))
    for name in ("settings.json", "window.ini"):
        if (home / name).exists():
            moved = move_text((home / name).read_bytes(), MADE_UP, folder)
            (home / name).write_bytes(moved)
    with closing(sqlite3.connect(home / "catalog.db")) as connection:
        with connection:
            move_to(connection, MADE_UP, folder)
        stamps = connection.execute("SELECT path, mtime_ns FROM tracks").fetchall()
    for path, mtime_ns in stamps:
        # Before schema 3 too: the number there is the file's own.
        if os.path.exists(path):
            os.utime(path, ns=(mtime_ns, mtime_ns))
    return Earlier(schema, find_home(home), folder / "music")


def content(catalog: Path) -> dict[str, Rows]:
    """Every row of every table. Nothing is changed, nor is any file made beside it."""
    with closing(sqlite3.connect(f"{catalog.as_uri()}?immutable=1", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        names = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        ).fetchall()
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]
            for (name,) in names
        }


def pragma(catalog: Path, name: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{catalog.as_uri()}?immutable=1", uri=True)) as connection:
        return connection.execute(f"PRAGMA {name}").fetchall()


def dump(catalog: Path) -> list[str]:
    """A catalog as SQL, with the numbers of its header."""
    with closing(sqlite3.connect(f"{catalog.as_uri()}?immutable=1", uri=True)) as connection:
        numbers = [
            f"{name}={connection.execute(f'PRAGMA {name}').fetchone()[0]}"
            for name in ("user_version", "application_id")
        ]
        return [*numbers, *connection.iterdump()]

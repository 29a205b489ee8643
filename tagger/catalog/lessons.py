"""What personal models were taught: each lesson with its examples.

A model's file says what was learned, and travels; which tracks it was learned from is nobody else's
business and stands here alone. With it an example can be forgotten again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from tagger.catalog.database import Catalog, decode_path, encode_path


@dataclass(frozen=True)
class TaughtExample:
    """One piece of music that a lesson was made of."""

    identity: bytes
    genres: tuple[str, ...]
    """None where the person took it out: it is not to come back with its folder."""
    source: str
    path: Path
    title: str
    artist: str
    album: str
    folder: str
    """That groups it with others; empty where the folder names the genre."""


@dataclass(frozen=True)
class Lesson:
    """One training. `id` is in the provenance of the model that came of it."""

    id: str
    taught_at: float
    """Seconds since the epoch."""
    network: str
    """Under which the embeddings are stored that it was learned from."""
    wanted: str
    """Where the examples came from, as JSON."""


class Lessons:
    """The lessons of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def store(self, lesson: Lesson, examples: Iterable[TaughtExample]) -> None:
        """Keep a lesson, all of it or nothing."""
        rows = [
            (
                lesson.id,
                each.identity,
                json.dumps(list(each.genres)),
                each.source,
                encode_path(each.path),
                _text(each.title),
                _text(each.artist),
                _text(each.album),
                encode_path(each.folder),
            )
            for each in examples
        ]

        def work(db: Database) -> None:
            db.execute(
                "INSERT INTO lessons (id, taught_at, network, wanted) VALUES (?, ?, ?, ?)",
                [lesson.id, lesson.taught_at, lesson.network, lesson.wanted],
            )
            db.conn.executemany("INSERT INTO examples VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

        self._catalog.write(work)

    def get(self, id: str) -> Lesson | None:
        row = (
            self._catalog.reader()
            .execute("SELECT id, taught_at, network, wanted FROM lessons WHERE id = ?", [id])
            .fetchone()
        )
        return None if row is None else Lesson(*row)

    def ids(self) -> set[str]:
        return {row[0] for row in self._catalog.reader().execute("SELECT id FROM lessons")}

    def examples(self, id: str) -> list[TaughtExample]:
        """In the order of their paths."""
        rows = self._catalog.reader().execute(
            "SELECT identity, genres, source, path, title, artist, album, folder FROM examples "
            "WHERE lesson = ? ORDER BY path, identity",
            [id],
        )
        return [_example(row) for row in rows]

    def delete(self, ids: Iterable[str]) -> None:
        gone = [(id,) for id in ids]

        def work(db: Database) -> None:
            db.conn.executemany("DELETE FROM lessons WHERE id = ?", gone)

        if gone:
            self._catalog.write(work)


def _text(value: str) -> str:
    # Lone surrogates, which a tag may hold, are no text to SQLite.
    return value.encode("utf-8", "replace").decode("utf-8")


def _example(row: Sequence[Any]) -> TaughtExample:
    identity, genres, source, path, title, artist, album, folder = row
    return TaughtExample(
        identity,
        tuple(json.loads(genres)),
        source,
        decode_path(path),
        title,
        artist,
        album,
        # No path: the empty one would come back as “.” and make one group of all.
        os.fsdecode(folder),
    )

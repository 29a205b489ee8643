"""Folders and tracks: what was found on disk and what its tags say."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from sqlite_utils import Database

from tagger.catalog.columns import names_of
from tagger.catalog.database import Catalog, decode_path, encode_path, under
from tagger.catalog.stored_path import stored_path
from tagger.making import maker_of
from tagger.records import FileStamp, Presence, Track, TrackTags

_COLUMNS = (
    "id, path, size, mtime_ns, format, identity, presence, error, title, artist, album_artist, "
    "album, composer, disc, track, year, compilation, duration, genres, second_genres, custom"
)
_CHUNK = 500
"""SQLite's oldest limit on bound values is 999."""


@dataclass(frozen=True)
class ScannedFile:
    """What a scan learned of one file: everything of a `Track` but its id."""

    path: Path
    stamp: FileStamp
    format: str
    identity: bytes
    tags: TrackTags
    presence: Presence = Presence.PRESENT
    error: str | None = None


@dataclass(frozen=True)
class KnownFile:
    """What a scan needs to know of a track to pass it by."""

    id: int
    stamp: FileStamp
    identity: bytes
    presence: Presence
    failed: bool


@dataclass(frozen=True)
class Root:
    """A folder that the person added."""

    path: Path
    plugged: bool


class Tracks:
    """The tracks of a catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def roots(self) -> list[Root]:
        rows = self._catalog.reader().execute("SELECT path, plugged FROM roots ORDER BY path")
        return [Root(decode_path(path), bool(plugged)) for path, plugged in rows]

    def add_root(self, path: Path) -> None:
        """Remember a folder; folders below it that were added before become part of it."""
        low, high = under(path)

        def work(db: Database) -> None:
            db.execute("DELETE FROM roots WHERE path >= ? AND path < ?", [low, high])
            db.execute(
                "INSERT INTO roots (path, added_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [encode_path(path), time.time()],
            )

        self._catalog.write(work)

    def set_plugged(self, root: Path, plugged: bool) -> None:
        """Mark a root, and the tracks below it, as there or as unplugged."""
        low, high = under(root)
        old, new = Presence.PRESENT, Presence.UNPLUGGED
        if plugged:
            old, new = new, old

        def work(db: Database) -> None:
            db.execute("UPDATE roots SET plugged = ? WHERE path = ?", [plugged, encode_path(root)])
            db.execute(
                "UPDATE tracks SET presence = ? WHERE path >= ? AND path < ? AND presence = ?",
                [new.value, low, high, old.value],
            )

        self._catalog.write(work)

    def known(self, folder: Path) -> dict[Path, KnownFile]:
        """Every track at or below `folder`, by path."""
        low, high = under(folder)
        rows = self._catalog.reader().execute(
            "SELECT path, id, size, mtime_ns, identity, presence, error IS NOT NULL FROM tracks "
            "WHERE (path >= ? AND path < ?) OR path = ?",
            [low, high, encode_path(folder)],
        )
        return {
            decode_path(path): KnownFile(
                id_, FileStamp(size, mtime_ns), identity, Presence(presence), bool(failed)
            )
            for path, id_, size, mtime_ns, identity, presence, failed in rows
        }

    def with_identity(self, identity: bytes) -> list[Track]:
        """All tracks that hold this piece of music."""
        return self._select("WHERE identity = ?", [identity])

    def copies(self, ids: Sequence[int]) -> list[int]:
        """The ids of all tracks that hold the same music as one of these, those included."""
        found: set[int] = set(ids)
        for start in range(0, len(ids), _CHUNK):
            part = list(ids[start : start + _CHUNK])
            marks = ",".join("?" * len(part))
            rows = self._catalog.reader().execute(
                "SELECT id FROM tracks WHERE identity IN "
                f"(SELECT identity FROM tracks WHERE id IN ({marks}) AND identity != x'')",
                part,
            )
            found.update(row[0] for row in rows)
        return sorted(found)

    def store(
        self,
        files: Sequence[ScannedFile],
        moved: dict[Path, int] | None = None,
        *,
        guests: bool = False,
    ) -> list[int]:
        """Insert or update scanned files in one transaction; returns their ids in order.

        `moved` names, by new path, the id of the track that was found again there; it keeps its
        decision and its history. Files that are `guests` become no part of the library by this;
        all others do.
        """
        relocate = moved or {}

        def work(db: Database) -> list[int]:
            ids: list[int] = []
            for file in files:
                if (track_id := relocate.get(file.path)) is not None:
                    db.execute(
                        "UPDATE tracks SET path = ? WHERE id = ?",
                        [encode_path(file.path), track_id],
                    )
                path = [encode_path(file.path)]
                new = guests and not db.execute(_IS_THERE, path).fetchone()
                ids.append(int(db.execute(_UPSERT, _values(file)).fetchone()[0]))
                if new:
                    db.execute("INSERT INTO guests (track_id) VALUES (?)", [ids[-1]])
            if not guests:
                db.conn.executemany("DELETE FROM guests WHERE track_id = ?", [(i,) for i in ids])
            return ids

        return self._catalog.write(work)

    def set_presence(self, ids: Iterable[int], presence: Presence) -> None:
        pairs = [(presence.value, track_id) for track_id in ids]

        def work(db: Database) -> None:
            db.conn.executemany("UPDATE tracks SET presence = ? WHERE id = ?", pairs)

        self._catalog.write(work)

    def set_genres(self, path: Path, genres: Sequence[str], stamp: FileStamp) -> None:
        """What a file holds after a write of ours."""

        def work(db: Database) -> None:
            db.execute(
                "UPDATE tracks SET genres = ?, size = ?, mtime_ns = ? WHERE path = ?",
                [_json(genres), stamp.size, stamp.mtime_ns, encode_path(path)],
            )

        self._catalog.write(work)

    def welcome(self, path: Path) -> list[int]:
        """Make guests at or below a path a part of the library; returns their ids."""
        low, high = under(path)
        found = self._catalog.reader().execute(
            "SELECT id FROM tracks JOIN guests ON track_id = id "
            "WHERE (path >= ? AND path < ?) OR path = ?",
            [low, high, encode_path(path)],
        )
        ids = [row[0] for row in found]

        def work(db: Database) -> None:
            db.conn.executemany("DELETE FROM guests WHERE track_id = ?", [(i,) for i in ids])

        if ids:
            self._catalog.write(work)
        return ids

    def all(self) -> list[Track]:
        """Guests among them."""
        return self._select("ORDER BY path", [])

    def library(self, ids: Sequence[int] | None = None) -> list[Track]:
        """All tracks but guests in order of path, or those of `ids` in their order."""
        if ids is None:
            return self._select(f"WHERE {_NO_GUEST} ORDER BY path", [])
        guests = {row[0] for row in self._catalog.reader().execute("SELECT track_id FROM guests")}
        return self.get([track_id for track_id in ids if track_id not in guests])

    def get(self, ids: Sequence[int]) -> list[Track]:
        """The tracks of these ids that still exist, in the order of `ids`."""
        found: dict[int, Track] = {}
        for start in range(0, len(ids), _CHUNK):
            part = list(ids[start : start + _CHUNK])
            marks = ",".join("?" * len(part))
            for track in self._select(f"WHERE id IN ({marks})", part):
                found[track.id] = track
        return [found[track_id] for track_id in ids if track_id in found]

    def below(self, path: Path) -> list[Track]:
        """The tracks at or below a path, in order of path."""
        low, high = under(path)
        return self._select(
            "WHERE (path >= ? AND path < ?) OR path = ? ORDER BY path",
            [low, high, encode_path(path)],
        )

    def count(self) -> int:
        return int(self._catalog.reader().execute("SELECT count(*) FROM tracks").fetchone()[0])

    def count_below(self, folder: Path) -> int:
        low, high = under(folder)
        sql = f"SELECT count(*) FROM tracks WHERE path >= ? AND path < ? AND {_NO_GUEST}"
        return int(self._catalog.reader().execute(sql, [low, high]).fetchone()[0])

    def _select(self, where: str, values: list[Any]) -> list[Track]:
        rows = self._catalog.reader().execute(f"SELECT {_COLUMNS} FROM tracks {where}", values)
        return list(_tracks(rows))


_NO_GUEST = "id NOT IN (SELECT track_id FROM guests)"
_IS_THERE = "SELECT 1 FROM tracks WHERE path = ?"
_UPSERT = """
INSERT INTO tracks (path, size, mtime_ns, format, identity, presence, error, title, artist,
    album_artist, album, composer, disc, track, year, compilation, duration, genres,
    second_genres, custom)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (path) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns,
    format = excluded.format, identity = excluded.identity, presence = excluded.presence,
    error = excluded.error, title = excluded.title, artist = excluded.artist,
    album_artist = excluded.album_artist, album = excluded.album, composer = excluded.composer,
    disc = excluded.disc, track = excluded.track, year = excluded.year,
    compilation = excluded.compilation, duration = excluded.duration, genres = excluded.genres,
    second_genres = excluded.second_genres, custom = excluded.custom
RETURNING id
"""


def _values(file: ScannedFile) -> list[object]:
    tags = file.tags
    return [
        encode_path(file.path),
        file.stamp.size,
        file.stamp.mtime_ns,
        file.format,
        file.identity,
        file.presence.value,
        file.error,
        *map(_text, (tags.title, tags.artist, tags.album_artist, tags.album, tags.composer)),
        *map(_integer, (tags.disc, tags.track, tags.year)),
        tags.compilation,
        tags.duration,
        _json(tags.genres),
        _json(tags.second_genres),
        json.dumps(tags.custom),
    ]


def _text(value: str) -> str:
    return value.encode("utf-8", "replace").decode("utf-8")


def _integer(value: int | None) -> int | None:
    """SQLite holds 64 bits; a tag may claim to be track 10^30."""
    return value if value is None or abs(value) < 2**63 else None


def _json(genres: Sequence[str]) -> str:
    return json.dumps(list(genres))


_NOTHING = "[]"
_YEARS = {year: year for year in range(1900, 2100)}
"""One number each for all tracks of a year; small things add up to megabytes."""
_track, _tags, _stamp = maker_of(Track), maker_of(TrackTags), maker_of(FileStamp)
_PRESENCES = {presence.value: presence for presence in Presence}


@lru_cache(maxsize=4096)
def decode_fields(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Fields by name with their values, from JSON."""
    return tuple((name, tuple(values)) for name, values in json.loads(text))


def _tracks(rows: Iterable[Sequence[Any]]) -> Iterator[Track]:
    # By place and not by name, which takes a fifth less for a whole library.
    for (
        id_, path, size, mtime_ns, format_, identity, presence, error, title, artist, album_artist,
        album, composer, disc, track, year, compilation, duration, genres, second_genres, custom,
    ) in rows:  # fmt: skip
        yield _track(
            id_,
            stored_path(path),
            _stamp(size, mtime_ns),
            intern(format_),
            identity,
            _tags(
                title,
                intern(artist),
                intern(album_artist),
                intern(album),
                composer,
                disc,
                track,
                _YEARS.get(year, year),
                bool(compilation),
                duration,
                names_of(genres),
                names_of(second_genres),
                decode_fields(custom) if custom != _NOTHING else (),
            ),
            _PRESENCES[presence],
            error,
        )

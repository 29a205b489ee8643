"""What tells albums: a few columns of every track of the library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tagger.catalog.database import Catalog
from tagger.catalog.tracks import stored_path


@dataclass(frozen=True, slots=True)
class AlbumTrack:
    id: int
    identity: bytes
    path: Path
    album: str
    album_artist: str
    artist: str
    compilation: bool


def album_tracks(catalog: Catalog) -> list[AlbumTrack]:
    """The tracks of the library whose music is known, but for those whose file is gone."""
    rows = catalog.reader().execute(
        "SELECT id, identity, path, album, album_artist, artist, compilation FROM tracks "
        "WHERE identity != x'' AND presence != 'missing' "
        "AND id NOT IN (SELECT track_id FROM guests)"
    )
    return [
        AlbumTrack(id_, identity, stored_path(path), album, whose, artist, bool(compilation))
        for id_, identity, path, album, whose, artist, compilation in rows
    ]

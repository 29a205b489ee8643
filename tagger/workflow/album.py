"""Albums: which tracks are one, and which of them are compilations.

An album is known by its title and its album artist, or else by its title and its folder, since the
artists of its tracks may differ. All its discs are one album, also where each has a folder or says
so in its title. A compilation is no unit of genre, so its tracks are taken one by one.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tagger.catalog.albums import AlbumTrack, album_tracks
from tagger.genres.vocabulary import fold
from tagger.records import Track
from tagger.workflow.session import Session

_DISC = r"(?:cd|dvd|dis[ck]|disque|disco|disque|lp|vinyl)[\s._#-]*(?:\d{1,2}|[ivx]{1,4})"
_DISC_FOLDER = re.compile(rf"{_DISC}\b.*", re.IGNORECASE)
_DISC_IN_TITLE = re.compile(
    rf"\s*(?:[\(\[]\s*{_DISC}\s*[\)\]]|[,:–-]\s*{_DISC})\s*$", re.IGNORECASE
)
_VARIOUS = frozenset(
    fold(name)
    for name in (
        *("Various Artists", "Various", "VA", "V.A.", "V/A", "Various Artist", "Compilation"),
        *("Verschiedene Interpreten", "Verschiedene Künstler", "Diverse Interpreten", "Diverse"),
        *("Verschiedene", "Artistes divers", "Artistes variés", "Divers", "Compilations"),
        *("Varios artistas", "Varios", "Artisti vari", "Vari", "Vários artistas", "Vários"),
        *("Diverse artiesten", "Verschillende artiesten", "Blandade artister", "Diverse kunstnere"),
        *("Diverse artister", "Eri esittäjiä", "Různí interpreti", "Różni wykonawcy", "Çeşitli"),
        *("Разные исполнители", "Разные", "Сборник", "Різні виконавці"),
        *("ヴァリアス・アーティスト", "オムニバス", "V.A", "群星", "合輯", "合辑", "여러 아티스트"),
    )
)
_GUEST = re.compile(r"\s*(?:\(|\[)?\b(?:feat|ft|featuring|with|vs)\b.*|\s*[;/,&].*", re.IGNORECASE)
_MOST_ARTISTS = 3
"""From so many artists on, none of whom has half of the tracks, an album without an album artist is
a compilation: a duo's split record has two, and a record with guests has one who is on most."""


@lru_cache(maxsize=16_384)
def album_title(title: str) -> str:
    """An album's title without the number of a disc: "Exodus (Disc 2)" is Exodus."""
    return _DISC_IN_TITLE.sub("", title).strip() or title.strip()


def album_of(track: Track) -> str:
    """What is the same for all tracks of one album; empty for a track without one."""
    return _key(track.tags.album, track.tags.album_artist, track.path)


def _key(album: str, album_artist: str, path: Path) -> str:
    title = album_title(album)
    if not title:
        return ""
    whose = album_artist.strip() or _folder(path)
    return f"{title.casefold()}\0{whose.casefold()}"


def _folder(path: Path) -> str:
    """The folder of an album's tracks; that of a disc stands for the one above it."""
    folder, name = os.path.split(os.path.dirname(path))
    return folder if _DISC_FOLDER.fullmatch(name) else os.path.join(folder, name)


def is_compilation(tracks: Iterable[AlbumTrack]) -> bool:
    """Whether tracks of one album are by all sorts of people."""
    tracks = list(tracks)
    if any(track.compilation for track in tracks):
        return True
    named = {fold(track.album_artist) for track in tracks} - {fold("")}
    if named:
        return bool(named & _VARIOUS)
    artists = Counter(fold(_GUEST.sub("", track.artist) or track.artist) for track in tracks)
    if _VARIOUS & artists.keys():
        return True
    most = max(artists.values(), default=0)
    return len(artists) >= _MOST_ARTISTS and most * 2 < len(tracks)


@dataclass(frozen=True)
class Album:
    """The pieces of music of one album, copies counted once."""

    identities: tuple[bytes, ...]
    """In order."""

    @property
    def digest(self) -> bytes:
        """Tells these pieces of music from others."""
        return hashlib.blake2b(b"\0".join(self.identities), digest_size=8).digest()


class Albums:
    """Every album of a library that has a genre of its own, and no compilation.

    Music that is on several albums belongs to none: it would need as many suggestions.
    """

    def __init__(self, tracks: Sequence[AlbumTrack]) -> None:
        found: dict[str, list[AlbumTrack]] = {}
        keys: dict[bytes, set[str]] = {}
        self._ids: dict[bytes, list[int]] = {}
        for track in tracks:
            key = _key(track.album, track.album_artist, track.path)
            if key:
                found.setdefault(key, []).append(track)
                keys.setdefault(track.identity, set()).add(key)
            self._ids.setdefault(track.identity, []).append(track.id)
        self.of: dict[bytes, Album] = {}
        """The album of a piece of music, where it has one."""
        for key, members in found.items():
            one = sorted({m.identity for m in members if keys[m.identity] == {key}})
            if len(one) > 1 and not is_compilation(members):
                album = Album(tuple(one))
                self.of.update(dict.fromkeys(one, album))

    @classmethod
    def read(cls, session: Session) -> Albums:
        """Those of the library as last scanned: half a second for 100,000 tracks."""
        return cls(album_tracks(session.catalog))

    def ids(self, identities: Iterable[bytes]) -> list[int]:
        """The ids of the tracks that hold this music."""
        return [id_ for identity in identities for id_ in self._ids.get(identity, ())]

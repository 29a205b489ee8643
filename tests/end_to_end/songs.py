"""Small songs that are heard as music, each by an artist of its own, in folders named by genre."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile
from mutagen.flac import FLAC

from tests.audio.encode import music

RATE = 22050


def song(path: Path, seed: int, artist: str = "", genre: str = "", seconds: float = 1.0) -> Path:
    """A FLAC whose sound depends on `seed`; no artist means one of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        soundfile.write(stream, music(seconds, RATE, 1, seed)[0], RATE, format="FLAC")
    file = FLAC(path)
    file["artist"] = artist or f"Singer {seed}"
    if genre:
        file["genre"] = genre
    file.save()
    return path


def genre_folder(folder: Path, count: int, seed: int = 0) -> Path:
    """A folder with so many songs, each by another artist."""
    for number in range(count):
        song(folder / f"{number}.flac", 1000 * seed + number)
    return folder


def silence(path: Path, seconds: float = 1.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        soundfile.write(stream, np.zeros(int(seconds * RATE)), RATE, format="FLAC")
    return path

"""Real files, heard the way the app hears a library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.model import LoadedModel, Network
from tagger.records import ModelInfo, Track, TrackContent
from tagger.settings import WINDOWS
from tagger.tags.reader import read_tags
from tagger.workflow.listener import Listener

SPOKEN_FOLDER = "Spoken Word"
UNKNOWN_FOLDER = "zouk"
"""Holds a genre that the bundled model must not know."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the app says of one file."""

    content: TrackContent
    vector: NDArray[np.float16] | None
    """(D,), None where no music or speech was found."""
    genres: dict[str, float]
    """Probability by genre, the best first; empty without a vector."""
    sentence: str | None
    """What the app tells besides, for a person."""

    @property
    def first(self) -> str | None:
        return next(iter(self.genres), None)


class Ear:
    """The app's own listening, with the model at `path`.

    Raises ModelError where the app would refuse the model.
    """

    def __init__(self, path: Path, windows: int = WINDOWS.default) -> None:
        network = Network(path)
        info = ModelInfo(path.stem, path, network.version, network.genres, bundled=False)
        self._listener = Listener(LoadedModel(info, network))
        self._windows = windows

    def hear(self, path: Path) -> Answer:
        """Raises TagReadError where the app would not take the file in."""
        reading = read_tags(path)
        track = Track(0, path, reading.stamp, reading.format, reading.identity, reading.tags)
        heard = self._listener.hear(track, self._windows)
        suggestion = self._listener.suggest(heard)
        genres = {score.genre: score.probability for score in suggestion.genres}
        return Answer(heard.content, heard.vector, genres, suggestion.error)


def music_clips(folder: Path) -> list[Path]:
    """Every recording of music under `folder`, one folder for each genre."""
    others = (SPOKEN_FOLDER, UNKNOWN_FOLDER)
    return [path for path in _recordings(folder) if path.parent.name not in others]


def spoken_clips(folder: Path) -> list[Path]:
    """Every recording of speech."""
    return [path for path in _recordings(folder) if path.parent.name == SPOKEN_FOLDER]


def _recordings(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.glob("*/*") if path.suffix in (".mp3", ".flac"))
    if not found:
        raise FileNotFoundError(f"There are no recordings in {folder}.")
    return found

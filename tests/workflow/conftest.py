"""Small real audio files and an open session."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from mutagen.flac import FLAC

from tagger.paths import find_home
from tagger.workflow.session import Session

MakeFlac = Callable[..., Path]


@pytest.fixture
def session() -> Iterator[Session]:
    with Session.open(find_home()) as opened:
        yield opened


@pytest.fixture
def make_flac() -> MakeFlac:
    """Make a FLAC whose sound depends on `seed`, with these tags."""

    def make(path: Path, seed: int = 0, seconds: float = 1.0, **tags: str | list[str]) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        noise = np.random.default_rng(seed).normal(0, 0.1, int(seconds * 22050))
        with path.open("wb") as stream:
            soundfile.write(stream, noise, 22050, format="FLAC")
        if tags:
            file = FLAC(path)
            for name, value in tags.items():
                file[name] = value
            file.save()
        return path

    return make


@pytest.fixture
def make_wav() -> MakeFlac:
    def make(path: Path, seed: int = 0, seconds: float = 1.0) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        noise = np.random.default_rng(seed).normal(0, 3000, int(seconds * 22050))
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(22050)
            file.writeframes(noise.astype("<i2").tobytes())
        return path

    return make

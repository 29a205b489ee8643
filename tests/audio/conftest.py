"""The front end of the bundled model and sound files in every format."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import soxr
from numpy.typing import NDArray

from tagger.audio.source import Source
from tagger.records import FrontEnd
from tests.audio import encode

SECONDS = 8.0
"""Enough for windows that touch neither end."""

MakeSound = Callable[..., Path]


@lru_cache(maxsize=16)
def signal(seconds: float, sample_rate: int, channels: int) -> NDArray:
    return encode.music(seconds, sample_rate, channels)


def read_whole(source: Source, front_end: FrontEnd) -> NDArray:
    """The whole track, mono, at the front end's rate: decoded in one go, without any seeking."""
    sound = source.read(0, source.length() + source.sample_rate)
    if source.sample_rate == front_end.sample_rate:
        return sound
    whole = soxr.resample(sound, source.sample_rate, front_end.sample_rate, quality="HQ")
    length = math.ceil(len(sound) * front_end.sample_rate / source.sample_rate)
    return np.pad(whole, (0, 1))[:length]


@pytest.fixture(scope="session")
def front_end() -> FrontEnd:
    return FrontEnd(
        sample_rate=22050,
        n_fft=2048,
        hop_length=1710,
        window="hann",
        n_mels=128,
        mel_scale="slaney",
        fmin=0.0,
        fmax=11025.0,
        power=2.0,
        top_db=80.0,
        window_seconds=3.0,
    )


@pytest.fixture(scope="session")
def _sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sounds")


@pytest.fixture
def make_sound(_sounds: Path, tmp_path: Path) -> MakeSound:
    """Make a file of changing sound: name of the encoding, rate, channels, seconds."""

    def make(
        name: str, sample_rate: int = 44100, channels: int = 2, seconds: float = SECONDS
    ) -> Path:
        encoding = encode.ENCODINGS[name]
        made = _sounds / f"{name}-{sample_rate}-{channels}-{seconds}.{encoding.suffix}"
        if not made.exists():
            encode.encode(made, signal(seconds, sample_rate, channels), sample_rate, encoding)
        return Path(shutil.copy(made, tmp_path))

    return make

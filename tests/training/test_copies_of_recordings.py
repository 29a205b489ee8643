"""Copies of real recordings are known by ear, and other recordings are not taken for copies."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from tagger.model.library import LoadedModel, load_model
from tagger.paths import Home, bundled_models
from tagger.records import FileStamp, Track, TrackTags
from tagger.training.checks import check
from tagger.training.discriminant import Statistics
from tagger.workflow.listener import Listener
from tests.audio.encode import ENCODINGS, Encoding, encode

GENRES = ("Blues", "Country", "Metal")
PER_GENRE = 3
RATE = 44_100


@pytest.fixture
def model(home: Path) -> LoadedModel:
    return load_model(Home(home, home / "settings.json", home / "logs"))


def samples(path: Path) -> NDArray:
    """(2, N) at RATE."""
    resampler = av.AudioResampler("fltp", "stereo", RATE)
    with av.open(str(path)) as container:
        parts = [
            piece.to_ndarray()
            for frame in container.decode(audio=0)
            for piece in resampler.resample(frame)
        ]
    return np.concatenate(parts, axis=1)


def hear(model: LoadedModel, path: Path) -> NDArray[np.float16]:
    with av.open(str(path)) as container:
        assert container.duration is not None
        seconds = container.duration / 1e6
    track = Track(1, path, FileStamp(0, 0), path.suffix, b"", TrackTags(duration=seconds))
    vector = Listener(model).hear(track, 5).vector
    assert vector is not None
    return vector


def test_a_copy_in_another_format_is_found_and_no_stranger_is(
    clips: Path, model: LoadedModel, tmp_path: Path
) -> None:
    originals = [path for genre in GENRES for path in sorted((clips / genre).iterdir())[:PER_GENRE]]
    good = Encoding("mp3", "libmp3lame", 192_000)
    copied = [
        encode(tmp_path / f"{row}.{encoding.suffix}", samples(path), RATE, encoding)
        for row, (path, encoding) in enumerate(
            zip(originals[:4], (good, ENCODINGS["aac"], good, ENCODINGS["vorbis"]), strict=True)
        )
    ]
    heard = np.array([hear(model, path) for path in (*originals, *copied)])
    labels = [(path.parent.name,) for path in (*originals, *originals[:4])]
    base = Statistics.load(bundled_models() / "genre-statistics.npz")
    found = check(heard, labels, [""] * len(heard), base)
    assert sorted(one.rows for one in found.copies) == [(i, i + 9) for i in range(4)]
    assert not any(one.exact or one.across for one in found.copies)
    assert found.groups.count == 9

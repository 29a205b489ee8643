"""Real files: read, encoded in the usual formats, and heard the way the app hears a library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tagger.model import LoadedModel, Network
from tagger.records import Float32, ModelInfo, Track, TrackContent
from tagger.settings import WINDOWS
from tagger.tags.reader import read_tags
from tagger.workflow.listener import Listener

RATE = 44_100
"""Hz, in stereo: what most files of a library are."""

SPOKEN_FOLDER = "Spoken Word"
UNKNOWN_FOLDER = "zouk"
"""Holds a genre that the bundled model must not know."""


_VORBIS = "libvorbis"
_BLOCK = 1 << 14


@dataclass(frozen=True, slots=True)
class Encoding:
    """How samples become a file: FFmpeg's name of the codec, bits a second of the lossy ones.

    PyAV brings no Vorbis encoder but FFmpeg's experimental one, so `libvorbis` is libsndfile's, at
    its usual quality.
    """

    suffix: str
    codec: str
    bit_rate: int | None = None


FLAC = Encoding(".flac", "flac")
FORMATS = {
    "FLAC": FLAC,
    "MP3 128k": Encoding(".mp3", "libmp3lame", 128_000),
    "Ogg Vorbis": Encoding(".ogg", _VORBIS),
    "M4A/AAC 128k": Encoding(".m4a", "aac", 128_000),
}


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


def read(path: Path) -> Float32:
    """A recording as (2, samples) at RATE, whatever its own rate and channels."""
    import soundfile
    import soxr

    samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    stereo = np.repeat(samples, 2, axis=1)[:, :2] if samples.shape[1] == 1 else samples[:, :2]
    return np.ascontiguousarray(soxr.resample(stereo, rate, RATE).T)


def encode(path: Path, samples: Float32, encoding: Encoding, rate: int = RATE) -> Path:
    """Writes (1 or 2, samples) within ±1 to `path` with the encoding's suffix; returns that."""
    path = path.with_name(path.name + encoding.suffix)
    if encoding.codec == _VORBIS:
        _write_vorbis(path, samples, rate)
    else:
        _write(path, samples, encoding, rate)
    return path


def _write_vorbis(path: Path, samples: Float32, rate: int) -> None:
    import soundfile

    with soundfile.SoundFile(path, "w", rate, len(samples), "VORBIS", format="OGG") as file:
        # In one piece a long recording overflows libvorbis's stack.
        for start in range(0, samples.shape[1], _BLOCK):
            file.write(np.clip(samples[:, start : start + _BLOCK], -1, 1).T)


def _write(path: Path, samples: Float32, encoding: Encoding, rate: int) -> None:
    import av

    layout = "mono" if len(samples) == 1 else "stereo"
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(encoding.codec, rate=rate)
        context = stream.codec_context
        context.layout = layout
        if encoding.bit_rate:
            context.bit_rate = encoding.bit_rate
        sample_format = _preferred([known.name for known in context.codec.audio_formats or ()])
        context.format = sample_format
        resampler = av.AudioResampler(sample_format, layout, rate)
        for start in range(0, samples.shape[1], _BLOCK):
            block = np.clip(samples[:, start : start + _BLOCK], -1, 1)
            interleaved = np.ascontiguousarray(block.T, dtype=np.float32).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(interleaved, "flt", layout)
            frame.sample_rate = rate
            frame.pts = start
            for ready in resampler.resample(frame):
                container.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            container.mux(stream.encode(ready))
        container.mux(stream.encode(None))


def _preferred(formats: list[str]) -> str:
    return next((name for name in ("s16", "s16p", "fltp") if name in formats), "s16")

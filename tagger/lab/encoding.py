"""Sound read from files and written to them in the usual formats."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tagger.records import Float32

RATE = 44_100
"""Hz, in stereo: what most files of a library are."""

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
        feed(container, stream, np.clip(samples, -1, 1), layout, sample_format)


def feed(container: Any, stream: Any, samples: Float32, layout: str, sample_format: str) -> None:
    """Encodes (channels, frames) samples into an open PyAV container, to the end of the stream."""
    import av

    rate = stream.codec_context.sample_rate
    resampler = av.AudioResampler(sample_format, layout, rate)
    for start in range(0, samples.shape[1], _BLOCK):
        block = samples[:, start : start + _BLOCK]
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

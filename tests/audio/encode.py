"""Sound files for tests: a signal that changes all the time, in every format PyAV can encode."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av
import numpy as np
from numpy.typing import NDArray

from tagger.lab.encoding import feed

LAYOUTS = {1: "mono", 2: "stereo", 6: "5.1", 8: "7.1"}


@dataclass(frozen=True)
class Encoding:
    """A container and codec, with the bit rate of the lossy ones."""

    suffix: str
    codec: str
    bit_rate: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    sample_format: str | None = None


WITHOUT_NOISE = (("aac_pns", "0"),)
"""Noise substitution is random at every decoding, so nothing can be compared with it on."""

ENCODINGS = {
    "wav": Encoding("wav", "pcm_s16le"),
    "aiff": Encoding("aiff", "pcm_s16be"),
    "flac": Encoding("flac", "flac"),
    "mp3": Encoding("mp3", "libmp3lame", 128_000),
    "mp3-vbr": Encoding("mp3", "libmp3lame", options=(("q", "2"),)),
    "vorbis": Encoding("ogg", "vorbis", options=(("strict", "experimental"),)),
    "opus": Encoding("opus", "libopus", 96_000),
    "aac": Encoding("m4a", "aac", 128_000, WITHOUT_NOISE),
    "adts": Encoding("aac", "aac", 128_000, WITHOUT_NOISE),
    "alac": Encoding("m4a", "alac"),
    "wma": Encoding("wma", "wmav2", 128_000),
    "wavpack": Encoding("wv", "wavpack"),
    "tta": Encoding("tta", "tta"),
    "matroska": Encoding("mka", "libopus", 96_000),
}


def music(seconds: float, sample_rate: int, channels: int = 1, seed: int = 0) -> NDArray:
    """Chords, noise bursts and sweeps, (channels, samples) float32 in ±0.7.

    Every tenth of a second sounds different, so that a shift in time shows in the spectrogram.
    """
    generator = np.random.default_rng(seed)
    length = round(seconds * sample_rate)
    time = np.arange(length) / sample_rate
    steps = np.minimum((time * 10).astype(int), int(seconds * 10))
    signal = np.zeros((channels, length))
    for channel in range(channels):
        pitches = generator.uniform(60, min(0.4 * sample_rate, 6000), (int(seconds * 10) + 1, 3))
        phase = np.cumsum(pitches[steps], axis=0) * (2 * np.pi / sample_rate)
        noise = generator.normal(size=length) * generator.uniform(0.02, 0.2, len(pitches))[steps]
        signal[channel] = np.sin(phase).sum(axis=1) * 0.15 + noise
    return np.clip(signal, -0.7, 0.7).astype(np.float32)


def encode(path: Path, samples: NDArray, sample_rate: int, encoding: Encoding) -> Path:
    """Write (channels, samples) float32 to `path` and return it."""
    channels = len(samples)
    with av.open(str(path), "w") as container:
        stream = cast("av.AudioStream", container.add_stream(encoding.codec, rate=sample_rate))
        context = stream.codec_context
        context.layout = LAYOUTS[channels]
        context.options = dict(encoding.options)
        if encoding.bit_rate:
            context.bit_rate = encoding.bit_rate * max(1, channels // 2)
        formats = [f.name for f in context.codec.audio_formats or ()]
        sample_format = encoding.sample_format or _preferred(formats)
        context.format = sample_format
        feed(container, stream, samples, LAYOUTS[channels], sample_format)
    return path


def _preferred(formats: list[str]) -> str:
    for wanted in ("s16", "s16p", "fltp", "flt"):
        if wanted in formats:
            return wanted
    return formats[0] if formats else "s16"

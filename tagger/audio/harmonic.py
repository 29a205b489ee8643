"""What sounds on and what strikes: two layers of a spectrogram, and the tempo of the strokes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tagger.audio.decode import check_readable, open_sources
from tagger.errors import AudioError
from tagger.parts import needs
from tagger.records import Float32
from tagger.wording import say

_MEDIAN_FRAMES, _MEDIAN_MELS = 13, 17
"""Spans of the medians: a second at the models' frame rate, and an octave or so."""
_RATE = 22050
_HOP = 256
"""12 ms: two strokes at 300 BPM are 17 frames apart."""
_BLOCK_SECONDS = 10.0
_LONGEST_SECONDS = 60.0
_SLOWEST, _FASTEST = 40.0, 240.0
_USUAL_BPM, _USUAL_OCTAVES = 120.0, 1.0
"""Ellis's prior: log-normal about 120 BPM."""
_STEADY = 0.18
"""Least share of the onsets' energy that returns after a beat, where there is a beat at all."""
_AS_CLEAR = 0.2
"""An octave away that is this much as clear is told too: listeners would tap either."""


class Layer(StrEnum):
    """What of a sound is shown."""

    WHOLE = "whole"
    HARMONIC = "harmonic"
    PERCUSSIVE = "percussive"


def separate(logmel: Float32, top_db: float) -> dict[Layer, Float32]:
    """The layers of windows (N, mels, frames) in dB relative to the track's maximum.

    Median filtering along time keeps what sounds on, along frequency what strikes; each place is
    shared out by the squares of the two (D. Fitzgerald, "Harmonic/Percussive Separation Using
    Median Filtering", DAFx 2010). On mel bands instead of an STFT's bins: it is what the model
    hears and what is drawn.
    """
    with needs("librosa"):
        import librosa

    magnitude = np.power(np.float32(10), logmel / np.float32(20))
    harmonic, percussive = librosa.decompose.hpss(
        magnitude, kernel_size=(_MEDIAN_FRAMES, _MEDIAN_MELS), power=2.0
    )
    floor = np.float32(10 ** (-top_db / 20))
    return {
        layer: (20 * np.log10(np.maximum(part, floor))).astype(np.float32)
        for layer, part in ((Layer.HARMONIC, harmonic), (Layer.PERCUSSIVE, percussive))
    }


@dataclass(frozen=True)
class Tempo:
    """Beats per minute, the likeliest first; none where nothing returns steadily."""

    beats: tuple[float, ...] = ()


def measure_tempo(
    path: Path, around: float, proceed: Callable[[], bool] = lambda: True
) -> Tempo | None:
    """The tempo of a minute around a second of a track; None when `proceed` says no.

    Raises `AudioError` when there is no sound to be had.
    """
    with needs("soxr"):
        import soxr

    check_readable(path)
    reason: AudioError | None = None
    for source in open_sources(path):
        try:
            with closing(source):
                rate = source.sample_rate
                first = max(0.0, around - _LONGEST_SECONDS / 2)
                pieces: list[Float32] = []
                for start in np.arange(first, first + _LONGEST_SECONDS, _BLOCK_SECONDS):
                    if not proceed():
                        return None
                    stop = round((start + _BLOCK_SECONDS) * rate)
                    pieces.append(source.read(round(start * rate), stop))
        except AudioError as error:
            reason = error
            continue
        sound = np.concatenate(pieces)
        if len(sound):
            return tempo_of(soxr.resample(sound, rate, _RATE, quality="HQ"), _RATE)
    message = reason.message if reason else say("There is no sound in this file.")
    raise AudioError(message, path) from reason


def tempo_of(samples: Float32, rate: int) -> Tempo:
    """The tempo of mono samples.

    Onsets return after a beat, and after two: autocorrelation alone cannot tell a tempo from half
    of it, nor a Fourier transform from twice. Their product can (G. Peeters, "Template-based
    estimation of time-varying tempo", EURASIP 2007); it is weighed with how often a tempo is met
    (D. Ellis, "Beat Tracking by Dynamic Programming", J. New Music Research 36, 2007, whose
    onset strength this is, by librosa).
    """
    with needs("librosa"):
        import librosa

    if len(samples) < 4 * rate:
        return Tempo()
    onsets = librosa.onset.onset_strength(y=samples, sr=rate, hop_length=_HOP)
    onsets = np.asarray(onsets, dtype=np.float64)
    onsets -= onsets.mean()
    energy = float(onsets @ onsets)
    if energy <= 0:
        return Tempo()
    frames_a_minute = 60 * rate / _HOP
    bpm = np.geomspace(_SLOWEST, _FASTEST, 1200)
    returns = _returns(onsets, frames_a_minute / bpm) / energy
    clear = np.maximum(returns, 0) * _strength(onsets, bpm / frames_a_minute)
    usual = np.exp(-0.5 * (np.log2(bpm / _USUAL_BPM) / _USUAL_OCTAVES) ** 2)
    best = int(np.argmax(clear * usual))
    if returns[best] < _STEADY:
        return Tempo()
    found = [float(bpm[best])]
    for octave in (found[0] / 2, found[0] * 2):
        near = np.abs(bpm / octave - 1) < 0.04
        if near.any() and (clear * usual)[near].max() >= _AS_CLEAR * (clear * usual)[best]:
            found.append(octave)
    return Tempo(tuple(found))


def _returns(onsets: NDArray, lags: NDArray) -> NDArray:
    """Autocorrelation at lags in frames, which need not be whole."""
    size = 1 << (2 * len(onsets) - 1).bit_length()
    spectrum = np.fft.rfft(onsets, size)
    correlation = np.fft.irfft(np.abs(spectrum) ** 2, size)[: len(onsets)]
    # Fewer pairs are that far apart.
    correlation *= len(onsets) / np.arange(len(onsets), 0, -1)
    return np.interp(lags, np.arange(len(onsets)), correlation)


def _strength(onsets: NDArray, frequencies: NDArray) -> NDArray:
    """Magnitude of the Fourier transform at these frequencies, in cycles a frame."""
    window = onsets * np.hanning(len(onsets))
    phases = np.exp(-2j * np.pi * frequencies[:, None] * np.arange(len(onsets))[None])
    return np.abs(phases @ window)

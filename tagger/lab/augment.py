"""Changes to mel windows that leave the genre alone. Works on dB, in numpy, one batch at a time.

The sets differ in loudness, bandwidth, codec and frame rate; without these changes a network
would learn the set instead of the music.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FLOOR = np.float32(-80)
_MELS = 128
_FRAMES_PER_SECOND = 22050 / 1710
_LOW_BAND_HZ = 25.8
"""Width of a Slaney mel band below 1 kHz, where the bands lie evenly in Hz."""
_LOWEST_CUT = 88
"""Mel band at 4 kHz: most speech is recorded at 8 or 16 kHz, so music must lose its top too."""


def level(
    batch: NDArray[np.float32], generator: np.random.Generator, low: float = -12, high: float = 3
) -> NDArray[np.float32]:
    """Shifts each crop by `low`..`high` dB; (B, W, 128, T) in and out, kept within -80..0.

    An item is relative to its own loudest frame, which in the app is any window of a track.
    """
    shift = generator.uniform(low, high, (len(batch), 1, 1, 1)).astype(np.float32)
    return np.clip(batch + shift, FLOOR, 0)


@dataclass(frozen=True, slots=True)
class Variation:
    """How far the crops of the genre stage are changed, each kind on a share `rate` of them.

    `equaliser` is the standard deviation in dB of a random curve over the mel bands; `shift` the
    most mel bands up or down; `tempo` the largest logarithm of a change of tempo.
    """

    rate: float
    equaliser: float
    shift: int
    tempo: float

    def draw_tempo(self, generator: np.random.Generator) -> float:
        """How much faster a crop is played; 1 for those that are left as they are."""
        if generator.random() >= self.rate:
            return 1.0
        return float(np.exp(generator.uniform(-self.tempo, self.tempo)))


def strong(
    batch: NDArray[np.float32], generator: np.random.Generator, change: Variation
) -> NDArray[np.float32]:
    """Variation of the genre stage in all but the tempo, which is chosen where a crop is cut.

    (B, W, 128, T) in and out. Tilt, equaliser, shift and high cut belong to a recording and so are
    shared by the windows of a crop; the masks differ from window to window.
    """
    batch = _tilt(level(batch, generator), generator)
    batch = _equalise(batch, generator, change.rate, change.equaliser)
    batch = _shift(batch, generator, change.rate, change.shift)
    batch = _high_cut(batch, generator, change.rate / 2)
    return _masks(batch, generator, change.rate)


def spoil(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    """What real recordings suffer, each on a share `rate` of the crops, so often two at once.

    Loud masters, halls, crowds and tape hiss, mains hum, a telephone's or voice memo's band.
    (B, W, 128, T) in and out, all shared by the windows of a crop; the input is left alone.
    """
    batch = _dynamics(batch.copy(), generator, rate)
    batch = _hall(batch, generator, rate)
    batch = _noise(batch, generator, rate)
    batch = _hum(batch, generator, rate / 2)
    return _telephone(batch, generator, rate / 2)


def mix(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float, beta: float
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.intp]]:
    """Mixup (Zhang et al., ICLR 2018) in dB of a share `rate` of the crops with others.

    Returns the mixed batch (B, W, 128, T), each crop's own share (B,) of 0.5 to 1, and whom (B,)
    it was mixed with.
    """
    count = len(batch)
    share = np.where(generator.random(count) < rate, generator.beta(beta, beta, count), 1)
    share = np.maximum(share, 1 - share).astype(np.float32)
    other = generator.permutation(count)
    part = share[:, None, None, None]
    mixed = (part * batch + (1 - part) * batch[other]).astype(np.float32, copy=False)
    return mixed, share, other


def _tilt(batch: NDArray[np.float32], generator: np.random.Generator) -> NDArray[np.float32]:
    slope = generator.uniform(-6, 6, (len(batch), 1, 1, 1)).astype(np.float32)
    ramp = np.linspace(-1, 1, _MELS, dtype=np.float32)[:, None]
    # The empty floor of a recording is no sound, so a tilt must not lift it.
    return np.where(batch > FLOOR, np.clip(batch + slope * ramp, FLOOR, 0), FLOOR)


def _equalise(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float, deviation: float
) -> NDArray[np.float32]:
    """Adds a random piecewise linear curve over the mel bands (FilterAugment: Nam, Kim and Park,
    ICASSP 2022)."""
    changed = batch.copy()
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        inner = np.sort(generator.uniform(0, _MELS - 1, generator.integers(1, 6)))
        places = np.concatenate([[0], inner, [_MELS - 1]])
        curve = np.interp(
            np.arange(_MELS), places, generator.normal(0, deviation, len(places))
        ).astype(np.float32)[:, None]
        changed[i] = np.where(batch[i] > FLOOR, np.clip(batch[i] + curve, FLOOR, 0), FLOOR)
    return changed


def _shift(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float, most: int
) -> NDArray[np.float32]:
    shifted = batch.copy()
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        step = int(generator.integers(1, most + 1)) * int(generator.choice((-1, 1)))
        shifted[i] = np.roll(batch[i], step, axis=1)
        shifted[i][:, : max(step, 0)] = batch[i][:, :1]
        if step < 0:
            shifted[i][:, step:] = FLOOR
    return shifted


def _high_cut(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        batch[i, :, generator.integers(_LOWEST_CUT, _MELS) :] = FLOOR
    return batch


def _masks(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    crops, windows, _, frames = batch.shape
    for i, w in np.argwhere(generator.random((crops, windows)) < rate):
        height, width = generator.integers(4, 17), generator.integers(2, 9)
        bottom, left = generator.integers(0, _MELS - height), generator.integers(0, frames - width)
        quiet = np.median(batch[i, w])
        batch[i, w, bottom : bottom + height] = quiet
        batch[i, w, :, left : left + width] = quiet
    return batch


def _hall(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    """Smears power over time as reverberation does: exponentially, 60 dB within RT60 seconds."""
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        seconds = generator.uniform(0.5, 3)
        decay = np.float32(10 ** (-6 / (seconds * _FRAMES_PER_SECOND)))
        power = np.power(np.float32(10), batch[i] / 10)
        # As if what was heard before the window had been like the window.
        tail = power.mean(-1) * decay / (1 - decay)
        wet = np.empty_like(power)
        for frame in range(power.shape[-1]):
            tail = decay * tail + power[..., frame]
            wet[..., frame] = tail
        wet *= (1 - decay) * np.float32(generator.uniform(0.2, 2))
        batch[i] = _as_loud(10 * np.log10(power + wet), batch[i])
    return batch


def _telephone(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    """Leaves the band of a telephone or a voice memo, and makes up for the bass it has lost."""
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        bass = int(generator.uniform(100, 400) / _LOW_BAND_HZ)
        narrow = batch[i].copy()
        narrow[:, :bass] -= np.linspace(generator.uniform(20, 60), 0, bass)[:, None]
        narrow[:, generator.integers(_LOWEST_CUT - 8, _MELS - 8) :] = FLOOR
        batch[i] = _as_loud(narrow, batch[i])
    return batch


def _as_loud(changed: NDArray[np.float32], before: NDArray[np.float32]) -> NDArray[np.float32]:
    """The app measures from the loudest frame, so a change never leaves everything quieter."""
    gain = np.where(changed > FLOOR, before.max() - changed.max(), 0)
    return np.clip(changed + gain, FLOOR, 0).astype(np.float32)


def _dynamics(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    """Stretches or squeezes the distance from full scale, as loud masters and quiet pressings."""
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        ratio = np.float32(generator.uniform(0.75, 1.2))
        batch[i] = np.where(batch[i] > FLOOR, np.maximum(batch[i] * ratio, FLOOR), FLOOR)
    return batch


def _noise(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    """Adds steady or slowly swelling coloured noise: tape, surface, crowd, a poor microphone."""
    ramp = np.linspace(0, 1, _MELS, dtype=np.float32)[:, None]
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        windows, _, frames = batch.shape[1:]
        colour = generator.uniform(-65, -18) + generator.uniform(-35, 15) * ramp
        swell = generator.uniform(0, 6) * np.sin(
            generator.uniform(0, 2 * np.pi) + generator.uniform(0.02, 0.5) * np.arange(frames)
        )
        # Noise power in a mel band of one frame scatters like a gamma variable.
        scatter = 10 * np.log10(generator.gamma(6.0, 1 / 6.0, (windows, _MELS, frames)))
        batch[i] = _add(batch[i], (colour + swell + scatter).astype(np.float32))
    return batch


def _hum(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    """Adds mains hum with its harmonics."""
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        mains = float(generator.choice((50.0, 60.0)))
        loudest = generator.uniform(-45, -12)
        tone = np.full((_MELS, 1), FLOOR, np.float32)
        for harmonic in range(1, 9):
            band = int(mains * harmonic / _LOW_BAND_HZ)
            tone[band] = max(
                float(tone[band, 0]), loudest - generator.uniform(0, 6) * (harmonic - 1)
            )
        batch[i] = _add(batch[i], tone)
    return batch


def _add(first: NDArray[np.float32], second: NDArray[np.float32]) -> NDArray[np.float32]:
    power = np.power(np.float32(10), first / 10) + np.power(np.float32(10), second / 10)
    return np.clip(10 * np.log10(power), FLOOR, 0).astype(np.float32)

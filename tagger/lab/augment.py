"""Changes to mel windows that leave the genre alone. Works on dB, in numpy, one batch at a time.

The sets differ in loudness, bandwidth, codec and frame rate; without these changes a network
would learn the set instead of the music.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FLOOR = np.float32(-80)
_MELS = 128
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


def strong(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    """All changes of the genre stage, each on a share `rate` of the crops; (B, W, 128, T).

    Tilt, frequency shift and high cut belong to a recording and so are shared by the windows of a
    crop; the masks differ from window to window.
    """
    batch = _tilt(level(batch, generator), generator)
    batch = _shift(batch, generator, rate)
    batch = _high_cut(batch, generator, rate / 2)
    return _masks(batch, generator, rate)


def _tilt(batch: NDArray[np.float32], generator: np.random.Generator) -> NDArray[np.float32]:
    slope = generator.uniform(-6, 6, (len(batch), 1, 1, 1)).astype(np.float32)
    ramp = np.linspace(-1, 1, _MELS, dtype=np.float32)[:, None]
    # The empty floor of a recording is no sound, so a tilt must not lift it.
    return np.where(batch > FLOOR, np.clip(batch + slope * ramp, FLOOR, 0), FLOOR)


def _shift(
    batch: NDArray[np.float32], generator: np.random.Generator, rate: float
) -> NDArray[np.float32]:
    shifted = batch.copy()
    for i in np.flatnonzero(generator.random(len(batch)) < rate):
        step = int(generator.choice((-2, -1, 1, 2)))
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

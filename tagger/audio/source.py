"""What a decoder offers: samples of one channel, at the file's own rate, from any place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from tagger.records import Float32

LOWEST_RATE = 1_000
HIGHEST_RATE = 3_000_000
"""Hz. Outside of these a header is damaged or hostile; the highest rates in real use are 768 kHz,
and the 2.8 MHz that DSD512 decodes to."""

_LOUDEST = 1e9
"""Beyond this (180 dB over full scale) a sample is damage."""


class Source(Protocol):
    """An open sound file.

    Sample 0 is the first one that a player would play; the same place always gives the same
    samples, whether it is read on its own or on the way through the file.
    """

    @property
    def sample_rate(self) -> int:
        """Hz."""
        ...

    @property
    def damaged(self) -> bool:
        """Whether reading came upon data that could not be decoded."""
        ...

    def read(self, start: int, stop: int) -> Float32:
        """Mono samples `start` to `stop` (native rate), fewer where the file ends before.

        Raises `AudioError` when nothing can be decoded there.
        """
        ...

    def length(self) -> int:
        """Native samples from start to end; may have to run through the file.

        Raises `AudioError` when it cannot be found out.
        """
        ...

    def claimed_length(self) -> int | None:
        """Native samples that the container's header promises; None where it only guesses."""
        ...

    def length_is_guessed(self) -> bool:
        """Whether nothing in the file tells its length, so that tag readers have to guess it."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc_info: object) -> None: ...


def mix_down(samples: NDArray) -> Float32:
    """(n, channels) of float32 to their mean (n,); NaN and infinity become 0.

    A dot product with 1/channels is several times faster than `mean(axis=1)`.
    """
    channels = samples.shape[1]
    if channels == 1:
        return _finite(samples[:, 0])
    with np.errstate(invalid="ignore", over="ignore"):
        return _finite(samples @ np.full(channels, 1.0 / channels, dtype=np.float32))


def mix_planes(planes: Sequence[NDArray]) -> Float32:
    """Channels (n,) of any number type to their mean, as `mix_down`."""
    with np.errstate(invalid="ignore", over="ignore"):
        mono = planes[0].astype(np.float32)
        for plane in planes[1:]:
            mono += plane
        mono *= np.float32(1.0 / len(planes))
    return _finite(mono)


def _finite(mono: NDArray) -> Float32:
    mono = np.ascontiguousarray(mono, dtype=np.float32)
    with np.errstate(invalid="ignore", over="ignore"):
        # NaN or infinity anywhere, or a level beyond all sense, makes the sum of squares not
        # finite: one quick pass over sound that is as it should be.
        sound = bool(np.isfinite(np.dot(mono, mono)))
    if not sound:
        mono = np.where(np.isfinite(mono) & (np.abs(mono) < _LOUDEST), mono, np.float32(0))
    return mono

"""The outline of a whole track: between which levels the sound lies, from start to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tagger.audio.decode import check_readable, open_sources
from tagger.audio.source import Source
from tagger.errors import AudioError
from tagger.records import Float32
from tagger.wording import say

_PIECES_PER_SECOND = 100
_BLOCK_PIECES = 10 * _PIECES_PER_SECOND
"""Decoded in one go: ten seconds bound the memory also of 8 channels at 192 kHz, and what is lost
with a place that cannot be decoded."""

_MOST_UNREADABLE = 6
"""Blocks without sound, one after the other, until the rest of a file is given up."""

POINTS = 1200
"""Of an envelope: more than a panel has pixels, also at 300 %."""


@dataclass(frozen=True, eq=False)
class Envelope:
    """Lowest and highest sample, full scale at 1, in equal parts of a track."""

    lows: Float32
    """(at most POINTS,), mean of all channels."""
    highs: Float32
    """The same shape."""
    seconds: float
    """Length of the track as it was decoded."""


def envelope(path: Path, proceed: Callable[[], bool] = lambda: True) -> Envelope | None:
    """Decode a file from start to end, a second's work for ten minutes or so.

    What is damaged is flat. None when `proceed`, asked every ten seconds of sound, says no.
    Raises `AudioError` when there is no sound to be had.
    """
    check_readable(path)
    best: Envelope | None = None
    reason: AudioError | None = None
    for source in open_sources(path):
        pieces: list[Float32] = []
        try:
            with closing(source):
                for piece in _blocks(source):
                    if not proceed():
                        return None
                    pieces.append(piece)
        except AudioError as error:
            reason = error
        if pieces:
            found = _joined(pieces, source.sample_rate)
            best = found if best is None or found.seconds > best.seconds else best
            if not source.damaged:
                break
    if best is None:
        message = reason.message if reason else say("There is no sound in this file.")
        raise AudioError(message, path) from reason
    return best


def _joined(pieces: list[Float32], rate: int) -> Envelope:
    lows, highs = np.concatenate(pieces, axis=1)
    seconds = len(lows) * _piece(rate) / rate
    return Envelope(_fold(lows, np.minimum), _fold(highs, np.maximum), seconds)


def _piece(rate: int) -> int:
    """Samples that share a low and a high."""
    return max(1, rate // _PIECES_PER_SECOND)


def _blocks(source: Source) -> Iterator[Float32]:
    """(2, pieces): lows and highs of one block after the other."""
    size = _piece(source.sample_rate)
    length = size * _BLOCK_PIECES
    promised = source.claimed_length() or 0
    missing, start = 0, 0
    while True:
        try:
            samples = source.read(start, start + length)
        except AudioError:
            if not start and not promised:
                raise
            samples = np.zeros(0, dtype=np.float32)
        start += length
        if len(samples):
            # What could not be read before is flat; behind the last sound it does not exist.
            for _ in range(missing):
                yield np.zeros((2, _BLOCK_PIECES), dtype=np.float32)
            missing = 0
            more = start < promised
            # A block that breaks off in the middle of a track is filled up.
            count = _BLOCK_PIECES if more else -(-len(samples) // size)
            filled = np.zeros(count * size, dtype=np.float32)
            filled[: len(samples)] = samples
            parts = filled.reshape(count, size)
            yield np.stack([parts.min(axis=1), parts.max(axis=1)])
            if len(samples) < length and not more:
                return
        else:
            missing += 1
            if start >= promised or missing == _MOST_UNREADABLE:
                return


def _fold(values: Float32, extreme: np.ufunc) -> Float32:
    """The extremes of at most POINTS equal parts."""
    if len(values) <= POINTS:
        return values
    edges = np.arange(POINTS) * len(values) // POINTS
    return extreme.reduceat(values, edges)
